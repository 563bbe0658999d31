//! Demo data that was ended half-way.

use std::sync::Arc;
use std::time::Duration;

use super::{Size, fill};
use crate::error::Error;
use crate::platform::App;
use crate::platform::db::testkit::TestDb;
use crate::testkit;

const SIZE: Size = Size { contacts: 40, cases: 60, tenants: 2, first_only: false };

/// How many rows a table has.
async fn rows(app: &App, table: &str) -> usize {
    let digest = testkit::digest(app).await.unwrap();
    let line = digest.lines().find_map(|line| line.strip_prefix(table)?.strip_prefix(' ')).unwrap();
    line.split(' ').next().unwrap().parse().unwrap()
}

/// Ends a demo while it writes the second firm.
async fn half_way(app: &Arc<App>) {
    let seen = async {
        while rows(app, "contacts").await <= 40 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::select! {
        done = fill(app, SIZE) => panic!("it came to its end: {done:?}"),
        () = seen => {}
    }
}

#[tokio::test]
async fn one_that_was_ended_half_way_is_removed_by_the_next() {
    for test in TestDb::each().await {
        let app = testkit::app(&test);
        half_way(&app).await;
        fill(&app, SIZE).await.unwrap();
        for (table, wanted) in [("tenants", 2), ("tenant_counters", 2), ("users", 4), ("contacts", 80), ("cases", 120)]
        {
            assert_eq!(rows(&app, table).await, wanted, "{table} on {:?}", test.db);
        }
        // This one is whole: it stays.
        let whole = testkit::digest(&app).await.unwrap();
        assert!(matches!(fill(&app, SIZE).await, Err(Error::Conflict(_))));
        assert_eq!(testkit::digest(&app).await.unwrap(), whole);
    }
}

#[tokio::test]
async fn a_firm_that_came_in_between_is_not_removed() {
    for test in TestDb::each().await {
        let app = testkit::app(&test);
        half_way(&app).await;
        testkit::firm(&app, "girasol").await;
        assert!(matches!(fill(&app, SIZE).await, Err(Error::Conflict(_))));
        assert_eq!((rows(&app, "tenants").await, rows(&app, "users").await), (1, 1), "{:?}", test.db);
        assert_eq!(rows(&app, "contacts").await, 0);
    }
}
