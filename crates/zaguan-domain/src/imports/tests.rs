//! `kill -9` at any moment of a run, and going on: every row exactly once. The test program starts itself as the victim.

use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use serde_json::{Value, json};
use zaguan_types::fields::Module;
use zaguan_types::imports::{Import, ImportState};
use zaguan_types::{Instant, Language, Role, SessionId, TenantId, UserId};

use super::tables::part;
use super::{NewImport, Spool};
use crate::context::{RequestInfo, StaffCx};
use crate::platform::clock::{SystemIds, TestClock};
use crate::platform::db::testkit::{TestDb, open};
use crate::platform::entity::audit_event;
use crate::platform::secrets::Secrets;
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{App, Parts, Settings, TenantTx};
use crate::sessions::principal::StaffPrincipal;
use crate::{contacts, jobs, mails, organisations, testkit};

const URL: &str = "ZAGUAN_TEST_VICTIM";
const MOMENT: &str = "ZAGUAN_TEST_MOMENT";
const ROWS: usize = 4_000;

async fn app_at(url: &str, moment: i64) -> Arc<App> {
    App::new(Parts {
        db: open(url).await,
        clock: Arc::new(TestClock::at(Instant(moment))),
        ids: Arc::new(SystemIds),
        secrets: Secrets::from_root(&[1; 32]).unwrap(),
        mailer: mails::Mailer::into_folder(std::env::temp_dir(), "no-reply@zaguan.example".parse().unwrap()),
        settings: Settings { cheap_hashes: true, ..Settings::default() },
    })
    .unwrap()
}

fn staff<P: crate::context::StaffPermit>(app: &Arc<App>, tenant: TenantId, user: UserId) -> StaffCx<P> {
    let who = StaffPrincipal {
        tenant_id: tenant,
        session_id: SessionId(app.ids.next()),
        user_id: user,
        name: "Rosa".into(),
        since: Instant(0),
        role: Role::Owner,
        language: Language::Es,
        by_program: false,
        good_until: Instant(i64::MAX),
    };
    StaffCx::mint(Arc::clone(app), Arc::new(who), RequestInfo::default()).unwrap()
}

/// Works everything off, and is killed meanwhile.
#[allow(clippy::disallowed_methods, reason = "how the parent tells the victim where and when to work")]
#[tokio::test]
#[ignore = "a victim, started by every_row_is_written_once_however_often_it_is_killed"]
async fn works_until_killed() {
    let url = std::env::var(URL).expect("only run as a victim");
    let moment = std::env::var(MOMENT).unwrap().parse().unwrap();
    let app = app_at(&url, moment).await;
    while jobs::work_off(&app).await.unwrap() {}
    app.db().close().await;
}

fn victim(url: &str, moment: i64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "imports::tests::works_until_killed"])
        .env(URL, url)
        .env(MOMENT, moment.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

async fn uploaded(app: &Arc<App>, tenant: TenantId, user: UserId) -> Import {
    let mut text = String::from("Codigo,Apellidos,Correo,Empresa,Etiquetas\n");
    for n in 0..ROWS {
        text += &format!("E{n},Gil {n},n{n}@example.com,Firma {},feria\n", n / 100);
    }
    let mut file = Spool::new().unwrap();
    file.write(text.as_bytes()).await.unwrap();
    let new = NewImport { module: Module::Contacts, file_name: "x.csv".into(), file };
    let import = super::create(&staff(app, tenant, user), new).await.unwrap();
    super::run(&staff(app, tenant, user), import.id).await.unwrap()
}

#[tokio::test]
async fn every_row_is_written_once_however_often_it_is_killed() {
    for test in TestDb::each().await {
        let begin = 1_795_000_000_000_000;
        test.db.close().await;
        let app = app_at(test.url(), begin).await;
        let (tenant, user) = testkit::firm(&app, "costa").await;
        let import = uploaded(&app, tenant, user).await;
        app.db().close().await;
        let mut killed = 0;
        // Each begins when the lease of the one before has run out.
        for round in 1..60 {
            let mut child = victim(test.url(), begin + round * 1_000_000_000);
            std::thread::sleep(Duration::from_millis(120 + 37 * (round as u64 % 11)));
            let ended = child.try_wait().unwrap().is_some();
            child.kill().unwrap();
            child.wait().unwrap();
            killed += usize::from(!ended);
            if ended {
                break;
            }
        }
        let mut last = victim(test.url(), begin + 1_000_000_000_000);
        assert!(last.wait().unwrap().success());
        assert!(killed > 2, "only {killed} were killed in the middle of it");
        let app = app_at(test.url(), begin + 2_000_000_000_000).await;
        let done = super::get(&staff(&app, tenant, user), import.id).await.unwrap();
        let rows = ROWS as u64;
        assert_eq!((done.state, done.counts.done, done.counts.created), (ImportState::Done, rows, rows));
        let stamp = app.stamp(tenant, Actor::system(), Origin::default());
        let (people, firms, history) = app
            .read(stamp, true, async |tx: &TenantTx<'_>| {
                Ok((
                    tx.all(contacts::entity::Entity::find()).await?,
                    tx.all(organisations::entity::Entity::find()).await?,
                    tx.all(audit_event::Entity::find()).await?,
                ))
            })
            .await
            .unwrap();
        let names: BTreeSet<_> = people.iter().filter_map(|person| person.external_id.clone()).collect();
        assert_eq!((people.len(), names.len()), (ROWS, ROWS));
        assert_eq!((firms.len(), done.counts.organisations_created), (ROWS / 100, rows / 100));
        assert_eq!(history.iter().filter(|one| one.action == "contact.created").count(), ROWS);
        app.db().close().await;
    }
}

#[tokio::test]
async fn a_check_that_broke_off_says_so_until_the_next_one_begins() {
    for test in TestDb::each().await {
        test.db.close().await;
        let app = app_at(test.url(), 1_795_000_000_000_000).await;
        let (tenant, user) = testkit::firm(&app, "costa").await;
        let mut file = Spool::new().unwrap();
        file.write(b"Apellidos,Correo\nGil,gil@example.com\n").await.unwrap();
        let new = NewImport { module: Module::Contacts, file_name: "x.csv".into(), file };
        let id = super::create(&staff(&app, tenant, user), new).await.unwrap().id;
        // What nobody but a fault of ours can have written.
        let write_notes = async |notes: Value| {
            let stamp = app.stamp(tenant, Actor::system(), Origin::default());
            let set = part::Entity::update_many().col_expr(part::Column::Notes, Expr::value(notes));
            app.write(stamp, async move |tx: &TenantTx<'_>| tx.update(set.clone()).await).await.unwrap();
        };
        let work = async || while jobs::work_off(&app).await.unwrap() {};
        write_notes(json!({})).await;
        super::check(&staff(&app, tenant, user), id).await.unwrap();
        work().await;
        let broken = super::get(&staff(&app, tenant, user), id).await.unwrap();
        assert_eq!((broken.state, broken.failure.is_some()), (ImportState::Mapping, true));
        write_notes(json!([])).await;
        let begun = super::check(&staff(&app, tenant, user), id).await.unwrap();
        assert_eq!((begun.state, begun.failure), (ImportState::Checking, None));
        work().await;
        let checked = super::get(&staff(&app, tenant, user), id).await.unwrap();
        assert_eq!((checked.state, checked.counts.created), (ImportState::Checked, 1));
        app.db().close().await;
    }
}
