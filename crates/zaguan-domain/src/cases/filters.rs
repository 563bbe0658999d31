//! The filters of the list of cases. The same ones say which cases a change of many means, and what a view shows.

use sea_orm::{ColumnTrait as _, Condition, Value};
use zaguan_types::cases::{CasePriority, CaseSource, CaseStatus};
use zaguan_types::{Date, UserId};

use super::entity;
use super::query::number_of;
use crate::contacts::Linked;
use crate::error::Result;
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery, day_range};
use crate::platform::TenantTx;
use crate::platform::clock::to_db;
use crate::tenants::{self, day_bounds};

type Days = (Option<Date>, Option<Date>);

/// What of the cases is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters {
    words: Option<String>,
    statuses: Option<Vec<&'static str>>,
    priority: Option<&'static str>,
    category: Option<String>,
    assignee: Option<Linked>,
    contact: Option<Linked>,
    organisation: Option<Linked>,
    source: Option<&'static str>,
    created: Option<Days>,
    updated: Option<Days>,
}

/// Whether the filter of statuses counts: who counts the cases of each status leaves it aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WithStatus {
    Yes,
    No,
}

impl Filters {
    /// Only the words of a search.
    pub(super) fn of_words(words: &str) -> Self {
        Self { words: Some(words.to_owned()), ..Self::default() }
    }

    /// What is looked for, folded, and the number that it may be.
    pub(crate) fn words(&self) -> (Option<String>, Option<(entity::Column, Value)>) {
        let words = self.words.as_deref();
        (words.map(fold), words.and_then(number_of).map(|number| (entity::Column::Number, number.into())))
    }

    /// Reads the filters of a request. `me` is whoever asks.
    pub(crate) fn read(query: &ListQuery, me: UserId) -> Result<Self> {
        let mut out = Self { words: query.q.clone().filter(|words| !words.trim().is_empty()), ..Self::default() };
        let mut errors = FilterErrors::default();
        let (linked, days) = ("an id or none is needed", "days as from..to are needed");
        for (name, value) in &query.filters {
            match name.as_str() {
                "status" => {
                    out.statuses = errors.read(name, statuses(value), "a comma-separated list of statuses is needed")
                }
                "priority" => {
                    out.priority = errors.read(
                        name,
                        CasePriority::from_name(value).map(CasePriority::as_str),
                        "a priority is needed",
                    )
                }
                "category" => out.category = Some(value.clone()),
                "assignee_id" => {
                    out.assignee = errors.read(name, Linked::read(value, Some(me)), "an id, me or none is needed")
                }
                "contact_id" => out.contact = errors.read(name, Linked::read(value, None), linked),
                "organisation_id" => out.organisation = errors.read(name, Linked::read(value, None), linked),
                "source" => {
                    out.source =
                        errors.read(name, CaseSource::from_name(value).map(CaseSource::as_str), "a source is needed")
                }
                "created_at" => out.created = errors.read(name, day_range(value), days),
                "updated_at" => out.updated = errors.read(name, day_range(value), days),
                _ => errors.unknown(name),
            }
        }
        errors.finish()?;
        Ok(out)
    }

    /// The condition that these filters are.
    pub(crate) async fn condition(&self, tx: &TenantTx<'_>, with_status: WithStatus) -> Result<Condition> {
        use entity::Column as C;
        let Self { words, statuses, priority, category, assignee, contact, organisation, source, created, updated } =
            self;
        let mut all = Condition::all();
        if let Some(words) = words {
            let number = number_of(words).map(|number| C::Number.eq(number));
            all = all.add(tx.holds::<entity::Entity>(&fold(words)).add_option(number));
        }
        if let Some(statuses) = statuses.as_ref().filter(|_| with_status == WithStatus::Yes) {
            all = all.add(C::Status.is_in(statuses.iter().copied()));
        }
        let exact = [
            (C::Priority, priority.map(str::to_owned)),
            (C::Category, category.clone()),
            (C::Source, source.map(str::to_owned)),
        ];
        for (column, value) in exact {
            all = all.add_option(value.map(|value| column.eq(value)));
        }
        for (column, linked) in [(C::AssigneeId, assignee), (C::ContactId, contact), (C::OrganisationId, organisation)]
        {
            all = all.add_option(linked.map(|linked| linked.on(column)));
        }
        if created.is_some() || updated.is_some() {
            let zone = tenants::own(tx).await?.time_zone;
            for (column, days) in [(C::CreatedAt, created), (C::UpdatedAt, updated)] {
                let Some(days) = days else { continue };
                let window = day_bounds(&zone, *days);
                all = all
                    .add_option(window.from.map(|from| column.gte(to_db(from))))
                    .add_option(window.before.map(|before| column.lt(to_db(before))));
            }
        }
        Ok(all)
    }
}

/// The statuses of a comma-separated list.
pub(crate) fn statuses(text: &str) -> Option<Vec<&'static str>> {
    text.split(',').map(|name| CaseStatus::from_name(name.trim()).map(CaseStatus::as_str)).collect()
}
