//! The gates of initiatives and the rankings in the REST API: the same reads and actions as the pages.

use crate::initiatives::actions::{
    DecideGate, answer_checks, decide_gate, give_scores, write_basis,
};
use crate::initiatives::{Answer, BasisText, Gate, GateDocument, InProcess, Outcome, Score};
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Decision, Key, Problem};
use samverk_parties::COLLABORATION;
use samverk_rest::{
    Call, Date, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal,
    Representation, Resource, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) const OF_COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "e-och-it-i-jamtland",
);

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

/// A gate of an initiative.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Gate")]
pub struct GateView {
    #[schemars(with = "KeySchema")]
    phase: Key,
    #[serde(flatten)]
    says: GateDocument,
}

/// What is answered and written at a gate.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateContent {
    #[serde(default)]
    answers: Vec<Answer>,
    #[serde(default)]
    texts: Vec<WrittenText>,
}

/// A text of the decision basis.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenText {
    #[schemars(with = "KeySchema")]
    heading: Key,
    text: String,
}

/// What a named assessor says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenScores {
    assessor: String,
    scores: Vec<Score>,
}

/// A decision to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGateDecision {
    outcome: Outcome,
    body: String,
    date: Date,
    #[serde(default)]
    paragraph: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    conditions: Vec<NewCondition>,
}

/// What must be done although it goes on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCondition {
    text: String,
    #[serde(default)]
    due: Option<Date>,
}

fn key(text: &str) -> Key {
    Key::from_name(text)
}

fn example_answer() -> Answer {
    Answer {
        check: key("behov-bekraftat"),
        holds: true,
        reason: String::new(),
        evidence: "Svaren på remissen".to_owned(),
    }
}

impl Representation for GateView {
    fn example() -> Self {
        let text = BasisText {
            heading: key("malsattningar"),
            text: "En gemensam nämnd 2017.".to_owned(),
            version: 1,
        };
        Self {
            phase: key("fanga-behov"),
            says: GateDocument {
                answers: vec![example_answer()],
                texts: vec![text],
                ..GateDocument::default()
            },
        }
    }
}

impl Representation for GateContent {
    fn example() -> Self {
        Self {
            answers: vec![example_answer()],
            texts: Vec::new(),
        }
    }
}

impl Representation for GivenScores {
    fn example() -> Self {
        Self {
            assessor: "Digitaliseringschef, Bräcke kommun".to_owned(),
            scores: vec![Score {
                criterion: key("behov"),
                score: 4,
                evidence: String::new(),
            }],
        }
    }
}

impl Representation for NewGateDecision {
    fn example() -> Self {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 20);
        Self {
            outcome: Outcome::Wait,
            body: "Kommunchefgruppen".to_owned(),
            date: Date(date.unwrap_or_default()),
            paragraph: "§ 12".to_owned(),
            reason: "Avsiktsförklaringen är inte klar.".to_owned(),
            conditions: Vec::new(),
        }
    }
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
