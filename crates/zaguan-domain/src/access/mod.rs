//! Which records a client sees. The only place that decides it: lists, single records, events and, later,
//! «¿Por qué lo ve?» and viewing as a contact all ask here. Whatever is not allowed for sure is not allowed.

use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _};
use sea_orm::{ColumnTrait as _, Condition};
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::portal_access::AccessScope;

use crate::cases::entity::Column as Case;
use crate::platform::entity::event::Column as Event;
use crate::sessions::principal::PortalPrincipal;

/// What the policy asks about a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaseFacts {
    pub(crate) contact: Option<Uuid>,
    pub(crate) organisation: Option<Uuid>,
    pub(crate) private: bool,
}

/// Who looks, as far as the policy asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Viewer {
    contact: Uuid,
    organisation: Option<Uuid>,
    scope: AccessScope,
    cases: bool,
}

impl Viewer {
    pub(crate) fn of(who: &PortalPrincipal) -> Self {
        Self {
            contact: who.contact_id.0,
            organisation: who.organisation_id.map(|id| id.0),
            scope: who.scope,
            cases: who.rights.cases_see,
        }
    }

    /// The organisation whose cases this client sees, if the scope reaches beyond their own.
    fn reach(&self) -> Option<Uuid> {
        match self.scope {
            // Chosen records and subsidiaries are not told apart yet: each means no more than what is sure.
            AccessScope::Own | AccessScope::Chosen => None,
            AccessScope::Organisation | AccessScope::OrganisationTree => self.organisation,
        }
    }

    /// Whether this client sees a case.
    pub(crate) fn sees(&self, case: CaseFacts) -> bool {
        let own = case.contact == Some(self.contact);
        let shared = self.reach().is_some_and(|reach| case.organisation == Some(reach)) && !case.private;
        self.cases && (own || shared)
    }

    /// The contact, for whom [`Self::cases`] asks for nothing but their own cases: the most frequent form of that rule.
    pub(crate) fn only_own(&self) -> Option<Uuid> {
        (self.cases && self.reach().is_none()).then_some(self.contact)
    }

    /// The same rule as a condition on the table of cases.
    pub(crate) fn cases(&self) -> Condition {
        if !self.cases {
            return Expr::value(1).eq(0).into_condition();
        }
        let own = Case::ContactId.eq(self.contact);
        match self.reach() {
            None => own.into_condition(),
            Some(reach) => Condition::any().add(own).add(Case::OrganisationId.eq(reach).and(Case::Private.eq(false))),
        }
    }
}

impl Viewer {
    /// Which events could be for this client: at most these are read for them. What they hear of each is decided when it
    /// is told.
    pub(crate) fn events(&self) -> Condition {
        let kind = |kind: EventKind| Event::Kind.eq(kind.as_str());
        let open = kind(EventKind::FieldsUpdated).and(Event::Private.eq(false));
        let mut any = Condition::any().add(kind(EventKind::TenantUpdated)).add(open);
        if self.cases {
            any = any.add(Event::ContactId.eq(self.contact));
            any =
                any.add_option(self.reach().map(|reach| Event::OrganisationId.eq(reach).and(Event::Private.eq(false))));
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);
    const FIRM: Uuid = Uuid::from_u128(10);

    fn viewer(scope: AccessScope, organisation: Option<Uuid>) -> Viewer {
        Viewer { contact: ME, organisation, scope, cases: true }
    }

    fn case(contact: Option<Uuid>, organisation: Option<Uuid>, private: bool) -> CaseFacts {
        CaseFacts { contact, organisation, private }
    }

    #[test]
    fn own_cases_are_seen_and_others_are_not() {
        for scope in AccessScope::ALL {
            let me = viewer(*scope, Some(FIRM));
            assert!(me.sees(case(Some(ME), None, true)));
            assert!(!me.sees(case(Some(OTHER), None, false)));
            assert!(!me.sees(case(None, None, false)), "nobody's case is nobody's");
        }
    }

    #[test]
    fn the_organisation_is_shared_but_a_private_case_beats_it() {
        let me = viewer(AccessScope::Organisation, Some(FIRM));
        assert!(me.sees(case(Some(OTHER), Some(FIRM), false)));
        assert!(!me.sees(case(Some(OTHER), Some(FIRM), true)));
        assert!(!viewer(AccessScope::Own, Some(FIRM)).sees(case(Some(OTHER), Some(FIRM), false)));
        // Two people without an organisation share nothing.
        assert!(!viewer(AccessScope::Organisation, None).sees(case(Some(OTHER), None, false)));
    }

    #[test]
    fn without_the_right_nothing_is_seen() {
        let me = Viewer { cases: false, ..viewer(AccessScope::Organisation, Some(FIRM)) };
        assert!(!me.sees(case(Some(ME), Some(FIRM), false)));
    }
}
