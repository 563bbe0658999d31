//! The living catalogue at `/app/ui`: every component of `zaguan-ui` in every state, by day beside by night. What stands
//! here are the components themselves, so that a change of one of them is seen in all its states at once.
//!
//! It shows no data and asks the server nothing. Names and sentences that stand for what people write are not in the
//! catalogue of texts: they are not the interface's.

mod acts;
mod figures;
mod inputs;
mod lists;
mod numbers;
mod records;
mod shown;

use leptos::prelude::*;
use zaguan_i18n::{Text, catalogue as words, common};
use zaguan_ui::prelude::*;

use crate::shell::Mark;

/// The roles that have a swatch.
const ROLES: [&str; 12] =
    ["canvas", "surface", "raised", "accent", "accent-soft", "note", "good", "warn", "bad", "ink", "ink-2", "ink-3"];

/// The page.
#[component]
pub fn Catalogue() -> impl IntoView {
    view! {
        <div class="catalogue">
            <header class="catalogue-head">
                <Mark />
                <div class="grow">
                    <Heading text=t(words::TITLE) />
                    <p class="soft">{t(words::LEAD)}</p>
                </div>
                <div class="row">
                    <LanguageMenu />
                    <Menu icon="sun" name=t(common::THEME) label=t(common::THEME)>
                        <ThemeMenu />
                    </Menu>
                </div>
            </header>
            <main class="catalogue-halves">
                <Half theme="light" icon="sun" label=common::THEME_LIGHT />
                <Half theme="dark" icon="moon" label=common::THEME_DARK />
            </main>
        </div>
    }
}

/// The name of the half that one is in.
#[derive(Clone, Copy)]
struct HalfName(Text);

/// A name that no landmark of the other half has.
fn here(text: Text) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let half = use_context::<HalfName>().map(|half| half.0);
    move || match half {
        Some(half) => format!("{}, {}", text.get(language()), half.get(language())),
        None => text.get(language()).to_owned(),
    }
}

/// All components in one theme.
#[component]
fn Half(
    /// The value of `data-theme`.
    theme: &'static str,
    /// Its icon.
    icon: &'static str,
    /// Its name.
    label: Text,
) -> impl IntoView {
    provide_context(HalfName(label));
    view! {
        <section class="half" data-theme=theme aria-label=t(label)>
            <h2>
                <Badge label=t(label) icon />
            </h2>
            <Spec title=words::COLOURS hint=words::COLOURS_HINT>
                <div class="swatches">{ROLES.map(|role| view! { <Swatch role /> }).collect_view()}</div>
            </Spec>
            <Spec title=words::TYPE>
                <div class="stack" data-gap="s">
                    <p class="type-display">{t(words::TYPE_DISPLAY)}</p>
                    <p class="type-page">{t(words::TYPE_PAGE)}</p>
                    <p class="type-record">{t(words::TYPE_RECORD)}</p>
                    <p>{t(words::TYPE_READING)}</p>
                    <p class="soft small">{t(words::TYPE_TABLE)}</p>
                </div>
            </Spec>
            <acts::Buttons />
            <inputs::Inputs />
            <inputs::Choices />
            <numbers::Numbers />
            <inputs::WrongForm />
            <acts::Menus />
            <acts::Tabs />
            <shown::States />
            <shown::Talk />
            <shown::Rows />
            <lists::Lists />
            <records::Values />
            <records::History />
            <records::Files />
            <records::Sheets />
            <figures::Charts />
            <figures::Boards />
            <figures::Palettes />
            <acts::Notices />
            <shown::Readings />
            <acts::Dialogs />
            <Spec title=words::DRAWINGS>
                <div class="specimens">
                    <div class="scene-in">
                        <Scene />
                    </div>
                    <Doorway />
                </div>
            </Spec>
        </section>
    }
}

/// One kind of component: its name, what to know of it, the specimens.
#[component]
fn Spec(
    /// Its name.
    title: Text,
    /// What to know of it.
    #[prop(optional)]
    hint: Option<Text>,
    /// The specimens.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="spec">
            <h3>{t(title)}</h3>
            {hint.map(|hint| view! { <p class="soft tiny">{t(hint)}</p> })}
            <div class="specimen">{children()}</div>
        </div>
    }
}

/// One colour by its role.
#[component]
fn Swatch(role: &'static str) -> impl IntoView {
    view! {
        <div>
            <span class="swatch" style:background=format!("var(--{role})")></span>
            {role}
        </div>
    }
}
