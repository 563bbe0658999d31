//! One block: its active fields in order, and «Acciones».

use leptos::prelude::*;
use zaguan_i18n::{common, studio as words};
use zaguan_types::fields::{Block, Field};
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;

use super::change::{type_icon, type_text};
use super::editor::edit_id;

/// A block of the module.
#[component]
pub fn FieldBlock(
    /// The block, followed.
    block: Signal<Block>,
    /// The API name of the field that is open.
    chosen: Memo<String>,
    /// Whether fields may be changed.
    may_manage: Memo<bool>,
    /// Opens a field by its API name.
    #[prop(into)]
    on_edit: Callback<String>,
    /// Opens the list of inactive fields.
    #[prop(into)]
    on_inactive: Callback<Block>,
) -> impl IntoView {
    let id = unique_id("block");
    let active = Memo::new(move |_| {
        block.with(|block| block.fields.iter().filter(|field| field.active).cloned().collect::<Vec<_>>())
    });
    let title = move || block.with(|block| block.labels.get(language()).to_owned());
    let rows = move || {
        let fields = active.get();
        if fields.is_empty() {
            return view! { <p class="soft small pad">{t(words::EMPTY_BLOCK)}</p> }.into_any();
        }
        let rows = fields.into_iter().map(|field| view! { <FieldRow field chosen may_manage on_edit /> });
        view! { <ul class="fieldlist">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby=id.clone()>
            <header>
                <h2 id=id.clone()>{title}</h2>
                <span class="count num small" aria-hidden="true">{move || active.with(Vec::len)}</span>
                <span class="grow"></span>
                <Menu label=t(common::ACTIONS) name=t(common::ACTIONS) size=Size::Small>
                    <MenuItem label=t(words::INACTIVE_FIELDS) icon="eye-off" on_pick=move |()| on_inactive.run(block.get_untracked()) />
                </Menu>
            </header>
            {rows}
        </section>
    }
}

/// One field: what it is, whether clients see it, its pencil.
#[component]
fn FieldRow(field: Field, chosen: Memo<String>, may_manage: Memo<bool>, on_edit: Callback<String>) -> impl IntoView {
    let Field { api_name, field_type, labels, required, portal, .. } = field;
    let label = move || labels.get(language()).to_owned();
    let (spoken, mine) = (label.clone(), api_name.clone());
    let name = move || {
        let text = if may_manage.get() { words::EDIT_FIELD } else { words::SEE_FIELD };
        text.fill(language(), &[("label", &spoken())])
    };
    let (id, picked) = (edit_id(&api_name), api_name.clone());
    let seen = portal.is_visible();
    let title = name.clone();
    view! {
        <li aria-current=move || chosen.with(|chosen| *chosen == mine).then_some("true")>
            <Icon name=type_icon(field_type) />
            <span class="name">
                <b>{label}</b>
                {required.then(|| view! { " " <span class="req">{t(common::REQUIRED)}</span> })}
                <span class="faint tiny type">{t(type_text(field_type))}</span>
            </span>
            <span class="marks">
                <PortalBadge seen />
            </span>
            <button type="button" class="btn" data-kind="ghost" data-icon="" id=id aria-label=name title=title on:click=move |_| on_edit.run(picked.clone())>
                <Icon name="pencil" />
            </button>
        </li>
    }
}

/// «Se ve en el portal», with the open arch, or «Solo equipo».
#[component]
pub fn PortalBadge(
    /// Whether clients see the field.
    seen: bool,
) -> impl IntoView {
    if seen {
        view! { <Badge label=t(words::PORTAL_VISIBLE) tone=Tone::Accent icon="arch" /> }.into_any()
    } else {
        view! { <Badge label=t(words::PORTAL_HIDDEN) icon="arch-shut" /> }.into_any()
    }
}
