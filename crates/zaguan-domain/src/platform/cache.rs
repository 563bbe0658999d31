//! What is kept in memory per firm, and dropped at once when the firm changes it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

use zaguan_types::TenantId;

/// More entries than this are never kept: the cache starts anew.
const MOST: usize = 100_000;

/// A cache whose entries belong to firms.
///
/// A reader takes the [`epoch`](Self::epoch) *before* it asks the database and hands it in with what it found: if
/// anything was dropped meanwhile the answer is not kept, so that a stale one can never outlive its firm's change.
pub(crate) struct TenantCache<K, V> {
    inner: RwLock<Inner<K, V>>,
}

struct Inner<K, V> {
    epoch: u64,
    entries: HashMap<K, (TenantId, V)>,
}

impl<K, V> Default for TenantCache<K, V> {
    fn default() -> Self {
        Self { inner: RwLock::new(Inner { epoch: 0, entries: HashMap::new() }) }
    }
}

impl<K: Eq + Hash, V: Clone> TenantCache<K, V> {
    /// What is known for a key.
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        inner.entries.get(key).map(|(_, value)| value.clone())
    }

    /// The present epoch.
    pub(crate) fn epoch(&self) -> u64 {
        self.inner.read().unwrap_or_else(PoisonError::into_inner).epoch
    }

    /// Keeps a value that was read in `epoch`, unless something was dropped since.
    pub(crate) fn put(&self, epoch: u64, tenant: TenantId, key: K, value: V) {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        if inner.epoch != epoch {
            return;
        }
        if inner.entries.len() >= MOST {
            inner.entries.clear();
        }
        inner.entries.insert(key, (tenant, value));
    }

    /// Drops everything of a firm.
    pub(crate) fn forget(&self, tenant: TenantId) {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        inner.epoch += 1;
        inner.entries.retain(|_, (owner, _)| *owner != tenant);
    }

    /// Drops everything: when it is not known what was missed.
    pub(crate) fn clear(&self) {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        inner.epoch += 1;
        inner.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let (one, other) = (TenantId(Uuid::from_u128(1)), TenantId(Uuid::from_u128(2)));
        let cache = TenantCache::default();
        let epoch = cache.epoch();
        cache.put(epoch, one, "a", 1);
        cache.put(epoch, other, "b", 2);
        cache.forget(one);
        assert_eq!((cache.get(&"a"), cache.get(&"b")), (None, Some(2)));
        cache.put(epoch, one, "a", 1);
        assert_eq!(cache.get(&"a"), None);
    }
}
