//! The calls of staff and integrations, `/api/v1`.

mod bulk;
mod notes;
mod records;
mod search;
mod views;

use zaguan_types::cases::{Case, CaseCounts, CaseMessage, CasePatch, CaseReadMark, NewCase, NewMessage};
use zaguan_types::contacts::{Contact, ContactPatch, NewContact};
use zaguan_types::fields::{BlockList, Field, FieldPatch, Module, ModuleList, Reactivation};
use zaguan_types::list::MAX_LIMIT;
use zaguan_types::organisations::{NewOrganisation, Organisation, OrganisationPatch};
use zaguan_types::portal_access::Access;
use zaguan_types::session::{SignIn, SignedIn};
use zaguan_types::tags::TagList;
use zaguan_types::users::{Me, MePatch, User};
use zaguan_types::{BlockId, CaseId, ContactId, OrganisationId, Page};

use crate::transport::{call, command};
use crate::{ClientError, Method, Query, Request, Tagged, Transport};

pub use notes::OnRecord;

const BASE: &str = "/api/v1";

/// The API of a firm's staff.
#[derive(Clone, Debug)]
pub struct Staff<T> {
    transport: T,
}

type Answer<T> = Result<T, ClientError>;

fn get(path: &str) -> Request {
    Request::new(Method::Get, format!("{BASE}{path}"))
}

fn with(method: Method, path: &str) -> Request {
    Request::new(method, format!("{BASE}{path}"))
}

impl<T: Transport> Staff<T> {
    /// A client over a transport.
    pub const fn new(transport: T) -> Self {
        Self { transport }
    }

    /// The transport, for what has no typed call.
    pub const fn transport(&self) -> &T {
        &self.transport
    }

    async fn value<R: serde::de::DeserializeOwned>(&self, request: Request) -> Answer<R> {
        Ok(call(&self.transport, request).await?.value)
    }

    /// Signs in.
    pub async fn sign_in(&self, who: &SignIn) -> Answer<SignedIn> {
        self.value(with(Method::Post, "/session").json(who)).await
    }

    /// Signs out.
    pub async fn sign_out(&self) -> Answer<()> {
        command(&self.transport, with(Method::Delete, "/session")).await
    }

    /// Who is signed in.
    pub async fn me(&self) -> Answer<Tagged<Me>> {
        call(&self.transport, get("/me")).await
    }

    /// Changes one's own settings.
    pub async fn change_me(&self, patch: &MePatch) -> Answer<Me> {
        self.value(with(Method::Patch, "/me").json(patch)).await
    }

    /// All members of staff, page after page.
    pub async fn users(&self) -> Answer<Page<User>> {
        let mut all = Page { items: Vec::new(), next: None, total: None };
        // The bound is for a server that never comes to an end.
        for _ in 0..100 {
            let query = all
                .next
                .iter()
                .fold(Query::new().with("limit", MAX_LIMIT.to_string()), |query, next| query.with("after", next));
            let page: Page<User> = self.value(get(&format!("/users{}", query.as_str()))).await?;
            all.items.extend(page.items);
            all.next = page.next;
            if all.next.is_none() {
                break;
            }
        }
        Ok(all)
    }

    /// A page of contacts.
    pub async fn contacts(&self, query: &Query) -> Answer<Page<Contact>> {
        self.value(get(&format!("/contacts{}", query.as_str()))).await
    }

    /// One contact.
    pub async fn contact(&self, id: ContactId) -> Answer<Tagged<Contact>> {
        call(&self.transport, get(&format!("/contacts/{id}"))).await
    }

    /// Creates a contact.
    pub async fn create_contact(&self, new: &NewContact, once: Option<&str>) -> Answer<Tagged<Contact>> {
        call(&self.transport, with(Method::Post, "/contacts").json(new).once(once)).await
    }

    /// Changes a contact.
    pub async fn change_contact(
        &self,
        id: ContactId,
        patch: &ContactPatch,
        if_match: Option<&str>,
    ) -> Answer<Tagged<Contact>> {
        call(&self.transport, with(Method::Patch, &format!("/contacts/{id}")).json(patch).if_match(if_match)).await
    }

    /// The accesses to the portal of one contact: one, or none.
    pub async fn accesses_of(&self, contact: ContactId) -> Answer<Page<Access>> {
        let query = Query::new().filter("contact_id", contact.to_string());
        self.value(get(&format!("/portal/accesses{}", query.as_str()))).await
    }

    /// Sends a new invitation, which voids the one before it.
    pub async fn invite_again(&self, access: zaguan_types::AccessId) -> Answer<Access> {
        self.value(with(Method::Post, &format!("/portal/accesses/{access}/invitation")).json(&serde_json::json!({})))
            .await
    }

    /// A page of organisations.
    pub async fn organisations(&self, query: &Query) -> Answer<Page<Organisation>> {
        self.value(get(&format!("/organisations{}", query.as_str()))).await
    }

    /// One organisation.
    pub async fn organisation(&self, id: OrganisationId) -> Answer<Tagged<Organisation>> {
        call(&self.transport, get(&format!("/organisations/{id}"))).await
    }

    /// Creates an organisation.
    pub async fn create_organisation(&self, new: &NewOrganisation) -> Answer<Tagged<Organisation>> {
        call(&self.transport, with(Method::Post, "/organisations").json(new)).await
    }

    /// Changes an organisation.
    pub async fn change_organisation(
        &self,
        id: OrganisationId,
        patch: &OrganisationPatch,
        if_match: Option<&str>,
    ) -> Answer<Tagged<Organisation>> {
        call(&self.transport, with(Method::Patch, &format!("/organisations/{id}")).json(patch).if_match(if_match)).await
    }

    /// The tags of contacts that begin so, the commonest first.
    pub async fn contact_tags(&self, query: &Query) -> Answer<TagList> {
        self.value(get(&format!("/contact-tags{}", query.as_str()))).await
    }

    /// The tags of organisations that begin so, the commonest first.
    pub async fn organisation_tags(&self, query: &Query) -> Answer<TagList> {
        self.value(get(&format!("/organisation-tags{}", query.as_str()))).await
    }

    /// A page of cases.
    pub async fn cases(&self, query: &Query) -> Answer<Page<Case>> {
        self.value(get(&format!("/cases{}", query.as_str()))).await
    }

    /// How many cases stand where, for the same filters.
    pub async fn case_counts(&self, query: &Query) -> Answer<CaseCounts> {
        self.value(get(&format!("/case-counts{}", query.as_str()))).await
    }

    /// One case.
    pub async fn case(&self, id: CaseId) -> Answer<Tagged<Case>> {
        call(&self.transport, get(&format!("/cases/{id}"))).await
    }

    /// Creates a case.
    pub async fn create_case(&self, new: &NewCase, once: Option<&str>) -> Answer<Tagged<Case>> {
        call(&self.transport, with(Method::Post, "/cases").json(new).once(once)).await
    }

    /// Changes a case.
    pub async fn change_case(&self, id: CaseId, patch: &CasePatch, if_match: Option<&str>) -> Answer<Tagged<Case>> {
        call(&self.transport, with(Method::Patch, &format!("/cases/{id}")).json(patch).if_match(if_match)).await
    }

    /// Notes that one has read a case.
    pub async fn mark_case_read(&self, id: CaseId, mark: &CaseReadMark) -> Answer<()> {
        command(&self.transport, with(Method::Put, &format!("/cases/{id}/read-mark")).json(mark)).await
    }

    /// Closes a case.
    pub async fn close_case(&self, id: CaseId) -> Answer<Case> {
        self.value(with(Method::Put, &format!("/cases/{id}/closure"))).await
    }

    /// Reopens a case.
    pub async fn reopen_case(&self, id: CaseId) -> Answer<()> {
        command(&self.transport, with(Method::Delete, &format!("/cases/{id}/closure"))).await
    }

    /// A page of a case's public messages, oldest first.
    pub async fn case_messages(&self, id: CaseId, query: &Query) -> Answer<Page<CaseMessage>> {
        self.value(get(&format!("/cases/{id}/messages{}", query.as_str()))).await
    }

    /// Writes a public message, which the client reads.
    pub async fn write_message(&self, id: CaseId, new: &NewMessage, once: Option<&str>) -> Answer<CaseMessage> {
        self.value(with(Method::Post, &format!("/cases/{id}/messages")).json(new).once(once)).await
    }

    /// The modules, in Estudio's order.
    pub async fn modules(&self) -> Answer<ModuleList> {
        self.value(get("/modules")).await
    }

    /// The blocks of a module with their fields.
    pub async fn blocks(&self, module: Module) -> Answer<BlockList> {
        self.value(get(&format!("/modules/{module}/blocks"))).await
    }

    /// Changes a field.
    pub async fn change_field(
        &self,
        module: Module,
        api_name: &str,
        patch: &FieldPatch,
        if_match: Option<&str>,
    ) -> Answer<Tagged<Field>> {
        call(
            &self.transport,
            with(Method::Patch, &format!("/modules/{module}/fields/{api_name}")).json(patch).if_match(if_match),
        )
        .await
    }

    /// Makes inactive fields of a block active again, all at once.
    pub async fn reactivate(&self, module: Module, block: BlockId, fields: &Reactivation) -> Answer<BlockList> {
        self.value(with(Method::Post, &format!("/modules/{module}/blocks/{block}/reactivation")).json(fields)).await
    }
}
