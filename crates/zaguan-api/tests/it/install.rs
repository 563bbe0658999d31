//! Putting a portal on the home screen: the manifest and the icons it names.

use serde_json::Value;

use crate::world::World;

#[actix_web::test]
async fn a_portal_can_be_installed_under_the_name_and_colours_of_its_firm() {
    let w = World::new().await;
    let answer = w.nobody().call("GET", "/p/costa-clara/manifest.webmanifest", None).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/manifest+json")));
    let manifest: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(manifest["start_url"], "/p/costa-clara/");
    assert_eq!(manifest["scope"], "/p/costa-clara/", "the app of one firm does not reach into another's");
    assert_eq!(manifest["display"], "standalone");
    let icons = manifest["icons"].as_array().unwrap();
    assert_eq!(icons.iter().map(|icon| icon["purpose"].as_str().unwrap()).collect::<Vec<_>>(), ["any", "maskable"]);
    for icon in icons {
        let drawn = w.nobody().call("GET", icon["src"].as_str().unwrap(), None).await;
        assert_eq!((drawn.status, drawn.header("content-type")), (200, Some("image/svg+xml")));
        assert!(drawn.header("cache-control").unwrap().contains("immutable"), "its address holds its hash");
        assert!(drawn.body.starts_with("<svg"), "{}", drawn.body);
    }
    let bare = w.nobody().call("GET", "/p/costa-clara/icon.svg", None).await;
    assert_eq!(bare.header("cache-control"), Some("no-cache"));
    assert_eq!(w.nobody().call("GET", "/p/nobody-here/manifest.webmanifest", None).await.status, 404);
}
