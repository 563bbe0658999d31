//! Slowing down guesses at passwords, counted in the database so that it holds across instances.
//!
//! Three counters: the account as seen from one address (the limit that people meet), the address, and the account
//! from everywhere (ten times as many, against guessing spread over addresses). A stranger elsewhere can so make an
//! owner wait only by burning many addresses, and never ends a session that runs.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};
use zaguan_types::Instant;

use super::failure_entity as table;
use super::tokens::Side;
use crate::error::{Error, Result};
use crate::platform::clock::{from_db, to_db};
use crate::platform::{App, Reason, SystemTx};

/// Failures are counted within this many seconds; the first wait is as long.
const WINDOW: i64 = 600;
/// No wait is longer.
const LONGEST: i64 = 24 * 3600;

/// The counters that one attempt touches.
pub(super) struct Attempt {
    keys: [([u8; 32], u32); 3],
}

impl Attempt {
    /// `realm` is the firm's slug for clients and empty for staff; `account` what was typed as a name.
    pub(super) fn new(app: &App, side: Side, realm: &str, account: &str, address: Option<&str>) -> Self {
        let account = account.trim().to_lowercase();
        let address = network(address.unwrap_or("unknown"));
        let key = |kind: &str, parts: [&str; 3]| -> [u8; 32] {
            Sha256::digest(format!("{kind}\0{side:?}\0{}", parts.join("\0")).as_bytes()).into()
        };
        let per_account = app.settings.sign_in_failures_per_account;
        Self {
            keys: [
                (key("account", [realm, &account, &address]), per_account),
                (key("address", ["", "", &address]), app.settings.sign_in_failures_per_address),
                (key("everywhere", [realm, &account, ""]), per_account.saturating_mul(10)),
            ],
        }
    }

    /// Takes one attempt from each counter before anything is checked, so that guesses in parallel count too; refuses
    /// it while a counter is full. The right password gives it back by [`Self::succeeded`].
    pub(super) async fn begin(&self, app: &App) -> Result<()> {
        let keys = self.keys;
        let until = app
            .system_write(Reason::SignIn, async move |sys| {
                let mut latest = None;
                for (key, limit) in keys {
                    latest = Ord::max(latest, take(sys, key, limit).await?);
                }
                Ok(latest)
            })
            .await?;
        match until {
            Some(until) => Err(Error::TooMany { retry_after: wait(app.now(), until) }),
            None => Ok(()),
        }
    }

    /// The right password was given: the account's counter from here begins anew, the others get the attempt back. They
    /// keep the failures before it, so that an own account cannot be used to wash an address clean.
    pub(super) async fn succeeded(&self, app: &App) -> Result<()> {
        let [(account, _), others @ ..] = self.keys;
        app.system_write(Reason::SignIn, async move |sys| {
            sys.delete(table::Entity::delete_many().filter(table::Column::KeyHash.eq(account.to_vec()))).await?;
            for (key, _) in others {
                let back = table::Entity::update_many()
                    .col_expr(table::Column::Count, Expr::col(table::Column::Count).sub(1))
                    .filter(table::Column::KeyHash.eq(key.to_vec()))
                    .filter(table::Column::Count.gt(0));
                sys.update(back).await?;
            }
            Ok(())
        })
        .await
    }
}

/// Counts one attempt; answers until when the counter is full.
async fn take(sys: &SystemTx<'_>, key: [u8; 32], limit: u32) -> Result<Option<Instant>> {
    let now = sys.now();
    let fresh = table::ActiveModel {
        key_hash: Set(key.to_vec()),
        count: Set(0),
        window_start: Set(to_db(now)),
        blocked_until: Set(None),
        blocks: Set(0),
    };
    sys.insert_new(fresh, vec![table::Column::KeyHash]).await?;
    let mine = table::Column::KeyHash.eq(key.to_vec());
    let Some(row) = sys.lock_one(table::Entity::find().filter(mine.clone())).await? else { return Ok(None) };
    if let Some(until) = row.blocked_until.map(from_db).filter(|until| *until > now) {
        return Ok(Some(until));
    }
    let (count, blocks, start) = counted(&row, now);
    let full = count > i32::try_from(limit).unwrap_or(i32::MAX);
    let until = full.then(|| now.plus_seconds(Ord::min(WINDOW << blocks.clamp(0, 8), LONGEST)));
    let update = table::Entity::update_many()
        .col_expr(table::Column::Count, Expr::value(if full { 0 } else { count }))
        .col_expr(table::Column::WindowStart, Expr::value(to_db(start)))
        .col_expr(table::Column::Blocks, Expr::value(blocks + i32::from(full)))
        .col_expr(table::Column::BlockedUntil, Expr::value(until.map(to_db)))
        .filter(mine);
    sys.update(update).await?;
    Ok(until)
}

/// Count, earlier waits and start of the window, with this failure in them.
fn counted(row: &table::Model, now: Instant) -> (i32, i32, Instant) {
    let start = from_db(row.window_start);
    let last = row.blocked_until.map_or(start, from_db);
    if now > last.plus_seconds(LONGEST) {
        (1, 0, now)
    } else if now > start.plus_seconds(WINDOW) {
        (1, row.blocks, now)
    } else {
        (row.count + 1, row.blocks, start)
    }
}

fn wait(now: Instant, until: Instant) -> u64 {
    u64::try_from((until.0 - now.0) / 1_000_000 + 1).unwrap_or(1)
}

/// One subscriber has a whole /64 of IPv6: it counts as one address.
fn network(address: &str) -> String {
    match address.parse::<std::net::Ipv6Addr>() {
        Ok(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| v6.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(), |v4| v4.to_string()),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_one_ipv6_network_count_together() {
        assert_eq!(network("2001:db8:1:2::5"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::5"), network("2001:db8:1:3::5"));
        assert_eq!(network("::ffff:10.0.0.1"), "10.0.0.1");
    }
}
