//! How the file is read: its letters, what stands between its cells, which sheet, whether its first row names the columns.
//! Each is chosen beforehand as it was found out, and a change reads the file anew at once.

use leptos::prelude::*;
use zaguan_i18n::importing as words;
use zaguan_types::Patch;
use zaguan_types::imports::{FileEncoding, FileKind, Import, ImportPatch, ImportSource, Separator};
use zaguan_ui::prelude::*;

use super::work::Work;

/// What an encoding is called.
fn encoding_name(encoding: FileEncoding) -> String {
    match encoding {
        FileEncoding::Utf8 => "UTF-8".to_owned(),
        FileEncoding::Utf16Le => "UTF-16 LE".to_owned(),
        FileEncoding::Utf16Be => "UTF-16 BE".to_owned(),
        FileEncoding::Windows1252 => words::WINDOWS_1252.get(language()).to_owned(),
        FileEncoding::Iso8859_15 => "ISO 8859-15".to_owned(),
    }
}

/// The separators as choices; for exports as well.
pub fn separator_options() -> Vec<(String, String)> {
    let name = |separator: &Separator| {
        let text = match separator {
            Separator::Comma => words::COMMA,
            Separator::Semicolon => words::SEMICOLON,
            Separator::Tab => words::TAB,
            Separator::Pipe => words::PIPE,
        };
        (separator.as_str().to_owned(), text.get(language()).to_owned())
    };
    Separator::ALL.iter().map(name).collect()
}

/// The card.
#[component]
pub fn ReadingCard(
    /// The import.
    work: Work,
    /// What is known of it.
    import: Signal<Import>,
) -> impl IntoView {
    let source = Memo::new(move |_| import.with(|import| import.source.clone()));
    let kind = source.with_untracked(|source| source.kind);
    let bound = |label, read: fn(&ImportSource) -> String, patch: fn(String) -> ImportPatch| {
        let mut bind = Bound::new(t(label), RwSignal::new(String::new()));
        bind.value = Signal::derive(move || source.with(read));
        bind.set = Callback::new(move |value: String| work.change(patch(value)));
        bind
    };
    let encodings = Signal::derive(|| {
        let option = |one: &FileEncoding| (one.as_str().to_owned(), encoding_name(*one));
        FileEncoding::ALL.iter().map(option).collect::<Vec<_>>()
    });
    let encoding = bound(
        words::ENCODING,
        |source| source.encoding.map(|one| one.as_str().to_owned()).unwrap_or_default(),
        |value| ImportPatch { encoding: Patch::to(FileEncoding::from_name(&value)), ..ImportPatch::default() },
    );
    let separator = bound(
        words::SEPARATOR,
        |source| source.separator.map(|one| one.as_str().to_owned()).unwrap_or_default(),
        |value| ImportPatch { separator: Patch::to(Separator::from_name(&value)), ..ImportPatch::default() },
    );
    let sheet = bound(
        words::SHEET,
        |source| source.sheet.clone().unwrap_or_default(),
        |value| ImportPatch { sheet: Patch::Set(value), ..ImportPatch::default() },
    );
    let sheets = Signal::derive(move || {
        source.with(|source| source.sheets.iter().map(|name| (name.clone(), name.clone())).collect::<Vec<_>>())
    });
    let mut header = Bound::new(t(words::HEADER), RwSignal::new(false));
    header.value = Signal::derive(move || source.with(|source| source.header));
    header.set = Callback::new(move |on: bool| {
        work.change(ImportPatch { header: Patch::Set(on), ..ImportPatch::default() });
    });
    let rows = move || words::ROWS_COUNT.count(language(), source.with(|source| source.rows));
    view! {
        <section class="import-part" aria-labelledby="import-reading">
            <header>
                <h2 id="import-reading">{t(words::READING)}</h2>
                <span class="small soft num" role="status">{rows}</span>
            </header>
            <div class="import-fields">
                {match kind {
                    FileKind::Csv => view! {
                        <Select bind=encoding options=encodings help=t(words::ENCODING_HELP) />
                        <Select bind=separator options=Signal::derive(separator_options) />
                    }
                    .into_any(),
                    FileKind::Xlsx => view! { <Select bind=sheet options=sheets /> }.into_any(),
                }}
                <Check bind=header />
            </div>
        </section>
    }
}
