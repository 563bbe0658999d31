//! Icons from the sprite. Which exist is listed in `icons.txt` (lucide) and `icons/` (our own).

use leptos::prelude::*;

/// The address of the sprite, told by the shell.
fn sprite() -> String {
    thread_local!(static SPRITE: String = crate::dom::meta("zaguan-icons").unwrap_or_default());
    SPRITE.with(Clone::clone)
}

/// An icon of the sprite, drawn in the colour of the text around it. Decoration: what it means stands in words beside
/// it or in the `aria-label` of its button.
#[component]
pub fn Icon(
    /// Its name in the sprite, such as `arrow-left`.
    #[prop(into)]
    name: TextProp,
) -> impl IntoView {
    let href = move || format!("{}#{}", sprite(), name.get());
    view! {
        <svg class="i" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
