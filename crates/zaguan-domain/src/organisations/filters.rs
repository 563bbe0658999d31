//! The filters of the list of organisations.

use sea_orm::{ColumnTrait as _, Condition};
use zaguan_types::fields::Module;
use zaguan_types::{Date, ImportId, UserId};

use super::entity;
use crate::contacts::Linked;
use crate::error::Result;
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery, day_range};
use crate::platform::TenantTx;
use crate::platform::clock::to_db;
use crate::tenants::{self, day_bounds};
use crate::{imports, tags};

type Days = (Option<Date>, Option<Date>);

/// What of the organisations is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filters {
    words: Option<String>,
    parent: Option<Linked>,
    owner: Option<Linked>,
    tags: Vec<String>,
    import: Option<ImportId>,
    created: Option<Days>,
    updated: Option<Days>,
    deleted: bool,
}

impl Filters {
    /// What is looked for, folded.
    pub(crate) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// Whether nothing is asked but words.
    pub(super) fn are_only_words(&self) -> bool {
        *self == Self { words: self.words.clone(), ..Self::default() }
    }

    /// Whether the whole list is wanted.
    pub(crate) fn are_none(&self) -> bool {
        *self == Self::default()
    }

    /// Only the words of a search.
    pub(crate) fn of_words(words: &str) -> Self {
        Self { words: Some(fold(words)), ..Self::default() }
    }

    /// Reads the filters of a request. `me` is whoever asks.
    pub(crate) fn read(query: &ListQuery, me: UserId) -> Result<Self> {
        let mut out = Self { words: query.q.as_deref().map(fold).filter(|words| !words.is_empty()), ..Self::default() };
        let mut errors = FilterErrors::default();
        let days = "days as from..to are needed";
        for (name, value) in &query.filters {
            match name.as_str() {
                "parent_id" => out.parent = errors.read(name, Linked::read(value, None), "an id or none is needed"),
                "owner_id" => {
                    out.owner = errors.read(name, Linked::read(value, Some(me)), "an id, me or none is needed")
                }
                "tag" => {
                    let wanted = tags::wanted(&out.tags, value);
                    out.tags = errors.read(name, wanted, "at most 50 tags").unwrap_or_default();
                }
                "import" => out.import = errors.read(name, value.parse().ok(), "the id of an import is needed"),
                "created_at" => out.created = errors.read(name, day_range(value), days),
                "updated_at" => out.updated = errors.read(name, day_range(value), days),
                "deleted" => {
                    out.deleted = errors.read(name, value.parse().ok(), "true or false is needed").unwrap_or_default()
                }
                _ => errors.unknown(name),
            }
        }
        errors.finish()?;
        Ok(out)
    }

    /// The condition that these filters are.
    pub(crate) async fn condition(&self, tx: &TenantTx<'_>) -> Result<Condition> {
        use entity::Column as C;
        let Self { words, parent, owner, tags, import, created, updated, deleted } = self;
        let mut all = match deleted {
            true => Condition::all().add(C::DeletedAt.is_not_null()).add(C::MergedInto.is_null()),
            false => Condition::all().add(C::DeletedAt.is_null()),
        };
        if let Some(words) = words {
            all = all.add(tx.holds::<entity::Entity>(words));
        }
        all = all
            .add_option(parent.map(|linked| linked.on(C::ParentId)))
            .add_option(owner.map(|linked| linked.on(C::OwnerId)));
        for tag in tags {
            all = all.add(C::Id.in_subquery(tags::carriers(tx, Module::Organisations, tag)));
        }
        if let Some(import) = import {
            all = all.add(C::Id.in_subquery(imports::written_by(tx, *import)));
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
