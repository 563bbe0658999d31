//! «Casos»: the list with its states and search, the page of a case, the form of a new one.

mod detail;
mod draft;
mod fields;
mod filters;
mod finder;
mod list;
mod new;
mod row;
mod states;
mod talk;

pub use detail::CasePage;
pub use filters::Filters;
pub use list::CasesPage;
pub use new::NewCasePage;
pub use row::CaseRow;

use zaguan_types::events::EventKind;
use zaguan_types::portal::PortalForms;
use zaguan_ui::prelude::*;

use crate::session::Session;

/// The fields of cases as this client meets them. Asked again when the firm changes its fields.
fn read_forms(session: Session) -> Reading<PortalForms> {
    let forms = Reading::new(move || {
        session.follow();
        async move {
            let portal = session.portal();
            session.ask(portal.case_forms()).await
        }
    });
    session.each_event(move |event| {
        if matches!(event.kind, EventKind::FieldsUpdated | EventKind::Resync) {
            forms.again();
        }
    });
    forms
}
