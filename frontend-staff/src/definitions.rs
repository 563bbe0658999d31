//! What nearly every screen of records needs, read once per sign-in and kept fresh: how the fields of contacts,
//! organisations and cases are set up, and who works here.

use leptos::prelude::*;
use zaguan_types::events::EventKind;
use zaguan_types::fields::{BlockList, Field, Module};
use zaguan_types::users::User;
use zaguan_types::{Page, UserId};
use zaguan_ui::prelude::*;

use crate::api::{api, on_news};
use crate::present::Present;

thread_local!(static PRESENT: Present<Definitions> = const { Present::new() });

/// The set-up of the firm. Copies are the same.
#[derive(Clone, Copy)]
pub struct Definitions {
    contacts: Reading<BlockList>,
    organisations: Reading<BlockList>,
    cases: Reading<BlockList>,
    /// The members of staff.
    pub users: Reading<Page<User>>,
}

impl Definitions {
    /// Reads everything. Call it once, inside of the sign-in, with which it ends.
    pub fn start() {
        let all = Self {
            contacts: Reading::new(|| async { api().blocks(Module::Contacts).await }),
            organisations: Reading::new(|| async { api().blocks(Module::Organisations).await }),
            cases: Reading::new(|| async { api().blocks(Module::Cases).await }),
            users: Reading::new(|| async { api().users().await }),
        };
        let turn = PRESENT.with(|place| place.begin(all));
        on_cleanup(move || PRESENT.with(|place| place.end(turn)));
        on_news(|event| event.kind == EventKind::FieldsUpdated, move || all.again());
    }

    /// Where nobody is signed in: nothing is known, and nobody asks.
    fn nothing() -> Self {
        Self {
            contacts: Reading::waiting(),
            organisations: Reading::waiting(),
            cases: Reading::waiting(),
            users: Reading::waiting(),
        }
    }

    /// The blocks of a module that has records: contacts, organisations, else cases.
    pub const fn of(self, module: Module) -> Reading<BlockList> {
        match module {
            Module::Contacts => self.contacts,
            Module::Organisations => self.organisations,
            _ => self.cases,
        }
    }

    /// Reads blocks and fields anew, as after changing them.
    pub fn again(self) {
        self.contacts.again();
        self.organisations.again();
        self.cases.again();
    }

    /// A field of a module, followed, if it is active.
    pub fn field(self, module: Module, api_name: &str) -> Option<Field> {
        let blocks = self.of(module).get()?;
        blocks.items.into_iter().flat_map(|block| block.fields).find(|field| field.active && field.api_name == api_name)
    }

    /// The name of a member of staff, followed.
    pub fn user_name(self, id: UserId) -> Option<String> {
        self.users.get()?.items.into_iter().find(|user| user.id == id).map(|user| user.name)
    }

    /// The members of staff as choices, followed. Those who left are kept out, unless `kept` is one.
    pub fn user_options(self, kept: impl Fn() -> String + Send + Sync + 'static) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let kept = kept();
            let users = self.users.get().map(|list| list.items).unwrap_or_default();
            let open = users.into_iter().map(|user| (user.id.to_string(), user.name, user.active));
            open.filter(|(id, _, active)| *active || *id == kept).map(|(id, name, _)| (id, name)).collect()
        })
    }
}

/// The set-up of the firm, from everywhere: from a view as from inside of a future, which has no context. Every screen
/// stands inside of the sign-in, so there always is one; asked for before, it complains in the console.
pub fn definitions() -> Definitions {
    PRESENT.with(Present::get).unwrap_or_else(|| {
        leptos::logging::error!("the set-up of the firm was asked for where nobody is signed in");
        Definitions::nothing()
    })
}
