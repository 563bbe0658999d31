//! Asks before an import is taken back, and says what that does and what it does not.

use leptos::prelude::*;
use zaguan_i18n::{common, importing as words};
use zaguan_ui::prelude::*;

use super::work::{Verb, Work};

/// The dialog.
#[component]
pub fn UndoDialog(
    /// The import.
    work: Work,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let undo = move |()| {
        open.set(false);
        work.act(Verb::Undo);
    };
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
            <Button label=t(words::UNDO) kind=Kind::Danger submit=true />
        }
    };
    view! {
        <Dialog open title=t(words::UNDO_TITLE) foot on_submit=undo>
            <div class="import-undo">
                <h3>{t(words::UNDO_DOES)}</h3>
                <ul>
                    <li>{t(words::UNDO_CREATED)}</li>
                    <li>{t(words::UNDO_CHANGED)}</li>
                </ul>
                <h3>{t(words::UNDO_DOES_NOT)}</h3>
                <ul>
                    <li>{t(words::UNDO_KEPT)}</li>
                    <li>{t(words::UNDO_ONE_WAY)}</li>
                </ul>
            </div>
        </Dialog>
    }
}
