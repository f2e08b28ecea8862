//! Rankings of the initiatives that wait at a gate.

use super::OF_COLLABORATION;
use crate::initiatives::store::list_rankings;
use crate::policy::Action;
use crate::processes::HeldProcess;
use crate::ranking::{
    AtGate, KeptRanking, Place, RankingDocument, Weight, find_process, keep_ranking, rank,
};
use samverk_engine::Exact;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::{COLLABORATION, Scope};
use samverk_rest::{
    Call, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal, Representation,
    Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const PROCESS: Parameter = Parameter::key(
    "process",
    ["Processens nyckel.", "The process's key."],
    "fran-ide-till-nytta",
)
.beside(&[("collaboration", "e-och-it-i-jamtland")]);

const RANKING: Parameter = Parameter::pattern(
    "ranking",
    [
        "Rangordningens nummer i processen.",
        "The ranking's number in the process.",
    ],
    "^[1-9][0-9]{0,8}$",
    "1",
)
.for_members();

const ALL: &str = "/collaborations/{collaboration}/processes/{process}/rankings";
const ONE: &str = "/collaborations/{collaboration}/processes/{process}/rankings/{ranking}";

pub(crate) fn rankings() -> Resource {
    let [read, write] = COLLABORATION.scopes;
    let about = [
        "Rangordningar: hur initiativen vid en beslutspunkt stod sig mot varandra en viss dag, med de vikter som gällde.",
        "Rankings: how the initiatives at a gate stood against each other on a day, by the weights of that day.",
    ];
    Resource::new("rankings", about, read, write)
        .parameter(OF_COLLABORATION)
        .parameter(PROCESS)
        .parameter(RANKING)
        .with(
            Operation::list(ALL, "listRankings", list)
                .about(
                    "Processens rangordningar, den senaste först, för samverkans egna.",
                    "The rankings of the process, the latest first, for the collaboration's own people.",
                )
                .action(Action::ReadGate.code()),
        )
        .with(
            Operation::get(ONE, "getRanking", get)
                .about("En rangordning.", "One ranking.")
                .action(Action::ReadGate.code()),
        )
        .with(
            Operation::post(ALL, "makeRanking", make)
                .about(
                    "Rangordnar det som väntar vid en beslutspunkt och sparar resultatet med dagens datum. Det ändras aldrig.",
                    "Ranks what waits at a gate and keeps the result with the day. It is never changed.",
                )
                .action(Action::KeepRanking.code())
                .invalid(&["criterion_unknown", "weight_outside"]),
        )
}

/// A ranking that was kept.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Ranking")]
pub struct RankingView {
    /// 1, 2, 3 … in the process.
    number: i64,
    /// The phase that the gate ends.
    #[schemars(with = "KeySchema")]
    phase: Key,
    #[serde(flatten)]
    says: RankingDocument,
}

/// A ranking to make.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRanking {
    /// The phase that the gate ends.
    #[schemars(with = "KeySchema")]
    phase: Key,
    /// From 1 to 100. A criterion that is left out keeps the weight that holds at the gate.
    #[serde(default)]
    weights: Vec<Weight>,
    #[serde(default)]
    note: String,
}

fn example_weights() -> Vec<Weight> {
    vec![Weight {
        criterion: Key::from_name("angelagenhet"),
        weight: 70,
    }]
}

impl Representation for RankingView {
    fn example() -> Self {
        let made = chrono::NaiveDate::from_ymd_opt(2026, 11, 20);
        Self {
            number: 1,
            phase: Key::from_name("fanga-behov"),
            says: RankingDocument {
                made: made.unwrap_or_default(),
                note: "Styrgruppen vill ha det angelägna först.".to_owned(),
                weights: example_weights(),
                places: vec![Place {
                    initiative: Key::from_name("gemensam-namnd"),
                    title: "Gemensam nämnd för e- och IT-samverkan".to_owned(),
                    place: 1,
                    value: Exact::integer(4),
                    tied: false,
                }],
            },
        }
    }
}

impl Representation for NewRanking {
    fn example() -> Self {
        Self {
            phase: Key::from_name("fanga-behov"),
            weights: example_weights(),
            note: "Styrgruppen vill ha det angelägna först.".to_owned(),
        }
    }
}

async fn found(
    tx: &samverk_database::Tx,
    call: &Call,
) -> Result<(Scope, HeldProcess, Vec<KeptRanking>), Refusal> {
    let address = (call.part("collaboration"), call.part("process"));
    let (scope, process) = find_process(tx, &call.actor, address).await?;
    let all = list_rankings(tx, &[process.id]).await?;
    Ok((scope, process, all))
}

fn linked(scope: &Scope, process: &HeldProcess, one: KeptRanking) -> Linked<RankingView> {
    let collaboration = &scope.collaboration.key;
    let up = format!("/collaborations/{collaboration}/processes/{}", process.key);
    let all = format!("{up}/rankings");
    let view = RankingView {
        number: one.number,
        phase: one.phase,
        says: one.says,
    };
    Linked::at(format!("{all}/{}", one.number), view)
        .link("collection", all)
        .link("up", up)
}

async fn list(call: Call, _: NoQuery) -> Result<Page<RankingView>, Refusal> {
    let tx = call.read().await?;
    let (scope, process, all) = found(&tx, &call).await?;
    Ok(Page::of(all, call.paging, |one| {
        linked(&scope, &process, one)
    }))
}

async fn get(call: Call) -> Result<Found<RankingView>, Refusal> {
    let tx = call.read().await?;
    let (scope, process, all) = found(&tx, &call).await?;
    let number = call.part("ranking");
    let mut all = all.into_iter();
    let one = all.find(|one| one.number.to_string() == number);
    let one = one.ok_or_else(Problem::not_found)?;
    let tag = Tag::of(&one.id);
    Ok(Found::new(linked(&scope, &process, one), tag))
}

async fn make(call: Call, body: NewRanking) -> Result<Saved<RankingView>, Refusal> {
    let tx = call.begin("api_make_ranking").await?;
    let address = (call.part("collaboration"), call.part("process"));
    let (collaboration, process) = address;
    let address = (collaboration, process, body.phase.as_str());
    let at = AtGate::find(&tx, &call.actor, address).await?;
    at.scope.require(Action::KeepRanking.by())?;
    let weights = weights(&at, &body.weights)?;
    let ranking = rank(&weights, &at.candidates);
    let gate = (&at.process, &at.phase);
    let said = (weights.as_slice(), body.note.as_str());
    let kept = keep_ranking(&tx, &call.actor, &at.scope, gate, said, &ranking, &at.among).await?;
    tx.commit().await?;
    let tag = Tag::of(&kept.id);
    Ok(Saved::new(linked(&at.scope, &at.process, kept), tag, true))
}

/// The weights that hold at the gate, with those that are sent. Fails with `criterion_unknown`.
fn weights(at: &AtGate, sent: &[Weight]) -> Result<Vec<(Key, i64)>, Problems> {
    let mut weights = at.usual();
    let mut problems = Problems::default();
    for (number, one) in sent.iter().enumerate() {
        let found = weights.iter_mut().find(|(key, _)| *key == one.criterion);
        match found {
            Some((_, weight)) => *weight = one.weight,
            None => {
                let unknown = Problem::invalid("criterion_unknown").with("value", &one.criterion);
                problems.push(unknown.at_field(&format!("weights.{number}.criterion")));
            }
        }
    }
    problems.or(weights)
}
