//! Numbers, sums, moments, and several of many: at rest, wrong, empty.

use leptos::prelude::*;
use zaguan_i18n::{catalogue as words, common};
use zaguan_ui::matching::matches;
use zaguan_ui::prelude::*;

use super::Spec;

/// The inputs.
#[component]
pub fn Numbers() -> impl IntoView {
    let text = |label: zaguan_i18n::Text, value: &str| Bound::new(t(label), RwSignal::new(value.to_owned()));
    let found =
        |key: &str, detail: &str| Found { key: key.to_lowercase(), name: key.to_owned(), detail: detail.to_owned() };
    let search = zaguan_ui::combobox::search(move |query: String| async move {
        let all = [found("VIP", ""), found("Nerja", ""), found("Compradora", ""), found("Frigiliana", "")];
        all.into_iter().filter(|one| matches(&one.name, &query)).collect()
    });
    let people = zaguan_ui::combobox::search(move |query: String| async move {
        let all = [found("Carmen Rueda", "carmen@example.com"), found("Joost van der Meer", "Grupo Almenara S. L.")];
        all.into_iter().filter(|one| matches(&one.name, &query)).collect()
    });
    let tags = RwSignal::new(vec![found("VIP", ""), found("Nerja", "")]);
    let nobody = RwSignal::new(Vec::new());
    view! {
        <Spec title=words::NUMBERS hint=words::NUMBERS_HINT>
            <div class="form-two">
                <NumberInput bind=text(words::SURFACE, "1284.5") unit="m²" />
                <NumberInput bind=text(words::ROOMS, "doce") scale=0 required=true />
                <MoneyInput bind=text(words::BUDGET, "340000") currency="EUR" help=t(words::HELP) />
                <MoneyInput bind=text(words::EMPTY, "") currency="EUR" />
                <DateTimeInput bind=text(words::APPOINTMENT, "2026-11-20T09:30:00.000000Z") />
                <DateTimeInput bind=text(common::FROM, "") required=true />
                <MultiSelect bind=Bound::new(t(words::LABELS), tags) search makes_new=true />
                <MultiSelect bind=Bound::new(t(words::PEOPLE), nobody) search=people required=true help=t(words::HELP) />
            </div>
        </Spec>
    }
}
