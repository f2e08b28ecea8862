use super::*;
use crate::processes::Process;
use chrono::NaiveDate;
use samverk_fields::Rows;
use uuid::Uuid;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn process() -> Process {
    let phase = |one: &str| Phase {
        key: key(one),
        name: one.into(),
        text: "".into(),
        decided_by: "".into(),
    };
    Process {
        name: "P".into(),
        text: "".into(),
        source: "".into(),
        phases: Rows(["ide", "bygge", "slut"].map(phase).into()),
        checks: Rows(vec![Check {
            phase: key("ide"),
            key: key("behov"),
            text: "Behov".into(),
            evidence: "".into(),
        }]),
        headings: Rows(vec![Heading {
            phase: key("ide"),
            key: key("mal"),
            name: "Mål".into(),
            text: "".into(),
        }]),
        criteria: Rows(Vec::new()),
    }
}

fn decided(phase: &str, outcomes: &[Outcome]) -> Gate {
    let decision = |outcome: &Outcome| GateDecision {
        outcome: *outcome,
        body: "Styrgruppen".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
        paragraph: String::new(),
        reason: String::new(),
        conditions: Vec::new(),
        evidence: Default::default(),
        withdrawn: None,
    };
    Gate {
        id: Uuid::nil(),
        initiative: Uuid::nil(),
        phase: key(phase),
        says: GateDocument {
            decisions: outcomes.iter().map(decision).collect(),
            ..GateDocument::default()
        },
        revision: 1,
    }
}

fn stands(gates: Vec<Gate>) -> (String, State) {
    let gates = gates.into_iter().map(|gate| (gate.phase.clone(), gate));
    let (process, gates) = (process(), gates.collect());
    let standing = standing(&process, &gates).unwrap();
    (standing.phase.key.to_string(), standing.state)
}

#[test]
fn only_decisions_move_an_initiative() {
    use Outcome::{Go, GoWithConditions, Stop, Wait};
    assert_eq!(stands(vec![]), ("ide".to_owned(), State::UnderWay));
    assert_eq!(
        stands(vec![decided("ide", &[Wait])]),
        ("ide".to_owned(), State::Waiting)
    );
    assert_eq!(
        stands(vec![decided("ide", &[Stop])]),
        ("ide".to_owned(), State::Stopped)
    );
    let gone_on = vec![decided("ide", &[Wait, Go])];
    assert_eq!(stands(gone_on), ("bygge".to_owned(), State::UnderWay));
    let both = vec![decided("ide", &[Go]), decided("bygge", &[GoWithConditions])];
    assert_eq!(stands(both), ("slut".to_owned(), State::Closed));
    let later_only = vec![decided("bygge", &[Go])];
    assert_eq!(stands(later_only), ("ide".to_owned(), State::UnderWay));
}

#[test]
fn what_a_gate_lacks_is_named() {
    let process = process();
    let mut says = GateDocument::default();
    let lacks = lacking(&process, &key("ide"), &says);
    assert_eq!((lacks.unanswered.len(), lacks.unwritten.len()), (1, 1));
    assert!(lacks.holds_back());
    says.answers.push(crate::initiatives::Answer {
        check: key("behov"),
        holds: false,
        reason: String::new(),
        evidence: String::new(),
    });
    says.texts.push(crate::initiatives::BasisText {
        heading: key("mal"),
        text: " ".to_owned(),
        version: 1,
    });
    let lacks = lacking(&process, &key("ide"), &says);
    assert_eq!(
        (
            lacks.unanswered.len(),
            lacks.failed.len(),
            lacks.unwritten.len()
        ),
        (0, 1, 1)
    );
    says.answers[0].holds = true;
    says.texts[0].text = "Målet".to_owned();
    assert!(lacking(&process, &key("ide"), &says).is_nothing());
}
