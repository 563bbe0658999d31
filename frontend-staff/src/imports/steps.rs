//! What the state of an import means on screen, without a screen: which step it shows, whether something goes on by itself
//! and how far that is, and whether it can be taken back.

use zaguan_i18n::{Text, importing as words};
use zaguan_types::Instant;
use zaguan_types::imports::{Import, ImportCounts, ImportState};
use zaguan_ui::prelude::Tone;

/// The value of `step` in the address that shows the columns of an import that was checked already.
pub const COLUMNS: &str = "columns";
/// Seconds for which an import can be taken back: what it needs for that is kept no longer.
const UNDO_WITHIN: i64 = 30 * 86_400;

/// A step of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A file is chosen.
    File,
    /// It is said how the file is read and where its columns go.
    Columns,
    /// All rows are tried.
    Check,
    /// Rows are written, or were, or were taken back.
    Result,
}

impl Step {
    /// All of them in order.
    pub const ALL: [Self; 4] = [Self::File, Self::Columns, Self::Check, Self::Result];

    /// The step that an import is at. What was checked may be looked at and changed again, if the address asks for that.
    pub fn of(state: ImportState, asked: &str) -> Self {
        match state {
            ImportState::Mapping => Self::Columns,
            ImportState::Checked if asked == COLUMNS => Self::Columns,
            ImportState::Checking | ImportState::Checked => Self::Check,
            ImportState::Running
            | ImportState::Stopped
            | ImportState::Done
            | ImportState::Failed
            | ImportState::Undoing
            | ImportState::Undone => Self::Result,
        }
    }

    /// What it is called.
    pub const fn text(self) -> Text {
        match self {
            Self::File => words::FILE,
            Self::Columns => words::STEP_COLUMNS,
            Self::Check => words::STEP_CHECK,
            Self::Result => words::STEP_RESULT,
        }
    }
}

/// What a state is called, and what it is about.
pub const fn state_text(state: ImportState) -> (Text, Option<Tone>) {
    match state {
        ImportState::Mapping => (words::STATE_MAPPING, None),
        ImportState::Checking => (words::STATE_CHECKING, Some(Tone::Accent)),
        ImportState::Checked => (words::STATE_CHECKED, Some(Tone::Accent)),
        ImportState::Running => (words::STATE_RUNNING, Some(Tone::Accent)),
        ImportState::Stopped => (words::STATE_STOPPED, Some(Tone::Warn)),
        ImportState::Done => (words::STATE_DONE, Some(Tone::Good)),
        ImportState::Failed => (words::STATE_FAILED, Some(Tone::Bad)),
        ImportState::Undoing => (words::STATE_UNDOING, Some(Tone::Accent)),
        ImportState::Undone => (words::STATE_UNDONE, None),
    }
}

/// Whether the server works on it now.
pub const fn is_moving(state: ImportState) -> bool {
    matches!(state, ImportState::Checking | ImportState::Running | ImportState::Undoing)
}

/// What is done, and of how much: rows, or records while they are taken back.
pub const fn progress(state: ImportState, counts: &ImportCounts) -> (u64, u64) {
    match state {
        ImportState::Undoing | ImportState::Undone => (counts.taken_back + counts.kept, written(counts)),
        _ => (counts.done, counts.rows),
    }
}

/// The share that is done, 0 to 1; nothing while it is not known of how much.
pub fn share((done, of): (u64, u64)) -> Option<f64> {
    (of > 0).then(|| (done as f64 / of as f64).min(1.0))
}

/// How many records it wrote.
pub const fn written(counts: &ImportCounts) -> u64 {
    counts.created + counts.updated + counts.organisations_created
}

/// Whether it can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// It wrote nothing, or is not at rest.
    No,
    /// It can.
    Yes,
    /// Too much time has passed.
    TooOld,
}

/// Whether an import can be taken back now.
pub fn undo(import: &Import, now: Instant) -> Undo {
    let rests = matches!(import.state, ImportState::Stopped | ImportState::Done | ImportState::Failed);
    match rests && written(&import.counts) > 0 {
        false => Undo::No,
        true if import.updated_at.plus_seconds(UNDO_WITHIN) <= now => Undo::TooOld,
        true => Undo::Yes,
    }
}

/// Whether the rows that are left can still be written: none of what was written has been taken back, and the file is there.
pub fn goes_on(import: &Import, now: Instant) -> bool {
    let counts = &import.counts;
    matches!(import.state, ImportState::Stopped | ImportState::Failed)
        && counts.taken_back + counts.kept == 0
        && import.updated_at.plus_seconds(UNDO_WITHIN) > now
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::fields::Module;
    use zaguan_types::imports::{FileKind, ImportOptions, ImportSource};
    use zaguan_types::{ImportId, UserId};

    fn import(state: ImportState, counts: ImportCounts) -> Import {
        let source = ImportSource {
            kind: FileKind::Csv,
            size: 10,
            encoding: None,
            separator: None,
            header: true,
            sheet: None,
            sheets: vec![],
            columns: vec![],
            rows: counts.rows,
        };
        Import {
            id: ImportId(uuid::Uuid::nil()),
            module: Module::Contacts,
            state,
            file_name: "clientes.csv".into(),
            source,
            mapping: vec![],
            options: ImportOptions::default(),
            counts,
            failure: None,
            author_id: UserId(uuid::Uuid::nil()),
            author_name: "Ana".into(),
            created_at: Instant(0),
            updated_at: Instant(0),
            started_at: None,
            ended_at: None,
            version: 1,
        }
    }

    #[test]
    fn the_state_says_the_step_and_the_address_only_leads_back_to_the_columns() {
        use ImportState as S;
        assert_eq!(Step::of(S::Mapping, ""), Step::Columns);
        assert_eq!(Step::of(S::Checking, COLUMNS), Step::Check, "what is being checked shows how far that is");
        assert_eq!((Step::of(S::Checked, ""), Step::of(S::Checked, COLUMNS)), (Step::Check, Step::Columns));
        for state in [S::Running, S::Stopped, S::Done, S::Failed, S::Undoing, S::Undone] {
            assert_eq!(Step::of(state, COLUMNS), Step::Result, "{state:?}");
        }
    }

    #[test]
    fn progress_counts_rows_and_while_taking_back_records() {
        let counts = ImportCounts {
            rows: 10,
            done: 4,
            created: 3,
            updated: 1,
            organisations_created: 1,
            taken_back: 2,
            kept: 1,
            ..ImportCounts::default()
        };
        assert_eq!(progress(ImportState::Running, &counts), (4, 10));
        assert_eq!(progress(ImportState::Undoing, &counts), (3, 5));
        assert_eq!(share((4, 10)), Some(0.4));
        assert_eq!(share((0, 0)), None);
    }

    #[test]
    fn an_undo_that_failed_goes_on_as_an_undo() {
        let half = ImportCounts { rows: 9, done: 4, created: 4, ..ImportCounts::default() };
        let undone = ImportCounts { taken_back: 2, ..half };
        let day = |n: i64| Instant(0).plus_seconds(n * 86_400);
        assert!(
            goes_on(&import(ImportState::Failed, half), day(1)) && goes_on(&import(ImportState::Stopped, half), day(1))
        );
        assert!(!goes_on(&import(ImportState::Failed, undone), day(1)));
        assert!(!goes_on(&import(ImportState::Stopped, half), day(30)), "the file is gone by then");
        assert!(!goes_on(&import(ImportState::Done, half), day(1)));
        assert_eq!(undo(&import(ImportState::Failed, undone), day(1)), Undo::Yes);
    }

    #[test]
    fn only_what_was_written_and_is_young_can_be_taken_back() {
        let some = ImportCounts { rows: 2, created: 1, ..ImportCounts::default() };
        let day = |n: i64| Instant(0).plus_seconds(n * 86_400);
        assert_eq!(undo(&import(ImportState::Done, some), day(29)), Undo::Yes);
        assert_eq!(undo(&import(ImportState::Done, some), day(30)), Undo::TooOld);
        assert_eq!(undo(&import(ImportState::Stopped, some), day(1)), Undo::Yes);
        assert_eq!(undo(&import(ImportState::Done, ImportCounts::default()), day(1)), Undo::No);
        for state in [ImportState::Running, ImportState::Checked, ImportState::Undone] {
            assert_eq!(undo(&import(state, some), day(1)), Undo::No, "{state:?}");
        }
    }
}
