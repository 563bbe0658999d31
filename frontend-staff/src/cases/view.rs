//! What the list of cases shows, as the query of the address says it: status, search, whose, order.

use zaguan_client::Query;
use zaguan_types::cases::CaseStatus;

/// The order when the address names none.
pub const ORDER: &str = "-updated_at";

/// A view of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Only this status.
    pub status: Option<CaseStatus>,
    /// Only those that match these words.
    pub words: String,
    /// Only mine.
    pub mine: bool,
    /// The order, as the API names it.
    pub sort: String,
}

impl View {
    /// Reads the values of the address.
    pub fn read(value: impl Fn(&str) -> String) -> Self {
        let sort = value("sort");
        Self {
            status: CaseStatus::from_name(&value("status")),
            words: value("q"),
            mine: value("mine") == "1",
            sort: if sort.is_empty() { ORDER.to_owned() } else { sort },
        }
    }

    /// The query of the address; empty parts and the default order are left out.
    pub fn search(&self) -> Query {
        Query::new()
            .some("status", self.status.map_or("", CaseStatus::as_str))
            .some("q", self.words.trim())
            .some("mine", if self.mine { "1" } else { "" })
            .some("sort", if self.sort == ORDER { "" } else { &self.sort })
    }

    /// The filters that counts and list share.
    pub fn filters(&self, me: &str) -> Query {
        Query::new().some("q", self.words.trim()).filter("assignee_id", if self.mine { me } else { "" })
    }

    /// The query of the list.
    pub fn list(&self, me: &str) -> Query {
        self.filters(me).filter("status", self.status.map_or("", CaseStatus::as_str)).with("sort", &self.sort)
    }

    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        self.status.is_none() && self.words.trim().is_empty() && !self.mine
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> View {
        View::read(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        })
    }

    #[test]
    fn an_address_without_query_is_the_whole_list() {
        let view = read(&[]);
        assert!(view.is_whole());
        assert_eq!(view.search().as_str(), "");
        assert_eq!(view.list("u").as_str(), "?sort=-updated_at");
    }

    #[test]
    fn the_address_says_it_all() {
        let view = read(&[("status", "open"), ("q", " llaves "), ("mine", "1"), ("sort", "number")]);
        assert_eq!(view.search().as_str(), "?status=open&q=llaves&mine=1&sort=number");
        assert_eq!(view.filters("u1").as_str(), "?q=llaves&filter[assignee_id]=u1");
        assert_eq!(view.list("u1").as_str(), "?q=llaves&filter[assignee_id]=u1&filter[status]=open&sort=number");
    }

    #[test]
    fn nonsense_in_the_address_is_left_out() {
        assert_eq!(read(&[("status", "lost")]).status, None);
    }
}
