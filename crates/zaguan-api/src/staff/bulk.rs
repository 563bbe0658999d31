//! Changes of many records at once.

use actix_web::{post, put};
use zaguan_domain::bulk;
use zaguan_domain::context::permits;
use zaguan_types::bulk::{BulkChange, BulkOutcome};
use zaguan_types::{BulkId, CaseId, ContactId, OrganisationId};

use crate::http::answer::{Answer, Plain};
use crate::http::body::Body;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change many contacts at once.
///
/// Those named in `ids`, or with `matching` all that the list shows; at most 1,000, and 200 for `grant_portal_access`: more
/// matches are 422 with their number. Records that cannot be changed are left as they are, and named with the reason. With
/// `dry_run` nothing changes. What changed can be taken back for 24 hours.
#[utoipa::path(tag = "contacts", request_body = BulkChange, security(("staff_token" = ["contacts:write"])), responses((status = 200, body = BulkOutcome, description = "What happened, or would.")))]
#[post("/contact-bulk-changes")]
pub async fn change_many_contacts(
    who: Guard<permits::ContactsWrite>,
    _query: NoQuery,
    body: Body<BulkChange>,
) -> Answer<Plain<BulkOutcome>> {
    let cx = who.once(&body);
    Ok(Plain(bulk::change::<ContactId>(&cx, body.value).await?))
}

/// Change many organisations at once, as contacts; `grant_portal_access` is for contacts only, a status and a priority for cases.
#[utoipa::path(tag = "organisations", request_body = BulkChange, security(("staff_token" = ["organisations:write"])), responses((status = 200, body = BulkOutcome, description = "What happened, or would.")))]
#[post("/organisation-bulk-changes")]
pub async fn change_many_organisations(
    who: Guard<permits::OrganisationsWrite>,
    _query: NoQuery,
    body: Body<BulkChange>,
) -> Answer<Plain<BulkOutcome>> {
    let cx = who.once(&body);
    Ok(Plain(bulk::change::<OrganisationId>(&cx, body.value).await?))
}

/// Change many cases at once: `assign`, `set_status`, `set_priority`.
///
/// Each of them as by a change of its own, in its history and for those who hear of it; which ones, as with contacts.
#[utoipa::path(tag = "cases", request_body = BulkChange, security(("staff_token" = ["cases:write"])), responses((status = 200, body = BulkOutcome, description = "What happened, or would.")))]
#[post("/case-bulk-changes")]
pub async fn change_many_cases(
    who: Guard<permits::CasesWrite>,
    _query: NoQuery,
    body: Body<BulkChange>,
) -> Answer<Plain<BulkOutcome>> {
    let cx = who.once(&body);
    Ok(Plain(bulk::change::<CaseId>(&cx, body.value).await?))
}

/// Take a change of many records back, within 24 hours.
///
/// Each record is given back what it was, unless somebody has changed it since: that is named as `changed_since`. A second
/// time nothing changes. For organisations `organisations:write` is needed too, for cases `cases:write`.
#[utoipa::path(tag = "contacts", params(("bulk_id" = BulkId, Path)), security(("staff_token" = ["contacts:write"])), responses((status = 200, body = BulkOutcome, description = "What was given back.")))]
#[put("/bulk-changes/{bulk_id}/undo")]
pub async fn undo_bulk_change(
    who: Guard<permits::ContactsWrite>,
    path: Path<BulkId>,
    _query: NoQuery,
) -> Answer<Plain<BulkOutcome>> {
    Ok(Plain(bulk::undo(who.cx(), path.0).await?))
}
