//! A case in a list: what it is about, where it stands, whose turn it is.

use leptos::prelude::*;
use zaguan_i18n::portal;
use zaguan_types::portal::{NextStep, PortalCase, PortalField};
use zaguan_ui::prelude::*;

use super::fields::value_of;
use crate::routes::Place;
use crate::session::Session;

/// A line of a list of cases. Follows its case in the list, so that news change the words and not the place.
#[component]
pub fn CaseRow(
    /// The case, as it was when the line came.
    case: PortalCase,
    /// The list it stands in.
    #[prop(into)]
    among: Signal<Vec<PortalCase>>,
    /// The fields that the firm shows in lists.
    #[prop(optional, into)]
    fields: Signal<Vec<PortalField>>,
) -> impl IntoView {
    let session = Session::get();
    let id = case.id;
    let now = Memo::new(move |_| {
        among.with(|cases| cases.iter().find(|other| other.id == id).cloned()).unwrap_or_else(|| case.clone())
    });
    let title = move || now.with(|case| case.subject.clone().unwrap_or_else(|| case.number.clone()));
    let status = Signal::derive(move || now.with(|case| case.status));
    let label = move || now.with(|case| case.status_label.clone());
    let values = move || {
        let shown = fields.with(|fields| now.with(|case| values(fields, case)));
        shown.into_iter().map(|(name, value)| view! { <span>{name}": "{value}</span> }).collect_view()
    };
    view! {
        <li>
            <a href=session.path(Place::Case(id))>
                <h3>{title}</h3>
                <Icon name="chevron-right" />
                <div class="meta">
                    <StateBadge status label=label />
                    <span class="num">{move || now.with(|case| case.number.clone())}</span>
                    {values}
                    {move || view! { <When at=now.with(|case| case.updated_at) /> }}
                </div>
                <Next step=Signal::derive(move || now.with(|case| case.next_step)) />
            </a>
        </li>
    }
}

/// Name and value of the fields that have one and stand nowhere else in the line.
fn values(fields: &[PortalField], case: &PortalCase) -> Vec<(String, String)> {
    let elsewhere =
        |field: &PortalField| !field.custom && ["subject", "status", "description"].contains(&field.api_name.as_str());
    let shown = fields.iter().filter(|field| !elsewhere(field)).map(|field| {
        let value = value_of(case, field);
        (field.label.clone(), field_value(&FieldSpec::of_portal(field), value.as_ref(), language()))
    });
    shown.filter(|(_, value)| !value.is_empty()).collect()
}

/// Whose turn it is; nothing when the case is closed.
#[component]
fn Next(step: Signal<NextStep>) -> impl IntoView {
    move || match step.get() {
        NextStep::WaitingForYou => Some(
            view! {
                <span class="next" data-for="you">
                    <Icon name="hand" />
                    {portal::YOUR_TURN.get(language())}
                </span>
            }
            .into_any(),
        ),
        NextStep::WaitingForUs => Some(
            view! {
                <span class="next">
                    <Icon name="hourglass" />
                    {portal::OUR_TURN.get(language())}
                </span>
            }
            .into_any(),
        ),
        NextStep::Done => None,
    }
}
