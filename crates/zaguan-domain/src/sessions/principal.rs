//! Who is behind a token: everything that a request needs to know, read once and kept until something changes it.

use std::sync::Arc;

use zaguan_types::portal_access::{AccessScope, Privacy, Rights};
use zaguan_types::{AccessId, ContactId, Instant, Language, OrganisationId, Role, SessionId, TenantId, UserId};

/// Someone with a valid token.
#[derive(Clone, Debug)]
pub enum Principal {
    /// A member of staff.
    Staff(Arc<StaffPrincipal>),
    /// A client.
    Portal(Arc<PortalPrincipal>),
}

/// A member of staff who is signed in.
#[derive(Clone, Debug)]
pub struct StaffPrincipal {
    /// The firm.
    pub tenant_id: TenantId,
    /// This session.
    pub session_id: SessionId,
    /// Who.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// Since when they work here.
    pub since: Instant,
    /// What they may do.
    pub role: Role,
    /// The language of their interface.
    pub language: Language,
    /// Whether a program acts for them, by token.
    pub by_program: bool,
    /// Until when the token works.
    pub good_until: Instant,
}

/// A client who is signed in.
#[derive(Clone, Debug)]
pub struct PortalPrincipal {
    /// The firm.
    pub tenant_id: TenantId,
    /// The firm's part in the portal's address.
    pub slug: String,
    /// The firm's name.
    pub firm: String,
    /// Whether the firm's portal is open.
    pub portal_active: bool,
    /// This session.
    pub session_id: SessionId,
    /// The access.
    pub access_id: AccessId,
    /// Whose access it is.
    pub contact_id: ContactId,
    /// Their main organisation.
    pub organisation_id: Option<OrganisationId>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name or names.
    pub last_name: String,
    /// User name.
    pub username: String,
    /// The language of their interface.
    pub language: Language,
    /// What they may do.
    pub rights: Rights,
    /// Whose records they see.
    pub scope: AccessScope,
    /// What they get to know.
    pub privacy: Privacy,
    /// Whether a temporary password has to be replaced.
    pub must_change: bool,
    /// The moments between which the access works.
    pub window: Window,
    /// Until when the token works.
    pub good_until: Instant,
}

impl PortalPrincipal {
    /// The whole name.
    pub fn name(&self) -> String {
        zaguan_types::contacts::full_name(self.first_name.as_deref(), &self.last_name)
    }
}

/// The support window as moments; `None`: no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub before: Option<Instant>,
}

impl Window {
    /// Whether it is open.
    pub fn contains(&self, now: Instant) -> bool {
        self.from.is_none_or(|from| now >= from) && self.before.is_none_or(|before| now < before)
    }
}

impl Principal {
    /// The firm.
    pub fn tenant_id(&self) -> TenantId {
        match self {
            Self::Staff(who) => who.tenant_id,
            Self::Portal(who) => who.tenant_id,
        }
    }

    /// The session.
    pub fn session_id(&self) -> SessionId {
        match self {
            Self::Staff(who) => who.session_id,
            Self::Portal(who) => who.session_id,
        }
    }

    /// Whether the token still works at this moment.
    pub fn is_good(&self, now: Instant) -> bool {
        match self {
            Self::Staff(who) => now < who.good_until,
            Self::Portal(who) => now < who.good_until && who.window.contains(now),
        }
    }
}
