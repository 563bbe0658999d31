//! «Campos inactivos»: the fields of a block that are switched off, with their values kept, and how they come back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, studio as words};
use zaguan_types::fields::{Block, Field, Reactivation};
use zaguan_ui::dom::tell;
use zaguan_ui::prelude::*;

use super::change::type_text;
use crate::api::api;
use crate::session::session;

/// The dialog.
#[component]
pub fn InactiveFields(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The block it is about.
    about: RwSignal<Option<Block>>,
    /// Whether fields may be changed.
    may_manage: Memo<bool>,
    /// Told when fields came back.
    #[prop(into)]
    on_saved: Callback<()>,
) -> impl IntoView {
    let session = session();
    let ticked = RwSignal::new(Vec::<String>::new());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move |_| {
        if open.get() {
            ticked.set(Vec::new());
            failure.set(None);
        }
    });
    let fields = Memo::new(move |_| {
        about
            .get()
            .map(|block| block.fields.into_iter().filter(|field| !field.active).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let reactivate = move |()| {
        let names = ticked.get_untracked();
        let Some(block) = about.get_untracked().filter(|_| !names.is_empty() && !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let count = names.len() as u64;
            let answer = api().reactivate(block.module, block.id, &Reactivation { fields: names }).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                    toast(t_count(words::REACTIVATED, move || count));
                    tell(on_saved, ());
                }
                Err(error) => {
                    let found = Failure::from(error);
                    session.heed(&found);
                    failure.try_set(Some(found));
                }
            }
        });
    };
    let lead = move || {
        let block =
            about.with(|block| block.as_ref().map(|block| block.labels.get(language()).to_owned())).unwrap_or_default();
        words::INACTIVE_LEAD.fill(language(), &[("block", &block)])
    };
    let foot = move || {
        let acts = move || {
            if !may_manage.get() || fields.with(Vec::is_empty) {
                return view! { <Button label=t(common::CLOSE) on_press=move |()| open.set(false) /> }.into_any();
            }
            let blocked = Signal::derive(move || {
                ticked.with(Vec::is_empty).then(|| words::CHOOSE_ONE.get(language()).to_owned())
            });
            view! {
                <span class="grow small soft" role="status">
                    {move || (!ticked.with(Vec::is_empty)).then(|| words::FIELDS_CHOSEN.count(language(), ticked.with(Vec::len) as u64))}
                </span>
                <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
                <Button label=t(words::REACTIVATE) kind=Kind::Primary submit=true busy blocked />
            }
            .into_any()
        };
        view! { {acts} }
    };
    view! {
        <Dialog open title=t(words::INACTIVE_FIELDS) lead=lead foot on_submit=reactivate>
            {move || failure.get().map(|failure| view! { <ProblemView failure /> })}
            {move || {
                let fields = fields.get();
                if fields.is_empty() {
                    return view! { <p class="soft">{t(words::INACTIVE_NONE)}</p> }.into_any();
                }
                let all = (fields.len() > 1).then(|| view! { <AllFields fields=fields.clone() ticked /> });
                let rows = fields.into_iter().map(|field| view! { <OneField field ticked may_manage /> });
                view! { <div class="stack">{all} {rows.collect_view()}</div> }.into_any()
            }}
        </Dialog>
    }
}

/// «Los 3 campos»
#[component]
fn AllFields(fields: Vec<Field>, ticked: RwSignal<Vec<String>>) -> impl IntoView {
    let names: Vec<String> = fields.into_iter().map(|field| field.api_name).collect();
    let count = names.len();
    let mut bind = Bound::new(t_count(words::ALL_FIELDS, move || count as u64), RwSignal::new(false));
    bind.value = Signal::derive(move || ticked.with(Vec::len) == count);
    bind.set = Callback::new(move |on: bool| ticked.set(if on { names.clone() } else { Vec::new() }));
    let some = Signal::derive(move || ticked.with(|ticked| !ticked.is_empty() && ticked.len() < count));
    view! { <div class="check-all"><Check bind some /></div> }
}

/// One inactive field.
#[component]
fn OneField(field: Field, ticked: RwSignal<Vec<String>>, may_manage: Memo<bool>) -> impl IntoView {
    let Field { api_name, labels, field_type, .. } = field;
    let mut bind = Bound::new(TextProp::from(move || labels.get(language()).to_owned()), RwSignal::new(false));
    let mine = api_name.clone();
    bind.value = Signal::derive(move || ticked.with(|ticked| ticked.contains(&mine)));
    bind.set = Callback::new(move |on: bool| {
        ticked.update(|ticked| {
            ticked.retain(|name| *name != api_name);
            if on {
                ticked.push(api_name.clone());
            }
        });
    });
    view! { <Check bind help=t(type_text(field_type)) read_only=!may_manage.get_untracked() /> }
}
