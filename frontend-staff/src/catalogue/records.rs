//! What stands in a record: values changed in place, what happened, files, progress, a sheet at the side.

use leptos::prelude::*;
use zaguan_i18n::{cases, catalogue as words, common, contacts, fields, problems};
use zaguan_types::{FieldCode, Instant};
use zaguan_ui::numbers::format_decimal;
use zaguan_ui::prelude::*;

use super::Spec;

/// Values that are changed where they stand: one that is saved, one that is refused, one that may not be changed.
#[component]
pub fn Values() -> impl IntoView {
    let value = |saved: &str, refused: bool| {
        let (saved, typed) = (RwSignal::new(saved.to_owned()), RwSignal::new(String::new()));
        let changed = Signal::derive(move || saved.get() != typed.get());
        let save = save_by(move || async move {
            if refused {
                return Err(problems::field_problem(
                    FieldCode::BadFormat,
                    fields::EMAIL.get(untrack(language)),
                    untrack(language),
                ));
            }
            saved.set(typed.get_untracked());
            Ok(())
        });
        (saved, typed, changed, save, move |()| typed.set(saved.get_untracked()))
    };
    let (name, typed_name, name_changed, save_name, reset_name) = value("Carmen Rueda Molina", false);
    let (mail, typed_mail, mail_changed, save_mail, reset_mail) = value("carmen@example.com", true);
    let (kept, _, kept_changed, save_kept, _) = value("C-000123", false);
    let name_input = move || view! { <TextInput bind=Bound::new(t(contacts::NAME), typed_name) /> };
    let mail_input = move || view! { <TextInput bind=Bound::new(t(fields::EMAIL), typed_mail) kind="email" /> };
    view! {
        <Spec title=words::IN_PLACE hint=words::IN_PLACE_HINT>
            <Props>
                <Prop label=t(contacts::NAME)>
                    <InlineEdit label=t(contacts::NAME) editor=name_input changed=name_changed save=save_name on_reset=reset_name>
                        {move || name.get()}
                    </InlineEdit>
                </Prop>
                <Prop label=t(fields::EMAIL)>
                    <InlineEdit label=t(fields::EMAIL) editor=mail_input changed=mail_changed save=save_mail on_reset=reset_mail>
                        <a href="#mail">{move || mail.get()}</a>
                    </InlineEdit>
                </Prop>
                <Prop label=t(words::READ_ONLY)>
                    <InlineEdit label=t(words::READ_ONLY) editor=|| () changed=kept_changed save=save_kept read_only=Signal::stored(true)>
                        {move || kept.get()}
                    </InlineEdit>
                </Prop>
            </Props>
        </Spec>
    }
}

/// What happened, over two days.
#[component]
pub fn History() -> impl IntoView {
    const HOUR: i64 = 3_600_000_000;
    let at = |hours: i64| Instant(1_795_081_320_000_000 - hours * HOUR);
    let entries = vec![
        TimelineEntry::new(
            "1",
            at(0),
            "message-square-text",
            || view! { <b>"Carmen"</b> " respondió en " <a href="#c">"C-000123"</a> },
        )
        .tone(Tone::Accent)
        .body(|| "¿Afecta a la firma del día 30?"),
        TimelineEntry::new("2", at(1), "log-in", || view! { <b>"Carmen"</b> " entró en el portal" }).tone(Tone::Accent),
        TimelineEntry::new("3", at(40), "lock", || view! { <b>"Marcos Vidal"</b> " anotó" })
            .tone(Tone::Note)
            .body(|| "Prefiere que la llamen por la tarde."),
        TimelineEntry::new("4", at(43), "trash-2", || view! { <b>"Lucía Ferrer"</b> " quitó la etiqueta VIP" })
            .action(|| view! { <Button label=t(common::UNDO) size=Size::Small kind=Kind::Ghost on_press=|()| () /> }),
    ];
    view! {
        <Spec title=words::TIMELINE>
            <Timeline entries=Signal::stored(entries) level=4 />
        </Spec>
    }
}

/// Progress known and unknown, files to choose, and one that failed.
#[component]
pub fn Files() -> impl IntoView {
    let rule = || FileRule { endings: vec!["csv".into(), "xlsx".into()], most_bytes: 10_000_000, several: true };
    let (free, sending) = (RwSignal::new_local(Vec::new()), RwSignal::new_local(Vec::new()));
    let lost = Signal::derive(|| Some(problems::NETWORK.get(language()).to_owned()));
    let figures = || words::OF_TOTAL.count_with(language(), 640, &[("total", &format_decimal("1000", language(), 0))]);
    view! {
        <Spec title=words::FILES>
            <div class="form-two">
                <FileDrop label=t(words::IMPORT) rule=rule() files=free />
                <FileDrop label=t(words::IMPORT) rule=rule() files=sending sent=Signal::stored(Some(0.64)) error=lost />
            </div>
        </Spec>
        <Spec title=words::PROGRESS>
            <div class="form-two">
                <Progress label=t(words::IMPORT) share=Signal::stored(Some(0.64)) figures />
                <Progress label=t(words::SENDING) share=Signal::stored(None) />
            </div>
        </Spec>
    }
}

/// A sheet at the side, from both sides.
#[component]
pub fn Sheets() -> impl IntoView {
    let (end, start) = (RwSignal::new(false), RwSignal::new(false));
    let name = RwSignal::new("Carmen Rueda".to_owned());
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| end.set(false) />
            <Button label=t(common::SAVE) kind=Kind::Primary on_press=move |()| end.set(false) />
        }
    };
    view! {
        <Spec title=words::DRAWER>
            <div class="specimens">
                <Button label=t(words::OPEN_DRAWER) on_press=move |()| end.set(true) />
                <Button label=t(words::OPEN_NAVIGATION) icon="menu" on_press=move |()| start.set(true) />
            </div>
            <Drawer open=end title=t(words::DRAWER) foot>
                <TextInput bind=Bound::new(t(contacts::NAME), name) />
            </Drawer>
            <Drawer open=start title=t(common::MAIN_NAVIGATION) side=Side::Start>
                <p><a href="#cases">{t(cases::TITLE)}</a></p>
            </Drawer>
        </Spec>
    }
}
