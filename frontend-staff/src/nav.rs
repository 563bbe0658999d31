//! Where one is and how one goes elsewhere: the present page, the query of the address, links and jumps.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;
use zaguan_client::Query;
use zaguan_ui::dom::document;

use crate::routes::Route;

/// Goes to a path; whether it takes the place of the present one in the history.
type Jump = Box<dyn Fn(&str, bool)>;

/// The place, for every screen. Copies are the same.
#[derive(Clone, Copy)]
pub struct Nav {
    /// The present page.
    pub route: Memo<Route>,
    path: Memo<String>,
    search: Memo<String>,
    query: Memo<leptos_router::params::ParamsMap>,
    jump: StoredValue<Jump, LocalStorage>,
}

impl Nav {
    /// Reads the router's location. Call it inside of the router, once.
    pub fn start() -> Self {
        let location = use_location();
        let (path, search, query) = (location.pathname, location.search, location.query);
        let route = Memo::new(move |_| path.with(|path| Route::parse(path)));
        let navigate = use_navigate();
        let jump: Jump = Box::new(move |to, replace| {
            navigate(to, NavigateOptions { resolve: false, replace, scroll: false, ..NavigateOptions::default() });
        });
        // Going back tears the screen down after this event: the input that has the focus is left before.
        let handle = window_event_listener(ev::popstate, |_| let_go_of_focus());
        on_cleanup(move || handle.remove());
        let nav = Self { route, path, search, query, jump: StoredValue::new_local(jump) };
        provide_context(nav);
        nav
    }

    /// Goes to a page.
    pub fn go(self, to: impl ToString) {
        let to = to.to_string();
        let path = to.split('?').next().unwrap_or_default();
        if Route::parse(path).screen() != self.route.get_untracked().screen() {
            let_go_of_focus();
        }
        self.jump.try_with_value(|jump| jump(&to, false));
    }

    /// Goes to a page that takes the place of the present one in the history, as when a filter changes.
    pub fn replace(self, to: impl ToString) {
        self.jump.try_with_value(|jump| jump(&to.to_string(), true));
    }

    /// One value of the query, followed; empty when absent.
    pub fn value(self, name: &str) -> String {
        self.query.with(|query| query.get(name).unwrap_or_default())
    }

    /// The query with its `?`, or nothing; followed.
    pub fn search(self) -> String {
        self.search.with(|search| if search.is_empty() { String::new() } else { format!("?{search}") })
    }

    /// Path and query as they are now, not followed.
    pub fn path(self) -> String {
        self.path.get_untracked()
    }

    /// The present path with other values in its query; empty ones are left out.
    pub fn with_values(self, values: &[(&str, &str)]) -> String {
        let query = values.iter().fold(Query::new(), |query, (name, value)| query.some(name, value));
        format!("{}{}", self.path(), query.as_str())
    }
}

/// Leaves the input that has the focus. An input that is taken away while it has the focus is told that it was left
/// when its form is gone already.
pub fn let_go_of_focus() {
    let active = document().and_then(|document| document.active_element());
    if let Some(element) = active.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot be left has no input to tell.
        let _ = element.blur();
    }
}

/// The place. Every screen stands inside of [`Nav::start`], so there always is one.
pub fn nav() -> Nav {
    use_context().unwrap_or_else(Nav::start)
}
