//! Pieces of text, as the full-text table on SQLite holds them.
//!
//! A piece is three letters, mixed with the firm and the table: each firm has lists of its own, and nothing that another
//! firm writes makes them longer.

use uuid::Uuid;

/// A piece: 40 bits.
pub(super) type Gram = u64;

const BITS: u32 = 40;

/// Whose pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Whose {
    pub(super) tenant: Uuid,
    pub(super) kind: u8,
}

impl Whose {
    pub(super) fn salt(self) -> u64 {
        let (high, low) = self.tenant.as_u64_pair();
        mix(mix(high ^ u64::from(self.kind)) ^ low)
    }

    /// The pieces of a text, in its order, with those that occur twice.
    pub(super) fn grams(self, text: &str) -> Vec<Gram> {
        let salt = self.salt();
        let letters: Vec<char> = text.chars().collect();
        letters.windows(3).map(|three| gram(salt, [three[0], three[1], three[2]])).collect()
    }

    /// That a text begins with one or two letters.
    pub(super) fn beginning(self, words: &str) -> Option<Gram> {
        let mut letters = words.chars();
        let first = letters.next()?;
        Some(gram(self.salt(), ['\u{2}', first, letters.next().unwrap_or('\u{2}')]))
    }

    /// What the full-text table holds of a record.
    pub(super) fn document(self, texts: &[String], beginnings: bool) -> String {
        let mut all: Vec<Gram> = texts.iter().flat_map(|text| self.grams(text)).collect();
        if beginnings && let Some(text) = texts.first() {
            let two = text.char_indices().nth(2).map_or(text.as_str(), |(end, _)| &text[..end]);
            let one = text.char_indices().nth(1).map_or(text.as_str(), |(end, _)| &text[..end]);
            all.extend([one, two].into_iter().filter_map(|words| self.beginning(words)));
        }
        all.sort_unstable();
        all.dedup();
        tokens(&all)
    }
}

fn gram(salt: u64, letters: [char; 3]) -> Gram {
    letters.into_iter().fold(salt, |sum, letter| mix(sum ^ u64::from(u32::from(letter)))) >> (64 - BITS)
}

/// Spreads the bits of a number over all of it (Stafford's variant 13 of MurmurHash3's last step).
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// Pieces as words of the full-text table.
pub(super) fn tokens(grams: &[Gram]) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut out = String::with_capacity(grams.len() * 9);
    for gram in grams {
        if !out.is_empty() {
            out.push(' ');
        }
        for digit in 0..BITS / 5 {
            out.push(char::from(DIGITS[(gram >> (5 * digit)) as usize & 31]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WHOSE: Whose = Whose { tenant: Uuid::from_u128(7), kind: 1 };

    proptest! {
        #[test]
        fn a_part_of_a_text_has_some_of_its_pieces(text in ".{0,40}", from in 0..40_usize, most in 0..40_usize) {
            let part: String = text.chars().skip(from).take(most).collect();
            let all = WHOSE.grams(&text);
            prop_assert!(WHOSE.grams(&part).iter().all(|gram| all.contains(gram)));
        }
    }

    #[test]
    fn tables_and_firms_share_no_pieces() {
        let other = Whose { kind: 2, ..WHOSE };
        let firm = Whose { tenant: Uuid::from_u128(8), ..WHOSE };
        assert!(WHOSE.grams("mar") != other.grams("mar") && WHOSE.grams("mar") != firm.grams("mar"));
    }

    #[test]
    fn words_are_eight_letters() {
        assert_eq!(tokens(&[0, (1 << 40) - 1]), "aaaaaaaa 77777777");
        // Beginnings count as pieces of their own, and nothing twice.
        assert_eq!(WHOSE.document(&["aaaaa".into()], true).split(' ').count(), 3);
        assert_eq!(WHOSE.document(&[String::new()], true), "");
    }
}
