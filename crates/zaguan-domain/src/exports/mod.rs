//! Exports: what a list shows, as a file. Page after page is read and written; there is never all of it in memory.

mod columns;
mod text;
mod workbook;

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;

use sea_orm::EntityTrait as _;
use serde_json::json;
use uuid::Uuid;
use zaguan_types::exports::{ExportForm, ExportFormat};
use zaguan_types::fields::Module;
use zaguan_types::fields::builtin::module_labels;
use zaguan_types::{Page, Permission};

use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery};
use crate::{cases, contacts, fields, organisations, users};
use columns::{Layout, Line, Sink as _};
use text::{Lines, Text};
use workbook::Book;

/// Records of one page.
const PAGE: u32 = 2_000;

/// A file on its way out.
pub struct Export {
    cx: StaffCx<permits::RecordsExport>,
    module: Module,
    query: ListQuery,
    layout: Arc<Layout>,
    /// The page that was read before the answer began.
    first: Option<Piece>,
    next: Next,
    form: Form,
    ready: VecDeque<Vec<u8>>,
    /// What the file is called.
    name: String,
}

/// A page of records, on its way into the file.
enum Piece {
    Lines(Vec<Line>),
    Text(Vec<u8>),
}

enum Next {
    From(Option<String>),
    End,
}

enum Form {
    Text(Text),
    Book(Option<Box<Book>>),
    /// The workbook is written, and is read piece by piece.
    File(std::fs::File),
    Done,
}

/// Begins an export of contacts with the filters and the order of their list.
///
/// # Errors
/// [`Error::Invalid`] for unknown columns, filters and orders.
pub async fn contacts(cx: StaffCx<permits::RecordsExport>, query: ListQuery, form: ExportForm) -> Result<Export> {
    begin(cx, Module::Contacts, query, form).await
}

/// The same for organisations.
///
/// # Errors
/// As [`contacts`].
pub async fn organisations(cx: StaffCx<permits::RecordsExport>, query: ListQuery, form: ExportForm) -> Result<Export> {
    begin(cx, Module::Organisations, query, form).await
}

/// The same for cases, of which the permission to see them is asked too.
///
/// # Errors
/// As [`contacts`], and [`Error::Forbidden`] for those who may not see cases.
pub async fn cases(cx: StaffCx<permits::RecordsExport>, query: ListQuery, form: ExportForm) -> Result<Export> {
    if !cx.who.role.allows(Permission::CasesRead) {
        return Err(Error::Forbidden);
    }
    begin(cx, Module::Cases, query, form).await
}

async fn begin(
    cx: StaffCx<permits::RecordsExport>,
    module: Module,
    mut query: ListQuery,
    form: ExportForm,
) -> Result<Export> {
    let mut errors = FilterErrors::default();
    let pages = [("limit", query.limited), ("after", query.after.is_some()), ("count", query.count)];
    pages.iter().filter(|(_, asked)| *asked).for_each(|(name, _)| errors.unasked(name));
    errors.finish()?;
    query.limit = PAGE;
    let set = fields::set_of(&cx.desk, module).await?;
    let users = cx.desk.read(async |tx| tx.all(users::entity::Entity::find()).await).await?;
    let users: HashMap<Uuid, (String, String)> =
        users.into_iter().map(|user| (user.id, (user.name, user.email))).collect();
    let layout = Arc::new(Layout::new(module, &set.fields, &form, cx.who.language, users)?);
    let name = format!("{}-{}", fold(module_labels(module).get(cx.who.language)), cx.desk.app.now().utc_date());
    let told = json!({
        "module": module,
        "format": form.format.as_str(),
        "columns": layout.columns(),
        "filters": query.filters.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        "searched": query.q.is_some(),
    });
    let form = match form.format {
        ExportFormat::Csv => Form::Text(Text::new(&form)),
        ExportFormat::Xlsx => Form::Book(Some(Box::new(Book::new(module_labels(module).get(cx.who.language)).await?))),
    };
    let (ready, next) = (VecDeque::new(), Next::From(None));
    let mut export = Export { cx, module, query, layout, first: None, next, form, ready, name };
    // Read before the answer begins: what is wrong with filters and orders is answered as such.
    export.first = export.page().await?;
    export
        .cx
        .desk
        .write(async move |tx| {
            tx.audit("export.created", "export", None, told.clone());
            Ok(())
        })
        .await?;
    Ok(export)
}

impl Export {
    /// What the file is called, with its ending.
    pub fn file_name(&self) -> String {
        match self.form {
            Form::Text(_) => format!("{}.csv", self.name),
            Form::Book(_) | Form::File(_) | Form::Done => format!("{}.xlsx", self.name),
        }
    }

    /// The next bytes of the file; nothing at its end. Whoever does not ask any more ends the work.
    ///
    /// # Errors
    /// If the database is away, or there is no room for a temporary file.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            if let Some(bytes) = self.ready.pop_front() {
                return Ok(Some(bytes));
            }
            let piece = match self.first.take() {
                Some(first) => Some(first),
                None if matches!(self.form, Form::Text(_) | Form::Book(_)) => self.page().await?,
                None => None,
            };
            match &mut self.form {
                Form::Text(text) => {
                    let ended = piece.is_none();
                    let pieces = [text.head(&self.layout), piece.map_or_else(Vec::new, |piece| piece.into_text(text))];
                    self.ready.extend(pieces.into_iter().filter(|bytes| !bytes.is_empty()));
                    if ended {
                        self.form = Form::Done;
                    }
                }
                Form::Book(book) => {
                    let Some(mut open) = book.take() else { return Ok(None) };
                    open.head(&self.layout)?;
                    self.form = match piece {
                        Some(Piece::Lines(lines)) => Form::Book(Some(workbook::write_away(open, lines).await?)),
                        Some(Piece::Text(_)) | None => Form::File(workbook::save_away(open).await?),
                    };
                }
                Form::File(file) => match workbook::piece(file)? {
                    Some(bytes) => self.ready.push_back(bytes),
                    None => self.form = Form::Done,
                },
                Form::Done => return Ok(None),
            }
        }
    }

    /// The next records; nothing behind the last one.
    async fn page(&mut self) -> Result<Option<Piece>> {
        let Next::From(after) = &self.next else { return Ok(None) };
        let query = ListQuery { after: after.clone(), ..self.query.clone() };
        let (piece, next) = match self.module {
            Module::Organisations => {
                let page = organisations::page(&self.cx.desk, query, self.cx.who.user_id).await?;
                let Page { items, next, total: _ } = page;
                (Piece::Lines(items.into_iter().map(|one| self.layout.organisation(one)).collect()), next)
            }
            Module::Cases => {
                let Page { items, next, total: _ } = cases::page(&self.cx.desk, query, self.cx.who.user_id).await?;
                (Piece::Lines(items.into_iter().map(|one| self.layout.case(one)).collect()), next)
            }
            Module::Contacts | Module::Deals => self.contacts(query).await?,
        };
        self.next = next.map_or(Next::End, |next| Next::From(Some(next)));
        Ok(Some(piece))
    }

    /// Contacts are the most: they are written where they are read, and are never more than one row.
    async fn contacts(&self, query: ListQuery) -> Result<(Piece, Option<String>)> {
        let (layout, me) = (Arc::clone(&self.layout), self.cx.who.user_id);
        if let Form::Text(text) = &self.form {
            let write = move |row: contacts::Row<'_>, lines: &mut Lines| {
                layout.contact(&row, lines)?;
                lines.end();
                Ok(())
            };
            let (lines, next) = contacts::page_as(&self.cx.desk, query, me, write, text.beginning()).await?;
            return Ok((Piece::Text(lines.into_bytes()), next));
        }
        let write = move |row: contacts::Row<'_>, lines: &mut Vec<Line>| {
            let mut line = Line::new();
            layout.contact(&row, &mut line)?;
            lines.push(line);
            Ok(())
        };
        let (lines, next) = contacts::page_as(&self.cx.desk, query, me, write, Vec::new).await?;
        Ok((Piece::Lines(lines), next))
    }
}

impl Piece {
    fn into_text(self, text: &Text) -> Vec<u8> {
        match self {
            Self::Text(bytes) => bytes,
            Self::Lines(all) => {
                let mut lines = text.lines();
                for line in all {
                    line.into_iter().for_each(|cell| lines.cell(cell));
                    lines.end();
                }
                lines.into_bytes()
            }
        }
    }
}
