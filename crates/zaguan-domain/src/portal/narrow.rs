//! From what staff sees to what a client sees: the field matrix decides, member by member.

use serde_json::Map;
use zaguan_types::cases::{Case, CasePriority, CaseStatus};
use zaguan_types::fields::{Field, FieldType, PortalCreate, PortalView};
use zaguan_types::portal::{NextStep, PortalCase, PortalField, PortalForms};
use zaguan_types::{CaseId, Custom, Instant, Language};

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

/// What there is of a case that a client could ever see; the matrix still decides about most of it.
pub(super) struct Open {
    pub(super) id: CaseId,
    pub(super) number: String,
    pub(super) subject: String,
    pub(super) description: Option<String>,
    pub(super) status: CaseStatus,
    pub(super) priority: CasePriority,
    pub(super) category: Option<String>,
    pub(super) custom: Custom,
    pub(super) created_at: Instant,
    /// The last change that clients can notice.
    pub(super) updated_at: Instant,
}

impl From<Case> for Open {
    fn from(case: Case) -> Self {
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
        let updated_at = shown_at;
        Self { id, number, subject, description, status, priority, category, custom, created_at, updated_at }
    }
}

/// What the matrix shows at one place, looked up once for all the cases there.
pub(super) struct Lens<'s> {
    set: &'s FieldSet,
    language: Language,
    subject: bool,
    description: bool,
    priority: bool,
    category: bool,
    custom: Vec<&'s str>,
}

impl<'s> Lens<'s> {
    pub(super) fn new(set: &'s FieldSet, language: Language, place: Place) -> Self {
        let shown = |name: &str| set.field(name).is_some_and(|field| field.builtin && place.shows(field));
        let own = set.fields.iter().filter(|field| !field.builtin && place.shows(field));
        Self {
            set,
            language,
            subject: shown("subject"),
            description: shown("description"),
            priority: shown("priority"),
            category: shown("category"),
            custom: own.map(|field| field.api_name.as_str()).collect(),
        }
    }

    /// A case as a client sees it. Number, status and dates are always there; everything else only if the matrix shows it.
    pub(super) fn case(&self, case: impl Into<Open>) -> PortalCase {
        let Open { id, number, subject, description, status, priority, category, custom, created_at, updated_at } =
            case.into();
        PortalCase {
            id,
            number,
            status,
            status_label: status_label(self.set, status.as_str(), self.language),
            next_step: NextStep::of(status),
            created_at,
            updated_at,
            subject: Some(subject).filter(|_| self.subject),
            description: description.filter(|_| self.description),
            priority: Some(priority).filter(|_| self.priority),
            category: category.filter(|_| self.category),
            custom: if self.custom.is_empty() {
                Map::new()
            } else {
                custom.into_some(|name| self.custom.contains(&name))
            },
        }
    }
}

/// One case as a client sees it.
pub(super) fn case(case: impl Into<Open>, set: &FieldSet, language: Language, place: Place) -> PortalCase {
    Lens::new(set, language, place).case(case)
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
