//! What the pages before the door check by themselves, before the server is asked.

use zaguan_i18n::{fields, problems, session};
use zaguan_types::{Code, FieldCode, Language};
use zaguan_ui::failure::Failure;

/// The fewest characters of a client's own password.
pub const SHORTEST: usize = 8;

/// What is wrong with an own password, if that can be told without the server.
pub fn own_password(password: &str, language: Language) -> Option<String> {
    let least = SHORTEST.to_string();
    (password.chars().count() < SHORTEST).then(|| session::PASSWORD_TOO_SHORT.fill(language, &[("n", &least)]))
}

/// What is wrong with the repetition.
pub fn repeated(password: &str, again: &str, language: Language) -> Option<String> {
    (password != again).then(|| session::PASSWORDS_DIFFER.get(language).to_owned())
}

/// What the server says about the own password; `None` when its answer is about something else.
pub fn refused_password(failure: &Failure, language: Language) -> Option<String> {
    let error = failure.errors().iter().find(|error| error.pointer == "/new_password")?;
    Some(match error.code {
        FieldCode::TooShort => own_password("", language)?,
        FieldCode::WeakPassword => fields::ERROR_WEAK_PASSWORD.get(language).to_owned(),
        code => problems::field_problem(code, session::NEW_PASSWORD.get(language), language),
    })
}

/// What to say when signing in did not work. One sentence for every refusal: it must not tell why.
pub fn refused_sign_in(failure: &Failure, firm: &str, language: Language) -> String {
    match failure.code() {
        Some(
            Code::WrongCredentials
            | Code::Unauthenticated
            | Code::Forbidden
            | Code::Invalid
            | Code::Malformed
            | Code::NotFound,
        ) => session::PORTAL_REFUSED.fill(language, &[("firm", firm)]),
        _ => failure.text().get(language).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::{FieldError, Problem};

    fn refusal(code: FieldCode) -> Failure {
        let mut problem = Problem::new(Code::Invalid, "", "trace");
        problem.errors.push(FieldError::new("/new_password", code, ""));
        Failure::from(problem)
    }

    #[test]
    fn an_own_password_has_eight_characters_however_many_bytes() {
        assert!(own_password("ñandúes", Language::Es).is_some());
        assert!(own_password("ñandúes!", Language::Es).is_none());
        assert_eq!(own_password("", Language::Es).as_deref(), Some("Usa al menos 8 caracteres"));
    }

    #[test]
    fn the_servers_word_on_a_password_stands_at_its_field() {
        assert_eq!(
            refused_password(&refusal(FieldCode::WeakPassword), Language::Es).as_deref(),
            Some("Es fácil de adivinar. Prueba con varias palabras.")
        );
        assert_eq!(
            refused_password(&refusal(FieldCode::SamePassword), Language::Es).as_deref(),
            Some("Elige una clave distinta de la anterior")
        );
        assert_eq!(refused_password(&Failure::Network, Language::Es), None);
    }

    #[test]
    fn every_refusal_of_a_sign_in_says_the_same() {
        let said = |code| refused_sign_in(&Failure::from(Problem::new(code, "", "")), "Costa Clara", Language::Es);
        assert_eq!(said(Code::WrongCredentials), said(Code::Forbidden));
        assert_eq!(said(Code::WrongCredentials), said(Code::Invalid));
        assert!(said(Code::WrongCredentials).contains("Costa Clara"));
        assert_ne!(said(Code::WrongCredentials), said(Code::TooManyRequests));
    }
}
