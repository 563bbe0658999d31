//! What happened to a record, newest first, under the day on which it happened.

use leptos::prelude::*;
use zaguan_types::Instant;

use crate::banner::Tone;
use crate::icon::Icon;
use crate::time::{When, day_heading, day_of};

/// One thing that happened.
#[derive(Clone)]
pub struct TimelineEntry {
    /// What tells it from others.
    pub key: String,
    /// When.
    pub at: Instant,
    /// Its glyph.
    pub icon: &'static str,
    /// The colour of the glyph; it never says anything alone.
    pub tone: Option<Tone>,
    /// The sentence: who did what.
    pub sentence: ViewFn,
    /// What was written, if it is worth reading here.
    pub body: Option<ViewFn>,
    /// What one can do about it.
    pub action: Option<ViewFn>,
}

impl TimelineEntry {
    /// An entry of a glyph and a sentence.
    pub fn new<V: IntoView + 'static>(
        key: impl Into<String>,
        at: Instant,
        icon: &'static str,
        sentence: impl Fn() -> V + Send + Sync + 'static,
    ) -> Self {
        Self { key: key.into(), at, icon, tone: None, sentence: ViewFn::from(sentence), body: None, action: None }
    }

    /// With a colour.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone: Some(tone), ..self }
    }

    /// With what was written.
    #[must_use]
    pub fn body(self, body: impl Into<ViewFn>) -> Self {
        Self { body: Some(body.into()), ..self }
    }

    /// With something to do about it.
    #[must_use]
    pub fn action(self, action: impl Into<ViewFn>) -> Self {
        Self { action: Some(action.into()), ..self }
    }
}

/// The entries, in the order they come, each day under its heading.
#[component]
pub fn Timeline(
    /// The entries.
    #[prop(into)]
    entries: Signal<Vec<TimelineEntry>>,
    /// The level of the headings of days: 2 to 4.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    let days = move || {
        entries.with(|entries| {
            let days: Vec<i64> = entries.iter().map(|entry| day_of(entry.at)).collect();
            let part = |(from, to): (usize, usize)| (days[from], entries[from..to].to_vec());
            runs(&days).into_iter().map(part).collect::<Vec<_>>()
        })
    };
    let one_day = move |entries: Vec<TimelineEntry>| {
        let first = entries[0].at;
        let heading = move || day_heading(first);
        let heading = match level {
            2 => view! { <h2 class="timeline-day">{heading}</h2> }.into_any(),
            4 => view! { <h4 class="timeline-day">{heading}</h4> }.into_any(),
            _ => view! { <h3 class="timeline-day">{heading}</h3> }.into_any(),
        };
        view! {
            {heading}
            <ol class="timeline">{entries.into_iter().map(|entry| view! { <Entry entry /> }).collect_view()}</ol>
        }
    };
    view! { <div class="timeline-days">{move || days().into_iter().map(|(_, entries)| one_day(entries)).collect_view()}</div> }
}

/// One entry.
#[component]
fn Entry(entry: TimelineEntry) -> impl IntoView {
    let TimelineEntry { key: _, at, icon, tone, sentence, body, action } = entry;
    view! {
        <li>
            <span class="timeline-mark" data-tone=tone.map(Tone::attribute)>
                <Icon name=icon />
            </span>
            <div>
                <div class="timeline-line">
                    <p>{sentence.run()} " " <When at clock_only=true /></p>
                    {action.map(|action| view! { <span class="timeline-act">{action.run()}</span> })}
                </div>
                {body.map(|body| view! { <blockquote>{body.run()}</blockquote> })}
            </div>
        </li>
    }
}

/// Where runs of the same value begin and end.
fn runs(days: &[i64]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, day) in days.iter().enumerate() {
        match runs.last_mut() {
            Some((from, to)) if days[*from] == *day => *to = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn each_day_has_one_heading() {
        assert_eq!(runs(&[9, 9, 8, 5, 5, 5]), [(0, 2), (2, 3), (3, 6)]);
        assert_eq!(runs(&[]), []);
    }
}
