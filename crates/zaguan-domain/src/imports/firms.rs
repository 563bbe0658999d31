//! The organisations that rows name: found by id, external id or name, or created.

use std::collections::HashMap;

use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::TEXT_LIMIT;
use zaguan_types::imports::{FaultCode, ImportFault};

use super::draft::{Draft, Named, Setup};
use super::record::Record;
use super::seen::{self, Seen};
use crate::error::Result;
use crate::folding::fold;
use crate::organisations::entity::{Column, Entity, Model};
use crate::platform::TenantTx;
use crate::platform::clock::to_db;

/// The organisations that some rows name.
#[derive(Default)]
pub(super) struct Firms {
    ids: HashMap<Uuid, ()>,
    by_external: HashMap<String, Uuid>,
    by_name: HashMap<String, Vec<Uuid>>,
    /// Those that are created since rows name them.
    pub(super) new: Vec<Model>,
    /// How many those are, wherever they went.
    pub(super) created: u64,
}

#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    external_id: Option<String>,
    sort_name: String,
}

impl Firms {
    pub(super) async fn load(tx: &TenantTx<'_>, drafts: &[Draft], seen: &Seen) -> Result<Self> {
        let named = || drafts.iter().filter(|draft| !draft.is_bad()).filter_map(|draft| draft.organisation.as_ref());
        let (mut ids, mut external, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for Named { any, name } in named() {
            if let Some((_, text)) = any {
                ids.extend(text.parse::<Uuid>());
                external.push(text.as_str());
                names.push(fold(text));
            }
            names.extend(name.iter().map(|(_, text)| fold(text)));
        }
        names.sort_unstable();
        names.dedup();
        let mut out = Self::default();
        let asked = [
            (!ids.is_empty()).then(|| Column::Id.is_in(ids)),
            (!external.is_empty()).then(|| Column::ExternalId.is_in(external)),
            (!names.is_empty()).then(|| Column::SortName.is_in(names)),
        ];
        for condition in asked.into_iter().flatten() {
            let find = Entity::find().select_only().columns([Column::Id, Column::ExternalId, Column::SortName]);
            let rows: Vec<Row> = tx.rows(find.filter(condition).filter(Column::DeletedAt.is_null())).await?;
            for Row { id, external_id, sort_name } in rows {
                out.know(id, external_id.as_deref(), sort_name);
            }
        }
        for Named { any, name } in named() {
            any.iter().chain(name).for_each(|(_, text)| seen.tell(&mut out, text));
        }
        Ok(out)
    }

    pub(super) fn know_external(&mut self, id: Uuid, external_id: &str) {
        self.by_external.insert(external_id.to_owned(), id);
    }

    pub(super) fn know(&mut self, id: Uuid, external_id: Option<&str>, name: String) {
        self.ids.insert(id, ());
        if let Some(external) = external_id {
            self.by_external.insert(external.to_owned(), id);
        }
        let known = self.by_name.entry(name).or_default();
        if !known.contains(&id) {
            known.push(id);
        }
    }

    /// A new organisation can be named by the rows behind it.
    pub(super) fn learn<R: Record>(&mut self, record: &R) {
        if R::MODULE == Module::Organisations {
            self.know(record.id(), record.external_id(), record.sort_name().to_owned());
        }
    }

    /// Those that are created, where they are what the rows themselves are about.
    pub(super) fn take_those_of(&mut self, module: Module) -> Vec<Model> {
        if module == Module::Organisations { std::mem::take(&mut self.new) } else { Vec::new() }
    }

    /// The values of a row, with the organisation that it names; nothing if there is none such. Of several with the name it
    /// is the one that the record names at `present`: what has gone out comes in as it was.
    pub(super) fn values(
        &mut self,
        tx: &TenantTx<'_>,
        setup: &Setup,
        draft: &Draft,
        present: Option<Uuid>,
        faults: &mut Vec<ImportFault>,
    ) -> Option<Vec<(String, Value)>> {
        let mut values = draft.values.clone();
        let Some(named) = &draft.organisation else { return Some(values) };
        // Nothing has the name of a row's own organisation yet: it would come to be twice, one above the other.
        let own = (setup.module == Module::Organisations).then_some(draft.key.as_str());
        match self.find(tx, setup, named, present, own) {
            Ok(id) => {
                values.push((target(setup.module).into(), json!(id)));
                Some(values)
            }
            Err((column, code)) => {
                let text = named.any.iter().chain(&named.name).find(|(at, _)| *at == column).map(|(_, text)| text);
                faults.push(setup.fault(draft.row, Some(column), text.map(String::as_str), code));
                None
            }
        }
    }

    fn find(
        &mut self,
        tx: &TenantTx<'_>,
        setup: &Setup,
        named: &Named,
        present: Option<Uuid>,
        own: Option<&str>,
    ) -> std::result::Result<Uuid, (u32, FaultCode)> {
        if let Some((_, text)) = &named.any {
            if let Some(id) = text.parse().ok().filter(|id| self.ids.contains_key(id)) {
                return Ok(id);
            }
            if let Some(id) = self.by_external.get(text) {
                return Ok(*id);
            }
        }
        // What looks like an id is none of a name that is to be created.
        let is_name = |(_, text): &&(u32, String)| text.parse::<Uuid>().is_err();
        let by_name = named.name.as_ref().or(named.any.as_ref().filter(is_name));
        let unknown = named.any.as_ref().or(named.name.as_ref()).map_or(0, |(column, _)| *column);
        let Some((column, text)) = by_name else { return Err((unknown, FaultCode::UnknownOrganisation)) };
        match self.by_name.get(&fold(text)).map(Vec::as_slice) {
            Some([id]) => Ok(*id),
            Some(several @ [_, ..]) => match present.filter(|id| several.contains(id)) {
                Some(id) => Ok(id),
                None => Err((*column, FaultCode::SeveralOrganisations)),
            },
            _ if own == Some(fold(text).as_str()) => Err((*column, FaultCode::Circular)),
            _ if !setup.options.create_organisations => Err((*column, FaultCode::UnknownOrganisation)),
            _ => self.create(tx, text).ok_or((*column, FaultCode::BadText)),
        }
    }

    /// Creates an organisation with just this name; nothing if a name cannot be so.
    fn create(&mut self, tx: &TenantTx<'_>, name: &str) -> Option<Uuid> {
        if name.chars().count() > TEXT_LIMIT || name.chars().any(char::is_control) {
            return None;
        }
        let firm = seen::named(tx.new_id(), name, to_db(tx.now()));
        self.know(firm.id, None, firm.sort_name.clone());
        self.created += 1;
        let id = firm.id;
        self.new.push(firm);
        Some(id)
    }
}

/// Where the organisation that a row names goes.
pub(super) fn target(module: Module) -> &'static str {
    if module == Module::Organisations { "parent_id" } else { "organisation_id" }
}

/// The organisation above another one.
pub(super) async fn parent_of(tx: &TenantTx<'_>, id: Uuid) -> Result<Option<Uuid>> {
    #[derive(FromQueryResult, Deserialize)]
    struct Row {
        parent_id: Option<Uuid>,
    }
    let row: Option<Row> =
        tx.row(Entity::find().select_only().column(Column::ParentId).filter(Column::Id.eq(id))).await?;
    Ok(row.and_then(|Row { parent_id }| parent_id))
}
