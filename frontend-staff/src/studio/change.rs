//! What the sheet of a field changes: from what was typed and switched to the patch that is sent.

use serde_json::{Map, Value, json};
use zaguan_i18n::{Text, fields as words};
use zaguan_types::fields::rules::is_blank;
use zaguan_types::fields::{Field, FieldPatch, FieldType, Labels, PortalPatch};
use zaguan_types::{FieldCode, FieldError, Patch};

/// What the sheet starts with.
pub fn values(field: &Field) -> Map<String, Value> {
    let Labels { es, en, nl } = &field.labels;
    let values = json!({
        "labels": {"es": es, "en": en, "nl": nl},
        "required": field.required,
        "portal": field.portal.is_visible(),
    });
    values.as_object().cloned().unwrap_or_default()
}

/// What is wrong with the sheet: Spanish is the language that every label has.
pub fn check(values: &Map<String, Value>) -> Vec<FieldError> {
    let spanish = values.get("labels").and_then(|labels| labels.get("es")).and_then(Value::as_str).unwrap_or_default();
    if is_blank(spanish) {
        vec![FieldError::new("/labels/es", FieldCode::Required, "a Spanish label is needed")]
    } else {
        Vec::new()
    }
}

/// The patch from the field to the values of the sheet; only what differs.
pub fn patch(field: &Field, values: &Map<String, Value>) -> FieldPatch {
    let label = |name: &str| {
        values
            .get("labels")
            .and_then(|labels| labels.get(name))
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let flag = |name: &str| values.get(name).and_then(Value::as_bool).unwrap_or(false);
    let labels = Labels { es: label("es"), en: label("en"), nl: label("nl") };
    let (required, shown) = (flag("required"), flag("portal"));
    FieldPatch {
        labels: changed(labels != field.labels, || labels.into()),
        active: Patch::Keep,
        required: changed(required != field.required, || required),
        portal: changed(shown != field.portal.is_visible(), || PortalPatch::whole(field.switched_for_portal(shown))),
    }
}

fn changed<T>(differs: bool, value: impl FnOnce() -> T) -> Patch<T> {
    if differs { Patch::Set(value()) } else { Patch::Keep }
}

/// The name of a field's type.
pub const fn type_text(kind: FieldType) -> Text {
    match kind {
        FieldType::Text => words::TYPE_TEXT,
        FieldType::LongText => words::TYPE_LONG_TEXT,
        FieldType::Integer => words::TYPE_INTEGER,
        FieldType::Decimal => words::TYPE_DECIMAL,
        FieldType::Money => words::TYPE_MONEY,
        FieldType::Percent => words::TYPE_PERCENT,
        FieldType::Date => words::TYPE_DATE,
        FieldType::DateTime => words::TYPE_DATE_TIME,
        FieldType::YesNo => words::TYPE_YES_NO,
        FieldType::SingleChoice => words::TYPE_SINGLE_CHOICE,
        FieldType::MultipleChoice => words::TYPE_MULTIPLE_CHOICE,
        FieldType::Email => words::TYPE_EMAIL,
        FieldType::Phone => words::TYPE_PHONE,
        FieldType::Url => words::TYPE_URL,
        FieldType::LinkContact | FieldType::LinkOrganisation | FieldType::LinkCase | FieldType::LinkUser => {
            words::TYPE_LINK
        }
    }
}

/// The icon of a field's type.
pub const fn type_icon(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "type",
        FieldType::LongText => "text-align-start",
        FieldType::Integer | FieldType::Decimal | FieldType::Money | FieldType::Percent => "hash",
        FieldType::Date | FieldType::DateTime => "calendar",
        FieldType::YesNo => "toggle-left",
        FieldType::SingleChoice => "circle-chevron-down",
        FieldType::MultipleChoice => "list-checks",
        FieldType::Email => "mail",
        FieldType::Phone => "phone",
        FieldType::Url => "external-link",
        FieldType::LinkContact => "id-card",
        FieldType::LinkOrganisation => "building-2",
        FieldType::LinkCase => "message-square-text",
        FieldType::LinkUser => "user-round",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use zaguan_types::fields::{Limits, Module, PortalCreate, PortalMatrix, PortalView};
    use zaguan_types::{BlockId, FieldId};

    fn category() -> Field {
        let labels = |text: &str| Labels { es: text.to_owned(), en: text.to_owned(), nl: text.to_owned() };
        Field {
            id: FieldId(Uuid::from_u128(1)),
            module: Module::Cases,
            block_id: BlockId(Uuid::from_u128(2)),
            api_name: "category".to_owned(),
            field_type: FieldType::SingleChoice,
            labels: labels("Categoría"),
            active: true,
            required: false,
            builtin: true,
            can_deactivate: true,
            portal_capable: true,
            default: None,
            limits: Limits::default(),
            choices: Vec::new(),
            position: 0,
            portal: PortalMatrix { required: true, labels: labels("¿De qué se trata?"), ..PortalMatrix::default() },
            version: 3,
        }
    }

    #[test]
    fn an_untouched_sheet_changes_nothing() {
        let field = category();
        assert_eq!(patch(&field, &values(&field)), FieldPatch::default());
    }

    #[test]
    fn campo_portal_switches_the_whole_matrix_and_keeps_the_clients_words() {
        let field = category();
        let mut typed = values(&field);
        typed.insert("portal".to_owned(), json!(true));
        let portal = patch(&field, &typed).portal.set().cloned().expect("a portal side").apply(field.portal.clone());
        assert_eq!(
            (portal.create, portal.view, portal.list, portal.search),
            (PortalCreate::Edit, PortalView::Read, true, true)
        );
        assert!(portal.required);
        assert_eq!(portal.labels.es, "¿De qué se trata?");
        let hidden = Field { portal, ..category() }.switched_for_portal(false);
        assert!(!hidden.is_visible() && !hidden.required);
        assert_eq!(hidden.labels.es, "¿De qué se trata?");
    }

    #[test]
    fn the_status_of_a_case_is_read_and_never_chosen_on_the_form() {
        let status = Field { api_name: "status".to_owned(), portal: PortalMatrix::default(), ..category() };
        let mut typed = values(&status);
        typed.insert("portal".to_owned(), json!(true));
        let portal = patch(&status, &typed).portal.set().cloned().expect("a portal side").apply(status.portal.clone());
        assert_eq!(
            (portal.create, portal.view, portal.list, portal.search, portal.required),
            (PortalCreate::Hidden, PortalView::Read, true, true, false)
        );
        let own = Field { builtin: false, ..status };
        assert_eq!(own.switched_for_portal(true).create, PortalCreate::Edit, "a field of the firm that is called so");
    }

    #[test]
    fn a_field_that_clients_only_read_stays_so_while_it_is_not_switched() {
        let mut field = category();
        field.portal = PortalMatrix { create: PortalCreate::Hidden, ..PortalMatrix::shown(field.field_type) };
        let mut typed = values(&field);
        typed.insert("required".to_owned(), json!(true));
        let patch = patch(&field, &typed);
        assert_eq!((patch.required, patch.portal), (Patch::Set(true), Patch::Keep));
    }

    #[test]
    fn a_label_needs_spanish() {
        let mut typed = values(&category());
        typed.insert("labels".to_owned(), json!({"es": " ", "en": "Category", "nl": ""}));
        assert_eq!(check(&typed).len(), 1);
    }
}
