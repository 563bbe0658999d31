//! Which pieces occur everywhere. A list of all records that hold «con» is as long as the table; the records that hold
//! «471» are few. Going through the short lists only is what makes rare words quick in large tables.
//!
//! Learnt from the newest records of a firm, and again after a while. It decides how long a search takes and never what
//! it finds.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use sea_orm::{ConnectionTrait as _, IdenStatic as _, QueryOrder as _, QuerySelect as _, QueryTrait};
use zaguan_types::Instant;

use super::super::tenant_tx::{TenantEntity, TenantTx};
use super::Search;
use super::grams::{Gram, Whose};
use crate::error::Result;

/// Records that are looked at.
const LOOKED_AT: u64 = 256;
/// How long what was learnt is used, in microseconds: ten minutes.
const KEPT: i64 = 600_000_000;
/// Tables of firms that are remembered at most.
const MOST: usize = 1024;
/// Pieces that are asked for: each further one costs a look into the index, and leaves hardly fewer records.
const ASKED: usize = 3;

/// In how many of the records each piece was found.
type Seen = HashMap<Gram, u16>;

/// When, and what.
type Learnt = (Instant, Arc<Seen>);

static LEARNT: LazyLock<RwLock<HashMap<Whose, Learnt>>> = LazyLock::new(RwLock::default);

impl TenantTx<'_> {
    /// The rarest of these pieces.
    pub(super) async fn rarest<E: TenantEntity>(
        &self,
        search: &Search<E>,
        whose: Whose,
        mut grams: Vec<Gram>,
    ) -> Result<Vec<Gram>> {
        if grams.len() > ASKED {
            let seen = self.seen(search, whose).await?;
            // Stable: of equally rare ones the first.
            grams.sort_by_key(|gram| seen.get(gram).copied().unwrap_or_default());
            grams.dedup();
            grams.truncate(ASKED);
        }
        Ok(grams)
    }

    async fn seen<E: TenantEntity>(&self, search: &Search<E>, whose: Whose) -> Result<Arc<Seen>> {
        let fresh = |(when, _): &&Learnt| (0..KEPT).contains(&(self.now().0 - when.0));
        let known = LEARNT.read().unwrap_or_else(PoisonError::into_inner).get(&whose).filter(fresh).cloned();
        if let Some((_, seen)) = known {
            return Ok(seen);
        }
        let newest =
            E::find().select_only().columns(search.texts.iter().copied()).order_by_desc(search.id).limit(LOOKED_AT);
        let rows = self.cx.query_all(&self.own(newest).into_query()).await?;
        let mut seen = Seen::new();
        for row in rows {
            let mut grams = Vec::new();
            for column in search.texts {
                let text: Option<String> = row.try_get("", column.as_str())?;
                grams.extend(whose.grams(text.as_deref().unwrap_or_default()));
            }
            grams.sort_unstable();
            grams.dedup();
            grams.into_iter().for_each(|gram| *seen.entry(gram).or_default() += 1);
        }
        let seen = Arc::new(seen);
        let mut learnt = LEARNT.write().unwrap_or_else(PoisonError::into_inner);
        if learnt.len() >= MOST {
            learnt.clear();
        }
        learnt.insert(whose, (self.now(), Arc::clone(&seen)));
        Ok(seen)
    }
}
