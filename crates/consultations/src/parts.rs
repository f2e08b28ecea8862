//! What is done for an answer in parts: each asks for some of its fields, and may take the step that follows. Pages and
//! API go by the same table.

use crate::answer::ConsultationAnswer;
use crate::choices::AnswerState;
use samverk_fields::FieldKey;

/// What the API calls it: the last part of its address, its operation, and its body.
pub(crate) struct PartApi {
    pub path: &'static str,
    pub id: &'static str,
    pub name: &'static str,
    /// In Swedish and in English.
    pub about: [&'static str; 2],
}

/// A form of an answer.
pub(crate) struct Part {
    /// The end of its address.
    pub rest: &'static str,
    pub api: PartApi,
    /// The beginning of its texts: `-heading`, `-lead`, and the words of its button.
    pub words: &'static str,
    pub fields: &'static [FieldKey],
    /// The state that it leads to, and from which ones.
    pub to: Option<AnswerState>,
    pub from: &'static [AnswerState],
}

use AnswerState::{Decided, Declined, Dispatched, Drafted, Offered, Opened};
type Answer = ConsultationAnswer;

const WRITTEN: &[AnswerState] = &[Offered, Opened, Drafted];

pub(crate) const PARTS: &[Part] = &[
    Part {
        rest: "/nummer",
        api: PartApi {
            path: "openings",
            id: "openConsultationAnswer",
            name: "ConsultationOpening",
            about: [
                "Öppnar partens svar med ett diarienummer från ett annat system.",
                "Opens the party's answer with a number from another system.",
            ],
        },
        words: "consultation-number",
        fields: &[Answer::NUMBER],
        to: Some(Opened),
        from: &[Offered],
    },
    Part {
        rest: "/ratta-nummer",
        api: PartApi {
            path: "numbers",
            id: "correctConsultationNumber",
            name: "ConsultationNumber",
            about: [
                "Rättar svarets diarienummer från ett annat system.",
                "Corrects the answer's number from another system.",
            ],
        },
        words: "consultation-renumber",
        fields: &[Answer::NUMBER],
        to: None,
        from: &[Opened, Drafted],
    },
    Part {
        rest: "/yttrande",
        api: PartApi {
            path: "texts",
            id: "writeConsultationAnswer",
            name: "ConsultationText",
            about: [
                "Skriver det som står runt punkterna.",
                "Writes what stands around the points.",
            ],
        },
        words: "consultation-statement",
        fields: &[
            Answer::SUMMARY,
            Answer::BACKGROUND,
            Answer::GENERAL,
            Answer::SIGNATORIES,
        ],
        to: None,
        from: WRITTEN,
    },
    Part {
        rest: "/intern-remiss",
        api: PartApi {
            path: "referrals",
            id: "referConsultationAnswer",
            name: "ConsultationReferrals",
            about: [
                "Anger vilka som ska svara hos parten, och till när.",
                "Says who is asked inside the party, and by when.",
            ],
        },
        words: "consultation-referral",
        fields: &[Answer::REFERRALS],
        to: None,
        from: WRITTEN,
    },
    Part {
        rest: "/anstand",
        api: PartApi {
            path: "extensions",
            id: "extendConsultationAnswer",
            name: "ConsultationExtension",
            about: [
                "Anger när mer tid begärdes, och till vilken dag den gavs.",
                "Says when more time was asked for, and until which day it was given.",
            ],
        },
        words: "consultation-extension",
        fields: &[Answer::EXTENSION_ASKED_ON, Answer::EXTENDED_UNTIL],
        to: None,
        from: &[Offered, Opened, Drafted, Decided],
    },
    Part {
        rest: "/klart",
        api: PartApi {
            path: "drafts",
            id: "draftConsultationAnswer",
            name: "ConsultationDraft",
            about: [
                "Yttrandet är klart för beslut.",
                "The statement is ready to be decided on.",
            ],
        },
        words: "consultation-draft",
        fields: &[Answer::DATED],
        to: Some(Drafted),
        from: &[Opened],
    },
    Part {
        rest: "/antaget",
        api: PartApi {
            path: "rulings",
            id: "ruleOnConsultationAnswer",
            name: "ConsultationRuling",
            about: [
                "Registrerar partens beslut om svaret.",
                "Registers the party's decision on the answer.",
            ],
        },
        words: "consultation-decision",
        fields: &[
            Answer::MATTER,
            Answer::BODY,
            Answer::DECIDED_ON,
            Answer::PARAGRAPH,
        ],
        to: Some(Decided),
        from: &[Opened, Drafted],
    },
    Part {
        rest: "/expedierat",
        api: PartApi {
            path: "dispatches",
            id: "dispatchConsultationAnswer",
            name: "ConsultationDispatch",
            about: [
                "Registrerar att svaret är skickat.",
                "Registers that the answer was sent.",
            ],
        },
        words: "consultation-dispatch",
        fields: &[Answer::DISPATCHED_ON],
        to: Some(Dispatched),
        from: &[Decided],
    },
    Part {
        rest: "/inkommet",
        api: PartApi {
            path: "receipts",
            id: "receiveConsultationAnswer",
            name: "ConsultationReceipt",
            about: [
                "Registrerar att ett svar från någon annan har kommit in.",
                "Registers that an answer from somebody else has come in.",
            ],
        },
        words: "consultation-receipt",
        fields: &[Answer::NUMBER, Answer::DATED, Answer::DISPATCHED_ON],
        to: Some(Dispatched),
        from: WRITTEN,
    },
    Part {
        rest: "/avstar",
        api: PartApi {
            path: "declinations",
            id: "declineConsultationAnswer",
            name: "ConsultationDeclination",
            about: [
                "Parten avstår från att svara.",
                "The party says that it does not answer.",
            ],
        },
        words: "consultation-decline",
        fields: &[
            Answer::DECLINED_BY,
            Answer::DECLINE_REASON,
            Answer::DISPATCHED_ON,
        ],
        to: Some(Declined),
        from: WRITTEN,
    },
    Part {
        rest: "/meddelat",
        api: PartApi {
            path: "notifications",
            id: "notifyConsultationDeclination",
            name: "ConsultationNotification",
            about: [
                "Anger när avsändaren fick veta att parten avstår.",
                "Says when the sender was told that the party does not answer.",
            ],
        },
        words: "consultation-told",
        fields: &[Answer::DISPATCHED_ON],
        to: None,
        from: &[Declined],
    },
];

/// Where one step back leads.
pub(crate) fn before(answer: &ConsultationAnswer) -> Option<AnswerState> {
    match answer.state {
        Dispatched if answer.party.is_none() => Some(Opened),
        Offered | Opened => None,
        Drafted => Some(Opened),
        Decided => Some(Drafted),
        Dispatched => Some(Decided),
        Declined => Some(Offered),
    }
}

impl Part {
    /// Whether it is done for the answer as it stands. What others answer is only taken in here.
    pub fn is_open(&self, answer: &ConsultationAnswer) -> bool {
        let is_for_whose = match (answer.party.is_some(), self.rest) {
            (_, "/yttrande" | "/avstar" | "/meddelat") => true,
            (is_party, rest) => is_party != (rest == "/inkommet"),
        };
        // What a registry in Samverk gave is corrected there, and what the sender was told stands.
        let is_said = match self.rest {
            "/ratta-nummer" => answer.registry.is_some(),
            "/meddelat" => answer.dispatched_on.is_some(),
            _ => false,
        };
        is_for_whose && !is_said && self.from.contains(&answer.state)
    }

    /// Whoever takes it decides on what the answer says.
    pub fn decides(&self) -> bool {
        matches!(self.to, Some(Drafted | Decided))
    }

    pub fn asks(&self, name: &str) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| {
            let rest = name.strip_prefix(field.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}
