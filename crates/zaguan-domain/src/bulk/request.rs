//! What a request to change many records asks for, judged before any record is looked at.

use uuid::Uuid;
use zaguan_types::bulk::{BulkAction, BulkChange, MOST, Matching};
use zaguan_types::cases::{CasePatch, CasePriority, CaseStatus};
use zaguan_types::fields::Module;
use zaguan_types::{FieldCode, FieldError, Patch, UserId, tags};

use crate::error::{Error, Result, all_pass};
use crate::fields::FieldSet;
use crate::paging::ListQuery;
use crate::{cases, contacts, organisations};

/// Contacts to whom access is granted at once: each takes a hash of 20 ms.
pub(super) const MOST_GRANTS: usize = 200;

/// What is to be done to which records.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) module: Module,
    pub(super) action: BulkAction,
    pub(super) which: Chosen,
    pub(super) owner: Option<UserId>,
    pub(super) tags: Vec<String>,
    pub(super) status: Option<CaseStatus>,
    pub(super) priority: Option<CasePriority>,
}

/// Which records.
#[derive(Clone)]
pub(super) enum Chosen {
    /// Those named, each once.
    Ids(Vec<Uuid>),
    /// The contacts that the list shows.
    Contacts(Box<contacts::Filters>),
    /// The organisations that the list shows.
    Organisations(Box<organisations::Filters>),
    /// The cases that the list shows.
    Cases(Box<cases::Filters>),
}

impl Wanted {
    /// The most records that this action takes.
    pub(super) fn most(&self) -> usize {
        if self.action == BulkAction::GrantPortalAccess { MOST_GRANTS } else { MOST }
    }
}

/// Reads a request. `me` is whoever asks.
pub(super) fn read(module: Module, request: BulkChange, me: UserId) -> Result<Wanted> {
    let mut errors = members_errors(module, &request);
    let BulkChange { action, ids, matching, owner_id, tags, status, priority, dry_run: _ } = request;
    let mut wrong = |pointer: &str, code, detail: String| errors.push(FieldError::new(pointer, code, detail));
    match (&matching, ids.is_empty()) {
        (None, true) => wrong("/ids", FieldCode::Required, "ids or matching say which records".into()),
        (Some(_), false) => wrong("/matching", FieldCode::UnknownMember, "ids say already which records".into()),
        _ => {}
    }
    let mut wanted = Wanted { module, action, which: Chosen::Ids(Vec::new()), owner: owner_id, tags, status, priority };
    if ids.len() > wanted.most() {
        wrong("/ids", FieldCode::TooLong, format!("at most {} records", wanted.most()));
    }
    let listed = matching.map(|matching| filters(module, matching, me)).transpose();
    let listed = match listed {
        Ok(listed) => listed,
        Err(Error::Invalid(found)) => {
            errors.extend(found);
            None
        }
        Err(other) => return Err(other),
    };
    all_pass(errors)?;
    let mut seen = std::collections::HashSet::new();
    wanted.which = listed.unwrap_or_else(|| Chosen::Ids(ids.into_iter().filter(|id| seen.insert(*id)).collect()));
    Ok(wanted)
}

/// What of the members does not fit the action.
fn members_errors(module: Module, request: &BulkChange) -> Vec<FieldError> {
    let BulkChange { action, ids: _, matching: _, owner_id: owner, tags, status, priority, dry_run: _ } = request;
    let action = *action;
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, code, detail: &str| errors.push(FieldError::new(pointer, code, detail));
    if action == BulkAction::GrantPortalAccess && module != Module::Contacts {
        wrong("/action", FieldCode::UnknownChoice, "only contacts have access to the portal");
    }
    let of_cases = matches!(action, BulkAction::SetStatus | BulkAction::SetPriority);
    match module {
        // Cases lie in no bin and carry no tags.
        Module::Cases if !of_cases && action != BulkAction::Assign => {
            wrong("/action", FieldCode::UnknownChoice, "cases are assigned, or get a status or a priority");
        }
        Module::Contacts | Module::Organisations | Module::Deals if of_cases => {
            wrong("/action", FieldCode::UnknownChoice, "only cases have a status and a priority");
        }
        _ => {}
    }
    for (pointer, named, needed) in [
        ("/status", status.is_some(), action == BulkAction::SetStatus),
        ("/priority", priority.is_some(), action == BulkAction::SetPriority),
    ] {
        match (named, needed) {
            (true, false) => wrong(pointer, FieldCode::UnknownMember, "this action has none"),
            (false, true) => wrong(pointer, FieldCode::Required, "a value is needed"),
            _ => {}
        }
    }
    if owner.is_some() && action != BulkAction::Assign {
        wrong("/owner_id", FieldCode::UnknownMember, "this action has no owner");
    }
    let of_tags = matches!(action, BulkAction::AddTags | BulkAction::RemoveTags);
    if !tags.is_empty() && !of_tags {
        wrong("/tags", FieldCode::UnknownMember, "this action has no tags");
    }
    if tags.is_empty() && of_tags {
        wrong("/tags", FieldCode::Required, "a tag is needed");
    }
    errors.extend(tags::check("/tags", tags));
    errors
}

/// What the firm's rules say against the change, in pointers into the request.
pub(super) fn case_errors(set: &FieldSet, wanted: &Wanted) -> Vec<FieldError> {
    let patch = match wanted.action {
        BulkAction::Assign => CasePatch { assignee_id: Patch::to(wanted.owner), ..CasePatch::default() },
        _ => CasePatch {
            status: wanted.status.map_or(Patch::Keep, Patch::Set),
            priority: wanted.priority.map_or(Patch::Keep, Patch::Set),
            ..CasePatch::default()
        },
    };
    let moved = |error: FieldError| match error.pointer.as_str() {
        "/assignee_id" => FieldError { pointer: "/owner_id".into(), ..error },
        _ => error,
    };
    cases::errors_of(set, &patch).into_iter().map(moved).collect()
}

/// The filters of the list, with errors in pointers into the request.
fn filters(module: Module, matching: Matching, me: UserId) -> Result<Chosen> {
    let Matching { q, filters } = matching;
    let query = ListQuery { limit: 1, q, filters: filters.into_iter().collect(), ..ListQuery::default() };
    let read = match module {
        Module::Organisations => {
            organisations::Filters::read(&query, me).map(|filters| Chosen::Organisations(Box::new(filters)))
        }
        Module::Cases => cases::Filters::read(&query, me).map(|filters| Chosen::Cases(Box::new(filters))),
        Module::Contacts | Module::Deals => {
            contacts::Filters::read(&query, me).map(|filters| Chosen::Contacts(Box::new(filters)))
        }
    };
    read.map_err(|error| match error {
        Error::Invalid(errors) => {
            Error::Invalid(errors.into_iter().map(|error| query.moved(error, "/matching")).collect())
        }
        other => other,
    })
}
