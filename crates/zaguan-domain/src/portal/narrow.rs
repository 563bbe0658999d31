//! From what staff sees to what a client sees: the field matrix decides, member by member.

use sea_orm::prelude::Uuid;
use serde_json::Map;
use zaguan_types::cases::{Case, CasePriority, CaseStatus};
use zaguan_types::fields::{Field, FieldType, PortalCreate, PortalView};
use zaguan_types::portal::{NextStep, PortalCase, PortalField, PortalForms};
use zaguan_types::{CaseId, Custom, Instant, Language};

use crate::cases::number_text;
use crate::error::Result;
use crate::fields::FieldSet;
use crate::written::Object;

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
            organisation_name: _,
            assignee_id: _,
            assignee_name: _,
            source: _,
            private: _,
            custom,
            created_at,
            updated_at: _,
            shown_at,
            closed_at: _,
            unread: _,
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

/// The same of a row that is written as it is read.
pub(super) struct OpenRow<'r> {
    pub(super) id: Uuid,
    pub(super) number: i64,
    pub(super) subject: &'r str,
    pub(super) description: Option<&'r str>,
    pub(super) status: CaseStatus,
    pub(super) priority: CasePriority,
    pub(super) category: Option<&'r str>,
    pub(super) custom: &'r str,
    pub(super) created_at: &'r str,
    pub(super) updated_at: &'r str,
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

    /// Writes what [`Self::case`] makes; a test holds the two together.
    pub(super) fn write(&self, row: OpenRow<'_>, out: &mut Object<'_>) -> Result<()> {
        let OpenRow { id, number, subject, description, status, priority, category, custom, created_at, updated_at } =
            row;
        out.id("id", id);
        out.text("number", &number_text(number));
        out.text("status", status.as_str());
        out.text("status_label", status_label(self.set, status.as_str(), self.language));
        out.value("next_step", &NextStep::of(status))?;
        out.text("created_at", created_at);
        out.text("updated_at", updated_at);
        if self.subject {
            out.text("subject", subject);
        }
        if let Some(text) = description.filter(|_| self.description) {
            out.text("description", text);
        }
        if self.priority {
            out.text("priority", priority.as_str());
        }
        if let Some(text) = category.filter(|_| self.category) {
            out.text("category", text);
        }
        if self.custom.is_empty() { Ok(()) } else { out.some_of("custom", custom, |name| self.custom.contains(&name)) }
    }

    /// A case as a client sees it. Number, status and dates are always there; everything else only if the matrix shows it.
    pub(super) fn case(&self, case: impl Into<Open>) -> PortalCase {
        let Open { id, number, subject, description, status, priority, category, custom, created_at, updated_at } =
            case.into();
        PortalCase {
            id,
            number,
            status,
            status_label: status_label(self.set, status.as_str(), self.language).to_owned(),
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

fn status_label<'s>(set: &'s FieldSet, key: &'s str, language: Language) -> &'s str {
    let choice = set.field("status").and_then(|field| field.choices.iter().find(|choice| choice.key == key));
    choice.map_or(key, |choice| choice.labels.get(language))
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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use zaguan_types::fields::builtin::{blocks, labels};
    use zaguan_types::fields::{Limits, Module};
    use zaguan_types::{BlockId, FieldId};

    use super::*;
    use crate::written::PageWriter;

    /// What is written, and what the shape of the answer would be.
    fn both(lens: &Lens<'_>, status: CaseStatus, category: Option<&str>, custom: &str) -> [serde_json::Value; 2] {
        const MOMENTS: [&str; 2] = ["2026-11-22T07:44:59.000123Z", "2026-11-23T00:00:00.000000Z"];
        let row = OpenRow {
            id: Uuid::from_u128(9),
            number: 12,
            subject: "«Agua» \"fría\"",
            description: category.map(|_| "line\nline"),
            status,
            priority: CasePriority::High,
            category,
            custom,
            created_at: MOMENTS[0],
            updated_at: MOMENTS[1],
        };
        let open = Open {
            id: CaseId(row.id),
            number: number_text(row.number),
            subject: row.subject.to_owned(),
            description: row.description.map(str::to_owned),
            status,
            priority: row.priority,
            category: category.map(str::to_owned),
            custom: Custom::stored(custom.to_owned()).unwrap(),
            created_at: MOMENTS[0].parse().unwrap(),
            updated_at: MOMENTS[1].parse().unwrap(),
        };
        let mut writer = PageWriter::new(1);
        writer.take(row, |_| Ok(String::new()), |row, out| lens.write(row, out));
        let page: serde_json::Value =
            serde_json::from_slice(&writer.finish::<PortalCase>(None).unwrap().into_json()).unwrap();
        [page["items"][0].clone(), json!(lens.case(open))]
    }

    #[test]
    fn what_is_written_is_what_is_shown() {
        let mut fields: Vec<Field> = blocks(Module::Cases)
            .iter()
            .flat_map(|block| block.fields)
            .map(|seed| Field {
                id: FieldId(Uuid::nil()),
                module: Module::Cases,
                block_id: BlockId(Uuid::nil()),
                api_name: seed.api_name.to_owned(),
                field_type: seed.field_type,
                labels: labels(seed.labels),
                active: true,
                required: false,
                builtin: true,
                can_deactivate: true,
                portal_capable: true,
                default: None,
                limits: Limits { max_length: None },
                choices: seed.choice_list(),
                position: 0,
                portal: seed.matrix(),
                version: 1,
            })
            .collect();
        let mut own = fields[0].clone();
        own.builtin = false;
        own.api_name = "plot".to_owned();
        fields.push(own);
        for shown in [true, false] {
            for field in &mut fields {
                field.portal.list = shown;
            }
            let set = FieldSet::of(fields.clone());
            let lens = Lens::new(&set, Language::Es, Place::List);
            for status in CaseStatus::ALL {
                for category in [None, Some("plumbing")] {
                    for custom in ["{}", r#"{"plot": {"a": [1, "ñ"]}, "secret": 1}"#] {
                        let [written, wanted] = both(&lens, *status, category, custom);
                        assert_eq!(written, wanted);
                        assert_eq!(written.get("subject").is_some(), shown);
                    }
                }
            }
        }
    }
}
