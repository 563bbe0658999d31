//! What a list shows, as the query of the address says it: search, filters, order, columns, view.

use std::collections::BTreeMap;

use zaguan_client::Query;

use super::filter::Filter;
use super::kind::Kind;

/// The parameter that shows the bin instead of the list.
pub const BIN: &str = "deleted";

/// A view of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListView {
    /// The tab that it stands under; empty: «Todos».
    pub tab: String,
    /// Only those that match these words.
    pub words: String,
    /// The filters by their name in the API; none of them is empty.
    pub filters: BTreeMap<String, String>,
    /// The order, as the API names it.
    pub sort: String,
    /// The columns; empty: those of the list.
    pub columns: Vec<String>,
    /// The tab of the open record; empty: its activity.
    pub part: String,
}

impl ListView {
    /// Reads the values of the address.
    pub fn read(kind: Kind, value: impl Fn(&str) -> String) -> Self {
        let sort = value("sort");
        let bin = kind.has_bin().then_some(BIN);
        let names = kind.filters().iter().map(|filter| filter.name()).chain(bin);
        let filters = names.map(|name| (name.to_owned(), value(name))).filter(|(_, value)| !value.is_empty());
        Self {
            tab: value("view"),
            words: value("q"),
            filters: filters.collect(),
            sort: if sort.is_empty() { kind.order().to_owned() } else { sort },
            columns: value("columns").split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            part: value("tab"),
        }
    }

    /// The query of the address; empty parts and the default order are left out.
    pub fn search(&self, kind: Kind) -> Query {
        let query = Query::new().some("view", &self.tab).some("q", self.words.trim());
        let query = self.filters.iter().fold(query, |query, (name, value)| query.some(name, value));
        query
            .some("sort", if self.sort == kind.order() { "" } else { &self.sort })
            .some("columns", self.columns.join(","))
            .some("tab", &self.part)
    }

    /// The query of the list.
    pub fn list(&self) -> Query {
        let query = Query::new().some("q", self.words.trim());
        self.filters.iter().fold(query, |query, (name, value)| query.filter(name, value)).with("sort", &self.sort)
    }

    /// The value of a filter.
    pub fn filter(&self, filter: Filter) -> Option<&str> {
        self.filters.get(filter.name()).map(String::as_str)
    }

    /// With another value of a filter; an empty one takes it away.
    #[must_use]
    pub fn with_filter(&self, name: &str, value: &str) -> Self {
        let mut after = self.clone();
        if value.is_empty() {
            after.filters.remove(name);
        } else {
            after.filters.insert(name.to_owned(), value.to_owned());
        }
        after
    }

    /// Without words and filters, but in the same order and the same columns; the bin stays the bin.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let mut after = Self { tab: String::new(), words: String::new(), ..self.clone() };
        after.filters.retain(|name, _| name == BIN);
        after
    }

    /// Whether the bin is shown.
    pub fn is_bin(&self) -> bool {
        self.filters.get(BIN).is_some_and(|value| value == "true")
    }

    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        self.words.trim().is_empty() && self.filters.keys().all(|name| name == BIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> ListView {
        ListView::read(Kind::Contacts, |name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        })
    }

    #[test]
    fn an_address_without_query_is_the_whole_list() {
        let view = read(&[]);
        assert!(view.is_whole() && !view.is_bin());
        assert_eq!(view.search(Kind::Contacts).as_str(), "");
        assert_eq!(view.list().as_str(), "?sort=last_name");
    }

    #[test]
    fn the_address_says_it_all_and_comes_back_the_same() {
        let pairs = [
            ("q", "vega"),
            ("owner_id", "me"),
            ("tag", "VIP,Nerja"),
            ("sort", "-updated_at"),
            ("columns", "name,phone"),
        ];
        let view = read(&pairs);
        let address = view.search(Kind::Contacts);
        assert_eq!(address.as_str(), "?q=vega&owner_id=me&tag=VIP%2CNerja&sort=-updated_at&columns=name%2Cphone");
        assert_eq!(view.list().as_str(), "?q=vega&filter[owner_id]=me&filter[tag]=VIP%2CNerja&sort=-updated_at");
        assert!(!view.is_whole());
    }

    #[test]
    fn clearing_keeps_order_columns_and_the_bin() {
        let view = read(&[("q", "x"), ("tag", "VIP"), ("deleted", "true"), ("sort", "email"), ("columns", "name")]);
        assert!(view.is_bin());
        let cleared = view.cleared();
        assert_eq!(cleared.search(Kind::Contacts).as_str(), "?deleted=true&sort=email&columns=name");
        assert!(cleared.is_whole() && cleared.is_bin());
    }

    #[test]
    fn cases_lie_in_no_bin() {
        let read = |pairs: &[(&str, &str)]| {
            let pairs: Vec<(String, String)> =
                pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            ListView::read(Kind::Cases, move |name| {
                pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
            })
        };
        assert!(!read(&[("deleted", "true")]).is_bin());
        let view = read(&[("status", "open,in_progress"), ("assignee_id", "me")]);
        assert_eq!(view.search(Kind::Cases).as_str(), "?assignee_id=me&status=open%2Cin_progress");
        let asked = view.list();
        assert_eq!(
            asked.as_str(),
            "?filter[assignee_id]=me&filter[status]=open%2Cin_progress&sort=-updated_at",
            "last activity first"
        );
    }

    #[test]
    fn strange_parameters_are_no_filters() {
        assert!(read(&[("password", "x"), ("parent_id", "x")]).filters.is_empty());
        assert_eq!(read(&[]).with_filter("tag", "VIP").with_filter("tag", "").filters.len(), 0);
    }
}
