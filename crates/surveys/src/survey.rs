//! Surveys: what is asked, of whom and until when. The questions are kept beside, in versions.

use crate::actions::{note_decision, refuse_answered};
use chrono::NaiveDate;

use samverk_fields::{Condition, FieldKey, One, Prose, Referable, Title, Value, choices};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{
    Api, Exchange, Ground, Keeping, Kept, Kind, List, Move, Order, OwnPage, Pages, Readers,
    Removal, Rules, States, StepCalled, Target, Those, Writers, by_id, by_key, offered, unwritten,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;

choices!(
    /// Who answers a survey.
    Audience { Parties = "parties", People = "people" }
);

choices!(
    /// Whether a survey is answered.
    SurveyState { Draft = "draft", Open = "open", Closed = "closed" }
);

/// What is asked, of whom and until when.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("survey")]
pub struct Survey {
    /// What it is called.
    #[kept(example = "Nuläge och behov")]
    pub title: Title,
    /// What the answers are for.
    #[kept(example = "Underlag för vilka behov vi löser tillsammans.")]
    pub purpose: Prose<4>,
    /// Who answers: each party jointly, or each person.
    #[kept(example = "parties")]
    pub respondents: Audience,
    /// The first day on which it is answered.
    #[kept(example = "2026-09-01")]
    pub opens: Option<NaiveDate>,
    /// The last day on which it is answered.
    #[kept(example = "2026-10-15")]
    pub closes: Option<NaiveDate>,
    /// Whether somebody else of the party approves its answer.
    pub approval: bool,
    /// The survey that this one repeats: its answers stand beside.
    pub follows: Option<One<Survey>>,
    /// Whether it is answered.
    #[kept(example = "draft")]
    pub status: SurveyState,
}

impl Referable for Survey {
    const KIND: &'static str = "survey";
}

impl Survey {
    /// Whether answers are taken on a day. Both days are among those on which they are.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        let has_opened = self.opens.is_none_or(|opens| opens <= day);
        let has_closed = self.closes.is_some_and(|closes| closes < day);
        self.status == SurveyState::Open && has_opened && !has_closed
    }
}

static SURVEY_TARGET: Target = Target {
    kind: <Survey as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&SURVEY, tx, at, keys),
    by_id: |tx, ids| by_id(&SURVEY, tx, ids),
    offered: |tx, at| offered(&SURVEY, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("survey_unknown").with("key", key),
    href: None,
    hides: false,
};

const SEARCHED: &[FieldKey] = &[Survey::TITLE];

/// Who runs the collaboration decides when a survey is answered.
const DECIDERS: &[samverk_foundation::Role] = &[Administrator, Coordinator];

static STATES: States = States {
    field: Survey::STATUS,
    first: "draft",
    moves: &[
        Move {
            from: "draft",
            to: "open",
            by: DECIDERS,
            needs_reason: false,
        },
        Move {
            from: "open",
            to: "closed",
            by: DECIDERS,
            needs_reason: false,
        },
        Move {
            from: "closed",
            to: "open",
            by: DECIDERS,
            needs_reason: true,
        },
    ],
    private: &[],
    fixed: &["closed"],
    called: StepCalled::Change,
};

pub static SURVEY: Kind<Survey> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Those(Those {
        about: "whoever runs the collaboration; its members those that are or were answered",
        which: seen,
    }),
    writers: Writers::of("survey.save", DECIDERS),
    name: |survey| survey.title.to_string(),
    targets: &[&SURVEY_TARGET],
    rules: Rules {
        check: |survey, before, _| check(survey, before),
        codes: &["date_before", "survey_audience_fixed"],
        deciding: |tx, actor, _, step| Box::pin(note_decision(tx, actor, step)),
        deciding_codes: &["survey_form_empty", "survey_form_wrong"],
        removal: Removal {
            refuses: |tx, one| Box::pin(refuse_answered(tx, one)),
            codes: &["survey_answered"],
            ..Removal::GENERAL
        },
        circle: || Problem::invalid("survey_follows_itself"),
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[Survey::TITLE, Survey::RESPONDENTS, Survey::CLOSES],
        parted: Some(Survey::STATUS),
        gathered: None,
        filters: &[Survey::STATUS, Survey::RESPONDENTS],
        sorted: &[Survey::TITLE, Survey::CLOSES],
    },
    pages: Pages::in_menu("enkater", MenuGroup::Development, 5).own(&[OwnPage::One]),
    api: Api {
        plural: "surveys",
        about: [
            "Enkäter till parter eller personer.",
            "Surveys to parties or people.",
        ],
        one: ["en enkät", "a survey"],
        example: "nulage-och-behov",
        is_made_up: true,
        beside: &[],
        links: &[("follows", Survey::FOLLOWS)],
    },
    exchange: Exchange::Table("surveys.csv"),
    // The search knows the public and a ground's people; what is being built is neither's.
    search: None,
    keeping: Keeping::PLAIN.searched_by(SEARCHED).with_states(&STATES),
};

/// Members see what has been sent; whoever runs the collaboration sees what is being built too.
fn seen(at: &dyn Ground) -> Result<Condition, Problem> {
    let code = |state: SurveyState| Value::Code(state.code().to_owned());
    Ok(match at.roles() {
        roles if roles.any(SURVEY.writers.by()) => Condition::Always,
        roles if roles.is_member() => Condition::Among(
            Survey::STATUS,
            vec![code(SurveyState::Open), code(SurveyState::Closed)],
        ),
        _ => Condition::Any(Vec::new()),
    })
}

fn check(survey: &Survey, before: Option<&Survey>) -> Problems {
    let mut problems = Problems::default();
    if let (Some(opens), Some(closes)) = (survey.opens, survey.closes)
        && closes < opens
    {
        let before = Problem::invalid("date_before").with("other", Survey::OPENS);
        problems.push(before.at_field(Survey::CLOSES.as_str()));
    }
    let is_other = |before: &Survey| before.respondents != survey.respondents;
    let is_sent = |before: &Survey| before.status != SurveyState::Draft;
    if before.is_some_and(|before| is_sent(before) && is_other(before)) {
        let fixed = Problem::conflict("survey_audience_fixed");
        problems.push(fixed.at_field(Survey::RESPONDENTS.as_str()));
    }
    problems
}
