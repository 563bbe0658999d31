//! The one shape of an error on the wire: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

wire_enum! {
    /// What went wrong, as a closed list that programs branch on and the apps translate.
    Code {
        /// 400: the request cannot be read: broken JSON, a bad header, a bad path.
        Malformed = "malformed",
        /// 401: no valid session, token or key came with the request.
        Unauthenticated = "unauthenticated",
        /// 401: the name or the password is wrong; which of them is not told.
        WrongCredentials = "wrong_credentials",
        /// 403: may be seen but not done.
        Forbidden = "forbidden",
        /// 403: the temporary password has to be replaced before anything else.
        PasswordChangeRequired = "password_change_required",
        /// 403: the firm has switched its portal off.
        PortalOff = "portal_off",
        /// 403: a browser sent this from another site.
        CrossOrigin = "cross_origin",
        /// 404: there is nothing here that the caller may see.
        NotFound = "not_found",
        /// 405: the address exists, the method does not.
        MethodNotAllowed = "method_not_allowed",
        /// 408: the request took too long to arrive.
        RequestTimeout = "request_timeout",
        /// 409: the state of the thing does not allow it, or it exists already.
        Conflict = "conflict",
        /// 409: the address and password belong to accounts of several firms; say which in `tenant`.
        TenantRequired = "tenant_required",
        /// 412: somebody else changed it since it was read; `current` holds the present state.
        PreconditionFailed = "precondition_failed",
        /// 413: the body is larger than allowed.
        BodyTooLarge = "body_too_large",
        /// 415: the body is not of a type that this operation reads.
        UnsupportedMediaType = "unsupported_media_type",
        /// 422: the values do not pass the rules; `errors` lists all of them.
        Invalid = "invalid",
        /// 422: the `Idempotency-Key` was used for another request.
        IdempotencyMismatch = "idempotency_mismatch",
        /// 429: too many attempts; `Retry-After` says when to try again.
        TooManyRequests = "too_many_requests",
        /// 500: a fault of the server; `trace_id` finds it in its log.
        Internal = "internal",
        /// 503: something the server depends on is away; `Retry-After` says when to try again.
        Unavailable = "unavailable",
    }
}

wire_enum! {
    /// What is wrong with one value.
    FieldCode {
        /// A value is needed.
        Required = "required",
        /// The text is longer than allowed.
        TooLong = "too_long",
        /// The text is shorter than allowed.
        TooShort = "too_short",
        /// The number or date is below the least allowed.
        TooSmall = "too_small",
        /// The number or date is above the greatest allowed.
        TooLarge = "too_large",
        /// The value is of another type than the field.
        BadType = "bad_type",
        /// The text is not in the form that the field asks for (an e-mail address, a URL, a date).
        BadFormat = "bad_format",
        /// The choice is not one of the field's, or no longer active.
        UnknownChoice = "unknown_choice",
        /// There is no such member here.
        UnknownMember = "unknown_member",
        /// The record that the value names does not exist.
        UnknownReference = "unknown_reference",
        /// Another record has this value, and the field allows it once.
        Taken = "taken",
        /// The record would lie above itself.
        Circular = "circular",
        /// The end lies before the start.
        EndBeforeStart = "end_before_start",
        /// The value may be read but not written here.
        ReadOnly = "read_only",
        /// The password is too easy to guess.
        WeakPassword = "weak_password",
        /// The new password is the old one.
        SamePassword = "same_password",
        /// The present password is wrong.
        WrongPassword = "wrong_password",
        /// There is no such filter, or it does not take this value.
        UnknownFilter = "unknown_filter",
        /// There is no such sort order.
        UnknownSort = "unknown_sort",
        /// The cursor was not made for this list and order.
        BadCursor = "bad_cursor",
        /// An e-mail address is needed for access to the portal.
        EmailNeeded = "email_needed",
        /// The contact wants no e-mail, and the invitation is one.
        OptedOut = "opted_out",
        /// The support window is over already.
        SupportOver = "support_over",
        /// This field can never be shown to clients.
        NeverInPortal = "never_in_portal",
        /// A required field that clients do not see needs a default value.
        DefaultNeeded = "default_needed",
        /// The field is needed by the product and stays active.
        CannotDeactivate = "cannot_deactivate",
        /// The file has nothing to import.
        EmptyFile = "empty_file",
        /// The file is neither a text with separators nor a workbook that is read here.
        UnknownFile = "unknown_file",
        /// The file is an old or a protected workbook: to be saved as .xlsx or CSV.
        OtherSpreadsheet = "other_spreadsheet",
        /// The file is damaged, or a quotation mark in it is never closed.
        BrokenFile = "broken_file",
        /// The file has too many rows or columns, or too much in one cell or altogether.
        FileTooLarge = "file_too_large",
    }
}

/// One value that does not pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the body, `/custom/budget`; for a query parameter its name, `filter[status]`.
    pub pointer: String,
    /// What is wrong, for programs.
    pub code: FieldCode,
    /// What is wrong, in English, for people who write programs.
    pub detail: String,
}

impl FieldError {
    /// An error at a pointer, with a sentence that says what would pass.
    pub fn new(pointer: impl Into<String>, code: FieldCode, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into() }
    }
}

/// An error answer (RFC 9457).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that names the kind of problem: `/api/docs/problems#` and the code.
    pub r#type: String,
    /// The kind of problem in a few English words.
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// The kind of problem, for programs.
    pub code: Code,
    /// This occurrence, in an English sentence.
    pub detail: String,
    /// Every value that does not pass, not only the first.
    #[serde(default)]
    pub errors: Vec<FieldError>,
    /// Names this request in the server's log.
    pub trace_id: String,
    /// With 412: the present state of the resource.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
}

impl Code {
    /// The HTTP status that goes with the code.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthenticated | Self::WrongCredentials => 401,
            Self::Forbidden | Self::PasswordChangeRequired | Self::PortalOff | Self::CrossOrigin => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::RequestTimeout => 408,
            Self::Conflict | Self::TenantRequired => 409,
            Self::PreconditionFailed => 412,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid | Self::IdempotencyMismatch => 422,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// The kind of problem in a few English words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The request cannot be read",
            Self::Unauthenticated => "Sign-in needed",
            Self::WrongCredentials => "Wrong name or password",
            Self::Forbidden => "Not allowed",
            Self::PasswordChangeRequired => "A password of your own is needed first",
            Self::PortalOff => "The portal is closed",
            Self::CrossOrigin => "Sent from another site",
            Self::NotFound => "Nothing here",
            Self::MethodNotAllowed => "Method not allowed",
            Self::RequestTimeout => "The request took too long",
            Self::Conflict => "Conflict",
            Self::TenantRequired => "Say which firm",
            Self::PreconditionFailed => "Changed meanwhile",
            Self::BodyTooLarge => "Body too large",
            Self::UnsupportedMediaType => "Media type not supported",
            Self::Invalid => "Some values do not pass",
            Self::IdempotencyMismatch => "Idempotency key used before",
            Self::TooManyRequests => "Too many attempts",
            Self::Internal => "Something broke on our side",
            Self::Unavailable => "Not available at the moment",
        }
    }
}

impl Problem {
    /// The problem for a code, with a sentence about this occurrence.
    pub fn new(code: Code, detail: impl Into<String>, trace_id: impl Into<String>) -> Self {
        Self {
            r#type: format!("/api/docs/problems#{code}"),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            trace_id: trace_id.into(),
            current: None,
        }
    }
}
