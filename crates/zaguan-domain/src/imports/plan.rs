//! What would become of some rows: which record each finds, and what that record would be afterwards. Reads and decides;
//! what writes is next door, so that the check, the preview and the run decide alike.

use serde_json::{Value, json};
use uuid::Uuid;
use zaguan_types::imports::{FaultCode, FaultLevel, ImportFault, OnMatch, OnNew, RowAction};
use zaguan_types::tags::MOST;

use super::draft::{Draft, Setup};
use super::find::{Known, Match, is_keyless, load};
use super::firms::{self, Firms};
use super::record::Record;
use super::seen::Seen;
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

/// A record that some rows are about.
pub(super) struct Touched<R> {
    /// As it is stored; nothing for a new one.
    pub(super) before: Option<R>,
    pub(super) after: R,
    /// Whether the row takes it out of the bin, where an undo had put it.
    pub(super) restored: bool,
    pub(super) rows: u32,
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

/// Decides what becomes of some rows. `hold` says that it will be written: other writers then wait.
pub(super) async fn plan<R: Record>(
    tx: &TenantTx<'_>,
    setup: &Setup,
    drafts: &[Draft],
    run: Run,
    hold: bool,
    seen: &mut Seen,
) -> Result<Plan<R>> {
    let known = load::<R>(tx, drafts, run, hold, seen).await?;
    let firms = Firms::load(tx, drafts, seen).await?;
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
            Match::Wrong(code, target) => {
                faults.push(self.setup.fault_of(draft, target, code));
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
        let known = self.firms.new.len();
        let Some(values) = self.firms.values(self.tx, self.setup, draft, present, faults) else { return Ok(None) };
        self.firms.new.iter().skip(known).for_each(|firm| self.seen.names(firm));
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
        let again = !self.seen.makes(draft, &new);
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
            faults.push(setup.fault_of(draft, "tags", FaultCode::BadTags));
            return Ok(None);
        };
        let again = !self.seen.is_about(id);
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
            faults.push(setup.fault_of(draft, "parent_id", FaultCode::Circular));
            return Ok(None);
        }
        self.seen.changes(&before, &after);
        self.firms.learn(&after);
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
            faults.push(self.setup.fault_of(draft, target, code));
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
