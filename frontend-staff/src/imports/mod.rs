//! Imports on screen: past ones, a new one, and one of them at the step that its state says. A part of the app that loads
//! when somebody asks for it.
//!
//! What states and mappings mean stands in `steps` and `mapping`, without a screen; what an import is and becomes, the
//! server decides.

mod check;
mod columns;
mod faults;
mod list;
mod mapping;
mod one;
mod options;
mod preview;
mod reading;
mod result;
mod send;
mod steps;
mod undo;
mod upload;
mod work;

use leptos::prelude::*;
use zaguan_i18n::{Text, importing as words};
use zaguan_types::Permission;
use zaguan_types::fields::Module;
use zaguan_ui::prelude::*;

use crate::nav::nav;
use crate::register::Kind as Register;
use crate::routes::Route;
use crate::session::session;
use list::ImportList;
use one::OneImport;
pub use reading::separator_options;
use steps::Step;
use upload::NewImport;

/// The screen of an address below `/imports`.
#[component]
pub fn ImportScreens() -> impl IntoView {
    let (nav, session) = (nav(), session());
    let page = Memo::new(move |before: Option<&Route>| match nav.route.get() {
        route @ (Route::Imports | Route::NewImport | Route::Import(_)) => route,
        // On the way to another screen.
        _ => before.copied().unwrap_or(Route::Imports),
    });
    let may = Memo::new(move |_| session.can(Permission::RecordsImport));
    move || match (may.get(), page.get()) {
        (false, _) => view! { <NotAllowed /> }.into_any(),
        (true, Route::NewImport) => view! { <NewImport /> }.into_any(),
        (true, Route::Import(id)) => view! { <OneImport id /> }.into_any(),
        (true, _) => view! { <ImportList /> }.into_any(),
    }
}

/// For those who may not import.
#[component]
fn NotAllowed() -> impl IntoView {
    view! {
        <div class="page">
            <div class="page-in">
                <Heading text=t(words::NOT_ALLOWED) />
                <p class="soft">{t(words::NOT_ALLOWED_TEXT)}</p>
            </div>
        </div>
    }
}

/// The address of a new import of this kind.
pub fn new_address(module: Module) -> String {
    format!("{}?module={module}", Route::NewImport)
}

/// «Importar contactos», «Importar organizaciones»
const fn title(module: Module) -> Text {
    match Register::of(module) {
        Some(Register::Organisations) => words::IMPORT_ORGANISATIONS,
        _ => words::IMPORT_CONTACTS,
    }
}

/// The register that the rows go to.
fn register(module: Module) -> Register {
    Register::of(module).unwrap_or(Register::Contacts)
}

/// A page of an import: the way back, what it is, the steps, and what is done in the present one.
#[component]
fn Frame(
    /// What the rows become.
    #[prop(into)]
    module: Signal<Module>,
    /// The present step.
    #[prop(into)]
    step: Signal<Step>,
    /// Where a step that is not the present one can be gone to.
    #[prop(into)]
    way: Callback<Step, Option<String>>,
    /// What stands under the title.
    #[prop(into)]
    about: ViewFn,
    /// The step.
    children: Children,
) -> impl IntoView {
    let title = move || title(module.get()).get(language());
    view! {
        <div class="page imports">
            <div class="page-in" data-wide="">
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=vec![(Route::Imports.to_string(), t(words::IMPORTS).into())] />
                        <Heading text=title />
                        {about.run()}
                    </div>
                </header>
                <ol class="steps" aria-label=t(words::STEPS)>
                    {Step::ALL.map(|one| view! { <StepMark one step way /> }).collect_view()}
                </ol>
                {children()}
            </div>
        </div>
    }
}

/// One step in the row of steps.
#[component]
fn StepMark(one: Step, step: Signal<Step>, way: Callback<Step, Option<String>>) -> impl IntoView {
    let is_here = move || (step.get() == one).then_some("step");
    let mark = move || {
        if step.get() > one {
            view! { <span class="step-mark" data-done=""><Icon name="check" /><span class="vh">{t(words::STEP_DONE)}</span></span> }
                .into_any()
        } else {
            view! { <span class="step-mark num" aria-hidden="true">{one as u8 + 1}</span> }.into_any()
        }
    };
    let name = move || match way.run(one).filter(|_| step.get() != one) {
        Some(href) => view! { <a href=href>{t(one.text())}</a> }.into_any(),
        None => view! { <span>{t(one.text())}</span> }.into_any(),
    };
    view! { <li aria-current=is_here>{mark} {name}</li> }
}
