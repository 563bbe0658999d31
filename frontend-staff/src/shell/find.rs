//! «Buscar o ir a…»: the palette over commands and over what the server finds.

use leptos::prelude::*;
use zaguan_i18n::{common, shell as words};
use zaguan_types::search::{CaseHit, ContactHit, OrganisationHit};
use zaguan_ui::case_state::status_glyph;
use zaguan_ui::matching::matches;
use zaguan_ui::prelude::*;

use super::commands::{COMMANDS, Command, Group, LEAVE};
use super::desk::Desk;
use crate::api::api;
use crate::nav::nav;
use crate::routes::Route;

/// The box in the top bar that opens the palette.
#[component]
pub fn FindBox(desk: Desk) -> impl IntoView {
    view! {
        <button type="button" class="find-box" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| desk.palette.set(true)>
            <Icon name="search" />
            <span class="clip">{t(words::SEARCH_OR_GO)}</span>
            <Kbd keys="Mod K" />
        </button>
    }
}

/// The palette.
#[component]
pub fn Find(desk: Desk) -> impl IntoView {
    let nav = nav();
    let commands = move |query: String| {
        let item = |command: &Command| {
            let act = command.act;
            let act = Act::Do(Callback::new(move |()| desk.act(act)));
            PaletteItem::new(command.text.get(language()), command.icon, command.text.get(language()), act)
                .keys(command.keys)
        };
        let fits = |command: &&Command| desk.may(command) && matches(command.text.get(language()), &query);
        let group = |group: Group| {
            let leave = (!query.trim().is_empty()).then_some(&LEAVE);
            let of_group = COMMANDS.iter().chain(leave).filter(|command| command.group == group);
            PaletteGroup {
                title: group.text().get(language()).to_owned(),
                items: of_group.filter(fits).map(item).collect(),
            }
        };
        Group::ALL.map(group).to_vec()
    };
    let search = palette_search(|query: String| async move {
        let found = api().search(&query, Some(6)).await?;
        let spoken = untrack(language);
        let group = |title: zaguan_i18n::Text, items| PaletteGroup { title: title.get(spoken).to_owned(), items };
        let with_access = words::WITH_ACCESS.get(spoken);
        Ok(vec![
            group(common::CONTACTS, found.contacts.into_iter().map(|hit| person(hit, with_access)).collect()),
            group(common::ORGANISATIONS, found.organisations.into_iter().map(organisation).collect()),
            group(common::CASES, found.cases.into_iter().map(case).collect()),
        ])
    });
    view! {
        <CommandPalette
            open=desk.palette
            label=t(words::SEARCH_OR_GO)
            commands
            search
            on_go=move |to: String| nav.go(to)
            on_help=move |()| desk.help.set(true)
        />
    }
}

fn person(hit: ContactHit, with_access: &str) -> PaletteItem {
    let ContactHit { id, name, email, organisation_name, portal_user } = hit;
    let item = PaletteItem::new(id.to_string(), "users", name, Act::Go(Route::Contact(id).to_string()));
    let item = item.person().detail(email.or(organisation_name).unwrap_or_default());
    if portal_user { item.badge("arch", with_access) } else { item }
}

fn organisation(hit: OrganisationHit) -> PaletteItem {
    let OrganisationHit { id, name, email } = hit;
    PaletteItem::new(id.to_string(), "building-2", name, Act::Go(Route::Organisation(id).to_string()))
        .detail(email.unwrap_or_default())
}

fn case(hit: CaseHit) -> PaletteItem {
    let CaseHit { id, number, subject, status, contact_name } = hit;
    PaletteItem::new(id.to_string(), status_glyph(status), subject, Act::Go(Route::Cases(Some(id)).to_string()))
        .detail(contact_name.unwrap_or_default())
        .number(number)
}
