//! What each member of staff has read of the cases.
//!
//! A case is unread for somebody if a client opened it or wrote in it after that person last read it, or after they came
//! to the firm. Reading is nobody else's business: it is not in the history, and only the person's own windows hear of it.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use zaguan_types::cases::CaseReadMark;
use zaguan_types::events::EventKind;
use zaguan_types::{CaseId, Instant};

use super::find;
use super::read_entity as entity;
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::{NewEvent, TenantTx};

/// Notes that the one who asks has read a case up to a moment. Writes nothing where nothing was unread.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn mark_read(cx: &StaffCx<permits::CasesRead>, id: CaseId, mark: CaseReadMark) -> Result<()> {
    let CaseReadMark { up_to } = mark;
    let case = cx.desk.read(async move |tx| find(tx, id).await?.ok_or(Error::NotFound)).await?;
    if !case.unread {
        return Ok(());
    }
    let user = cx.who.user_id.0;
    cx.desk
        .write(async move |tx| {
            if is_written(tx, user, id, up_to.min(tx.now())).await? {
                tx.event(NewEvent::to(user, EventKind::CaseRead, id.0));
            }
            Ok(())
        })
        .await
}

/// Writes the mark unless it would go back; answers whether it moved.
async fn is_written(tx: &TenantTx<'_>, user: uuid::Uuid, id: CaseId, up_to: Instant) -> Result<bool> {
    use entity::Column as C;
    let row = entity::ActiveModel {
        user_id: Set(user),
        case_id: Set(id.0),
        read_at: Set(to_db(up_to)),
        ..Default::default()
    };
    if tx.insert_new(row, vec![C::TenantId, C::UserId, C::CaseId]).await? {
        return Ok(true);
    }
    let further = entity::Entity::update_many()
        .col_expr(C::ReadAt, Expr::value(to_db(up_to)))
        .filter(C::UserId.eq(user))
        .filter(C::CaseId.eq(id.0))
        .filter(Expr::col(C::ReadAt).lt(to_db(up_to)));
    Ok(tx.update(further).await? > 0)
}
