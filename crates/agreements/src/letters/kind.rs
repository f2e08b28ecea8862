//! Letters of intent and agreements: what is to be decided on. The texts that were sent are kept beside, in versions.

use super::{beside::beside_letters, decided, rules};
use chrono::NaiveDate;
use samverk_development::{INITIATIVE_TARGET, Initiative};
use samverk_fields::{FieldKey, Many, One, Prose, Referable, Title, Whole, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Ore, Problem};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Move, Order, OwnPage, Pages, Readers, Removal,
    Rules, Search, States, StepCalled, Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::model::Party;
use samverk_parties::{COLLABORATION, MEMBER};
use samverk_web::MenuGroup;

choices!(
    /// How binding it is.
    LetterSort {
        /// What the parties mean to do.
        Intent = "intent",
        /// What they have agreed.
        Agreement = "agreement",
    }
);

choices!(
    /// Where a letter is in its life.
    LetterState {
        Draft = "draft",
        Sent = "sent",
        InForce = "in_force",
        NoticeGiven = "notice_given",
        Ended = "ended",
    }
);

/// A letter of intent or an agreement that parties decide on and sign.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("letter")]
pub struct Letter {
    /// What it is called.
    #[kept(example = "Avsiktsförklaring om gemensam nämnd")]
    pub title: Title,
    /// Whether it is a letter of intent or an agreement.
    #[kept(example = "intent")]
    pub sort: LetterSort,
    /// The initiative that it is about.
    pub initiative: Option<One<Initiative>>,
    /// Who decides on it; all members of the day it is sent when nobody is named.
    pub parties: Many<Party>,
    /// The text, with places that are filled in when it is sent: `{parter}`, `{antal_parter}`, `{samverkan}`, `{initiativ}`, `{kostnad}`, `{datum}`, `{svara_senast}`.
    #[kept(example = "{parter} avser att samverka i {samverkan}.")]
    pub text: Prose<16>,
    /// What it is about costs, in kronor.
    #[kept(example = "1200000")]
    pub cost: Option<Ore>,
    /// The last day for a decision.
    #[kept(example = "2026-12-31")]
    pub answer_by: Option<NaiveDate>,
    /// How many must have signed for it to be in force; all when nothing is said.
    #[kept(example = "2")]
    pub needed: Option<Whole<1, 1_000>>,
    /// The last day on which it is in force; none while no notice is given and no end is agreed.
    pub ends: Option<NaiveDate>,
    /// Where it is in its life.
    #[kept(example = "draft")]
    pub status: LetterState,
}

pub type HeldLetter = Held<Letter>;

impl Referable for Letter {
    const KIND: &'static str = "letter";
}

pub static LETTER_TARGET: Target = Target {
    kind: <Letter as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&LETTER, tx, at, keys),
    by_id: |tx, ids| by_id(&LETTER, tx, ids),
    offered: |tx, at| offered(&LETTER, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("letter_unknown").with("key", key),
    href: None,
    hides: true,
};

impl Letter {
    /// Whether nothing more is decided on it or signed.
    pub fn has_ended(&self, today: NaiveDate) -> bool {
        self.status == LetterState::Ended || self.ends.is_some_and(|ends| ends < today)
    }

    /// Whether parties decide on it and sign it.
    pub fn is_out(&self, today: NaiveDate) -> bool {
        let is_out = matches!(
            self.status,
            LetterState::Sent | LetterState::InForce | LetterState::NoticeGiven
        );
        is_out && !self.has_ended(today)
    }
}

const WRITERS: &[samverk_foundation::Role] = &[Administrator, Coordinator];

const fn step(from: &'static str, to: &'static str, needs_reason: bool) -> Move {
    Move {
        from,
        to,
        by: WRITERS,
        needs_reason,
    }
}

static STATES: States = States {
    field: Letter::STATUS,
    first: "draft",
    moves: &[
        step("draft", "sent", false),
        step("sent", "in_force", false),
        step("sent", "ended", true),
        step("in_force", "notice_given", true),
        step("notice_given", "ended", false),
    ],
    private: &[],
    fixed: &["ended"],
    called: StepCalled::Change,
};

const SEARCHED: &[FieldKey] = &[Letter::TITLE];

pub static LETTER: Kind<Letter> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("letter.save", WRITERS),
    name: |letter| letter.title.to_string(),
    targets: &[&MEMBER, &INITIATIVE_TARGET],
    rules: Rules {
        check: |letter, before, _| rules::check(letter, before),
        codes: rules::CODES,
        deciding: |tx, _, _, step| Box::pin(decided::deciding(tx, step)),
        deciding_codes: decided::CODES,
        decided: |tx, actor, at, one| Box::pin(decided::decided(tx, actor, at, one)),
        removal: Removal {
            refuses: |tx, one| Box::pin(decided::refuse_sent(tx, one)),
            codes: &["letter_is_sent"],
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Letter::TITLE,
            Letter::SORT,
            Letter::INITIATIVE,
            Letter::ANSWER_BY,
            Letter::STATUS,
        ],
        parted: None,
        gathered: None,
        filters: &[Letter::STATUS, Letter::SORT],
        sorted: &[Letter::TITLE, Letter::ANSWER_BY],
    },
    pages: Pages::in_menu("avsiktsforklaringar", MenuGroup::Development, 80)
        .own(&[OwnPage::One])
        .beside(beside_letters)
        .foretelling(decided::foretell),
    api: Api {
        plural: "letters",
        about: [
            "Avsiktsförklaringar och avtal som parterna beslutar om och undertecknar.",
            "Letters of intent and agreements that the parties decide on and sign.",
        ],
        one: [
            "en avsiktsförklaring eller ett avtal",
            "a letter of intent or an agreement",
        ],
        example: "avsiktsforklaring-2015",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("letters.csv"),
    search: Some(Search {
        title: Letter::TITLE,
        words: &[Letter::TEXT],
        rows: None,
    }),
    keeping: Keeping::PLAIN.with_states(&STATES).searched_by(SEARCHED),
};
