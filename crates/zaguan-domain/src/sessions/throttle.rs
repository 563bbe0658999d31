//! Slowing down guesses at passwords, counted in the database so that it holds across instances.
//!
//! Three counters: the account as seen from one address (the limit that people meet), the address, and the account
//! from everywhere (ten times as many, against guessing spread over addresses). The last one does not concern places
//! from which the account has signed in before: a stranger, however many addresses they have, cannot lock somebody out
//! of where they usually are, and never ends a session that runs.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};
use zaguan_types::{Instant, SessionId};

use super::tokens::Side;
use super::{failure_entity as table, place_entity as place};
use crate::error::{Error, Result};
use crate::platform::clock::{from_db, to_db};
use crate::platform::{App, Reason, SystemTx};

/// Failures are counted within this many seconds; the first wait is as long.
const WINDOW: i64 = 600;
/// No wait is longer.
const LONGEST: i64 = 24 * 3600;
/// Seconds for which a place is known after signing in there.
const KNOWN: i64 = 90 * 24 * 3600;

type Key = [u8; 32];

/// How many attempts are left, for the `RateLimit` headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Attempts in a window.
    pub limit: u32,
    /// Those left.
    pub left: u32,
    /// Seconds until there are more.
    pub seconds: u64,
}

/// The counters that one attempt touches.
#[derive(Clone, Copy)]
pub(super) struct Attempt {
    /// The account as seen from one address.
    here: Counter,
    /// What lies beyond the account: not for who is inside already.
    beyond: Option<Beyond>,
}

#[derive(Clone, Copy)]
struct Beyond {
    address: Counter,
    everywhere: Counter,
    place: Key,
}

/// A counter and how much it takes.
type Counter = (Key, u32);

/// An attempt that was counted.
pub(super) struct Counted {
    attempt: Attempt,
    /// Whether the counter from everywhere was left alone.
    known_place: bool,
    /// What is left of the tightest counter.
    allowance: Allowance,
}

impl Attempt {
    /// `realm` is the firm's slug for clients and empty for staff; `account` what was typed as a name.
    pub(super) fn new(app: &App, side: Side, realm: &str, account: &str, address: Option<&str>) -> Self {
        let account = account.trim().to_lowercase();
        let address = network(address.unwrap_or("unknown"));
        let key = |kind: &str, parts: [&str; 3]| -> Key {
            Sha256::digest(format!("{kind}\0{side:?}\0{}", parts.join("\0")).as_bytes()).into()
        };
        let per_account = app.settings.sign_in_failures_per_account;
        let beyond = Beyond {
            // One for staff and clients: what counts is who guesses, not where.
            address: (Sha256::digest(format!("address\0{address}")).into(), app.settings.sign_in_failures_per_address),
            everywhere: (key("everywhere", [realm, &account, ""]), per_account.saturating_mul(10)),
            place: key("place", [realm, &account, &address]),
        };
        Self { here: (key("account", [realm, &account, &address]), per_account), beyond: Some(beyond) }
    }

    /// Someone who is signed in and gives the password once more. Only they themselves can use this counter up, and it
    /// stands in nobody else's way.
    pub(super) fn inside(app: &App, session: SessionId) -> Self {
        let key = Sha256::digest(format!("inside\0{session}").as_bytes()).into();
        Self { here: (key, app.settings.sign_in_failures_per_account), beyond: None }
    }

    /// Takes one attempt from each counter before anything is checked, so that guesses in parallel count too; refuses
    /// it while a counter is full. The right password gives it back by [`Counted::succeeded`].
    ///
    /// # Errors
    /// Only if the database is away.
    pub(super) async fn begin(self, app: &App) -> Result<Begun> {
        let Self { here, beyond } = self;
        let (known_place, counts) = app
            .system_write(Reason::SignIn, async move |sys| {
                let known = match beyond {
                    Some(beyond) => is_known(sys, beyond.place).await?,
                    None => false,
                };
                let address = beyond.map(|beyond| beyond.address);
                let everywhere = beyond.map(|beyond| beyond.everywhere).filter(|_| !known);
                let mut counts = Vec::new();
                // Where one is full those behind it are left alone: whoever is refused uses nothing up for those who come from
                // elsewhere, and leaves nothing behind.
                for (key, limit) in [address, Some(here), everywhere].into_iter().flatten() {
                    let count = take(sys, key, limit).await?;
                    let full = matches!(count, Count::Full(_));
                    counts.push((limit, count));
                    if full {
                        break;
                    }
                }
                Ok((known, counts))
            })
            .await?;
        let seconds = |until| wait(app.now(), until);
        let allowances = counts.into_iter().map(|(limit, count)| match count {
            Count::Left(left, until) => (false, Allowance { limit, left, seconds: seconds(until) }),
            Count::Full(until) => (true, Allowance { limit, left: 0, seconds: seconds(until) }),
        });
        // The one that refuses, or else the tightest.
        let tightest = allowances.min_by_key(|(full, allowance)| (!full, allowance.left));
        Ok(match tightest {
            Some((true, allowance)) => Begun::Refused(allowance),
            Some((false, allowance)) => Begun::Counted(Counted { attempt: self, known_place, allowance }),
            None => return Err(Error::Internal("an attempt without counters".into())),
        })
    }
}

/// What became of an attempt.
pub(super) enum Begun {
    /// It may be made.
    Counted(Counted),
    /// A counter is full.
    Refused(Allowance),
}

impl Begun {
    /// The attempt that may be made.
    ///
    /// # Errors
    /// [`Error::TooMany`] if a counter is full.
    pub(super) fn counted(self) -> Result<Counted> {
        match self {
            Self::Counted(counted) => Ok(counted),
            Self::Refused(allowance) => Err(Error::TooMany { retry_after: allowance.seconds }),
        }
    }

    /// What is left.
    pub(super) const fn allowance(&self) -> Allowance {
        match self {
            Self::Counted(counted) => counted.allowance,
            Self::Refused(allowance) => *allowance,
        }
    }
}

impl Counted {
    /// The right password was given: the account's counter from here begins anew, the others get the attempt back. They
    /// keep the failures before it, so that an own account cannot be used to wash an address clean. The place is known
    /// from now on.
    pub(super) async fn succeeded(self, app: &App) -> Result<()> {
        let Self { attempt: Attempt { here: (here, _), beyond }, known_place, allowance: _ } = self;
        app.system_write(Reason::SignIn, async move |sys| {
            sys.delete(table::Entity::delete_many().filter(table::Column::KeyHash.eq(here.to_vec()))).await?;
            let Some(Beyond { address, everywhere, place }) = beyond else { return Ok(()) };
            for (key, _) in [Some(address), Some(everywhere).filter(|_| !known_place)].into_iter().flatten() {
                let back = table::Entity::update_many()
                    .col_expr(table::Column::Count, Expr::col(table::Column::Count).sub(1))
                    .filter(table::Column::KeyHash.eq(key.to_vec()))
                    .filter(table::Column::Count.gt(0));
                sys.update(back).await?;
            }
            remember(sys, place).await
        })
        .await
    }
}

async fn is_known(sys: &SystemTx<'_>, key: Key) -> Result<bool> {
    let find = place::Entity::find().filter(place::Column::KeyHash.eq(key.to_vec()));
    Ok(sys.one(find).await?.is_some_and(|place| from_db(place.until) > sys.now()))
}

async fn remember(sys: &SystemTx<'_>, key: Key) -> Result<()> {
    let until = to_db(sys.now().plus_seconds(KNOWN));
    let new = place::ActiveModel { key_hash: Set(key.to_vec()), until: Set(until) };
    if !sys.insert_new(new, vec![place::Column::KeyHash]).await? {
        let longer = place::Entity::update_many()
            .col_expr(place::Column::Until, Expr::value(until))
            .filter(place::Column::KeyHash.eq(key.to_vec()));
        sys.update(longer).await?;
    }
    Ok(())
}

/// What one counter said to one attempt.
enum Count {
    /// So many of them are left, until this moment.
    Left(u32, Instant),
    /// Full until this moment.
    Full(Instant),
}

/// Counts one attempt.
async fn take(sys: &SystemTx<'_>, key: Key, limit: u32) -> Result<Count> {
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
    let Some(row) = sys.lock_one(table::Entity::find().filter(mine.clone())).await? else {
        return Ok(Count::Left(0, now.plus_seconds(WINDOW)));
    };
    if let Some(until) = row.blocked_until.map(from_db).filter(|until| *until > now) {
        return Ok(Count::Full(until));
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
    let left = limit.saturating_sub(count.unsigned_abs());
    Ok(until.map_or(Count::Left(left, start.plus_seconds(WINDOW)), Count::Full))
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
