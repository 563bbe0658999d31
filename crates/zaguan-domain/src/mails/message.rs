//! What mails say: words in the reader's language, in a text and an HTML part.

use askama::Template;
use serde::{Deserialize, Serialize};
use zaguan_i18n::mail as words;
use zaguan_types::brand::{Colour, Palette};
use zaguan_types::{Instant, Language};

use super::InvitationWords;
use crate::error::{Error, Result};
use crate::tenants::{Tenant, local_text};

/// A mail, as it is sealed in the database.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sealed {
    pub(crate) from_name: String,
    pub(crate) reply_to: Option<String>,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

#[derive(Template)]
#[template(path = "mail/invitation.txt", escape = "none")]
struct InvitationText<'a> {
    hello: &'a str,
    lead: &'a str,
    link: &'a str,
    username_label: &'a str,
    username: &'a str,
    password_label: &'a str,
    password: &'a str,
    first: &'a str,
    valid: &'a str,
    not_expected: &'a str,
    sent_by: &'a str,
}

#[derive(Template)]
#[template(path = "mail/invitation.html")]
struct InvitationHtml<'a> {
    language: &'a str,
    firm: &'a str,
    initials: &'a str,
    button: &'a str,
    fallback: &'a str,
    fill: Colour,
    on_fill: Colour,
    canvas: Colour,
    surface: Colour,
    ink: Colour,
    ink_soft: Colour,
    colour_link: Colour,
    edge: Colour,
    text: InvitationText<'a>,
}

/// The mail that invites a client.
pub(super) fn invitation(firm: &Tenant, with: &InvitationWords) -> Result<Sealed> {
    let language = with.language;
    let hello = match &with.name {
        Some(name) => words::HELLO.fill(language, &[("name", name)]),
        None => words::HELLO_NO_NAME.get(language).to_owned(),
    };
    let named = [("firm", firm.name.as_str())];
    let valid = words::INVITATION_VALID.fill(language, &[("until", &until(firm, with.valid_until, language))]);
    let text = InvitationText {
        hello: &hello,
        lead: &words::INVITATION_LEAD.fill(language, &named),
        link: &with.link,
        username_label: words::USERNAME.get(language),
        username: &with.username,
        password_label: words::PASSWORD.get(language),
        password: &with.password,
        first: words::INVITATION_FIRST.get(language),
        valid: &valid,
        not_expected: words::NOT_EXPECTED.get(language),
        sent_by: &words::SENT_BY.fill(language, &named),
    };
    let rendered =
        |result: askama::Result<String>| result.map_err(|error| Error::Internal(format!("mail template: {error}")));
    let plain = rendered(text.render())?;
    let Palette { fill, on_fill, canvas, surface, ink, ink_soft, link, edge, .. } = firm.brand.palette(false);
    let html = InvitationHtml {
        language: language.code(),
        firm: &firm.name,
        initials: &initials(&firm.name),
        button: words::INVITATION_BUTTON.get(language),
        fallback: words::LINK_FALLBACK.get(language),
        fill,
        on_fill,
        canvas,
        surface,
        ink,
        ink_soft,
        colour_link: link,
        edge,
        text,
    };
    Ok(Sealed {
        from_name: firm.name.clone(),
        reply_to: firm.email.clone(),
        subject: words::INVITATION_SUBJECT.fill(language, &named),
        text: plain,
        html: rendered(html.render())?,
    })
}

/// The firm's mark: the first letters of its last two words, as people shorten «Inmobiliaria Costa Clara».
fn initials(firm: &str) -> String {
    let words: Vec<char> =
        firm.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).collect();
    words[words.len().saturating_sub(2)..].iter().flat_map(|c| c.to_uppercase()).collect()
}

fn until(firm: &Tenant, at: Instant, language: Language) -> String {
    local_text(&firm.time_zone, at, language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::brand::Brand;
    use zaguan_types::fields::Labels;

    fn firm(name: &str) -> Tenant {
        Tenant {
            id: zaguan_types::TenantId(uuid::Uuid::nil()),
            slug: "costa-clara".into(),
            name: name.into(),
            language: Language::Es,
            time_zone: "Europe/Madrid".into(),
            email: None,
            phone: None,
            brand: Brand::default(),
            welcome: Labels::default(),
            portal_active: true,
            default_assignee: None,
        }
    }

    fn words_for(language: Language) -> InvitationWords {
        InvitationWords {
            language,
            name: Some("Carmen".into()),
            username: "carmen@example.com".into(),
            password: "abc-def-ghj-kmn".into(),
            link: "https://crm.example/p/costa-clara/".into(),
            valid_until: "2026-11-25T09:30:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn link_user_name_and_password_stand_on_lines_of_their_own() {
        let mail = invitation(&firm("Inmobiliaria Costa Clara"), &words_for(Language::Es)).unwrap();
        for line in
            ["https://crm.example/p/costa-clara/", "Nombre de usuario: carmen@example.com", "Clave: abc-def-ghj-kmn"]
        {
            assert!(mail.text.lines().any(|known| known == line), "{line} in\n{}", mail.text);
        }
        assert!(mail.html.contains("CLIC AQUÍ") && mail.html.contains("href=\"https://crm.example/p/costa-clara/\""));
        assert!(mail.text.contains("25 de noviembre de 2026") && mail.text.contains("10:30"), "{}", mail.text);
    }

    #[test]
    fn a_firms_name_cannot_break_out_of_the_html() {
        let mail = invitation(&firm("<b>A & B</b>"), &words_for(Language::En)).unwrap();
        assert!(!mail.html.contains("<b>A"), "{}", mail.html);
        assert_eq!(initials("Inmobiliaria Costa Clara"), "CC");
        assert_eq!(initials("Ferrer"), "F");
    }
}
