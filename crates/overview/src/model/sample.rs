//! A collaboration made up for the tests of the rules.

use super::{Known, Place};
use samverk_economy::records::DistributionOutcome;
use samverk_engine::{Distribution, Purpose, Row};
use samverk_foundation::{CollaborationId, Decision, Key, Ore};
use samverk_parties::model::{Collaboration, Contact, LegalForm, Reach};
use std::collections::BTreeMap;

pub const HERE: CollaborationId = CollaborationId(uuid::Uuid::from_u128(1));

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn known(outcomes: Vec<DistributionOutcome>) -> Known {
    let collaboration = Collaboration {
        id: HERE,
        key: key("radet"),
        name: "Rådet".into(),
        purpose: String::new(),
        legal_form: LegalForm::Network,
        host: None,
        reach: Reach::Regional,
        parent: None,
        ladder: None,
        published: true,
        source: String::new(),
        contact: Contact::default(),
        revision: 1,
    };
    Known {
        today: "2026-11-22".parse().unwrap(),
        places: vec![Place {
            collaboration,
            sees_drafts: false,
        }],
        groups: Vec::new(),
        memberships: Vec::new(),
        mandates: Vec::new(),
        assessments: BTreeMap::new(),
        ladders: Vec::new(),
        outcomes,
        budgets: Vec::new(),
        plans: Vec::new(),
        indicators: Vec::new(),
        risks: Vec::new(),
        waiting: Vec::new(),
    }
}

/// A decided distribution in which Aneby pays this much.
pub fn outcome(name: &str, year: i32, model: &str, kronor: i64) -> DistributionOutcome {
    let amount = Ore::from_kronor(kronor);
    let row = Row {
        party: key("aneby-kommun"),
        name: "Aneby kommun".into(),
        amount,
        cells: vec![amount],
    };
    let result = Distribution {
        year,
        model: key(model),
        purpose: Purpose::Cost,
        columns: Vec::new(),
        rows: vec![row],
        budget: amount,
        distributed: amount,
        difference: Ore::ZERO,
        differences: Vec::new(),
        trace: Vec::new(),
    };
    let decision = Decision {
        body: "Rådet".into(),
        date: None,
        paragraph: String::new(),
    };
    DistributionOutcome {
        collaboration: HERE,
        key: key(name),
        title: name.into(),
        year,
        model: key(model),
        published: true,
        adopted: Some((decision, result)),
    }
}
