//! Signing in and going on, for staff and clients alike.

use serde::{Deserialize, Serialize};

use crate::users::Me;

/// A member of staff signs in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// E-mail address.
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: String,
    /// Password.
    #[cfg_attr(feature = "openapi", schema(max_length = 1024, format = "password"))]
    pub password: String,
    /// Slug of the firm, for someone who works for several with the same password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// One-time code of an account with two-factor sign-in; not looked at for one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 32))]
    pub otp: Option<String>,
    /// Whether the answer carries tokens for a program; otherwise it sets cookies for a browser.
    #[serde(default)]
    pub tokens: bool,
}

/// A member of staff is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Who.
    pub me: Me,
    /// Only if the request said `"tokens": true`.
    #[serde(default, flatten, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
}

/// How a program goes on after signing in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// JWT for the `Authorization: Bearer` header.
    pub access_token: String,
    /// Seconds until the access token ends.
    pub expires_in: u32,
    /// Buys the next pair of tokens, once. Used twice, it ends the session.
    pub refresh_token: String,
}

/// A program asks for its next pair of tokens.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// The refresh token of the last answer.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub refresh_token: String,
}
