//! Choosing files: by a button, by keyboard, or by dropping them. What fits is said before, what does not fit afterwards.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList, Node};
use zaguan_i18n::{common, components as words};

use crate::dom::unique_id;
use crate::field::FieldErrorLine;
use crate::icon::Icon;
use crate::lang::{language, t};
use crate::numbers::format_decimal;
use crate::progress::Progress;

/// What may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRule {
    /// The endings that fit, without their dot: `csv`; none: all.
    pub endings: Vec<String>,
    /// The most bytes of one file.
    pub most_bytes: u64,
    /// Whether several may be chosen.
    pub several: bool,
}

/// Why a file cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Another kind of file.
    Ending,
    /// Too big.
    Size,
}

impl FileRule {
    /// Whether a file of this name and size fits.
    ///
    /// # Errors
    /// Why it does not.
    pub fn check(&self, name: &str, bytes: u64) -> Result<(), Misfit> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let fits = self.endings.is_empty() || ending.is_some_and(|ending| self.endings.contains(&ending));
        match (fits, bytes <= self.most_bytes) {
            (false, _) => Err(Misfit::Ending),
            (true, false) => Err(Misfit::Size),
            (true, true) => Ok(()),
        }
    }

    fn types(&self) -> String {
        self.endings.iter().map(|ending| ending.to_uppercase()).collect::<Vec<_>>().join(", ")
    }
}

/// A limit in words. Whole mebibytes are said as so many megabytes, a little less than is taken: nobody reads «26,2 MB».
fn limit_text(bytes: u64, spoken: zaguan_types::Language) -> String {
    const MIB: u64 = 1 << 20;
    let said = if bytes.is_multiple_of(MIB) { bytes / MIB * 1_000_000 } else { bytes };
    size_text(said, spoken)
}

/// A size in words: «1,5 MB».
pub fn size_text(bytes: u64, spoken: zaguan_types::Language) -> String {
    let tenths = |unit: u64| {
        let tenths = (bytes * 10).div_ceil(unit);
        let number = if tenths.is_multiple_of(10) {
            (tenths / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        format_decimal(&number, spoken, 0)
    };
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// A place for files. Chosen ones stand under it until they are removed or the page is done with them.
#[component]
pub fn FileDrop(
    /// What the files are for, and the name of the input.
    #[prop(into)]
    label: TextProp,
    /// What may be chosen.
    rule: FileRule,
    /// The files that were chosen.
    files: RwSignal<Vec<File>, LocalStorage>,
    /// How much of them has been sent, 0 to 1; `None`: nothing is being sent.
    #[prop(optional, into)]
    sent: Signal<Option<f64>>,
    /// What went wrong with sending them.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("files");
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let misfit = RwSignal::new(None::<(String, u64, Misfit)>);
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let zone = NodeRef::<html::Div>::new();
    let rule = StoredValue::new(rule);
    let several = rule.with_value(|rule| rule.several);
    let take = move |list: Option<FileList>| {
        let chosen: Vec<File> =
            list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default();
        let wrong = chosen.iter().find_map(|file| {
            let (name, bytes) = (file.name(), file.size() as u64);
            rule.with_value(|rule| rule.check(&name, bytes)).err().map(|why| (name, bytes, why))
        });
        let fitting = chosen
            .into_iter()
            .filter(|file| rule.with_value(|rule| rule.check(&file.name(), file.size() as u64).is_ok()));
        let fitting: Vec<File> = fitting.take(if several { usize::MAX } else { 1 }).collect();
        misfit.set(wrong);
        match (several, fitting.is_empty()) {
            (_, true) => {}
            (true, false) => files.update(|files| files.extend(fitting)),
            (false, false) => files.set(fitting),
        }
        if let Some(input) = input.get_untracked() {
            // The same file chosen again is a change again.
            input.set_value("");
        }
    };
    let wrong = move || {
        let (name, bytes, why) = misfit.get()?;
        let spoken = language();
        let (types, most) = rule.with_value(|rule| (rule.types(), limit_text(rule.most_bytes, spoken)));
        Some(match why {
            Misfit::Ending => words::FILE_WRONG_TYPE.fill(spoken, &[("name", &name), ("types", &types)]),
            Misfit::Size => words::FILE_TOO_BIG
                .fill(spoken, &[("name", &name), ("size", &size_text(bytes, spoken)), ("most", &most)]),
        })
    };
    let error = Signal::derive(move || wrong().or_else(|| error.get()));
    let limits = move || {
        let (types, most) = rule.with_value(|rule| (rule.types(), limit_text(rule.most_bytes, language())));
        words::FILE_LIMITS.fill(language(), &[("types", if types.is_empty() { "*" } else { &types }), ("size", &most)])
    };
    let accept =
        rule.with_value(|rule| rule.endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(","));
    let leave = move |event: DragEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if !zone.get_untracked().is_some_and(|zone| to.is_some_and(|to| zone.contains(Some(&to)))) {
            over.set(false);
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let (described, label_now) = (format!("{help_id} {error_id}"), label.clone());
    let button = if several { words::CHOOSE_FILES } else { words::CHOOSE_FILE };
    view! {
        <div class="file-drop">
            <div
                class="file-zone"
                node_ref=zone
                data-over=move || over.get().then_some("")
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=leave
                on:drop=drop
            >
                <Icon name="upload" />
                <p>
                    <label class="file-pick">
                        <input
                            type="file"
                            node_ref=input
                            id=id
                            aria-label=move || label_now.get()
                            aria-describedby=described
                            aria-invalid=move || error.with(Option::is_some).then_some("true")
                            accept=accept
                            multiple=several
                            on:change=move |_| take(input.get_untracked().and_then(|input| input.files()))
                        />
                        <span>{t(button)}</span>
                    </label>
                    " "
                    {t(words::OR_DROP)}
                </p>
                <p class="help" id=help_id>{limits}</p>
            </div>
            <Chosen files sent />
            {move || sent.get().map(|share| view! { <Progress label=label.clone() share=Signal::stored(Some(share)) /> })}
            <FieldErrorLine id=error_id error />
        </div>
    }
}

/// The files that were chosen.
#[component]
fn Chosen(files: RwSignal<Vec<File>, LocalStorage>, sent: Signal<Option<f64>>) -> impl IntoView {
    let line = move |(at, file): (usize, File)| {
        let (name, bytes) = (file.name(), file.size() as u64);
        let remove_name = {
            let name = name.clone();
            move || common::REMOVE_WORD.fill(language(), &[("word", &name)])
        };
        let remove = move |_| {
            files.update(|files| {
                if at < files.len() {
                    drop(files.remove(at))
                }
            })
        };
        view! {
            <li class="file-line">
                <Icon name="file-text" />
                <span class="clip grow">{name}</span>
                <small class="soft num">{move || size_text(bytes, language())}</small>
                {move || sent.get().is_none().then(|| view! {
                    <button type="button" class="btn" data-kind="ghost" data-icon="" data-size="sm" aria-label=remove_name.clone() on:click=remove>
                        <Icon name="x" />
                    </button>
                })}
            </li>
        }
    };
    move || {
        let files = files.get();
        (!files.is_empty())
            .then(|| view! { <ul class="file-list">{files.into_iter().enumerate().map(line).collect_view()}</ul> })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::Language::{En, Es};

    #[test]
    fn a_file_fits_by_ending_and_size() {
        let rule = FileRule { endings: vec!["csv".into(), "xlsx".into()], most_bytes: 1_000, several: false };
        assert_eq!(rule.check("Clientes.CSV", 1_000), Ok(()));
        assert_eq!(rule.check("clientes.csv", 1_001), Err(Misfit::Size));
        assert_eq!(rule.check("foto.png", 9_999), Err(Misfit::Ending));
        assert_eq!(rule.check("csv", 1), Err(Misfit::Ending));
        assert_eq!(FileRule { endings: Vec::new(), ..rule }.check("foto.png", 1), Ok(()));
    }

    #[test]
    fn sizes_are_said_shortly() {
        assert_eq!(size_text(999, Es), "999 B");
        assert_eq!(size_text(212_000, Es), "212 KB");
        assert_eq!(size_text(1_500_000, Es), "1,5 MB");
        assert_eq!(size_text(1_500_000, En), "1.5 MB");
        assert_eq!(size_text(10_000_000, En), "10 MB");
        assert_eq!(limit_text(zaguan_types::imports::MOST_BYTES, Es), "25 MB", "what the server takes");
        assert_eq!(limit_text(1_500_000, Es), "1,5 MB");
    }
}
