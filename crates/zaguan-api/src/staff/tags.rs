//! Tags in use.

use actix_web::get;
use zaguan_domain::context::permits;
use zaguan_domain::tags;
use zaguan_types::tags::TagList;

use crate::http::answer::{Answer, Plain};
use crate::http::guard::Guard;
use crate::http::query::List;

/// The tags of contacts, the commonest first; `q` narrows them to those that begin so.
#[utoipa::path(tag = "contacts", security(("staff_token" = ["contacts:read"])), responses((status = 200, body = TagList, description = "At most 100.")))]
#[get("/contact-tags")]
pub async fn list_contact_tags(who: Guard<permits::ContactsRead>, query: List) -> Answer<Plain<TagList>> {
    Ok(Plain(tags::of_contacts(who.cx(), query.0).await?))
}

/// The tags of organisations, the commonest first; `q` narrows them to those that begin so.
#[utoipa::path(tag = "organisations", security(("staff_token" = ["organisations:read"])), responses((status = 200, body = TagList, description = "At most 100.")))]
#[get("/organisation-tags")]
pub async fn list_organisation_tags(who: Guard<permits::OrganisationsRead>, query: List) -> Answer<Plain<TagList>> {
    Ok(Plain(tags::of_organisations(who.cx(), query.0).await?))
}
