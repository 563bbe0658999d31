//! How much one may ask: the cap of a firm, and the headers that say what is left
//! (draft-ietf-httpapi-ratelimit-headers-10).

use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{HeaderName, HeaderValue};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use zaguan_domain::Error;
use zaguan_domain::sessions::Allowance;
use zaguan_types::TenantId;

/// What a request used up, for the headers of its answer.
#[derive(Clone)]
pub enum Used {
    /// An attempt to sign in.
    SignIn(Arc<OnceLock<Allowance>>),
    /// A request of a firm.
    Tenant(Allowance),
}

/// The cap on signed-in requests of each firm, in this process. Without one nothing is counted.
pub struct TenantCap {
    limiter: Option<RateLimiter<TenantId, DefaultKeyedStateStore<TenantId>, DefaultClock, StateInformationMiddleware>>,
    per_minute: u32,
}

impl TenantCap {
    /// So many requests a minute; 0: any number.
    pub fn per_minute(per_minute: u32) -> Self {
        let quota = NonZeroU32::new(per_minute).map(Quota::per_minute);
        let limiter = quota.map(|quota| RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>());
        Self { limiter, per_minute }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// [`Error::TooMany`] if the firm has used up what it may ask.
    pub fn take(&self, tenant: TenantId) -> Result<Option<Used>, Error> {
        let Some(limiter) = &self.limiter else { return Ok(None) };
        match limiter.check_key(&tenant) {
            Ok(snapshot) => {
                let left = snapshot.remaining_burst_capacity();
                Ok(Some(Used::Tenant(Allowance { limit: self.per_minute, left, seconds: 60 })))
            }
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now());
                Err(Error::TooMany { retry_after: wait.as_secs() + 1 })
            }
        }
    }
}

/// Says in the head of an answer what is left.
pub fn tell<B: MessageBody>(answer: &mut ServiceResponse<B>) {
    let used = answer.request().extensions().get::<Used>().cloned();
    let (policy, window, allowance) = match used {
        Some(Used::SignIn(cell)) => ("sign-in", 600, cell.get().copied()),
        Some(Used::Tenant(allowance)) => ("tenant", 60, Some(allowance)),
        None => return,
    };
    let Some(Allowance { limit, left, seconds }) = allowance else { return };
    let headers = [
        ("ratelimit-policy", format!("\"{policy}\";q={limit};w={window}")),
        ("ratelimit", format!("\"{policy}\";r={left};t={seconds}")),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            answer.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
}
