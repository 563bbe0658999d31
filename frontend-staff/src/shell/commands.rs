//! What can be done from anywhere, as data: the palette, the keys and the list of keys read the same table.

use zaguan_i18n::{Text, common, exporting, importing, session as session_words, shell as words};
use zaguan_types::{Language, Permission};
use zaguan_ui::theme::Theme;

use crate::register::Kind as Register;
use crate::routes::Route;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Do {
    /// Shows a page.
    Go(Route),
    /// Begins a new import of such records.
    Import(Register),
    /// Takes the list of such records out as a file.
    Export(Register),
    /// Changes the theme.
    Theme(Theme),
    /// Changes the language.
    Speak(Language),
    /// Folds or unfolds the navigation.
    Fold,
    /// Lists the keys.
    Help,
    /// Signs out.
    Leave,
}

/// Under which heading a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Pages.
    Go,
    /// New records.
    Create,
    /// Files that come in and go out.
    Files,
    /// The app itself.
    App,
}

impl Group {
    /// All of them, in the order of the palette.
    pub const ALL: [Self; 4] = [Self::Go, Self::Create, Self::Files, Self::App];

    /// The heading.
    pub const fn text(self) -> Text {
        match self {
            Self::Go => words::GO_TO,
            Self::Create => words::CREATE,
            Self::Files => words::IN_AND_OUT,
            Self::App => words::THIS_APP,
        }
    }
}

/// Something that can be done from anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name.
    pub text: Text,
    /// Its icon.
    pub icon: &'static str,
    /// The keys that do it, one after the other, as they stand on their caps.
    pub keys: &'static [&'static str],
    /// Under which heading it stands.
    pub group: Group,
    /// What one must be allowed to do.
    pub needs: Permission,
    /// What it does.
    pub act: Do,
}

const fn command(group: Group, text: Text, icon: &'static str, act: Do) -> Command {
    Command { text, icon, keys: &[], group, needs: Permission::SignedIn, act }
}

const fn importing(text: Text, act: Do) -> Command {
    Command { needs: Permission::RecordsImport, ..command(Group::Files, text, "upload", act) }
}

/// All commands.
pub const COMMANDS: [Command; 21] = [
    Command {
        keys: &["G", "C"],
        needs: Permission::ContactsRead,
        ..command(Group::Go, common::GO_TO_CONTACTS, "users", Do::Go(Route::Contacts))
    },
    Command {
        keys: &["G", "O"],
        needs: Permission::OrganisationsRead,
        ..command(Group::Go, words::GO_TO_ORGANISATIONS, "building-2", Do::Go(Route::Organisations))
    },
    Command {
        keys: &["G", "K"],
        needs: Permission::CasesRead,
        ..command(Group::Go, words::GO_TO_CASES, "message-square-text", Do::Go(Route::Cases(None)))
    },
    Command { keys: &["G", "S"], ..command(Group::Go, words::GO_TO_SETTINGS, "settings", Do::Go(Route::Settings)) },
    Command {
        needs: Permission::ContactsWrite,
        ..command(Group::Create, words::CREATE_CONTACT, "user-plus", Do::Go(Route::NewContact))
    },
    Command {
        needs: Permission::OrganisationsWrite,
        ..command(Group::Create, words::CREATE_ORGANISATION, "building-2", Do::Go(Route::NewOrganisation))
    },
    Command {
        needs: Permission::CasesWrite,
        ..command(Group::Create, words::CREATE_CASE, "message-square-plus", Do::Go(Route::NewCase))
    },
    importing(importing::IMPORT_CONTACTS, Do::Import(Register::Contacts)),
    importing(importing::IMPORT_ORGANISATIONS, Do::Import(Register::Organisations)),
    importing(importing::IMPORTS, Do::Go(Route::Imports)),
    Command {
        needs: Permission::RecordsExport,
        ..command(Group::Files, exporting::EXPORT_CONTACTS, "download", Do::Export(Register::Contacts))
    },
    Command {
        needs: Permission::RecordsExport,
        ..command(Group::Files, exporting::EXPORT_ORGANISATIONS, "download", Do::Export(Register::Organisations))
    },
    Command {
        needs: Permission::RecordsExport,
        ..command(Group::Files, exporting::EXPORT_CASES, "download", Do::Export(Register::Cases))
    },
    Command { keys: &["Mod B"], ..command(Group::App, words::FOLD_OR_UNFOLD, "panel-left", Do::Fold) },
    Command { keys: &["?"], ..command(Group::App, words::KEYS, "keyboard", Do::Help) },
    command(Group::App, words::USE_LIGHT, "sun", Do::Theme(Theme::Light)),
    command(Group::App, words::USE_DARK, "moon", Do::Theme(Theme::Dark)),
    command(Group::App, words::USE_SYSTEM, "monitor", Do::Theme(Theme::System)),
    command(Group::App, words::SPEAK_SPANISH, "languages", Do::Speak(Language::Es)),
    command(Group::App, words::SPEAK_ENGLISH, "languages", Do::Speak(Language::En)),
    command(Group::App, words::SPEAK_DUTCH, "languages", Do::Speak(Language::Nl)),
];

/// The way out: last, and only found by whoever looks for it.
pub const LEAVE: Command = command(Group::App, session_words::SIGN_OUT, "log-out", Do::Leave);

/// What a key does after those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Does this command.
    Act(Do),
    /// Begins a pair: the next key decides.
    Wait,
    /// Nothing.
    Nothing,
}

/// What a single key does, given the key before it if that began a pair.
pub fn step(before: Option<&str>, key: &str) -> Step {
    let is = |cap: &str, key: &str| cap.eq_ignore_ascii_case(key);
    let pair = |command: &&Command| matches!((command.keys, before), ([first, second], Some(before)) if is(first, before) && is(second, key));
    let alone = |command: &&Command| matches!((command.keys, before), ([only], None) if is(only, key));
    if let Some(command) = COMMANDS.iter().find(|command| pair(command) || alone(command)) {
        return Step::Act(command.act);
    }
    let begins = |command: &Command| matches!(command.keys, [first, _] if is(first, key));
    if before.is_none() && COMMANDS.iter().any(begins) { Step::Wait } else { Step::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_keys_go_to_pages() {
        assert_eq!(step(None, "g"), Step::Wait);
        assert_eq!(step(Some("g"), "c"), Step::Act(Do::Go(Route::Contacts)));
        assert_eq!(step(Some("g"), "k"), Step::Act(Do::Go(Route::Cases(None))));
        assert_eq!(step(Some("g"), "x"), Step::Nothing);
        assert_eq!(step(None, "?"), Step::Act(Do::Help));
        assert_eq!(step(None, "k"), Step::Nothing, "k alone belongs to lists");
    }

    #[test]
    fn no_two_commands_have_the_same_keys() {
        let with_keys = || COMMANDS.iter().enumerate().filter(|(_, command)| !command.keys.is_empty());
        for (at, command) in with_keys() {
            assert!(with_keys().all(|(other, twin)| other == at || twin.keys != command.keys), "{:?}", command.keys);
        }
    }
}
