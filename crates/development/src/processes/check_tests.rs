use super::*;
use crate::processes::{Check, Phase};
use samverk_fields::{Rows, Title};
use samverk_foundation::Key;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn process(phases: &[&str], checks: &[(&str, &str)]) -> Process {
    let phase = |one: &&str| Phase {
        key: key(one),
        name: Title::from(*one),
        text: "".into(),
        decided_by: "".into(),
    };
    let check = |(phase, one): &(&str, &str)| Check {
        phase: key(phase),
        key: key(one),
        text: Title::from(*one),
        evidence: "".into(),
    };
    Process {
        name: "P".into(),
        text: "".into(),
        source: "".into(),
        phases: Rows(phases.iter().map(phase).collect()),
        checks: Rows(checks.iter().map(check).collect()),
        headings: Rows(Vec::new()),
        criteria: Rows(Vec::new()),
    }
}

fn wrong(phases: &[&str], checks: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let problems = problems_of(&process(phases, checks)).0.into_iter();
    problems
        .map(|one| (one.code, one.place.field.unwrap_or_default()))
        .collect()
}

#[test]
fn what_is_wrong_is_told_at_its_cell() {
    assert_eq!(wrong(&["ide", "slut"], &[("ide", "behov")]), []);
    assert_eq!(
        wrong(&[], &[]),
        [("process_without_phases", "phases".to_owned())]
    );
    assert_eq!(
        wrong(&["ide", "ide"], &[]),
        [("process_key_repeated", "phases.1.key".to_owned())]
    );
    assert_eq!(
        wrong(&["ide"], &[("ide", "a"), ("slut", "a"), ("ide", "a")]),
        [
            ("process_phase_unknown", "checks.1.phase".to_owned()),
            ("process_key_repeated", "checks.2.key".to_owned())
        ]
    );
}

#[test]
fn every_phase_but_the_last_has_a_gate() {
    let process = process(&["ide", "slut"], &[]);
    assert!(process.has_gate(&key("ide")));
    assert!(!process.has_gate(&key("slut")));
    assert!(!process.has_gate(&key("annan")));
}
