//! The search index on SQLite as Zaguán keeps it: pieces of three letters, places in the order of names.
//!
//! Only what a contact's page and a new case need.

use std::collections::HashMap;

use uuid::Uuid;

/// Numbers of the tables in the index.
const CONTACTS: u64 = 0;
const CASES: u64 = 2;
/// The last place of a contact that stands in the order, and the last of those that do not.
pub const ORDERED: i64 = (1 << 60) - 1;
pub const CONTACTS_END: i64 = (1 << 61) - 1;
/// The places of cases, which stand in no order.
pub const CASE_PLACES: (i64, i64) = ((2 << 61) | (1 << 60), (3 << 61) - 1);
/// Pieces that are asked for.
const ASKED: usize = 3;

/// The pieces of a firm.
pub struct Grams {
    contacts: u64,
    cases: u64,
    seen: HashMap<u64, u32>,
}

impl Grams {
    /// Learns from some searched texts which pieces occur everywhere.
    pub fn learn(firm: Uuid, texts: &[String]) -> Self {
        let (high, low) = firm.as_u64_pair();
        let salt = |kind: u64| mix(mix(high ^ kind) ^ low);
        let mut grams = Self { contacts: salt(CONTACTS), cases: salt(CASES), seen: HashMap::new() };
        for text in texts {
            let mut all = of(grams.contacts, text);
            all.sort_unstable();
            all.dedup();
            all.into_iter().for_each(|gram| *grams.seen.entry(gram).or_default() += 1);
        }
        grams
    }

    /// What is asked for, to find a word among the contacts.
    pub fn of_words(&self, words: &str) -> String {
        let mut all = of(self.contacts, words);
        all.sort_by_key(|gram| self.seen.get(gram).copied().unwrap_or_default());
        all.dedup();
        all.truncate(ASKED);
        tokens(&all)
    }

    /// What the index holds of a contact.
    pub fn of_contact(&self, text: &str) -> String {
        let mut all = of(self.contacts, text);
        all.sort_unstable();
        all.dedup();
        tokens(&all)
    }

    /// What the index holds of a case.
    pub fn of_case(&self, subject: &str, description: &str) -> String {
        let mut all = of(self.cases, subject);
        all.extend(of(self.cases, description));
        let mut first = subject.chars();
        if let Some(one) = first.next() {
            all.push(gram(self.cases, ['\u{2}', one, '\u{2}']));
            all.push(gram(self.cases, ['\u{2}', one, first.next().unwrap_or('\u{2}')]));
        }
        all.sort_unstable();
        all.dedup();
        tokens(&all)
    }
}

fn of(salt: u64, text: &str) -> Vec<u64> {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).map(|three| gram(salt, [three[0], three[1], three[2]])).collect()
}

fn gram(salt: u64, letters: [char; 3]) -> u64 {
    letters.into_iter().fold(salt, |sum, letter| mix(sum ^ u64::from(u32::from(letter)))) >> 24
}

const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

fn tokens(grams: &[u64]) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut out = String::with_capacity(grams.len() * 9);
    for gram in grams {
        if !out.is_empty() {
            out.push(' ');
        }
        (0..8).for_each(|digit| out.push(char::from(DIGITS[(gram >> (5 * digit)) as usize & 31])));
    }
    out
}
