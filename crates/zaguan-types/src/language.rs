//! The languages of the interface.

use serde::{Deserialize, Serialize};

/// A language that the apps, the mails and the labels of fields speak. Written as its ISO 639-1 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Spanish, the first language of the product.
    #[default]
    Es,
    /// English.
    En,
    /// Dutch.
    Nl,
}

impl Language {
    /// Every language, in the order in which choosers list them.
    pub const ALL: [Self; 3] = [Self::Es, Self::En, Self::Nl];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
            Self::Nl => "nl",
        }
    }

    /// The language of a code such as `es` or `en-GB`; `None` for one that is not spoken here.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header that is spoken here, by its weights (RFC 9110, 12.5.4).
    pub fn from_accept(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for part in header.split(',').take(20) {
            let mut pieces = part.trim().split(';');
            let Some(language) = pieces.next().and_then(|tag| Self::from_code(tag.trim())) else { continue };
            let weight =
                pieces.find_map(|piece| piece.trim().strip_prefix("q=").and_then(|q| q.parse().ok())).unwrap_or(1.0);
            if weight > 0.0 && best.is_none_or(|(_, known)| weight > known) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_follows_the_weights() {
        assert_eq!(Language::from_accept("fr, nl;q=0.4, en-GB;q=0.8"), Some(Language::En));
        assert_eq!(Language::from_accept("nl-BE"), Some(Language::Nl));
        assert_eq!(Language::from_accept("fr,de;q=0.9,en;q=0"), None);
        assert_eq!(Language::from_accept(""), None);
    }
}
