//! Where the app is cut: the door, which every visitor loads, the screens behind it, for those who are in, and the
//! catalogue of components, for those who ask for it.
//!
//! The finished app is built with the feature `split`; then [`inside`] and [`catalogue`] load their part. Without it there
//! is one part, and everything is here at once.

use std::future::Future;

use leptos::prelude::*;
use zaguan_ui::prelude::*;

use crate::catalogue::Catalogue;
use crate::session::Inside;

/// A part did not arrive.
#[derive(Clone, Copy, Debug)]
pub struct NotHere;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotHere {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// The app of the person who is signed in.
///
/// # Errors
/// [`NotHere`] when the line broke; the next call tries again.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(inside, wasm_split_path = ::leptos::wasm_split, preload(fetch_inside), fallible)]
pub fn inside() -> Result<AnyView, NotHere> {
    Ok(view! { <Inside /> }.into_any())
}

/// The app of the person who is signed in.
///
/// # Errors
/// None: it is here.
#[cfg(not(feature = "split"))]
pub async fn inside() -> Result<AnyView, NotHere> {
    Ok(view! { <Inside /> }.into_any())
}

/// The catalogue of components.
///
/// # Errors
/// [`NotHere`] when the line broke; the next call tries again.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(catalogue, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn catalogue() -> Result<AnyView, NotHere> {
    Ok(view! { <Catalogue /> }.into_any())
}

/// The catalogue of components.
///
/// # Errors
/// None: it is here.
#[cfg(not(feature = "split"))]
pub async fn catalogue() -> Result<AnyView, NotHere> {
    Ok(view! { <Catalogue /> }.into_any())
}

/// Begins to load what is behind the door, as when somebody types a password and will soon be in.
pub fn prepare_inside() {
    #[cfg(feature = "split")]
    leptos::task::spawn_local(async {
        // Whoever needs the part asks again.
        let _ = fetch_inside().await;
    });
}

/// A part once it is here. It may be far away: then this says so and offers to try again.
#[component]
pub fn Later<F, Fut>(
    /// Loads the part.
    load: F,
) -> impl IntoView
where
    F: Fn() -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<AnyView, NotHere>> + Send + 'static,
{
    let turn = RwSignal::new(0_u32);
    let again = move |()| turn.update(|turn| *turn = turn.wrapping_add(1));
    let missing = move || {
        view! { <main class="gate-wait"><ProblemView failure=Failure::Network on_retry=again /></main> }.into_any()
    };
    let waiting = || view! { <Waiting /> };
    view! {
        <Suspense fallback=waiting>
            {move || {
                turn.track();
                Suspend::new(async move { load().await.unwrap_or_else(|_| missing()) })
            }}
        </Suspense>
    }
}

/// While it is not known yet who is there, or what they will see is on its way.
#[component]
pub fn Waiting() -> impl IntoView {
    view! {
        <main class="gate-wait late" aria-busy="true">
            <WaitingHeading />
            <Skeleton twelfths=4 />
        </main>
    }
}
