//! Which record a row is about: found by its id, its external id, its address or name.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zaguan_types::imports::{FaultCode, MatchBy};

use super::draft::{Draft, Setup};
use super::past::{earlier_rows, put_there_by_an_undo};
use super::plan::{Run, Touched};
use super::record::Record;
use super::seen::Seen;
use super::targets;
use crate::error::Result;
use crate::platform::TenantTx;
use crate::platform::clock::to_db;

/// The target of what another system calls a record.
const EXTERNAL_ID: &str = "external_id";

/// Which record a row is about.
pub(super) enum Match {
    New,
    At(usize),
    /// What is wrong, and the target that says so.
    Wrong(FaultCode, &'static str),
}

/// The records that rows may be about, by everything they can be found by.
pub(super) struct Known<R> {
    pub(super) touched: Vec<Touched<R>>,
    pub(super) by_id: HashMap<Uuid, usize>,
    pub(super) by_external: HashMap<String, usize>,
    by_key: HashMap<String, Vec<usize>>,
    pub(super) by_name: HashMap<String, Vec<usize>>,
    /// Those in the bin that an undo has put there.
    undone: HashSet<Uuid>,
    /// Those that an earlier batch of this import has written.
    pub(super) earlier: HashSet<Uuid>,
}

/// Looks for the records that some rows are about.
pub(super) async fn load<R: Record>(
    tx: &TenantTx<'_>,
    drafts: &[Draft],
    run: Run,
    hold: bool,
    seen: &Seen,
) -> Result<Known<R>> {
    let columns = R::columns();
    let good = || drafts.iter().filter(|draft| !draft.is_bad());
    let mut rows: Vec<R> = Vec::new();
    let ids: Vec<Uuid> = good().filter_map(|draft| draft.id).collect();
    let external: Vec<&str> = good().filter_map(|draft| draft.external_id.as_deref()).collect();
    let keys: Vec<&str> = good().map(|draft| draft.key.as_str()).filter(|key| !key.is_empty()).collect();
    let names: Vec<String> = good().filter(|draft| is_keyless(draft)).map(|draft| name_of::<R>(draft)).collect();
    // One question for each way of finding: each is answered by its own index.
    let asked = [
        (!ids.is_empty()).then(|| columns.id.is_in(ids)),
        (!external.is_empty()).then(|| columns.external_id.is_in(external)),
        (!keys.is_empty()).then(|| columns.key.is_in(keys)),
        (!names.is_empty()).then(|| columns.sort_name.is_in(names)),
    ];
    for condition in asked.into_iter().flatten() {
        let find = R::Entity::find().filter(Condition::all().add(condition));
        rows.extend(if hold { tx.lock_all(find, columns.id).await? } else { tx.all(find).await? });
    }
    // What has been merged leads to the record that stays.
    let stay: Vec<Uuid> = rows.iter().filter_map(Record::merged_into).collect();
    if !stay.is_empty() {
        let find = R::Entity::find().filter(columns.id.is_in(stay));
        rows.extend(if hold { tx.lock_all(find, columns.id).await? } else { tx.all(find).await? });
    }
    let mut known = Known {
        touched: Vec::new(),
        by_id: HashMap::new(),
        by_external: HashMap::new(),
        by_key: HashMap::new(),
        by_name: HashMap::new(),
        undone: HashSet::new(),
        earlier: HashSet::new(),
    };
    let since = run.started.map(to_db);
    let mut lately = Vec::new();
    let mut binned = Vec::new();
    for row in rows {
        if known.by_id.contains_key(&row.id()) {
            continue;
        }
        if row.in_bin() && !row.is_gone() {
            binned.push(row.id());
        } else if since.is_some_and(|since| row.updated_at() >= since) {
            lately.push(row.id());
        }
        known.add(Touched { before: Some(row.clone()), after: row, restored: false, rows: 0 });
    }
    for draft in good() {
        // Nothing of a check is in the database.
        if let Some(record) = seen.named(&draft.key, to_db(tx.now())).and_then(R::of_organisation)
            && !known.by_id.contains_key(&record.id())
        {
            known.add(Touched::created(record));
        }
    }
    known.undone = put_there_by_an_undo(tx, R::DELETED, binned).await?;
    known.earlier = earlier_rows(tx, run.id, lately).await?;
    Ok(known)
}

/// A row by which no record can be found for sure.
pub(super) fn is_keyless(draft: &Draft) -> bool {
    draft.id.is_none() && draft.external_id.is_none() && draft.key.is_empty()
}

/// The name by which a record that the row makes would be listed.
fn name_of<R: Record>(draft: &Draft) -> String {
    let mut blank = R::blank(Uuid::nil(), to_db(zaguan_types::Instant(0)));
    for (name, value) in &draft.values {
        blank.put(name, value);
    }
    blank.settle(to_db(zaguan_types::Instant(0)), 1);
    blank.sort_name().to_owned()
}

impl<R: Record> Known<R> {
    pub(super) fn add(&mut self, touched: Touched<R>) -> usize {
        let at = self.touched.len();
        self.by_id.insert(touched.after.id(), at);
        self.touched.push(touched);
        self.index(at);
        at
    }

    /// Makes a record be found by what it has now.
    pub(super) fn index(&mut self, at: usize) {
        let record = &self.touched[at].after;
        if let Some(external) = record.external_id() {
            self.by_external.insert(external.to_owned(), at);
        }
        for (by, key) in [(&mut self.by_key, record.key()), (&mut self.by_name, record.sort_name())] {
            let places = by.entry(key.to_owned()).or_default();
            if !key.is_empty() && !places.contains(&at) {
                places.push(at);
            }
        }
    }

    /// Whether a row may be about a record: it is there, or lies where an undo has put it.
    fn is_there(&self, at: usize) -> bool {
        let record = &self.touched[at].after;
        !record.in_bin() || !record.is_gone() && self.undone.contains(&record.id())
    }

    /// A record that is found by a target.
    fn found(&self, at: usize, by: &'static str) -> Match {
        let record = &self.touched[at].after;
        if record.is_erased() {
            return Match::Wrong(FaultCode::Erased, by);
        }
        let at = match record.merged_into() {
            Some(stays) => self.by_id.get(&stays).copied().unwrap_or(at),
            None => at,
        };
        if self.is_there(at) { Match::At(at) } else { Match::Wrong(FaultCode::InBin, by) }
    }

    /// The record that a row is about.
    pub(super) fn find(&self, setup: &Setup, draft: &Draft) -> Match {
        let by = setup.options.match_by;
        if by == MatchBy::Auto
            && let Some(id) = draft.id
        {
            return match self.by_id.get(&id) {
                Some(at) => self.found(*at, targets::ID),
                None => Match::Wrong(FaultCode::UnknownRecord, targets::ID),
            };
        }
        if matches!(by, MatchBy::Auto | MatchBy::ExternalId)
            && let Some(external) = &draft.external_id
            && let Some(at) = self.by_external.get(external)
            // A row before may have given it another one; it is not free yet either.
            && self.touched[*at].after.external_id() == Some(external)
        {
            return self.found(*at, EXTERNAL_ID);
        }
        if by == MatchBy::ExternalId || draft.key.is_empty() {
            return Match::New;
        }
        let all = self.by_key.get(&draft.key).map(Vec::as_slice).unwrap_or_default();
        // Two that are told apart by their external ids may share an address.
        let fits = |at: &&usize| {
            let record = &self.touched[**at].after;
            let told_apart = by == MatchBy::Auto && draft.external_id.is_some() && record.external_id().is_some();
            // A row before may have given it another address.
            !told_apart && record.key() == draft.key
        };
        let (there, away): (Vec<usize>, Vec<usize>) = all.iter().filter(fits).partition(|at| self.is_there(**at));
        match (there.as_slice(), away.iter().any(|at| !self.touched[*at].after.is_gone())) {
            ([at], _) => Match::At(*at),
            ([_, ..], _) => Match::Wrong(FaultCode::SeveralRecords, R::KEY),
            ([], true) => Match::Wrong(FaultCode::InBin, R::KEY),
            ([], false) => Match::New,
        }
    }
}
