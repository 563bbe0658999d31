//! What would become of some rows: which record each finds, and what that record would be afterwards. Reads and decides;
//! what writes is next door, so that the check, the preview and the run decide alike.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher as _};

use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use uuid::Uuid;
use zaguan_types::imports::{FaultCode, FaultLevel, ImportFault, MatchBy, OnMatch, OnNew, RowAction};
use zaguan_types::tags::MOST;

use super::draft::{Draft, Setup};
use super::firms::{self, Firms};
use super::past::{earlier_rows, put_there_by_an_undo};
use super::record::Record;
use super::targets;
use crate::error::Result;
use crate::platform::TenantTx;
use crate::platform::clock::to_db;
use crate::tags;

/// A chain of parents longer than this is refused, as a person's is.
const DEEPEST: usize = 20;

/// Which import this is, and since when it writes.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) id: Uuid,
    pub(super) started: Option<zaguan_types::Instant>,
}

/// What a check remembers of the rows before: nothing of them is in the database.
pub(super) type Seen = HashSet<u64>;

/// A record that some rows are about.
pub(super) struct Touched<R> {
    /// As it is stored; nothing for a new one.
    pub(super) before: Option<R>,
    pub(super) after: R,
    /// Whether the row takes it out of the bin, where an undo had put it.
    pub(super) restored: bool,
    rows: u32,
}

impl<R> Touched<R> {
    /// A new one that no row is about.
    pub(super) const fn created(after: R) -> Self {
        Self { before: None, after, restored: false, rows: 0 }
    }
}

/// What became of a row.
pub(super) struct Outcome {
    pub(super) row: u32,
    pub(super) action: RowAction,
    pub(super) record: Option<Uuid>,
    pub(super) faults: Vec<ImportFault>,
}

/// What would become of some rows.
pub(super) struct Plan<R> {
    pub(super) outcomes: Vec<Outcome>,
    pub(super) touched: Vec<Touched<R>>,
    pub(super) firms: Firms,
}

enum Match {
    New,
    At(usize),
    Wrong(FaultCode),
}

/// The records that rows may be about, by everything they can be found by.
struct Known<R> {
    touched: Vec<Touched<R>>,
    by_id: HashMap<Uuid, usize>,
    by_external: HashMap<String, usize>,
    by_key: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// Those in the bin that an undo has put there.
    undone: HashSet<Uuid>,
    /// Those that an earlier batch of this import has written.
    earlier: HashSet<Uuid>,
}

/// Decides what becomes of some rows. `hold` says that it will be written: other writers then wait.
pub(super) async fn plan<R: Record>(
    tx: &TenantTx<'_>,
    setup: &Setup,
    drafts: &[Draft],
    run: Run,
    hold: bool,
    seen: &mut Seen,
) -> Result<Plan<R>> {
    let known = load::<R>(tx, drafts, run, hold).await?;
    let firms = Firms::load(tx, drafts).await?;
    let mut desk = Desk { tx, setup, known, firms, seen };
    let mut outcomes = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut faults = draft.faults.clone();
        let decided = if draft.is_bad() { None } else { desk.decide(draft, &mut faults).await? };
        let (action, record) = decided.unwrap_or((RowAction::Fault, None));
        outcomes.push(Outcome { row: draft.row, action, record, faults });
    }
    Ok(Plan { outcomes, touched: desk.known.touched, firms: desk.firms })
}

async fn load<R: Record>(tx: &TenantTx<'_>, drafts: &[Draft], run: Run, hold: bool) -> Result<Known<R>> {
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
    known.undone = put_there_by_an_undo(tx, R::DELETED, binned).await?;
    known.earlier = earlier_rows(tx, run.id, lately).await?;
    Ok(known)
}

/// A row by which no record can be found for sure.
fn is_keyless(draft: &Draft) -> bool {
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
    fn add(&mut self, touched: Touched<R>) -> usize {
        let at = self.touched.len();
        self.by_id.insert(touched.after.id(), at);
        self.touched.push(touched);
        self.index(at);
        at
    }

    /// Makes a record be found by what it has now.
    fn index(&mut self, at: usize) {
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

    fn found(&self, at: usize) -> Match {
        if self.is_there(at) { Match::At(at) } else { Match::Wrong(FaultCode::InBin) }
    }

    fn find(&self, setup: &Setup, draft: &Draft) -> Match {
        let by = setup.options.match_by;
        if by == MatchBy::Auto
            && let Some(at) = draft.id.and_then(|id| self.by_id.get(&id))
        {
            return self.found(*at);
        }
        if matches!(by, MatchBy::Auto | MatchBy::ExternalId)
            && let Some(external) = &draft.external_id
            && let Some(at) = self.by_external.get(external)
            // A row before may have given it another one; it is not free yet either.
            && self.touched[*at].after.external_id() == Some(external)
        {
            return self.found(*at);
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
            ([_, ..], _) => Match::Wrong(FaultCode::SeveralRecords),
            ([], true) => Match::Wrong(FaultCode::InBin),
            ([], false) => Match::New,
        }
    }
}

/// What decisions are made with.
struct Desk<'a, 'c, R> {
    tx: &'a TenantTx<'c>,
    setup: &'a Setup,
    known: Known<R>,
    firms: Firms,
    seen: &'a mut Seen,
}

/// What becomes of a row, and of which record; nothing if it cannot be taken.
type Decided = Option<(RowAction, Option<Uuid>)>;

impl<R: Record> Desk<'_, '_, R> {
    /// Decides about one row. Where it cannot be taken, `faults` say why.
    async fn decide(&mut self, draft: &Draft, faults: &mut Vec<ImportFault>) -> Result<Decided> {
        let at = match self.known.find(self.setup, draft) {
            Match::Wrong(code) => {
                let column = self.setup.column_of(R::KEY).filter(|_| draft.external_id.is_none());
                faults.push(self.setup.fault(draft.row, column, None, code));
                return Ok(None);
            }
            Match::At(at) => Some(at),
            Match::New => None,
        };
        if at.is_none() {
            if self.setup.options.on_new == OnNew::Skip {
                return Ok(Some((RowAction::Skip, None)));
            }
            if !draft.missing.is_empty() {
                faults.extend(draft.missing.iter().cloned());
                return Ok(None);
            }
        }
        let present = at.and_then(|at| {
            let named = self.known.touched[at].after.get(firms::target(R::MODULE));
            named.as_str().and_then(|id| id.parse().ok())
        });
        let Some(values) = self.firms.values(self.tx, self.setup, draft, present, faults) else { return Ok(None) };
        for firm in self.firms.take_those_of(R::MODULE) {
            // An organisation that rows of organisations name as their parent is one of them.
            if let Some(record) = R::of_organisation(firm) {
                self.known.add(Touched::created(record));
            }
        }
        match at {
            Some(at) => self.change(draft, at, &values, faults).await,
            None => Ok(self.create(draft, &values, faults)),
        }
    }

    fn create(&mut self, draft: &Draft, values: &[(String, Value)], faults: &mut Vec<ImportFault>) -> Decided {
        let now = to_db(self.tx.now());
        let mut new = R::blank(self.tx.new_id(), now);
        for (name, value) in values {
            new.put(name, value);
        }
        if draft.value("owner_id").is_none() {
            new.put("owner_id", &json!(self.setup.options.default_owner_id));
        }
        new.put("tags", &json!(draft.tags));
        new.settle(now, 1);
        if is_keyless(draft)
            && let Some(twin) = self.twin(&new, values)
        {
            return Some((RowAction::Unchanged, Some(twin)));
        }
        if !self.fits(draft, None, &new, faults) {
            return None;
        }
        // Only a check finds something here: for a run the rows before are in the database.
        let again = !self.seen.insert(hash_of(draft, &new));
        let id = new.id();
        self.firms.learn(&new);
        self.known.add(Touched { before: None, after: new, restored: false, rows: 1 });
        if !again {
            return Some((RowAction::Create, Some(id)));
        }
        faults.push(self.setup.fault(draft.row, None, None, FaultCode::Repeated));
        let skips = self.setup.options.on_match == OnMatch::Skip;
        Some((if skips { RowAction::Skip } else { RowAction::Update }, None))
    }

    /// A record that has all the values of a row without a key already.
    fn twin(&self, new: &R, values: &[(String, Value)]) -> Option<Uuid> {
        let same = |at: &&usize| {
            let other = &self.known.touched[**at].after;
            !other.in_bin() && values.iter().all(|(name, _)| other.get(name) == new.get(name))
        };
        let found = self.known.by_name.get(new.sort_name())?.iter().find(same)?;
        Some(self.known.touched[*found].after.id())
    }

    async fn change(
        &mut self,
        draft: &Draft,
        at: usize,
        values: &[(String, Value)],
        faults: &mut Vec<ImportFault>,
    ) -> Result<Decided> {
        let (tx, setup) = (self.tx, self.setup);
        let before = self.known.touched[at].after.clone();
        let (id, restored) = (before.id(), before.in_bin());
        let skips =
            if restored { setup.options.on_new == OnNew::Skip } else { setup.options.on_match == OnMatch::Skip };
        if skips {
            return Ok(Some((RowAction::Skip, Some(id))));
        }
        let Some(mut after) = self.with(draft, &before, values) else {
            faults.push(setup.fault(draft.row, setup.column_of("tags"), None, FaultCode::BadTags));
            return Ok(None);
        };
        let again = !self.seen.insert(hashed(&id));
        if again || self.known.touched[at].rows > 0 || self.known.earlier.contains(&id) {
            faults.push(setup.fault(draft.row, None, None, FaultCode::Repeated));
        }
        self.known.touched[at].rows += 1;
        let same = setup.fields.iter().map(targets::name_of).all(|name| before.get(&name) == after.get(&name));
        if same && !restored {
            return Ok(Some((RowAction::Unchanged, Some(id))));
        }
        let stored = self.known.touched[at].before.as_ref();
        after.settle(to_db(tx.now()), stored.map_or(1, |stored| stored.version() + 1));
        after.take_out_of_bin();
        if !self.fits(draft, Some(&before), &after, faults) {
            return Ok(None);
        }
        let parent = after.get("parent_id");
        if before.get("parent_id") != parent && self.is_circular(id, &parent).await? {
            faults.push(setup.fault(draft.row, setup.column_of("parent_id"), None, FaultCode::Circular));
            return Ok(None);
        }
        let touched = &mut self.known.touched[at];
        touched.after = after;
        touched.restored |= restored;
        self.known.index(at);
        Ok(Some((if restored { RowAction::Create } else { RowAction::Update }, Some(id))))
    }

    /// A record with the values of a row; nothing if it would have too many tags.
    fn with(&self, draft: &Draft, before: &R, values: &[(String, Value)]) -> Option<R> {
        let mut after = before.clone();
        let fills = self.setup.options.on_match == OnMatch::Fill && !before.in_bin();
        for (name, value) in values {
            let empty = matches!(after.get(name), Value::Null | Value::Bool(false));
            if !fills || empty {
                after.put(name, value);
            }
        }
        let words = tags::tidy(after.tags().into_iter().chain(draft.tags.iter().cloned()).collect());
        after.put("tags", &json!(words));
        (words.len() <= MOST).then_some(after)
    }

    /// What no single value shows.
    fn fits(&self, draft: &Draft, before: Option<&R>, after: &R, faults: &mut Vec<ImportFault>) -> bool {
        let mut wrong = |target: &str, code| {
            faults.push(self.setup.fault(draft.row, self.setup.column_of(target), None, code));
        };
        let (start, end) = (after.get("support_start_date"), after.get("support_end_date"));
        // As they are written their order is that of the days.
        if let (Some(start), Some(end)) = (start.as_str(), end.as_str())
            && start > end
        {
            wrong("support_end_date", FaultCode::EndBeforeStart);
        }
        let taken = after.external_id().and_then(|external| self.known.by_external.get(external));
        if taken.is_some_and(|at| self.known.touched[*at].after.id() != after.id()) {
            wrong("external_id", FaultCode::Taken);
        }
        if before.is_some_and(|before| before.has_portal() && before.get("email") != after.get("email")) {
            wrong("email", FaultCode::PortalEmail);
        }
        !faults.iter().any(|fault| fault.level == FaultLevel::Error)
    }

    /// Whether an organisation would lie above itself, with what the rows before have changed.
    async fn is_circular(&self, own: Uuid, parent: &Value) -> Result<bool> {
        let mut at = parent.as_str().and_then(|id| id.parse::<Uuid>().ok());
        for _ in 0..DEEPEST {
            let Some(id) = at else { return Ok(false) };
            if id == own {
                return Ok(true);
            }
            at = match self.known.by_id.get(&id) {
                Some(place) => {
                    self.known.touched[*place].after.get("parent_id").as_str().and_then(|id| id.parse().ok())
                }
                None => firms::parent_of(self.tx, id).await?,
            };
        }
        Ok(true)
    }
}

fn hashed(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// By what a later row of the file would find a new record.
fn hash_of<R: Record>(draft: &Draft, new: &R) -> u64 {
    match (&draft.external_id, new.key()) {
        (Some(external), _) => hashed(&(0, external)),
        (None, key) if !key.is_empty() => hashed(&(1, key)),
        // A row without a key is the same as another only in all of its values.
        _ => hashed(&(2, format!("{:?}", draft.values))),
    }
}
