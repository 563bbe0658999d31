//! What a check remembers of the rows before: nothing of them is in the database.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher as _};

use sea_orm::prelude::DateTimeUtc;
use serde_json::json;
use uuid::Uuid;
use zaguan_types::fields::Module;

use super::draft::Draft;
use super::firms::Firms;
use super::record::Record;
use crate::folding::fold;
use crate::organisations::entity::Model as Organisation;

/// What a check remembers. A run begins each batch without it: the database knows.
#[derive(Default)]
pub(super) struct Seen {
    /// By what later rows of the file would find the records of those before.
    rows: HashSet<u64>,
    /// The organisations that would be there, by their folded names.
    firms: HashMap<u64, Firm>,
    /// The same by their external ids.
    external: HashMap<u64, Uuid>,
}

struct Firm {
    id: Uuid,
    /// Another one of the same name.
    second: Option<Uuid>,
    /// As a row names it, where no row made it.
    named: Option<String>,
}

impl Seen {
    /// Notes a record that a row is about; `false` if one before was.
    pub(super) fn is_about(&mut self, id: Uuid) -> bool {
        self.rows.insert(hashed(&id))
    }

    /// Notes what a record is called after a row has changed it.
    pub(super) fn changes<R: Record>(&mut self, before: &R, after: &R) {
        if R::MODULE != Module::Organisations {
            return;
        }
        if before.sort_name() != after.sort_name() {
            self.put(after.sort_name(), after.id(), None);
        }
        if let Some(external) = after.external_id().filter(|external| before.external_id() != Some(external)) {
            self.external.insert(hashed(external), after.id());
        }
    }

    /// Notes a record that a row makes; `false` if one before made it.
    pub(super) fn makes<R: Record>(&mut self, draft: &Draft, new: &R) -> bool {
        if !self.rows.insert(hash_of(draft, new)) {
            return false;
        }
        if R::MODULE == Module::Organisations {
            self.put(new.sort_name(), new.id(), None);
            if let Some(external) = new.external_id() {
                self.external.insert(hashed(external), new.id());
            }
        }
        true
    }

    /// Notes an organisation that is created since a row names it.
    pub(super) fn names(&mut self, firm: &Organisation) {
        self.put(&firm.sort_name, firm.id, Some(firm.name.clone()));
    }

    fn put(&mut self, name: &str, id: Uuid, named: Option<String>) {
        let new = Firm { id, second: None, named };
        let known = self.firms.entry(hashed(name)).or_insert(new);
        if known.id != id {
            known.second = Some(id);
        }
    }

    /// The organisation of this folded name that a row before has named, as it would be.
    pub(super) fn named(&self, name: &str, now: DateTimeUtc) -> Option<Organisation> {
        let known = self.firms.get(&hashed(name))?;
        Some(named(known.id, known.named.as_deref()?, now))
    }

    /// Tells of what rows before have made or named, where a row names it now.
    pub(super) fn tell(&self, firms: &mut Firms, text: &str) {
        let name = fold(text);
        if let Some(Firm { id, second, named: _ }) = self.firms.get(&hashed(name.as_str())) {
            for id in [*id].into_iter().chain(*second) {
                firms.know(id, None, name.clone());
            }
        }
        if let Some(id) = self.external.get(&hashed(text)) {
            firms.know_external(*id, text);
        }
    }
}

/// An organisation of which only the name is known.
pub(super) fn named(id: Uuid, name: &str, now: DateTimeUtc) -> Organisation {
    let mut firm = Organisation::blank(id, now);
    firm.put("name", &json!(name));
    firm.settle(now, 1);
    firm
}

fn hashed(what: &(impl Hash + ?Sized)) -> u64 {
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
