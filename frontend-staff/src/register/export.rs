//! «Exportar…»: what the list shows, as a file. The file goes from the server to the disk by a plain link, so that it never
//! sits in the page's memory; the session's cookie goes with it as with every other request.

use leptos::html;
use leptos::prelude::*;
use zaguan_client::{Query, export_address};
use zaguan_i18n::{Text, common, exporting as words, exports};
use zaguan_types::exports::{ExportFormat, ExportHeaders};
use zaguan_types::fields::Field;
use zaguan_types::imports::Separator;
use zaguan_ui::prelude::*;

use super::kind::Kind as Register;
use super::view::ListView;
use crate::definitions::definitions;
use crate::record::model::all_fields;

/// Which list is to be taken out, asked for from elsewhere. Copies are the same.
#[derive(Clone, Copy)]
pub struct Exporting(RwSignal<Option<Register>>);

impl Exporting {
    /// Nothing is asked for yet. Call it once, around all lists.
    pub fn start() -> Self {
        let asked = Self(RwSignal::new(None));
        provide_context(asked);
        asked
    }

    /// Asks for the dialog of a list, which opens as soon as that list is there.
    pub fn ask(self, kind: Register) {
        self.0.set(Some(kind));
    }
}

/// Which columns go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// Those of the list.
    Shown,
    /// All active fields.
    Every,
    /// Those that are chosen.
    Chosen,
}

/// How the file is to be.
#[derive(Clone, Copy)]
struct Form {
    format: RwSignal<ExportFormat>,
    which: RwSignal<Which>,
    chosen: RwSignal<Vec<String>>,
    separator: RwSignal<String>,
    mark: RwSignal<bool>,
    api_names: RwSignal<bool>,
}

/// The columns of a list as the file calls them; a person's name is two of them.
fn columns_of(kind: Register, shown: &[String]) -> Vec<String> {
    let names = |id: &str| -> Vec<&str> {
        match (kind, id) {
            (Register::Contacts, "name") => vec!["first_name", "last_name"],
            (Register::Cases, "subject") => vec!["number", "subject"],
            (_, "organisation_id") => vec!["organisation_name"],
            (_, "contact_id") => vec!["contact_name"],
            (_, "assignee_id") => vec!["assignee_name"],
            (_, "parent_id") => vec!["parent_name"],
            (_, "owner_id") => vec!["owner_name"],
            _ => Vec::new(),
        }
    };
    let column = |id: &String| match names(id) {
        known if known.is_empty() => vec![id.clone()],
        known => known.into_iter().map(str::to_owned).collect(),
    };
    shown.iter().flat_map(column).collect()
}

/// What belongs to every record and is no field.
const fn extras(kind: Register) -> &'static [(&'static str, Text)] {
    match kind {
        Register::Contacts | Register::Organisations => &[
            ("owner_email", exports::OWNER_EMAIL),
            ("created_at", exports::CREATED_AT),
            ("updated_at", exports::UPDATED_AT),
            ("id", exports::ID),
        ],
        Register::Cases => &[
            ("number", exports::NUMBER),
            ("created_at", exports::CREATED_AT),
            ("updated_at", exports::UPDATED_AT),
            ("closed_at", exports::CLOSED_AT),
            ("id", exports::ID),
        ],
    }
}

/// The columns that can be chosen, with their names: ids of what a record belongs to go out as names.
fn choices(kind: Register, all: &[Field]) -> Vec<(String, String)> {
    let spoken = language();
    let field = |field: &Field| {
        let name = match field.api_name.as_str() {
            "organisation_id" if field.builtin => "organisation_name".to_owned(),
            "contact_id" if field.builtin => "contact_name".to_owned(),
            "assignee_id" if field.builtin => "assignee_name".to_owned(),
            "parent_id" if field.builtin => "parent_name".to_owned(),
            "owner_id" if field.builtin => "owner_name".to_owned(),
            name if field.builtin => name.to_owned(),
            name => format!("custom.{name}"),
        };
        (name, field.labels.get(spoken).to_owned())
    };
    let extras = extras(kind).iter().map(|(name, text)| ((*name).to_owned(), text.get(spoken).to_owned()));
    all.iter().filter(|field| field.active).map(field).chain(extras).collect()
}

/// The address of the file. `columns`: API names; none: all active fields.
fn address(kind: Register, list: Query, format: ExportFormat, columns: &[String], more: &[(&str, &str)]) -> String {
    let query = list.with("format", format.as_str()).some("columns", columns.join(","));
    export_address(kind.module(), &more.iter().fold(query, |query, (name, value)| query.with(name, value)))
}

/// The dialog.
#[component]
pub fn ExportDialog(
    /// Of which list.
    kind: Register,
    /// What the list shows.
    view: Memo<ListView>,
    /// The columns of the list.
    shown: Memo<Vec<String>>,
    /// How many records the list has, while that is known.
    total: Signal<Option<u64>>,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    if let Some(Exporting(asked)) = use_context::<Exporting>() {
        Effect::new(move |_| {
            if asked.get() == Some(kind) {
                asked.set(None);
                open.set(true);
            }
        });
    }
    let form = Form {
        format: RwSignal::new(ExportFormat::Xlsx),
        which: RwSignal::new(Which::Shown),
        chosen: RwSignal::new(Vec::new()),
        separator: RwSignal::new(Separator::Semicolon.as_str().to_owned()),
        mark: RwSignal::new(true),
        api_names: RwSignal::new(false),
    };
    // Whoever chooses begins with what the list shows.
    Effect::new(move |_| {
        if open.get() {
            form.chosen.set(columns_of(kind, &shown.get_untracked()));
        }
    });
    let columns = Memo::new(move |_| match form.which.get() {
        Which::Shown => columns_of(kind, &shown.get()),
        Which::Every => Vec::new(),
        Which::Chosen => form.chosen.get(),
    });
    let href = move || {
        let (format, separator) = (form.format.get(), form.separator.get());
        let headers = if form.api_names.get() { ExportHeaders::Api } else { ExportHeaders::Labels };
        let mut more = vec![("headers", headers.as_str())];
        let mark = form.mark.get().to_string();
        if format == ExportFormat::Csv {
            more.extend([("separator", separator.as_str()), ("bom", mark.as_str())]);
        }
        address(kind, view.with(ListView::list), format, &columns.get(), &more)
    };
    let blocked = Memo::new(move |_| {
        if total.get() == Some(0) {
            Some(words::NOTHING)
        } else if form.which.get() == Which::Chosen && form.chosen.with(Vec::is_empty) {
            Some(words::CHOOSE_ONE)
        } else {
            None
        }
    });
    let title = match kind {
        Register::Contacts => words::EXPORT_CONTACTS,
        Register::Organisations => words::EXPORT_ORGANISATIONS,
        Register::Cases => words::EXPORT_CASES,
    };
    // How many is said before: it is what one takes out.
    let lead = move || {
        let text = view.with(|view| match (view.is_bin(), view.is_whole()) {
            (true, _) => words::BIN,
            (false, true) => words::WHOLE,
            (false, false) => words::FILTERED,
        });
        let count = total.get().map(|n| kind.words().count.count(language(), n));
        text.fill(language(), &[("count", count.as_deref().unwrap_or("…"))])
    };
    let link = NodeRef::<html::A>::new();
    // Enter downloads, as the button does.
    let send = move |()| {
        if let Some(link) = link.get_untracked() {
            link.click();
        }
    };
    let started = move |_| {
        open.set(false);
        toast(t(words::STARTED));
    };
    let foot = move || {
        let download = move || match blocked.get() {
            Some(why) => {
                let why = Signal::derive(move || Some(why.get(language()).to_owned()));
                view! { <Button label=t(words::DOWNLOAD) kind=Kind::Primary icon="download" blocked=why /> }.into_any()
            }
            None => view! {
                // A form without a button that sends it does nothing on Enter.
                <button type="submit" hidden></button>
                <a class="btn" node_ref=link data-kind="primary" href=href download="" on:click=started>
                    <Icon name="download" />
                    <span class="btn-words">{t(words::DOWNLOAD)}</span>
                </a>
            }
            .into_any(),
        };
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
            {download}
        }
    };
    view! {
        <Dialog open title=t(title) lead foot on_submit=send>
            <Inputs kind form />
        </Dialog>
    }
}

/// Format, columns, and what only texts have.
#[component]
fn Inputs(kind: Register, form: Form) -> impl IntoView {
    let all = move || definitions().of(kind.module()).get().map(|blocks| all_fields(&blocks)).unwrap_or_default();
    let options = Signal::derive(move || choices(kind, &all()));
    let is_csv = Memo::new(move |_| form.format.get() == ExportFormat::Csv);
    let separators = Signal::derive(crate::imports::separator_options);
    view! {
        <div class="stack" data-gap="l">
            <fieldset class="field">
                <legend class="label">{t(words::FORMAT)}</legend>
                <Radio group="export-format" label=words::XLSX mine=ExportFormat::Xlsx value=form.format />
                <Radio group="export-format" label=words::CSV mine=ExportFormat::Csv value=form.format />
            </fieldset>
            {move || is_csv.get().then(|| view! {
                <div class="stack">
                    <Select bind=Bound::new(t(words::SEPARATOR), form.separator) options=separators />
                    <Check bind=Bound::new(t(words::MARK), form.mark) help=t(words::MARK_HELP) />
                </div>
            })}
            <fieldset class="field">
                <legend class="label">{t(words::COLUMNS)}</legend>
                <Radio group="export-columns" label=words::SHOWN mine=Which::Shown value=form.which />
                <Radio group="export-columns" label=words::EVERY mine=Which::Every value=form.which />
                <Radio group="export-columns" label=words::CHOSEN mine=Which::Chosen value=form.which />
            </fieldset>
            {move || (form.which.get() == Which::Chosen).then(|| view! { <MultiChips bind=Bound::new(t(words::WHICH), form.chosen) options /> })}
            <Check bind=Bound::new(t(words::API_NAMES), form.api_names) help=t(words::API_NAMES_HELP) />
        </div>
    }
}

/// One of a few.
#[component]
fn Radio<T: Copy + PartialEq + Send + Sync + 'static>(
    group: &'static str,
    label: Text,
    mine: T,
    value: RwSignal<T>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="radio" name=group prop:checked=move || value.get() == mine on:change=move |_| value.set(mine) />
            <span class="check-words">{t(label)}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_a_list_shows_goes_out_as_people_read_it() {
        let shown = ids("name organisation_id tags owner_id updated_at custom.dni");
        let wanted = ids("first_name last_name organisation_name tags owner_name updated_at custom.dni");
        assert_eq!(columns_of(Register::Contacts, &shown), wanted);
        let shown = ids("subject contact_id organisation_id assignee_id status");
        let wanted = ids("number subject contact_name organisation_name assignee_name status");
        assert_eq!(columns_of(Register::Cases, &shown), wanted);
        assert_eq!(columns_of(Register::Organisations, &ids("name parent_id")), ids("name parent_name"));
    }

    #[test]
    fn the_address_keeps_filters_and_order_of_the_list() {
        let list = Query::new().some("q", "vega").filter("tag", "VIP").with("sort", "-created_at");
        let more = [("headers", "labels"), ("separator", "semicolon")];
        let file = address(Register::Contacts, list, ExportFormat::Csv, &ids("email phone"), &more);
        assert_eq!(
            file,
            "/api/v1/exports/contacts?q=vega&filter[tag]=VIP&sort=-created_at&format=csv&columns=email%2Cphone&headers=labels&separator=semicolon"
        );
        let whole = address(Register::Organisations, Query::new(), ExportFormat::Xlsx, &[], &[]);
        assert_eq!(whole, "/api/v1/exports/organisations?format=xlsx");
    }
}
