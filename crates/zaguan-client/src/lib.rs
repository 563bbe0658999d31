//! The typed API client, over a transport: the browser's fetch, or the service in process in the API tests.
//!
//! [`Staff`] speaks `/api/v1`, [`Portal`] speaks `/api/portal/v1/{slug}`. Neither knows where its requests go.

#[cfg(feature = "browser")]
pub mod browser;
mod imports;
mod portal;
mod query;
mod staff;
mod transport;

pub use imports::{export_address, faults_address, upload_address, uploaded};
pub use portal::Portal;
pub use query::Query;
pub use staff::{OnRecord, Staff};
pub use transport::{ClientError, Method, Request, Response, Tagged, Transport};
