//! «Nuevo Caso»: the fields that the firm puts on the clients' form, in its order.

use leptos::prelude::*;
use zaguan_client::ClientError;
use zaguan_i18n::{common, portal};
use zaguan_types::portal::{PortalCase, PortalField, PortalForms};
use zaguan_ui::prelude::*;

use super::draft::{arrived, once};
use super::fields::{errors, new_case, start_values};
use super::read_forms;
use crate::app::NothingHere;
use crate::routes::{Place, navigator};
use crate::session::Session;

/// The page of a new case.
#[component]
pub fn NewCasePage() -> impl IntoView {
    let session = Session::get();
    let allowed = Memo::new(move |_| session.rights().cases_create);
    move || match allowed.get() {
        true => view! { <NewCase /> }.into_any(),
        false => view! { <div class="p-main" data-narrow=""><NothingHere /></div> }.into_any(),
    }
}

#[component]
fn NewCase() -> impl IntoView {
    let session = Session::get();
    let forms = read_forms(session);
    view! {
        <div class="p-main" data-narrow="">
            <header class="lead">
                <div class="back-link">
                    <LinkButton label=t(common::BACK) icon="arrow-left" kind=Kind::Ghost size=Size::Small href=session.path(Place::Cases) />
                </div>
                <Heading text=t(portal::NEW_CASE) />
                <p class="soft">{t(portal::NEW_CASE_LEAD)}</p>
            </header>
            <Loaded from=forms skeleton=|| view! { <SkeletonForm /> } let:forms>
                <NewCaseForms forms />
            </Loaded>
        </div>
    }
}

/// The form, made anew when the firm changes its fields; the draft carries over what was typed.
#[component]
fn NewCaseForms(forms: Signal<PortalForms>) -> impl IntoView {
    let fields = Memo::new(move |_| forms.with(|forms| forms.create.clone()));
    let turn = RwSignal::new(0_u32);
    let discard = Callback::new(move |()| turn.update(|turn| *turn = turn.wrapping_add(1)));
    move || {
        turn.track();
        view! { <NewCaseForm fields=fields.get() on_discard=discard /> }
    }
}

#[component]
fn NewCaseForm(
    /// The fields, in the firm's order.
    fields: Vec<PortalField>,
    /// Told when the draft is gone: the form begins anew.
    on_discard: Callback<()>,
) -> impl IntoView {
    let session = Session::get();
    let navigate = navigator();
    let rules = fields.clone();
    let model = FormModel::new(start_values(&fields))
        .checked_by(move |values| errors(&rules, values))
        .with_draft(session.key("new-case"));
    let inputs =
        fields.iter().map(|field| view! { <FieldInput form=model spec=FieldSpec::of_portal(field) /> }).collect_view();
    let form = StoredValue::new(fields);
    let sent = session.key("new-case-sent");
    let submit = move |()| {
        let (key, navigate) = (sent.clone(), navigate.clone());
        let done = {
            let key = key.clone();
            move |case: PortalCase| {
                arrived(&key);
                toast(t_fill(portal::SENT, &[("number", &case.number)]));
                navigate(&session.path(Place::Case(case.id)), true);
            }
        };
        model.send(
            |state| {
                let body = form.with_value(|form| new_case(form, state.values()));
                async move {
                    let body = body.ok_or_else(|| {
                        ClientError::Unreadable("the form has a field that clients cannot fill in".into())
                    })?;
                    let content = serde_json::to_string(&body).unwrap_or_default();
                    let portal = session.portal();
                    session.ask(portal.create_case(&body, Some(&once(&key, &content)))).await.map(|case| case.value)
                }
            },
            done,
        );
    };
    let discard = move |()| {
        model.forget_draft();
        on_discard.run(());
    };
    let aside = move || {
        model.is_changed().then(|| {
            view! {
                <span class="soft grow">{t(common::DRAFT_SAVED)}</span>
                <Button label=t(common::DISCARD_DRAFT) kind=Kind::Ghost size=Size::Small on_press=discard />
            }
        })
    };
    view! {
        <Form model on_submit=submit class="card p-form" errors_title=portal::SEND_ERRORS label=t(portal::NEW_CASE)>
            {inputs}
            <div class="foot">
                <Button label=t(portal::SEND) kind=Kind::Primary submit=true busy=model.busy() />
                {aside}
            </div>
        </Form>
    }
}
