//! Quick search over everything: a few hits of each kind. What a hit is, each area says itself, in its `hits.rs`.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, Func, IntoCondition};
use zaguan_types::search::{DEFAULT_HITS, MOST_HITS, SearchResults};
use zaguan_types::{FieldCode, Permission};

use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery};
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

/// A folded column begins with these folded words.
pub(crate) fn begins<C: ColumnTrait>(column: C, words: &str) -> Expr {
    // Not LIKE: this one treats `%` as a letter on both databases. The words have at most 2,000 bytes.
    let length = i32::try_from(words.chars().count()).unwrap_or(i32::MAX);
    Expr::expr(Func::cust("substr").arg(column.into_expr()).arg(1_i32).arg(length)).eq(words)
}

/// To put in front what fulfils the earliest of these conditions.
pub(crate) fn rank<C: IntoCondition>(conditions: impl IntoIterator<Item = C>) -> Expr {
    let (case, last) = (0_i32..)
        .zip(conditions)
        .fold((CaseStatement::new(), 0), |(case, _), (place, condition)| (case.case(condition, place), place + 1));
    case.finally(last).into()
}
