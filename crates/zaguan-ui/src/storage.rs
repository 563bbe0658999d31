//! What this browser remembers: drafts, theme, language. Private windows and full disks may refuse; then nothing is kept.

use serde_json::Value;

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The text under a key.
pub fn get(key: &str) -> Option<String> {
    store()?.get_item(key).ok()?
}

/// Keeps a text under a key.
pub fn set(key: &str, text: &str) {
    if let Some(store) = store() {
        let _ = store.set_item(key, text);
    }
}

/// Forgets a key.
pub fn remove(key: &str) {
    if let Some(store) = store() {
        let _ = store.remove_item(key);
    }
}

/// The JSON under a key; `None` if there is none or it cannot be read.
pub fn get_json(key: &str) -> Option<Value> {
    serde_json::from_str(&get(key)?).ok()
}

/// Keeps JSON under a key.
pub fn set_json(key: &str, value: &Value) {
    set(key, &value.to_string());
}

/// Forgets every key that starts with `prefix`, as when a person signs out on a shared device.
pub fn remove_prefix(prefix: &str) {
    let Some(store) = store() else { return };
    let count = store.length().unwrap_or(0);
    let keys: Vec<String> =
        (0..count).filter_map(|at| store.key(at).ok().flatten()).filter(|key| key.starts_with(prefix)).collect();
    for key in keys {
        let _ = store.remove_item(&key);
    }
}
