//! Where the app is cut: the door, which every visitor loads, the screens behind it, for those who are in, the screens of
//! imports, which one needs now and then, and the catalogue of components, for those who ask for it.
//!
//! The finished app is built with the feature `split`; then [`inside`], [`imports`] and [`catalogue`] load their part. Without it there
//! is one part, and everything is here at once.

use std::future::Future;

use leptos::prelude::*;
use zaguan_i18n::problems;
use zaguan_ui::prelude::*;

use crate::catalogue::Catalogue;
use crate::imports::ImportScreens;
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

/// The screens of imports.
///
/// # Errors
/// [`NotHere`] when the line broke; the next call tries again.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(imports, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn imports() -> Result<AnyView, NotHere> {
    Ok(view! { <ImportScreens /> }.into_any())
}

/// The screens of imports.
///
/// # Errors
/// None: they are here.
#[cfg(not(feature = "split"))]
pub async fn imports() -> Result<AnyView, NotHere> {
    Ok(view! { <ImportScreens /> }.into_any())
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
    let missing = |again: Callback<()>| {
        view! { <main class="gate-wait"><ProblemView failure=Failure::Network on_retry=again /></main> }.into_any()
    };
    later(load, || view! { <Waiting /> }.into_any(), missing)
}

/// As [`Later`], for a screen inside of the frame.
#[component]
pub fn LaterInside<F, Fut>(
    /// Loads the part.
    load: F,
) -> impl IntoView
where
    F: Fn() -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<AnyView, NotHere>> + Send + 'static,
{
    let waiting = || {
        view! { <div class="page late" aria-busy="true"><div class="page-in"><WaitingHeading /><SkeletonForm /></div></div> }
            .into_any()
    };
    let missing = |again: Callback<()>| {
        view! {
            <div class="page">
                <div class="page-in">
                    <Heading text=t(problems::TITLE) />
                    <ProblemView failure=Failure::Network on_retry=again />
                </div>
            </div>
        }
        .into_any()
    };
    later(load, waiting, missing)
}

fn later<F, Fut>(load: F, waiting: fn() -> AnyView, missing: fn(Callback<()>) -> AnyView) -> impl IntoView
where
    F: Fn() -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<AnyView, NotHere>> + Send + 'static,
{
    let turn = RwSignal::new(0_u32);
    let again = Callback::new(move |()| turn.update(|turn| *turn = turn.wrapping_add(1)));
    view! {
        <Suspense fallback=waiting>
            {move || {
                turn.track();
                Suspend::new(async move { load().await.unwrap_or_else(|_| missing(again)) })
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
