//! The addresses of the portal's pages. Which view belongs to which is in `app`.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use zaguan_types::CaseId;

/// The part of the path that names the firm; `None` outside of any portal.
pub fn slug_of(path: &str) -> Option<&str> {
    path.strip_prefix("/p/")?.split('/').next().filter(|slug| !slug.is_empty())
}

/// What all paths of a firm's portal begin with.
pub fn base(slug: &str) -> String {
    format!("/p/{slug}")
}

/// A page behind the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What greets the client.
    Home,
    /// The list of cases.
    Cases,
    /// The form of a new case.
    NewCase,
    /// One case.
    Case(CaseId),
}

impl Place {
    /// Its path in the portal of a firm.
    pub fn path(self, slug: &str) -> String {
        let base = base(slug);
        match self {
            Self::Home => format!("{base}/"),
            Self::Cases => format!("{base}/cases"),
            Self::NewCase => format!("{base}/cases/new"),
            Self::Case(id) => format!("{base}/cases/{id}"),
        }
    }

    /// Whether a path is this page or one under it, for the mark in the navigation.
    pub fn is_current(self, slug: &str, path: &str) -> bool {
        let (own, path) = (self.path(slug), path.trim_end_matches('/'));
        match self {
            Self::Home => path == own.trim_end_matches('/'),
            _ => path == own || path.strip_prefix(&own).is_some_and(|rest| rest.starts_with('/')),
        }
    }
}

/// The path of the page that is open, followed.
pub fn current_path() -> Signal<String> {
    use_location().pathname.into()
}

/// Goes to a whole path. Without `to_top` the page stays where it is scrolled, as when only the query changes.
pub fn navigator() -> impl Fn(&str, bool) + Clone {
    let navigate = use_navigate();
    move |path, to_top| navigate(path, NavigateOptions { resolve: false, scroll: to_top, ..NavigateOptions::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_names_the_firm() {
        assert_eq!(slug_of("/p/costa-clara/cases"), Some("costa-clara"));
        assert_eq!(slug_of("/p/costa-clara"), Some("costa-clara"));
        assert_eq!(slug_of("/p/"), None);
        assert_eq!(slug_of("/app/"), None);
    }

    #[test]
    fn the_navigation_marks_the_section_that_is_open() {
        let marked = |place: Place, path: &str| place.is_current("f", path);
        assert!(marked(Place::Home, "/p/f/") && marked(Place::Home, "/p/f"));
        assert!(!marked(Place::Home, "/p/f/cases"));
        assert!(marked(Place::Cases, "/p/f/cases") && marked(Place::Cases, "/p/f/cases/new"));
        assert!(!marked(Place::Cases, "/p/f/casesx") && !marked(Place::Cases, "/p/f/"));
    }
}
