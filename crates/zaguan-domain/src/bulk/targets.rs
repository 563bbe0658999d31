//! The records that a change of many is about, read with one query.

use std::collections::HashMap;

use sea_orm::prelude::Date as DbDate;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select, Value,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zaguan_types::cases::{CasePriority, CaseStatus};
use zaguan_types::contacts::full_name;
use zaguan_types::fields::Module;
use zaguan_types::{Date, FieldCode, Instant};

use super::Hold;
use super::request::{Chosen, Wanted};
use crate::cases::{WithStatus, entity as case};
use crate::contacts::entity as contact;
use crate::error::{Error, Result};
use crate::organisations::entity as organisation;
use crate::platform::clock::{Moment, date_from_db};
use crate::platform::db::{RawJson, Word};
use crate::platform::{TenantEntity, TenantTx};

/// What is known of a record.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) id: Uuid,
    /// What people call it.
    pub(super) label: String,
    pub(super) owner: Option<Uuid>,
    pub(super) tags: Vec<String>,
    pub(super) version: i64,
    pub(super) place: Place,
    /// Of a contact: its organisation, and what access to the portal depends on.
    pub(super) organisation: Option<Uuid>,
    pub(super) portal: Portal,
    /// Of a case: where it stands.
    pub(super) matter: Option<Matter>,
}

/// What of a case a change of many may change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matter {
    pub(super) status: CaseStatus,
    pub(super) priority: CasePriority,
    pub(super) closed_at: Option<Instant>,
}

/// Where a record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the lists.
    Listed,
    /// In the bin.
    Bin,
    /// Nowhere: it was merged into another, or erased.
    Gone,
}

/// What access to the portal depends on. Organisations and cases have none.
#[derive(Clone, Debug, Default)]
pub(super) struct Portal {
    pub(super) has_access: bool,
    pub(super) username: String,
    pub(super) opted_out: bool,
    pub(super) support_end: Option<Date>,
}

/// The ids of the records that are meant.
pub(super) async fn ids(tx: &TenantTx<'_>, wanted: &Wanted) -> Result<Vec<Uuid>> {
    match &wanted.which {
        Chosen::Ids(ids) => Ok(ids.clone()),
        Chosen::Contacts(filters) => {
            let asked = Asked { wanted: filters.condition(tx).await?, words: filters.words(), also: None };
            listed::<contact::Entity>(tx, contact::Column::Id, asked, wanted.most()).await
        }
        Chosen::Organisations(filters) => {
            let asked = Asked { wanted: filters.condition(tx).await?, words: filters.words(), also: None };
            listed::<organisation::Entity>(tx, organisation::Column::Id, asked, wanted.most()).await
        }
        Chosen::Cases(filters) => {
            let (words, also) = filters.words();
            let condition = filters.condition(tx, WithStatus::Yes).await?;
            let asked = Asked { wanted: condition, words: words.as_deref(), also };
            listed::<case::Entity>(tx, case::Column::Id, asked, wanted.most()).await
        }
    }
}

/// What is asked of a list: its filters, words, and another column by which words find.
struct Asked<'w, E: TenantEntity> {
    wanted: Condition,
    words: Option<&'w str>,
    also: Option<(E::Column, Value)>,
}

/// The ids of all that a list shows, if they are not too many.
async fn listed<E: TenantEntity>(
    tx: &TenantTx<'_>,
    id: E::Column,
    asked: Asked<'_, E>,
    most: usize,
) -> Result<Vec<Uuid>>
where
    E::Model: Sync,
{
    #[derive(FromQueryResult, Deserialize)]
    struct Row {
        id: Uuid,
    }
    let Asked { wanted, words, also } = asked;
    let narrowed = async |select: Select<E>| match words {
        Some(words) => tx.all_found(words, also.clone(), select).await,
        None => Ok(select),
    };
    let find = narrowed(E::find().filter(wanted.clone())).await?;
    let rows: Vec<Row> = tx.rows(find.select_only().column(id).limit(most as u64 + 1)).await?;
    if rows.len() <= most {
        return Ok(rows.into_iter().map(|row| row.id).collect());
    }
    let all = tx.count(narrowed(E::find().filter(wanted)).await?).await?;
    let detail = format!("{all} records match; narrow it down to at most {most}");
    Err(Error::field("/matching", FieldCode::TooLarge, detail))
}

/// The records of these ids, by id; those that are not there are missing. Held, if so, in the order of their ids: two
/// changes of many then wait for each other and never hold one half each.
pub(super) async fn read(tx: &TenantTx<'_>, module: Module, ids: &[Uuid], hold: Hold) -> Result<HashMap<Uuid, Target>> {
    let targets: Vec<Target> = match module {
        Module::Organisations => {
            let find = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids.iter().copied()));
            let rows: Vec<OrganisationRow> = rows(tx, organisations(find), hold).await?;
            rows.into_iter().map(OrganisationRow::target).collect::<Result<_>>()?
        }
        Module::Cases => {
            let find = case::Entity::find().filter(case::Column::Id.is_in(ids.iter().copied()));
            let rows: Vec<CaseRow> = rows(tx, cases(find), hold).await?;
            rows.into_iter().map(CaseRow::target).collect()
        }
        Module::Contacts | Module::Deals => {
            let find = contact::Entity::find().filter(contact::Column::Id.is_in(ids.iter().copied()));
            let rows: Vec<ContactRow> = rows(tx, contacts(find), hold).await?;
            rows.into_iter().map(ContactRow::target).collect::<Result<_>>()?
        }
    };
    Ok(targets.into_iter().map(|target| (target.id, target)).collect())
}

async fn rows<E: TenantEntity, T: DeserializeOwned + FromQueryResult>(
    tx: &TenantTx<'_>,
    select: Select<E>,
    hold: Hold,
) -> Result<Vec<T>> {
    match hold {
        Hold::Yes => tx.lock_rows(select).await,
        Hold::No => tx.rows(select).await,
    }
}

#[derive(FromQueryResult, Deserialize)]
struct ContactRow {
    id: Uuid,
    first_name: Option<String>,
    last_name: String,
    email: Option<String>,
    owner_id: Option<Uuid>,
    organisation_id: Option<Uuid>,
    tags: RawJson,
    email_opt_out: bool,
    portal_user: bool,
    support_end_date: Option<DbDate>,
    deleted_at: Option<Moment>,
    merged_into: Option<Uuid>,
    erased_at: Option<Moment>,
    version: i64,
}

fn contacts(find: Select<contact::Entity>) -> Select<contact::Entity> {
    use contact::Column as C;
    find.select_only()
        .columns([C::Id, C::FirstName, C::LastName, C::Email, C::OwnerId, C::OrganisationId, C::Tags, C::EmailOptOut])
        .columns([C::PortalUser, C::SupportEndDate, C::DeletedAt, C::MergedInto, C::ErasedAt, C::Version])
        .order_by_asc(C::Id)
}

impl ContactRow {
    fn target(self) -> Result<Target> {
        let Self {
            id,
            first_name,
            last_name,
            email,
            owner_id,
            organisation_id,
            tags,
            email_opt_out,
            portal_user,
            support_end_date,
            deleted_at,
            merged_into,
            erased_at,
            version,
        } = self;
        Ok(Target {
            id,
            label: full_name(first_name.as_deref(), &last_name),
            owner: owner_id,
            tags: words(&tags)?,
            version,
            place: place(deleted_at.is_some(), merged_into.is_some() || erased_at.is_some()),
            organisation: organisation_id,
            portal: Portal {
                has_access: portal_user,
                username: email.unwrap_or_default().to_lowercase(),
                opted_out: email_opt_out,
                support_end: support_end_date.map(date_from_db),
            },
            matter: None,
        })
    }
}

#[derive(FromQueryResult, Deserialize)]
struct OrganisationRow {
    id: Uuid,
    name: String,
    owner_id: Option<Uuid>,
    tags: RawJson,
    deleted_at: Option<Moment>,
    merged_into: Option<Uuid>,
    version: i64,
}

fn organisations(find: Select<organisation::Entity>) -> Select<organisation::Entity> {
    use organisation::Column as C;
    find.select_only()
        .columns([C::Id, C::Name, C::OwnerId, C::Tags, C::DeletedAt, C::MergedInto, C::Version])
        .order_by_asc(C::Id)
}

impl OrganisationRow {
    fn target(self) -> Result<Target> {
        let Self { id, name, owner_id, tags, deleted_at, merged_into, version } = self;
        Ok(Target {
            id,
            label: name,
            owner: owner_id,
            tags: words(&tags)?,
            version,
            place: place(deleted_at.is_some(), merged_into.is_some()),
            organisation: None,
            portal: Portal::default(),
            matter: None,
        })
    }
}

#[derive(FromQueryResult, Deserialize)]
struct CaseRow {
    id: Uuid,
    subject: String,
    status: Word<CaseStatus>,
    priority: Word<CasePriority>,
    assignee_id: Option<Uuid>,
    closed_at: Option<Moment>,
    version: i64,
}

fn cases(find: Select<case::Entity>) -> Select<case::Entity> {
    use case::Column as C;
    find.select_only()
        .columns([C::Id, C::Subject, C::Status, C::Priority, C::AssigneeId, C::ClosedAt, C::Version])
        .order_by_asc(C::Id)
}

impl CaseRow {
    fn target(self) -> Target {
        let Self { id, subject, status, priority, assignee_id, closed_at, version } = self;
        let closed_at = closed_at.map(|moment| moment.0);
        Target {
            id,
            label: subject,
            owner: assignee_id,
            tags: Vec::new(),
            version,
            place: Place::Listed,
            organisation: None,
            portal: Portal::default(),
            matter: Some(Matter { status: status.0, priority: priority.0, closed_at }),
        }
    }
}

fn words(tags: &RawJson) -> Result<Vec<String>> {
    serde_json::from_str(tags.as_str()).map_err(|error| Error::stored("tags", &error.to_string()))
}

const fn place(deleted: bool, gone: bool) -> Place {
    match (deleted, gone) {
        (_, true) => Place::Gone,
        (true, false) => Place::Bin,
        (false, false) => Place::Listed,
    }
}
