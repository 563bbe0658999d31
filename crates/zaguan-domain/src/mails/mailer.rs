//! How mail leaves: through an SMTP server, or into a folder while none is set.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{Address, AsyncTransport as _, Message, Tokio1Executor};

use super::Kept;
use super::message::Sealed;

/// Seconds that one conversation with the mail server may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It never will: the server refused it, or it cannot be written as a mail.
    #[error("{0}")]
    Refused(String),
    /// It may later: the server is away, slow, or asks to wait.
    #[error("{0}")]
    Later(String),
}

/// How mail leaves.
pub struct Mailer {
    way: Way,
    from: Address,
}

enum Way {
    Folder(PathBuf),
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// One mail on its way.
pub(crate) struct Outgoing<'a> {
    pub(crate) recipient: &'a str,
    pub(crate) message_id: &'a str,
    /// The day and the name under which a folder keeps it.
    pub(crate) day: String,
    pub(crate) name: String,
    pub(crate) content: &'a Sealed,
}

impl Mailer {
    /// Mail goes into a folder, one `.eml` file each, in a folder per day.
    pub const fn into_folder(folder: PathBuf, from: Address) -> Self {
        Self { way: Way::Folder(folder), from }
    }

    /// Mail goes to a server: `smtp://`, `smtps://` or `smtp+starttls://`, with user and password if it wants them.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the address, without repeating it: it may hold a password.
    pub fn through(url: &str, from: Address) -> Result<Self, String> {
        let normal = match url.split_once("://") {
            Some(("smtp+starttls", rest)) => {
                format!("smtp://{rest}{}tls=required", if rest.contains('?') { "&" } else { "?" })
            }
            Some(("smtp" | "smtps", _)) => url.to_owned(),
            _ => return Err("it must begin with smtp://, smtps:// or smtp+starttls://".into()),
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&normal)
            .map_err(|_| "it is not the address of a mail server".to_owned())?;
        Ok(Self { way: Way::Smtp(Box::new(builder.timeout(Some(PATIENCE)).build())), from })
    }

    /// The domain of the sender: message ids end with it.
    pub(crate) fn domain(&self) -> &str {
        self.from.domain()
    }

    /// Sends one mail.
    pub(crate) async fn send(&self, mail: Outgoing<'_>) -> Result<(), MailError> {
        let message = self.message(&mail)?;
        match &self.way {
            Way::Folder(folder) => write(folder.join(&mail.day), &mail.name, message.formatted()).await,
            Way::Smtp(server) => match tokio::time::timeout(PATIENCE * 2, server.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) if error.is_permanent() => Err(MailError::Refused(error.to_string())),
                Ok(Err(error)) => Err(MailError::Later(error.to_string())),
                Err(_) => Err(MailError::Later("the mail server did not answer in time".into())),
            },
        }
    }

    /// Removes mails from the folder, if that is where they went. What a mail server has got is out of our hands.
    ///
    /// # Errors
    /// The first one that stays.
    pub(crate) async fn forget(&self, mails: &[Kept]) -> Result<(), MailError> {
        let Way::Folder(folder) = &self.way else { return Ok(()) };
        for Kept { day, name } in mails {
            let file = folder.join(day).join(format!("{name}.eml"));
            match tokio::fs::remove_file(&file).await {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(MailError::Later(format!("a mail to an erased person stays: {error}"))),
            }
        }
        Ok(())
    }

    fn message(&self, mail: &Outgoing<'_>) -> Result<Message, MailError> {
        let refused = |error: &dyn std::fmt::Display| MailError::Refused(error.to_string());
        let to: Address = mail.recipient.parse().map_err(|error| refused(&error))?;
        let mut builder = Message::builder()
            .from(Mailbox::new(Some(mail.content.from_name.clone()), self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(mail.content.subject.clone())
            .message_id(Some(mail.message_id.to_owned()));
        if let Some(reply_to) = mail.content.reply_to.as_deref().and_then(|text| text.parse::<Address>().ok()) {
            builder = builder.reply_to(Mailbox::new(None, reply_to));
        }
        let parts = MultiPart::alternative_plain_html(mail.content.text.clone(), mail.content.html.clone());
        builder.multipart(parts).map_err(|error| refused(&error))
    }
}

/// Writes beside the final name and moves: whoever watches the folder never sees half a mail.
async fn write(folder: PathBuf, name: &str, bytes: Vec<u8>) -> Result<(), MailError> {
    let later = |error: std::io::Error| MailError::Later(format!("the mail folder: {error}"));
    tokio::fs::create_dir_all(&folder).await.map_err(later)?;
    let draft = folder.join(format!("{name}.part"));
    tokio::fs::write(&draft, bytes).await.map_err(later)?;
    tokio::fs::rename(&draft, folder.join(format!("{name}.eml"))).await.map_err(later)
}
