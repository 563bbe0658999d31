//! Decimal numbers between people and the API: «1.284,50» here, `1284.5` there. Never by floating point.

use zaguan_types::Language;

/// The separators of a language: of thousands, of decimals.
pub const fn separators(spoken: Language) -> (char, char) {
    match spoken {
        Language::Es | Language::Nl => ('.', ','),
        Language::En => (',', '.'),
    }
}

/// Reads what a person typed as a number: `-1284.5`. `None` when it is none; empty stays empty.
///
/// Forgiving where it cannot be wrong: blanks, signs of currencies, and the separators of another language when they
/// cannot be those of thousands. «1.234» is a thousand and more in Spanish, and a bit more than one in English.
pub fn parse_decimal(typed: &str, spoken: Language) -> Option<String> {
    let text: String =
        typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '€' | '$' | '£' | '%' | '\'' | '’')).collect();
    if text.is_empty() {
        return Some(String::new());
    }
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, part) = split(text, spoken)?;
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(&whole) || !is_number(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if negative && (whole != "0" || !part.is_empty()) { "-" } else { "" };
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

/// Digits before the decimal separator, without those of thousands, and digits behind it.
fn split(text: &str, spoken: Language) -> Option<(String, &str)> {
    let last = text.rfind(['.', ',']);
    let Some(at) = last else { return Some((text.to_owned(), "")) };
    let mark = text[at..].chars().next()?;
    let other = if mark == '.' { ',' } else { '.' };
    let (before, after) = (&text[..at], &text[at + 1..]);
    let is_alone = !before.contains(mark);
    let is_decimal =
        is_alone && (before.contains(other) || mark == separators(spoken).1 || after.len() != 3 || before.is_empty());
    if is_decimal {
        return Some((grouped(before, other)?, after));
    }
    if before.contains(other) {
        return None;
    }
    Some((grouped(text, mark)?, ""))
}

/// Takes the separators of thousands out; `None` when a group has not three digits.
fn grouped(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let fits = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    fits.then(|| std::iter::once(first).chain(rest).collect())
}

/// Writes a number of the API for a person, with at least so many digits behind the separator; as it is when it is none.
pub fn format_decimal(number: &str, spoken: Language, least: usize) -> String {
    let (sign, text) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = !whole.is_empty() && whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
    if !is_number {
        return number.to_owned();
    }
    let (thousands, decimals) = separators(spoken);
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !part.is_empty() || least > 0 {
        out.push(decimals);
        out.push_str(part);
        out.extend(std::iter::repeat_n('0', least.saturating_sub(part.len())));
    }
    out
}

/// A number with more digits behind the separator than it may have, cut into what is allowed; says whether it fits.
pub fn fits_scale(number: &str, most: usize) -> bool {
    number.split_once('.').is_none_or(|(_, part)| part.len() <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Es, Nl};

    #[test]
    fn each_language_reads_its_own_separators() {
        for spoken in [Es, Nl] {
            assert_eq!(parse_decimal("1.284,50", spoken).as_deref(), Some("1284.5"));
            assert_eq!(parse_decimal("340.000", spoken).as_deref(), Some("340000"));
            assert_eq!(parse_decimal("0,5", spoken).as_deref(), Some("0.5"));
            assert_eq!(parse_decimal(",5", spoken).as_deref(), Some("0.5"));
        }
        assert_eq!(parse_decimal("1,284.50", En).as_deref(), Some("1284.5"));
        assert_eq!(parse_decimal("340,000", En).as_deref(), Some("340000"));
        assert_eq!(parse_decimal("1.234", En).as_deref(), Some("1.234"));
        assert_eq!(parse_decimal("1.234", Es).as_deref(), Some("1234"));
    }

    #[test]
    fn other_habits_are_forgiven_where_they_cannot_be_wrong() {
        assert_eq!(parse_decimal("12.5", Es).as_deref(), Some("12.5"));
        assert_eq!(parse_decimal("12,5", En).as_deref(), Some("12.5"));
        assert_eq!(parse_decimal("1,284.50", Es).as_deref(), Some("1284.5"));
        assert_eq!(parse_decimal(" 1 284,50 €", Es).as_deref(), Some("1284.5"));
        assert_eq!(parse_decimal("−3", Nl).as_deref(), Some("-3"));
        assert_eq!(parse_decimal("007", En).as_deref(), Some("7"));
        assert_eq!(parse_decimal("-0,00", Es).as_deref(), Some("0"));
        assert_eq!(parse_decimal("  ", Es).as_deref(), Some(""));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for typed in ["doce", "1.2.3", "1,2,3", "1.23.456,7", "--1", "1e5", "-", ".", "12a"] {
            assert_eq!(parse_decimal(typed, Es), None, "{typed}");
        }
        assert_eq!(parse_decimal("1.234.567", En).as_deref(), Some("1234567"));
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        assert_eq!(format_decimal("1284.5", Es, 2), "1.284,50");
        assert_eq!(format_decimal("1284.5", En, 2), "1,284.50");
        assert_eq!(format_decimal("-1234567", Nl, 0), "-1.234.567");
        assert_eq!(format_decimal("999", Es, 0), "999");
        assert_eq!(format_decimal("doce", Es, 2), "doce");
        assert_eq!(format_decimal("", Es, 2), "");
        for number in ["0", "-0.5", "1000", "123456789012345678901234567890.123456789"] {
            for spoken in [Es, En, Nl] {
                assert_eq!(parse_decimal(&format_decimal(number, spoken, 2), spoken).as_deref(), Some(number));
            }
        }
        assert!(fits_scale("1.25", 2) && fits_scale("7", 0) && !fits_scale("1.255", 2));
    }
}
