//! Saved views of lists. A private one is there for its owner alone; a shared one for everybody, and whoever may share
//! views may change it.

mod change;
mod check;
pub(crate) mod entity;
mod order;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, Select};
use serde_json::json;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::views::{MOST, NewView, View, ViewList};
use zaguan_types::{Permission, Role, UserId, ViewId};

pub use change::{change, remove};

use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::paging::{FilterErrors, ListQuery};
use crate::platform::clock::to_db;
use crate::platform::{NewEvent, TenantTx};
use check::{Asked, errors, no_list};

/// The views that one sees, in the order of the tabs; of one list, if `filter[module]` names it.
///
/// # Errors
/// [`Error::Invalid`] for anything else.
pub async fn list(cx: &StaffCx<permits::SignedIn>, query: ListQuery) -> Result<ViewList> {
    query.only_filters()?;
    let mut module = None;
    let mut errors = FilterErrors::default();
    for (name, value) in &query.filters {
        match name.as_str() {
            "module" => module = errors.read(name, Module::from_name(value), "a module is needed"),
            _ => errors.unknown(name),
        }
    }
    if query.q.is_some() {
        errors.unasked("q");
    }
    errors.finish()?;
    let (me, role) = (cx.who.user_id, cx.who.role);
    cx.desk
        .read(async move |tx| {
            let mut seen = seen(me, role);
            if let Some(module) = module {
                seen = seen.filter(entity::Column::Module.eq(module.as_str()));
            }
            let rows = tx.all(seen.order_by_asc(entity::Column::Module).apply_order()).await?;
            let mut items: Vec<View> = Vec::with_capacity(rows.len());
            for row in rows {
                let place = items.last().filter(|last| last.module.as_str() == row.module);
                let place = place.map_or(0, |last| last.position + 1);
                items.push(view(row, place)?);
            }
            Ok(ViewList { items })
        })
        .await
}

/// One view.
///
/// # Errors
/// [`Error::NotFound`], also for the private one of another.
pub async fn get(cx: &StaffCx<permits::SignedIn>, id: ViewId) -> Result<View> {
    let (me, role) = (cx.who.user_id, cx.who.role);
    cx.desk.read(async move |tx| find(tx, me, role, id).await).await
}

/// Saves a view, as the last tab.
///
/// # Errors
/// [`Error::Forbidden`] if it is to be shared and one may not, [`Error::Invalid`], [`Error::Conflict`] if one has 100 of
/// this list.
pub async fn create(cx: &StaffCx<permits::SignedIn>, new: NewView) -> Result<View> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let NewView { module, name, shared, q, filters, sort, columns } = new;
    let (me, role) = (cx.who.user_id, cx.who.role);
    if !role.allows(to_see(module).ok_or_else(no_list)?) || shared && !role.allows(Permission::ViewsShare) {
        return Err(Error::Forbidden);
    }
    let (name, q) = (name.trim().to_owned(), words(q));
    let asked = Asked {
        name: Some(&name),
        q: q.as_deref(),
        filters: Some(&filters),
        sort: sort.as_deref(),
        columns: Some(&columns),
    };
    all_pass(errors(&cx.desk, module, me, asked).await?)?;
    cx.desk
        .write_once(async move |tx| {
            let own = entity::Entity::find()
                .filter(entity::Column::Module.eq(module.as_str()))
                .filter(entity::Column::OwnerId.eq(me.0));
            if tx.count(own).await? >= MOST {
                return Err(Error::Conflict(format!("at most {MOST} views of a list; remove one first")));
            }
            let id = ViewId(tx.new_id());
            let now = to_db(tx.now());
            tx.insert(entity::ActiveModel {
                id: Set(id.0),
                module: Set(module.as_str().to_owned()),
                name: Set(name.clone()),
                shared: Set(shared),
                owner_id: Set(me.0),
                q: Set(q.clone()),
                filters: Set(json!(filters)),
                sort: Set(sort.clone()),
                columns: Set(json!(columns)),
                position: Set(order::last(tx, module).await?),
                created_at: Set(now),
                updated_at: Set(now),
                version: Set(1),
                ..Default::default()
            })
            .await?;
            tell(tx, "view.created", id, shared, json!({ "name": name, "module": module, "shared": shared }));
            find(tx, me, role, id).await
        })
        .await
}

/// Tells of a change. Which private view it was is nobody else's business.
fn tell(tx: &TenantTx<'_>, action: &'static str, id: ViewId, shared: bool, changes: serde_json::Value) {
    tx.audit(action, "view", Some(id.0), changes);
    tx.event(NewEvent::staff(EventKind::ViewsUpdated, shared.then_some(id.0)));
}

/// What it takes to see the list of a module; there may be none yet.
const fn to_see(module: Module) -> Option<Permission> {
    match module {
        Module::Contacts => Some(Permission::ContactsRead),
        Module::Organisations => Some(Permission::OrganisationsRead),
        Module::Cases => Some(Permission::CasesRead),
        Module::Deals => None,
    }
}

/// The views that somebody sees: their own and the shared ones, of the lists that their role may see.
fn seen(me: UserId, role: Role) -> Select<entity::Entity> {
    use entity::Column as C;
    let modules = Module::ALL.iter().filter(|module| to_see(**module).is_some_and(|needed| role.allows(needed)));
    entity::Entity::find()
        .filter(C::Module.is_in(modules.map(|module| module.as_str())))
        .filter(Condition::any().add(C::Shared.eq(true)).add(C::OwnerId.eq(me.0)))
}

/// The order of the tabs.
trait InOrder {
    fn apply_order(self) -> Self;
}

impl InOrder for Select<entity::Entity> {
    fn apply_order(self) -> Self {
        self.order_by_asc(entity::Column::Position).order_by_asc(entity::Column::Id)
    }
}

/// One that somebody sees, with its place among their tabs.
async fn find(tx: &TenantTx<'_>, me: UserId, role: Role, id: ViewId) -> Result<View> {
    let row = tx.one(seen(me, role).filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::NotFound)?;
    let place = order::place(tx, me, role, &row).await?;
    view(row, place)
}

/// Words without space around them, or none.
fn words(q: Option<String>) -> Option<String> {
    q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty())
}

fn view(row: entity::Model, position: i32) -> Result<View> {
    let entity::Model {
        tenant_id: _,
        id,
        module,
        name,
        shared,
        owner_id,
        q,
        filters,
        sort,
        columns,
        position: _,
        created_at: _,
        updated_at: _,
        version,
    } = row;
    let stored = |error: serde_json::Error| Error::stored("view", &error.to_string());
    Ok(View {
        id: ViewId(id),
        module: Module::from_name(&module).ok_or_else(|| Error::stored("module", &module))?,
        name,
        shared,
        owner_id: UserId(owner_id),
        q,
        filters: serde_json::from_value(filters).map_err(stored)?,
        sort,
        columns: serde_json::from_value(columns).map_err(stored)?,
        position,
        version,
    })
}
