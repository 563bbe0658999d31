//! The people of the demo data: the first few are fixed, the rest are put together.

use zaguan_types::Language;

use super::words::{FIRST_NAMES, Firm, LAST_NAMES, TAGS};

/// One person.
pub(super) struct Person {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) language: Option<Language>,
    pub(super) tags: Vec<String>,
}

/// The person with this number; the same one every time.
pub(super) fn person(number: usize, firm: &Firm) -> Person {
    let (first, last, email) = match firm.clients.get(number) {
        Some((first, last, email)) => ((*first).to_owned(), (*last).to_owned(), (*email).to_owned()),
        None => {
            let first = FIRST_NAMES[(number * 7) % FIRST_NAMES.len()];
            let (one, two) =
                (LAST_NAMES[(number * 3) % LAST_NAMES.len()], LAST_NAMES[(number * 11 + 5) % LAST_NAMES.len()]);
            (first.to_owned(), format!("{one} {two}"), format!("contacto{number}@example.org"))
        }
    };
    Person {
        first,
        last,
        email,
        phone: format!("+34 6{:02} {:03} {:03}", number % 100, (number * 37) % 1000, (number * 91) % 1000),
        language: [None, None, Some(Language::Es), Some(Language::En), None, Some(Language::Nl)][number % 6],
        tags: if number.is_multiple_of(4) { vec![TAGS[number / 4 % TAGS.len()].to_owned()] } else { Vec::new() },
    }
}
