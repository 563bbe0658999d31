//! Changes to fields as JSON Merge Patches (RFC 7396): what is absent stays, what is `null` goes, and that in the
//! objects inside as well.

use serde::{Deserialize, Serialize};

use super::{Field, Labels, PortalCreate, PortalMatrix, PortalView};
use crate::Patch;

/// A change to labels, language by language. `null` empties one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct LabelsPatch {
    /// Spanish.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 120))]
    pub es: Patch<String>,
    /// English.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 120))]
    pub en: Patch<String>,
    /// Dutch.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 120))]
    pub nl: Patch<String>,
}

impl LabelsPatch {
    /// The labels after the patch.
    pub fn apply(self, before: Labels) -> Labels {
        let Labels { es, en, nl } = before;
        let after = |patch: Patch<String>, old| patch.apply(Some(old)).unwrap_or_default();
        Labels { es: after(self.es, es), en: after(self.en, en), nl: after(self.nl, nl) }
    }
}

impl From<Labels> for LabelsPatch {
    fn from(labels: Labels) -> Self {
        let Labels { es, en, nl } = labels;
        Self { es: Patch::Set(es), en: Patch::Set(en), nl: Patch::Set(nl) }
    }
}

fn labels_after(patch: Patch<LabelsPatch>, before: Labels) -> Labels {
    match patch {
        Patch::Keep => before,
        Patch::Clear => Labels::default(),
        Patch::Set(patch) => patch.apply(before),
    }
}

/// A change to a field (JSON Merge Patch).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct FieldPatch {
    /// What staff reads beside it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<LabelsPatch>))]
    pub labels: Patch<LabelsPatch>,
    /// Whether forms and lists show it; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub active: Patch<bool>,
    /// Whether staff has to fill it in; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub required: Patch<bool>,
    /// What clients see of it; `null` hides it everywhere.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PortalPatch>))]
    pub portal: Patch<PortalPatch>,
}

impl FieldPatch {
    /// The members that the patch removes although they cannot be, as JSON pointers.
    pub fn removed_needlessly(&self) -> impl Iterator<Item = &'static str> {
        [("/active", self.active == Patch::Clear), ("/required", self.required == Patch::Clear)]
            .into_iter()
            .filter_map(|(pointer, removed)| removed.then_some(pointer))
    }

    /// The field after the patch; its version stays.
    pub fn apply(self, before: Field) -> Field {
        let Self { labels, active, required, portal } = self;
        Field {
            labels: labels_after(labels, before.labels),
            active: active.apply(Some(before.active)).unwrap_or(before.active),
            required: required.apply(Some(before.required)).unwrap_or(before.required),
            portal: match portal {
                Patch::Keep => before.portal,
                Patch::Clear => PortalMatrix::default(),
                Patch::Set(patch) => patch.apply(before.portal),
            },
            ..before
        }
    }
}

/// A change to what clients see of a field. A member that is `null` goes back to hidden, or to nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PortalPatch {
    /// On the form that creates a record.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PortalCreate>))]
    pub create: Patch<PortalCreate>,
    /// On the page of a record.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PortalView>))]
    pub view: Patch<PortalView>,
    /// As part of a record in a list.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub list: Patch<bool>,
    /// Searched and filtered by.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub search: Patch<bool>,
    /// Whether clients have to fill it in.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub required: Patch<bool>,
    /// The label that clients read.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<LabelsPatch>))]
    pub labels: Patch<LabelsPatch>,
}

impl PortalPatch {
    /// The patch that writes a whole matrix.
    pub fn whole(matrix: PortalMatrix) -> Self {
        let PortalMatrix { create, view, list, search, required, labels } = matrix;
        Self {
            create: Patch::Set(create),
            view: Patch::Set(view),
            list: Patch::Set(list),
            search: Patch::Set(search),
            required: Patch::Set(required),
            labels: Patch::Set(labels.into()),
        }
    }

    /// The matrix after the patch.
    pub fn apply(self, before: PortalMatrix) -> PortalMatrix {
        let hidden = PortalMatrix::default();
        PortalMatrix {
            create: self.create.apply(Some(before.create)).unwrap_or(hidden.create),
            view: self.view.apply(Some(before.view)).unwrap_or(hidden.view),
            list: self.list.apply(Some(before.list)).unwrap_or(hidden.list),
            search: self.search.apply(Some(before.search)).unwrap_or(hidden.search),
            required: self.required.apply(Some(before.required)).unwrap_or(hidden.required),
            labels: labels_after(self.labels, before.labels),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_language_changes_and_the_others_stay() {
        let before = Labels { es: "Piso".into(), en: "Flat".into(), nl: "Woning".into() };
        let patch: PortalPatch = serde_json::from_str(r#"{"labels": {"en": "Home", "nl": null}}"#).unwrap();
        let after = patch.apply(PortalMatrix { labels: before.clone(), list: true, ..PortalMatrix::default() });
        assert_eq!(after.labels, Labels { es: "Piso".into(), en: "Home".into(), nl: String::new() });
        assert!(after.list);
        let none: PortalPatch = serde_json::from_str(r#"{"labels": null, "list": null}"#).unwrap();
        let after = none.apply(PortalMatrix { labels: before, list: true, ..PortalMatrix::default() });
        assert_eq!(after, PortalMatrix::default());
    }

    #[test]
    fn what_cannot_be_without_a_value_is_named_when_it_is_removed() {
        let patch: FieldPatch = serde_json::from_str(r#"{"active": null, "required": false}"#).unwrap();
        assert_eq!(patch.removed_needlessly().collect::<Vec<_>>(), ["/active"]);
    }
}
