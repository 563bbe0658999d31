//! The card that answers: can this person come in, since when, until when, and what went wrong.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::ClientError;
use zaguan_i18n::{Text, common, contacts as words};
use zaguan_types::contacts::{Contact, ContactPatch};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::portal_access::{Access, AccessLevel, AccessScope, AccessStatus, InvitationState};
use zaguan_types::{Patch, Permission};
use zaguan_ui::dom::tell;
use zaguan_ui::prelude::*;
use zaguan_ui::time::{day, day_and_clock};

use crate::api::{api, on_news};
use crate::definitions::definitions;
use crate::session::session;

const fn level(level: AccessLevel) -> Text {
    match level {
        AccessLevel::ReadOnly => words::LEVEL_READ_ONLY,
        AccessLevel::Standard => words::LEVEL_STANDARD,
        AccessLevel::Full => words::LEVEL_FULL,
        AccessLevel::Custom => words::LEVEL_CUSTOM,
    }
}

const fn scope(scope: AccessScope) -> Text {
    match scope {
        AccessScope::Own => words::SCOPE_OWN,
        AccessScope::Chosen => words::SCOPE_CHOSEN,
        AccessScope::Organisation => words::SCOPE_ORGANISATION,
        AccessScope::OrganisationTree => words::SCOPE_TREE,
    }
}

const fn invitation(state: InvitationState) -> Text {
    match state {
        InvitationState::Queued => words::INVITATION_QUEUED,
        InvitationState::Sent => words::INVITATION_SENT,
        InvitationState::Failed => words::INVITATION_FAILED,
        InvitationState::Accepted => words::INVITATION_ACCEPTED,
        InvitationState::Expired => words::INVITATION_EXPIRED,
        InvitationState::Withdrawn => words::INVITATION_WITHDRAWN,
    }
}

/// Where an access stands, in a word and a tone.
fn standing(access: &Access) -> (Text, Option<Tone>) {
    match (access.status, access.invitation.state) {
        (AccessStatus::Active, _) => (words::ACCESS_ACTIVE, Some(Tone::Good)),
        (AccessStatus::Invited, InvitationState::Expired) => (words::ACCESS_EXPIRED, Some(Tone::Bad)),
        (AccessStatus::Invited, InvitationState::Failed) => (words::INVITATION_FAILED, Some(Tone::Bad)),
        (AccessStatus::Invited, _) => (words::ACCESS_INVITED, Some(Tone::Accent)),
        (AccessStatus::Expired, _) => (words::ACCESS_ENDED, Some(Tone::Warn)),
        (AccessStatus::Suspended, _) => (words::ACCESS_SUSPENDED, Some(Tone::Warn)),
        (AccessStatus::Withdrawn, _) => (words::ACCESS_WITHDRAWN, None),
    }
}

/// The support window in words.
fn window(contact: &Contact) -> String {
    let spoken = language();
    match (contact.support_start_date, contact.support_end_date) {
        (Some(start), Some(end)) => words::SUPPORT_FROM_TO.fill(spoken, &[("from", &day(start)), ("to", &day(end))]),
        (Some(start), None) => words::SUPPORT_FROM.fill(spoken, &[("from", &day(start))]),
        (None, Some(end)) => words::SUPPORT_TO.fill(spoken, &[("to", &day(end))]),
        (None, None) => words::SUPPORT_ALWAYS.get(spoken).to_owned(),
    }
}

/// The card of a contact.
#[component]
pub fn AccessCard(
    /// The contact.
    contact: Signal<Contact>,
    /// Told when the contact was changed here.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let id = Memo::new(move |_| contact.with(|contact| (contact.id, contact.version)));
    let reading = Reading::new(move || {
        let (id, _) = id.get();
        async move { Ok::<_, ClientError>(api().accesses_of(id).await?.items.into_iter().next()) }
    });
    on_news(|event| event.kind == EventKind::AccessUpdated, move || reading.again());
    view! {
        <section class="card access" aria-labelledby="access-title">
            <Loaded from=reading let:access>
                {move || {
                    let access = access.get();
                    let is_open = access.as_ref().is_some_and(|access| !matches!(access.status, AccessStatus::Withdrawn | AccessStatus::Expired | AccessStatus::Suspended));
                    let (word, tone) = access.as_ref().map_or((words::ACCESS_NONE, None), standing);
                    view! {
                        <div class="lit">
                            <span class="doorway" data-shut=(!is_open).then_some("") aria-hidden="true"></span>
                            <div>
                                <h2 id="access-title">{t(words::ACCESS)}</h2>
                                {match tone {
                                    Some(tone) => view! { <Badge label=t(word) tone /> }.into_any(),
                                    None => view! { <Badge label=t(word) /> }.into_any(),
                                }}
                            </div>
                        </div>
                        {match access {
                            Some(access) => view! { <Standing access contact reading on_change /> }.into_any(),
                            None => view! { <NoAccess /> }.into_any(),
                        }}
                    }
                }}
            </Loaded>
        </section>
    }
}

/// How to let a person in who has no access.
#[component]
fn NoAccess() -> impl IntoView {
    let is_active = move || definitions().field(Module::Contacts, "portal_user").is_some();
    view! { <p>{move || if is_active() { words::ACCESS_NONE_TEXT } else { words::ACCESS_OFF_TEXT }.get(language())}</p> }
}

/// The facts about an access, and what can be done.
#[component]
fn Standing(
    access: Access,
    contact: Signal<Contact>,
    reading: Reading<Option<Access>>,
    on_change: Callback<()>,
) -> impl IntoView {
    let session = session();
    let state = access.invitation.state;
    let until = access.invitation.expires_at;
    let is_waiting = matches!(state, InvitationState::Queued | InvitationState::Sent);
    let sent = move || {
        let word = invitation(state).get(language());
        if is_waiting {
            words::INVITATION_UNTIL.fill(language(), &[("state", word), ("until", &day_and_clock(until))])
        } else {
            word.to_owned()
        }
    };
    let last = access.last_sign_in_at;
    let withdrawn = access.status == AccessStatus::Withdrawn;
    let can_invite = matches!(access.status, AccessStatus::Invited);
    let reason = access.invitation.failure.clone();
    let acts = move || {
        (session.can(Permission::ContactsWrite) && !withdrawn).then(
            || view! { <Acts id=access.id username=access.username.clone() can_invite contact reading on_change /> },
        )
    };
    view! {
        <Props>
            <Prop label=t(words::ACCESS_LEVEL)>{t(level(access.level))}</Prop>
            <Prop label=t(words::ACCESS_SCOPE)>{t(scope(access.scope))}</Prop>
            <Prop label=t(words::ACCESS_LAST_SIGN_IN)>
                {match last {
                    Some(at) => view! { <When at exact=true /> }.into_any(),
                    None => view! { <span class="faint">{t(words::ACCESS_NEVER)}</span> }.into_any(),
                }}
            </Prop>
            <Prop label=t(words::INVITATION)>{sent}</Prop>
            <Prop label=t(words::ACCESS_SUPPORT)>{move || contact.with(window)}</Prop>
        </Props>
        {reason.map(|reason| view! { <p>{reason}</p> })}
        {withdrawn.then(|| view! { <p>{t(words::ACCESS_WITHDRAWN_TEXT)}</p> })}
        {acts}
    }
}

/// «Enviar otra invitación» and «Retirar acceso».
#[component]
fn Acts(
    id: zaguan_types::AccessId,
    username: String,
    can_invite: bool,
    contact: Signal<Contact>,
    reading: Reading<Option<Access>>,
    on_change: Callback<()>,
) -> impl IntoView {
    let session = session();
    let busy = RwSignal::new(false);
    let asks = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let failed = move |found: Failure| {
        session.heed(&found);
        failure.try_set(Some(found));
    };
    let invite = move |()| {
        let email = username.clone();
        busy.set(true);
        spawn_local(async move {
            let answer = api().invite_again(id).await;
            busy.try_set(false);
            match answer {
                Ok(access) => {
                    failure.try_set(None);
                    toast(t_fill(words::INVITED_AGAIN, &[("email", &email)]));
                    reading.update(|now| *now = Some(access));
                }
                Err(error) => failed(error.into()),
            }
        });
    };
    let withdraw = move |()| {
        asks.set(false);
        busy.set(true);
        let (id, version) = contact.with_untracked(|contact| (contact.id, contact.version));
        spawn_local(async move {
            let patch = ContactPatch { portal_user: Patch::Set(false), ..ContactPatch::default() };
            let answer = api().change_contact(id, &patch, Some(&format!("\"{version}\""))).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toast(t(words::WITHDRAWN));
                    tell(on_change, ());
                    reading.again();
                }
                Err(error) => failed(error.into()),
            }
        });
    };
    let title = move || words::WITHDRAW_TITLE.fill(language(), &[("name", &contact.with(Contact::full_name))]);
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| asks.set(false) />
            <Button label=t(words::WITHDRAW) kind=Kind::Danger submit=true />
        }
    };
    view! {
        {move || failure.get().map(|failure| view! { <ProblemView failure /> })}
        <div class="acts">
            {can_invite.then(|| view! { <Button label=t(words::INVITE_AGAIN) icon="mail" size=Size::Small busy on_press=invite /> })}
            <Button label=t(words::WITHDRAW) kind=Kind::DangerPlain size=Size::Small busy on_press=move |()| asks.set(true) />
        </div>
        <Dialog open=asks title=title foot on_submit=withdraw>
            <p>{t(words::WITHDRAW_TEXT)}</p>
        </Dialog>
    }
}
