//! Why each pays what it pays: in sentences, and step by step in numbers.

use super::distributions::{evaluated, own_path};
use super::step_numbers::numbers;
use super::{DISTRIBUTION, SCENARIO, path, resource as economy_resource, scope};
use crate::scenario_view::find_visible_scenario;
use crate::view::{MemberShare, find_visible_distribution, member_shares};
use indexmap::IndexMap;
use samverk_engine::{Distribution, Outcome, PartyTrace, RuleTrace, Step, compute, explain_step};
use samverk_foundation::{Key, Language, Problem};
use samverk_rest::{
    Amount, Call, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::Serialize;

pub fn resource() -> Resource {
    let of_distribution =
        "/collaborations/{collaboration}/distributions/{distribution}/explanations";
    let of_scenario = "/collaborations/{collaboration}/scenarios/{scenario}/explanations";
    economy_resource(
        "explanations",
        [
            "Varför var och en betalar det den betalar, i ord och siffror.",
            "Why each pays what it pays, in words and numbers.",
        ],
    )
    .parameter(DISTRIBUTION)
    .parameter(SCENARIO)
    .with(
        Operation::list(of_distribution, "listExplanations", list_of_distribution).about(
            "En förklaring för varje medlem i fördelningen; inga för ett utkast som inte går att beräkna.",
            "An explanation for each member in the distribution; none for a draft that cannot be computed.",
        ),
    )
    .with(
        Operation::list(of_scenario, "listScenarioExplanations", list_of_scenario).about(
            "En förklaring för varje medlem i scenariot.",
            "An explanation for each member in the scenario.",
        ),
    )
}

/// How a member's amount comes about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    #[schemars(with = "KeySchema")]
    party: Key,
    name: String,
    /// Kronor; when votes are divided, a number of votes.
    amount: Amount,
    /// In a few words: `1,90 % av 4 361 000 kr`.
    reason: String,
    /// In order, from the base to the amount.
    sentences: Vec<String>,
    /// What each rule did, in order.
    steps: Vec<ExplainedStep>,
}

/// A step towards an amount.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedStep {
    /// The rule's key in the model.
    #[schemars(with = "KeySchema")]
    rule: Key,
    /// What is done: `share_by_percent`, `floor`, `rounded` …
    kind: String,
    sentence: String,
    /// By name: amounts in kronor, figures in their units, shares in percent. Rounded to six
    /// decimals, though nothing is rounded before the step `rounded`.
    numbers: IndexMap<String, String>,
}

impl Representation for Explanation {
    fn example() -> Self {
        let named = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let numbers = [
            ("pool", "4361000"),
            ("percent", "1.90"),
            ("amount", "82859"),
        ];
        Self {
            party: Key::from_name("Aneby kommun"),
            name: "Aneby kommun".to_owned(),
            amount: Amount(samverk_foundation::Ore::from_kronor(82_859)),
            reason: "1,90 % av 4 361 000 kr".to_owned(),
            sentences: vec!["Belopp för Aneby kommun: 82 859 kr".to_owned()],
            steps: vec![ExplainedStep {
                rule: Key::from_name("Kommunerna"),
                kind: "share_by_percent".to_owned(),
                sentence: "1,90 % av 4 361 000 kr är 82 859 kr".to_owned(),
                numbers: numbers.into_iter().map(named).collect(),
            }],
        }
    }
}

impl Explanation {
    fn of(share: MemberShare, result: &Distribution, language: Language) -> Self {
        let rules = result.trace.iter();
        let of_rule = |rule| explained(rule, &share.party, result, language);
        Self {
            steps: rules.flat_map(of_rule).collect(),
            party: share.party,
            name: share.name,
            amount: Amount(share.amount),
            reason: share.reason,
            sentences: share.explanation,
        }
    }
}

fn explained(
    rule: &RuleTrace,
    party: &Key,
    result: &Distribution,
    language: Language,
) -> Vec<ExplainedStep> {
    let Outcome::Applied(applied) = &rule.outcome else {
        return Vec::new();
    };
    let is_theirs = |trace: &&PartyTrace| trace.party == *party;
    let steps = applied.parties.iter().find(is_theirs);
    let step = |step: &Step| ExplainedStep {
        rule: rule.rule.clone(),
        kind: kind_of(step),
        sentence: explain_step(step, result.purpose, language),
        numbers: numbers(step).into_iter().collect(),
    };
    let steps = steps.map(|trace| trace.steps.iter().map(step).collect());
    steps.unwrap_or_default()
}

/// The word that the step is kept under.
fn kind_of(step: &Step) -> String {
    let written = serde_json::to_value(step).unwrap_or_default();
    written["kind"].as_str().unwrap_or_default().to_owned()
}

fn page(call: &Call, result: &Distribution, up: &str) -> Page<Explanation> {
    let shares = member_shares(&call.ui(), result);
    Page::of(shares, call.paging, |share| {
        let party = format!("/parties/{}", share.party);
        Linked::part(Explanation::of(share, result, call.language))
            .link("party", party)
            .link("up", up)
    })
}

async fn list_of_distribution(call: Call, _: NoQuery) -> Result<Page<Explanation>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_distribution(&tx, &scope, call.part("distribution")).await?;
    let up = own_path(&scope, &record);
    Ok(match evaluated(&tx, &scope, &record).await? {
        Some(evaluation) => page(&call, &evaluation.result, &up),
        None => Page::new(0, Vec::new()),
    })
}

async fn list_of_scenario(call: Call, _: NoQuery) -> Result<Page<Explanation>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let key = call.part("scenario");
    let record = find_visible_scenario(&tx, &call.actor, &scope, key).await?;
    let computed = compute(&record.input);
    let result = computed.map_err(|problems| Problem::internal(format!("{problems:?}")))?;
    let up = path(&scope, &format!("/scenarios/{}", record.key));
    Ok(page(&call, &result, &up))
}
