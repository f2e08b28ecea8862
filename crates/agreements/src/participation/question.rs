//! The question whether parties take part: in what, until when, and how what it costs is shared.

use chrono::NaiveDate;
use samverk_development::{INITIATIVE_TARGET, Initiative};
use samverk_economy::{offer_budget_parts, offer_distributions};
use samverk_fields::{FieldKey, One, Prose, Record, Title, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Held, Keeping, Kept, Kind, List, Move, Order, OwnPage, Pages, Readers, Rules,
    Search, States, Step, StepCalled, Writers,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;

choices!(
    /// Whether the parties are asked.
    QuestionState { Draft = "draft", Open = "open", Closed = "closed" }
);

/// The question whether the parties take part in an initiative, or in the collaboration itself.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("participation_question")]
pub struct ParticipationQuestion {
    /// What it is called.
    #[kept(example = "Deltagande i gemensam plattform för e-tjänster")]
    pub title: Title,
    /// What the parties are to answer.
    #[kept(example = "Deltar ni från början, senare eller inte alls?")]
    pub about: Prose<4>,
    /// What they would take part in; the collaboration itself when nothing is said.
    pub initiative: Option<One<Initiative>>,
    /// The last day for an answer.
    #[kept(example = "2026-12-15")]
    pub answer_by: Option<NaiveDate>,
    /// The cost that those who take part share, in kronor; the initiative's when nothing is said.
    #[kept(example = "1200000")]
    pub cost: Option<Ore>,
    /// The distribution by whose model the cost is shared.
    pub distribution: Option<Key>,
    /// The part of the budget that the cost belongs to, when the model's rules name parts.
    pub budget_part: Option<Key>,
    /// Whether the parties are asked.
    #[kept(example = "draft")]
    pub status: QuestionState,
}

pub type HeldQuestion = Held<ParticipationQuestion>;

const WRITERS: &[samverk_foundation::Role] = &[Administrator, Coordinator];

const fn step(from: &'static str, to: &'static str) -> Move {
    Move {
        from,
        to,
        by: WRITERS,
        needs_reason: false,
    }
}

static STATES: States = States {
    field: ParticipationQuestion::STATUS,
    first: "draft",
    moves: &[
        step("draft", "open"),
        step("open", "closed"),
        step("closed", "open"),
    ],
    private: &[],
    fixed: &["closed"],
    called: StepCalled::Change,
};

const SEARCHED: &[FieldKey] = &[ParticipationQuestion::TITLE];

pub static PARTICIPATION_QUESTION: Kind<ParticipationQuestion> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("participation_question.save", WRITERS),
    name: |one| one.title.to_string(),
    targets: &[&INITIATIVE_TARGET],
    rules: Rules {
        check: |one, _, _| check(one),
        codes: &["cost_negative"],
        offers: &[
            offer_distributions(ParticipationQuestion::DISTRIBUTION),
            offer_budget_parts(ParticipationQuestion::BUDGET_PART),
        ],
        deciding: |tx, _, _, step| Box::pin(async move { asked_in_time(step, tx.today()) }),
        deciding_codes: &["participation_answer_day_passed"],
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            ParticipationQuestion::TITLE,
            ParticipationQuestion::INITIATIVE,
            ParticipationQuestion::ANSWER_BY,
            ParticipationQuestion::STATUS,
        ],
        parted: None,
        gathered: None,
        filters: &[ParticipationQuestion::STATUS],
        sorted: &[
            ParticipationQuestion::TITLE,
            ParticipationQuestion::ANSWER_BY,
        ],
    },
    pages: Pages::in_menu("deltagande", MenuGroup::Development, 70).own(&[OwnPage::One]),
    api: Api {
        plural: "participation-questions",
        about: [
            "Frågor till parterna om de deltar i ett initiativ eller i samverkan.",
            "Questions to the parties whether they take part in an initiative or in the collaboration.",
        ],
        one: ["en fråga om deltagande", "a question about participation"],
        example: "deltagande-i-namnden",
        is_made_up: false,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("participation_questions.csv"),
    search: Some(Search {
        title: ParticipationQuestion::TITLE,
        words: &[ParticipationQuestion::ABOUT],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .called("question")
        .with_states(&STATES)
        .searched_by(SEARCHED),
};

/// Nobody is asked for what they can no longer answer in time. Fails with `participation_answer_day_passed`.
fn asked_in_time(step: Step<'_>, today: NaiveDate) -> Result<Record, Problems> {
    let question = ParticipationQuestion::read(&step.one.record);
    let question = question.ok_or_else(|| Problem::internal("a record of another form"))?;
    let passed = question.answer_by.filter(|day| *day < today);
    match passed.filter(|_| step.to == "open") {
        Some(day) => {
            let passed = Problem::conflict("participation_answer_day_passed").with("date", day);
            Err(passed
                .at_field(ParticipationQuestion::ANSWER_BY.as_str())
                .into())
        }
        None => Ok(step.record),
    }
}

fn check(one: &ParticipationQuestion) -> Problems {
    let mut problems = Problems::default();
    if one.cost.is_some_and(|cost| cost.is_negative()) {
        let negative = Problem::invalid("cost_negative");
        problems.push(negative.at_field(ParticipationQuestion::COST.as_str()));
    }
    problems
}
