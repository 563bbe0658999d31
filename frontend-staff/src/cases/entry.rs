//! A case as an entry of its register.

use leptos::prelude::*;
use zaguan_client::Query;
use zaguan_i18n::{cases as words, common, fields};
use zaguan_types::bulk::{BulkChange, BulkOutcome};
use zaguan_types::cases::Case;
use zaguan_types::fields::Module;
use zaguan_types::{Instant, Page, UserId};
use zaguan_ui::case_state::source_text;
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::definitions::definitions;
use crate::register::{Answer, Entry, Kind as Register, is_active, of_person, own_fields, text, when};
use crate::routes::Route;

impl Entry for Case {
    const KIND: Register = Register::Cases;

    fn name(&self) -> String {
        self.subject.clone()
    }

    fn owner(&self) -> Option<UserId> {
        self.assignee_id
    }

    fn times(&self) -> (Instant, Instant, Option<Instant>) {
        (self.created_at, self.updated_at, None)
    }

    fn columns() -> Vec<Column<Self>> {
        let contact = Column::new("contact_id", t(fields::CONTACT), |row: RwSignal<Self>| {
            let contact = Memo::new(move |_| row.with(|case| case.contact_id.zip(case.contact_name.clone())));
            move || contact.get().map(|(id, name)| view! { <a href=Route::Contact(id).to_string()>{name}</a> })
        });
        let organisation = Column::new("organisation_id", t(fields::ORGANISATION), |row: RwSignal<Self>| {
            let organisation =
                Memo::new(move |_| row.with(|case| case.organisation_id.zip(case.organisation_name.clone())));
            move || {
                let named = organisation.get();
                named.map(|(id, name)| view! { <a href=Route::Organisation(id).to_string()>{name}</a> })
            }
        });
        let status = Column::new("status", t(fields::STATUS), |row: RwSignal<Self>| {
            view! { <StateBadge status=Memo::new(move |_| row.with(|case| case.status)) /> }
        });
        let priority = Column::new("priority", t(fields::PRIORITY), |row: RwSignal<Self>| {
            let priority = Memo::new(move |_| row.with(|case| case.priority));
            move || view! { <PriorityMark priority=priority.get() /> }
        });
        vec![
            contact.room(Room::Large),
            organisation.room(Room::Large),
            status.room(Room::Small),
            priority.width(Width::Small).room(Room::Large),
            text("category", fields::CATEGORY, |case: &Self| case.category.as_deref().map(category)).room(Room::Large),
            of_person("assignee_id").room(Room::Medium),
            text("source", words::SOURCE, |case: &Self| Some(source_text(case.source).get(language()).to_owned()))
                .width(Width::Small)
                .room(Room::Large),
        ]
    }

    async fn page(query: Query) -> Answer<Page<Self>> {
        api().cases(&query).await
    }

    async fn bulk(change: &BulkChange, once: &str) -> Answer<BulkOutcome> {
        api().change_many_cases(change, Some(once)).await
    }
}

/// A category in the firm's words, followed.
fn category(key: &str) -> String {
    let field = definitions().field(Module::Cases, "category");
    let choice = field.as_ref().and_then(|field| field.choices.iter().find(|choice| choice.key == key));
    choice.map_or_else(|| key.to_owned(), |choice| choice.labels.get(language()).to_owned())
}

/// All columns of the list. Cases lie in no bin.
pub fn columns(_is_bin: Signal<bool>) -> Signal<Vec<Column<Case>>> {
    // Compared never: a column has no equality, and the fields of the firm change seldom.
    let all = Memo::new_with_compare(
        |_| {
            let mut all = vec![subject()];
            all.extend(Case::columns().into_iter().filter(|column| is_active::<Case>(&column.id)));
            all.push(when("created_at", common::CREATED, |case: &Case| case.created_at).sorts_by("created_at"));
            all.push(when("updated_at", words::ACTIVITY, |case: &Case| case.updated_at).sorts_by("updated_at"));
            all.extend(own_fields());
            all
        },
        |_, _| true,
    );
    all.into()
}

/// What it is about; below it number and contact, and where there is no room for columns, where it stands.
fn subject() -> Column<Case> {
    let said = |row: RwSignal<Case>| {
        let unread = Memo::new(move |_| row.with(|case| case.unread));
        let subject = move || row.with(|case| case.subject.clone());
        move || match unread.get() {
            true => {
                view! { <span class="unread"><span class="vh">{t(words::UNREAD)}" "</span>{subject}</span> }.into_any()
            }
            false => subject.into_any(),
        }
    };
    Column::new("subject", t(fields::SUBJECT), said).width(Width::Rest).room(Room::Always).under(
        |row: RwSignal<Case>| {
            let status = Memo::new(move |_| row.with(|case| case.status));
            view! {
                <span class="in-state"><StateBadge status /></span>
                <span class="id">{move || row.with(|case| case.number.clone())}</span>
                <span class="clip">{move || row.with(|case| case.contact_name.clone())}</span>
            }
        },
    )
}
