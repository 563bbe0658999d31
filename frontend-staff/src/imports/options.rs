//! What becomes of rows: how records that are there already are recognised, and what happens to them and to the others.

use leptos::prelude::*;
use zaguan_i18n::{Text, fields, importing as words};
use zaguan_types::Patch;
use zaguan_types::fields::{FieldType, Module};
use zaguan_types::imports::{
    DateOrder, DecimalMark, Import, ImportOptions, ImportOptionsPatch, ImportPatch, ImportTarget, MatchBy, OnMatch,
    OnNew,
};
use zaguan_ui::prelude::*;

use super::register;
use super::work::Work;
use crate::definitions::definitions;
use crate::register::TagsInput;

type Choices = Vec<(&'static str, Text)>;

/// The card.
#[component]
pub fn OptionsCard(
    /// The import.
    work: Work,
    /// What is known of it.
    import: Signal<Import>,
    /// Where its columns can go.
    targets: Memo<Vec<ImportTarget>>,
) -> impl IntoView {
    let module = import.with_untracked(|import| import.module);
    let options = Memo::new(move |_| import.with(|import| import.options.clone()));
    let change = move |patch: ImportOptionsPatch| {
        work.change(ImportPatch { options: Patch::Set(patch), ..ImportPatch::default() });
    };
    let bound = move |label, read: fn(&ImportOptions) -> String, patch: fn(String) -> ImportOptionsPatch| {
        let mut bind = Bound::new(t(label), RwSignal::new(String::new()));
        bind.value = Signal::derive(move || options.with(read));
        bind.set = Callback::new(move |value: String| change(patch(value)));
        bind
    };
    let match_by = bound(
        words::MATCH_BY,
        |options| options.match_by.as_str().to_owned(),
        |value| ImportOptionsPatch { match_by: Patch::to(MatchBy::from_name(&value)), ..ImportOptionsPatch::default() },
    );
    let on_match = bound(
        words::ON_MATCH,
        |options| options.on_match.as_str().to_owned(),
        |value| ImportOptionsPatch { on_match: Patch::to(OnMatch::from_name(&value)), ..ImportOptionsPatch::default() },
    );
    let on_new = bound(
        words::ON_NEW,
        |options| options.on_new.as_str().to_owned(),
        |value| ImportOptionsPatch { on_new: Patch::to(OnNew::from_name(&value)), ..ImportOptionsPatch::default() },
    );
    let date_order = bound(
        words::DATE_ORDER,
        |options| options.date_order.map(|order| order.as_str().to_owned()).unwrap_or_default(),
        |value| ImportOptionsPatch {
            date_order: Patch::to(DateOrder::from_name(&value)),
            ..ImportOptionsPatch::default()
        },
    );
    let decimal_mark = bound(
        words::DECIMAL_MARK,
        |options| options.decimal_mark.map(|mark| mark.as_str().to_owned()).unwrap_or_default(),
        |value| ImportOptionsPatch {
            decimal_mark: Patch::to(DecimalMark::from_name(&value)),
            ..ImportOptionsPatch::default()
        },
    );
    let owner = bound(
        words::DEFAULT_OWNER,
        |options| options.default_owner_id.map(|id| id.to_string()).unwrap_or_default(),
        |value| ImportOptionsPatch { default_owner_id: Patch::to(value.parse().ok()), ..ImportOptionsPatch::default() },
    );
    let owners = definitions().user_options(move || {
        options.with(|options| options.default_owner_id.map(|id| id.to_string()).unwrap_or_default())
    });
    let mut tags = Bound::new(t(words::TAGS), RwSignal::new(Vec::<String>::new()));
    tags.value = Signal::derive(move || options.with(|options| options.tags.clone()));
    tags.set = Callback::new(move |tags: Vec<String>| {
        change(ImportOptionsPatch { tags: Patch::Set(tags), ..ImportOptionsPatch::default() });
    });
    let mut make = Bound::new(t(words::CREATE_ORGANISATIONS), RwSignal::new(false));
    make.value = Signal::derive(move || options.with(|options| options.create_organisations));
    make.set = Callback::new(move |on: bool| {
        change(ImportOptionsPatch { create_organisations: Patch::Set(on), ..ImportOptionsPatch::default() });
    });
    // Asked only where the file leaves it open.
    let asks_dates = Memo::new(move |_| import.with(asks_dates));
    let asks_numbers = Memo::new(move |_| targets.with(|targets| import.with(|import| asks_numbers(import, targets))));
    let names_firms = Memo::new(move |_| import.with(names_organisations));
    view! {
        <section class="import-part" aria-labelledby="import-options">
            <header><h2 id="import-options">{t(words::OPTIONS)}</h2></header>
            <div class="import-fields">
                <Select bind=match_by options=choices(keys(module)) />
                <Select bind=on_match options=choices(vec![
                    (OnMatch::Update.as_str(), words::ON_MATCH_UPDATE),
                    (OnMatch::Fill.as_str(), words::ON_MATCH_FILL),
                    (OnMatch::Skip.as_str(), words::ON_MATCH_SKIP),
                ]) />
                <Select bind=on_new options=choices(vec![
                    (OnNew::Create.as_str(), words::ON_NEW_CREATE),
                    (OnNew::Skip.as_str(), words::ON_NEW_SKIP),
                ]) />
                {move || asks_dates.get().then(|| view! {
                    <Select bind=date_order.clone() empty=t(words::DATE_USUAL) options=choices(vec![
                        (DateOrder::DayFirst.as_str(), words::DAY_FIRST),
                        (DateOrder::MonthFirst.as_str(), words::MONTH_FIRST),
                    ]) />
                })}
                {move || asks_numbers.get().then(|| view! {
                    <Select bind=decimal_mark.clone() empty=t(words::DATE_USUAL) options=choices(vec![
                        (DecimalMark::Comma.as_str(), words::DECIMAL_COMMA),
                        (DecimalMark::Point.as_str(), words::DECIMAL_POINT),
                    ]) />
                })}
                <Select bind=owner options=owners empty=t(fields::NOBODY) />
                <TagsInput bind=tags kind=register(module) />
                {move || names_firms.get().then(|| view! { <Check bind=make.clone() help=t(words::CREATE_ORGANISATIONS_HELP) /> })}
            </div>
        </section>
    }
}

fn choices(all: Choices) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        all.iter().map(|(key, text)| ((*key).to_owned(), text.get(language()).to_owned())).collect::<Vec<_>>()
    })
}

/// By what records of a kind can be recognised.
fn keys(module: Module) -> Choices {
    let external = (MatchBy::ExternalId.as_str(), words::MATCH_EXTERNAL_ID);
    if module == Module::Organisations {
        vec![
            (MatchBy::Auto.as_str(), words::MATCH_AUTO_ORGANISATIONS),
            external,
            (MatchBy::Name.as_str(), words::MATCH_NAME),
        ]
    } else {
        vec![
            (MatchBy::Auto.as_str(), words::MATCH_AUTO_CONTACTS),
            external,
            (MatchBy::Email.as_str(), words::MATCH_EMAIL),
        ]
    }
}

/// Whether a column that goes somewhere holds days that can be read in two ways.
fn asks_dates(import: &Import) -> bool {
    let goes = |column: u32| import.mapping.iter().any(|one| one.column == column && one.target.is_some());
    import.source.columns.iter().any(|column| column.date_order_open && goes(column.index))
}

/// Whether a column that goes to a number holds some that can be read in two ways.
fn asks_numbers(import: &Import, targets: &[ImportTarget]) -> bool {
    let numbers = [FieldType::Integer, FieldType::Decimal, FieldType::Percent, FieldType::Money];
    let is_number = |name: &str| {
        targets.iter().find(|target| target.name == name).is_some_and(|target| numbers.contains(&target.field_type))
    };
    let goes = |column: u32| import.mapping.iter().find(|one| one.column == column)?.target.as_deref();
    import.source.columns.iter().any(|column| column.decimal_mark_open && goes(column.index).is_some_and(is_number))
}

/// Whether rows name organisations.
fn names_organisations(import: &Import) -> bool {
    let names = ["organisation_id", "organisation_name", "parent_id"];
    import.mapping.iter().flat_map(|one| one.target.as_deref()).any(|target| names.contains(&target))
}
