//! The hall: the drawing with the arch, the firm's name, and at the foot the choice of language.

use leptos::prelude::*;
use zaguan_ui::prelude::*;

use crate::session::Session;
use crate::shell::Logo;

/// A page before the door.
#[component]
pub fn Gate(
    /// Leaves out the firm and the languages, where there is no firm.
    #[prop(optional)]
    nobody: bool,
    children: Children,
) -> impl IntoView {
    let firm = (!nobody).then(|| view! { <p class="logo"><Logo /></p> });
    let foot = (!nobody).then(|| {
        let session = Session::get();
        view! {
            <footer>
                <span class="end">
                    <LanguageMenu on_change=move |language| session.speak(language) />
                </span>
            </footer>
        }
    });
    view! {
        <div class="gate">
            <div class="hall">
                <Scene fill=true />
            </div>
            <main id="gate" tabindex="-1">
                <OfflineBanner />
                {firm}
                {children()}
                {foot}
            </main>
        </div>
    }
}
