//! The lines of the log: one JSON object each, members in the order in which they are recorded.
//!
//! Written by hand, straight into the line: tracing-subscriber's own JSON is parsed and written anew for every line that
//! stands in a span, which costs more than looking up a record. Where lines go and which there are: `serve`.

use std::fmt::{self, Debug, Write as _};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::fmt::{FmtContext, FormattedFields};
use tracing_subscriber::registry::LookupSpan;
use zaguan_domain::platform::clock::{Clock as _, SystemClock};

/// A line for each event, with its innermost span.
pub struct Lines;

/// Members of a span, each followed by a comma.
pub struct Members;

impl<S: Subscriber + for<'s> LookupSpan<'s>> FormatEvent<S, Members> for Lines {
    fn format_event(&self, cx: &FmtContext<'_, S, Members>, mut to: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let about = event.metadata();
        write!(to, "{{\"timestamp\":\"{}\",\"level\":\"{}\",", SystemClock.now(), about.level())?;
        record(&mut to, event)?;
        write!(to, "\"target\":\"{}\"", about.target())?;
        if let Some(span) = cx.lookup_current() {
            to.write_str(",\"span\":{")?;
            if let Some(members) = span.extensions().get::<FormattedFields<Members>>() {
                to.write_str(members)?;
            }
            write!(to, "\"name\":\"{}\"}}", span.name())?;
        }
        to.write_str("}\n")
    }
}

impl<'w> FormatFields<'w> for Members {
    fn format_fields<R: RecordFields>(&self, mut to: Writer<'w>, fields: R) -> fmt::Result {
        record(&mut to, fields)
    }
}

fn record(to: &mut Writer<'_>, fields: impl RecordFields) -> fmt::Result {
    let mut visitor = Visitor { to, done: Ok(()) };
    fields.record(&mut visitor);
    visitor.done
}

struct Visitor<'v, 'w> {
    to: &'v mut Writer<'w>,
    done: fmt::Result,
}

impl Visitor<'_, '_> {
    fn member(&mut self, field: &Field, value: impl FnOnce(&mut Writer<'_>) -> fmt::Result) {
        if self.done.is_ok() {
            self.done = write!(self.to, "\"{}\":", field.name())
                .and_then(|()| value(self.to))
                .and_then(|()| self.to.write_char(','));
        }
    }

    fn text(&mut self, field: &Field, value: fmt::Arguments<'_>) {
        self.member(field, |to| {
            to.write_char('"')?;
            Escaped(to).write_fmt(value)?;
            to.write_char('"')
        });
    }
}

impl Visit for Visitor<'_, '_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.text(field, format_args!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.text(field, format_args!("{value}"));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.text(field, format_args!("{value}"));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.member(field, |to| write!(to, "{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.member(field, |to| write!(to, "{value}"));
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.member(field, |to| write!(to, "{value}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.member(field, |to| write!(to, "{value}"));
    }
}

/// Writes text as it may stand between the quotes of JSON. Nothing that somebody sent can end a line or a member.
struct Escaped<'e, 'w>(&'e mut Writer<'w>);

impl fmt::Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c < ' ' || c == '"' || c == '\\') {
            let (plain, special) = rest.split_at(at);
            self.0.write_str(plain)?;
            // All of them are one byte long.
            let (special, behind) = special.split_at(1);
            match special {
                "\"" | "\\" => write!(self.0, "\\{special}")?,
                control => write!(self.0, "\\u{:04x}", control.as_bytes()[0])?,
            }
            rest = behind;
        }
        self.0.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn each_line_is_one_object_whatever_is_in_it() {
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber = tracing_subscriber::fmt()
            .fmt_fields(Members)
            .event_format(Lines)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            let span = tracing::info_span!("request", trace_id = "0192", method = %"GET");
            span.in_scope(|| tracing::info!(route = "a \"b\"\n\\", micros = 12_u128, fine = true, "answered {}", 1));
            tracing::warn!(less = -1, "outside");
        });
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        let expected = serde_json::json!({ "trace_id": "0192", "method": "GET", "name": "request" });
        assert_eq!(lines[0]["span"], expected);
        assert_eq!(lines[0]["route"], "a \"b\"\n\\");
        assert_eq!((&lines[0]["micros"], &lines[0]["message"]), (&12.into(), &"answered 1".into()));
        assert_eq!((&lines[1]["less"], &lines[1]["level"]), (&(-1).into(), &"WARN".into()));
        assert!(lines[1].get("span").is_none());
    }
}
