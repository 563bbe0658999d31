//! The two drawings of the product: the arch with the light of the patio, and the small doorway of empty states.
//! Their colours come from the stylesheet, so the firm's brand paints the portal's arch.

use leptos::prelude::*;

/// The hall: three arches and the light behind them. Decoration.
#[component]
pub fn Scene(
    /// Cut to fill its place (sign-in) instead of shown whole (home).
    #[prop(optional)]
    fill: bool,
) -> impl IntoView {
    view! {
        <svg class="scene" viewBox="0 0 600 420" preserveAspectRatio=if fill { "xMidYMax slice" } else { "xMidYMax meet" } aria-hidden="true" focusable="false">
            <defs>
                <linearGradient id="scene-floor" x1="0" y1="0" x2="0" y2="1">
                    <stop class="scene-light" offset="0" stop-opacity=".55"></stop>
                    <stop class="scene-light" offset="1" stop-opacity=".05"></stop>
                </linearGradient>
                <linearGradient id="scene-sky" x1="0" y1="0" x2="0" y2="1">
                    <stop class="scene-light" offset="0" stop-opacity=".3"></stop>
                    <stop class="scene-light" offset="1" stop-opacity=".75"></stop>
                </linearGradient>
            </defs>
            <path class="scene-wall" d="M120 420V240a180 180 0 0 1 360 0v180z" opacity=".14"></path>
            <path class="scene-wall" d="M168 420V248a132 132 0 0 1 264 0v172z" opacity=".3"></path>
            <path class="scene-wall" d="M208 372V254a92 92 0 0 1 184 0v118z"></path>
            <path class="scene-ground" d="M234 372V258a66 66 0 0 1 132 0v114z"></path>
            <path fill="url(#scene-sky)" d="M234 372V258a66 66 0 0 1 132 0v114z"></path>
            <circle class="scene-sun" cx="316" cy="282" r="21"></circle>
            <path class="scene-wall" d="M234 318c22-7 44-7 66 0s44 7 66 0v54H234z" opacity=".5"></path>
            <path class="scene-wall" d="M234 340c22-7 44-7 66 0s44 7 66 0v32H234z" opacity=".6"></path>
            <path fill="url(#scene-floor)" d="M208 372h184l92 48H116z"></path>
        </svg>
    }
}

/// A small doorway, for empty states. Decoration.
#[component]
pub fn Doorway() -> impl IntoView {
    view! {
        <svg class="doorway-mark" viewBox="0 0 80 72" aria-hidden="true" focusable="false">
            <path class="doorway-out" d="M16 68V34a24 24 0 0 1 48 0v34z"></path>
            <path class="doorway-in" d="M26 68V36a14 14 0 0 1 28 0v32z"></path>
            <path class="doorway-floor" d="M4 68h72"></path>
        </svg>
    }
}
