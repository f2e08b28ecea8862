use chrono::NaiveDate;
use samverk_development::Risk;
use samverk_economy::records::{BudgetRecord, DistributionOutcome};
use samverk_foundation::{CollaborationId, PartyId};
use samverk_goals::IndicatorView;
use samverk_goals::model::{Plan, PlanVersion, VersionSummary};
use samverk_kept::Held;
use samverk_parties::ladders::HeldLadder;
use samverk_parties::model::{Assessment, Collaboration, Mandate, Membership};
use samverk_parties::{GroupId, HeldGroup, Waiting};
use std::collections::{BTreeMap, BTreeSet};

/// A collaboration as whoever looks may see it.
#[derive(Clone, Debug)]
pub struct Place {
    pub collaboration: Collaboration,
    /// Whether what is not published is seen too.
    pub sees_drafts: bool,
}

impl Place {
    /// `/samverkan/{key}` and what follows.
    pub fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.collaboration.href())
    }
}

#[derive(Clone, Debug)]
pub struct PlacedMandate {
    pub place: CollaborationId,
    pub group: Option<GroupId>,
    pub mandate: Mandate,
}

/// A plan with the version that is in force, or the latest before anything is adopted.
#[derive(Clone, Debug)]
pub struct KnownPlan {
    pub plan: Plan,
    pub version: PlanVersion,
    /// The versions that are out for comment.
    pub rounds: Vec<Round>,
}

/// A version that is out for comment.
#[derive(Clone, Debug)]
pub struct Round {
    pub version: VersionSummary,
    /// Whether comments are taken today.
    pub is_open: bool,
    /// The parties that have made theirs, or said that they have none.
    pub answered: BTreeSet<PartyId>,
}

/// A budget that is out for comment.
#[derive(Clone, Debug)]
pub struct BudgetRound {
    pub collaboration: CollaborationId,
    pub budget: BudgetRecord,
    /// Whether comments are taken today.
    pub is_open: bool,
    /// The parties that have made theirs, or said that they have none.
    pub answered: BTreeSet<PartyId>,
}

/// Everything that the pages are drawn from. What may not be seen is not in it.
#[derive(Clone, Debug)]
pub struct Known {
    pub today: NaiveDate,
    /// By name.
    pub places: Vec<Place>,
    pub groups: Vec<HeldGroup>,
    /// Those that hold today.
    pub memberships: Vec<Membership>,
    pub mandates: Vec<PlacedMandate>,
    /// The present views, in the order they were recorded.
    pub assessments: BTreeMap<CollaborationId, Vec<Assessment>>,
    pub ladders: Vec<HeldLadder>,
    /// The latest year first.
    pub outcomes: Vec<DistributionOutcome>,
    /// The budgets that are out for comment, where drafts are seen.
    pub budgets: Vec<BudgetRound>,
    /// The newest period first.
    pub plans: Vec<KnownPlan>,
    pub indicators: Vec<IndicatorView>,
    /// The risks of the collaborations that whoever looks runs.
    pub risks: Vec<Held<Risk>>,
    /// What domains wait for there.
    pub waiting: Vec<Waiting>,
}

impl Known {
    pub fn place(&self, id: CollaborationId) -> Option<&Place> {
        self.places
            .iter()
            .find(|place| place.collaboration.id == id)
    }

    pub fn place_ids(&self) -> Vec<CollaborationId> {
        let places = self.places.iter();
        places.map(|place| place.collaboration.id).collect()
    }

    pub fn group(&self, id: GroupId) -> Option<&HeldGroup> {
        self.groups.iter().find(|group| group.id == id.0)
    }

    pub fn ladder(&self, assessment: &Assessment) -> Option<&HeldLadder> {
        self.ladders
            .iter()
            .find(|ladder| ladder.id == assessment.ladder.0)
    }

    pub fn history(&self, id: CollaborationId) -> &[Assessment] {
        self.assessments.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The party's mandates that are not over.
    pub fn present_mandates_of(&self, party: PartyId) -> impl Iterator<Item = &PlacedMandate> {
        self.mandates_of(party).filter(|placed| {
            let to = placed.mandate.to;
            to.is_none_or(|to| self.today <= to)
        })
    }

    pub fn mandates_of(&self, party: PartyId) -> impl Iterator<Item = &PlacedMandate> {
        self.mandates.iter().filter(move |placed| {
            let of = placed.mandate.party.as_ref();
            of.is_some_and(|of| of.id == party)
        })
    }
}
