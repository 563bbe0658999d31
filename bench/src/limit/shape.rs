//! The shapes of the answers: which column becomes which member, the same for both databases.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context as _, Result};
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{cursor, json};

/// Items of a page.
pub const PAGE: usize = 50;

/// A row of either database.
pub trait Cells {
    /// A text.
    fn text(&self, at: usize) -> Result<Option<&str>>;
    /// An id.
    fn id(&self, at: usize) -> Result<Option<[u8; 16]>>;
    /// A whole number.
    fn number(&self, at: usize) -> Result<i64>;
    /// Yes or no.
    fn flag(&self, at: usize) -> Result<bool>;
    /// JSON, as it is stored.
    fn json(&self, at: usize) -> Result<&str>;
    /// A moment, in quotes; false if there is none.
    fn instant(&self, at: usize, out: &mut Vec<u8>) -> Result<bool>;
    /// A moment, in microseconds.
    fn micros(&self, at: usize) -> Result<i64>;
    /// A day, without quotes; false if there is none.
    fn day(&self, at: usize, out: &mut Vec<u8>) -> Result<bool>;
}

/// How a column is written.
#[derive(Clone, Copy)]
enum As {
    Text,
    Id,
    Number,
    Flag,
    Json,
    Instant,
    Day,
    /// `C-000123`.
    CaseNumber,
    /// Two columns: given name and family name.
    FullName,
}

/// Members of a contact, in the order of [`super::sql::CONTACTS`]; the name to sort by comes behind them.
const CONTACT: [(&str, As); 19] = [
    ("id", As::Id),
    ("first_name", As::Text),
    ("last_name", As::Text),
    ("email", As::Text),
    ("language", As::Text),
    ("owner_id", As::Id),
    ("tags", As::Json),
    ("email_opt_out", As::Flag),
    ("phone", As::Text),
    ("organisation_id", As::Id),
    ("organisation_name", As::Text),
    ("portal_user", As::Flag),
    ("support_start_date", As::Day),
    ("support_end_date", As::Day),
    ("external_id", As::Text),
    ("custom", As::Json),
    ("created_at", As::Instant),
    ("updated_at", As::Instant),
    ("version", As::Number),
];

/// Members of a case, in the order of [`super::sql::CASE`].
const CASE: [(&str, As); 22] = [
    ("id", As::Id),
    ("number", As::CaseNumber),
    ("subject", As::Text),
    ("description", As::Text),
    ("status", As::Text),
    ("priority", As::Text),
    ("category", As::Text),
    ("contact_id", As::Id),
    ("contact_name", As::FullName),
    ("organisation_id", As::Id),
    ("organisation_name", As::Text),
    ("assignee_id", As::Id),
    ("assignee_name", As::Text),
    ("source", As::Text),
    ("private", As::Flag),
    ("custom", As::Json),
    ("created_at", As::Instant),
    ("updated_at", As::Instant),
    ("shown_at", As::Instant),
    ("closed_at", As::Instant),
    ("unread", As::Flag),
    ("version", As::Number),
];

fn object(members: &[(&str, As)], row: &impl Cells, out: &mut Vec<u8>) -> Result<()> {
    let mut at = 0;
    for (name, kind) in members {
        out.push(if at == 0 { b'{' } else { b',' });
        out.push(b'"');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        at += member(*kind, row, at, out)?;
    }
    out.push(b'}');
    Ok(())
}

/// Writes a member; answers how many columns it took.
fn member(kind: As, row: &impl Cells, at: usize, out: &mut Vec<u8>) -> Result<usize> {
    let there = match kind {
        As::Text => row.text(at)?.map(|text| json::text(out, text)).is_some(),
        As::Id => row.id(at)?.map(|id| json::id(out, &id)).is_some(),
        As::Number => {
            json::number(out, row.number(at)?);
            true
        }
        As::Flag => {
            out.extend_from_slice(if row.flag(at)? { b"true" } else { b"false" });
            true
        }
        As::Json => {
            out.extend_from_slice(row.json(at)?.as_bytes());
            true
        }
        As::Instant => row.instant(at, out)?,
        As::Day => {
            let from = out.len();
            out.push(b'"');
            let there = row.day(at, out)?;
            if there {
                out.push(b'"')
            } else {
                out.truncate(from)
            }
            there
        }
        As::CaseNumber => {
            case_number(out, row.number(at)?);
            true
        }
        As::FullName => {
            let (first, last) = (row.text(at)?, row.text(at + 1)?);
            match (first, last) {
                (Some(first), Some(last)) => json::text(out, &format!("{first} {last}")),
                (None, Some(last)) => json::text(out, last),
                (_, None) => out.extend_from_slice(b"null"),
            }
            return Ok(2);
        }
    };
    if !there {
        out.extend_from_slice(b"null");
    }
    Ok(1)
}

fn case_number(out: &mut Vec<u8>, number: i64) {
    json::text(out, &format!("C-{number:06}"));
}

/// A contact.
pub fn contact(row: &impl Cells) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(1024);
    object(&CONTACT, row, &mut out)?;
    Ok(out)
}

/// A case.
pub fn case(row: &impl Cells) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(1024);
    object(&CASE, row, &mut out)?;
    Ok(out)
}

/// Who signed in, from id, address and name.
pub fn person(row: &impl Cells) -> Result<Vec<u8>> {
    let mut out = b"{\"me\":".to_vec();
    object(&[("id", As::Id), ("email", As::Text), ("name", As::Text)], row, &mut out)?;
    out.push(b'}');
    Ok(out)
}

/// A page under construction.
pub struct Page {
    out: Vec<u8>,
    items: usize,
    next: Option<String>,
}

impl Page {
    /// An empty one.
    pub fn new() -> Self {
        let mut out = Vec::with_capacity(32 << 10);
        out.extend_from_slice(b"{\"items\":[");
        Self { out, items: 0, next: None }
    }

    fn begin_item(&mut self) {
        if self.items > 0 {
            self.out.push(b',');
        }
        self.items += 1;
    }

    /// Adds a contact; the one beyond the page only says that there is a next one.
    pub fn contact(&mut self, row: &impl Cells) -> Result<()> {
        if self.items == PAGE {
            self.items += 1;
            return Ok(());
        }
        self.begin_item();
        object(&CONTACT, row, &mut self.out)?;
        if self.items == PAGE {
            let id = Uuid::from_bytes(row.id(0)?.context("no id")?);
            self.next = Some(cursor::write("last_name", row.text(CONTACT.len())?.unwrap_or_default(), id));
        }
        Ok(())
    }

    /// Adds a case, as the client sees it.
    pub fn portal_case(&mut self, row: &impl Cells, matrix: &Matrix) -> Result<()> {
        if self.items == PAGE {
            self.items += 1;
            return Ok(());
        }
        self.begin_item();
        matrix.case(row, &mut self.out)?;
        if self.items == PAGE {
            let id = Uuid::from_bytes(row.id(0)?.context("no id")?);
            self.next = Some(cursor::write("-updated_at", row.micros(4)?, id));
        }
        Ok(())
    }

    /// The finished answer.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.extend_from_slice(b"],\"next\":");
        match self.next.filter(|_| self.items > PAGE) {
            Some(next) => json::text(&mut self.out, &next),
            None => self.out.extend_from_slice(b"null"),
        }
        self.out.push(b'}');
        self.out
    }
}

/// What clients see of a case in a list, read once.
pub struct Matrix {
    shown: [bool; 4],
    custom: Vec<String>,
    statuses: HashMap<String, String>,
}

impl Matrix {
    /// From the rows of the fields of cases: name, whether it is the product's own, portal side, choices.
    pub fn read(rows: &[(String, bool, String, String)]) -> Result<Self> {
        let (mut names, mut custom, mut statuses) = (Vec::new(), Vec::new(), HashMap::new());
        for (name, builtin, portal, choices) in rows {
            let portal: Value = serde_json::from_str(portal)?;
            if portal["list"] == true {
                if *builtin { &mut names } else { &mut custom }.push(name.clone());
            }
            if name == "status" {
                let choices: Vec<Value> = serde_json::from_str(choices)?;
                for choice in choices {
                    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                    statuses.insert(word(&choice["key"]), word(&choice["labels"]["es"]));
                }
            }
        }
        let shown =
            ["subject", "description", "priority", "category"].map(|name| names.iter().any(|known| known == name));
        Ok(Self { shown, custom, statuses })
    }

    /// Columns in the order of [`super::sql::PORTAL`].
    fn case(&self, row: &impl Cells, out: &mut Vec<u8>) -> Result<()> {
        out.extend_from_slice(b"{\"id\":");
        member(As::Id, row, 0, out)?;
        out.extend_from_slice(b",\"number\":");
        case_number(out, row.number(1)?);
        let status = row.text(2)?.context("no status")?;
        out.extend_from_slice(b",\"status\":");
        json::text(out, status);
        out.extend_from_slice(b",\"status_label\":");
        json::text(out, self.statuses.get(status).map_or(status, String::as_str));
        out.extend_from_slice(match status {
            "waiting_for_response" => b",\"next_step\":\"waiting_for_you\"",
            "closed" => b",\"next_step\":\"done\"",
            _ => b",\"next_step\":\"waiting_for_us\"",
        });
        out.extend_from_slice(b",\"created_at\":");
        member(As::Instant, row, 3, out)?;
        out.extend_from_slice(b",\"updated_at\":");
        member(As::Instant, row, 4, out)?;
        for (at, name) in ["subject", "description", "priority", "category"].into_iter().enumerate() {
            if self.shown[at]
                && let Some(text) = row.text(5 + at)?
            {
                out.extend_from_slice(b",\"");
                out.extend_from_slice(name.as_bytes());
                out.extend_from_slice(b"\":");
                json::text(out, text);
            }
        }
        self.custom(row.json(9)?, out)?;
        out.push(b'}');
        Ok(())
    }

    /// Only the values that are shown; no member at all if there is none.
    fn custom(&self, stored: &str, out: &mut Vec<u8>) -> Result<()> {
        if self.custom.is_empty() || stored == "{}" {
            return Ok(());
        }
        let values: BTreeMap<&str, &RawValue> = serde_json::from_str(stored)?;
        let mut before: &[u8] = b",\"custom\":{";
        for name in &self.custom {
            if let Some(value) = values.get(name.as_str()) {
                out.extend_from_slice(before);
                json::text(out, name);
                out.push(b':');
                out.extend_from_slice(value.get().as_bytes());
                before = b",";
            }
        }
        if before == b"," {
            out.push(b'}');
        }
        Ok(())
    }
}
