//! What only the database can bring about.

use std::sync::Arc;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use zaguan_types::cases::{CasePriority, CaseSource, CaseStatus};
use zaguan_types::contacts::NewContact;
use zaguan_types::{ContactId, TenantId};

use super::entity;
use crate::cases::{self, Begin};
use crate::jobs;
use crate::platform::App;
use crate::platform::db::testkit::TestDb;
use crate::platform::stamp::{Actor, Origin};
use crate::testkit;

async fn contact(app: &Arc<App>, firm: TenantId, name: &str) -> ContactId {
    let new = NewContact { last_name: Some(name.into()), ..NewContact::default() };
    let stamp = app.stamp(firm, Actor::system(), Origin::default());
    app.write(stamp, async move |tx| super::insert(tx, new.clone()).await).await.unwrap()
}

fn case_of(contact: ContactId) -> Begin {
    Begin {
        subject: "Llaves".into(),
        description: None,
        status: CaseStatus::Open,
        priority: CasePriority::Normal,
        category: None,
        contact_id: Some(contact),
        organisation_id: None,
        assignee_id: None,
        private: false,
        source: CaseSource::Staff,
        custom: serde_json::Map::new(),
    }
}

#[tokio::test]
async fn a_case_that_came_while_its_contact_was_merged_follows() {
    for test in TestDb::each().await {
        let app = testkit::app(&test);
        let (firm, _) = testkit::firm(&app, "girasol").await;
        let (stays, goes) = (contact(&app, firm, "Gil").await, contact(&app, firm, "Gil").await);
        let stamp = || app.stamp(firm, Actor::system(), Origin::default());
        // As the race leaves it behind: the contact is merged, and a case still names it.
        let case = app
            .write(stamp(), async move |tx| {
                let set = entity::Entity::update_many()
                    .col_expr(entity::Column::MergedInto, Expr::value(stays.0))
                    .col_expr(entity::Column::DeletedAt, Expr::value(crate::platform::clock::to_db(tx.now())))
                    .filter(entity::Column::Id.eq(goes.0));
                tx.update(set).await?;
                cases::begin(tx, case_of(goes)).await
            })
            .await
            .unwrap();
        jobs::sweep(&app).await.unwrap();
        let now = app.read(stamp(), false, async move |tx| cases::find(tx, case.id).await).await.unwrap().unwrap();
        assert_eq!(now.contact_id, Some(stays), "{:?}", test.db);
    }
}
