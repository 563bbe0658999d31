//! From what staff sees to what a client sees: the field matrix decides, member by member.

use serde_json::Map;
use zaguan_types::Language;
use zaguan_types::cases::Case;
use zaguan_types::fields::{Field, FieldType, PortalCreate, PortalView};
use zaguan_types::portal::{NextStep, PortalCase, PortalField, PortalForms};

use crate::fields::FieldSet;

/// Where a client meets a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On the page of a record.
    View,
    /// In a list.
    List,
}

/// Whether clients would notice that a member of a case has another value. Status and whose it is always show; of the
/// others the matrix decides.
pub(crate) fn is_noticed(set: &FieldSet, member: &str, custom: bool) -> bool {
    let always = matches!(member, "status" | "contact_id") && !custom;
    let field = set.field(member).filter(|field| field.builtin != custom);
    always || field.is_some_and(|field| Place::View.shows(field) || Place::List.shows(field))
}

impl Place {
    fn shows(self, field: &Field) -> bool {
        let here = match self {
            Self::View => field.portal.view != PortalView::Hidden,
            Self::List => field.portal.list,
        };
        field.active && field.portal_capable && here
    }
}

/// A case as a client sees it. Number, status and dates are always there; everything else only if the matrix shows it.
pub(super) fn case(case: Case, set: &FieldSet, language: Language, place: Place) -> PortalCase {
    let Case {
        id,
        number,
        subject,
        description,
        status,
        priority,
        category,
        contact_id: _,
        contact_name: _,
        organisation_id: _,
        assignee_id: _,
        assignee_name: _,
        source: _,
        private: _,
        custom,
        created_at,
        updated_at: _,
        shown_at,
        closed_at: _,
        version: _,
    } = case;
    let shown = |name: &str| set.field(name).is_some_and(|field| field.builtin && place.shows(field));
    let custom: Map<_, _> = custom
        .into_iter()
        .filter(|(name, _)| set.field(name).is_some_and(|field| !field.builtin && place.shows(field)))
        .collect();
    PortalCase {
        id,
        number,
        status,
        status_label: status_label(set, status.as_str(), language),
        next_step: NextStep::of(status),
        created_at,
        updated_at: shown_at,
        subject: Some(subject).filter(|_| shown("subject")),
        description: description.filter(|_| shown("description")),
        priority: Some(priority).filter(|_| shown("priority")),
        category: category.filter(|_| shown("category")),
        custom,
    }
}

fn status_label(set: &FieldSet, key: &str, language: Language) -> String {
    let choice = set.field("status").and_then(|field| field.choices.iter().find(|choice| choice.key == key));
    choice.map_or(key, |choice| choice.labels.get(language)).to_owned()
}

/// The forms of cases as a client meets them.
pub(super) fn forms(set: &FieldSet, language: Language) -> PortalForms {
    let fields = |wanted: &dyn Fn(&Field) -> bool| {
        set.fields
            .iter()
            .filter(|field| field.active && field.portal_capable && wanted(field))
            .map(|field| seen(field, language))
            .collect()
    };
    PortalForms {
        create: fields(&|field| field.portal.create == PortalCreate::Edit),
        view: fields(&|field| Place::View.shows(field)),
        list: fields(&|field| Place::List.shows(field)),
        search: fields(&searchable),
    }
}

/// Whether clients may search and filter by a field. One that they cannot read anywhere would give its values away.
pub(super) fn searchable(field: &Field) -> bool {
    field.active
        && field.portal_capable
        && field.portal.search
        && (Place::View.shows(field) || Place::List.shows(field))
}

fn seen(field: &Field, language: Language) -> PortalField {
    let choosable = matches!(field.field_type, FieldType::SingleChoice | FieldType::MultipleChoice);
    PortalField {
        api_name: field.api_name.clone(),
        custom: !field.builtin,
        field_type: field.field_type,
        label: field.client_label(language).to_owned(),
        required: zaguan_types::fields::rules::is_required(field, zaguan_types::fields::rules::Audience::Portal),
        default: field.default.clone(),
        limits: field.limits.clone(),
        choices: if choosable {
            field.choices.iter().filter(|choice| choice.active).cloned().collect()
        } else {
            Vec::new()
        },
    }
}
