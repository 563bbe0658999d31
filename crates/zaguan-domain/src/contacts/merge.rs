//! Two contacts turn out to be one person: one stays, the other hands everything over and goes.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::contacts::{Contact, ContactMerge};
use zaguan_types::events::EventKind;
use zaguan_types::{ContactId, Custom, FieldCode, FieldError, tags as tag_rules};

use super::create::window_error;
use super::{change, entity, find, hold, links};
use crate::cases;
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx, history};
use crate::{mails, notes, portal_access, tags};

/// The fields whose value can be taken from the one that goes, besides the firm's own.
const TAKEN: [&str; 10] = [
    "first_name",
    "last_name",
    "email",
    "phone",
    "language",
    "owner_id",
    "organisation_id",
    "email_opt_out",
    "support_start_date",
    "support_end_date",
];

/// Merges another contact into this one: its cases, messages, notes, organisations, history and access to the portal move
/// over, its tags are added, empty fields are filled from it, and those named in `take` get its values.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version, [`Error::Conflict`] if the other one was merged
/// already, [`Error::Invalid`].
pub async fn merge(
    cx: &StaffCx<permits::ContactsWrite>,
    id: ContactId,
    merge: ContactMerge,
    expected: Option<i64>,
) -> Result<Contact> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let ContactMerge { other_id: other, take } = merge;
    if other == id {
        return Err(Error::field("/other_id", FieldCode::Circular, "a contact cannot be merged into itself"));
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
            all_pass(window_error(after.support_start_date, after.support_end_date).into_iter().collect())?;
            let access = portal_access::hand_over(tx, goes.id, stays.id).await?;
            go(tx, &goes, stays.id).await?;
            // Written by the line above; here so that the history says it.
            let after = Contact { portal_user: access, ..after };
            change::save(tx, &stays, &after).await?;
            portal_access::rename(tx, &after).await?;
            hand_over(tx, goes.id, stays.id).await?;
            // No organisation is lost: the main one that is not the main one any more stays one of the others.
            links::keep(tx, &after, [stays.organisation_id, goes.organisation_id]).await?;
            let told = json!({ "other_id": goes.id, "other_name": goes.full_name(), "take": take });
            tx.audit_about(About::contact(id.0), "contact.merged", "contact", Some(id.0), told);
            tx.event(NewEvent::staff(EventKind::ContactDeleted, Some(goes.id.0)));
            tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
            find(tx, id).await?.ok_or(Error::NotFound)
        })
        .await
}

fn unknown(take: &[String]) -> Vec<FieldError> {
    let known = |name: &str| TAKEN.contains(&name) || name.starts_with("custom.");
    let wrong = |at: usize| {
        FieldError::new(format!("/take/{at}"), FieldCode::UnknownMember, "no field of a contact that can be taken")
    };
    take.iter().enumerate().filter(|(_, name)| !known(name)).map(|(at, _)| wrong(at)).collect()
}

/// Both contacts, held, the one with the lesser id first: two merges of the same pair wait for each other instead of
/// holding one each.
async fn both(tx: &TenantTx<'_>, id: ContactId, other: ContactId) -> Result<(Contact, Contact)> {
    let missing = || Error::field("/other_id", FieldCode::UnknownReference, "there is no such contact");
    let mut ids = [id, other];
    ids.sort();
    for held in ids {
        hold(tx, held).await.map_err(|error| if held == other { missing() } else { error })?;
    }
    let stays = find(tx, id).await?.ok_or(Error::NotFound)?;
    let Some(goes) = find(tx, other).await? else {
        let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(other.0))).await?;
        return Err(match row.and_then(|row| row.merged_into) {
            Some(_) => Error::Conflict("the other contact has been merged already".into()),
            None => missing(),
        });
    };
    Ok((stays, goes))
}

/// The contact that stays, as it is afterwards.
fn together(stays: &Contact, goes: &Contact, take: &[String]) -> Contact {
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
    let tags = tags::tidy(stays.tags.iter().chain(&goes.tags).cloned().collect());
    Contact {
        first_name: pick(taken("first_name"), &stays.first_name, &goes.first_name),
        last_name: if taken("last_name") { goes.last_name.clone() } else { stays.last_name.clone() },
        email: pick(taken("email") && goes.email.is_some(), &stays.email, &goes.email),
        phone: pick(taken("phone"), &stays.phone, &goes.phone),
        language: pick(taken("language"), &stays.language, &goes.language),
        owner_id: pick(taken("owner_id"), &stays.owner_id, &goes.owner_id),
        organisation_id: pick(taken("organisation_id"), &stays.organisation_id, &goes.organisation_id),
        // Whoever said no once has said no.
        email_opt_out: if taken("email_opt_out") {
            goes.email_opt_out
        } else {
            stays.email_opt_out || goes.email_opt_out
        },
        support_start_date: pick(taken("support_start_date"), &stays.support_start_date, &goes.support_start_date),
        support_end_date: pick(taken("support_end_date"), &stays.support_end_date, &goes.support_end_date),
        external_id: stays.external_id.clone().or_else(|| goes.external_id.clone()),
        tags,
        custom: Custom::from(custom),
        ..stays.clone()
    }
}

/// Takes the other contact out of every list; whoever asks for it gets the one that stays.
async fn go(tx: &TenantTx<'_>, goes: &Contact, into: ContactId) -> Result<()> {
    use entity::Column as C;
    let set = entity::Entity::update_many()
        .col_expr(C::DeletedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::MergedInto, Expr::value(into.0))
        .col_expr(C::ExternalId, Expr::value(Option::<String>::None))
        .col_expr(C::PortalUser, Expr::value(false))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(goes.id.0));
    tx.update(set).await?;
    let chain =
        entity::Entity::update_many().col_expr(C::MergedInto, Expr::value(into.0)).filter(C::MergedInto.eq(goes.id.0));
    tx.update(chain).await.map(drop)
}

/// Seconds for which a contact that was merged is looked at again.
const LATELY: i64 = 3 * 3600;

/// Hands over what came to a contact while it was being merged: a case, a note or a link that another request was just
/// writing still names it.
pub(crate) async fn late(tx: &TenantTx<'_>) -> Result<()> {
    let lately = entity::Entity::find()
        .filter(entity::Column::MergedInto.is_not_null())
        .filter(entity::Column::DeletedAt.gte(to_db(tx.now().plus_seconds(-LATELY))));
    for row in tx.all(lately).await? {
        if let Some(into) = row.merged_into {
            hand_over(tx, ContactId(row.id), ContactId(into)).await?;
        }
    }
    Ok(())
}

/// Hands over what names the one that goes.
async fn hand_over(tx: &TenantTx<'_>, from: ContactId, to: ContactId) -> Result<()> {
    cases::hand_over(tx, from, to).await?;
    notes::hand_over(tx, from, to).await?;
    links::hand_over(tx, from, to).await?;
    mails::hand_over(tx, from, to).await?;
    tags::forget(tx, from.0).await?;
    history::hand_over(tx, from.0, to.0).await
}
