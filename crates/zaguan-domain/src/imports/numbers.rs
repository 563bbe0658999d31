//! Numbers as people write them: 1.234,56, 1,234.56, 12,50 €. Whether the comma or the point stands before the decimals is
//! decided by all values of a column together, as the order of days is.

use serde_json::{Value, json};
use zaguan_types::Language;
use zaguan_types::imports::DecimalMark;

/// What the numbers of a column say about their marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    comma: u64,
    point: u64,
    /// Values like 1.500, which can be one and a half and fifteen hundred.
    open: u64,
}

impl Seen {
    /// Looks at one more value.
    pub(super) fn see(&mut self, text: &str) {
        // Most cells hold no number.
        let marked = text.bytes().any(|b| matches!(b, b'.' | b',')) && text.bytes().any(|b| b.is_ascii_digit());
        if !marked || text.len() > 40 || text.contains('@') {
            return;
        }
        let bare = digits_of(&without_currency(text.trim_end_matches('%')));
        match bare.as_ref().and_then(|(_, digits)| Marks::of(digits)) {
            Some(Marks { decimal: Some((_, mark)), .. }) => self.vote(mark),
            Some(Marks { thousands: Some(mark), .. }) => self.vote(other(mark)),
            Some(Marks { open: Some(_), .. }) => self.open += 1,
            _ => {}
        }
    }

    fn vote(&mut self, mark: DecimalMark) {
        match mark {
            DecimalMark::Comma => self.comma += 1,
            DecimalMark::Point => self.point += 1,
        }
    }

    /// The mark, and whether it is only `usual`. None if there is nothing to be read in two ways. A column that uses both
    /// marks leaves it open, whichever is the more frequent one.
    pub(super) fn mark(&self, usual: DecimalMark) -> (Option<DecimalMark>, bool) {
        match (self.comma > 0, self.point > 0) {
            _ if self.open == 0 => (None, false),
            (true, false) => (Some(DecimalMark::Comma), false),
            (false, true) => (Some(DecimalMark::Point), false),
            (true, true) | (false, false) => (Some(usual), true),
        }
    }
}

/// What usually stands before decimals where a language is spoken.
pub(super) const fn usual(language: Language) -> DecimalMark {
    match language {
        Language::Es | Language::Nl => DecimalMark::Comma,
        Language::En => DecimalMark::Point,
    }
}

const fn other(mark: DecimalMark) -> DecimalMark {
    match mark {
        DecimalMark::Comma => DecimalMark::Point,
        DecimalMark::Point => DecimalMark::Comma,
    }
}

const fn mark_of(letter: char) -> DecimalMark {
    if letter == ',' { DecimalMark::Comma } else { DecimalMark::Point }
}

/// What the marks of one number mean.
#[derive(Debug, Default, PartialEq, Eq)]
struct Marks {
    /// Where the decimals begin, and what stands before them.
    decimal: Option<(usize, DecimalMark)>,
    /// What stands between thousands.
    thousands: Option<DecimalMark>,
    /// One mark that can be either.
    open: Option<(usize, DecimalMark)>,
}

impl Marks {
    /// Looks at digits with points and commas between them; nothing if they make no number.
    fn of(digits: &str) -> Option<Self> {
        let marks: Vec<(usize, char)> = digits.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
        let (Some(&(first, mark)), Some(&(last, end))) = (marks.first(), marks.last()) else {
            return Some(Self::default());
        };
        let (before, behind) = (&digits[..first], &digits[last + 1..]);
        if mark != end {
            // The last one begins the decimals, and stands nowhere else.
            let once = marks.iter().filter(|(_, c)| *c == end).count() == 1;
            return once.then(|| Self { decimal: Some((last, mark_of(end))), ..Self::default() });
        }
        if marks.len() > 1 {
            // 1.234.567 and, in India, 12,34,567.
            let inner = digits[first + 1..last].split(mark).all(|group| matches!(group.len(), 2 | 3));
            let sound = inner && behind.len() == 3 && (1..=3).contains(&before.len());
            return sound.then(|| Self { thousands: Some(mark_of(mark)), ..Self::default() });
        }
        let grouped = behind.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
        let at = Some((first, mark_of(mark)));
        Some(if grouped { Self { open: at, ..Self::default() } } else { Self { decimal: at, ..Self::default() } })
    }
}

/// Sign and digits, with the marks between them; blanks and apostrophes are between thousands only.
fn digits_of(text: &str) -> Option<(&'static str, String)> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '\u{202f}')).collect();
    let (sign, digits) = bare.strip_prefix('-').map_or(("", bare.as_str()), |rest| ("-", rest));
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let sound = digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    sound.then(|| (sign, digits.to_owned()))
}

/// A number with a point before its decimals. `mark` decides where the number itself does not.
pub(super) fn decimal(text: &str, mark: DecimalMark) -> Option<String> {
    let (sign, digits) = digits_of(text)?;
    let Marks { decimal, open, .. } = Marks::of(&digits)?;
    let at = decimal.or(open.filter(|(_, its)| *its == mark)).map(|(at, _)| at);
    let (whole, part) = at.map_or((digits.as_str(), ""), |at| (&digits[..at], &digits[at + 1..]));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = unpadded(part);
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

/// Three decimals go out with a nought behind them, so that nobody takes them for thousands: it goes again.
fn unpadded(part: &str) -> &str {
    part.strip_suffix('0').filter(|part| part.len() == 3).unwrap_or(part)
}

/// A number with a point before its decimals, as exports write it and as one of a workbook is kept: what could be read in
/// two ways gets a nought behind its decimals.
pub(crate) fn unmistakable(number: String) -> String {
    let digits = number.strip_prefix('-').unwrap_or(&number);
    let open = Marks::of(digits).is_some_and(|marks| marks.open.is_some());
    if open { number + "0" } else { number }
}

/// A whole number.
pub(super) fn whole(number: &str) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    part.bytes().all(|b| b == b'0').then(|| whole.parse().ok()).flatten()
}

fn without_currency(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_alphabetic() && !matches!(c, '€' | '$' | '£' | '¥')).collect()
}

/// An amount: `12,50 €`, `USD 1,000.00`. Without a currency it is in euro.
pub(super) fn money(text: &str, mark: DecimalMark) -> Option<Value> {
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let currency = match letters.to_ascii_uppercase() {
        code if code.len() == 3 => code,
        code if code.is_empty() => match text.chars().find(|c| matches!(c, '$' | '£' | '¥')) {
            Some('$') => "USD".into(),
            Some('£') => "GBP".into(),
            Some(_) => "JPY".into(),
            None => "EUR".into(),
        },
        _ => return None,
    };
    Some(json!({ "amount": decimal(&without_currency(text), mark)?, "currency": currency }))
}

/// Whether a spreadsheet has written a long number in short: `3.46E+10`. Its digits are gone.
pub(super) fn is_shortened(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    let Some(power) = power.strip_prefix('+') else { return false };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    whole.len() == 1 && all(whole) && all(part) && power.len() >= 2 && all(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [DecimalMark; 2] = [DecimalMark::Comma, DecimalMark::Point];

    #[test]
    fn numbers_of_both_worlds() {
        for (text, wanted) in [
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            ("1.234.567", "1234567"),
            ("12,34,567", "1234567"),
            ("-007", "-7"),
            ("1 234", "1234"),
            ("0,0", "0.0"),
            ("0,500", "0.500"),
            ("1234.567", "1234.567"),
            ("1.2340", "1.234"),
        ] {
            for mark in BOTH {
                assert_eq!(decimal(text, mark).as_deref(), Some(wanted), "{text}");
            }
        }
        for text in ["", "-", ",", "1,2x", "abc", "1e5", "1.2.3", "4.3.2026", "1,2,3.4.5"] {
            assert_eq!(decimal(text, DecimalMark::Comma), None, "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_read_as_its_column_says() {
        assert_eq!(decimal("1.500", DecimalMark::Comma).as_deref(), Some("1500"));
        assert_eq!(decimal("1.500", DecimalMark::Point).as_deref(), Some("1.500"));
        assert_eq!(money("1,500 €", DecimalMark::Point), Some(json!({ "amount": "1500", "currency": "EUR" })));
        assert_eq!(unmistakable("-1.234".into()), "-1.2340");
        assert_eq!(["1.5", "0.123", "12345.678"].map(|text| unmistakable(text.into())), ["1.5", "0.123", "12345.678"]);
    }

    #[test]
    fn one_clear_number_decides_for_all() {
        let mark = |values: &[&str]| {
            let mut seen = Seen::default();
            values.iter().for_each(|value| seen.see(value));
            seen.mark(DecimalMark::Comma)
        };
        assert_eq!(mark(&["1.500 €", "2,50"]), (Some(DecimalMark::Comma), false));
        assert_eq!(mark(&["1.500", "12.5%"]), (Some(DecimalMark::Point), false));
        assert_eq!(mark(&["1.500", "USD 1,234.50"]), (Some(DecimalMark::Point), false));
        assert_eq!(mark(&["1.500", "1.234.567"]), (Some(DecimalMark::Comma), false));
        assert_eq!(mark(&["1.500 €"]), (Some(DecimalMark::Comma), true));
        assert_eq!(mark(&["1.500", "12.5", "3.75", "2,50"]), (Some(DecimalMark::Comma), true), "it uses both");
        assert_eq!(mark(&["2,50", "04.03.2026", "Gil, Ana"]), (None, false));
    }

    #[test]
    fn amounts_with_their_currency() {
        let money = |text| money(text, DecimalMark::Comma);
        assert_eq!(money("12,50 €"), Some(json!({ "amount": "12.50", "currency": "EUR" })));
        assert_eq!(money("USD 1,000.00"), Some(json!({ "amount": "1000.00", "currency": "USD" })));
        assert_eq!(money("$5"), Some(json!({ "amount": "5", "currency": "USD" })));
        assert_eq!(money("five"), None);
    }

    #[test]
    fn numbers_that_a_spreadsheet_has_written_in_short() {
        assert!(["3.46E+10", "3,46E+10", "6E+08", "1.23457e+17"].into_iter().all(is_shortened));
        assert!(!["600 123 456", "E+10", "3.46E10", "34.6E+10", "1E+2x"].into_iter().any(is_shortened));
    }
}
