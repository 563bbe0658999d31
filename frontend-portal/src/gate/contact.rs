//! Whom to turn to: the firm's telephone and e-mail, as far as the firm gave them.

use leptos::prelude::*;
use zaguan_i18n::Text;
use zaguan_ui::prelude::*;

use crate::session::Session;

/// A card that says whom to turn to; nothing where the firm gave neither telephone nor e-mail.
#[component]
pub fn TalkTo(
    /// Its headline.
    title: Text,
    /// What to turn to the firm for; may hold `{firm}`.
    #[prop(optional)]
    text: Option<Text>,
) -> impl IntoView {
    let session = Session::get();
    let ways = move || {
        let face = session.branding()?;
        if face.phone.is_none() && face.email.is_none() {
            return None;
        }
        let call = face.phone.map(|phone| {
            let href = format!("tel:{}", dialled(&phone));
            view! { <LinkButton label=phone href icon="phone" size=Size::Small /> }
        });
        let write = face.email.map(|email| {
            let href = format!("mailto:{email}");
            view! { <LinkButton label=email href icon="mail" size=Size::Small /> }
        });
        let words = text.map(|text| {
            let firm = face.firm;
            let filled = move || text.fill(language(), &[("firm", &firm)]);
            view! { <p class="soft small">{filled}</p> }
        });
        Some(view! {
            <section class="card talk-to">
                <h2>{t(title)}</h2>
                {words}
                <div class="row" data-wrap="">{call}{write}</div>
            </section>
        })
    };
    view! { {ways} }
}

/// A telephone number as a `tel:` address takes it.
fn dialled(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn a_number_is_dialled_without_its_blanks() {
        assert_eq!(dialled("+34 952 000-123"), "+34952000123");
    }
}
