//! Where the columns of a file can go, and where they probably should: guessed by their headers.

mod known;

use zaguan_types::fields::{Field, FieldType, Labels, Module};
use zaguan_types::imports::{ColumnMapping, ImportTarget, MappingOrigin, SourceColumn};

use crate::folding::fold;

/// Zaguán's own id of a record: what its export holds comes back to the same record.
pub(super) const ID: &str = "id";
/// The name of the main organisation, where another column has its id.
pub(super) const ORGANISATION_NAME: &str = "organisation_name";
/// What a field of the firm's own is called here begins so.
pub(super) const CUSTOM: &str = "custom.";

/// The fields that no file may set. A column of yeses must not invite thousands by mistake.
const NEVER: [&str; 1] = ["portal_user"];

/// Where columns can go, in the order of the form.
pub(super) fn all(module: Module, fields: &[Field]) -> Vec<ImportTarget> {
    let mut out = vec![extra(ID, ["Identificador de Zaguán", "Zaguán id", "Zaguán-id"])];
    for field in fields.iter().filter(|field| !(field.builtin && NEVER.contains(&field.api_name.as_str()))) {
        out.push(ImportTarget {
            name: name_of(field),
            labels: field.labels.clone(),
            field_type: field.field_type,
            required: field.required && field.active,
            active: field.active,
        });
        if module == Module::Contacts && field.builtin && field.api_name == "organisation_id" {
            let labels = ["Nombre de la organización", "Organisation name", "Naam van de organisatie"];
            out.push(extra(ORGANISATION_NAME, labels));
        }
    }
    out
}

/// What a field is called as a target.
pub(super) fn name_of(field: &Field) -> String {
    if field.builtin { field.api_name.clone() } else { format!("{CUSTOM}{}", field.api_name) }
}

fn extra(name: &str, [es, en, nl]: [&str; 3]) -> ImportTarget {
    let labels = Labels { es: es.into(), en: en.into(), nl: nl.into() };
    ImportTarget { name: name.into(), labels, field_type: FieldType::Text, required: false, active: true }
}

/// Where the columns of a file probably go.
pub(super) fn guess(module: Module, columns: &[SourceColumn], targets: &[ImportTarget]) -> Vec<ColumnMapping> {
    let mut free: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
    let mut out: Vec<ColumnMapping> =
        columns.iter().map(|column| ColumnMapping { column: column.index, target: None, origin: None }).collect();
    // What is said most plainly counts first, wherever it stands: an API name, a label, a name that other systems use.
    for way in [by_api_name, by_label, by_other_systems] {
        for (mapping, column) in out.iter_mut().zip(columns).filter(|(mapping, _)| mapping.target.is_none()) {
            let found = way(module, &plain(&column.header), targets).map(|name| if_ours(name, column));
            let found = found.filter(|name| free.contains(&name.as_str()));
            if let Some(name) = found {
                free.retain(|known| *known != name);
                mapping.target = Some(name);
                mapping.origin = Some(MappingOrigin::Guessed);
            }
        }
    }
    out
}

/// What other systems call `id` is what is called an external id here.
fn if_ours(name: String, column: &SourceColumn) -> String {
    let ours = column.samples.iter().all(|sample| sample.parse::<uuid::Uuid>().is_ok());
    if name == ID && !ours { "external_id".to_owned() } else { name }
}

/// A header as it is compared: letters and digits, without case, accents and what stands between them.
pub(super) fn plain(header: &str) -> String {
    fold(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn by_api_name(_: Module, header: &str, targets: &[ImportTarget]) -> Option<String> {
    let bare = |name: &str| plain(name.strip_prefix(CUSTOM).unwrap_or(name));
    let named = |target: &&ImportTarget| plain(&target.name) == header || bare(&target.name) == header;
    targets.iter().find(named).map(|target| target.name.clone())
}

fn by_label(_: Module, header: &str, targets: &[ImportTarget]) -> Option<String> {
    let named = |target: &&ImportTarget| {
        let Labels { es, en, nl } = &target.labels;
        [es, en, nl].into_iter().any(|label| !label.is_empty() && plain(label) == header)
    };
    targets.iter().find(named).map(|target| target.name.clone())
}

fn by_other_systems(module: Module, header: &str, targets: &[ImportTarget]) -> Option<String> {
    let name = known::target(module, header)?;
    targets.iter().find(|target| target.name == name).map(|target| target.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::fields::builtin::{blocks, labels};

    fn targets(module: Module) -> Vec<ImportTarget> {
        let seeds = blocks(module).iter().flat_map(|block| block.fields);
        let mut out = vec![extra(ID, ["Identificador de Zaguán", "Zaguán id", "Zaguán-id"])];
        out.extend(seeds.filter(|seed| !NEVER.contains(&seed.api_name)).map(|seed| ImportTarget {
            name: seed.api_name.into(),
            labels: labels(seed.labels),
            field_type: seed.field_type,
            required: seed.required,
            active: seed.active,
        }));
        if module == Module::Contacts {
            out.push(extra(ORGANISATION_NAME, ["Nombre de la organización", "Organisation name", "Naam"]));
        }
        out
    }

    fn guessed(module: Module, headers: &[&str]) -> Vec<Option<String>> {
        let column = |(index, header): (u32, &&str)| SourceColumn {
            index,
            header: (*header).into(),
            samples: vec![],
            filled: 1,
            date_order: None,
            date_order_open: false,
            decimal_mark: None,
            decimal_mark_open: false,
        };
        let columns: Vec<SourceColumn> = (0..).zip(headers).map(column).collect();
        guess(module, &columns, &targets(module)).into_iter().map(|mapping| mapping.target).collect()
    }

    #[track_caller]
    fn are(module: Module, wanted: &[(&str, &str)]) {
        let headers: Vec<&str> = wanted.iter().map(|(header, _)| *header).collect();
        let found = guessed(module, &headers);
        for ((header, target), found) in wanted.iter().zip(found) {
            assert_eq!(found.as_deref(), Some(*target).filter(|target| !target.is_empty()), "{header}");
        }
    }

    #[test]
    fn headers_in_the_three_languages_and_by_api_name() {
        are(
            Module::Contacts,
            &[
                ("NOMBRE", "first_name"),
                ("Apellidos", "last_name"),
                ("correo electronico", "email"),
                ("Teléfono móvil", "phone"),
                ("Empresa", "organisation_name"),
                ("Usuario del portal", ""),
            ],
        );
        are(
            Module::Contacts,
            &[("Voornaam", "first_name"), ("Achternaam", "last_name"), ("E-mail", "email"), ("Taal", "language")],
        );
        are(
            Module::Contacts,
            &[("id", "id"), ("external_id", "external_id"), ("support_start_date", "support_start_date")],
        );
        are(
            Module::Organisations,
            &[("Razón social", "name"), ("Página web", "website"), ("Código cliente", "external_id")],
        );
    }

    #[test]
    fn exports_of_other_systems() {
        are(
            Module::Contacts,
            &[
                ("Record ID - Contact", "external_id"),
                ("First Name", "first_name"),
                ("Last Name", "last_name"),
                ("Email", "email"),
                ("Phone Number", "phone"),
                ("Contact owner", "owner_id"),
                ("Associated Company", "organisation_name"),
            ],
        );
        are(
            Module::Contacts,
            &[
                ("Primary Email", "email"),
                ("Office Phone", "phone"),
                ("Mobile Phone", ""),
                ("Organization Name", "organisation_name"),
                ("Contact Id", "external_id"),
                ("Assigned To", "owner_id"),
                ("Email Opt Out", "email_opt_out"),
                ("Support Start Date", "support_start_date"),
            ],
        );
        are(
            Module::Contacts,
            &[
                ("firstName", "first_name"),
                ("lastName", "last_name"),
                ("emailAddress", "email"),
                ("phoneNumber", "phone"),
                ("accountName", "organisation_name"),
                ("assignedUserUserName", "owner_id"),
            ],
        );
        are(
            Module::Organisations,
            &[
                ("Company name", "name"),
                ("Company Domain Name", "website"),
                ("Company owner", "owner_id"),
                ("Street Address", "address"),
                ("Parent Company", "parent_id"),
                ("Record ID - Company", "external_id"),
            ],
        );
    }

    #[test]
    fn an_id_of_another_system_is_an_external_id() {
        let column = |sample: &str| SourceColumn {
            index: 0,
            header: "id".into(),
            samples: vec![sample.into()],
            filled: 1,
            date_order: None,
            date_order_open: false,
            decimal_mark: None,
            decimal_mark_open: false,
        };
        let target = |sample| guess(Module::Contacts, &[column(sample)], &targets(Module::Contacts))[0].target.clone();
        assert_eq!(target("64f1c0ffee12345ab").as_deref(), Some("external_id"));
        assert_eq!(target("0193a1c2-7b1e-7c33-9d6e-0a1b2c3d4e5f").as_deref(), Some("id"));
    }

    #[test]
    fn a_target_is_given_once_and_to_the_plainest_name() {
        assert_eq!(guessed(Module::Contacts, &["Móvil", "Teléfono", "Teléfono"]), [None, Some("phone".into()), None]);
    }
}
