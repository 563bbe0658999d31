//! How far something is.

use leptos::prelude::*;

use crate::dom::unique_id;

/// A bar with its name and figures. Without a share it says that something goes on, not how far it is.
#[component]
pub fn Progress(
    /// What goes on.
    #[prop(into)]
    label: TextProp,
    /// The share that is done, 0 to 1; `None`: not known.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// «640 de 1.000»
    #[prop(optional, into)]
    figures: Option<TextProp>,
) -> impl IntoView {
    let id = unique_id("progress");
    let labelled = id.clone();
    let percent = Memo::new(move |_| share.get().map(|share| (share.clamp(0.0, 1.0) * 100.0).round() as u8));
    let figures_now = figures.clone();
    view! {
        <div class="progress-field">
            <div class="progress-head">
                <span id=id>{move || label.get()}</span>
                {figures.map(|figures| view! { <span class="soft num" aria-hidden="true">{move || figures.get()}</span> })}
            </div>
            <div
                class="progress"
                role="progressbar"
                aria-labelledby=labelled
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent.get().map(|percent| percent.to_string())
                aria-valuetext=move || figures_now.as_ref().map(|figures| figures.get().to_string())
                data-unknown=move || percent.get().is_none().then_some("")
                style:--value=move || format!("{}%", percent.get().unwrap_or(0))
            >
                <span></span>
            </div>
        </div>
    }
}
