//! Where a case stands and how urgent it is: always a glyph and a word, never a colour alone.

use leptos::prelude::*;
use zaguan_i18n::{Text, states};
use zaguan_types::cases::{CasePriority, CaseSource, CaseStatus};

use crate::icon::Icon;
use crate::lang::t;

/// The word of a status.
pub const fn status_text(status: CaseStatus) -> Text {
    match status {
        CaseStatus::Open => states::OPEN,
        CaseStatus::InProgress => states::IN_PROGRESS,
        CaseStatus::WaitingForResponse => states::WAITING_FOR_RESPONSE,
        CaseStatus::Closed => states::CLOSED,
    }
}

/// The word of a priority.
pub const fn priority_text(priority: CasePriority) -> Text {
    match priority {
        CasePriority::Low => states::PRIORITY_LOW,
        CasePriority::Normal => states::PRIORITY_NORMAL,
        CasePriority::High => states::PRIORITY_HIGH,
        CasePriority::Urgent => states::PRIORITY_URGENT,
    }
}

/// The word of a source.
pub const fn source_text(source: CaseSource) -> Text {
    match source {
        CaseSource::Staff => states::SOURCE_STAFF,
        CaseSource::Portal => states::SOURCE_PORTAL,
        CaseSource::Api => states::SOURCE_API,
        CaseSource::Email => states::SOURCE_EMAIL,
    }
}

/// The glyph of a status.
pub const fn status_glyph(status: CaseStatus) -> &'static str {
    match status {
        CaseStatus::Open => "st-open",
        CaseStatus::InProgress => "st-progress",
        CaseStatus::WaitingForResponse => "st-waiting",
        CaseStatus::Closed => "st-closed",
    }
}

/// A status with its glyph; four different shapes.
#[component]
pub fn StateBadge(
    /// The status.
    #[prop(into)]
    status: Signal<CaseStatus>,
    /// The firm's own word for it.
    #[prop(optional, into)]
    label: Option<TextProp>,
) -> impl IntoView {
    let words = move || match &label {
        Some(label) => label.get().to_string(),
        None => status_text(status.get()).get(crate::lang::language()).to_owned(),
    };
    view! {
        <span class="status" data-state=move || status.get().as_str()>
            <Icon name=move || status_glyph(status.get()) />
            <span>{words}</span>
        </span>
    }
}

/// A priority with its arrow.
#[component]
pub fn PriorityMark(
    /// The priority.
    priority: CasePriority,
) -> impl IntoView {
    let icon = match priority {
        CasePriority::Low => "chevron-down",
        CasePriority::Normal => "minus",
        CasePriority::High => "chevron-up",
        CasePriority::Urgent => "chevrons-up",
    };
    view! {
        <span class="priority" data-priority=priority.as_str()>
            <Icon name=icon />
            <span>{t(priority_text(priority))}</span>
        </span>
    }
}
