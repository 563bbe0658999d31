//! Contacts that may be the same person: asked while one is being entered, and on each contact.

use sea_orm::sea_query::IntoCondition as _;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use zaguan_types::ContactId;
use zaguan_types::contacts::full_name;
use zaguan_types::duplicates::{Duplicate, DuplicateList, Likeness};

use super::entity;
use super::keys::Keys;
use crate::context::{StaffCx, permits};
use crate::error::Result;
use crate::organisations::entity as organisation;
use crate::paging::{FilterErrors, ListQuery};
use crate::platform::TenantTx;

/// The most that are looked at, and shown.
const MOST: u64 = 10;

#[derive(Default)]
struct Wanted {
    first_name: String,
    last_name: String,
    email: String,
    phone: String,
    except: Option<ContactId>,
}

/// Contacts with the same e-mail address, telephone number or name as the values that were asked for.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for unknown filters.
pub async fn duplicates(cx: &StaffCx<permits::ContactsRead>, query: ListQuery) -> Result<DuplicateList> {
    query.only_filters()?;
    let mut wanted = Wanted::default();
    let mut errors = FilterErrors::default();
    if query.q.is_some() {
        errors.unasked("q");
    }
    for (name, value) in query.filters {
        match name.as_str() {
            "first_name" => wanted.first_name = value,
            "last_name" => wanted.last_name = value,
            "email" => wanted.email = value,
            "phone" => wanted.phone = value,
            "except_id" => wanted.except = errors.read(&name, value.parse().ok(), "an id is needed"),
            _ => errors.unknown(&name),
        }
    }
    errors.finish()?;
    cx.desk.read(async move |tx| like(tx, &wanted).await).await
}

async fn like(tx: &TenantTx<'_>, wanted: &Wanted) -> Result<DuplicateList> {
    use entity::Column as C;
    let keys = Keys::of(Some(&wanted.first_name), &wanted.last_name, Some(&wanted.email), Some(&wanted.phone));
    // One part of a name says too little.
    let whole_name = !wanted.first_name.trim().is_empty() && !wanted.last_name.trim().is_empty();
    let mut any = Condition::any();
    for (column, key, counts) in
        [(C::EmailKey, &keys.email, true), (C::PhoneKey, &keys.phone, true), (C::SortName, &keys.sort_name, whole_name)]
    {
        any = any.add_option((counts && !key.is_empty()).then(|| column.eq(key).into_condition()));
    }
    if any.is_empty() {
        return Ok(DuplicateList { items: Vec::new() });
    }
    let mut find = entity::Entity::find().filter(any).filter(C::DeletedAt.is_null());
    if let Some(except) = wanted.except {
        find = find.filter(C::Id.ne(except.0));
    }
    let rows = tx.all(find.order_by_asc(C::CreatedAt).order_by_asc(C::Id).limit(MOST)).await?;
    let organisations: Vec<_> = rows.iter().filter_map(|row| row.organisation_id).collect();
    let organisations = match organisations.is_empty() {
        true => Vec::new(),
        false => tx.all(organisation::Entity::find().filter(organisation::Column::Id.is_in(organisations))).await?,
    };
    let mut items: Vec<Duplicate> = rows
        .into_iter()
        .map(|row| {
            let same = [
                (Likeness::Email, row.email_key == keys.email && !keys.email.is_empty()),
                (Likeness::Phone, row.phone_key == keys.phone && !keys.phone.is_empty()),
                (Likeness::Name, whole_name && row.sort_name == keys.sort_name),
            ];
            let organisation = organisations.iter().find(|there| Some(there.id) == row.organisation_id);
            Duplicate {
                id: row.id,
                name: full_name(row.first_name.as_deref(), &row.last_name),
                email: row.email,
                phone: row.phone,
                organisation_name: organisation.map(|there| there.name.clone()),
                because: same.into_iter().filter(|(_, same)| *same).map(|(why, _)| why).collect(),
            }
        })
        .collect();
    // The more reasons the likelier; the order of rows decides between equals.
    items.sort_by_key(|item| std::cmp::Reverse(item.because.len()));
    Ok(DuplicateList { items })
}
