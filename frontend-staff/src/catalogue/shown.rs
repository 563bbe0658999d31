//! What one reads: states, conversations, tables, and the five states of a reading.

use leptos::prelude::*;
use zaguan_i18n::{cases, catalogue as words, common, contacts, fields, studio};
use zaguan_types::cases::{CasePriority, CaseStatus};
use zaguan_types::{Code, Instant, Problem};
use zaguan_ui::prelude::*;
use zaguan_ui::time::{day_heading, today};

use super::Spec;

/// Thursday, 19 November 2026, 10:42 in Madrid.
const THEN: Instant = Instant(1_795_081_320_000_000);

/// Glyph and word of states and priorities, badges of every tone, people, properties.
#[component]
pub fn States() -> impl IntoView {
    let steps = [("client", "arrow-right", cases::TURN_CLIENT), ("us", "arrow-left", cases::TURN_OURS)];
    view! {
        <Spec title=words::STATES hint=words::STATES_HINT>
            <div class="specimens">
                {CaseStatus::ALL.iter().map(|status| view! { <StateBadge status=Signal::stored(*status) /> }).collect_view()}
            </div>
            <div class="specimens">
                {CasePriority::ALL.iter().map(|priority| view! { <PriorityMark priority=*priority /> }).collect_view()}
            </div>
            <div class="specimens">
                <Badge label="VIP" />
                <Badge label=t(contacts::IN_PORTAL) tone=Tone::Accent icon="arch" />
                <Badge label=t(studio::PORTAL_HIDDEN) icon="arch-shut" />
                <Badge label=t(contacts::INVITATION_ACCEPTED) tone=Tone::Good icon="check" />
                <Badge label=t(contacts::ACCESS_INVITED) tone=Tone::Warn icon="clock" />
                <Badge label=t(contacts::INVITATION_FAILED) tone=Tone::Bad icon="circle-alert" />
                <Badge label=t(cases::NOTE) tone=Tone::Note icon="lock" />
            </div>
            <div class="specimens">
                {steps.map(|(whose, icon, text)| view! { <span class="next-step" data-for=whose><Icon name=icon />{t(text)}</span> }).collect_view()}
            </div>
            <div class="specimens">
                {["Carmen Rueda", "Joost van der Meer", "Ángel", "Teresa Quintana"].map(|name| view! { <Avatar name /> }).collect_view()}
            </div>
            <Props>
                <Prop label=t(fields::CONTACT)>"Carmen Rueda Molina"</Prop>
                <Prop label=t(common::CREATED)>
                    <When at=THEN exact=true />
                </Prop>
                <Prop label=t(common::UPDATED)>
                    <When at=THEN />
                </Prop>
                <Prop label=t(words::LONG_LABEL)>
                    <Day on=today() />
                </Prop>
            </Props>
        </Spec>
    }
}

/// A conversation with both boxes to write into.
#[component]
pub fn Talk() -> impl IntoView {
    let (reply, note) = (RwSignal::new(String::new()), RwSignal::new("Llamar antes de confirmar.".to_owned()));
    let busy = Signal::stored(false);
    let when = || view! { <When at=THEN clock_only=true /> };
    let heading = move || day_heading(THEN);
    let opened = move || cases::OPENED_FROM_PORTAL.fill(language(), &[("name", "Carmen Rueda")]);
    let reader = move || cases::READ_IN_PORTAL.fill(language(), &[("name", "Carmen Rueda")]);
    view! {
        <Spec title=cases::CONVERSATION hint=words::TALK_HINT>
            <div class="talk">
                <DayLine label=heading />
                <EventLine icon="arch">{opened}</EventLine>
                <Message author="Carmen Rueda" when=when body="Buenos días.\n\n¿Afecta a la firma del día 30?" />
                <Note author="Marcos Vidal" when=when body="No confirmar fecha hasta tener la nota." />
                <Message author="Lucía Ferrer" when=when body="Buenas tardes. Hemos pedido la suya al Registro y te la subimos en cuanto llegue." from_staff=true />
                <Composer
                    text=reply
                    label=t(cases::MESSAGE)
                    reader
                    placeholder=t(cases::WRITE_MESSAGE)
                    send=t(cases::SEND_MESSAGE)
                    on_send=move |_| reply.set(String::new())
                    busy
                />
                <Composer
                    text=note
                    label=t(cases::NOTE)
                    reader=t(words::TEAM_READS)
                    placeholder=t(words::WRITE_NOTE)
                    send=t(words::SAVE_NOTE)
                    on_send=move |_| note.set(String::new())
                    busy
                    note=Signal::stored(true)
                    aside=|| t(common::DRAFT_SAVED)
                />
            </div>
        </Spec>
    }
}

/// A table whose head sorts.
#[component]
pub fn Rows() -> impl IntoView {
    let sort = RwSignal::new(Sort::parse("name"));
    let resort = move |to: Sort| sort.set(to);
    let people = [
        ("Carmen Rueda", Tone::Good, contacts::INVITATION_ACCEPTED, 14_u32),
        ("Joost van der Meer", Tone::Accent, contacts::INVITATION_SENT, 0),
        ("Teresa Quintana", Tone::Warn, contacts::INVITATION_EXPIRED, 3),
    ];
    let rows = move || {
        let Sort { by, down } = sort.get();
        let mut people = people;
        if by == "count" {
            people.sort_by_key(|person| person.3);
        }
        if down {
            people.reverse();
        }
        people
            .into_iter()
            .map(|(name, tone, state, count)| {
                view! {
                    <tr aria-selected=(count == 14).then_some("true")>
                        <td>{name}</td>
                        <td>
                            <Badge label=t(state) tone />
                        </td>
                        <td class="end num">{count}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let head = move || {
        view! {
            <tr>
                <ColumnHead label=t(words::CLIENT) column="name" sort on_sort=resort />
                <ColumnHead label=t(contacts::INVITATION) />
                <ColumnHead label=t(words::SIGN_INS) column="count" sort on_sort=resort class="end" />
            </tr>
        }
        .into_any()
    };
    view! {
        <Spec title=words::TABLE>
            <Table label=t(words::TABLE) head=head>
                {rows}
            </Table>
        </Spec>
    }
}

type Names = Vec<&'static str>;

/// A reading in each of its states: under way, empty, with an older answer after a failure, failed, answered.
#[component]
pub fn Readings() -> impl IntoView {
    let failed = || Failure::from(Problem::new(Code::Unavailable, "", "41c7b0e2d9f84a16"));
    let waiting = Reading::new(std::future::pending::<Result<Names, Failure>>);
    let empty = Reading::new(|| async { Ok::<_, Failure>(Names::new()) });
    let lost = Reading::new(move || async move { Err::<Names, _>(failed()) });
    let full = Reading::new(|| async { Ok::<_, Failure>(vec!["Carmen Rueda", "Teresa Quintana"]) });
    // The first answer comes, the second does not.
    let asked = StoredValue::new(0_u32);
    let stale = Reading::new(move || {
        asked.update_value(|asked| *asked += 1);
        let first = asked.get_value() == 1;
        async move { if first { Ok(vec!["Carmen Rueda"]) } else { Err(failed()) } }
    });
    Effect::new(move |again: Option<bool>| {
        let here = stale.get().is_some();
        if here && again != Some(true) {
            stale.again();
        }
        here
    });
    let shown = [waiting, empty, stale, lost, full].map(|from| {
        view! {
            <div class="card">
                <Loaded
                    from
                    skeleton=|| view! { <SkeletonList rows=3 /> }
                    is_empty=|names| names.is_empty()
                    empty=|| view! { <Empty title=t(contacts::EMPTY_TITLE) text=t(contacts::EMPTY_TEXT)><LinkButton label=t(contacts::ADD) href="#" icon="plus" kind=Kind::Primary /></Empty> }
                    let:names
                >
                    <ul class="linklines pad">{move || names.get().into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                </Loaded>
            </div>
        }
    });
    view! {
        <Spec title=words::LOADING hint=words::LOADING_HINT>
            <div class="stack">
                {shown.collect_view()} <div class="card" data-pad="">
                    <SkeletonForm fields=2 />
                </div>
            </div>
        </Spec>
    }
}
