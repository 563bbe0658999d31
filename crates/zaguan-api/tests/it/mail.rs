//! Mail through a real SMTP conversation: taken, refused, put off, and a server that is away.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use serde_json::json;
use zaguan_domain::testkit;
use zaguan_types::portal_access::{Access, InvitationState};
use zaguan_types::{ContactId, Role};

use crate::world::World;

/// How the sink treats mails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Takes,
    RefusesRecipients,
    AsksToWait,
    CutsAfterData,
}

/// An SMTP server that keeps what it takes. One conversation at a time is enough.
struct Sink {
    url: String,
    mails: Receiver<String>,
    mood: Sender<Mood>,
}

impl Sink {
    fn new(first: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let ((mails, taken), (mood, moods)) = (channel(), channel());
        std::thread::spawn(move || {
            let mut mood = first;
            for stream in listener.incoming().flatten() {
                while let Ok(next) = moods.try_recv() {
                    mood = next;
                }
                // A broken conversation is the client's problem.
                let _ = converse(stream, mood, &mails);
            }
        });
        Self { url, mails: taken, mood }
    }

    fn taken(&self) -> Vec<String> {
        self.mails.try_iter().collect()
    }
}

fn converse(stream: TcpStream, mood: Mood, mails: &Sender<String>) -> std::io::Result<()> {
    let mut writer = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let mut say = |text: &str| writer.write_all(format!("{text}\r\n").as_bytes());
    say("220 sink")?;
    while let Some(line) = lines.next() {
        let line = line?;
        match line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => say("250 sink")?,
            "RCPT" if mood == Mood::RefusesRecipients => say("550 5.1.1 no such mailbox")?,
            "RCPT" if mood == Mood::AsksToWait => say("451 4.7.1 try again later")?,
            "DATA" => {
                say("354 go on")?;
                let mut mail = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail.push_str(&line);
                    mail.push('\n');
                }
                let _ = mails.send(mail);
                if mood == Mood::CutsAfterData {
                    return Ok(());
                }
                say("250 taken")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok")?,
        }
    }
    Ok(())
}

async fn invite(w: &World) -> ContactId {
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let new = json!({"last_name": "Gil", "email": "gil@example.net", "portal_user": true});
    staff.call("POST", "/api/v1/contacts", Some(&new)).await.json()["id"].as_str().unwrap().parse().unwrap()
}

async fn access(w: &World, contact: ContactId) -> Access {
    w.staff(Role::Agent).await.accesses_of(contact).await.unwrap().items.remove(0)
}

fn message_id(mail: &str) -> &str {
    mail.lines().find(|line| line.starts_with("Message-ID: ")).unwrap()
}

#[actix_web::test]
async fn an_invitation_arrives_in_two_parts_under_the_firms_name() {
    let sink = Sink::new(Mood::Takes);
    let w = World::mailing(&sink.url).await;
    let contact = invite(&w).await;
    assert_eq!(access(&w, contact).await.invitation.state, InvitationState::Queued);
    w.work_off().await;
    let mails = sink.taken();
    assert_eq!(mails.len(), 1);
    for part in ["text/plain", "text/html", "From: \"Inmobiliaria Costa Clara\"", "To: gil@example.net"] {
        assert!(mails[0].contains(part), "{part} in {}", mails[0]);
    }
    let invitation = access(&w, contact).await.invitation;
    assert_eq!((invitation.state, invitation.sent_at.is_some()), (InvitationState::Sent, true));
}

#[actix_web::test]
async fn a_refused_invitation_says_why() {
    let sink = Sink::new(Mood::RefusesRecipients);
    let w = World::mailing(&sink.url).await;
    let contact = invite(&w).await;
    w.work_off().await;
    let invitation = access(&w, contact).await.invitation;
    assert_eq!(invitation.state, InvitationState::Failed);
    assert!(invitation.failure.as_deref().is_some_and(|why| why.contains("no such mailbox")), "{invitation:?}");
    w.clock.advance(3600);
    w.work_off().await;
    assert!(sink.taken().is_empty(), "it is not tried again");
}

#[actix_web::test]
async fn a_mail_that_is_put_off_goes_out_later_and_once() {
    let sink = Sink::new(Mood::AsksToWait);
    let w = World::mailing(&sink.url).await;
    let contact = invite(&w).await;
    w.work_off().await;
    assert_eq!(access(&w, contact).await.invitation.state, InvitationState::Queued);
    sink.mood.send(Mood::Takes).unwrap();
    w.work_off().await;
    assert!(sink.taken().is_empty(), "not before its time");
    w.clock.advance(30);
    w.work_off().await;
    w.clock.advance(3600);
    w.work_off().await;
    assert_eq!(sink.taken().len(), 1);
    assert_eq!(access(&w, contact).await.invitation.state, InvitationState::Sent);
}

#[actix_web::test]
async fn a_server_that_is_away_loses_no_mail_and_holds_nobody_up() {
    // Nothing listens on this port any more.
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let w = World::mailing(&format!("smtp://{gone}")).await;
    let contact = invite(&w).await;
    for _ in 0..5 {
        w.work_off().await;
        w.clock.advance(3600);
    }
    assert_eq!(access(&w, contact).await.invitation.state, InvitationState::Queued);
}

#[actix_web::test]
async fn a_fault_of_ours_until_the_last_try_fails_the_invitation_and_says_so() {
    let sink = Sink::new(Mood::Takes);
    let w = World::mailing(&sink.url).await;
    let contact = invite(&w).await;
    testkit::damage_mails(&w.app).await.unwrap();
    for tries in 0..16 {
        let state = access(&w, contact).await.invitation.state;
        assert_eq!(state, InvitationState::Queued, "after {tries} tries");
        w.work_off().await;
        w.clock.advance((10_i64 << tries).min(12 * 3600) + 1);
    }
    let invitation = access(&w, contact).await.invitation;
    assert_eq!(invitation.state, InvitationState::Failed);
    let why = invitation.failure.unwrap();
    assert!(why.contains("internal error") && !why.contains("seal"), "{why}");
    // Staff can invite again, and nothing is left of the first one.
    let staff = w.staff(Role::Agent).await;
    let id = access(&w, contact).await.id;
    staff.invite_again(id).await.unwrap();
    w.work_off().await;
    assert_eq!((sink.taken().len(), access(&w, contact).await.invitation.state), (1, InvitationState::Sent));
    let digest = w.digest().await;
    assert!(digest.contains("\njobs 0 "), "{digest}");
}

#[actix_web::test]
async fn a_cut_after_the_data_repeats_the_mail_under_the_same_id() {
    let sink = Sink::new(Mood::CutsAfterData);
    let w = World::mailing(&sink.url).await;
    invite(&w).await;
    w.work_off().await;
    sink.mood.send(Mood::Takes).unwrap();
    w.clock.advance(60);
    w.work_off().await;
    let mails = sink.taken();
    assert_eq!(mails.len(), 2);
    assert_eq!(message_id(&mails[0]), message_id(&mails[1]));
}
