//! Mail as jobs: a letter is enqueued in the transaction that it tells of, and sent afterwards.

use crate::model::Account;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use samverk_database::{Tx, enqueue_job};
use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kind of job that is a letter.
pub const MAIL_JOB: &str = "mail";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same with headings and links.
    #[serde(default)]
    pub html: Option<String>,
    /// Where whoever gets it ends such letters, for their mail program.
    #[serde(default)]
    pub ending: Option<String>,
    /// What mail programs know it by: the same however often it is sent.
    #[serde(default)]
    pub id: Option<String>,
    /// What their calendars are asked to do.
    #[serde(default)]
    pub calendar: Option<MailCalendar>,
}

/// An event for the calendar of whoever gets the letter (RFC 6047).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailCalendar {
    /// `REQUEST` or `CANCEL`, the same as in the text.
    pub method: String,
    pub text: String,
}

/// RFC 2369 and RFC 8058: a mail program's own button for ending letters.
#[derive(Clone)]
struct ListUnsubscribe(String);

#[derive(Clone)]
struct ListUnsubscribePost(String);

macro_rules! plain_header {
    ($header:ident, $name:literal) => {
        impl Header for $header {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}

plain_header!(ListUnsubscribe, "List-Unsubscribe");
plain_header!(ListUnsubscribePost, "List-Unsubscribe-Post");

impl Mail {
    pub fn new(to: &Account, subject: String, text: String) -> Self {
        Self {
            to: to.email.as_str().to_owned(),
            subject,
            text,
            ..Self::default()
        }
    }

    pub async fn enqueue(&self, tx: &Tx) -> Result<(), Problem> {
        enqueue_job(tx, MAIL_JOB, self).await
    }
}

/// The way out for letters, as the configuration gives it.
pub struct Mailer(Option<Configured>);

struct Configured {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// `url` is `smtps://user:password@host:465` or `smtp://host:587?tls=required`; `from` is
    /// `Samverk <samverk@exempel.se>`. Fails with `mail_settings_invalid`. Without `url` the mailer
    /// exists but sends nothing.
    pub fn from_settings(url: Option<&str>, from: Option<&str>) -> Result<Self, Problem> {
        let Some(url) = url else {
            return Ok(Self(None));
        };
        let from = from
            .unwrap_or_default()
            .parse()
            .map_err(|error| invalid("from", error))?;
        // The error is not told further: it may quote the address with its password.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| invalid("url", "it cannot be read"))?
            .build();
        Ok(Self(Some(Configured { transport, from })))
    }

    pub fn is_configured(&self) -> bool {
        self.0.is_some()
    }

    /// Answers whether the mail server can be reached. Fails with `mail_not_configured`,
    /// `mail_failed`.
    pub async fn check(&self) -> Result<(), Problem> {
        let reached = self
            .configured()?
            .transport
            .test_connection()
            .await
            .map_err(failed)?;
        if reached {
            Ok(())
        } else {
            Err(failed("the server does not answer"))
        }
    }

    /// Sends what a job of the kind `mail` carries. Fails with `mail_not_configured`, `mail_failed`;
    /// the job's loop then tries again later.
    pub async fn send(&self, payload: &Value) -> Result<(), Problem> {
        let mail = Mail::deserialize(payload).map_err(Problem::internal)?;
        self.send_letter(mail).await
    }

    /// Fails as `send` does.
    pub async fn send_letter(&self, mail: Mail) -> Result<(), Problem> {
        let configured = self.configured()?;
        let message = message(configured.from.clone(), mail)?;
        configured.transport.send(message).await.map_err(failed)?;
        Ok(())
    }

    /// Name and address of whoever the letters are from.
    pub fn sender(&self) -> Option<(String, String)> {
        let from = &self.0.as_ref()?.from;
        let name = from.name.clone().unwrap_or_default();
        Some((name, from.email.to_string()))
    }

    fn configured(&self) -> Result<&Configured, Problem> {
        self.0
            .as_ref()
            .ok_or_else(|| Problem::conflict("mail_not_configured"))
    }
}

fn message(from: Mailbox, mail: Mail) -> Result<Message, Problem> {
    let mut letter = Message::builder()
        .from(from)
        .to(mail.to.parse().map_err(failed)?)
        .subject(mail.subject)
        .message_id(mail.id);
    if let Some(ending) = mail.ending {
        letter = letter
            .header(ListUnsubscribe(format!("<{ending}>")))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
    }
    let letter = match (mail.html, mail.calendar) {
        (html, Some(calendar)) => letter.multipart(with_calendar(mail.text, html, calendar)?),
        (Some(html), None) => letter.multipart(MultiPart::alternative_plain_html(mail.text, html)),
        (None, None) => letter.header(ContentType::TEXT_PLAIN).body(mail.text),
    };
    letter.map_err(failed)
}

/// The event stands among the alternatives, where programs look for it, and beside them as a file for the others.
fn with_calendar(
    text: String,
    html: Option<String>,
    calendar: MailCalendar,
) -> Result<MultiPart, Problem> {
    let kind = format!("text/calendar; method={}; charset=utf-8", calendar.method);
    let kind: ContentType = kind.parse().map_err(failed)?;
    let file = Attachment::new("invite.ics".to_owned()).body(calendar.text.clone(), kind.clone());
    let event = SinglePart::builder().header(kind).body(calendar.text);
    let told = match html {
        Some(html) => MultiPart::alternative_plain_html(text, html),
        None => MultiPart::alternative().singlepart(SinglePart::plain(text)),
    };
    let alternatives = told.singlepart(event);
    Ok(MultiPart::mixed().multipart(alternatives).singlepart(file))
}

fn invalid(setting: &'static str, reason: impl std::fmt::Display) -> Problem {
    let mut problem = Problem::invalid("mail_settings_invalid").with("setting", setting);
    problem.cause = Some(reason.to_string());
    problem
}

fn failed(error: impl std::fmt::Display) -> Problem {
    let mut problem = Problem::conflict("mail_failed");
    problem.cause = Some(error.to_string());
    problem
}
