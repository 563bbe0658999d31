//! What a screen knows about a request that did not work, and how it says so.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use serde_json::Value;
use zaguan_client::ClientError;
use zaguan_i18n::{Text, common, problems};
use zaguan_types::{Code, FieldError, Problem};

use crate::button::{Button, Kind, Size};
use crate::icon::Icon;
use crate::lang::{language, t};

/// Why a request brought nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server cannot be reached.
    Network,
    /// The server answered something that this app does not understand, as an older app after an update.
    Unreadable,
    /// The server said what is wrong.
    Problem(Box<Problem>),
}

impl Failure {
    /// The kind of problem, if the server named one.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Network | Self::Unreadable => None,
        }
    }

    /// The values that the server refused.
    pub fn errors(&self) -> &[FieldError] {
        match self {
            Self::Problem(problem) => &problem.errors,
            Self::Network | Self::Unreadable => &[],
        }
    }

    /// After a lost race (412): the present state of the record.
    pub fn current(&self) -> Option<&Value> {
        match self {
            Self::Problem(problem) => problem.current.as_ref(),
            Self::Network | Self::Unreadable => None,
        }
    }

    /// What finds this request in the server's log.
    pub fn trace_id(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(problem.trace_id.as_str()).filter(|id| !id.is_empty()),
            Self::Network | Self::Unreadable => None,
        }
    }

    /// Whether the server failed, so that its reference helps whoever looks into it.
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Problem(problem) if problem.status >= 500)
    }

    /// What happened and what to do, as an entry of the catalogue.
    pub fn text(&self) -> Text {
        match self {
            Self::Problem(problem) => problems::text_of(problem.code),
            Self::Network => problems::NETWORK,
            Self::Unreadable => problems::UNREADABLE,
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Problem(problem) => Self::Problem(problem),
            ClientError::Unreachable(_) => Self::Network,
            ClientError::Unreadable(_) => Self::Unreadable,
        }
    }
}

type Hook = Rc<dyn Fn()>;
thread_local!(static SIGNED_OUT: RefCell<Option<Hook>> = const { RefCell::new(None) });

/// Says what the app does when any read or write finds the session ended: show the sign-in, keep what was typed.
pub fn when_signed_out(act: impl Fn() + 'static) {
    SIGNED_OUT.with(|hook| *hook.borrow_mut() = Some(Rc::new(act)));
}

/// Looks whether a failure means that the session ended, and if so does what the app said.
pub(crate) fn notice(failure: &Failure) {
    if failure.code() == Some(Code::Unauthenticated) {
        let hook = SIGNED_OUT.with(|hook| hook.borrow().clone());
        if let Some(act) = hook {
            act();
        }
    }
}

/// The error state of a part of a screen: what happened, a way to try again, the reference for support.
#[component]
pub fn ProblemView(
    /// What happened.
    failure: Failure,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let text = failure.text();
    let trace = failure.trace_id().map(str::to_owned);
    view! {
        <div class="banner" data-tone="bad" role="alert">
            <Icon name="circle-alert" />
            <div class="banner-words">
                <p>
                    <b>{t(problems::TITLE)}</b>
                </p>
                <p>{t(text)}</p>
                {trace.map(|id| view! { <p class="faint num">{move || common::REFERENCE.fill(language(), &[("id", &id)])}</p> })}
            </div>
            {on_retry.map(|retry| view! { <Button label=t(common::RETRY) kind=Kind::Plain size=Size::Small icon="refresh-cw" on_press=retry /> })}
        </div>
    }
}
