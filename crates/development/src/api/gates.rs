//! The gates of initiatives.

use super::OF_COLLABORATION;
use super::gate_content::{
    AskedAssessors, FollowedConditions, GateContent, GateView, GivenScores, NewGateDecision,
};
use crate::initiatives::actions::{
    AskedScoring, DecideGate, FollowedCondition, answer_checks, ask_scorings, decide_gate,
    follow_conditions, give_scores, write_basis,
};
use crate::initiatives::{Gate, InProcess};
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Decision, Key, Problem};
use samverk_parties::COLLABORATION;
use samverk_rest::{
    Call, Found, Linked, NoQuery, Operation, Page, Parameter, Refusal, Resource, Tag,
};

const INITIATIVE: Parameter = Parameter::key(
    "initiative",
    ["Initiativets nyckel.", "The initiative's key."],
    "gemensam-namnd",
)
.beside(&[("collaboration", "e-och-it-i-jamtland")]);

const PHASE: Parameter = Parameter::key(
    "phase",
    [
        "Fasens nyckel i processen.",
        "The phase's key in the process.",
    ],
    "fanga-behov",
);

const ALL: &str = "/collaborations/{collaboration}/initiatives/{initiative}/gates";
const ONE: &str = "/collaborations/{collaboration}/initiatives/{initiative}/gates/{phase}";
const DECISIONS: &str =
    "/collaborations/{collaboration}/initiatives/{initiative}/gates/{phase}/decisions";
const SCORES: &str =
    "/collaborations/{collaboration}/initiatives/{initiative}/gates/{phase}/scores";

const ASSESSORS: &str =
    "/collaborations/{collaboration}/initiatives/{initiative}/gates/{phase}/assessors";
const CONDITIONS: &str =
    "/collaborations/{collaboration}/initiatives/{initiative}/gates/{phase}/conditions";

pub(crate) fn gates() -> Resource {
    let [read, write] = COLLABORATION.scopes;
    let about = [
        "Beslutspunkter: vad som besvarats, skrivits, bedömts och beslutats om ett initiativ i en fas.",
        "Gates: what is answered, written, scored and decided of an initiative in a phase.",
    ];
    Resource::new("gates", about, read, write)
        .parameter(OF_COLLABORATION)
        .parameter(INITIATIVE)
        .parameter(PHASE)
        .with(
            Operation::list(ALL, "listGates", list)
                .about(
                    "Beslutspunkterna i fasernas ordning, för samverkans egna.",
                    "The gates in the order of the phases, for the collaboration's own people.",
                )
                .action(Action::ReadGate.code()),
        )
        .with(
            Operation::get(ONE, "getGate", get)
                .about("En beslutspunkt.", "One gate.")
                .action(Action::ReadGate.code()),
        )
        .with(
            Operation::replace(ONE, "putGate", put)
                .about(
                    "Ersätter svaren på kraven och texterna i beslutsunderlaget. Det som redan är beslutat ändras inte.",
                    "Replaces the answers to the checks and the texts of the decision basis. What is decided does not change.",
                )
                .action(Action::PrepareGate.code())
                .invalid(&["check_unknown", "heading_unknown", "reason_missing"])
                .conflict(&["gate_passed"]),
        )
        .with(
            Operation::act(SCORES, "scoreGate", score)
                .about(
                    "Sätter poäng som en bedömare som är tillfrågad.",
                    "Gives scores as an assessor who is asked.",
                )
                .action(Action::ScoreGate.code())
                .invalid(&["criterion_unknown", "score_missing", "score_outside"])
                .conflict(&["gate_passed"]),
        )
        .with(
            Operation::act(ASSESSORS, "askAssessors", ask)
                .about(
                    "Säger vilka som tillfrågas om poäng. Den som redan har svarat står kvar, nämnd eller inte.",
                    "Says who is asked to score. Whoever has answered stays, named or not.",
                )
                .action(Action::PrepareGate.code())
                .conditional()
                .invalid(&["assessor_repeated", "party_unknown"])
                .conflict(&["gate_passed"]),
        )
        .with(
            Operation::act(CONDITIONS, "followConditions", follow)
                .about(
                    "Följer upp villkoren i det senaste beslutet, i deras ordning.",
                    "Follows up the conditions of the last decision, in their order.",
                )
                .action(Action::DecideGate.code())
                .conditional()
                .invalid(&["condition_met_in_future"]),
        )
        .with(
            Operation::act(DECISIONS, "decideGate", decide)
                .about(
                    "Registrerar ett beslut där initiativet står, med det som beslutet bygger på. Det ändras aldrig.",
                    "Records a decision where the initiative stands, with what it is built on. It is never changed.",
                )
                .action(Action::DecideGate.code())
                .invalid(&[
                    "conditions_missing",
                    "conditions_unasked",
                    "decision_body_missing",
                    "decision_in_future",
                    "gate_holds_back",
                    "reason_missing",
                ])
                .conflict(&["gate_not_current"]),
        )
}

/// The initiative that the address names, for the collaboration's own people. Fails with `not_found`.
async fn found(tx: &Tx, call: &Call) -> Result<InProcess, Refusal> {
    let (collaboration, initiative) = (call.part("collaboration"), call.part("initiative"));
    let at = InProcess::find(tx, &call.actor, collaboration, initiative).await?;
    match at.scope.sees_drafts() {
        true => Ok(at),
        false => Err(Problem::not_found().into()),
    }
}

fn phase(at: &InProcess, call: &Call) -> Result<Key, Refusal> {
    Ok(at.gated(call.part("phase"))?.key.clone())
}

fn linked(at: &InProcess, phase: &Key) -> Linked<GateView> {
    let (collaboration, initiative) = (&at.scope.collaboration.key, &at.initiative.key);
    let up = format!("/collaborations/{collaboration}/initiatives/{initiative}");
    let view = GateView {
        phase: phase.clone(),
        says: at.says(phase),
    };
    Linked::at(format!("{up}/gates/{phase}"), view)
        .link("collection", format!("{up}/gates"))
        .link("up", up)
}

fn tag(at: &InProcess, phase: &Key) -> Tag {
    let revision = at.gates.get(phase).map_or(0, |gate: &Gate| gate.revision);
    Tag::of(&(at.initiative.id, phase.as_str(), revision))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<GateView>, Refusal> {
    let tx = call.read().await?;
    let at = found(&tx, &call).await?;
    let phases = at.process.phases.iter();
    let gated = phases.filter(|one| at.process.has_gate(&one.key));
    let all: Vec<Key> = gated.map(|one| one.key.clone()).collect();
    Ok(Page::of(all, call.paging, |one| linked(&at, &one)))
}

async fn get(call: Call) -> Result<Found<GateView>, Refusal> {
    let tx = call.read().await?;
    let at = found(&tx, &call).await?;
    let phase = phase(&at, &call)?;
    Ok(Found::new(linked(&at, &phase), tag(&at, &phase)))
}

/// The gate as it stands after a change.
async fn after(tx: Tx, call: &Call, phase: &Key) -> Result<Found<GateView>, Refusal> {
    let at = found(&tx, call).await?;
    tx.commit().await?;
    Ok(Found::new(linked(&at, phase), tag(&at, phase)))
}

async fn put(call: Call, body: GateContent) -> Result<Found<GateView>, Refusal> {
    let tx = call.begin("api_put_gate").await?;
    let at = found(&tx, &call).await?;
    let phase = phase(&at, &call)?;
    at.scope.require(Action::PrepareGate.by())?;
    call.allow_write(Some(&tag(&at, &phase)))?;
    answer_checks(&tx, &call.actor, &at, &phase, body.answers, None).await?;
    let at = found(&tx, &call).await?;
    let texts = body.texts.into_iter().map(|one| (one.heading, one.text));
    write_basis(&tx, &call.actor, &at, &phase, texts.collect(), None).await?;
    after(tx, &call, &phase).await
}

async fn score(call: Call, body: GivenScores) -> Result<Found<GateView>, Refusal> {
    let tx = call.begin("api_score_gate").await?;
    let at = found(&tx, &call).await?;
    let phase = phase(&at, &call)?;
    let given = (body.assessor.as_str(), body.scores);
    give_scores(&tx, &call.actor, &at, &phase, given, None).await?;
    after(tx, &call, &phase).await
}

async fn decide(call: Call, body: NewGateDecision) -> Result<Found<GateView>, Refusal> {
    let tx = call.begin("api_decide_gate").await?;
    let at = found(&tx, &call).await?;
    let phase = phase(&at, &call)?;
    let conditions = body.conditions.into_iter();
    let conditions = conditions.map(|one| (one.text, one.due.map(|due| due.0)));
    let input = DecideGate {
        outcome: body.outcome,
        decision: Decision::new(&body.body, body.date.0, &body.paragraph)?,
        reason: body.reason,
        conditions: conditions.collect(),
    };
    decide_gate(&tx, &call.actor, &at, &phase, input).await?;
    after(tx, &call, &phase).await
}

async fn ask(call: Call, body: AskedAssessors) -> Result<Found<GateView>, Refusal> {
    let tx = call.begin("api_ask_assessors").await?;
    let at = found(&tx, &call).await?;
    let phase = phase(&at, &call)?;
    at.scope.require(Action::PrepareGate.by())?;
    call.allow_write(Some(&tag(&at, &phase)))?;
    let asked = body.assessors.into_iter().map(|one| AskedScoring {
        assessor: one.assessor,
        party: one.party,
        due: one.due.map(|due| due.0),
    });
    ask_scorings(&tx, &call.actor, &at, &phase, asked.collect(), None).await?;
    after(tx, &call, &phase).await
}

async fn follow(call: Call, body: FollowedConditions) -> Result<Found<GateView>, Refusal> {
    let tx = call.begin("api_follow_conditions").await?;
    let at = found(&tx, &call).await?;
    let phase = phase(&at, &call)?;
    at.scope.require(Action::DecideGate.by())?;
    call.allow_write(Some(&tag(&at, &phase)))?;
    let followed = body.conditions.into_iter().map(|one| FollowedCondition {
        met: one.met.map(|met| met.0),
        note: one.note,
    });
    follow_conditions(&tx, &call.actor, &at, &phase, followed.collect(), None).await?;
    after(tx, &call, &phase).await
}
