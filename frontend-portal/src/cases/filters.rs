//! What the list of cases is narrowed to: as the address of the page holds it, and as the API is asked. No view.

use std::collections::BTreeMap;

use zaguan_client::Query;
use zaguan_types::cases::CaseStatus;
use zaguan_types::fields::FieldType;
use zaguan_types::portal::PortalField;

/// The filters of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Only cases of this status.
    pub status: Option<CaseStatus>,
    /// Words in the case, or its number.
    pub text: String,
    /// Opened on this day or later, `YYYY-MM-DD`.
    pub from: String,
    /// Opened on this day or earlier.
    pub to: String,
    /// Values of fields, by their name in filters (`priority`, `custom.plot`); of a date `from..to`.
    pub fields: BTreeMap<String, String>,
}

/// The name of a field in filters.
pub fn filter_name(field: &PortalField) -> String {
    if field.custom { format!("custom.{}", field.api_name) } else { field.api_name.clone() }
}

/// Whether a field has an input of its own in the search. Texts are found by the words of [`Filters::text`].
pub fn has_own_filter(field: &PortalField) -> bool {
    matches!(field.field_type, FieldType::SingleChoice | FieldType::MultipleChoice | FieldType::Date)
        // The status has its own place, above the search.
        && (field.custom || field.api_name != "status")
}

impl Filters {
    /// Reads the query of an address, with or without its `?`. What it does not know it leaves alone.
    pub fn parse(search: &str) -> Self {
        let mut filters = Self::default();
        for pair in search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name), decode(value));
            match name.as_str() {
                _ if value.is_empty() => {}
                "status" => filters.status = CaseStatus::from_name(&value),
                "q" => filters.text = value,
                "from" => filters.from = value,
                "to" => filters.to = value,
                _ => {
                    filters.fields.insert(name, value);
                }
            }
        }
        filters
    }

    /// The query of the page's address, with its `?`, or nothing.
    pub fn search(&self) -> String {
        let query = Query::new()
            .some("status", self.status.map(CaseStatus::as_str).unwrap_or_default())
            .some("q", &self.text)
            .some("from", &self.from)
            .some("to", &self.to);
        let query = self.fields.iter().fold(query, |query, (name, value)| query.some(name, value));
        query.as_str().to_owned()
    }

    /// The filters that the API can be asked for, given the fields that may be searched: an address may be older than
    /// the firm's last change of its fields.
    pub fn query(&self, searchable: &[PortalField]) -> Query {
        let query = Query::new().some("q", self.text.trim()).filter("created_at", range(&self.from, &self.to));
        let known = self.fields.iter().filter(|(name, _)| searchable.iter().any(|field| filter_name(field) == **name));
        known.fold(query, |query, (name, value)| query.filter(name, value))
    }

    /// As [`Filters::query`], with the status.
    pub fn query_with_status(&self, searchable: &[PortalField]) -> Query {
        self.query(searchable).filter("status", self.status.map(CaseStatus::as_str).unwrap_or_default())
    }

    /// How many filters the search holds; the status is not one of them.
    pub fn count(&self) -> u64 {
        let dates = !range(&self.from, &self.to).is_empty();
        u64::from(!self.text.trim().is_empty()) + u64::from(dates) + self.fields.len() as u64
    }

    /// Without what the search holds; the status stays.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { status: self.status, ..Self::default() }
    }

    /// Sets or, with an empty value, removes the filter of a field.
    pub fn set_field(&mut self, name: &str, value: String) {
        if value.is_empty() {
            self.fields.remove(name);
        } else {
            self.fields.insert(name.to_owned(), value);
        }
    }

    /// The filter of a field; empty: none.
    pub fn field(&self, name: &str) -> String {
        self.fields.get(name).cloned().unwrap_or_default()
    }
}

/// Two days as a range; nothing if both are empty.
pub fn range(from: &str, to: &str) -> String {
    if from.is_empty() && to.is_empty() { String::new() } else { format!("{from}..{to}") }
}

/// The two days of a range.
pub fn ends(range: &str) -> (String, String) {
    range.split_once("..").map(|(from, to)| (from.to_owned(), to.to_owned())).unwrap_or_default()
}

/// Undoes percent-encoding; a `%` that begins no code stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::fields::Limits;

    fn field(api_name: &str, custom: bool, field_type: FieldType) -> PortalField {
        PortalField {
            api_name: api_name.into(),
            custom,
            field_type,
            label: String::new(),
            required: false,
            default: None,
            limits: Limits::default(),
            choices: Vec::new(),
        }
    }

    #[test]
    fn the_address_holds_everything_and_gives_it_back() {
        let mut filters = Filters {
            status: Some(CaseStatus::Open),
            text: "100% ñ & c+d".into(),
            from: "2026-11-01".into(),
            ..Filters::default()
        };
        filters.set_field("priority", "high".into());
        filters.set_field("custom.moved_in", "2026-01-01..".into());
        assert_eq!(Filters::parse(&filters.search()), filters);
        assert_eq!(filters.count(), 4);
        assert_eq!(
            Filters::parse(&filters.cleared().search()),
            Filters { status: Some(CaseStatus::Open), ..Filters::default() }
        );
    }

    #[test]
    fn a_strange_address_is_read_as_far_as_it_can_be() {
        let filters = Filters::parse("?status=nonsense&q=100%&&=x&to=");
        assert_eq!((filters.status, filters.text.as_str(), filters.to.as_str()), (None, "100%", ""));
        assert_eq!(Filters::parse(""), Filters::default());
        assert_eq!(Filters::parse("q=dos+palabras").text, "dos palabras");
    }

    #[test]
    fn only_searchable_fields_are_asked_for() {
        let mut filters = Filters { status: Some(CaseStatus::Closed), to: "2026-11-30".into(), ..Filters::default() };
        filters.set_field("category", "papers".into());
        filters.set_field("custom.plot", "7".into());
        let query = filters.query(&[field("category", false, FieldType::SingleChoice)]);
        assert_eq!(query.as_str(), "?filter[created_at]=..2026-11-30&filter[category]=papers");
        let query = filters.query_with_status(&[field("plot", true, FieldType::Text)]);
        assert_eq!(query.as_str(), "?filter[created_at]=..2026-11-30&filter[custom.plot]=7&filter[status]=closed");
    }

    #[test]
    fn ranges_part_at_their_dots() {
        assert_eq!(ends(&range("2026-01-01", "")), ("2026-01-01".into(), String::new()));
        assert_eq!(range("", ""), "");
        assert_eq!(ends(""), (String::new(), String::new()));
    }

    #[test]
    fn texts_and_the_status_have_no_filter_of_their_own() {
        assert!(!has_own_filter(&field("subject", false, FieldType::Text)));
        assert!(!has_own_filter(&field("status", false, FieldType::SingleChoice)));
        assert!(has_own_filter(&field("category", false, FieldType::SingleChoice)));
    }
}
