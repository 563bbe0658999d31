//! What one presses: buttons, menus, tabs, dialogs, and the notices that acts leave behind.

use leptos::prelude::*;
use zaguan_i18n::{cases, catalogue as words, common, contacts, session};
use zaguan_types::{Code, Problem};
use zaguan_ui::prelude::*;

use super::Spec;

/// Nothing happens: what is shown is the button.
const fn nothing(_: ()) {}

/// Buttons and links of every kind, at rest, busy, held back, pressed, long.
#[component]
pub fn Buttons() -> impl IntoView {
    let pressed = RwSignal::new(true);
    let busy = Signal::stored(true);
    let waits = Signal::derive(|| Some(words::PUBLISH_WAITS.get(language()).to_owned()));
    view! {
        <Spec title=words::BUTTONS hint=words::BUTTONS_HINT>
            <div class="specimens">
                <Button label=t(common::SAVE) kind=Kind::Primary on_press=nothing />
                <Button label=t(common::CANCEL) on_press=nothing />
                <Button label=t(common::DISCARD_DRAFT) kind=Kind::Ghost on_press=nothing />
                <Button label=t(contacts::WITHDRAW) kind=Kind::Danger on_press=nothing />
                <Button label=t(contacts::WITHDRAW) kind=Kind::DangerPlain on_press=nothing />
                <Button label=t(words::SAVE_NOTE) kind=Kind::Note on_press=nothing />
                <Button label=t(common::SHOW_MORE) kind=Kind::Link on_press=nothing />
                <Button label=t(words::SENDING) kind=Kind::Primary busy on_press=nothing />
                <Button label=t(words::PUBLISH) blocked=waits on_press=nothing />
            </div>
            <div class="specimens">
                <Button label=t(common::EDIT) icon="pencil" size=Size::Small on_press=nothing />
                <Button label=t(common::EDIT) icon="pencil" on_press=nothing />
                <Button label=t(common::EDIT) icon="pencil" size=Size::Large on_press=nothing />
                <Button label=t(zaguan_i18n::register::VIEW_MINE) pressed=pressed on_press=move |()| pressed.update(|down| *down = !*down) />
                <IconButton label=t(common::TOOLS) icon="wrench" on_press=nothing />
                <IconButton label=t(common::CLOSE) icon="x" size=Size::Small on_press=nothing />
                <LinkButton label=t(common::SEE_ALL) href="#" icon="link" />
            </div>
            <div class="narrow">
                <Button label=t(words::LONG_BUTTON) wide=true on_press=nothing />
            </div>
        </Spec>
    }
}

/// A menu with everything that can stand in one, and a box that searches.
#[component]
pub fn Menus() -> impl IntoView {
    let chosen = RwSignal::new("1".to_owned());
    let chosen_name = RwSignal::new("Carmen Rueda".to_owned());
    let search = zaguan_ui::combobox::search(|query: String| async move {
        let people = [
            ("1", "Carmen Rueda", "carmen@example.com"),
            ("2", "Jaime Ruesga", "Grupo Almenara S. L."),
            ("3", "Joost van der Meer", ""),
        ];
        let wanted = query.to_lowercase();
        let found = people.into_iter().filter(|(_, name, _)| name.to_lowercase().contains(&wanted));
        found.map(|(key, name, detail)| Found { key: key.into(), name: name.into(), detail: detail.into() }).collect()
    });
    let checked = RwSignal::new(true);
    view! {
        <Spec title=words::MENUS>
            <div class="form-two">
                <Combobox bind=Bound::new(t(words::CLIENT), chosen) chosen_name search />
                <div class="specimens">
                    <Menu label=t(common::ACTIONS) name=t(common::ACTIONS)>
                        <p class="menu-head">"Carmen Rueda"</p>
                        <MenuItem label=t(common::EDIT) icon="pencil" on_pick=nothing />
                        <MenuLink label=t(words::SEE_AS) icon="arch" href="#" />
                        <MenuDivider />
                        <MenuItem
                            label=t(words::NOTIFY)
                            checked=Signal::from(checked)
                            on_pick=move |()| checked.update(|on| *on = !*on)
                        />
                        <MenuDivider />
                        <MenuItem label=t(words::DELETE) icon="trash-2" danger=true on_pick=nothing />
                    </Menu>
                    <Menu name=t(common::TOOLS) icon="wrench">
                        <MenuItem label=t(common::EDIT) icon="pencil" on_pick=nothing />
                    </Menu>
                    <Menu name=t(common::PROFILE_MENU) face=|| view! { <Avatar name="Carmen Rueda" /> }>
                        <MenuItem label=t(session::SIGN_OUT) icon="log-out" on_pick=nothing />
                    </Menu>
                </div>
            </div>
        </Spec>
    }
}

/// Tabs as an underline and as pills, and two choices side by side.
#[component]
pub fn Tabs() -> impl IntoView {
    let chosen = RwSignal::new("all".to_owned());
    let side = RwSignal::new("reply");
    let panel = zaguan_ui::dom::unique_id("panel");
    let tabs = || {
        let tab = |key, label: TextProp, count| Tab { key, label, count: Signal::stored(count) };
        vec![
            tab("all", t(common::ALL).into(), Some(18)),
            tab("mine", t(zaguan_i18n::register::VIEW_MINE).into(), Some(0)),
            tab("none", t(cases::UNASSIGNED).into(), None),
        ]
    };
    let pick = move |key: &'static str| chosen.set(key.to_owned());
    let options = vec![("reply", "arch", t(words::REPLY).into()), ("note", "lock", t(cases::NOTE).into())];
    view! {
        <Spec title=words::TABS>
            <div class="stack">
                <TabList label=t(words::TABS) tabs=tabs() value=chosen on_pick=pick controls=panel.clone() />
                <TabList label=t(words::TABS) tabs=tabs() value=chosen on_pick=pick controls=panel.clone() pills=true />
                <p id=panel role="tabpanel" aria-label=t(words::TABS) tabindex="0" class="small soft">
                    {move || tabs().into_iter().find(|tab| chosen.with(|key| tab.key == key)).map(|tab| tab.label.get())}
                </p>
                <div class="specimens">
                    <Segmented label=t(words::TABS) value=side on_pick=move |key| side.set(key) options />
                </div>
            </div>
        </Spec>
    }
}

/// Bands, short messages, and failures with a way on.
#[component]
pub fn Notices() -> impl IntoView {
    let problem = Problem::new(Code::Internal, "", "7f3a21c09b5e44d8");
    let mark = RwSignal::new(0_u32);
    let sent = move |()| toast(t(cases::MESSAGE_SENT));
    let undo =
        move |()| toast_with_undo(t(contacts::WITHDRAWN), move || mark.update(|mark| *mark = mark.wrapping_add(1)));
    view! {
        <Spec title=words::NOTICES>
            <div class="stack">
                <Banner>
                    <p>{t(words::NOTICE_INFO)}</p>
                </Banner>
                <Banner tone=Tone::Good>
                    <p>{t(words::NOTICE_GOOD)}</p>
                </Banner>
                <Banner tone=Tone::Warn>
                    <p>{t(words::NOTICE_WARN)}</p>
                </Banner>
                <Banner tone=Tone::Note>
                    <p>{t(words::NOTICE_NOTE)}</p>
                </Banner>
                <OfflineNotice />
                <div class="specimens">
                    <Button label=t(words::SHOW_TOAST) on_press=sent />
                    <Button label=t(words::SHOW_UNDO) on_press=undo />
                </div>
            </div>
        </Spec>
        <Spec title=words::FAILURES>
            <div class="stack">
                <ProblemView failure=Failure::Network on_retry=nothing />
                <ProblemView failure=Failure::from(problem) on_retry=nothing />
                <ProblemView failure=Failure::Unreadable />
            </div>
        </Spec>
    }
}

/// A dialog that confirms, opened by its button.
#[component]
pub fn Dialogs() -> impl IntoView {
    let open = RwSignal::new(false);
    let close = move |()| open.set(false);
    let title = move || contacts::WITHDRAW_TITLE.fill(language(), &[("name", "Carmen Rueda")]);
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=close />
            <Button label=t(contacts::WITHDRAW) kind=Kind::Danger submit=true />
        }
    };
    let reason = RwSignal::new(String::new());
    view! {
        <Spec title=words::DIALOG>
            <div class="specimens">
                <Button label=t(words::OPEN_DIALOG) on_press=move |()| open.set(true) />
            </div>
            <Dialog open title lead=t(contacts::WITHDRAW_TEXT) foot on_submit=close>
                <TextInput bind=Bound::new(t(words::CLIENT), reason) help=t(words::HELP) />
            </Dialog>
        </Spec>
    }
}
