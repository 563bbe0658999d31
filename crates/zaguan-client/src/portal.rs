//! The calls of clients, `/api/portal/v1/{slug}`.

use zaguan_types::cases::{CaseCounts, NewMessage};
use zaguan_types::portal::{
    NewPortalCase, PasswordChange, PortalBranding, PortalCase, PortalForms, PortalHome, PortalMe, PortalMessage,
    PortalSignIn, PortalSignedIn, Preferences,
};
use zaguan_types::{CaseId, Page};

use crate::transport::{call, command};
use crate::{ClientError, Method, Query, Request, Tagged, Transport};

/// The API of one firm's portal.
#[derive(Clone, Debug)]
pub struct Portal<T> {
    transport: T,
    base: String,
}

type Answer<T> = Result<T, ClientError>;

impl<T: Transport> Portal<T> {
    /// A client of the portal with this slug.
    pub fn new(transport: T, slug: &str) -> Self {
        Self { transport, base: format!("/api/portal/v1/{slug}") }
    }

    /// The transport, for what has no typed call.
    pub const fn transport(&self) -> &T {
        &self.transport
    }

    /// The address of the event stream.
    pub fn events_url(&self) -> String {
        format!("{}/events", self.base)
    }

    fn with(&self, method: Method, path: &str) -> Request {
        Request::new(method, format!("{}{path}", self.base))
    }

    async fn value<R: serde::de::DeserializeOwned>(&self, request: Request) -> Answer<R> {
        Ok(call(&self.transport, request).await?.value)
    }

    /// The face of the portal.
    pub async fn branding(&self) -> Answer<PortalBranding> {
        self.value(self.with(Method::Get, "/branding")).await
    }

    /// Signs in.
    pub async fn sign_in(&self, who: &PortalSignIn) -> Answer<PortalSignedIn> {
        self.value(self.with(Method::Post, "/session").json(who)).await
    }

    /// Signs out.
    pub async fn sign_out(&self) -> Answer<()> {
        command(&self.transport, self.with(Method::Delete, "/session")).await
    }

    /// Who is signed in.
    pub async fn me(&self) -> Answer<PortalMe> {
        self.value(self.with(Method::Get, "/me")).await
    }

    /// Sets an own password.
    pub async fn change_password(&self, change: &PasswordChange) -> Answer<()> {
        command(&self.transport, self.with(Method::Put, "/me/password").json(change)).await
    }

    /// Changes one's own settings.
    pub async fn change_preferences(&self, preferences: &Preferences) -> Answer<PortalMe> {
        self.value(self.with(Method::Patch, "/preferences").json(preferences)).await
    }

    /// What greets the client.
    pub async fn home(&self) -> Answer<PortalHome> {
        self.value(self.with(Method::Get, "/home")).await
    }

    /// A page of the client's cases.
    pub async fn cases(&self, query: &Query) -> Answer<Page<PortalCase>> {
        self.value(self.with(Method::Get, &format!("/cases{}", query.as_str()))).await
    }

    /// How many of the client's cases stand where, for the same filters.
    pub async fn case_counts(&self, query: &Query) -> Answer<CaseCounts> {
        self.value(self.with(Method::Get, &format!("/case-counts{}", query.as_str()))).await
    }

    /// One case.
    pub async fn case(&self, id: CaseId) -> Answer<Tagged<PortalCase>> {
        call(&self.transport, self.with(Method::Get, &format!("/cases/{id}"))).await
    }

    /// Opens a case.
    pub async fn create_case(&self, new: &NewPortalCase, once: Option<&str>) -> Answer<Tagged<PortalCase>> {
        call(&self.transport, self.with(Method::Post, "/cases").json(new).once(once)).await
    }

    /// A page of a case's messages, oldest first.
    pub async fn messages(&self, id: CaseId, query: &Query) -> Answer<Page<PortalMessage>> {
        self.value(self.with(Method::Get, &format!("/cases/{id}/messages{}", query.as_str()))).await
    }

    /// Answers in a case.
    pub async fn write_message(&self, id: CaseId, new: &NewMessage, once: Option<&str>) -> Answer<PortalMessage> {
        self.value(self.with(Method::Post, &format!("/cases/{id}/messages")).json(new).once(once)).await
    }

    /// Closes a case.
    pub async fn close_case(&self, id: CaseId) -> Answer<PortalCase> {
        self.value(self.with(Method::Put, &format!("/cases/{id}/closure"))).await
    }

    /// Reopens a case.
    pub async fn reopen_case(&self, id: CaseId) -> Answer<()> {
        command(&self.transport, self.with(Method::Delete, &format!("/cases/{id}/closure"))).await
    }

    /// The forms of cases, as this client meets them.
    pub async fn case_forms(&self) -> Answer<PortalForms> {
        self.value(self.with(Method::Get, "/forms/cases")).await
    }
}
