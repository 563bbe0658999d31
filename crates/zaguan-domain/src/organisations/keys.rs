//! By what organisations are put in order, searched, and found to be the same.

use crate::contacts::keys::email_key;
use crate::folding::fold;

/// What is derived from name, e-mail address and web site.
pub(crate) struct Keys {
    /// The name, folded.
    pub(crate) sort_name: String,
    /// Name, e-mail address and site, folded.
    pub(crate) search_text: String,
    /// The address in lower case; empty if there is none.
    pub(crate) email: String,
    /// The host of the web site without `www.`; empty if there is none.
    pub(crate) site: String,
}

impl Keys {
    /// The keys of an organisation.
    pub(crate) fn of(name: &str, email: Option<&str>, website: Option<&str>) -> Self {
        let site = site_key(website);
        Self {
            sort_name: fold(name),
            search_text: fold(&[name, email.unwrap_or_default(), &site].join(" ")),
            email: email_key(email),
            site,
        }
    }
}

/// A web site as it is compared: its host.
pub(crate) fn site_key(website: Option<&str>) -> String {
    let lower = website.unwrap_or_default().trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_the_same_however_they_are_written() {
        for text in ["https://www.Almenara.example/es?x=1", "http://almenara.example", "almenara.example:8080"] {
            assert_eq!(site_key(Some(text)), "almenara.example", "{text}");
        }
        assert_eq!(site_key(None), "");
    }
}
