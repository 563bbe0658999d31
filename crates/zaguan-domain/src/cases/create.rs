//! Creating cases, for staff, programs and clients alike.

use sea_orm::ActiveValue::Set;
use serde_json::{Map, Value, json};
use zaguan_types::cases::{Case, CasePriority, CaseSource, CaseStatus, NewCase};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::{CaseId, ContactId, FieldCode, FieldError, OrganisationId, UserId};

use super::{entity, facts, find};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::folding::fold;
use crate::organisations::object;
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx};
use crate::{contacts, fields, organisations, tenants, users};

/// A case that passed the field rules, from wherever it comes.
#[derive(Clone)]
pub(crate) struct Begin {
    pub(crate) subject: String,
    pub(crate) description: Option<String>,
    pub(crate) status: CaseStatus,
    pub(crate) priority: CasePriority,
    pub(crate) category: Option<String>,
    pub(crate) contact_id: Option<ContactId>,
    pub(crate) organisation_id: Option<OrganisationId>,
    pub(crate) assignee_id: Option<UserId>,
    pub(crate) private: bool,
    pub(crate) source: CaseSource,
    pub(crate) custom: Map<String, Value>,
}

/// Creates a case.
///
/// # Errors
/// [`Error::Invalid`] with everything that does not pass.
pub async fn create(cx: &StaffCx<permits::CasesWrite>, new: NewCase) -> Result<Case> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let set = fields::set_of(&cx.desk, Module::Cases).await?;
    all_pass(check(&set.fields, &object(&new), Audience::Staff, Act::Create))?;
    let source = if cx.who.by_program { CaseSource::Api } else { CaseSource::Staff };
    cx.desk
        .write_once(async move |tx| {
            let NewCase {
                subject,
                description,
                status,
                priority,
                category,
                contact_id,
                organisation_id,
                assignee_id,
                private,
                custom,
            } = new.clone();
            let named = references(tx, contact_id, organisation_id, assignee_id).await?;
            all_pass(named.errors)?;
            let organisation_id = organisation_id.or(named.organisation_of_contact);
            let new = Begin {
                subject: subject.unwrap_or_default(),
                description,
                status: status.unwrap_or(CaseStatus::Open),
                priority: priority.unwrap_or(CasePriority::Normal),
                category,
                contact_id,
                organisation_id,
                assignee_id,
                private: private.unwrap_or_default(),
                source,
                custom,
            };
            begin(tx, new).await
        })
        .await
}

/// What a case names, looked up.
pub(super) struct References {
    /// What of it does not exist.
    pub(super) errors: Vec<FieldError>,
    organisation_of_contact: Option<OrganisationId>,
}

/// Whether what a case names exists.
pub(super) async fn references(
    tx: &TenantTx<'_>,
    contact: Option<ContactId>,
    organisation: Option<OrganisationId>,
    assignee: Option<UserId>,
) -> Result<References> {
    let mut out = References { errors: Vec::new(), organisation_of_contact: None };
    let wrong = |pointer: &str, detail: &str| FieldError::new(pointer, FieldCode::UnknownReference, detail);
    if let Some(id) = contact {
        match contacts::organisation_of(tx, id).await? {
            Some(of) => out.organisation_of_contact = of,
            None => out.errors.push(wrong("/contact_id", "there is no such contact")),
        }
    }
    if let Some(id) = organisation
        && organisations::find(tx, id).await?.is_none()
    {
        out.errors.push(wrong("/organisation_id", "there is no such organisation"));
    }
    if let Some(id) = assignee
        && !users::can_be_chosen(tx, id).await?
    {
        out.errors.push(wrong("/assignee_id", "there is no such member of staff"));
    }
    Ok(out)
}

/// Writes a new case with the next number. Without an assignee the firm's default one gets it.
pub(crate) async fn begin(tx: &TenantTx<'_>, new: Begin) -> Result<Case> {
    let Begin {
        subject,
        description,
        status,
        priority,
        category,
        contact_id,
        organisation_id,
        assignee_id,
        private,
        source,
        custom,
    } = new;
    let id = CaseId(tx.new_id());
    let now = to_db(tx.now());
    let text = |value: Option<String>| value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let (subject, description) = (subject.trim().to_owned(), text(description));
    let assignee = match assignee_id {
        Some(id) => Some(id),
        None => tenants::default_assignee(tx).await?,
    };
    tx.insert(entity::ActiveModel {
        id: Set(id.0),
        number: Set(tx.next_case_number().await?),
        subject_folded: Set(fold(&subject)),
        subject: Set(subject),
        description_folded: Set(description.as_deref().map(fold)),
        description: Set(description),
        status: Set(status.as_str().to_owned()),
        priority: Set(priority.as_str().to_owned()),
        category: Set(text(category)),
        contact_id: Set(contact_id.map(|id| id.0)),
        organisation_id: Set(organisation_id.map(|id| id.0)),
        assignee_id: Set(assignee.map(|id| id.0)),
        source: Set(source.as_str().to_owned()),
        private: Set(private),
        custom: Set(json!(custom)),
        created_at: Set(now),
        updated_at: Set(now),
        shown_at: Set(now),
        client_at: Set((source == CaseSource::Portal).then_some(now)),
        closed_at: Set((status == CaseStatus::Closed).then_some(now)),
        version: Set(1),
        ..Default::default()
    })
    .await?;
    let case = find(tx, id).await?.ok_or_else(|| Error::Internal("the new case is not there".into()))?;
    let made = json!({ "number": case.number, "source": source });
    tx.audit_about(about(&case), "case.created", "case", Some(id.0), made);
    tx.event(event(EventKind::CaseCreated, &case));
    Ok(case)
}

/// An event about a case, for all who see it.
/// Whose history something about a case belongs to.
pub(super) fn about(case: &Case) -> About {
    About { contact: case.contact_id.map(|id| id.0), organisation: case.organisation_id.map(|id| id.0) }
}

/// What others are to hear of a case.
pub(super) fn event(kind: EventKind, case: &Case) -> NewEvent {
    let of = facts(case);
    let (contact, organisation, private) = (of.contact, of.organisation, of.private);
    NewEvent { contact, organisation, private, ..NewEvent::staff(kind, Some(case.id.0)) }
}
