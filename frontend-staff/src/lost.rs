//! The heading of a page whose record cannot be shown: without it the page would have no name.

use leptos::prelude::*;
use zaguan_i18n::{common, problems};
use zaguan_types::Code;
use zaguan_ui::prelude::*;

/// A heading and a way back, while a reading has failed and has nothing to show. What went wrong is said by [`Loaded`].
#[component]
pub fn LostHeading<T: Clone + Send + Sync + 'static>(
    /// The record.
    from: Reading<T>,
    /// The address of the list it belongs to.
    back: String,
    /// The name of that list.
    #[prop(into)]
    list: TextProp,
) -> impl IntoView {
    let code =
        Memo::new(move |_| if from.get().is_some() { None } else { from.failure().map(|failure| failure.code()) });
    move || {
        let (back, list) = (back.clone(), list.clone());
        code.get().map(|code| {
            let title = if code == Some(Code::NotFound) { common::NOT_FOUND_TITLE } else { problems::TITLE };
            view! {
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=vec![(back, list)] />
                        <Heading text=t(title) />
                    </div>
                </header>
            }
        })
    }
}
