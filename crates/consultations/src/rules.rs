//! What must hold beyond the fields: pure checks, and what they need to know.

use crate::answer::ConsultationAnswer;
use crate::choices::{AnswerState, Direction, Way};
use crate::consultation::Consultation;
use crate::section::ConsultationSection;
use crate::settled::changed_when_settled;
use crate::store;
use chrono::NaiveDate;
use samverk_database::{Tx, find_adopted};
use samverk_fields::FieldKey;
use samverk_foundation::{Problem, Problems};
use samverk_kept::{Gathered, Ground};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

pub(crate) const ANSWER_CODES: &[&str] = &[
    "consultation_answerer_missing",
    "consultation_answerer_twice",
    "consultation_answer_exists",
    "consultation_extension_early",
    "consultation_answer_settled",
    "consultation_answer_alone",
    "consultation_day_later",
];

pub(crate) const SECTION_CODES: &[&str] = &[
    "consultation_point_elsewhere",
    "consultation_section_exists",
    "consultation_section_settled",
    "consultation_section_alone",
    "consultation_section_empty",
];

/// Fails with `consultation_sender_missing` and `consultation_day_early`.
pub(crate) fn check_consultation(one: &Consultation) -> Problems {
    let mut problems = Problems::default();
    if one.direction == Direction::Received && one.sender.is_empty() {
        let missing = Problem::invalid("consultation_sender_missing");
        problems.push(missing.at_field(Consultation::SENDER.as_str()));
    }
    if let (Some(received), Some(last)) = (one.received_on, one.last_day)
        && last < received
    {
        let early = Problem::invalid("consultation_day_early").with("date", received);
        problems.push(early.at_field(Consultation::LAST_DAY.as_str()));
    }
    problems
}

/// What the rows of one file have said so far: what stands is gathered once for all of them, and no two say the same.
#[derive(Default)]
struct Claimed(Mutex<BTreeSet<(Uuid, Uuid)>>);

impl Claimed {
    /// Whether a row before this one has said it.
    fn is_repeated(&self, pair: (Uuid, Uuid)) -> bool {
        let mut claimed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        !claimed.insert(pair)
    }
}

/// What stands of the answers on a ground.
struct KnownAnswers {
    claimed: Claimed,
    today: NaiveDate,
    last_days: BTreeMap<Uuid, Option<NaiveDate>>,
    /// Consultation and party of each answer.
    given: BTreeSet<(Uuid, Uuid)>,
    /// Consultation and name of each answer from others.
    named: BTreeSet<(Uuid, String)>,
}

pub(crate) async fn gather_answers(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    let last_days = store::last_days(tx, at.id()).await?;
    let answers = store::known_answers(tx, at.id()).await?;
    let named = answers.iter().filter_map(|one| {
        let name = is_name(&one.organisation)?;
        Some((one.consultation?, name))
    });
    let named = named.collect();
    let given = answers
        .iter()
        .filter_map(|one| Some((one.consultation?, one.party?)));
    Ok(Arc::new(KnownAnswers {
        claimed: Claimed::default(),
        last_days: last_days.into_iter().collect(),
        today: tx.today(),
        given: given.collect(),
        named,
    }))
}

/// As one compares what an organisation is called.
fn is_name(said: &str) -> Option<String> {
    let words: Vec<&str> = said.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" ").to_lowercase())
}

fn called(one: &ConsultationAnswer) -> Option<(Uuid, String)> {
    Some((one.of()?, is_name(&one.organisation)?))
}

fn whose(one: &ConsultationAnswer) -> Option<(Uuid, Uuid)> {
    let party = one.party.as_ref()?;
    Some((one.of()?, party.id()?))
}

pub(crate) fn check_answer(
    one: &ConsultationAnswer,
    before: Option<&ConsultationAnswer>,
    gathered: &Gathered,
) -> Problems {
    let Some(known) = gathered.downcast_ref::<KnownAnswers>() else {
        return Problem::internal("the answers were not gathered").into();
    };
    let mut problems = Problems::default();
    let mut add = |problem: Problem, at: FieldKey| problems.push(problem.at_field(at.as_str()));
    match (&one.party, one.organisation.is_empty()) {
        (None, true) => add(
            Problem::invalid("consultation_answerer_missing"),
            ConsultationAnswer::PARTY,
        ),
        (Some(_), false) => add(
            Problem::invalid("consultation_answerer_twice"),
            ConsultationAnswer::ORGANISATION,
        ),
        (Some(_), true) | (None, false) => {}
    }
    if one.consultation.is_none() && (one.party.is_some() || one.state != AnswerState::Offered) {
        add(
            Problem::invalid("consultation_answer_alone"),
            ConsultationAnswer::CONSULTATION,
        );
    }
    let new = whose(one).filter(|new| before.and_then(whose) != Some(*new));
    if new.is_some_and(|new| known.given.contains(&new) || known.claimed.is_repeated(new)) {
        add(
            Problem::invalid("consultation_answer_exists"),
            ConsultationAnswer::PARTY,
        );
    }
    let is_new_name = before.and_then(called) != called(one);
    if is_new_name && called(one).is_some_and(|one| known.named.contains(&one)) {
        add(
            Problem::invalid("consultation_answer_exists"),
            ConsultationAnswer::ORGANISATION,
        );
    }
    let asked = one.extension_asked_on.filter(|day| *day > known.today);
    if let (Some(day), Some(before)) = (asked, before)
        && before.extension_asked_on != asked
    {
        add(
            Problem::invalid("consultation_day_later").with("date", day),
            ConsultationAnswer::EXTENSION_ASKED_ON,
        );
    }
    for field in changed_when_settled(one, before) {
        add(Problem::invalid("consultation_answer_settled"), field);
    }
    let of = one.of();
    let last = of.and_then(|id| known.last_days.get(&id).copied().flatten());
    // What was granted before the last day was moved is no less.
    let is_asked_now = before.is_none_or(|before| before.extended_until != one.extended_until);
    if let (Some(last), Some(extended)) = (last, one.extended_until)
        && extended < last
        && is_asked_now
    {
        let early = Problem::invalid("consultation_extension_early").with("date", last);
        problems.push(early.at_field(ConsultationAnswer::EXTENDED_UNTIL.as_str()));
    }
    problems
}

/// What stands of the sections on a ground.
struct KnownSections {
    claimed: Claimed,
    /// The consultation of each answer, and whether it is still written.
    answers: BTreeMap<Uuid, (Option<Uuid>, bool)>,
    /// Answers that were kept as they were decided or sent.
    kept: BTreeSet<Uuid>,
    points: BTreeMap<Uuid, Uuid>,
    given: BTreeSet<(Uuid, Uuid)>,
}

pub(crate) async fn gather_sections(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    let mut answers = BTreeMap::new();
    for one in store::known_answers(tx, at.id()).await? {
        let is_written = AnswerState::from_code(&one.state)?.is_written();
        answers.insert(one.id, (one.consultation, is_written));
    }
    let settled = answers.iter().filter(|(_, (_, is_written))| !is_written);
    let settled: Vec<Uuid> = settled.map(|(id, _)| *id).collect();
    let kept = find_adopted(tx, &settled).await?.into_keys().collect();
    let points = store::known_points(tx, at.id()).await?;
    let given = store::known_sections(tx, at.id()).await?;
    Ok(Arc::new(KnownSections {
        claimed: Claimed::default(),
        answers,
        kept,
        points: points.into_iter().collect(),
        given: given.into_iter().collect(),
    }))
}

fn about(one: &ConsultationSection) -> Option<(Uuid, Uuid)> {
    Some((one.of_answer()?, one.of_point()?))
}

/// What was decided on says what it said: a section comes and changes while its answer is written. A folder brings those
/// of an answer together with it, before it is kept.
pub(crate) fn check_section(
    one: &ConsultationSection,
    before: Option<&ConsultationSection>,
    gathered: &Gathered,
) -> Problems {
    let Some(known) = gathered.downcast_ref::<KnownSections>() else {
        return Problem::internal("the sections were not gathered").into();
    };
    let mut problems = Problems::default();
    let mut add = |problem: Problem, at: FieldKey| problems.push(problem.at_field(at.as_str()));
    let answer = one.of_answer().and_then(|id| known.answers.get(&id));
    let point = one.of_point().and_then(|id| known.points.get(&id));
    if let (Some((of_answer, _)), Some(of_point)) = (answer, point)
        && *of_answer != Some(*of_point)
    {
        add(
            Problem::invalid("consultation_point_elsewhere"),
            ConsultationSection::POINT,
        );
    }
    for (field, lacks) in [
        (ConsultationSection::STATEMENT, one.statement.is_none()),
        (ConsultationSection::POINT, one.point.is_none()),
    ] {
        if lacks && (one.statement.is_some() || one.point.is_some()) {
            add(Problem::invalid("consultation_section_alone"), field);
        }
    }
    let new = about(one).filter(|new| before.and_then(about) != Some(*new));
    if new.is_some_and(|new| known.given.contains(&new) || known.claimed.is_repeated(new)) {
        add(
            Problem::invalid("consultation_section_exists"),
            ConsultationSection::POINT,
        );
    }
    if one.stance.is_none() && one.reason.is_empty() {
        add(
            Problem::invalid("consultation_section_empty"),
            ConsultationSection::STANCE,
        );
    }
    let is_kept = |id: &Uuid| known.kept.contains(id);
    let of_before = before.and_then(ConsultationSection::of_answer);
    let of_both = of_before
        .iter()
        .chain(one.of_answer().as_ref())
        .any(is_kept);
    let was_settled = of_before.and_then(|id| known.answers.get(&id));
    if of_both || was_settled.is_some_and(|(_, is_written)| !is_written) {
        add(
            Problem::invalid("consultation_section_settled"),
            ConsultationSection::REASON,
        );
    }
    problems
}

/// What is adopted says what the joint text says.
pub(crate) fn complete_section(one: ConsultationSection) -> ConsultationSection {
    match one.way {
        Way::Adopts => ConsultationSection {
            stance: one.joint_stance,
            reason: one.joint_reason.clone(),
            ..one
        },
        Way::Adapts | Way::Own => one,
    }
}
