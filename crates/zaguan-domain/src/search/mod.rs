//! Quick search over everything: a few hits of each kind. What a hit is, each area says itself, in its `hits.rs`.

use sea_orm::sea_query::{CaseStatement, Condition, Expr, ExprTrait as _, IntoCondition};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select};
use zaguan_types::search::{DEFAULT_HITS, MOST_HITS, SearchResults};
use zaguan_types::{FieldCode, Permission};

use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery};
use crate::platform::{Asked, TenantEntity, TenantTx};
use crate::{cases, contacts, organisations};

/// What the words of the request find, a few of each kind. A kind that the role may not see stays empty, so that the box
/// can be there for everybody. Nothing but space finds nothing.
///
/// # Errors
/// [`Error::Invalid`] for anything but `q` and a `limit` from 1 to 20.
pub async fn everything(cx: &StaffCx<permits::SignedIn>, query: ListQuery) -> Result<SearchResults> {
    let limit = limit_of(&query)?;
    let words = query.q.unwrap_or_default().trim().to_owned();
    if fold(&words).is_empty() {
        return Ok(SearchResults::default());
    }
    let role = cx.who.role;
    cx.desk
        .read(async move |tx| {
            let mut found = SearchResults::default();
            if role.allows(Permission::ContactsRead) {
                found.contacts = contacts::hits(tx, &words, limit).await?;
            }
            if role.allows(Permission::OrganisationsRead) {
                found.organisations = organisations::hits(tx, &words, limit).await?;
            }
            if role.allows(Permission::CasesRead) {
                found.cases = cases::hits(tx, &words, limit).await?;
            }
            Ok(found)
        })
        .await
}

/// How many hits of a kind are wanted.
fn limit_of(query: &ListQuery) -> Result<u64> {
    let mut errors = FilterErrors::default();
    query.filters.iter().for_each(|(name, _)| errors.unknown(name));
    let asked = [("after", query.after.is_some()), ("sort", query.sort.is_some()), ("count", query.count)];
    asked.iter().filter(|(_, asked)| *asked).for_each(|(name, _)| errors.unasked(name));
    errors.finish()?;
    match query.limit {
        _ if !query.limited => Ok(DEFAULT_HITS.into()),
        limit if limit <= MOST_HITS => Ok(limit.into()),
        _ => Err(Error::field("limit", FieldCode::BadFormat, format!("a number from 1 to {MOST_HITS} is needed"))),
    }
}

/// Records that are put in order of how well they fit, besides those whose name begins so.
const LOOKED_AT: u64 = 60;

/// The records that can stand among the first hits: those whose name, in the column by which they are listed, begins with
/// these folded words, and of all others that `wanted` finds the first by name. Both are stretches of an index: however
/// many records hold the words, few are read.
pub(crate) async fn candidates<E: TenantEntity>(
    tx: &TenantTx<'_>,
    (id, name): (E::Column, E::Column),
    (words, wanted): (&str, &Condition),
    limit: u64,
) -> Result<Condition> {
    let ids = || E::find().select_only().column(id);
    let in_order = |select: Select<E>, rows| select.order_by_asc(name).order_by_asc(id).limit(rows);
    // Between the words and the last name that begins so, by the bytes of the text.
    let begins = name.into_expr().gte(words).and(name.into_expr().lt(format!("{words}\u{10FFFF}")));
    let first = in_order(ids().filter(wanted.clone()).filter(begins), limit);
    let asked = Asked { words, also: None, alone: true, order: name, descending: false, after: None, rows: LOOKED_AT };
    let others = in_order(tx.found(asked, wanted, ids()).await?, LOOKED_AT);
    let within = |select| id.in_subquery(tx.within(select));
    Ok(Condition::any().add(within(first)).add(within(others)))
}

/// To put in front what fulfils a condition.
pub(crate) fn rank(condition: impl IntoCondition) -> Expr {
    CaseStatement::new().case(condition, 0_i32).finally(1_i32).into()
}
