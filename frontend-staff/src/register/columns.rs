//! The columns of a list: what records have in common, and the firm's own fields.

use leptos::prelude::*;
use zaguan_i18n::{common, fields, register as words};
use zaguan_types::Instant;
use zaguan_types::fields::{Field, FieldType};
use zaguan_ui::prelude::*;

use super::view::BIN;
use super::{Entry, Filed, restore};
use crate::definitions::definitions;
use crate::record::model::{all_fields, value_of};
use crate::record::{name_member, named_value};

/// All columns of a list of records with a bin, main one first. In the bin, when each went there and the way back.
pub fn columns<T: Filed>(is_bin: Signal<bool>) -> Signal<Vec<Column<T>>> {
    // Compared never: a column has no equality, and the fields of the firm change seldom.
    let all =
        Memo::new_with_compare(move |_| if is_bin.get() { in_the_bin::<T>() } else { in_the_list::<T>() }, |_, _| true);
    all.into()
}

fn in_the_list<T: Filed>() -> Vec<Column<T>> {
    let mut all = vec![main()];
    all.extend(T::columns().into_iter().filter(|column| is_active::<T>(&column.id)));
    if is_active::<T>("tags") {
        all.push(tags());
    }
    if is_active::<T>("owner_id") {
        all.push(of_person("owner_id"));
    }
    all.push(when("created_at", common::CREATED, |record: &T| record.times().0).sorts_by("created_at"));
    all.push(when("updated_at", common::UPDATED, |record: &T| record.times().1).sorts_by("updated_at"));
    all.extend(own_fields());
    all
}

/// The firm's own fields as columns.
pub fn own_fields<T: Entry>() -> Vec<Column<T>> {
    let fields = definitions().of(T::KIND.module()).get().map(|blocks| all_fields(&blocks)).unwrap_or_default();
    fields.into_iter().filter(|field| field.active && !field.builtin).map(own).collect()
}

fn in_the_bin<T: Filed>() -> Vec<Column<T>> {
    vec![
        main(),
        when(BIN, words::DELETED_ON, |record: &T| record.times().2.unwrap_or(record.times().1)),
        Column::new("restore", t(words::RESTORE), |row: RwSignal<T>| {
            let id = row.with_untracked(|row| row.key());
            let back_again = move |()| restore::<T>(id);
            view! { <Button label=t(words::RESTORE) icon="undo-2" size=Size::Small on_press=back_again /> }
        })
        .width(Width::Medium)
        .room(Room::Always),
    ]
}

/// Whether a column's field is in use at the firm. Until that is known, it is.
pub fn is_active<T: Entry>(name: &str) -> bool {
    definitions().of(T::KIND.module()).get().is_none_or(|blocks| {
        let mut fields = blocks.items.iter().flat_map(|block| &block.fields);
        fields.find(|field| field.builtin && field.api_name == name).is_none_or(|field| field.active)
    })
}

fn main<T: Filed>() -> Column<T> {
    Column::new("name", t(zaguan_i18n::contacts::NAME), |row: RwSignal<T>| move || row.with(T::name))
        .width(Width::Rest)
        .room(Room::Always)
        .sorts_by(T::KIND.order())
        .before(|row: RwSignal<T>| view! { <Avatar name=move || row.with(T::name) /> })
        .under(|row: RwSignal<T>| view! { <span class="clip">{move || row.with(T::detail)}</span> })
}

fn tags<T: Filed>() -> Column<T> {
    Column::new("tags", t(fields::TAGS), |row: RwSignal<T>| {
        let tags = Memo::new(move |_| row.with(|record| record.tags().to_vec()));
        move || {
            let tags = tags.get();
            let rest = tags.len().saturating_sub(SHOWN_TAGS);
            let all = tags.join(", ");
            let badges = tags.into_iter().take(SHOWN_TAGS).map(|tag| view! { <Badge label=tag /> }).collect_view();
            view! { <span class="cell-tags" title=all>{badges}{(rest > 0).then(|| view! { <span class="faint">{format!("+{rest}")}</span> })}</span> }
        }
    })
    .room(Room::Large)
}

/// How many tags a cell has room for.
const SHOWN_TAGS: usize = 2;

/// The column of who looks after a record.
pub fn of_person<T: Entry>(id: &'static str) -> Column<T> {
    let words_of = T::KIND.words();
    let (label, nobody) = (words_of.owner, words_of.nobody);
    Column::new(id, t(label), move |row: RwSignal<T>| {
        let owner = Memo::new(move |_| row.with(T::owner));
        move || {
            let name = owner.get().map(|id| definitions().user_name(id).unwrap_or_default());
            match name {
                Some(name) => view! { <span class="cell-person"><Avatar name=name.clone() /><span class="clip">{name}</span></span> }.into_any(),
                None => view! { <span class="faint">{t(nobody)}</span> }.into_any(),
            }
        }
    })
    .width(Width::Small)
    .room(Room::Medium)
}

/// A column of a time.
pub fn when<T: Entry>(id: &str, label: zaguan_i18n::Text, read: fn(&T) -> Instant) -> Column<T> {
    Column::new(id, t(label), move |row: RwSignal<T>| {
        let at = Memo::new(move |_| row.with(read));
        move || view! { <When at=at.get() /> }
    })
    .width(Width::Small)
    .room(Room::Small)
    .at_end()
}

/// A column of a text.
pub fn text<T: Entry>(
    id: &'static str,
    label: zaguan_i18n::Text,
    read: impl Fn(&T) -> Option<String> + Copy + Send + Sync + 'static,
) -> Column<T> {
    Column::new(id, t(label), move |row: RwSignal<T>| move || row.with(read))
}

/// A column of one of the firm's own fields.
fn own<T: Entry>(field: Field) -> Column<T> {
    let labels = field.labels.clone();
    let id = format!("custom.{}", field.api_name);
    let is_number = matches!(
        field.field_type,
        FieldType::Integer | FieldType::Decimal | FieldType::Money | FieldType::Percent | FieldType::Date
    );
    let column = Column::new(
        id,
        move || labels.get(language()).to_owned(),
        move |row: RwSignal<T>| {
            let field = field.clone();
            move || {
                let record = row.with(super::record_of);
                let name = name_member(&field.api_name).and_then(|member| record.get(member)?.as_str());
                named_value(&field, value_of(&field, &record), name, language())
            }
        },
    )
    .room(Room::Large);
    if is_number { column.at_end() } else { column }
}
