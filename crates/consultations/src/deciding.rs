//! What a step does beside taking a consultation or an answer to its state, in the same transaction.

use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::choices::{AnswerState, ConsultationState, Direction};
use crate::consultation::{CONSULTATION, Consultation, HeldConsultation, RUN_BY};
use crate::filing::order_filing;
use crate::letter::keep_what_stands;
use crate::reference::reference;
use crate::store;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::{KindCode, Known, Line, One, Prose, Record, Referable, Reference, Rows};
use samverk_foundation::{Actor, Problem, Problems, Role, Roles};
use samverk_kept::{Ground, Held, Kept, Later, Seen, Step, Stored};
use samverk_meetings::{MATTER, MEETING, MatterState, SERIES, free_key};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use uuid::Uuid;

fn whole<T: Kept>(record: &Record) -> Result<T, Problem> {
    T::read(record).ok_or_else(|| Problem::internal("a record of another form"))
}

/// Who is asked must know what and by when (förvaltningslagen 26 §). Fails with `consultation_not_ready` and, for what
/// is sent from here, `consultation_without_points`.
pub(crate) fn take_consultation<'a>(
    tx: &'a Tx,
    actor: &'a Actor,
    at: &'a dyn Ground,
    step: Step<'a>,
) -> Later<'a, Result<Record, Problems>> {
    Box::pin(async move {
        let consultation: Consultation = whole(&step.record)?;
        // What the collaboration itself asks is sent by those who run it.
        if consultation.direction == Direction::Sent {
            at.require(RUN_BY)?;
        }
        if step.to == ConsultationState::Draft.code() {
            take_offers_back(tx, actor, at.known()?, step.one.id).await?;
        }
        if step.to == ConsultationState::Open.code() {
            if consultation.last_day.is_none() || consultation.missive.is_empty() {
                return Err(Problem::conflict("consultation_not_ready").into());
            }
            let came = consultation.received_on.filter(|day| *day > tx.today());
            if let Some(day) = came.filter(|_| consultation.direction == Direction::Received) {
                return Err(Problem::conflict("consultation_day_later")
                    .with("date", day)
                    .into());
            }
            let points = store::points_of(tx, step.one.id).await?;
            if consultation.direction == Direction::Sent && points.is_empty() {
                return Err(Problem::conflict("consultation_without_points").into());
            }
        }
        Ok(step.record)
    })
}

/// It was opened by mistake: nobody has answered yet, and nobody is asked any more. Fails with
/// `consultation_answers_begun`.
async fn take_offers_back(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    consultation: Uuid,
) -> Result<(), Problem> {
    let answers = store::answers_of(tx, consultation).await?;
    let ids: Vec<Uuid> = answers.iter().map(|one| one.id).collect();
    let sections = store::sections_of(tx, &ids).await?;
    let is_begun = answers.iter().any(|one| one.is_begun()) || !sections.is_empty();
    if is_begun {
        return Err(Problem::conflict("consultation_answers_begun"));
    }
    let scope = as_program(scope);
    for one in &answers {
        let seen = one.revision;
        CONSULTATION_ANSWER
            .remove(tx, actor, &scope, one, seen)
            .await?;
    }
    Ok(())
}

/// Each member is offered a consultation that is open.
pub(crate) fn offer_to_members<'a>(
    tx: &'a Tx,
    actor: &'a Actor,
    at: &'a dyn Ground,
    one: &'a Stored,
) -> Later<'a, Result<(), Problems>> {
    Box::pin(async move {
        let consultation: Consultation = whole(&one.record)?;
        if consultation.state != ConsultationState::Open {
            return Ok(());
        }
        let scope = as_program(at.known()?);
        let held = CONSULTATION.with_ids(tx, &[one.id]).await?.pop();
        let held = held.ok_or_else(Problem::not_found)?;
        let given = store::answers_of(tx, held.id).await?;
        let has_one = |party: &Party| given.iter().any(|answer| answer.is_of(party.id));
        let members: Vec<Party> = scope.present().map(|one| one.party.clone()).collect();
        for party in members.iter().filter(|party| !has_one(party)) {
            offer(tx, actor, &scope, &held, (party, true)).await?;
        }
        Ok(())
    })
}

/// Who may was asked before: the machine asks for those who write anybody's.
pub(crate) fn as_program(scope: &Scope) -> Scope {
    Scope {
        roles: Roles::of(&[Role::Coordinator]),
        ..scope.clone()
    }
}

/// An answer of a party that nobody has opened yet.
pub(crate) async fn offer(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    consultation: &HeldConsultation,
    (party, on_list): (&Party, bool),
) -> Result<HeldAnswer, Problems> {
    let answer = ConsultationAnswer {
        party: Some(One::to(Reference {
            kind: KindCode::of(Party::KIND),
            key: party.key.clone(),
            known: Some(Known {
                id: party.id.0,
                name: party.name.clone(),
            }),
        })),
        on_list,
        ..nothing_said(consultation)
    };
    let name = format!("{} {}", consultation.key, party.key);
    let key = free_key(tx, scope, &CONSULTATION_ANSWER, &name).await?;
    CONSULTATION_ANSWER
        .save(tx, actor, scope, key, &answer, Seen::New)
        .await
}

pub(crate) fn nothing_said(consultation: &HeldConsultation) -> ConsultationAnswer {
    ConsultationAnswer {
        consultation: Some(reference(consultation, &consultation.title)),
        party: None,
        organisation: Line::from(""),
        on_list: false,
        number: Line::from(""),
        registry: None,
        extension_asked_on: None,
        extended_until: None,
        signatories: Rows(Vec::new()),
        referrals: Rows(Vec::new()),
        dated: None,
        background: Prose::from(""),
        summary: Prose::from(""),
        general: Prose::from(""),
        matter: None,
        body: Line::from(""),
        decided_on: None,
        paragraph: Line::from(""),
        declined_by: "".into(),
        decline_reason: Prose::from(""),
        dispatched_on: None,
        state: AnswerState::Offered,
    }
}

/// Fails with one of the codes that stand in the description of the kind.
pub(crate) fn take_answer<'a>(
    tx: &'a Tx,
    _: &'a Actor,
    _: &'a dyn Ground,
    step: Step<'a>,
) -> Later<'a, Result<Record, Problems>> {
    Box::pin(async move {
        let answer: ConsultationAnswer = whole(&step.record)?;
        let of: Vec<Uuid> = answer.of().into_iter().collect();
        let consultation = CONSULTATION.with_ids(tx, &of).await?.pop();
        let consultation = consultation.ok_or_else(Problem::not_found)?;
        let before: ConsultationAnswer = whole(&step.one.record)?;
        let was_decided = before.state == AnswerState::Decided;
        let is_sent = step.to == AnswerState::Dispatched.code();
        if consultation.state != ConsultationState::Open && !is_sent {
            return Err(Problem::conflict("consultation_not_open").into());
        }
        let answer = match AnswerState::from_code(step.to)? {
            // Who answers after all has not declined.
            AnswerState::Offered => ConsultationAnswer {
                dispatched_on: None,
                declined_by: "".into(),
                decline_reason: Prose::from(""),
                ..answer
            },
            AnswerState::Opened if answer.number.is_empty() && answer.party.is_some() => {
                let missing = Problem::conflict("consultation_number_missing");
                return Err(missing.into());
            }
            // What others sent is entered anew; a party's own answer goes back to what was decided.
            AnswerState::Opened if before.state == AnswerState::Dispatched => {
                if answer.party.is_some() {
                    return Err(Problem::conflict("move_impossible").into());
                }
                ConsultationAnswer {
                    dispatched_on: None,
                    ..answer
                }
            }
            AnswerState::Opened => answer,
            // What is written anew is decided on anew.
            AnswerState::Drafted if was_decided => undecided(answer),
            AnswerState::Drafted => drafted(tx, step.one.id, answer).await?,
            AnswerState::Decided => {
                let answer = drafted(tx, step.one.id, answer).await?;
                decided(tx, answer, consultation.received_on).await?
            }
            AnswerState::Dispatched if answer.party.is_none() => {
                let answer = drafted(tx, step.one.id, answer).await?;
                dispatched(tx, answer, consultation.received_on)?
            }
            // A party's own answer is sent when it is decided on.
            AnswerState::Dispatched if answer.decided_on.is_none() || !was_decided => {
                return Err(Problem::conflict("consultation_answer_undecided").into());
            }
            AnswerState::Dispatched => dispatched(tx, answer, None)?,
            AnswerState::Declined if answer.declined_by.is_empty() => {
                let missing = Problem::conflict("consultation_declined_by_missing");
                return Err(missing.into());
            }
            AnswerState::Declined => told(tx, answer, consultation.received_on)?,
        };
        Ok(answer.write())
    })
}

/// What was decided, sent or declined stands as it was then, whatever becomes of what it was made of.
pub(crate) fn settle<'a>(
    tx: &'a Tx,
    _: &'a Actor,
    at: &'a dyn Ground,
    one: &'a Stored,
) -> Later<'a, Result<(), Problems>> {
    Box::pin(async move {
        keep_what_stands(tx, at.known()?, one.id).await?;
        Ok(order_filing(tx, one).await?)
    })
}

/// The same when an answer is changed where it stands: the day on which the sender was told that there is none.
pub(crate) fn settle_again<'a>(
    tx: &'a Tx,
    at: &'a dyn Ground,
    one: &'a Stored,
) -> Later<'a, Result<(), Problem>> {
    Box::pin(async move {
        let answer: ConsultationAnswer = whole(&one.record)?;
        if answer.state != AnswerState::Declined {
            return Ok(());
        }
        let kept = keep_what_stands(tx, at.known()?, one.id).await;
        kept.map_err(Problems::first)
    })
}

fn undecided(answer: ConsultationAnswer) -> ConsultationAnswer {
    ConsultationAnswer {
        matter: None,
        body: Line::from(""),
        decided_on: None,
        paragraph: Line::from(""),
        dispatched_on: None,
        ..answer
    }
}

async fn drafted(
    tx: &Tx,
    id: Uuid,
    answer: ConsultationAnswer,
) -> Result<ConsultationAnswer, Problem> {
    let sections = store::sections_of(tx, &[id]).await?;
    match answer.says_something(!sections.is_empty()) {
        true => Ok(answer),
        false => Err(Problem::conflict("consultation_answer_empty")),
    }
}

/// What a meeting decided says itself by which body, when and in which paragraph.
async fn decided(
    tx: &Tx,
    answer: ConsultationAnswer,
    received: Option<NaiveDate>,
) -> Result<ConsultationAnswer, Problem> {
    let answer = match answer.matter.as_ref().and_then(One::id) {
        Some(matter) => of_matter(tx, matter, answer).await?,
        None => answer,
    };
    let Some(day) = answer.decided_on.filter(|_| !answer.body.is_empty()) else {
        return Err(Problem::conflict("consultation_decision_missing"));
    };
    if let Some(dated) = answer.dated.filter(|dated| *dated > tx.today()) {
        return Err(Problem::conflict("consultation_day_later").with("date", dated));
    }
    if let Some(received) = received.filter(|received| day < *received) {
        let before = Problem::conflict("consultation_decision_before");
        return Err(before.with("date", day).with("received", received));
    }
    match day > tx.today() {
        true => Err(Problem::conflict("consultation_decision_early").with("date", day)),
        // What is taken up again is sent anew.
        false => Ok(ConsultationAnswer {
            dispatched_on: None,
            ..answer
        }),
    }
}

async fn of_matter(
    tx: &Tx,
    matter: Uuid,
    answer: ConsultationAnswer,
) -> Result<ConsultationAnswer, Problem> {
    let matter = MATTER.with_ids(tx, &[matter]).await?.pop();
    let matter = matter.ok_or_else(Problem::not_found)?;
    let meeting: Vec<Uuid> = matter
        .meeting
        .as_ref()
        .and_then(One::id)
        .into_iter()
        .collect();
    let meeting = MEETING.with_ids(tx, &meeting).await?.pop();
    let Some(meeting) = meeting.filter(|_| matter.state == MatterState::Decided) else {
        let open = Problem::conflict("consultation_matter_open");
        return Err(open.with("matter", &*matter.title));
    };
    let series: Vec<Uuid> = meeting
        .series
        .as_ref()
        .and_then(One::id)
        .into_iter()
        .collect();
    let series = SERIES.with_ids(tx, &series).await?.pop();
    let body = match series {
        Some(series) => body_of(&series),
        None => meeting.title.to_string(),
    };
    Ok(ConsultationAnswer {
        body: Line::from(body),
        decided_on: Some(meeting.date),
        paragraph: Line::from(matter.paragraph()),
        ..answer
    })
}

fn body_of(series: &Held<samverk_meetings::Series>) -> String {
    match series.body.is_empty() {
        true => series.name.to_string(),
        false => series.body.to_string(),
    }
}

/// The sender is told that there is no answer on a day that has been, if it has been told at all.
fn told(
    tx: &Tx,
    answer: ConsultationAnswer,
    received: Option<NaiveDate>,
) -> Result<ConsultationAnswer, Problem> {
    match answer.dispatched_on {
        Some(day) if day > tx.today() || received.is_some_and(|received| day < received) => {
            Err(Problem::conflict("consultation_dispatch_early").with("date", day))
        }
        Some(_) | None => Ok(answer),
    }
}

/// What came in from others was sent by them: it needs no decision here.
fn dispatched(
    tx: &Tx,
    answer: ConsultationAnswer,
    received: Option<NaiveDate>,
) -> Result<ConsultationAnswer, Problem> {
    let today = tx.today();
    let day = answer.dispatched_on.unwrap_or(today);
    let first = answer.decided_on.max(received);
    if day > today || first.is_some_and(|first| day < first) {
        return Err(Problem::conflict("consultation_dispatch_early").with("date", day));
    }
    Ok(ConsultationAnswer {
        dispatched_on: Some(day),
        ..answer
    })
}
