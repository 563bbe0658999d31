//! Views as data: the built-in ones, what a saved one shows, and what differs from it now.

use std::collections::BTreeMap;

use zaguan_i18n::{Text, register as words};
use zaguan_types::Patch;
use zaguan_types::cases::CaseStatus;
use zaguan_types::views::{NewView, View, ViewPatch};
use zaguan_ui::case_state::status_text;

use super::kind::Kind;
use super::view::ListView;

/// A view that everybody has.
pub struct BuiltIn {
    /// Its key in the address.
    pub key: &'static str,
    /// Its name.
    pub name: Text,
    filter: Option<(&'static str, &'static str)>,
}

/// The views that everybody has, in the order of their tabs.
pub fn built_in(kind: Kind) -> Vec<BuiltIn> {
    let view = |key, name, filter| BuiltIn { key, name, filter };
    let (everything, mine, unowned) = match kind {
        Kind::Contacts => (zaguan_i18n::common::ALL, words::VIEW_MINE, words::VIEW_UNOWNED),
        Kind::Organisations => {
            (zaguan_i18n::organisations::VIEW_ALL, zaguan_i18n::organisations::VIEW_MINE, words::VIEW_UNOWNED)
        }
        Kind::Cases => (zaguan_i18n::common::ALL, words::VIEW_MINE, zaguan_i18n::cases::UNASSIGNED),
    };
    let owner = if kind == Kind::Cases { "assignee_id" } else { "owner_id" };
    let mut all = vec![
        view("", everything, None),
        view("mine", mine, Some((owner, "me"))),
        view("unowned", unowned, Some((owner, "none"))),
    ];
    match kind {
        Kind::Contacts => all.push(view("portal", words::VIEW_PORTAL, Some(("portal_user", "true")))),
        Kind::Organisations => {}
        // After all of them, where each stands: what whoever comes to the list looks for first.
        Kind::Cases => {
            let each = CaseStatus::ALL.iter().copied();
            all.splice(
                1..1,
                each.map(|status| view(status.as_str(), status_text(status), Some(("status", status.as_str())))),
            );
        }
    }
    all
}

impl BuiltIn {
    /// What it shows.
    pub fn shows(&self, kind: Kind) -> ListView {
        let filters = self.filter.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        ListView {
            tab: self.key.to_owned(),
            filters: filters.collect(),
            sort: kind.order().to_owned(),
            ..ListView::default()
        }
    }
}

/// What a saved view shows.
pub fn shows(kind: Kind, view: &View) -> ListView {
    ListView {
        tab: view.id.to_string(),
        words: view.q.clone().unwrap_or_default(),
        filters: view.filters.clone(),
        sort: view.sort.clone().unwrap_or_else(|| kind.order().to_owned()),
        columns: view.columns.clone(),
        part: String::new(),
    }
}

/// Whether the list shows something else than the view says.
pub fn differs(now: &ListView, view: &ListView) -> bool {
    let said =
        |one: &ListView| (one.words.trim().to_owned(), one.filters.clone(), one.sort.clone(), one.columns.clone());
    said(now) != said(view)
}

fn filters(now: &ListView) -> BTreeMap<String, String> {
    now.filters.clone()
}

fn words_of(now: &ListView) -> Option<String> {
    Some(now.words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// What the list shows now, under a name.
pub fn new_view(kind: Kind, now: &ListView, name: &str, shared: bool) -> NewView {
    NewView {
        module: kind.module(),
        name: name.trim().to_owned(),
        shared,
        q: words_of(now),
        filters: filters(now),
        sort: Some(now.sort.clone()),
        columns: now.columns.clone(),
    }
}

/// A removed view, to be made again.
pub fn again(view: &View) -> NewView {
    let View { id: _, module, name, shared, owner_id: _, q, filters, sort, columns, position: _, version: _ } =
        view.clone();
    NewView { module, name, shared, q, filters, sort, columns }
}

/// The change that makes a view show what the list shows now.
pub fn to_now(now: &ListView) -> ViewPatch {
    ViewPatch {
        q: Patch::to(words_of(now)),
        filters: Patch::Set(filters(now)),
        sort: Patch::Set(now.sort.clone()),
        columns: Patch::Set(now.columns.clone()),
        ..ViewPatch::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_changed_when_the_list_shows_something_else() {
        let mine = &built_in(Kind::Contacts)[1];
        let view = mine.shows(Kind::Contacts);
        assert_eq!(view.search(Kind::Contacts).as_str(), "?view=mine&owner_id=me");
        assert!(!differs(&view, &view));
        assert!(
            !differs(&ListView { part: "cases".into(), ..view.clone() }, &view),
            "the open record is no part of it"
        );
        assert!(differs(&view.with_filter("tag", "VIP"), &view));
        assert!(differs(&ListView { sort: "-updated_at".into(), ..view.clone() }, &view));
        assert!(differs(&ListView { words: "vega".into(), ..view.clone() }, &view));
    }

    #[test]
    fn what_is_shown_is_what_is_saved() {
        let now = ListView { words: " vega ".into(), ..built_in(Kind::Contacts)[2].shows(Kind::Contacts) };
        let new = new_view(Kind::Contacts, &now, " Sin nadie ", true);
        assert_eq!((new.name.as_str(), new.q.as_deref(), new.shared), ("Sin nadie", Some("vega"), true));
        assert_eq!(new.filters.get("owner_id").map(String::as_str), Some("none"));
        assert_eq!(to_now(&now).q, Patch::Set("vega".to_owned()));
    }

    #[test]
    fn cases_have_a_view_for_each_status() {
        let views = built_in(Kind::Cases);
        let shown = |at: usize| views[at].shows(Kind::Cases).search(Kind::Cases).as_str().to_owned();
        assert_eq!(shown(0), "");
        assert_eq!(shown(3), "?view=waiting_for_response&status=waiting_for_response");
        assert_eq!(shown(5), "?view=mine&assignee_id=me");
        assert_eq!(views.len(), 7);
    }

    #[test]
    fn organisations_have_no_door_to_the_portal() {
        assert_eq!(built_in(Kind::Organisations).len(), 3);
    }
}
