//! The first rows of the file as they would turn out, read anew after every change.

use leptos::prelude::*;
use zaguan_i18n::{Text, importing as words, imports as fault_words};
use zaguan_types::fields::{FieldType, Module};
use zaguan_types::imports::{FaultLevel, Import, ImportPreview, ImportTarget, PreviewCell, PreviewRow, RowAction};
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::definitions::definitions;
use crate::record::named_value;

/// The columns that go somewhere: their place, and what they go to.
type Heads = Vec<(u32, String)>;

/// The card.
#[component]
pub fn PreviewCard(
    /// What is known of the import.
    import: Signal<Import>,
    /// Where columns can go.
    targets: Memo<Vec<ImportTarget>>,
) -> impl IntoView {
    let (id, module) = import.with_untracked(|import| (import.id, import.module));
    let version = Memo::new(move |_| import.with(|import| import.version));
    let reading = Reading::new(move || {
        version.track();
        async move { api().preview_import(id).await }
    });
    let heads = Memo::new(move |_| {
        import.with(|import| {
            let goes = import.mapping.iter().filter_map(|one| Some((one.column, one.target.clone()?)));
            goes.collect::<Heads>()
        })
    });
    let head = move || {
        let labels = heads.get().into_iter().map(move |(_, name)| {
            let label = move || {
                targets.with(|targets| {
                    let target = targets.iter().find(|target| target.name == name);
                    target.map(|target| target.labels.get(language()).to_owned()).unwrap_or_default()
                })
            };
            view! { <th scope="col">{label}</th> }
        });
        view! {
            <tr>
                <th scope="col">{t(fault_words::ROW)}</th>
                <th scope="col">{t(words::WILL)}</th>
                {labels.collect_view()}
            </tr>
        }
    };
    let nothing = || view! { <p class="soft small">{t(words::NOWHERE)}</p> };
    let table = move |preview: Signal<ImportPreview>| {
        move || {
            let heads = heads.get();
            if heads.is_empty() {
                return nothing().into_any();
            }
            let row = |row: PreviewRow| view! { <OneRow row heads=heads.clone() module /> };
            let rows = preview.get().items.into_iter().map(row).collect_view();
            view! {
                <Table label=t(words::PREVIEW) class="import-preview" head=Box::new(move || head().into_any())>
                    {rows}
                </Table>
            }
            .into_any()
        }
    };
    view! {
        <section class="import-part" aria-labelledby="import-preview">
            <header><h2 id="import-preview">{t(words::PREVIEW)}</h2></header>
            <Loaded from=reading skeleton=|| view! { <SkeletonForm fields=3 /> } let:preview>{table(preview)}</Loaded>
        </section>
    }
}

/// What would become of a row, in a word.
const fn action(action: RowAction) -> (Text, Option<Tone>) {
    match action {
        RowAction::Create => (words::CREATE, Some(Tone::Good)),
        RowAction::Update => (words::UPDATE, Some(Tone::Accent)),
        RowAction::Unchanged => (words::UNCHANGED, None),
        RowAction::Skip => (words::SKIP, None),
        RowAction::Fault => (words::FAULT, Some(Tone::Bad)),
    }
}

#[component]
fn OneRow(row: PreviewRow, heads: Heads, module: Module) -> impl IntoView {
    let PreviewRow { row: number, action: what, record_id: _, cells, faults } = row;
    let (text, tone) = action(what);
    let badge = match tone {
        Some(tone) => view! { <Badge label=t(text) tone /> }.into_any(),
        None => view! { <Badge label=t(text) /> }.into_any(),
    };
    // What is wrong with the row as a whole stands with what would become of it, the rest with its cell.
    let is_shown = |column: Option<u32>| column.is_some_and(|column| heads.iter().any(|(at, _)| *at == column));
    let of_row = faults.iter().filter(|fault| !is_shown(fault.column)).map(|fault| why(fault.code, fault.level));
    let of_row = of_row.collect_view();
    let cells = heads.iter().map(|(column, _)| {
        let cell = cells.iter().find(|cell| cell.column == *column).cloned();
        let wrong: Vec<_> = faults.iter().filter(|fault| fault.column == Some(*column)).cloned().collect();
        let is_bad = wrong.iter().any(|fault| fault.level == FaultLevel::Error);
        let whys = wrong.into_iter().map(|fault| why(fault.code, fault.level)).collect_view();
        let text = move || cell.as_ref().map(|cell| shown(module, cell)).unwrap_or_default();
        view! { <td data-bad=is_bad.then_some("")><span class="clip">{text}</span>{whys}</td> }
    });
    view! {
        <tr>
            <td class="num soft">{number}</td>
            <td>{badge}{of_row}</td>
            {cells.collect_view()}
        </tr>
    }
}

fn why(code: zaguan_types::imports::FaultCode, level: FaultLevel) -> impl IntoView {
    let tone = if level == FaultLevel::Error { "bad" } else { "warn" };
    view! { <small class="why" data-tone=tone>{move || fault_words::fault(code, language())}</small> }
}

/// A value as it was understood; as it stands in the file where that is what is kept, or where it could not be read.
fn shown(module: Module, cell: &PreviewCell) -> String {
    let PreviewCell { column: _, target, text, value } = cell;
    let name = target.strip_prefix("custom.").unwrap_or(target);
    let field = definitions().field(module, name);
    match (value, field) {
        (serde_json::Value::Null, _) => text.clone(),
        (serde_json::Value::Array(words), None) => {
            words.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join(", ")
        }
        (_, Some(field))
            if !matches!(
                field.field_type,
                FieldType::LinkOrganisation | FieldType::LinkContact | FieldType::LinkCase
            ) =>
        {
            named_value(&field, Some(value), None, language())
        }
        _ => text.clone(),
    }
}
