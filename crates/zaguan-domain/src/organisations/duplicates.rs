//! Organisations that may be the same one: asked while one is being entered, and on each organisation.

use sea_orm::sea_query::IntoCondition as _;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use zaguan_types::OrganisationId;
use zaguan_types::duplicates::{Duplicate, DuplicateList, Likeness};

use super::entity;
use super::keys::Keys;
use crate::context::{StaffCx, permits};
use crate::error::Result;
use crate::paging::{FilterErrors, ListQuery};
use crate::platform::TenantTx;

/// The most that are looked at, and shown.
const MOST: u64 = 10;

#[derive(Default)]
struct Wanted {
    name: String,
    email: String,
    website: String,
    except: Option<OrganisationId>,
}

/// Organisations with the same name, e-mail address or web site as the values that were asked for.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for unknown filters.
pub async fn duplicates(cx: &StaffCx<permits::OrganisationsRead>, query: ListQuery) -> Result<DuplicateList> {
    query.only_filters()?;
    let mut wanted = Wanted::default();
    let mut errors = FilterErrors::default();
    if query.q.is_some() {
        errors.unasked("q");
    }
    for (name, value) in query.filters {
        match name.as_str() {
            "name" => wanted.name = value,
            "email" => wanted.email = value,
            "website" => wanted.website = value,
            "except_id" => wanted.except = errors.read(&name, value.parse().ok(), "an id is needed"),
            _ => errors.unknown(&name),
        }
    }
    errors.finish()?;
    cx.desk.read(async move |tx| like(tx, &wanted).await).await
}

async fn like(tx: &TenantTx<'_>, wanted: &Wanted) -> Result<DuplicateList> {
    use entity::Column as C;
    let keys = Keys::of(&wanted.name, Some(&wanted.email), Some(&wanted.website));
    let mut any = Condition::any();
    for (column, key) in [(C::SortName, &keys.sort_name), (C::EmailKey, &keys.email), (C::SiteKey, &keys.site)] {
        any = any.add_option((!key.is_empty()).then(|| column.eq(key).into_condition()));
    }
    if any.is_empty() {
        return Ok(DuplicateList { items: Vec::new() });
    }
    let mut find = entity::Entity::find().filter(any).filter(C::DeletedAt.is_null());
    if let Some(except) = wanted.except {
        find = find.filter(C::Id.ne(except.0));
    }
    let rows = tx.all(find.order_by_asc(C::CreatedAt).order_by_asc(C::Id).limit(MOST)).await?;
    let mut items: Vec<Duplicate> = rows
        .into_iter()
        .map(|row| {
            let same = [
                (Likeness::Name, row.sort_name == keys.sort_name && !keys.sort_name.is_empty()),
                (Likeness::Email, row.email_key == keys.email && !keys.email.is_empty()),
                (Likeness::Website, row.site_key == keys.site && !keys.site.is_empty()),
            ];
            Duplicate {
                id: row.id,
                name: row.name,
                email: row.email,
                phone: row.phone,
                organisation_name: None,
                because: same.into_iter().filter(|(_, same)| *same).map(|(why, _)| why).collect(),
            }
        })
        .collect();
    // The more reasons the likelier; the order of rows decides between equals.
    items.sort_by_key(|item| std::cmp::Reverse(item.because.len()));
    Ok(DuplicateList { items })
}
