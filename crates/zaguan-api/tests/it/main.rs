//! The API, driven in process as its users drive it. One binary; the suite runs on SQLite, and on PostgreSQL when
//! `ZAGUAN_TEST_POSTGRES_URL` names a server.

mod access_matrix;
mod bad_input;
mod bulk;
mod bulk_cases;
mod cases;
mod contacts;
mod contract;
mod document;
mod erasure;
mod exports;
mod fields;
mod imports;
mod imports_closely;
mod imports_over_time;
mod install;
mod isolation;
mod mail;
mod notes;
mod portal;
mod records;
mod search;
mod served;
mod sessions;
mod throttle;
mod timeline;
mod views;
mod world;
mod written;
