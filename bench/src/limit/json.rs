//! JSON by hand: the few kinds of values that answers hold, appended to a buffer.

use std::io::Write as _;

/// A text in quotes.
pub fn text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..=31 => b"",
            _ => continue,
        };
        out.extend_from_slice(&bytes[from..at]);
        if escape.is_empty() {
            number_of_control(out, *byte);
        } else {
            out.extend_from_slice(escape);
        }
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

fn number_of_control(out: &mut Vec<u8>, byte: u8) {
    // Writing into a Vec cannot fail.
    let _ = write!(out, "\\u{byte:04x}");
}

/// A whole number.
pub fn number(out: &mut Vec<u8>, number: i64) {
    let _ = write!(out, "{number}");
}

/// An id in quotes.
pub fn id(out: &mut Vec<u8>, id: &[u8; 16]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    for (at, byte) in id.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push(b'-');
        }
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
    out.push(b'"');
}

/// A moment, from microseconds since 1970, in quotes.
pub fn instant(out: &mut Vec<u8>, micros: i64) {
    let (seconds, rest) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    out.push(b'"');
    day(out, days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    for (before, value, digits) in [(b'T', hour, 2), (b':', minute, 2), (b':', second, 2), (b'.', rest, 6)] {
        out.push(before);
        padded(out, value, digits);
    }
    out.extend_from_slice(b"Z\"");
}

/// A day, from days since 1970, without quotes.
pub fn day(out: &mut Vec<u8>, days: i64) {
    // Howard Hinnant, "chrono-compatible low-level date algorithms".
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    padded(out, year_of_era + era * 400 + i64::from(month <= 2), 4);
    out.push(b'-');
    padded(out, month, 2);
    out.push(b'-');
    padded(out, of_year - (153 * shifted + 2) / 5 + 1, 2);
}

fn padded(out: &mut Vec<u8>, value: i64, digits: usize) {
    let from = out.len();
    out.resize(from + digits, b'0');
    let mut rest = value;
    for place in out[from..].iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_written_is_json() {
        for words in ["", "plain", "«ñ» \"quoted\" \\ back", "line\nbreak\ttab\rreturn", "\u{1}\u{1f}"] {
            let json = written(|out| text(out, words));
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), words);
        }
        assert_eq!(written(|out| id(out, &[0x1f; 16])), "\"1f1f1f1f-1f1f-1f1f-1f1f-1f1f1f1f1f1f\"");
        assert_eq!(written(|out| number(out, -12)), "-12");
    }

    #[test]
    fn moments_have_six_decimals() {
        assert_eq!(written(|out| instant(out, 0)), "\"1970-01-01T00:00:00.000000Z\"");
        assert_eq!(written(|out| instant(out, 1_795_333_499_000_123)), "\"2026-11-22T07:44:59.000123Z\"");
        assert_eq!(written(|out| day(out, 11_016)), "2000-02-29");
    }
}
