//! The staff app: one page in the browser at `/app/`. Feature folders are named like the areas of the product.
//!
//! What decides something without a screen (addresses, patches, merging of lists, lost races) stands in modules without
//! web types, and is tested on the host. Components and words come from `zaguan-ui` and `zaguan-i18n`.

mod activity;
mod api;
mod app;
mod cases;
mod catalogue;
mod contacts;
mod definitions;
mod imports;
mod listing;
mod lists;
mod lost;
mod merge;
mod nav;
mod once;
mod organisations;
mod parts;
mod pending;
mod present;
mod record;
mod register;
mod routes;
mod session;
mod shell;
mod studio;

fn main() {
    zaguan_ui::page::mount(|| leptos::view! { <app::App /> });
}
