//! What a list can be filtered by: the name in the API, what it is called, how a value is said in words.

use zaguan_i18n::{Text, fields, register as words};
use zaguan_types::Date;

/// A condition of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Who looks after it: an id, `me` or `none`.
    Owner,
    /// The same of a case.
    Assignee,
    /// Where a case stands: some of the statuses, with commas between them.
    Status,
    /// How urgent a case is.
    Priority,
    /// What kind of case it is.
    Category,
    /// Where a case came from.
    Source,
    /// Whose case it is, or `none`.
    Contact,
    /// An organisation that the contact or the case belongs to, or `none`.
    Organisation,
    /// The organisation above, or `none`.
    Parent,
    /// Words with commas between them: all of them.
    Tag,
    /// Whether the contact has access to the portal.
    PortalUser,
    /// The language in which the firm writes to the contact.
    Language,
    /// The import that has created or changed it.
    Import,
    /// Days as `from..to`.
    Created,
    /// Days as `from..to`.
    Updated,
}

impl Filter {
    /// Its name in the API and in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner_id",
            Self::Assignee => "assignee_id",
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Category => "category",
            Self::Source => "source",
            Self::Contact => "contact_id",
            Self::Organisation => "organisation_id",
            Self::Parent => "parent_id",
            Self::Tag => "tag",
            Self::PortalUser => "portal_user",
            Self::Language => "language",
            Self::Import => "import",
            Self::Created => "created_at",
            Self::Updated => "updated_at",
        }
    }

    /// What it is called where no field of the firm names it.
    pub const fn label(self) -> Text {
        match self {
            Self::Owner => fields::OWNER,
            Self::Assignee => fields::ASSIGNEE,
            Self::Status => fields::STATUS,
            Self::Priority => fields::PRIORITY,
            Self::Category => fields::CATEGORY,
            Self::Source => zaguan_i18n::cases::SOURCE,
            Self::Contact => fields::CONTACT,
            Self::Organisation => fields::ORGANISATION,
            Self::Parent => fields::PARENT,
            Self::Tag => fields::TAGS,
            Self::PortalUser => zaguan_i18n::contacts::ACCESS,
            Self::Language => zaguan_i18n::common::LANGUAGE,
            Self::Import => words::IMPORT,
            Self::Created => words::CREATED_ON,
            Self::Updated => words::UPDATED_ON,
        }
    }
}

/// The days of a range `from..to`, either of which may be missing.
pub fn days_of(value: &str) -> (Option<Date>, Option<Date>) {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    (from.parse().ok(), to.parse().ok())
}

/// A range of days as the API reads it; empty when there are none.
pub fn range_of(from: &str, to: &str) -> String {
    if from.is_empty() && to.is_empty() { String::new() } else { format!("{from}..{to}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_may_be_open_on_either_side() {
        let day = |text: &str| text.parse::<Date>().ok();
        assert_eq!(days_of("2026-01-02..2026-02-03"), (day("2026-01-02"), day("2026-02-03")));
        assert_eq!(days_of("..2026-02-03"), (None, day("2026-02-03")));
        assert_eq!(days_of("2026-01-02.."), (day("2026-01-02"), None));
        assert_eq!(days_of("nonsense"), (None, None));
        assert_eq!(range_of("2026-01-02", ""), "2026-01-02..");
        assert_eq!(range_of("", ""), "");
    }
}
