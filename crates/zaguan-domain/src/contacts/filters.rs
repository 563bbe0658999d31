//! The filters of the list of contacts. The same ones say which contacts a change of many means, and what a view shows.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, Select};
use zaguan_types::fields::Module;
use zaguan_types::{Date, ImportId, Language, UserId};

use super::{entity, link_entity};
use crate::error::Result;
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery, day_range};
use crate::platform::TenantTx;
use crate::platform::clock::to_db;
use crate::tenants::{self, day_bounds};
use crate::{imports, tags};

/// A record that is linked, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Linked {
    To(Uuid),
    ToNone,
}

impl Linked {
    /// An id, `none`, or, where somebody is meant, `me`.
    pub(crate) fn read(text: &str, me: Option<UserId>) -> Option<Self> {
        match text {
            "none" => Some(Self::ToNone),
            "me" => me.map(|id| Self::To(id.0)),
            id => id.parse().ok().map(Self::To),
        }
    }

    /// The condition on a column.
    pub(crate) fn on<C: ColumnTrait>(self, column: C) -> Expr {
        match self {
            Self::To(id) => column.eq(id),
            Self::ToNone => column.is_null(),
        }
    }
}

type Days = (Option<Date>, Option<Date>);

/// What of the contacts is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filters {
    words: Option<String>,
    organisation: Option<Linked>,
    owner: Option<Linked>,
    tags: Vec<String>,
    import: Option<ImportId>,
    portal_user: Option<bool>,
    language: Option<Language>,
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
                "organisation_id" => {
                    out.organisation = errors.read(name, Linked::read(value, None), "an id or none is needed")
                }
                "owner_id" => {
                    out.owner = errors.read(name, Linked::read(value, Some(me)), "an id, me or none is needed")
                }
                "tag" => {
                    let wanted = tags::wanted(&out.tags, value);
                    out.tags = errors.read(name, wanted, "at most 50 tags").unwrap_or_default();
                }
                "portal_user" => out.portal_user = errors.read(name, value.parse().ok(), "true or false is needed"),
                "language" => out.language = errors.read(name, Language::from_code(value), "a language is needed"),
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
        let Self { words, organisation, owner, tags, import, portal_user, language, created, updated, deleted } = self;
        let mut all = Condition::all();
        all = match deleted {
            // What was merged or erased lies in no bin: there is nothing to bring back.
            true => all.add(C::DeletedAt.is_not_null()).add(C::MergedInto.is_null()).add(C::ErasedAt.is_null()),
            false => all.add(C::DeletedAt.is_null()),
        };
        if let Some(words) = words {
            all = all.add(tx.holds::<entity::Entity>(words));
        }
        if let Some(linked) = organisation {
            all = all.add(of_organisation(tx, *linked));
        }
        if let Some(linked) = owner {
            all = all.add(linked.on(C::OwnerId));
        }
        for tag in tags {
            all = all.add(C::Id.in_subquery(tags::carriers(tx, Module::Contacts, tag)));
        }
        if let Some(import) = import {
            all = all.add(C::Id.in_subquery(imports::written_by(tx, *import)));
        }
        if let Some(yes) = portal_user {
            all = all.add(C::PortalUser.eq(*yes));
        }
        if let Some(language) = language {
            all = all.add(C::Language.eq(language.code()));
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

/// Those who belong to an organisation, as the main one or as one of the others; or to none.
fn of_organisation(tx: &TenantTx<'_>, linked: Linked) -> Condition {
    use entity::Column as C;
    let links = |select: Select<link_entity::Entity>| -> SelectStatement {
        tx.within(select.select_only().column(link_entity::Column::ContactId))
    };
    match linked {
        Linked::To(id) => {
            let others = link_entity::Entity::find().filter(link_entity::Column::OrganisationId.eq(id));
            Condition::any().add(C::OrganisationId.eq(id)).add(C::Id.in_subquery(links(others)))
        }
        Linked::ToNone => Condition::all()
            .add(C::OrganisationId.is_null())
            .add(C::Id.not_in_subquery(links(link_entity::Entity::find()))),
    }
}
