//! The search index: in which records of a firm a piece of text occurs, found without reading all of them.
//!
//! PostgreSQL has an index of its own over three-letter pieces (`pg_trgm`), kept by itself. On SQLite the pieces of each
//! record stand in a full-text table and are kept here, by [`TenantTx`] at each insert, update and delete, in the same
//! transaction: no verb can forget it. Files: `grams` makes pieces, `places` puts records in order,
//! `keep` writes both, `find` asks for them, `common` knows which pieces occur everywhere.
//!
//! The index only narrows a query down. Whether the words really occur, and everything else that was asked, the query
//! itself still says: a piece too many costs time, not truth.

mod common;
mod find;
mod grams;
mod keep;
mod places;
#[cfg(test)]
mod tests;

use sea_orm::sea_query::{Condition, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait};

use super::tenant_tx::{TenantEntity, TenantTx};
pub(crate) use find::Asked;
pub(super) use keep::Kept;

/// Shorter words are looked for at the beginning only: there is no piece of three letters in them.
const LETTERS: usize = 3;

/// How a table is searched. Its columns hold folded text.
pub(crate) struct Search<E: EntityTrait> {
    /// Tells the tables apart inside the index; 0 to 3.
    pub(crate) kind: u8,
    /// The key beside the firm.
    pub(crate) id: E::Column,
    /// The text by which records are listed, if it is one: hits then come in this order, and a page needs no more of
    /// them than it shows. A table without one finds short words at the beginning of its first text.
    pub(crate) order: Option<E::Column>,
    /// The texts that are searched.
    pub(crate) texts: &'static [E::Column],
    /// What is empty in every record that a search finds where nothing else is asked: the moment of its removal.
    pub(crate) without: Option<E::Column>,
}

fn is_short(words: &str) -> bool {
    words.chars().nth(LETTERS - 1).is_none()
}

impl TenantTx<'_> {
    /// That `words`, folded, occur in a record: three letters and more anywhere, fewer at the beginning of what records
    /// are listed by. Of a table that is not searched: of none.
    pub(crate) fn holds<E: TenantEntity>(&self, words: &str) -> Condition {
        let mut any = Condition::any();
        let Some(Search { order, texts, .. }) = E::search() else { return any };
        match (is_short(words), order) {
            (true, Some(order)) => {
                // Everything that begins so lies between these two, by the bytes of the text.
                let end = format!("{words}\u{10FFFF}");
                any = any.add(order.into_expr().gte(words).and(order.into_expr().lt(end)));
            }
            (true, None) => {
                any = any.add_option(texts.first().map(|first| self.dialect().begins(first.into_expr(), words)));
            }
            (false, _) => {
                for text in texts {
                    any = any.add(self.dialect().contains(text.into_expr(), words));
                }
            }
        }
        any
    }
}
