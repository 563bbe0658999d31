//! Names behind the ids of links, and how records are searched for to link to.

use zaguan_client::Query;
use zaguan_types::fields::FieldType;
use zaguan_ui::combobox::search;
use zaguan_ui::field_input::LinkSearch;
use zaguan_ui::prelude::*;

use crate::api::api;

/// How many records a search offers.
const OFFERED: &str = "8";

fn asking(words: &str, sort: &str) -> Query {
    Query::new().some("q", words.trim()).with("limit", OFFERED).some("sort", sort)
}

/// How to search the records that a field links to; `None` for fields that link to nothing one searches.
pub fn link_search(kind: FieldType) -> Option<LinkSearch> {
    match kind {
        FieldType::LinkContact => Some(search(|words: String| async move {
            let page = api().contacts(&asking(&words, "last_name")).await;
            let items = page.map(|page| page.items).unwrap_or_default();
            let found = items.into_iter().map(|contact| Found {
                key: contact.id.to_string(),
                name: contact.full_name(),
                detail: contact.email.or(contact.organisation_name).unwrap_or_default(),
            });
            found.collect()
        })),
        FieldType::LinkOrganisation => Some(search(|words: String| async move {
            let page = api().organisations(&asking(&words, "")).await;
            let items = page.map(|page| page.items).unwrap_or_default();
            let found = items.into_iter().map(|organisation| Found {
                key: organisation.id.to_string(),
                name: organisation.name,
                detail: organisation.email.unwrap_or_default(),
            });
            found.collect()
        })),
        FieldType::LinkCase => Some(search(|words: String| async move {
            let page = api().cases(&asking(&words, "")).await;
            let items = page.map(|page| page.items).unwrap_or_default();
            items
                .into_iter()
                .map(|case| Found { key: case.id.to_string(), name: case.subject, detail: case.number })
                .collect()
        })),
        _ => None,
    }
}

/// The member of a record that holds the name behind a link: the server sends it beside the id.
pub fn name_member(api_name: &str) -> Option<&'static str> {
    match api_name {
        "organisation_id" => Some("organisation_name"),
        "contact_id" => Some("contact_name"),
        "parent_id" => Some("parent_name"),
        _ => None,
    }
}
