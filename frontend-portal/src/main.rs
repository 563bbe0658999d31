//! The client portal: the app that a firm's clients open at `/p/{slug}/`.
//!
//! `session` knows who is in and hears what happens; `gate` holds the pages before the door, `home` and `cases` those
//! behind it, `shell` the frame around them. Components, words and shapes live in `zaguan-ui`, `zaguan-i18n` and
//! `zaguan-types`; what a client may see or do is decided by the server alone.

mod app;
mod cases;
mod gate;
mod home;
mod inside;
mod routes;
mod session;
mod shell;

fn main() {
    zaguan_ui::page::mount(app::App);
}
