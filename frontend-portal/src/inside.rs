//! Where the app is cut in two: the door, which every visitor loads, and the pages behind it, for those who are in.
//!
//! The finished app is built with the feature `split`; then [`pages`] loads the second part. Without it there is one
//! part, and everything is here at once.

use leptos::prelude::*;

use crate::app::Inside;

/// The second part did not arrive.
#[derive(Clone, Copy, Debug)]
pub struct NotHere;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotHere {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// The pages behind the door.
///
/// # Errors
/// [`NotHere`] when the line broke; the next call tries again.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(inside, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
pub fn pages() -> Result<AnyView, NotHere> {
    Ok(view! { <Inside /> }.into_any())
}

/// The pages behind the door.
///
/// # Errors
/// None: they are here.
#[cfg(not(feature = "split"))]
pub async fn pages() -> Result<AnyView, NotHere> {
    Ok(view! { <Inside /> }.into_any())
}

/// Begins to load the second part, as when somebody types a password and will soon be in.
pub fn prepare() {
    #[cfg(feature = "split")]
    leptos::task::spawn_local(async {
        // Whoever needs the pages asks again.
        let _ = fetch().await;
    });
}
