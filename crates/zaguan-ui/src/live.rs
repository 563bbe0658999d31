//! Live events: one stream per browser, whichever tab holds it.
//!
//! HTTP/1.1 allows a browser six connections to a server, so tabs must not open a stream each. The tab that gets the
//! Web Lock opens the stream and hands every event to the others by a BroadcastChannel; when it goes, the lock passes
//! to another tab, which opens the next stream. What an event says is only that something changed: apps ask again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, EventSource, MessageEvent};
use zaguan_types::events::{Event, EventKind};

use crate::dom::after;

/// A stream of events for one session.
#[derive(Clone, Copy)]
pub struct Live {
    last: RwSignal<Option<Event>>,
    connected: RwSignal<bool>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

struct Inner {
    url: String,
    channel: Option<BroadcastChannel>,
    source: RefCell<Option<EventSource>>,
    release: RefCell<Option<Function>>,
    tries: Cell<u32>,
    closed: Cell<bool>,
    had_stream: Cell<bool>,
    tell: Box<dyn Fn(Option<Event>, bool)>,
}

impl Live {
    /// Listens to the stream at `url`, here or through another tab. `name` parts sessions: tabs share a stream only
    /// if they are signed in as the same person (`staff:{user id}`).
    pub fn connect(url: impl Into<String>, name: &str) -> Self {
        let last = RwSignal::new(None);
        let connected = RwSignal::new(false);
        let tell = move |event: Option<Event>, up: bool| {
            if connected.try_get_untracked().is_some_and(|before| before != up) {
                connected.set(up);
            }
            if let Some(event) = event {
                last.try_set(Some(event));
            }
        };
        let inner = Rc::new(Inner {
            url: url.into(),
            channel: BroadcastChannel::new(&format!("zaguan-live:{name}")).ok(),
            source: RefCell::new(None),
            release: RefCell::new(None),
            tries: Cell::new(0),
            closed: Cell::new(false),
            had_stream: Cell::new(false),
            tell: Box::new(tell),
        });
        listen_to_channel(&inner);
        lead(&inner, &format!("zaguan-live:{name}"));
        Self { last, connected, inner: StoredValue::new_local(inner) }
    }

    /// Calls `act` for every event from now on, until the owner of the caller goes.
    pub fn each(self, act: impl Fn(&Event) + 'static) {
        Effect::new(move |before: Option<()>| {
            // The stream ends with the session, maybe before this listener's screen goes.
            let event = self.last.try_get().flatten();
            // The event that was there before the listener came is not news to it.
            if let (Some(()), Some(event)) = (before, event) {
                act(&event);
            }
        });
    }

    /// The last event, followed.
    pub fn last(self) -> Option<Event> {
        self.last.try_get().flatten()
    }

    /// Whether events arrive now, for «En vivo».
    pub fn connected(self) -> Signal<bool> {
        self.connected.into()
    }

    /// Ends it, as on signing out.
    pub fn close(self) {
        self.inner.try_with_value(|inner| {
            inner.closed.set(true);
            if let Some(source) = inner.source.borrow_mut().take() {
                source.close();
            }
            if let Some(release) = inner.release.borrow_mut().take() {
                let _ = release.call0(&JsValue::NULL);
            }
            if let Some(channel) = &inner.channel {
                channel.close();
            }
        });
    }
}

fn read(text: &str) -> Option<Event> {
    serde_json::from_str(text).ok()
}

/// Events of the tab that holds the stream.
fn listen_to_channel(inner: &Rc<Inner>) {
    let Some(channel) = &inner.channel else { return };
    let heard = Rc::downgrade(inner);
    let act = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let (Some(inner), Some(text)) = (heard.upgrade(), message.data().as_string()) else { return };
        if text == "hello" {
            // A tab that came later asks whether events arrive.
            if inner.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::OPEN) {
                spread(&inner, "up");
            }
            return;
        }
        // There is a stream that this tab knows of: should the tab take it over, it may have missed events.
        inner.had_stream.set(true);
        hear(&inner, &text);
    });
    channel.set_onmessage(Some(act.as_ref().unchecked_ref()));
    // Lives as long as the page: there is one per session.
    act.forget();
    let _ = channel.post_message(&"hello".into());
}

/// Waits for the lock and then opens the stream; without Web Locks (plain http in old browsers) opens it at once.
fn lead(inner: &Rc<Inner>, name: &str) {
    let locks = web_sys::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok())
        .filter(JsValue::is_object);
    let request =
        locks.as_ref().and_then(|locks| Reflect::get(locks, &"request".into()).ok()?.dyn_into::<Function>().ok());
    let (Some(locks), Some(request)) = (locks, request) else {
        open(inner);
        return;
    };
    let leader = Rc::clone(inner);
    let hold = Closure::<dyn Fn() -> Promise>::new(move || {
        if leader.closed.get() {
            return Promise::resolve(&JsValue::UNDEFINED);
        }
        open(&leader);
        // The lock is ours until this promise resolves: on close, or when the tab goes.
        Promise::new(&mut |resolve, _| *leader.release.borrow_mut() = Some(resolve))
    });
    let _ = request.call2(&locks, &name.into(), hold.as_ref());
    hold.forget();
}

fn open(inner: &Rc<Inner>) {
    let Ok(source) = EventSource::new(&inner.url) else { return };
    let on = |name: &str, act: Box<dyn Fn(MessageEvent)>| {
        let act = Closure::<dyn Fn(MessageEvent)>::new(act);
        let _ = source.add_event_listener_with_callback(name, act.as_ref().unchecked_ref());
        // As long as the source, which holds them; a handful per reconnection.
        act.forget();
    };
    // The server may name its events; a nameless one is a "message".
    for name in EventKind::ALL.iter().map(|kind| kind.as_str()).chain(["message"]) {
        let heard = Rc::downgrade(inner);
        on(
            name,
            Box::new(move |message| {
                if let (Some(inner), Some(text)) = (heard.upgrade(), message.data().as_string()) {
                    spread(&inner, &text);
                }
            }),
        );
    }
    let opened = Rc::downgrade(inner);
    on(
        "open",
        Box::new(move |_| {
            if let Some(inner) = opened.upgrade() {
                inner.tries.set(0);
                spread(&inner, "up");
                // A new stream does not know what the last one missed: everybody reads anew.
                if inner.had_stream.replace(true) {
                    spread(&inner, r#"{"seq":0,"kind":"resync","subject_id":null}"#);
                }
            }
        }),
    );
    let failed = Rc::downgrade(inner);
    on(
        "error",
        Box::new(move |_| {
            if let Some(inner) = failed.upgrade() {
                spread(&inner, "down");
                reopen_if_closed(&inner);
            }
        }),
    );
    *inner.source.borrow_mut() = Some(source);
}

/// Tells this tab.
fn hear(inner: &Inner, text: &str) {
    match text {
        "up" => (inner.tell)(None, true),
        "down" => (inner.tell)(None, false),
        json => (inner.tell)(read(json), true),
    }
}

/// Tells this tab and the others.
fn spread(inner: &Inner, text: &str) {
    hear(inner, text);
    if let Some(channel) = &inner.channel {
        let _ = channel.post_message(&text.into());
    }
}

/// The browser reconnects by itself after a broken line, but gives up when the server answers with an error: then we
/// try again, later and later, up to half a minute.
fn reopen_if_closed(inner: &Rc<Inner>) {
    let gave_up = inner.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED);
    if !gave_up || inner.closed.get() {
        return;
    }
    *inner.source.borrow_mut() = None;
    let tries = inner.tries.get();
    inner.tries.set(tries.saturating_add(1));
    let again = Rc::downgrade(inner);
    after(Duration::from_secs((1 << tries.min(5)).min(30)), move || {
        if let Some(inner) = again.upgrade().filter(|inner| !inner.closed.get()) {
            open(&inner);
        }
    });
}
