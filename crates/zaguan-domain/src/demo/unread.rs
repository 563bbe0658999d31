//! What the demo's staff has not read yet: the last that clients said.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Deserialize;
use uuid::Uuid;
use zaguan_types::{TenantId, UserId};

use super::{DAY, at, moment};
use crate::cases::{entity as case, read_entity as read};
use crate::error::Result;
use crate::platform::App;
use crate::platform::clock::{Moment, to_db};
use crate::users::entity as user;

/// Cases that nobody has read yet.
const UNREAD: usize = 4;

#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    client_at: Option<Moment>,
}

/// Everybody has been here for three months, and has read all but the last few.
pub(super) async fn leave_some(app: &App, tenant: TenantId, staff: [(UserId, &'static str); 2]) -> Result<()> {
    let came = moment(app, -90 * DAY);
    at(app, tenant, 0, async move |tx| {
        let ids = staff.map(|(id, _)| id.0);
        let since = user::Entity::update_many()
            .col_expr(user::Column::CreatedAt, Expr::value(to_db(came)))
            .filter(user::Column::Id.is_in(ids));
        tx.update(since).await?;
        let said = case::Entity::find()
            .select_only()
            .columns([case::Column::Id, case::Column::ClientAt])
            .filter(case::Column::ClientAt.is_not_null())
            .order_by_desc(case::Column::ClientAt);
        let rows: Vec<Row> = tx.rows(said).await?;
        let mark = |Row { id, client_at }: Row| {
            let at = client_at.map(|moment| to_db(moment.0));
            ids.map(|user| read::ActiveModel {
                user_id: Set(user),
                case_id: Set(id),
                read_at: at.map_or(sea_orm::NotSet, Set),
                ..Default::default()
            })
        };
        tx.insert_all(rows.into_iter().skip(UNREAD).flat_map(mark).collect()).await
    })
    .await
}
