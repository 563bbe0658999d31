//! A new import: what the file holds, and the file, which is sent as soon as it is chosen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;
use zaguan_client::{upload_address, uploaded};
use zaguan_i18n::{Text, importing as words};
use zaguan_types::fields::Module;
use zaguan_types::imports::MOST_BYTES;
use zaguan_ui::prelude::*;

use super::send::{Sending, Sent};
use super::steps::Step;
use super::work::reasons;
use super::{Frame, new_address};
use crate::nav::nav;
use crate::once::{Once, random_id};
use crate::routes::Route;
use crate::session::session;

/// What a file of rows may be called.
const ENDINGS: [&str; 4] = ["xlsx", "csv", "txt", "tsv"];
/// What rows can become.
const KINDS: [(&str, &str, Text); 2] = [
    (Module::Contacts.as_str(), "users", zaguan_i18n::contacts::TITLE),
    (Module::Organisations.as_str(), "building-2", zaguan_i18n::organisations::TITLE),
];

/// How far a file is.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// None is on its way.
    Rest,
    /// This share has left.
    Leaving(f64),
    /// All of it has left; the server looks what it is.
    Read,
}

/// The screen.
#[component]
pub fn NewImport() -> impl IntoView {
    let (nav, session) = (nav(), session());
    let module = Memo::new(move |_| match Module::from_name(&nav.value("module")) {
        Some(Module::Organisations) => Module::Organisations,
        _ => Module::Contacts,
    });
    let files = RwSignal::new_local(Vec::<File>::new());
    let stage = RwSignal::new(Stage::Rest);
    let failure = RwSignal::new(None::<Failure>);
    let under_way = StoredValue::new_local(None::<Sending>);
    let once = StoredValue::new(Once::default());
    let turn = StoredValue::new(0_u32);
    let send = move |file: File| {
        // Another file takes the place of the one that is on its way.
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        if let Some(before) = under_way.try_update_value(Option::take).flatten() {
            before.give_up();
        }
        let module = module.get_untracked();
        let address = upload_address(module, &file.name());
        let what = format!("{address} {} {}", file.size(), file.last_modified());
        let key = once.try_update_value(|once| once.key(&what, random_id)).unwrap_or_default();
        let told = move |share: f64| {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            stage.try_set(if share < 1.0 { Stage::Leaving(share) } else { Stage::Read });
        };
        failure.set(None);
        stage.set(Stage::Leaving(0.0));
        let sending = match Sending::begin(&address, &file, &key, told) {
            Ok(sending) => sending,
            Err(error) => {
                stage.set(Stage::Rest);
                failure.set(Some(error.into()));
                return;
            }
        };
        under_way.set_value(Some(sending.clone()));
        spawn_local(async move {
            let ended = sending.ended().await;
            if turn.try_get_value() != Some(mine) {
                return;
            }
            stage.try_set(Stage::Rest);
            under_way.try_set_value(None);
            let answer = match ended {
                Sent::Answer(answer) => uploaded(answer),
                Sent::Failed(error) => Err(error),
                Sent::GivenUp => {
                    announce(words::UPLOAD_CANCELLED.get(untrack(language)));
                    files.try_set(Vec::new());
                    return;
                }
            };
            match answer.map_err(Failure::from) {
                // The step that comes takes the place of this one: going back leads to where one came from.
                Ok(import) => nav.replace(Route::Import(import.value.id)),
                Err(found) => {
                    session.heed(&found);
                    // Sent again it is a new try; only when no answer came, the key tells that it is the same.
                    if found != Failure::Network {
                        once.try_update_value(Once::done);
                    }
                    failure.try_set(Some(found));
                }
            }
        });
    };
    Effect::new(move |_| {
        let chosen = files.get();
        failure.set(None);
        if let Some(file) = chosen.into_iter().next() {
            send(file);
        }
    });
    on_cleanup(move || {
        if let Some(sending) = under_way.try_get_value().flatten() {
            sending.give_up();
        }
    });
    let sent = Signal::derive(move || match stage.get() {
        Stage::Rest => None,
        Stage::Leaving(share) => Some(share),
        Stage::Read => Some(1.0),
    });
    let is_at_rest = Memo::new(move |_| stage.get() == Stage::Rest);
    let again = move |()| {
        if let Some(file) = files.with_untracked(|files| files.first().cloned()) {
            send(file);
        }
    };
    let give_up = move |()| {
        if let Some(sending) = under_way.get_value() {
            sending.give_up();
        }
    };
    // A refusal of the file is said beside it, in the words for what is wrong with it.
    let error = Signal::derive(move || {
        let failure = failure.get()?;
        let spoken = language();
        let of_file = failure.errors().iter().find(|error| error.pointer == "/file");
        Some(match of_file {
            Some(error) => zaguan_i18n::problems::field_problem(error.code, "", spoken),
            None => failure.text().get(spoken).to_owned(),
        })
    });
    let others = move || {
        let failure = failure.get()?;
        let at_file = failure.errors().iter().any(|error| error.pointer == "/file");
        (!at_file && !failure.errors().is_empty())
            .then(|| view! { <Banner tone=Tone::Bad>{reasons(&failure)}</Banner> })
    };
    let acts = move || {
        if !is_at_rest.get() {
            let reading = Memo::new(move |_| stage.get() == Stage::Read);
            return Some(
                view! {
                    <div class="row">
                        <Button label=t(words::UPLOAD_CANCEL) size=Size::Small icon="x" on_press=give_up />
                        <span class="small soft" role="status">{move || reading.get().then(|| t(words::READING_FILE)())}</span>
                    </div>
                }
                .into_any(),
            );
        }
        let failed = failure.with(Option::is_some) && files.with(|files| !files.is_empty());
        failed.then(|| {
            view! { <Button label=t(words::UPLOAD_AGAIN) size=Size::Small icon="refresh-cw" on_press=again /> }
                .into_any()
        })
    };
    let pick = move |key: &'static str| {
        if let Some(module) = Module::from_name(key).filter(|_| is_at_rest.get_untracked()) {
            nav.replace(new_address(module));
        }
    };
    let kinds = KINDS.map(|(key, icon, text)| (key, icon, TextProp::from(t(text))));
    let value = Signal::derive(move || module.get().as_str());
    let rule = FileRule { endings: ENDINGS.map(str::to_owned).into(), most_bytes: MOST_BYTES, several: false };
    let about = || view! { <p class="soft">{t(words::UPLOAD_LEAD)}</p> };
    view! {
        <Frame module step=Signal::stored(Step::File) way=|_| None about>
            <div class="import-two">
                <div class="stack" data-gap="l">
                    <div class="stack" data-gap="s">
                        <p class="small" aria-hidden="true">{t(words::KIND)}</p>
                        <Segmented label=t(words::KIND) value on_pick=pick options=kinds.into() />
                    </div>
                    <FileDrop label=t(words::FILE_LABEL) rule files sent error />
                    {others}
                    {acts}
                </div>
                <section class="card import-next" data-pad="">
                    <h2>{t(words::NEXT_TITLE)}</h2>
                    <ol>
                        <li>{t(words::NEXT_COLUMNS)}</li>
                        <li>{t(words::NEXT_CHECK)}</li>
                        <li>{t(words::NEXT_RUN)}</li>
                    </ol>
                </section>
            </div>
        </Frame>
    }
}
