//! Idempotency keys: sending the same thing again after a lost answer must not create it twice.

use uuid::{Builder, Uuid};

/// The key of the thing being sent. The same body keeps its key until it was sent; another body gets another key,
/// because the server refuses one key for two bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Once {
    last: Option<(String, Uuid)>,
}

impl Once {
    /// The key for `body`; `fresh` makes a new one.
    pub fn key(&mut self, body: &str, fresh: impl FnOnce() -> Uuid) -> String {
        let known = self.last.as_ref().filter(|(sent, _)| sent == body).map(|(_, key)| *key);
        let key = known.unwrap_or_else(fresh);
        if known.is_none() {
            self.last = Some((body.to_owned(), key));
        }
        key.to_string()
    }

    /// It arrived: the same words sent again are a new thing.
    pub fn done(&mut self) {
        self.last = None;
    }
}

/// A random id (version 4) from the browser's generator of secure random numbers.
pub fn random_id() -> Uuid {
    let mut bytes = [0_u8; 16];
    // Every browser that runs WebAssembly has it; without it the key would be zeros, and the server's replay answers.
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_body_keeps_its_key_until_it_arrived() {
        let mut once = Once::default();
        let key = |n: u128| move || Uuid::from_u128(n);
        let first = once.key("a", key(1));
        assert_eq!(once.key("a", key(2)), first);
        assert_ne!(once.key("b", key(3)), first);
        let second = once.key("b", key(4));
        once.done();
        assert_ne!(once.key("b", key(5)), second);
    }
}
