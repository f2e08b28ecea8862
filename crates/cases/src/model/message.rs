//! An e-mail message as somebody saves it from their mail program.

use chrono::{DateTime, NaiveDate};
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use samverk_foundation::{Problem, swedish_day};
use sha2::{Digest, Sha256};

/// What it becomes documents of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// By which the message is known: a sum of its Message-ID, or of all of it when it has none.
    pub sum: String,
    /// Cleaned; empty when nothing is said.
    pub subject: String,
    /// The address that sent it, in small letters; empty when nothing is said.
    pub sender: String,
    /// The day on which it was sent, by Swedish clocks.
    pub sent_on: Option<NaiveDate>,
    pub attachments: Vec<Attachment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// As the sender called it; empty when nothing is said.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// No letter has more; what has is a flood.
const ATTACHMENTS_MAX: usize = 100;
const SUBJECT_MAX: usize = 200;

/// Reads a message. Its own text stays in it. Fails with `message_unreadable` or `message_attachments_too_many`.
pub fn read_letter(bytes: &[u8]) -> Result<Letter, Problem> {
    let unreadable = || Problem::invalid("message_unreadable").at_field("file");
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(unreadable)?;
    // Anything may be read as a message without a head.
    if message.from().is_none() && message.message_id().is_none() {
        return Err(unreadable());
    }
    if message.attachment_count() > ATTACHMENTS_MAX {
        let many = Problem::invalid("message_attachments_too_many").with("max", ATTACHMENTS_MAX);
        return Err(many.at_field("file"));
    }
    let attachments = message.attachments().map(|part| match &part.body {
        PartType::Message(inner) => attached_letter(bytes, part, inner),
        _ => Attachment {
            name: part.attachment_name().unwrap_or_default().to_owned(),
            bytes: part.contents().to_vec(),
        },
    });
    let id = message
        .message_id()
        .map(str::trim)
        .filter(|id| !id.is_empty());
    let sent = message.date().map(mail_parser::DateTime::to_timestamp);
    let sent = sent.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    Ok(Letter {
        sum: sum(id.map_or(bytes, str::as_bytes)),
        subject: cleaned(message.subject().unwrap_or_default()),
        sender: sender(&message),
        sent_on: sent.map(swedish_day),
        attachments: attachments.collect(),
    })
}

/// A message within the message, called what it is about. One that was not encoded is read where it lies in the outer one.
fn attached_letter(outer: &[u8], part: &MessagePart, inner: &Message) -> Attachment {
    let subject = cleaned(inner.subject().unwrap_or_default());
    let offset = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let own = offset(part.raw_body_offset())..offset(part.raw_end_offset());
    let bytes = match part.encoding {
        Encoding::None => outer.get(own).unwrap_or_default(),
        Encoding::QuotedPrintable | Encoding::Base64 => &inner.raw_message,
    };
    Attachment {
        name: match subject.is_empty() {
            true => "bifogat.eml".to_owned(),
            false => format!("{subject}.eml"),
        },
        bytes: bytes.to_vec(),
    }
}

fn sender(message: &mail_parser::Message<'_>) -> String {
    let first = message.from().and_then(|from| from.first());
    let address = first.and_then(|one| one.address());
    cleaned(address.unwrap_or_default()).to_lowercase()
}

fn sum(bytes: &[u8]) -> String {
    let sum = Sha256::digest(bytes);
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// In one line, without signs that nobody sees.
pub fn cleaned(text: &str) -> String {
    let visible = text.chars().map(|sign| match sign.is_control() {
        true => ' ',
        false => sign,
    });
    let visible: String = visible.collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ").chars().take(SUBJECT_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LETTER: &str = "From: =?utf-8?q?P=C3=A5hittad?= <avsandare@exempel.se>\r\n\
        To: registrator@exempel.se\r\nSubject: =?utf-8?q?Remiss_om_m=C3=A5lbild?=\r\n\
        Message-ID: <1@exempel.se>\r\nDate: Sun, 22 Nov 2026 23:30:00 +0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=zebra\r\n\r\n--zebra\r\nContent-Type: text/plain\r\n\r\nHej!\r\n\
        --zebra\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"../../missiv.pdf\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n\
        --zebra\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"tom.txt\"\r\n\r\n\r\n--zebra--\r\n";

    #[test]
    fn a_letter_is_read_with_its_attachments() {
        let letter = read_letter(LETTER.as_bytes()).unwrap();
        assert_eq!(letter.subject, "Remiss om målbild");
        assert_eq!(letter.sender, "avsandare@exempel.se");
        // Half past midnight in Sweden.
        assert_eq!(letter.sent_on, "2026-11-23".parse().ok());
        let names: Vec<&str> = letter
            .attachments
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["../../missiv.pdf", "tom.txt"]);
        assert_eq!(letter.attachments[0].bytes, b"%PDF-1.7\n");
        assert!(letter.attachments[1].bytes.is_empty());
        let again = LETTER.replace("Hej!", "Hej igen!");
        let again = read_letter(again.as_bytes()).unwrap();
        assert_eq!(again.sum, letter.sum, "the same Message-ID");
        let other = LETTER.replace("<1@", "<2@");
        assert_ne!(read_letter(other.as_bytes()).unwrap().sum, letter.sum);
    }

    #[test]
    fn a_letter_within_a_letter_is_itself() {
        let inner = "From: den.andra@exempel.se\r\nMessage-ID: <9@exempel.se>\r\nSubject: Svar\r\n\r\nDet inre brevet.";
        let with = |part: &str| {
            let head = LETTER.split("--zebra\r\n").next().unwrap();
            let whole = format!(
                "{head}--zebra\r\nContent-Type: text/plain\r\n\r\nHej!\r\n--zebra\r\n{part}\r\n--zebra--\r\n"
            );
            read_letter(whole.as_bytes()).unwrap().attachments
        };
        let plain = with(&format!("Content-Type: message/rfc822\r\n\r\n{inner}"));
        let encoded = {
            let head = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n";
            // Of the inner message.
            let base64 = "RnJvbTogZGVuLmFuZHJhQGV4ZW1wZWwuc2UNCk1lc3NhZ2UtSUQ6IDw5QGV4ZW1wZWwuc2U+DQpTdWJqZWN0OiBTdmFyDQoNCkRldCBpbnJlIGJyZXZldC4=";
            with(&format!("{head}{base64}"))
        };
        for attachments in [plain, encoded] {
            assert_eq!(attachments.len(), 1);
            assert_eq!(attachments[0].name, "Svar.eml");
            assert_eq!(String::from_utf8_lossy(&attachments[0].bytes), inner);
        }
    }

    #[test]
    fn what_is_no_letter_is_refused() {
        for bytes in [&b""[..], b"%PDF-1.7\n", b"Bara text\n", b"\x00\xff\xfe"] {
            assert_eq!(read_letter(bytes).unwrap_err().code, "message_unreadable");
        }
        assert_eq!(cleaned("a\u{0}b\r\n c"), "a b c");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = read_letter(&bytes);
            let behind = [LETTER.as_bytes(), &bytes].concat();
            prop_assert!(read_letter(&behind).is_ok());
        }
    }
}
