//! Two organisations turn out to be one, and what happens to what names an organisation that goes.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde_json::json;
use zaguan_types::events::EventKind;
use zaguan_types::organisations::{Organisation, OrganisationMerge};
use zaguan_types::{Custom, FieldCode, FieldError, OrganisationId, tags as tag_rules};

use super::create::parent_error;
use super::{change, entity, find, hold};
use crate::contacts::{DAYS_IN_BIN, entity as contact, link_entity as link};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx, history};
use crate::{cases, notes, tags};

/// The fields whose value can be taken from the one that goes, besides the firm's own.
const TAKEN: [&str; 7] = ["name", "email", "phone", "website", "address", "parent_id", "owner_id"];
/// Organisations that one round of sweeping removes in one firm; the next round goes on.
const AT_ONCE: u64 = 50;

/// Merges another organisation into this one: its people, cases, subsidiaries, notes and history move over, its tags are
/// added, empty fields are filled from it, and those named in `take` get its values.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version, [`Error::Conflict`] if the other one was merged
/// already, [`Error::Invalid`].
pub async fn merge(
    cx: &StaffCx<permits::OrganisationsWrite>,
    id: OrganisationId,
    merge: OrganisationMerge,
    expected: Option<i64>,
) -> Result<Organisation> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let OrganisationMerge { other_id: other, take } = merge;
    if other == id {
        return Err(Error::field("/other_id", FieldCode::Circular, "an organisation cannot be merged into itself"));
    }
    all_pass(unknown(&take))?;
    cx.desk
        .write_once(async move |tx| {
            let (stays, goes) = both(tx, id, other).await?;
            if expected.is_some_and(|version| version != stays.version) {
                return Err(Error::Stale(Box::new(json!(stays))));
            }
            let after = together(&stays, &goes, &take);
            all_pass(tag_rules::check("/other_id", &after.tags).into_iter().collect())?;
            go(tx, &goes, id).await?;
            hand_over(tx, other, Some(id)).await?;
            all_pass(parent_error(tx, Some(id), after.parent_id).await?.into_iter().collect())?;
            change::save(tx, &stays, &after).await?;
            notes::hand_over_organisation(tx, other, id).await?;
            tags::forget(tx, other.0).await?;
            history::hand_over_organisation(tx, other.0, id.0).await?;
            let told = json!({ "other_id": other, "other_name": goes.name, "take": take });
            tx.audit_about(About::organisation(id.0), "organisation.merged", "organisation", Some(id.0), told);
            tx.event(NewEvent::staff(EventKind::OrganisationDeleted, Some(other.0)));
            find(tx, id).await?.ok_or(Error::NotFound)
        })
        .await
}

fn unknown(take: &[String]) -> Vec<FieldError> {
    let known = |name: &str| TAKEN.contains(&name) || name.starts_with("custom.");
    let wrong = |at: usize| {
        FieldError::new(
            format!("/take/{at}"),
            FieldCode::UnknownMember,
            "no field of an organisation that can be taken",
        )
    };
    take.iter().enumerate().filter(|(_, name)| !known(name)).map(|(at, _)| wrong(at)).collect()
}

/// Both organisations, held, the one with the lesser id first.
async fn both(tx: &TenantTx<'_>, id: OrganisationId, other: OrganisationId) -> Result<(Organisation, Organisation)> {
    let missing = || Error::field("/other_id", FieldCode::UnknownReference, "there is no such organisation");
    let mut ids = [id, other];
    ids.sort();
    for held in ids {
        hold(tx, held).await.map_err(|error| if held == other { missing() } else { error })?;
    }
    let stays = find(tx, id).await?.ok_or(Error::NotFound)?;
    let Some(goes) = find(tx, other).await? else {
        let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(other.0))).await?;
        return Err(match row.and_then(|row| row.merged_into) {
            Some(_) => Error::Conflict("the other organisation has been merged already".into()),
            None => missing(),
        });
    };
    Ok((stays, goes))
}

/// The organisation that stays, as it is afterwards.
fn together(stays: &Organisation, goes: &Organisation, take: &[String]) -> Organisation {
    let taken = |name: &str| take.iter().any(|taken| taken == name);
    fn pick<T: Clone>(taken: bool, mine: &Option<T>, theirs: &Option<T>) -> Option<T> {
        if taken { theirs.clone() } else { mine.clone().or_else(|| theirs.clone()) }
    }
    let mut custom = goes.custom.clone().into_values();
    for (name, value) in stays.custom.clone().into_values() {
        if !taken(&format!("custom.{name}")) || !custom.contains_key(&name) {
            custom.insert(name, value);
        }
    }
    let parent = pick(taken("parent_id"), &stays.parent_id, &goes.parent_id);
    Organisation {
        name: if taken("name") { goes.name.clone() } else { stays.name.clone() },
        email: pick(taken("email"), &stays.email, &goes.email),
        phone: pick(taken("phone"), &stays.phone, &goes.phone),
        website: pick(taken("website"), &stays.website, &goes.website),
        address: pick(taken("address"), &stays.address, &goes.address),
        // One of the two may have been above the other.
        parent_id: parent.filter(|parent| *parent != stays.id && *parent != goes.id),
        owner_id: pick(taken("owner_id"), &stays.owner_id, &goes.owner_id),
        external_id: stays.external_id.clone().or_else(|| goes.external_id.clone()),
        tags: tags::tidy(stays.tags.iter().chain(&goes.tags).cloned().collect()),
        custom: Custom::from(custom),
        ..stays.clone()
    }
}

async fn go(tx: &TenantTx<'_>, goes: &Organisation, into: OrganisationId) -> Result<()> {
    use entity::Column as C;
    let set = entity::Entity::update_many()
        .col_expr(C::DeletedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::MergedInto, Expr::value(into.0))
        .col_expr(C::ExternalId, Expr::value(Option::<String>::None))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(goes.id.0));
    tx.update(set).await?;
    let chain =
        entity::Entity::update_many().col_expr(C::MergedInto, Expr::value(into.0)).filter(C::MergedInto.eq(goes.id.0));
    tx.update(chain).await.map(drop)
}

/// What names an organisation names another, or none.
async fn hand_over(tx: &TenantTx<'_>, from: OrganisationId, to: Option<OrganisationId>) -> Result<()> {
    cases::hand_over_organisation(tx, from, to).await?;
    let main = contact::Entity::update_many()
        .col_expr(contact::Column::OrganisationId, Expr::value(to.map(|id| id.0)))
        .col_expr(contact::Column::Version, Expr::col(contact::Column::Version).add(1))
        .filter(contact::Column::OrganisationId.eq(from.0));
    if tx.update(main).await? > 0 {
        // What a session of the portal knows hangs on the main organisation.
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(from.0)));
    }
    let rows = tx.all(link::Entity::find().filter(link::Column::OrganisationId.eq(from.0))).await?;
    tx.delete(link::Entity::delete_many().filter(link::Column::OrganisationId.eq(from.0))).await?;
    if let Some(to) = to {
        let key = vec![link::Column::TenantId, link::Column::ContactId, link::Column::OrganisationId];
        for link::Model { tenant_id: _, contact_id, organisation_id: _, role, created_at } in rows {
            let row = link::ActiveModel {
                contact_id: Set(contact_id),
                organisation_id: Set(to.0),
                role: Set(role),
                created_at: Set(created_at),
                ..Default::default()
            };
            tx.insert_new(row, key.clone()).await?;
        }
    }
    let children = entity::Entity::update_many()
        .col_expr(entity::Column::ParentId, Expr::value(to.map(|id| id.0)))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
        .filter(entity::Column::ParentId.eq(from.0));
    let children = match to {
        // It cannot lie above itself.
        Some(to) => children.filter(entity::Column::Id.ne(to.0)),
        None => children,
    };
    tx.update(children).await.map(drop)
}

/// Seconds for which an organisation that was merged is looked at again.
const LATELY: i64 = 3 * 3600;

/// Hands over what came to an organisation while it was being merged: what another request was just writing still names it.
pub(crate) async fn late(tx: &TenantTx<'_>) -> Result<()> {
    let lately = entity::Entity::find()
        .filter(entity::Column::MergedInto.is_not_null())
        .filter(entity::Column::DeletedAt.gte(to_db(tx.now().plus_seconds(-LATELY))));
    for row in tx.all(lately).await? {
        let Some(into) = row.merged_into.map(OrganisationId) else { continue };
        hand_over(tx, OrganisationId(row.id), Some(into)).await?;
        notes::hand_over_organisation(tx, OrganisationId(row.id), into).await?;
    }
    Ok(())
}

/// Removes what has lain in the bin for thirty days; returns whether there is more.
pub(crate) async fn sweep(tx: &TenantTx<'_>) -> Result<bool> {
    let before = to_db(tx.now().plus_seconds(-DAYS_IN_BIN * 86_400));
    let over = entity::Entity::find()
        .filter(entity::Column::DeletedAt.lt(before))
        .filter(entity::Column::MergedInto.is_null())
        .order_by_asc(entity::Column::DeletedAt)
        .limit(AT_ONCE);
    // Held, and looked at once more when they are: somebody may just be taking one of them out of the bin.
    let rows = tx.lock_all(over, entity::Column::Id).await?;
    let more = rows.len() as u64 == AT_ONCE;
    for row in rows {
        let merged = tx.all(entity::Entity::find().filter(entity::Column::MergedInto.eq(row.id))).await?;
        for one in merged.into_iter().map(|row| row.id).chain([row.id]) {
            remove(tx, OrganisationId(one)).await?;
        }
    }
    Ok(more)
}

async fn remove(tx: &TenantTx<'_>, id: OrganisationId) -> Result<()> {
    hand_over(tx, id, None).await?;
    notes::erase_organisation(tx, id).await?;
    tags::forget(tx, id.0).await?;
    tx.delete(entity::Entity::delete_many().filter(entity::Column::Id.eq(id.0))).await?;
    tx.audit("organisation.removed", "organisation", Some(id.0), json!({}));
    Ok(())
}
