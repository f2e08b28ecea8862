//! What a party answers to whether it takes part: one answer for each decision, the newest counts.

use super::rules;
use chrono::NaiveDate;
use samverk_development::{INITIATIVE_TARGET, Initiative};
use samverk_fields::{FieldKey, Line, Name, One, Prose, Whole, choices};
use samverk_foundation::Ore;
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules, Search, Writers,
};
use samverk_parties::model::Party;
use samverk_parties::{COLLABORATION, MEMBER};

choices!(
    /// What a party answers.
    Taking {
        Interested = "interested",
        Observing = "observing",
        TakesPart = "takes_part",
        JoinsLater = "joins_later",
        Declined = "declined",
        Leaves = "leaves",
    }
);

impl Taking {
    /// Whether the party is in it from a day.
    pub fn begins(self) -> bool {
        matches!(self, Self::TakesPart | Self::JoinsLater)
    }
}

/// A party's answer to whether it takes part in an initiative, or in the collaboration itself.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("participation")]
pub struct Participation {
    /// Whose answer it is.
    #[kept(example = "habo-kommun")]
    pub party: One<Party>,
    /// What it takes part in; the collaboration itself when nothing is said.
    pub initiative: Option<One<Initiative>>,
    /// What it answers.
    #[kept(example = "takes_part")]
    pub answer: Taking,
    /// When it was given. The newest counts.
    #[kept(example = "2026-11-20")]
    pub given: NaiveDate,
    /// The first day on which the party takes part.
    #[kept(column = "from_date", example = "2027-01-01")]
    pub from: Option<NaiveDate>,
    /// The last day on which it does.
    #[kept(column = "to_date")]
    pub to: Option<NaiveDate>,
    /// The body that decided it.
    #[kept(example = "Kommunstyrelsen")]
    pub body: Line,
    /// When it was decided.
    #[kept(example = "2026-11-18")]
    pub decided: Option<NaiveDate>,
    /// The paragraph of the minutes.
    #[kept(example = "§ 12")]
    pub paragraph: Line,
    /// The party's own registry number.
    #[kept(example = "KS 2026:114")]
    pub registry_number: Line,
    /// Who answers questions about it: a role.
    #[kept(example = "Digitaliseringschefen", personal)]
    pub contact: Name,
    /// What the party gives, in kronor.
    #[kept(example = "50000")]
    pub cost: Option<Ore>,
    /// What the party gives, in hours of its own people.
    #[kept(example = "120")]
    pub hours: Option<Whole<0, 10_000_000>>,
    /// Who said so, when somebody else than the party recorded it.
    #[kept(personal)]
    pub said_by: Name,
    /// What else there is to say.
    pub note: Prose<3>,
}

pub type HeldParticipation = Held<Participation>;

const SEARCHED: &[FieldKey] = &[Participation::BODY, Participation::REGISTRY_NUMBER];

/// The parties' own people answer by [`crate::participation::answer_participation`].
pub static PARTICIPATION: Kind<Participation> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("participation.save", &[Administrator, Coordinator]),
    name: |one| {
        let known = |name: &samverk_fields::Known| name.name.clone();
        let party = &one.party.to;
        party
            .known
            .as_ref()
            .map_or_else(|| party.key.to_string(), known)
    },
    targets: &[&MEMBER, &INITIATIVE_TARGET],
    rules: Rules {
        gather: |tx, at| Box::pin(rules::gather(tx, at)),
        check: |one, _, known| rules::check(one, known),
        codes: rules::CODES,
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Participation::PARTY,
            Participation::INITIATIVE,
            Participation::ANSWER,
            Participation::GIVEN,
            Participation::FROM,
            Participation::TO,
            Participation::BODY,
            Participation::REGISTRY_NUMBER,
        ],
        parted: None,
        gathered: None,
        filters: &[Participation::ANSWER],
        sorted: &[],
    },
    pages: Pages::elsewhere("deltagandesvar"),
    api: Api {
        plural: "participations",
        about: [
            "Parternas svar om de deltar i ett initiativ eller i samverkan: ett för varje beslut, det nyaste gäller.",
            "The parties' answers to whether they take part in an initiative or the collaboration: one for each decision, the newest counts.",
        ],
        one: ["ett svar om deltagande", "an answer about participation"],
        example: "krokoms-kommun-gemensam-namnd",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("participations.csv"),
    search: Some(Search {
        title: Participation::BODY,
        words: &[
            Participation::REGISTRY_NUMBER,
            Participation::CONTACT,
            Participation::NOTE,
        ],
        rows: None,
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};
