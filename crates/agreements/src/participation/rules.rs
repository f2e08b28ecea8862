//! What must hold for an answer beyond its fields: its days, and that the party is a member then.

use super::answer::{Participation, Taking};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_development::INITIATIVE;
use samverk_fields::{FieldKey, One};
use samverk_foundation::{Problem, Problems};
use samverk_kept::{Gathered, Ground};
use samverk_parties::Scope;
use samverk_parties::model::Member;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

pub(super) const CODES: &[&str] = &[
    "cost_negative",
    "date_before",
    "participation_before_collaboration",
    "participation_before_initiative",
    "participation_from_missing",
    "participation_not_member",
    "participation_to_missing",
];

/// What the rules need to know of the collaboration.
pub(super) struct Known {
    members: Vec<Member>,
    /// The first day of each initiative.
    begins: BTreeMap<Uuid, Option<NaiveDate>>,
}

pub(super) async fn gather(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    let scope: &Scope = at.known()?;
    let initiatives = INITIATIVE.whole(tx, scope.collaboration.id.0).await?;
    Ok(Arc::new(Known {
        members: scope.members.clone(),
        begins: initiatives.iter().map(|one| (one.id, one.from)).collect(),
    }))
}

pub(super) fn check(one: &Participation, gathered: &Gathered) -> Problems {
    match gathered.downcast_ref::<Known>() {
        Some(known) => wrong(one, known),
        None => Problem::internal("the collaboration was not gathered").into(),
    }
}

fn wrong(one: &Participation, known: &Known) -> Problems {
    let mut problems = Problems::default();
    let mut add = |problem: Problem, at: FieldKey| problems.push(problem.at_field(at.as_str()));
    if one.cost.is_some_and(|cost| cost.is_negative()) {
        add(Problem::invalid("cost_negative"), Participation::COST);
    }
    if one.answer.begins() && one.from.is_none() {
        let missing = Problem::invalid("participation_from_missing");
        add(missing, Participation::FROM);
    }
    if one.answer == Taking::Leaves && one.to.is_none() {
        add(
            Problem::invalid("participation_to_missing"),
            Participation::TO,
        );
    }
    if let (Some(from), Some(to)) = (one.from, one.to)
        && to < from
    {
        let before = Problem::invalid("date_before").with("other", Participation::FROM);
        add(before, Participation::TO);
    }
    let (day, at) = match (one.answer, one.from, one.to) {
        (Taking::Leaves, _, Some(to)) => (to, Participation::TO),
        (_, Some(from), _) => (from, Participation::FROM),
        _ => (one.given, Participation::GIVEN),
    };
    // What was answered before it began is of another time: only taking part is not.
    let is_in_it = one.from.is_some() || one.answer == Taking::Leaves;
    let initiative = one.initiative.as_ref().and_then(One::id);
    let begins = initiative.and_then(|id| known.begins.get(&id).copied().flatten());
    if let Some(begins) = begins.filter(|begins| is_in_it && day < *begins) {
        let early = Problem::invalid("participation_before_initiative").with("date", begins);
        add(early, at.clone());
    }
    match known.beginning().filter(|begins| day < *begins) {
        Some(begins) => {
            let early = Problem::invalid("participation_before_collaboration");
            add(early.with("date", begins), at);
        }
        None if !known.is_member(one, day) => {
            let none = Problem::invalid("participation_not_member").with("date", day);
            add(none, at);
        }
        None => {}
    }
    problems
}

impl Known {
    /// The first day on which anybody is a member; none when some have been so from a beginning that nobody has told.
    fn beginning(&self) -> Option<NaiveDate> {
        let days: Option<Vec<NaiveDate>> = self.members.iter().map(|one| one.from).collect();
        days?.into_iter().min()
    }

    fn is_member(&self, one: &Participation, day: NaiveDate) -> bool {
        let own = one.party.id();
        let mut memberships = self.members.iter();
        memberships.any(|member| Some(member.party.id.0) == own && member.holds_on(day))
    }
}
