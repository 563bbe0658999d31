//! What is measured: the operations, their goals, and the requests that each sends.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::compare::Same;
use crate::data::{CLIENT, FIRM, PASSWORD};
use crate::http::Request;

/// Different requests of one operation, sent in turn.
const VARIETY: usize = 32;
/// How deep the deep page is, where there are that many.
const DEEP: usize = 1_000;

/// An operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Fifty contacts by name.
    List,
    /// The same, a thousand pages further on.
    ListDeep,
    /// Fifty contacts that hold a piece of text somewhere in name or address.
    Search,
    /// A contact with its own fields.
    Contact,
    /// A case with its own fields.
    Case,
    /// A client's cases that are not closed.
    Portal,
    /// A new case.
    Create,
    /// A member of staff signs in.
    SignIn,
}

impl Operation {
    /// All of them, in the order in which they are measured: those that write come last.
    pub const ALL: [Self; 8] =
        [Self::List, Self::ListDeep, Self::Search, Self::Contact, Self::Case, Self::Portal, Self::Create, Self::SignIn];
    /// Those that only read: what they cost must not grow with the data.
    pub const READS: [Self; 6] = [Self::List, Self::ListDeep, Self::Search, Self::Contact, Self::Case, Self::Portal];

    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list of 50 contacts",
            Self::ListDeep => "list, deep page",
            Self::Search => "search of contacts",
            Self::Contact => "one contact",
            Self::Case => "one case",
            Self::Portal => "portal: open cases",
            Self::Create => "create a case",
            Self::SignIn => "sign in",
        }
    }

    /// The share of the bare program's throughput that is aimed at.
    pub const fn goal(self) -> f64 {
        match self {
            Self::List | Self::ListDeep => 0.75,
            Self::Search => 0.70,
            Self::Contact | Self::Case => 0.45,
            Self::Portal => 0.65,
            Self::Create => 0.50,
            Self::SignIn => 0.90,
        }
    }

    /// The status of a good answer.
    pub const fn status(self) -> u16 {
        if matches!(self, Self::Create) { 201 } else { 200 }
    }

    /// What has to be the same in both answers.
    pub const fn same(self) -> Same {
        match self {
            Self::Create => Same::New,
            Self::SignIn => Same::Person,
            _ => Same::Whole,
        }
    }

    /// Its requests. `tokens` are those of staff and of the client.
    pub fn requests(self, facts: &Facts, tokens: &Tokens) -> Vec<Request> {
        let staff = Some(tokens.staff.as_str());
        let list = |rest: &str| Request::get(&format!("/api/v1/contacts?limit=50&sort=last_name{rest}"), staff);
        match self {
            Self::List => vec![list("")],
            Self::ListDeep => vec![list(&format!("&after={}", facts.deep))],
            Self::Search => facts.words.iter().map(|word| list(&format!("&q={word}"))).collect(),
            Self::Contact => {
                facts.contacts.iter().map(|id| Request::get(&format!("/api/v1/contacts/{id}"), staff)).collect()
            }
            Self::Case => facts.cases.iter().map(|id| Request::get(&format!("/api/v1/cases/{id}"), staff)).collect(),
            Self::Portal => {
                let path = format!(
                    "/api/portal/v1/{FIRM}/cases?filter%5Bstatus%5D=open,in_progress,waiting_for_response&sort=-updated_at"
                );
                vec![Request::get(&path, Some(&tokens.client))]
            }
            Self::Create => {
                facts.contacts.iter().map(|id| Request::post("/api/v1/cases", staff, &new_case(*id))).collect()
            }
            Self::SignIn => facts.staff.iter().map(|email| sign_in(email, false)).collect(),
        }
    }
}

fn new_case(contact: Uuid) -> Value {
    json!({
        "subject": "La caldera no arranca", "priority": "high", "contact_id": contact,
        "description": "Desde ayer por la tarde no hay agua caliente en toda la casa. El piloto parpadea en rojo.",
        "custom": {
            "property_reference": "CC-1207", "budget": { "amount": "180.50", "currency": "EUR" },
            "deadline": "2026-12-15", "on_site": true, "supplier_notes": "Llave en portería.",
        },
    })
}

/// The request with which a member of staff signs in.
pub fn sign_in(email: &str, tokens: bool) -> Request {
    Request::post("/api/v1/session", None, &json!({ "email": email, "password": PASSWORD, "tokens": tokens }))
}

/// The request with which the client signs in.
pub fn client_sign_in() -> Request {
    let body = json!({ "username": CLIENT.0, "password": CLIENT.1, "tokens": true });
    Request::post(&format!("/api/portal/v1/{FIRM}/session"), None, &body)
}

/// Access tokens.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Of staff.
    pub staff: String,
    /// Of the client.
    pub client: String,
}

/// What requests are made of; taken from the data, evenly spread over it.
#[derive(Debug)]
pub struct Facts {
    /// Cursor of the deep page; filled in by whoever walks there.
    pub deep: String,
    /// How many pages further on that is.
    pub pages: usize,
    words: Vec<String>,
    cases: Vec<Uuid>,
    contacts: Vec<Uuid>,
    /// Addresses of staff of all firms: one account is not used by all connections at once.
    pub staff: Vec<String>,
}

impl Facts {
    /// Reads them from the SQLite file.
    ///
    /// # Errors
    /// If it holds no demo data.
    pub fn read(file: &Path) -> Result<Self> {
        let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let firm: [u8; 16] = db.query_row("SELECT id FROM tenants WHERE slug = ?1", [FIRM], |row| row.get(0))?;
        let ids = |table: &str| -> Result<Vec<Uuid>> {
            let all: Vec<Uuid> = db
                .prepare(&format!("SELECT id FROM {table} WHERE tenant_id = ?1 ORDER BY created_at, id"))?
                .query_map([firm], |row| Ok(Uuid::from_bytes(row.get(0)?)))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(all.iter().copied().step_by((all.len() / VARIETY).max(1)).take(VARIETY).collect())
        };
        let contacts = ids("contacts")?;
        let mut words = Vec::new();
        for (turn, id) in contacts.iter().enumerate() {
            let (name, email): (String, Option<String>) = db.query_row(
                "SELECT sort_name, email FROM contacts WHERE tenant_id = ?1 AND id = ?2",
                (firm, id.as_bytes()),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            words.push(word(turn, &name, email.as_deref().unwrap_or_default()));
        }
        let count: i64 =
            db.query_row("SELECT count(*) FROM contacts WHERE tenant_id = ?1", [firm], |row| row.get(0))?;
        let staff = db
            .prepare("SELECT email FROM users WHERE active ORDER BY email")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        staff.first().context("nobody works here")?;
        Ok(Self {
            deep: String::new(),
            pages: DEEP.min(usize::try_from(count / 100)?),
            words,
            cases: ids("cases")?,
            contacts,
            staff,
        })
    }

    /// Someone who works for the big firm and may do everything there.
    pub fn owner() -> String {
        format!("ana@{FIRM}.example")
    }
}

/// A piece of a name, of an address, or the beginning of a whole name, three to twelve letters long, without accents.
fn word(turn: usize, sort_name: &str, email: &str) -> String {
    let letters = |text: &str, skip: usize, most: usize| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).skip(skip).take(most).collect()
    };
    match turn % 4 {
        0 => letters(sort_name.split(' ').next().unwrap_or_default(), 1, 4),
        1 => letters(email.split('@').next().unwrap_or_default(), 3, 12),
        2 => letters(sort_name.split(' ').next().unwrap_or_default(), 0, 3),
        _ => letters(email.split('@').next().unwrap_or_default(), 5, 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_pieces_of_names_and_addresses() {
        assert_eq!(word(0, "navarro gil", "x"), "avar");
        assert_eq!(word(1, "", "contacto4711@example.org"), "tacto4711");
        assert_eq!(word(2, "navarro gil", "x"), "nav");
        assert_eq!(word(3, "", "contacto4711@example.org"), "cto4711");
    }
}
