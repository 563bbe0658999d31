//! «Atajos de teclado»: which keys there are, and the switch for single ones.

use leptos::prelude::*;
use zaguan_i18n::{Text, shell as words};
use zaguan_ui::keys::{set_single_keys, single_keys};
use zaguan_ui::prelude::*;

use super::commands::COMMANDS;
use super::desk::Desk;

/// The dialog.
#[component]
pub fn Help(desk: Desk) -> impl IntoView {
    let mut singles = Bound::new(t(words::SINGLE_KEYS), RwSignal::new(true));
    singles.value = Signal::derive(single_keys);
    singles.set = Callback::new(set_single_keys);
    let singles = StoredValue::new(singles);
    let of_commands = move || {
        let with_keys = COMMANDS.iter().filter(|command| !command.keys.is_empty() && desk.may(command));
        with_keys.map(|command| line(command.text, command.keys)).collect_view()
    };
    view! {
        <Dialog open=desk.help title=t(words::KEYS) lead=t(words::KEYS_LEAD) wide=true>
            <div class="keys-help">
                <section>
                    <h3>{t(words::ANYWHERE)}</h3>
                    <dl>
                        {line(words::SEARCH_OR_GO, &["Mod K"])}
                        {line(words::SEARCH_OR_GO, &["/"])}
                        {line(words::CREATE, &["C"])}
                        {of_commands}
                    </dl>
                </section>
                <section>
                    <h3>{t(words::IN_LISTS)}</h3>
                    <dl>
                        {line(words::NEXT_ROW, &["J"])}
                        {line(words::PREVIOUS_ROW, &["K"])}
                        {line(words::OPEN_ROW, &["↵"])}
                        {line(words::SELECT_ROW, &["X"])}
                        <dt>{t(words::SELECT_ROWS)}</dt>
                        <dd>
                            {move || view! { <Kbd keys=format!("{} ↓", words::SHIFT.get(language())) /> }}
                            <span class="vh">{move || format!("{} ↓", words::SHIFT.get(language()))}</span>
                        </dd>
                    </dl>
                </section>
                <div class="keys-switch">
                    {singles.with_value(|bind| view! { <Switch bind=bind.clone() /> })}
                    <p class="help">{t(words::SINGLE_KEYS_HELP)}</p>
                </div>
            </div>
        </Dialog>
    }
}

/// What keys do, the keys as caps, and the same in words for those who hear the page.
fn line(text: Text, keys: &'static [&'static str]) -> impl IntoView {
    let spoken = move || keys.join(&format!(" {} ", words::THEN.get(language())));
    view! {
        <dt>{t(text)}</dt>
        <dd>
            {keys.iter().map(|keys| view! { <Kbd keys=*keys /> }).collect_view()}
            <span class="vh">{spoken}</span>
        </dd>
    }
}
