//! Hashing, checking and judging passwords.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zaguan_types::{FieldCode, FieldError};

use crate::error::{Error, Result};

/// The fewest characters of a password of staff.
pub const STAFF_LENGTH: usize = 12;
/// The fewest characters of a password of a client.
pub const CLIENT_LENGTH: usize = 8;
/// The most characters that are looked at; longer ones are refused.
pub const MOST: usize = 1024;

/// How many hash and wait for it at once, for each core.
const ROOM_PER_CORE: usize = 150;

/// Hashes with argon2id at OWASP's parameters (19 MiB, 2 passes, 1 lane), off the request workers and never more at
/// once than there are cores, so that a flood of sign-ins cannot starve everything else.
pub struct Hasher {
    argon: Argon2<'static>,
    places: Arc<Semaphore>,
    /// Those who hash and those who wait for it.
    room: Arc<Semaphore>,
    /// Checked against when there is no account: the answer takes as long as for one that exists.
    decoy: String,
}

impl Hasher {
    pub(crate) fn new(cheap: bool) -> Result<Self> {
        let params = if cheap { Params::new(8, 1, 1, None) } else { Params::new(19 * 1024, 2, 1, None) };
        let params = params.map_err(|error| Error::Internal(format!("argon2 parameters: {error}")))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let decoy = hash_with(&argon, "nobody has this password")?;
        let room = Arc::new(Semaphore::new(cores * ROOM_PER_CORE));
        Ok(Self { argon, places: Arc::new(Semaphore::new(cores)), room, decoy })
    }

    async fn off_the_workers<R: Send + 'static>(
        &self,
        work: impl FnOnce(Argon2<'static>) -> R + Send + 'static,
    ) -> Result<R> {
        // One hash takes about 20 ms: who finds the room full would wait for some three seconds, and is told to come back.
        let _in_the_room =
            self.room.try_acquire().map_err(|_| Error::Unavailable("too many sign-ins at once".into()))?;
        let place =
            Arc::clone(&self.places).acquire_owned().await.map_err(|_| Error::Unavailable("shutting down".into()))?;
        let argon = self.argon.clone();
        tokio::task::spawn_blocking(move || {
            let answer = work(argon);
            drop(place);
            answer
        })
        .await
        .map_err(|error| Error::Internal(format!("password hashing: {error}")))
    }

    /// The hash of a password, as a PHC string.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        self.off_the_workers(move |argon| hash_with(&argon, &password)).await?
    }

    /// Whether a password fits a hash. Without a hash it takes as long and says no.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let real = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.clone());
        self.off_the_workers(move |argon| {
            let Ok(parsed) = PasswordHash::new(&hash) else { return false };
            argon.verify_password(password.as_bytes(), &parsed).is_ok() && real
        })
        .await
    }
}

fn hash_with(argon: &Argon2<'_>, password: &str) -> Result<String> {
    argon
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Internal(format!("hashing: {error}")))
}

/// What is wrong with a new password, if anything: too short, too long, or guessable. `known` are words that a guesser
/// would try first: the person's name and address, the firm's name.
pub(crate) fn judge(password: &str, least: usize, pointer: &str, known: &[&str]) -> Option<FieldError> {
    let length = password.chars().count();
    if length < least {
        return Some(FieldError::new(pointer, FieldCode::TooShort, format!("at least {least} characters")));
    }
    if length > MOST {
        return Some(FieldError::new(pointer, FieldCode::TooLong, format!("at most {MOST} characters")));
    }
    // An own name or address, as it is or with a little around it.
    let lower = password.to_lowercase();
    let told = known
        .iter()
        .map(|word| word.to_lowercase())
        .any(|word| word.len() > 3 && lower.contains(&word) && length < 2 * word.chars().count());
    if told {
        return Some(FieldError::new(pointer, FieldCode::WeakPassword, "that is your own name or address"));
    }
    // The estimate is quadratic in the length, and long passwords are not guessed.
    let looked_at: String = password.chars().take(72).collect();
    let words: Vec<&str> =
        known.iter().flat_map(|text| text.split(['@', '.', ' ', '-'])).filter(|word| word.len() > 2).collect();
    let estimate = zxcvbn::zxcvbn(&looked_at, &words);
    (estimate.score() < zxcvbn::Score::Two).then(|| {
        FieldError::new(pointer, FieldCode::WeakPassword, "easy to guess: use more words, or less common ones")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_passwords_are_refused() {
        let code = |password: &str| {
            judge(password, CLIENT_LENGTH, "/new_password", &["carmen@example.com", "Costa Clara"])
                .map(|error| error.code)
        };
        assert_eq!(code("short"), Some(FieldCode::TooShort));
        for weak in [
            "password",
            "12345678",
            "carmencarmen",
            "qwertyuiop",
            "aaaaaaaaaaaa",
            "Carmen@Example.com",
            "carmen@example.com1",
            "costa clara",
        ] {
            assert_eq!(code(weak), Some(FieldCode::WeakPassword), "{weak}");
        }
        assert_eq!(code(&"x".repeat(MOST + 1)), Some(FieldCode::TooLong));
        for good in ["Portal-demo-2026", "tres tristes tigres", "Ñandú-veloz-77"] {
            assert_eq!(code(good), None, "{good}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_fits_and_nobody_fits_nothing() {
        let hasher = Hasher::new(true).unwrap();
        let hash = hasher.hash("correct horse".into()).await.unwrap();
        assert!(hasher.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify("Correct horse".into(), Some(hash)).await.unwrap());
        assert!(!hasher.verify("nobody has this password".into(), None).await.unwrap());
        assert!(!hasher.verify("x".into(), Some("no hash".into())).await.unwrap());
    }
}
