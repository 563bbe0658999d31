//! The one client of the API, and the time that this app gives a screen before it reads anew.

use std::time::Duration;

use leptos::prelude::*;
use zaguan_client::Staff;
use zaguan_client::browser::Browser;
use zaguan_types::events::{Event, EventKind};
use zaguan_ui::dom::after;
use zaguan_ui::live::Live;

/// The staff API of the server that the page came from.
pub const fn api() -> Staff<Browser> {
    Staff::new(Browser)
}

/// How long news gather before a screen reads anew: a burst of events makes one request.
const GATHER: Duration = Duration::from_millis(150);

/// Calls `act` soon after events that `matters` picks, and after a gap in the stream. Ends with the caller's owner.
pub fn on_news(matters: impl Fn(&Event) -> bool + 'static, act: impl Fn() + Copy + 'static) {
    let Some(live) = use_context::<Live>() else { return };
    let waiting = StoredValue::new(false);
    live.each(move |event| {
        let wanted = event.kind == EventKind::Resync || matters(event);
        if !wanted || waiting.try_get_value() != Some(false) {
            return;
        }
        waiting.set_value(true);
        after(GATHER, move || {
            // The screen may be gone by now.
            if waiting.try_set_value(false).is_none() {
                act();
            }
        });
    });
}
