//! What is read of a conversation: the newest messages first, older ones when they are asked for; and how far it has been
//! read.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::{ClientError, Query};
use zaguan_types::cases::{Case, CaseMessage, CaseReadMark};
use zaguan_types::events::EventKind;
use zaguan_types::{CaseId, Instant, Page};
use zaguan_ui::dom::{after_paint, document};
use zaguan_ui::prelude::*;

use crate::api::{api, on_news};

/// Messages that are read at once.
const AT_ONCE: &str = "50";
/// The id of what scrolls.
pub const BODY: &str = "record-body";
/// The id of the end of the conversation.
pub const END: &str = "talk-end";
/// Who is this near to the end, in pixels, goes along with it.
const NEAR: i32 = 80;

/// The conversation of a case.
#[derive(Clone, Copy)]
pub struct Thread {
    id: CaseId,
    /// What has been read of it, oldest first.
    pub reading: Reading<Vec<CaseMessage>>,
    known: StoredValue<Vec<CaseMessage>>,
    older: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    at_end: StoredValue<bool>,
}

async fn page(id: CaseId, after: &str) -> Result<Page<CaseMessage>, ClientError> {
    let query = Query::new().with("sort", "-created_at").with("limit", AT_ONCE).some("after", after);
    let mut page = api().case_messages(id, &query).await?;
    page.items.reverse();
    Ok(page)
}

/// What is known together with a page of the newest; whether they touch each other. Where they do not, too much has been
/// said meanwhile, and only the page counts.
fn joined(known: &[CaseMessage], page: Vec<CaseMessage>) -> (Vec<CaseMessage>, bool) {
    if !known.iter().any(|old| page.iter().any(|new| new.id == old.id)) {
        return (page, false);
    }
    let missing = known.iter().filter(|old| page.iter().all(|new| new.id != old.id));
    let mut all: Vec<CaseMessage> = missing.cloned().chain(page.iter().cloned()).collect();
    all.sort_by_key(|message| (message.created_at, message.id));
    (all, true)
}

/// The moment of the newest thing that is shown, whoever said it: what a client said may lie so far back that it is not
/// among what was read at once.
fn newest_shown(opened: Instant, messages: &[CaseMessage]) -> Instant {
    messages.iter().map(|message| message.created_at).fold(opened, Instant::max)
}

impl Thread {
    /// Reads the newest messages, and again when one is written.
    pub fn of(id: CaseId) -> Self {
        let (known, older) = (StoredValue::new(Vec::new()), RwSignal::new(None));
        let reading = Reading::new(move || async move {
            let page = page(id, "").await?;
            let before = known.try_get_value().unwrap_or_default();
            let (all, touching) = joined(&before, page.items);
            if !touching {
                older.try_set(page.next);
            }
            known.try_set_value(all.clone());
            Ok::<_, ClientError>(all)
        });
        on_news(
            move |event| {
                event.kind == EventKind::CaseMessageCreated && event.subject_id.is_none_or(|subject| subject == id.0)
            },
            move || reading.again(),
        );
        let (busy, failure) = (RwSignal::new(false), RwSignal::new(None));
        Self { id, reading, known, older, busy, failure, at_end: StoredValue::new(true) }
    }

    /// Puts a message that was just written at its end, and shows it.
    pub fn add(self, message: CaseMessage) {
        self.change(|all| {
            if all.iter().all(|known| known.id != message.id) {
                all.push(message);
            }
        });
        self.reading.again();
        after_paint(show_end);
    }

    fn change(self, change: impl FnOnce(&mut Vec<CaseMessage>)) {
        let Some(mut all) = self.known.try_get_value() else { return };
        change(&mut all);
        self.known.set_value(all.clone());
        self.reading.update(|messages| *messages = all);
    }

    /// Whether there are older messages, followed.
    pub fn has_older(self) -> bool {
        self.older.with(Option::is_some)
    }

    /// Whether they are under way.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why they did not come.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// Reads older messages. What one looks at stays where it is.
    pub fn read_older(self) {
        let Some(after) = self.older.get_untracked().filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        spawn_local(async move {
            let answer = page(self.id, &after).await;
            self.busy.try_set(false);
            match answer {
                Ok(page) => {
                    self.failure.try_set(None);
                    let below = body().map(|body| body.scroll_height() - body.scroll_top());
                    self.older.try_set(page.next);
                    self.change(|all| drop(all.splice(..0, page.items)));
                    after_paint(move || {
                        if let Some((body, below)) = body().zip(below) {
                            body.set_scroll_top(body.scroll_height() - below);
                        }
                    });
                }
                Err(error) => drop(self.failure.try_set(Some(error.into()))),
            }
        });
    }

    /// Opens the conversation at its end, and goes along with it as long as one looks at the end. Call it where it is shown.
    pub fn keep_end(self) {
        Effect::new(move |before: Option<Option<CaseMessage>>| {
            let last = self.reading.get()?.pop();
            if last.is_some() && before.flatten() != last && self.at_end.get_value() {
                after_paint(show_end);
            }
            last
        });
    }

    /// To be told when the body has been scrolled.
    pub fn scrolled(self) {
        let Some(body) = body() else { return };
        self.at_end.try_set_value(body.scroll_height() - body.scroll_top() - body.client_height() < NEAR);
    }

    /// Notes how far it has been read, as long as the window can be seen. Call it where it is shown.
    pub fn mark_read(self, case: Signal<Case>) {
        let seen = RwSignal::new(is_seen());
        let listener = window_event_listener_untyped("visibilitychange", move |_| {
            seen.try_set(is_seen());
        });
        on_cleanup(move || listener.remove());
        let marked = StoredValue::new(None::<Instant>);
        Effect::new(move |_| {
            let Some(messages) = self.reading.get().filter(|_| seen.get()) else { return };
            let newest = case.with(|case| case.unread.then(|| newest_shown(case.created_at, &messages)));
            let Some(up_to) = newest.filter(|newest| marked.get_value() < Some(*newest)) else { return };
            marked.set_value(Some(up_to));
            spawn_local(async move {
                // Whoever opens it again tries again.
                let _ = api().mark_case_read(self.id, &CaseReadMark { up_to }).await;
            });
        });
    }
}

fn is_seen() -> bool {
    document().is_some_and(|document| !document.hidden())
}

fn body() -> Option<web_sys::Element> {
    document()?.get_element_by_id(BODY)
}

/// Brings the newest message into view.
fn show_end() {
    if let Some(end) = document().and_then(|document| document.get_element_by_id(END)) {
        end.scroll_into_view_with_bool(false);
    }
}

#[cfg(test)]
mod tests {
    use zaguan_types::MessageId;
    use zaguan_types::cases::AuthorKind;

    use super::*;

    fn messages(numbers: std::ops::RangeInclusive<u8>) -> Vec<CaseMessage> {
        let message = |number: u8| CaseMessage {
            id: MessageId(uuid::Uuid::from_u128(u128::from(number))),
            author_kind: if number.is_multiple_of(2) { AuthorKind::Client } else { AuthorKind::Staff },
            author_name: "Ana".into(),
            body: number.to_string(),
            created_at: Instant(i64::from(number)),
        };
        numbers.map(message).collect()
    }

    #[test]
    fn what_is_new_comes_to_what_is_known() {
        assert_eq!(joined(&[], messages(3..=5)), (messages(3..=5), false));
        assert_eq!(joined(&messages(1..=5), messages(4..=7)), (messages(1..=7), true));
        // One's own message, which the answer of the server does not hold yet.
        assert_eq!(joined(&messages(1..=6), messages(2..=5)), (messages(1..=6), true));
        // A gap: what lies behind it is asked for anew.
        assert_eq!(joined(&messages(1..=3), messages(5..=7)), (messages(5..=7), false));
    }

    #[test]
    fn what_is_shown_is_read_whoever_wrote_it() {
        let staff_last = messages(2..=5);
        assert_eq!(staff_last.last().map(|message| message.author_kind), Some(AuthorKind::Staff));
        assert_eq!(newest_shown(Instant(1), &staff_last), Instant(5));
        assert_eq!(newest_shown(Instant(1), &messages(2..=6)), Instant(6));
        assert_eq!(newest_shown(Instant(1), &[]), Instant(1), "the opening is shown as well");
    }
}
