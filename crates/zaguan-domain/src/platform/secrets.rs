//! The server's key, and what is derived from it: token signatures, sealed texts, hashes of tokens.

use std::io::Write as _;
use std::path::Path;

use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Why the key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file holds something else.
    #[error("the key file {0} must hold 64 hexadecimal digits")]
    NoKey(String),
    /// The system has no randomness to give.
    #[error("no randomness")]
    NoRandomness,
    /// A sealed text was changed, or sealed with another key.
    #[error("sealed with another key, or damaged")]
    Unsealable,
}

/// A length for key derivation.
struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

/// The server's key and its children.
pub struct Secrets {
    sealing: ChaCha20Poly1305,
    places: XChaCha20Poly1305,
    signing_seed: [u8; 32],
    random: SystemRandom,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Derives everything from a root key.
    pub fn from_root(root: &[u8; 32]) -> Result<Self, SecretError> {
        let derive = |purpose: &[u8]| -> Result<[u8; 32], SecretError> {
            let mut out = [0; 32];
            Salt::new(HKDF_SHA256, b"zaguan/1")
                .extract(root)
                .expand(&[purpose], Bytes32)
                .and_then(|okm| okm.fill(&mut out))
                .map_err(|_| SecretError::NoRandomness)?;
            Ok(out)
        };
        let sealing = ChaCha20Poly1305::new(&Key::from(derive(b"seal")?));
        let places = XChaCha20Poly1305::new(&Key::from(derive(b"place")?));
        Ok(Self { sealing, places, signing_seed: derive(b"sign")?, random: SystemRandom::new() })
    }

    /// Reads the key file; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read, or holds something else.
    pub fn read(path: &Path) -> Result<Option<Self>, SecretError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(SecretError::Io { path: path.display().to_string(), source }),
        };
        let root = from_hex(text.trim()).ok_or_else(|| SecretError::NoKey(path.display().to_string()))?;
        Self::from_root(&root).map(Some)
    }

    /// Makes a key file that only its owner can read, unless there is one; returns whether it made it, and reads it.
    ///
    /// It is written beside its final place and linked in, so that two starts at once agree on one key and a killed one
    /// leaves no half key.
    pub(super) fn make(path: &Path) -> Result<(Self, bool), SecretError> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let io = |source| SecretError::Io { path: path.display().to_string(), source };
        let mut root = [0; 32];
        SystemRandom::new().fill(&mut root).map_err(|_| SecretError::NoRandomness)?;
        let text: String = root.iter().map(|byte| format!("{byte:02x}")).collect();
        let draft = path.with_extension(format!("new-{}", std::process::id()));
        let mut file =
            std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft).map_err(io)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(io)?;
        let linked = std::fs::hard_link(&draft, path);
        std::fs::remove_file(&draft).map_err(io)?;
        let made = match linked {
            Ok(()) => true,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => false,
            Err(error) => return Err(io(error)),
        };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            // Its name, too, must outlive a power cut: the database is about to be bound to it.
            std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)?;
        }
        let key = Self::read(path)?.ok_or_else(|| io(std::io::ErrorKind::NotFound.into()))?;
        Ok((key, made))
    }

    /// The seed of the Ed25519 key that signs access tokens.
    pub(crate) const fn signing_seed(&self) -> &[u8; 32] {
        &self.signing_seed
    }

    /// Random bytes.
    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], SecretError> {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes).map_err(|_| SecretError::NoRandomness)?;
        Ok(bytes)
    }

    /// A new opaque token of 256 bits, as text.
    pub(crate) fn token(&self) -> Result<String, SecretError> {
        Ok(URL_SAFE_NO_PAD.encode(self.random::<32>()?))
    }

    /// A temporary password that people can read aloud: four groups of three, without look-alikes, about 59 bits.
    pub(crate) fn temporary_password(&self) -> Result<String, SecretError> {
        const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
        let mut password = String::new();
        while password.len() < 15 {
            // The 31 letters before the dash are taken; a dash is drawn again, so that each is equally likely.
            let [byte] = self.random::<1>()?;
            let letter = LETTERS[usize::from(byte & 31)];
            if letter == b'-' {
                continue;
            }
            password.push(char::from(letter));
            if matches!(password.len(), 3 | 7 | 11) {
                password.push('-');
            }
        }
        Ok(password)
    }

    /// Encrypts a text for the database. `purpose` must be the same when it is opened.
    pub(crate) fn seal(&self, purpose: &str, text: &[u8]) -> Result<Vec<u8>, SecretError> {
        let nonce = self.random::<12>()?;
        let sealed = self
            .sealing
            .encrypt(&Nonce::from(nonce), Payload { msg: text, aad: purpose.as_bytes() })
            .map_err(|_| SecretError::Unsealable)?;
        Ok(nonce.into_iter().chain(sealed).collect())
    }

    /// Decrypts what [`Self::seal`] made.
    pub(crate) fn open_sealed(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, SecretError> {
        let (nonce, text) = sealed.split_first_chunk::<12>().ok_or(SecretError::Unsealable)?;
        self.sealing
            .decrypt(&Nonce::from(*nonce), Payload { msg: text, aad: purpose.as_bytes() })
            .map_err(|_| SecretError::Unsealable)
    }
}

/// Places in the streams of clients.
impl Secrets {
    /// Writes a firm's sequence number so that nobody else can read, compare or make one. Each call gives another text.
    ///
    /// There are as many as events times listeners: hence a key of their own, and the longer nonce, which may be drawn
    /// at random that often.
    pub(crate) fn seal_place(&self, tenant: Uuid, seq: i64) -> Result<String, SecretError> {
        let nonce = self.random::<24>()?;
        let sealed = self
            .places
            .encrypt(&XNonce::from(nonce), Payload { msg: &seq.to_be_bytes(), aad: tenant.as_bytes() })
            .map_err(|_| SecretError::Unsealable)?;
        Ok(URL_SAFE_NO_PAD.encode(nonce.into_iter().chain(sealed).collect::<Vec<u8>>()))
    }

    /// Reads what [`Self::seal_place`] wrote for the same firm; `None` for anything else.
    pub(crate) fn open_place(&self, tenant: Uuid, text: &str) -> Option<i64> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<24>()?;
        let open = self.places.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: tenant.as_bytes() }).ok()?;
        Some(i64::from_be_bytes(open.try_into().ok()?))
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut out = [0; 32];
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(out)
}

/// The form in which tokens are stored and known: they are random, so that one round of SHA-256 is enough.
pub fn hash_token(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_texts_open_only_for_their_purpose_and_key() {
        let secrets = Secrets::from_root(&[7; 32]).unwrap();
        let mut sealed = secrets.seal("mail:1", b"clave").unwrap();
        assert_eq!(secrets.open_sealed("mail:1", &sealed).unwrap(), b"clave");
        assert!(secrets.open_sealed("mail:2", &sealed).is_err());
        assert!(Secrets::from_root(&[8; 32]).unwrap().open_sealed("mail:1", &sealed).is_err());
        sealed[20] ^= 1;
        assert!(secrets.open_sealed("mail:1", &sealed).is_err());
        assert!(secrets.open_sealed("mail:1", b"short").is_err());
    }

    #[test]
    fn places_are_read_by_the_server_for_their_firm_only() {
        let secrets = Secrets::from_root(&[7; 32]).unwrap();
        let (firm, rival) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let place = secrets.seal_place(firm, 41).unwrap();
        assert_eq!(secrets.open_place(firm, &place), Some(41));
        assert_ne!(secrets.seal_place(firm, 41).unwrap(), place, "two of one place cannot be told from two places");
        assert_eq!(secrets.seal_place(firm, i64::MAX).unwrap().len(), place.len());
        assert_eq!(secrets.open_place(rival, &place), None);
        assert_eq!(Secrets::from_root(&[8; 32]).unwrap().open_place(firm, &place), None);
        let other = if place.ends_with('A') { "B" } else { "A" };
        let damaged = format!("{}{other}", &place[..place.len() - 1]);
        for forged in ["41", "", "....", &place[1..], &format!("{place}A"), &damaged] {
            assert_eq!(secrets.open_place(firm, forged), None, "{forged}");
        }
    }

    #[test]
    fn the_key_file_is_made_once_and_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        assert!(Secrets::read(&path).unwrap().is_none());
        let (first, made) = Secrets::make(&path).unwrap();
        let (again, made_again) = Secrets::make(&path).unwrap();
        assert_eq!((made, made_again), (true, false));
        assert_eq!(first.signing_seed(), again.signing_seed());
        assert_eq!(first.signing_seed(), Secrets::read(&path).unwrap().unwrap().signing_seed());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "nonsense").unwrap();
        assert!(matches!(Secrets::read(&path), Err(SecretError::NoKey(_))));
    }

    #[test]
    fn temporary_passwords_can_be_read_aloud() {
        let password = Secrets::from_root(&[1; 32]).unwrap().temporary_password().unwrap();
        assert_eq!(password.len(), 15);
        assert!(password.split('-').all(|group| group.len() == 3));
        assert!(!password.contains(['0', 'o', '1', 'l', 'i']));
    }
}
