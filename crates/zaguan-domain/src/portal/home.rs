//! What greets a client.

use zaguan_types::cases::CaseStatus;
use zaguan_types::fields::Module;
use zaguan_types::portal::PortalHome;

use super::cases::{count, newest};
use super::narrow::{Lens, Place};
use crate::access::Viewer;
use crate::context::{PortalCx, rights};
use crate::error::Result;
use crate::{fields, tenants};

/// The most cases on the home page.
const MOST: u32 = 5;

/// Welcome, counts, and the cases that are not closed: those that wait for the client first.
///
/// # Errors
/// Only if the database is away.
pub async fn home(cx: &PortalCx<rights::SignedIn>) -> Result<PortalHome> {
    let set = fields::set_of(&cx.desk, Module::Cases).await?;
    let firm = tenants::by_slug(&cx.desk.app, &cx.who.slug).await?;
    let (viewer, language) = (Viewer::of(&cx.who), cx.who.language);
    let name = cx.who.first_name.clone().unwrap_or_default();
    let welcome = firm.welcome.get(language).replace("{{contact.first_name}}", &name);
    cx.desk
        .read_together(async move |tx| {
            let cases = count(tx, &viewer, |select| select).await?;
            let mut open = newest(tx, &viewer, &[CaseStatus::WaitingForResponse], MOST).await?;
            open.extend(newest(tx, &viewer, &[CaseStatus::Open, CaseStatus::InProgress], MOST).await?);
            open.truncate(MOST as usize);
            let lens = Lens::new(&set, language, Place::List);
            let open_cases = open.into_iter().map(|case| lens.case(case)).collect();
            Ok(PortalHome { welcome: welcome.clone(), cases, open_cases })
        })
        .await
}
