//! What keeps typed text and sent requests from being lost or doubled: drafts in this browser, and the key under which
//! one content is sent once.

use leptos::prelude::*;
use serde_json::{Value, json};
use zaguan_ui::storage;

/// A text that survives a reload, kept in this browser under `key` with every change.
pub fn kept_text(key: String) -> RwSignal<String> {
    let text = RwSignal::new(storage::get(&key).unwrap_or_default());
    Effect::new(move |before: Option<()>| {
        let now = text.get();
        // The first run only begins to follow.
        if before.is_some() {
            if now.is_empty() {
                storage::remove(&key);
            } else {
                storage::set(&key, &now);
            }
        }
    });
    text
}

/// The `Idempotency-Key` for a content: the one of the last attempt if that sent the same, else a new one. Kept in this
/// browser, so that an answer lost to a broken line and a reload still cannot double what was sent.
pub fn once(key: &str, content: &str) -> String {
    let mark = fingerprint(content);
    let kept = storage::get_json(key).filter(|kept| kept["mark"] == mark);
    if let Some(Value::String(sent)) = kept.map(|mut kept| kept["key"].take()) {
        return sent;
    }
    let fresh = fresh_key(&mark);
    storage::set_json(key, &json!({ "mark": mark, "key": fresh }));
    fresh
}

/// The content arrived: the next one is another, even if it says the same.
pub fn arrived(key: &str) {
    storage::remove(key);
}

/// FNV-1a of a text.
fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// A key that no other attempt has. It need not be secret: the server keeps the keys of each client apart.
fn fresh_key(mark: &str) -> String {
    let chance = js_sys::Math::random().to_bits() ^ js_sys::Math::random().to_bits().rotate_left(24);
    format!("{mark}-{:x}-{chance:x}", js_sys::Date::now() as u64)
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn other_words_have_another_mark() {
        assert_eq!(fingerprint("a"), fingerprint("a"));
        assert_ne!(fingerprint("a"), fingerprint("b"));
        assert_eq!(fingerprint("").len(), 16);
    }
}
