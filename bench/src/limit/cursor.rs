//! Cursors, as Zaguán writes them: order, last value, last id.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use uuid::Uuid;

/// A cursor behind a row.
pub fn write(order: &str, value: impl Serialize, id: Uuid) -> String {
    // A tuple of texts and numbers always serialises.
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(order, value, id)).unwrap_or_default())
}

/// Name and id in a cursor of the list by name.
pub fn read(text: &str) -> Option<(String, Uuid)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (_, name, id): (String, String, Uuid) = serde_json::from_slice(&bytes).ok()?;
    Some((name, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let id = Uuid::from_u128(7);
        assert_eq!(read(&write("last_name", "gil", id)), Some(("gil".to_owned(), id)));
        assert_eq!(read("x"), None);
    }
}
