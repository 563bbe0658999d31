//! Whether values pass a module's fields. The only place that decides it, in the browser and on the server.

use serde_json::{Map, Value};

use super::{Field, FieldType, PortalCreate, PortalView};
use crate::{Date, FieldCode, FieldError, Instant};

/// The most characters of a text that names no limit of its own.
pub const TEXT_LIMIT: usize = 255;
/// The most characters of a long text that names no limit of its own.
pub const LONG_TEXT_LIMIT: usize = 10_000;
/// The most characters of an e-mail address (RFC 5321, 4.5.3.1).
pub const EMAIL_LIMIT: usize = 254;

/// Who fills the values in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Staff and integrations: every active field.
    Staff,
    /// A client: what the portal side of the fields allows.
    Portal,
}

/// Whether a record begins or changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A new record: what is required has to be there.
    Create,
    /// A merge patch: absent members stay as they are.
    Update,
}

/// Every reason why `values` (a JSON object by API name, custom fields under `custom`) does not pass.
/// Members that name no field are left to the caller, whose body type refuses them.
pub fn check(fields: &[Field], values: &Map<String, Value>, audience: Audience, act: Act) -> Vec<FieldError> {
    let custom = values.get("custom").and_then(Value::as_object);
    let mut errors = Vec::new();
    for field in fields {
        let (pointer, value) = if field.builtin {
            (format!("/{}", field.api_name), values.get(&field.api_name))
        } else {
            (format!("/custom/{}", field.api_name), custom.and_then(|custom| custom.get(&field.api_name)))
        };
        if let Err((code, detail)) = check_one(field, value, audience, act) {
            errors.push(FieldError::new(pointer, code, detail));
        }
    }
    for name in custom.into_iter().flat_map(Map::keys) {
        if !fields.iter().any(|field| !field.builtin && field.api_name == *name) {
            errors.push(FieldError::new(
                format!("/custom/{name}"),
                FieldCode::UnknownMember,
                "there is no such custom field",
            ));
        }
    }
    errors
}

type Verdict = Result<(), (FieldCode, String)>;

fn fail(code: FieldCode, detail: impl Into<String>) -> Verdict {
    Err((code, detail.into()))
}

fn check_one(field: &Field, value: Option<&Value>, audience: Audience, act: Act) -> Verdict {
    let may_write = match (audience, act) {
        (Audience::Staff, _) => true,
        (Audience::Portal, Act::Create) => field.active && field.portal.create == PortalCreate::Edit,
        (Audience::Portal, Act::Update) => field.active && field.portal.view == PortalView::Edit,
    };
    let Some(value) = value else {
        let missing = act == Act::Create && may_write && field.default.is_none() && is_required(field, audience);
        return if missing { fail(FieldCode::Required, "a value is needed") } else { Ok(()) };
    };
    if !may_write {
        // The words of an unknown member: a hidden field must not be told from one that does not exist.
        return fail(FieldCode::UnknownMember, "there is no such member here");
    }
    if is_empty(value) {
        return if is_required(field, audience) { fail(FieldCode::Required, "a value is needed") } else { Ok(()) };
    }
    check_value(field, value)
}

/// Whether this audience has to fill the field in.
pub fn is_required(field: &Field, audience: Audience) -> bool {
    field.active
        && match audience {
            Audience::Staff => field.required,
            Audience::Portal => field.portal.required || field.required && field.default.is_none(),
        }
}

/// Whether a value counts as not filled in.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => is_blank(text),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Whether nobody would see anything of a text: it has nothing but blanks and characters without a width.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Characters that take no room, or show nothing in it.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether one filled-in value is of the field's type and inside its limits.
pub fn check_value(field: &Field, value: &Value) -> Verdict {
    match field.field_type {
        FieldType::YesNo => {
            value.as_bool().map_or_else(|| fail(FieldCode::BadType, "true or false is needed"), |_| Ok(()))
        }
        FieldType::Integer => {
            value.as_i64().map_or_else(|| fail(FieldCode::BadType, "a whole number is needed"), |_| Ok(()))
        }
        FieldType::MultipleChoice => check_choices(field, value),
        FieldType::Money => check_money(value),
        _ => match value.as_str() {
            Some(text) => check_text(field, text),
            None => fail(FieldCode::BadType, "a string is needed"),
        },
    }
}

fn check_text(field: &Field, text: &str) -> Verdict {
    let long = field.field_type == FieldType::LongText;
    let least = match field.field_type {
        FieldType::LongText => LONG_TEXT_LIMIT,
        FieldType::Email => EMAIL_LIMIT,
        FieldType::Url => 2_000,
        _ => TEXT_LIMIT,
    };
    let limit = field.limits.max_length.map_or(least, |limit| limit as usize);
    if text.chars().count() > limit {
        return fail(FieldCode::TooLong, format!("at most {limit} characters"));
    }
    if text.chars().any(|c| c.is_control() && !(long && matches!(c, '\n' | '\r' | '\t'))) {
        return fail(FieldCode::BadFormat, "control characters are not allowed");
    }
    match field.field_type {
        FieldType::Email if !is_email(text) => fail(FieldCode::BadFormat, "not an e-mail address"),
        FieldType::Phone if !is_phone(text) => fail(FieldCode::BadFormat, "not a telephone number"),
        FieldType::Url if !is_url(text) => fail(FieldCode::BadFormat, "an http or https address is needed"),
        FieldType::Date if text.parse::<Date>().is_err() => fail(FieldCode::BadFormat, "a date YYYY-MM-DD is needed"),
        FieldType::DateTime if text.parse::<Instant>().is_err() => {
            fail(FieldCode::BadFormat, "an RFC 3339 instant is needed")
        }
        FieldType::Decimal | FieldType::Percent if !is_decimal(text) => {
            fail(FieldCode::BadFormat, "a decimal number is needed")
        }
        FieldType::LinkContact | FieldType::LinkOrganisation | FieldType::LinkCase | FieldType::LinkUser
            if text.parse::<uuid::Uuid>().is_err() =>
        {
            fail(FieldCode::BadFormat, "an id is needed")
        }
        FieldType::SingleChoice => check_choice(field, text),
        _ => Ok(()),
    }
}

fn check_choice(field: &Field, key: &str) -> Verdict {
    if field.choices.iter().any(|choice| choice.active && choice.key == key) {
        return Ok(());
    }
    fail(FieldCode::UnknownChoice, "not one of the choices of this field")
}

fn check_choices(field: &Field, value: &Value) -> Verdict {
    let Some(keys) = value.as_array() else { return fail(FieldCode::BadType, "an array of choices is needed") };
    if keys.len() > 200 {
        return fail(FieldCode::TooLong, "at most 200 choices");
    }
    let words: Option<Vec<String>> = keys.iter().map(|key| key.as_str().map(str::to_owned)).collect();
    let Some(words) = words else { return fail(FieldCode::BadType, "an array of strings is needed") };
    // A field without choices takes free words, as tags do.
    if field.choices.is_empty() {
        return crate::tags::check("", &words).map_or(Ok(()), |error| fail(error.code, error.detail));
    }
    words.iter().try_for_each(|key| check_choice(field, key))
}

fn check_money(value: &Value) -> Verdict {
    let amount = value.get("amount").and_then(Value::as_str);
    let currency = value.get("currency").and_then(Value::as_str);
    match (amount, currency) {
        (Some(amount), Some(currency)) if value.as_object().is_some_and(|members| members.len() == 2) => {
            if !is_decimal(amount) || currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
                return fail(FieldCode::BadFormat, "a decimal amount and an ISO 4217 code are needed");
            }
            Ok(())
        }
        _ => fail(FieldCode::BadType, "{\"amount\", \"currency\"} is needed"),
    }
}

/// Whether a text can be the address of a mailbox: the practical part of RFC 5321, as browsers check it
/// (HTML Living Standard, 4.10.5.1.5), plus a dot in the domain and the length limits.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    let label_ok = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    local_ok && text.len() <= EMAIL_LIMIT && domain.contains('.') && domain.split('.').all(label_ok)
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (3..=20).contains(&digits)
        && text.len() <= 40
        && text.chars().all(|c| c.is_ascii_digit() || " +-().,/#*extEXT".contains(c))
}

fn is_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty() && !host.starts_with('.') && !text.chars().any(|c| c.is_whitespace() || "<>\"\\^`{|}".contains(c))
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    !whole.is_empty()
        && whole.len() <= 18
        && (1..=9).contains(&fraction.len())
        && [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
