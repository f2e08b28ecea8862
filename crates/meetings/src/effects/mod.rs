//! What a decision does to what it concerns: adopting it *is* the decision. Each domain offers kinds of things by
//! an [`Effect`]; the rules of meetings know nothing of them but that.

mod budget;
mod distribution;
mod gate;
mod letter;
mod plan;

use crate::matters::{MATTER_TARGET, Matter};
use crate::meetings::OPEN_MEETING;
use samverk_agreements::letters::{LETTER_TARGET, Letter};
use samverk_database::Tx;
use samverk_development::{INITIATIVE_TARGET, Initiative};
use samverk_economy::records::{BudgetRecord, DistributionRecord};
use samverk_economy::{BUDGET, DISTRIBUTION};
use samverk_fields::Reference;
use samverk_foundation::{Actor, Decision, Problem, Problems};
use samverk_goals::PLAN_VERSION;
use samverk_goals::model::PlanVersion;
use samverk_kept::{Later, Target};
use samverk_parties::{MEMBER, Scope};

/// What a matter may concern. One more: a type here, its target below, and its effect.
pub type Concerned = (
    PlanVersion,
    BudgetRecord,
    DistributionRecord,
    Initiative,
    Letter,
);

/// All that a matter refers to.
pub(crate) static CONCERNED: &[&Target] = &[
    &OPEN_MEETING,
    &MATTER_TARGET,
    &PLAN_VERSION,
    &BUDGET,
    &DISTRIBUTION,
    &INITIATIVE_TARGET,
    &LETTER_TARGET,
    &MEMBER,
];

static EFFECTS: &[Effect] = &[
    plan::EFFECT,
    budget::EFFECT,
    distribution::EFFECT,
    gate::EFFECT,
    letter::EFFECT,
];

/// What decisions do to the things of one kind.
struct Effect {
    /// The code of its target.
    kind: &'static str,
    /// Lets the thing be adopted by the decision. Fails with `decision_overtaken` when something else was adopted
    /// before it, and with what the domain itself has against it.
    take: for<'a> fn(Doing<'a>) -> Later<'a, Result<(), Problems>>,
    /// Takes the adoption back by the domain's own withdrawal, when the thing still stands by this decision.
    undo: for<'a> fn(Doing<'a>, &'a str) -> Later<'a, Result<(), Problems>>,
}

/// A decision that takes effect, or ceases to.
pub(crate) struct Doing<'a> {
    pub tx: &'a Tx,
    pub actor: &'a Actor,
    pub scope: &'a Scope,
    /// As it is when it is decided.
    pub matter: &'a Matter,
    /// What is decided on.
    pub thing: &'a Reference,
    pub decision: Decision,
}

impl Doing<'_> {
    fn key(&self) -> &str {
        self.thing.key.as_str()
    }

    /// Whether a thing was adopted by this decision, whatever the body has been called since.
    fn stands_by(&self, adopted: &Decision) -> bool {
        (adopted.date, &adopted.paragraph) == (self.decision.date, &self.decision.paragraph)
    }

    /// It was adopted already, or something newer was.
    fn overtaken(&self) -> Problem {
        let known = self.thing.known.as_ref();
        let name = known.map_or(self.key(), |known| &known.name);
        Problem::conflict("decision_overtaken").with("name", name)
    }
}

fn effect_on(thing: &Reference) -> Result<&'static Effect, Problem> {
    let mut all = EFFECTS.iter();
    let found = all.find(|effect| effect.kind == thing.kind.as_str());
    found.ok_or_else(|| Problem::internal(format!("no decision is made on a {}", thing.kind)))
}

/// In the transaction of the decision.
pub(crate) async fn take(doing: Doing<'_>) -> Result<(), Problems> {
    (effect_on(doing.thing)?.take)(doing).await
}

/// In the transaction in which the decision is annulled or quashed.
pub(crate) async fn undo(doing: Doing<'_>, reason: &str) -> Result<(), Problems> {
    (effect_on(doing.thing)?.undo)(doing, reason).await
}
