//! What clients may search and filter by: only fields that the matrix lets them search and read.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait, QueryFilter as _, Select, Value};
use zaguan_types::cases::{CasePriority, CaseStatus};

use super::narrow::searchable;
use crate::cases::entity::{Column as C, Entity};
use crate::cases::{number_of, statuses};
use crate::error::Result;
use crate::fields::FieldSet;
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery, day_range};
use crate::platform::TenantTx;
use crate::platform::clock::to_db;
use crate::sessions::principal::Window;
use crate::tenants::day_bounds;

/// The filters of a client's list of cases, read and allowed.
pub(super) struct Filters {
    words: Option<Words>,
    statuses: Option<Vec<&'static str>>,
    priority: Option<&'static str>,
    category: Option<String>,
    created: Window,
}

struct Words {
    text: String,
    subject: bool,
    description: bool,
}

impl Filters {
    /// Reads the filters. One that this client may not use is answered like one that does not exist.
    pub(super) fn read(query: &ListQuery, set: &FieldSet, time_zone: &str) -> Result<Self> {
        let may = |name: &str| set.field(name).is_some_and(|field| field.builtin && searchable(field));
        let words = query.q.clone().filter(|words| !words.trim().is_empty());
        let words = words.map(|text| Words { text, subject: may("subject"), description: may("description") });
        let mut out = Self { words, statuses: None, priority: None, category: None, created: Window::default() };
        let mut errors = FilterErrors::default();
        for (name, value) in &query.filters {
            match name.as_str() {
                // Status and dates are part of every case that a client sees.
                "status" => {
                    out.statuses = errors.read(name, statuses(value), "a comma-separated list of statuses is needed")
                }
                "created_at" => {
                    let range = errors.read(name, day_range(value), "days as from..to are needed");
                    out.created = range.map_or_else(Window::default, |range| day_bounds(time_zone, range));
                }
                "priority" if may("priority") => {
                    out.priority = errors.read(
                        name,
                        CasePriority::from_name(value).map(CasePriority::as_str),
                        "a priority is needed",
                    );
                }
                "category" if may("category") => out.category = Some(value.clone()),
                _ => errors.unknown(name),
            }
        }
        errors.finish()?;
        Ok(out)
    }

    /// Number and values of the filters, where only the status is asked for, as people mostly do.
    pub(super) fn fixed(&self) -> Option<(u32, Vec<Value>)> {
        let Self { words: None, statuses, priority: None, category: None, created } = self else { return None };
        let statuses = statuses.as_deref().unwrap_or_default();
        let few = *created == Window::default() && statuses.len() <= CaseStatus::ALL.len();
        // None at all is another text than an empty list.
        let number = u32::try_from(statuses.len())
            .ok()
            .filter(|_| few && self.statuses.as_ref().is_none_or(|all| !all.is_empty()))?;
        Some((number, statuses.iter().map(|status| Value::from(*status)).collect()))
    }

    /// Puts the filters into a query; the status is left aside where the statuses themselves are counted.
    pub(super) fn apply(&self, tx: &TenantTx<'_>, mut select: Select<Entity>, with_status: bool) -> Select<Entity>
    where
        Entity: EntityTrait,
    {
        if let Some(words) = &self.words {
            select = select.filter(self.any_of(tx, words));
        }
        if let Some(statuses) = self.statuses.as_ref().filter(|_| with_status) {
            select = select.filter(C::Status.is_in(statuses.iter().copied()));
        }
        if let Some(priority) = self.priority {
            select = select.filter(C::Priority.eq(priority));
        }
        if let Some(category) = &self.category {
            select = select.filter(C::Category.eq(category));
        }
        if let Some(from) = self.created.from {
            select = select.filter(C::CreatedAt.gte(to_db(from)));
        }
        if let Some(before) = self.created.before {
            select = select.filter(C::CreatedAt.lt(to_db(before)));
        }
        select
    }

    fn any_of(&self, tx: &TenantTx<'_>, words: &Words) -> Condition {
        let folded = fold(&words.text);
        // Begins with "no", so that words match nothing where no field may be searched.
        let mut any = Condition::any().add(Expr::value(1).eq(0));
        for (may, column) in [(words.subject, C::SubjectFolded), (words.description, C::DescriptionFolded)] {
            if may {
                any = any.add(tx.dialect().contains(column.into_expr(), &folded));
            }
        }
        any.add_option(number_of(&words.text).map(|number| C::Number.eq(number)))
    }
}
