//! What makes a portal installable: the web app manifest and the icon, both from the firm's name and colours.
//!
//! The icon is a letter in an arch, drawn as SVG with presentation attributes only, because these answers wear the policy
//! that refuses styles. A logo takes its place where a firm has one.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;
use zaguan_domain::platform::App;
use zaguan_domain::tenants::{self, Tenant};

use super::pages::{cache_for, short_hash};
use crate::http::problem::ApiError;

/// Which icon.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The arch on nothing, for tabs and lists.
    Arch,
    /// On a full ground, for systems that cut their own shape out of it: what counts lies in the middle circle of 80 %.
    Maskable,
}

/// Address of a firm's manifest.
pub fn manifest_path(slug: &str) -> String {
    format!("/p/{slug}/manifest.webmanifest")
}

/// Address of a firm's icon; it holds the hash of what it shows, so that a browser may keep it for good.
pub fn icon_path(tenant: &Tenant) -> String {
    address(tenant, Shape::Arch)
}

fn address(tenant: &Tenant, shape: Shape) -> String {
    let name = match shape {
        Shape::Arch => "icon",
        Shape::Maskable => "icon-maskable",
    };
    format!("/p/{}/{name}.svg?v={}", tenant.slug, short_hash(&draw(tenant, shape)))
}

/// `GET /p/{slug}/manifest.webmanifest`
pub async fn manifest(app: Data<App>, slug: Path<String>) -> Result<HttpResponse, ApiError> {
    let tenant = tenants::by_slug(&app, &slug).await?;
    let home = format!("/p/{}/", tenant.slug);
    let canvas = tenant.brand.palette(false).canvas.to_string();
    let icon = |shape: Shape, purpose: &str| json!({ "src": address(&tenant, shape), "type": "image/svg+xml", "sizes": "any", "purpose": purpose });
    let body = json!({
        "id": home,
        "name": tenant.name,
        "short_name": tenant.name,
        "lang": tenant.language.code(),
        "dir": "ltr",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": canvas,
        "theme_color": canvas,
        "icons": [icon(Shape::Arch, "any"), icon(Shape::Maskable, "maskable")],
    });
    let mut answer = HttpResponse::Ok();
    answer.content_type("application/manifest+json").insert_header(("cache-control", "no-cache"));
    Ok(answer.body(body.to_string()))
}

/// `GET /p/{slug}/icon.svg`
pub async fn icon(app: Data<App>, slug: Path<String>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    drawing(&app, &slug, Shape::Arch, &request).await
}

/// `GET /p/{slug}/icon-maskable.svg`
pub async fn maskable_icon(app: Data<App>, slug: Path<String>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    drawing(&app, &slug, Shape::Maskable, &request).await
}

async fn drawing(app: &App, slug: &str, shape: Shape, request: &HttpRequest) -> Result<HttpResponse, ApiError> {
    let tenant = tenants::by_slug(app, slug).await?;
    let svg = draw(&tenant, shape);
    let cache = cache_for(request, &svg);
    Ok(HttpResponse::Ok().content_type("image/svg+xml").insert_header(("cache-control", cache)).body(svg))
}

fn draw(tenant: &Tenant, shape: Shape) -> String {
    let palette = tenant.brand.palette(false);
    svg(&tenant.name, &palette.fill.to_string(), &palette.on_fill.to_string(), tenant.brand.serif, shape)
}

/// An arch in `door` with the first letter of `name` in `letter`; maskable, both colours change places.
fn svg(name: &str, fill: &str, on_fill: &str, serif: bool, shape: Shape) -> String {
    // Letters and digits only: nothing that would have to be escaped.
    let initial: String =
        name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let face =
        if serif { "ui-serif, Georgia, 'Times New Roman', serif" } else { "ui-sans-serif, system-ui, sans-serif" };
    let (ground, arch, door, letter, size, base) = match shape {
        Shape::Arch => (String::new(), "M88 488V224a168 168 0 0 1 336 0v264z", fill, on_fill, 236, 384),
        Shape::Maskable => (
            format!("<rect width=\"512\" height=\"512\" fill=\"{fill}\"/>"),
            "M160 392V216a96 96 0 0 1 192 0v176z",
            on_fill,
            fill,
            140,
            328,
        ),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\">{ground}<path fill=\"{door}\" d=\"{arch}\"/>\
         <text x=\"256\" y=\"{base}\" fill=\"{letter}\" font-family=\"{face}\" font-size=\"{size}\" font-weight=\"600\" \
         text-anchor=\"middle\">{initial}</text></svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Shape, svg};

    #[test]
    fn the_icon_is_the_first_letter_and_nothing_that_was_typed() {
        let icon = svg("«<élite> & Co»", "#0f6a73", "#ffffff", true, Shape::Arch);
        assert!(icon.contains(">É</text>") && !icon.contains("lite"), "{icon}");
        assert!(!icon.contains("style") && !icon.contains("<rect"), "the policy refuses styles: {icon}");
        assert!(svg("—", "#000000", "#ffffff", false, Shape::Arch).contains("></text>"), "a name without letters");
    }

    #[test]
    fn the_maskable_icon_keeps_clear_of_what_is_cut_off() {
        let icon = svg("Costa Clara", "#0f6a73", "#ffffff", true, Shape::Maskable);
        assert!(icon.contains("<rect width=\"512\" height=\"512\" fill=\"#0f6a73\"/>"), "{icon}");
        // Half of the least width that systems keep is 204.8; the farthest corners are the feet of the arch.
        assert!(f64::hypot(96.0, 392.0 - 256.0) < 204.8);
    }
}
