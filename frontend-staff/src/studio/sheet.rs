//! The side sheet of one field: its label, whether it is obligatory, «Campo Portal», switching it off.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{Text, common, studio as words};
use zaguan_types::fields::{Field, FieldPatch};
use zaguan_types::{Code, Language, Patch};
use zaguan_ui::dom::{after_paint, focus_id, tell};
use zaguan_ui::lang::own_name;
use zaguan_ui::prelude::*;

use super::block::PortalBadge;
use super::change::{check, patch, type_icon, type_text, values};
use crate::api::api;
use crate::session::session;

/// The sheet.
#[component]
pub fn FieldSheet(
    /// The field when the sheet was opened.
    first: Field,
    /// The field as it is now.
    field: Memo<Option<Field>>,
    /// Whether it may be changed.
    may_manage: Memo<bool>,
    /// Told when it was saved.
    #[prop(into)]
    on_saved: Callback<()>,
    /// Closes the sheet.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    // What the form began with: its version goes with the change, so that a race is noticed.
    let base = RwSignal::new(first);
    let labels = move || base.with(|field| field.labels.get(language()).to_owned());
    after_paint(|| {
        focus_id("field-title");
    });
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            on_close.run(());
        }
    };
    let lead = move || {
        base.with(|field| {
            words::SHEET_LEAD
                .fill(language(), &[("type", type_text(field.field_type).get(language())), ("api", &field.api_name)])
        })
    };
    // Somebody else saved it while the sheet stood untouched, or we did: begin anew with what is saved.
    Effect::new(move |_| {
        if let Some(now) = field.get().filter(|now| base.with_untracked(|base| now.version > base.version)) {
            base.set(now);
        }
    });
    view! {
        <section class="inspector" aria-labelledby="field-title" on:keydown=escape>
            <header>
                <div class="row">
                    {move || view! { <Icon name=type_icon(base.with(|field| field.field_type)) /> }}
                    <h2 class="grow" id="field-title" tabindex="-1">{labels}</h2>
                    <IconButton label=t(common::CLOSE) icon="x" on_press=on_close />
                </div>
                <p class="soft tiny">{lead}</p>
            </header>
            {move || view! { <Inputs field=base.get() base may_manage on_saved on_close /> }}
        </section>
    }
}

/// The inputs of the sheet, made anew for another version of the field.
#[component]
fn Inputs(
    field: Field,
    base: RwSignal<Field>,
    may_manage: Memo<bool>,
    on_saved: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let form = FormModel::new(values(&field)).checked_by(check);
    let saving = StoredValue::new(field.clone());
    let save = move |()| {
        let field = saving.get_value();
        let change = form.peek(|state| patch(&field, state.values()));
        if change == FieldPatch::default() {
            on_close.run(());
            return;
        }
        form.send(
            move |_| async move {
                api()
                    .change_field(field.module, &field.api_name, &change, Some(&format!("\"{}\"", field.version)))
                    .await
            },
            move |saved| {
                toast(t(words::SAVED));
                base.set(saved.value);
                tell(on_saved, ());
            },
        );
    };
    let theirs = Memo::new(move |_| {
        let failure = form.failure().filter(|failure| failure.code() == Some(Code::PreconditionFailed))?;
        serde_json::from_value::<Field>(failure.current()?.clone()).ok()
    });
    let raced = move || {
        theirs.get().map(|theirs| {
            let version = theirs.version;
            let keep = move |()| {
                saving.update_value(|field| field.version = version);
                save(());
            };
            let take = move |()| base.set(theirs.clone());
            view! {
                <Banner tone=Tone::Warn>
                    <p><b>{t(common::CONFLICT_TITLE)}</b></p>
                    <p>{t(words::CONFLICT_LEAD)}</p>
                    <div class="row" data-wrap="">
                        <Button label=t(words::TAKE_THEIRS) size=Size::Small on_press=take />
                        <Button label=t(words::KEEP_MINE) size=Size::Small on_press=keep />
                    </div>
                </Banner>
            }
        })
    };
    let texts = Language::ALL.map(|spoken| {
        let bind = form.text(&format!("/labels/{}", spoken.code()), own_name(spoken));
        view! { <TextInput bind required=spoken == Language::Es read_only=!may_manage.get_untracked() max_length=100_u32 autocomplete="off" /> }
    });
    let can_deactivate = field.can_deactivate;
    let manage = may_manage.get_untracked();
    let acts = manage.then(|| {
        view! {
            <footer>
                {can_deactivate.then(|| view! { <Deactivate field=field.clone() on_saved on_close /> })}
                <span class="grow"></span>
                <Button label=t(common::CANCEL) kind=Kind::Ghost on_press=on_close />
                <Button label=t(common::SAVE) kind=Kind::Primary submit=true busy=form.busy() />
            </footer>
        }
    });
    view! {
        <Form model=form on_submit=save class="sheet-form">
            <div class="in">
                {raced}
                <fieldset class="field">
                    <legend class="label">{t(words::LABEL)}</legend>
                    <div class="stack" data-gap="s">{texts.collect_view()}</div>
                </fieldset>
                <Check bind=form.flag("/required", t(words::REQUIRED)) help=t(words::REQUIRED_HELP) read_only=!manage />
                {if field.portal_capable {
                    let help = if field.may_be_on_create_form() { words::PORTAL_FIELD_HELP } else { words::PORTAL_READ_HELP };
                    view! { <PortalSide bind=form.flag("/portal", t(words::PORTAL_FIELD)) help manage /> }.into_any()
                } else {
                    view! { <p class="soft small row"><Icon name="arch-shut" /><span>{t(words::NEVER_PORTAL)}</span></p> }.into_any()
                }}
            </div>
            {acts}
        </Form>
    }
}

/// «Campo Portal»: the simple switch over what clients see.
#[component]
fn PortalSide(
    /// The switch.
    bind: Bound<bool>,
    /// What it does.
    help: Text,
    /// Whether it may be changed.
    manage: bool,
) -> impl IntoView {
    let Bound { id, label, value, set, .. } = bind;
    let help_id = format!("{id}-help");
    let described = help_id.clone();
    let badge = move || view! { <PortalBadge seen=value.get() /> };
    view! {
        <div class="portal-side">
            <div class="row">
                <label class="switch grow" for=id.clone()>
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=move || value.get()
                        disabled=!manage
                        aria-describedby=described
                        on:change=move |event| set.run(event_target_checked(&event))
                    />
                    <span>{move || label.get()}</span>
                </label>
                {badge}
            </div>
            <p class="help" id=help_id.clone()>{t(help)}</p>
        </div>
    }
}

/// «Desactivar»: the field disappears from forms and lists, its values stay.
#[component]
fn Deactivate(field: Field, on_saved: Callback<()>, on_close: Callback<()>) -> impl IntoView {
    let session = session();
    let busy = RwSignal::new(false);
    let field = StoredValue::new(field);
    let act = move |()| {
        let field = field.get_value();
        busy.set(true);
        spawn_local(async move {
            let change = FieldPatch { active: Patch::Set(false), ..FieldPatch::default() };
            let answer = api()
                .change_field(field.module, &field.api_name, &change, Some(&format!("\"{}\"", field.version)))
                .await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    let labels = field.labels;
                    toast(move || {
                        let spoken = language();
                        words::DEACTIVATED.fill(spoken, &[("label", labels.get(spoken))])
                    });
                    tell(on_close, ());
                    tell(on_saved, ());
                }
                Err(error) => {
                    let failure = Failure::from(error);
                    session.heed(&failure);
                    toast(t(failure.text()));
                }
            }
        });
    };
    view! { <Button label=t(words::DEACTIVATE) kind=Kind::DangerPlain busy on_press=act /> }
}
