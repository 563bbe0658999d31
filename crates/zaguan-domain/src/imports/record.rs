//! Contacts and organisations as an import sees them: a record whose values are read and set by the name of a target.

use sea_orm::prelude::{DateTimeUtc, Uuid};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait, IntoActiveModel, QueryFilter as _};
use serde_json::{Map, Value, json};
use zaguan_types::Date;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::is_blank;

use super::targets::CUSTOM;
use crate::error::Result;
use crate::platform::clock::{date_from_db, date_to_db, to_db};
use crate::platform::{TenantEntity, TenantTx};
use crate::{contacts, organisations};

/// A row of a module's table.
pub(super) trait Record:
    Clone + Send + Sync + 'static + IntoActiveModel<<Self::Entity as EntityTrait>::ActiveModel>
{
    type Entity: TenantEntity<Model = Self>;

    const MODULE: Module;
    const KIND: &'static str;
    const CREATED: &'static str;
    const UPDATED: &'static str;
    const DELETED: &'static str;
    const RESTORED: &'static str;
    /// Lists of such records are to be read anew.
    const NEWS: EventKind;
    /// The fields by which a record is found where nothing else is said, and the column that holds it folded.
    const KEY: &'static str;

    fn columns() -> Columns<Self>;
    fn blank(id: Uuid, now: DateTimeUtc) -> Self;
    fn id(&self) -> Uuid;
    fn external_id(&self) -> Option<&str>;
    /// The e-mail address of a contact, the name of an organisation, as it is compared; empty if there is none.
    fn key(&self) -> &str;
    fn sort_name(&self) -> &str;
    fn search_text(&self) -> &str;
    fn tags(&self) -> Vec<String>;
    fn in_bin(&self) -> bool;
    /// Merged into another or erased: nothing leads back to it.
    fn is_gone(&self) -> bool;
    /// The record that stays where this one was merged.
    fn merged_into(&self) -> Option<Uuid>;
    fn is_erased(&self) -> bool;
    fn has_portal(&self) -> bool;
    fn updated_at(&self) -> DateTimeUtc;
    fn organisation(&self) -> Option<Uuid>;
    fn get(&self, name: &str) -> Value;
    fn put(&mut self, name: &str, value: &Value);
    /// Derives what is derived, after values were set.
    fn settle(&mut self, now: DateTimeUtc, version: i64);
    fn take_out_of_bin(&mut self);
    fn version(&self) -> i64;
    /// Puts records into the bin, all of them at once.
    async fn put_into_bin(tx: &TenantTx<'_>, ids: &[Uuid]) -> Result<()>;
    /// The record that an organisation is, where records are organisations.
    fn of_organisation(organisation: organisations::entity::Model) -> Option<Self>;
}

/// The columns that an import asks for.
pub(super) struct Columns<R: Record> {
    pub(super) tenant: <R::Entity as EntityTrait>::Column,
    pub(super) id: <R::Entity as EntityTrait>::Column,
    pub(super) external_id: <R::Entity as EntityTrait>::Column,
    pub(super) key: <R::Entity as EntityTrait>::Column,
    pub(super) sort_name: <R::Entity as EntityTrait>::Column,
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !is_blank(text)).map(str::to_owned)
}

fn id(value: &Value) -> Option<Uuid> {
    value.as_str().and_then(|text| text.parse().ok())
}

fn day(value: &Value) -> Option<sea_orm::prelude::Date> {
    value.as_str().and_then(|text| text.parse::<Date>().ok()).map(date_to_db)
}

fn words(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
}

fn custom_of<'a>(custom: &'a Value, name: &str) -> Option<&'a Value> {
    custom.get(name.strip_prefix(CUSTOM)?)
}

fn put_custom(custom: &mut Value, name: &str, value: &Value) {
    let Some(name) = name.strip_prefix(CUSTOM) else { return };
    if !custom.is_object() {
        *custom = Value::Object(Map::new());
    }
    let Some(values) = custom.as_object_mut() else { return };
    match value {
        Value::Null => drop(values.remove(name)),
        value => drop(values.insert(name.to_owned(), value.clone())),
    }
}

impl Record for contacts::entity::Model {
    type Entity = contacts::entity::Entity;

    const MODULE: Module = Module::Contacts;
    const KIND: &'static str = "contact";
    const CREATED: &'static str = "contact.created";
    const UPDATED: &'static str = "contact.updated";
    const DELETED: &'static str = "contact.deleted";
    const RESTORED: &'static str = "contact.restored";
    const NEWS: EventKind = EventKind::ContactUpdated;
    const KEY: &'static str = "email";

    fn columns() -> Columns<Self> {
        use contacts::entity::Column as C;
        Columns { tenant: C::TenantId, id: C::Id, external_id: C::ExternalId, key: C::EmailKey, sort_name: C::SortName }
    }

    fn blank(id: Uuid, now: DateTimeUtc) -> Self {
        Self {
            tenant_id: Uuid::nil(),
            id,
            first_name: None,
            last_name: String::new(),
            sort_name: String::new(),
            search_text: String::new(),
            email: None,
            phone: None,
            language: None,
            owner_id: None,
            organisation_id: None,
            tags: json!([]),
            email_opt_out: false,
            portal_user: false,
            support_start_date: None,
            support_end_date: None,
            custom: json!({}),
            email_key: String::new(),
            phone_key: String::new(),
            external_id: None,
            deleted_at: None,
            merged_into: None,
            erased_at: None,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn external_id(&self) -> Option<&str> {
        self.external_id.as_deref()
    }

    fn key(&self) -> &str {
        &self.email_key
    }

    fn sort_name(&self) -> &str {
        &self.sort_name
    }

    fn search_text(&self) -> &str {
        &self.search_text
    }

    fn tags(&self) -> Vec<String> {
        words(&self.tags)
    }

    fn in_bin(&self) -> bool {
        self.deleted_at.is_some()
    }

    fn is_gone(&self) -> bool {
        self.merged_into.is_some() || self.erased_at.is_some()
    }

    fn merged_into(&self) -> Option<Uuid> {
        self.merged_into
    }

    fn is_erased(&self) -> bool {
        self.erased_at.is_some()
    }

    fn has_portal(&self) -> bool {
        self.portal_user
    }

    fn updated_at(&self) -> DateTimeUtc {
        self.updated_at
    }

    fn organisation(&self) -> Option<Uuid> {
        self.organisation_id
    }

    fn get(&self, name: &str) -> Value {
        match name {
            "first_name" => json!(self.first_name),
            "last_name" => json!(Some(&self.last_name).filter(|name| !name.is_empty())),
            "email" => json!(self.email),
            "phone" => json!(self.phone),
            "language" => json!(self.language),
            "owner_id" => json!(self.owner_id),
            "organisation_id" => json!(self.organisation_id),
            "tags" => self.tags.clone(),
            "email_opt_out" => json!(self.email_opt_out),
            "support_start_date" => json!(self.support_start_date.map(date_from_db)),
            "support_end_date" => json!(self.support_end_date.map(date_from_db)),
            "external_id" => json!(self.external_id),
            other => custom_of(&self.custom, other).cloned().unwrap_or_default(),
        }
    }

    fn put(&mut self, name: &str, value: &Value) {
        match name {
            "first_name" => self.first_name = text(value),
            "last_name" => self.last_name = text(value).unwrap_or_default(),
            "email" => self.email = text(value),
            "phone" => self.phone = text(value),
            "language" => self.language = text(value),
            "owner_id" => self.owner_id = id(value),
            "organisation_id" => self.organisation_id = id(value),
            "tags" => self.tags = json!(words(value)),
            "email_opt_out" => self.email_opt_out = value.as_bool().unwrap_or_default(),
            "support_start_date" => self.support_start_date = day(value),
            "support_end_date" => self.support_end_date = day(value),
            "external_id" => self.external_id = text(value),
            other => put_custom(&mut self.custom, other, value),
        }
    }

    fn settle(&mut self, now: DateTimeUtc, version: i64) {
        let (first, email, phone) = (self.first_name.as_deref(), self.email.as_deref(), self.phone.as_deref());
        let keys = contacts::keys::Keys::of(first, &self.last_name, email, phone);
        (self.sort_name, self.search_text) = (keys.sort_name, keys.search_text);
        (self.email_key, self.phone_key) = (keys.email, keys.phone);
        (self.updated_at, self.version) = (now, version);
    }

    fn take_out_of_bin(&mut self) {
        self.deleted_at = None;
    }

    fn version(&self) -> i64 {
        self.version
    }

    async fn put_into_bin(tx: &TenantTx<'_>, ids: &[Uuid]) -> Result<()> {
        use contacts::entity::{Column as C, Entity};
        let set = Entity::update_many()
            .col_expr(C::DeletedAt, Expr::value(to_db(tx.now())))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is_in(ids.iter().copied()))
            .filter(C::DeletedAt.is_null());
        tx.update(set).await.map(drop)
    }

    fn of_organisation(_: organisations::entity::Model) -> Option<Self> {
        None
    }
}

impl Record for organisations::entity::Model {
    type Entity = organisations::entity::Entity;

    const MODULE: Module = Module::Organisations;
    const KIND: &'static str = "organisation";
    const CREATED: &'static str = "organisation.created";
    const UPDATED: &'static str = "organisation.updated";
    const DELETED: &'static str = "organisation.deleted";
    const RESTORED: &'static str = "organisation.restored";
    const NEWS: EventKind = EventKind::OrganisationUpdated;
    const KEY: &'static str = "name";

    fn columns() -> Columns<Self> {
        use organisations::entity::Column as C;
        Columns { tenant: C::TenantId, id: C::Id, external_id: C::ExternalId, key: C::SortName, sort_name: C::SortName }
    }

    fn blank(id: Uuid, now: DateTimeUtc) -> Self {
        Self {
            tenant_id: Uuid::nil(),
            id,
            name: String::new(),
            sort_name: String::new(),
            search_text: String::new(),
            email: None,
            phone: None,
            website: None,
            address: None,
            email_key: String::new(),
            site_key: String::new(),
            parent_id: None,
            owner_id: None,
            tags: json!([]),
            external_id: None,
            custom: json!({}),
            deleted_at: None,
            merged_into: None,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn external_id(&self) -> Option<&str> {
        self.external_id.as_deref()
    }

    fn key(&self) -> &str {
        &self.sort_name
    }

    fn sort_name(&self) -> &str {
        &self.sort_name
    }

    fn search_text(&self) -> &str {
        &self.search_text
    }

    fn tags(&self) -> Vec<String> {
        words(&self.tags)
    }

    fn in_bin(&self) -> bool {
        self.deleted_at.is_some()
    }

    fn is_gone(&self) -> bool {
        self.merged_into.is_some()
    }

    fn merged_into(&self) -> Option<Uuid> {
        self.merged_into
    }

    fn is_erased(&self) -> bool {
        false
    }

    fn has_portal(&self) -> bool {
        false
    }

    fn updated_at(&self) -> DateTimeUtc {
        self.updated_at
    }

    fn organisation(&self) -> Option<Uuid> {
        Some(self.id)
    }

    fn get(&self, name: &str) -> Value {
        match name {
            "name" => json!(Some(&self.name).filter(|name| !name.is_empty())),
            "email" => json!(self.email),
            "phone" => json!(self.phone),
            "website" => json!(self.website),
            "address" => json!(self.address),
            "parent_id" => json!(self.parent_id),
            "owner_id" => json!(self.owner_id),
            "tags" => self.tags.clone(),
            "external_id" => json!(self.external_id),
            other => custom_of(&self.custom, other).cloned().unwrap_or_default(),
        }
    }

    fn put(&mut self, name: &str, value: &Value) {
        match name {
            "name" => self.name = text(value).unwrap_or_default(),
            "email" => self.email = text(value),
            "phone" => self.phone = text(value),
            "website" => self.website = text(value),
            "address" => self.address = text(value),
            "parent_id" => self.parent_id = id(value),
            "owner_id" => self.owner_id = id(value),
            "tags" => self.tags = json!(words(value)),
            "external_id" => self.external_id = text(value),
            other => put_custom(&mut self.custom, other, value),
        }
    }

    fn settle(&mut self, now: DateTimeUtc, version: i64) {
        let keys = organisations::keys::Keys::of(&self.name, self.email.as_deref(), self.website.as_deref());
        (self.sort_name, self.search_text) = (keys.sort_name, keys.search_text);
        (self.email_key, self.site_key) = (keys.email, keys.site);
        (self.updated_at, self.version) = (now, version);
    }

    fn take_out_of_bin(&mut self) {
        self.deleted_at = None;
    }

    fn version(&self) -> i64 {
        self.version
    }

    async fn put_into_bin(tx: &TenantTx<'_>, ids: &[Uuid]) -> Result<()> {
        use organisations::entity::{Column as C, Entity};
        let set = Entity::update_many()
            .col_expr(C::DeletedAt, Expr::value(to_db(tx.now())))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is_in(ids.iter().copied()))
            .filter(C::DeletedAt.is_null());
        tx.update(set).await.map(drop)
    }

    fn of_organisation(organisation: organisations::entity::Model) -> Option<Self> {
        Some(organisation)
    }
}
