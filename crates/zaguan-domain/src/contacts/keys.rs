//! By what contacts are put in order, searched, and found to be the same.

use crate::folding::fold;

/// What is derived from name, e-mail address and telephone number.
pub(crate) struct Keys {
    /// Family name, then given name, folded.
    pub(crate) sort_name: String,
    /// All of it, folded.
    pub(crate) search_text: String,
    /// The address in lower case; empty if there is none.
    pub(crate) email: String,
    /// The number's last nine digits; empty if it has fewer than six. Nine are a whole number in the countries whose
    /// firms we know, and leave the country's own code aside, which people write or not.
    pub(crate) phone: String,
}

/// Digits of a telephone number that are compared.
const COMPARED: usize = 9;
/// Fewer digits than these are an extension and say nothing.
const FEWEST: usize = 6;

impl Keys {
    /// The keys of a person.
    pub(crate) fn of(first: Option<&str>, last: &str, email: Option<&str>, phone: Option<&str>) -> Self {
        let first = first.unwrap_or_default();
        let parts = [first, last, email.unwrap_or_default(), phone.unwrap_or_default()];
        Self {
            sort_name: fold(&format!("{last} {first}")),
            search_text: fold(&parts.join(" ")),
            email: email_key(email),
            phone: phone_key(phone),
        }
    }
}

/// An e-mail address as it is compared.
pub(crate) fn email_key(email: Option<&str>) -> String {
    email.unwrap_or_default().trim().to_lowercase()
}

/// A telephone number as it is compared.
pub(crate) fn phone_key(phone: Option<&str>) -> String {
    let digits: Vec<char> = phone.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    if digits.len() < FEWEST {
        return String::new();
    }
    digits[digits.len().saturating_sub(COMPARED)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        for text in ["+34 600 123 456", "0034600123456", "600-123-456", "(600) 12 34 56"] {
            assert_eq!(phone_key(Some(text)), "600123456", "{text}");
        }
        assert_eq!(phone_key(Some("ext. 12")), "");
        assert_eq!(phone_key(None), "");
    }

    #[test]
    fn keys_of_a_person() {
        let keys = Keys::of(Some("Ángel"), "Núñez", Some("Angel@Example.com "), None);
        assert_eq!(keys.sort_name, "nunez angel");
        assert_eq!(keys.email, "angel@example.com");
        assert!(keys.search_text.contains("angel nunez angel@example.com"));
    }
}
