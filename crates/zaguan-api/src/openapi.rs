//! The OpenAPI document: what the routes say, and what holds for all of them.

use std::collections::{BTreeMap, BTreeSet};

use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayItems, Object, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{OpenApi as Document, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{Modify, OpenApi};
use zaguan_types::exports::{ExportFormat, ExportHeaders};
use zaguan_types::{Code, Problem};

/// What stands above the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Zaguán",
        description = "The API of Zaguán: a firm's contacts and cases (`/api/v1`), and what its clients see of them (`/api/portal/v1/{slug}`).\n\nErrors are `application/problem+json` (RFC 9457) with a closed list of codes. Lists are paged by an opaque cursor. `PATCH` is JSON Merge Patch (RFC 7396). `Idempotency-Key` makes a `POST` safe to repeat for 24 hours.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        contact(name = "Zaguán")
    ),
    servers((url = "/", description = "This server")),
    tags(
        (name = "session", description = "Staff signs in and out."),
        (name = "users", description = "Oneself and one's colleagues."),
        (name = "contacts", description = "The people the firm knows."),
        (name = "organisations", description = "The companies and households the firm knows."),
        (name = "cases", description = "Matters and their conversations."),
        (name = "notes", description = "What colleagues write about contacts and organisations; clients never see it."),
        (name = "views", description = "Lists as people want to see them: filters, order and columns under a name."),
        (name = "search", description = "Everything at once."),
        (name = "fields", description = "How modules, blocks and fields are set up."),
        (name = "exports", description = "Records as files."),
        (name = "imports", description = "Files that become records."),
        (name = "portal", description = "Who may come in."),
        (name = "events", description = "What happens, live."),
        (name = "portal session", description = "Clients sign in and out."),
        (name = "portal home", description = "What greets a client."),
        (name = "portal cases", description = "A client's cases."),
        (name = "portal events", description = "What happens to a client's cases, live.")
    ),
    components(schemas(Problem, ExportFormat, ExportHeaders)),
    modifiers(&House)
)]
pub struct Base;

struct House;

impl Modify for House {
    fn modify(&self, document: &mut Document) {
        document.info.version = env!("CARGO_PKG_VERSION").to_owned();
        let components = document.components.get_or_insert_default();
        let bearer = |about: &str| {
            SecurityScheme::Http(
                HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").description(Some(about)).build(),
            )
        };
        let cookie = |name: &str, about: &str| {
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, about)))
        };
        components.add_security_scheme(
            "staff_token",
            bearer("Access token of staff or an integration; the scope names the permission."),
        );
        components.add_security_scheme("staff_session", cookie("zaguan_staff", "Session of a browser of staff."));
        components.add_security_scheme("portal_token", bearer("Access token of a client; the scope names the right."));
        components.add_security_scheme("portal_session", cookie("zaguan_portal", "Session of a browser of a client."));
    }
}

/// Adds to each operation what holds for all: problems, headers, the cookie beside the token.
pub fn finish(mut document: Document) -> Document {
    name_items(&mut document);
    for (path, item) in &mut document.paths.paths {
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                complete(path, &method, operation);
            }
        }
    }
    document
}

/// Pages name what is on them instead of writing it out once more: programs made from the document then have one type for
/// a record, wherever it comes from.
fn name_items(document: &mut Document) {
    let Some(components) = &mut document.components else { return };
    let known: BTreeSet<String> = components.schemas.keys().cloned().collect();
    for (name, schema) in &mut components.schemas {
        let Some(of) = name.strip_prefix("Page_").filter(|of| known.contains(*of)) else { continue };
        let RefOr::T(Schema::Object(page)) = schema else { continue };
        if let Some(RefOr::T(Schema::Array(list))) = page.properties.get_mut("items") {
            list.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(of).into()));
        }
    }
}

fn complete(path: &str, method: &HttpMethod, operation: &mut Operation) {
    let open =
        operation.security.as_ref().is_none_or(|all| all.iter().all(|one| *one == SecurityRequirement::default()));
    let list = operation.operation_id.as_deref().is_some_and(|id| {
        id.contains("list_") && !id.ends_with("modules") && !id.ends_with("blocks") && !id.ends_with("fields")
    });
    if open {
        operation.security = Some(Vec::new());
    } else if let Some(security) = &mut operation.security {
        let cookie = if path.starts_with("/api/portal/") { "portal_session" } else { "staff_session" };
        security.push(SecurityRequirement::new(cookie, [] as [&str; 0]));
    }
    if list {
        add_list_parameters(operation);
    }
    let searches = operation.operation_id.as_deref().is_some_and(|id| {
        !["messages", "notes", "timeline", "accesses", "users", "import"].iter().any(|name| id.contains(name))
    });
    if (list || path.ends_with("/case-counts")) && searches {
        push(operation, "q", ParameterIn::Query, Type::String, SEARCHED);
    }
    let mut codes = vec![Code::Invalid, Code::TooManyRequests, Code::Internal, Code::Unavailable];
    if open {
        codes.extend([Code::WrongCredentials]);
    } else {
        codes.extend([Code::Unauthenticated, Code::Forbidden]);
    }
    if path.contains('{') {
        codes.push(Code::NotFound);
    }
    if operation.request_body.is_some() {
        codes.extend([Code::Malformed, Code::RequestTimeout, Code::Conflict, Code::BodyTooLarge]);
        codes.push(Code::UnsupportedMediaType);
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            body.required = Some(Required::True);
        }
    }
    match method {
        HttpMethod::Post if !open => add_header(
            operation,
            "idempotency-key",
            "Makes a repetition safe for 24 hours: same key and request, same answer.",
        ),
        _ => {}
    }
    if *method == HttpMethod::Patch || path.ends_with("/closure") {
        codes.extend([Code::Malformed, Code::PreconditionFailed]);
        add_header(
            operation,
            "if-match",
            "The `ETag` that the change is based on; 412 with the present state if it is not the latest.",
        );
    }
    add_problems(operation, &codes);
}

fn add_problems(operation: &mut Operation, codes: &[Code]) {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes {
        by_status.entry(code.status()).or_default().push(*code);
    }
    for (status, codes) in by_status {
        let titles: Vec<&str> = codes.iter().map(|code| code.title()).collect();
        let content = ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name("Problem")))).build();
        let response = ResponseBuilder::new()
            .description(format!("{}.", titles.join("; ")))
            .content("application/problem+json", content)
            .build();
        operation.responses.responses.entry(status.to_string()).or_insert(RefOr::T(response));
    }
}

fn add_header(operation: &mut Operation, name: &str, about: &str) {
    let schema = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255)).build();
    push_as(operation, name, ParameterIn::Header, schema, about);
}

/// What `q` means.
const SEARCHED: &str = "Words to search for, whatever the case and the accents. Three letters and more are found anywhere in \
                        what is searched, one or two only at its beginning: in contacts and organisations that of the \
                        name by which they are listed, in staff's cases that of the subject.";

fn add_list_parameters(operation: &mut Operation) {
    let limit = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(zaguan_types::list::MAX_LIMIT))
        .build();
    push_as(operation, "limit", ParameterIn::Query, limit, "Items on a page; 50 if absent.");
    push(operation, "after", ParameterIn::Query, Type::String, "Cursor: `next` of the page before.");
    push(operation, "sort", ParameterIn::Query, Type::String, "Order; a minus in front turns it round.");
    push(operation, "count", ParameterIn::Query, Type::Boolean, "Whether `total` is wanted.");
}

fn push(operation: &mut Operation, name: &str, place: ParameterIn, kind: Type, about: &str) {
    push_as(operation, name, place, ObjectBuilder::new().schema_type(kind).build(), about);
}

fn push_as(operation: &mut Operation, name: &str, place: ParameterIn, schema: Object, about: &str) {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(schema))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
}
