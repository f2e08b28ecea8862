//! How letters look in the REST API.

use crate::letters::desk::{LetterDesk, PartyRow};
use crate::letters::model::{LetterAnswer, PartyState, Signature, SignedBy};
use samverk_foundation::Key;
use samverk_rest::{Date, KeySchema, Representation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a letter stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "LetterStanding")]
#[serde(rename_all = "camelCase")]
pub struct StandingView {
    state: String,
    /// The number of the text that is out, from 1; 0 when none has been sent.
    text_number: i64,
    /// The text that is out.
    text: String,
    /// SHA-256 of the text, in small hexadecimal letters.
    checksum: String,
    /// How many of the parties have signed it.
    signed: usize,
    /// How many must have.
    needed: usize,
    parties: Vec<PartyView>,
}

/// Where a party stands to the text that is out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "LetterParty")]
#[serde(rename_all = "camelCase")]
struct PartyView {
    #[schemars(with = "KeySchema")]
    party: Key,
    /// `not_answered`, `other_text`, `declined`, `accepted`, `signed` or `left`.
    state: String,
    /// SHA-256 of the text that it decided on.
    checksum: Option<String>,
    body: Option<String>,
    date: Option<Date>,
    paragraph: Option<String>,
    registry_number: Option<String>,
    signed_on: Option<Date>,
    signer: Option<String>,
    last_day: Option<Date>,
}

/// Sends the text as it reads.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLetterText {
    /// The number that it gets: one more than the latest.
    pub(super) number: i64,
}

/// What a party has decided.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NewLetterAnswer {
    #[schemars(with = "KeySchema")]
    pub(super) party: Key,
    pub(super) answer: LetterAnswer,
    /// SHA-256 of the text decided on.
    pub(super) checksum: String,
    pub(super) body: String,
    pub(super) date: Date,
    #[serde(default)]
    pub(super) paragraph: String,
    #[serde(default)]
    pub(super) registry_number: String,
    /// Who said so; needed when somebody else than the party records it.
    #[serde(default)]
    pub(super) said_by: String,
}

/// That a party has signed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NewSignature {
    #[schemars(with = "KeySchema")]
    pub(super) party: Key,
    pub(super) how: SignedBy,
    pub(super) on: Date,
    /// A role.
    pub(super) signer: String,
    /// The name of the signed copy among the letter's files.
    #[serde(default)]
    pub(super) copy: String,
}

/// That a party leaves.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NewExit {
    #[schemars(with = "KeySchema")]
    pub(super) party: Key,
    pub(super) last_day: Date,
    pub(super) body: String,
    pub(super) date: Date,
    #[serde(default)]
    pub(super) paragraph: String,
}

/// That a party's latest answer was recorded by mistake.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnnulment {
    #[schemars(with = "KeySchema")]
    pub(super) party: Key,
    pub(super) reason: String,
}

fn key(text: &str) -> Key {
    Key::from_name(text)
}

fn date(year: i32, month: u32, day: u32) -> Date {
    Date(chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default())
}

const EXAMPLE_CHECKSUM: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

impl Representation for StandingView {
    fn example() -> Self {
        Self {
            state: "sent".to_owned(),
            text_number: 1,
            text: "Parterna avser att samverka.".to_owned(),
            checksum: EXAMPLE_CHECKSUM.to_owned(),
            signed: 0,
            needed: 2,
            parties: vec![PartyView {
                party: key("krokoms-kommun"),
                state: PartyState::NotAnswered.code().to_owned(),
                checksum: None,
                body: None,
                date: None,
                paragraph: None,
                registry_number: None,
                signed_on: None,
                signer: None,
                last_day: None,
            }],
        }
    }
}

impl Representation for NewLetterText {
    fn example() -> Self {
        Self { number: 2 }
    }
}

impl Representation for NewLetterAnswer {
    fn example() -> Self {
        Self {
            party: key("krokoms-kommun"),
            answer: LetterAnswer::Accepted,
            checksum: EXAMPLE_CHECKSUM.to_owned(),
            body: "Kommunstyrelsen".to_owned(),
            date: date(2026, 11, 18),
            paragraph: "§ 12".to_owned(),
            registry_number: "KS 2026:114".to_owned(),
            said_by: "Kommunchefen".to_owned(),
        }
    }
}

impl Representation for NewSignature {
    fn example() -> Self {
        Self {
            party: key("krokoms-kommun"),
            how: SignedBy::Copy,
            on: date(2026, 11, 20),
            signer: "Kommunchefen".to_owned(),
            copy: "undertecknad.pdf".to_owned(),
        }
    }
}

impl Representation for NewExit {
    fn example() -> Self {
        Self {
            party: key("krokoms-kommun"),
            last_day: date(2027, 12, 31),
            body: "Kommunfullmäktige".to_owned(),
            date: date(2026, 11, 18),
            paragraph: "§ 3".to_owned(),
        }
    }
}

impl Representation for NewAnnulment {
    fn example() -> Self {
        Self {
            party: key("krokoms-kommun"),
            reason: "Beslutet gällde en annan fråga.".to_owned(),
        }
    }
}

pub(super) fn view(desk: &LetterDesk) -> StandingView {
    let current = desk.current();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    StandingView {
        state: desk.letter.status.code().to_owned(),
        text_number: current.map_or(0, |text| text.number),
        text: text(current.map(|sent| &sent.text)),
        checksum: text(current.map(|sent| &sent.checksum)),
        signed: desk.signed(),
        needed: desk.needed(),
        parties: desk.rows().iter().map(party).collect(),
    }
}

fn party(row: &PartyRow<'_>) -> PartyView {
    let newest = row.newest;
    let signature: Option<&Signature> = newest.and_then(|one| one.signature.as_ref());
    let exit = newest.and_then(|one| one.exit.as_ref());
    PartyView {
        party: row.party.key.clone(),
        state: row.state.code().to_owned(),
        checksum: newest.map(|one| one.checksum.clone()),
        body: newest.map(|one| one.decision.body.clone()),
        date: newest.and_then(|one| one.decision.date).map(Date),
        paragraph: newest.map(|one| one.decision.paragraph.clone()),
        registry_number: newest.map(|one| one.registry_number.clone()),
        signed_on: signature.map(|one| Date(one.on)),
        signer: signature.map(|one| one.signer.clone()),
        last_day: exit.map(|one| Date(one.last_day)),
    }
}
