use super::*;
use crate::catalogues::Catalogue;
use crate::model::GoalYear;
use proptest::prelude::*;
use samverk_fields::{KindCode, Line, Lines, One, Prose, Reference, Rows};
use samverk_foundation::Key;
use uuid::Uuid;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn named(text: &str) -> GoalRef {
    GoalRef::parse(text).unwrap()
}

/// `goals` are codes with the codes that came after them.
fn catalogue(name: &str, successor: Option<&str>, goals: &[(&str, &[&str])]) -> HeldCatalogue {
    let goal = |(code, successors): &(&str, &[&str])| CatalogueGoal {
        code: (*code).into(),
        successors: Lines(successors.iter().map(|code| (*code).to_owned()).collect()),
        ..CatalogueGoal::default()
    };
    HeldCatalogue {
        id: Uuid::nil(),
        ground: Uuid::nil(),
        key: key(name),
        position: 0,
        revision: 1,
        value: Catalogue {
            name: name.into(),
            publisher: Line::default(),
            version: Line::default(),
            valid_from: None,
            valid_to: None,
            successor: successor
                .map(|name| One::to(Reference::to(KindCode::of("catalogue"), key(name)))),
            source: Prose::default(),
            goals: Rows(goals.iter().map(goal).collect()),
        },
    }
}

/// One focus area that names `area` and has one effect goal that names `goal`.
fn content(area: &[&str], goal: &[&str]) -> PlanContent {
    let references = |texts: &[&str]| texts.iter().map(|text| named(text)).collect();
    PlanContent {
        focus_areas: vec![FocusArea {
            key: key("data"),
            name: "Data".to_owned(),
            purpose: String::new(),
            leadership_group: None,
            budget_part: None,
            catalogue_goals: references(area),
        }],
        goals: vec![Goal {
            key: key("dela"),
            focus_area: key("data"),
            owner: String::new(),
            without_indicator: String::new(),
            years: vec![GoalYear {
                year: 2026,
                text: "Data delas".to_owned(),
                catalogue_goals: references(goal),
            }],
        }],
        ..PlanContent::default()
    }
}

fn three_editions() -> Vec<HeldCatalogue> {
    vec![
        catalogue("ett", Some("tva"), &[("A", &["B"]), ("X", &[])]),
        catalogue("tva", Some("tre"), &[("B", &["C", "D"])]),
        catalogue("tre", None, &[("C", &[]), ("D", &[]), ("E", &[])]),
    ]
}

#[test]
fn focus_areas_and_effect_goals_are_counted_one_by_one() {
    let all = three_editions();
    let content = content(&["tre:C"], &["tre:C", "tre:D"]);
    let covered = coverage(&content, &all[2], &Lineage::of(&all));
    let counts: Vec<_> = covered
        .iter()
        .map(|one| one.count_in(&content.focus_areas[0]))
        .collect();
    assert_eq!(counts, [2, 1, 0]);
    assert!(covered.iter().all(|one| !one.is_only_through_earlier()));
}

#[test]
fn what_serves_an_earlier_goal_serves_its_successors() {
    let all = three_editions();
    let content = content(&["ett:A"], &["ett:X"]);
    let covered = coverage(&content, &all[2], &Lineage::of(&all));
    let through: Vec<_> = covered
        .iter()
        .map(|one| {
            one.services
                .first()
                .map(|service| service.named.to_string())
        })
        .collect();
    let earlier = Some("ett:A".to_owned());
    assert_eq!(through, [earlier.clone(), earlier, None]);
    assert!(covered[0].is_only_through_earlier());
    let backwards = coverage(&content, &all[0], &Lineage::of(&all));
    assert_eq!(backwards[0].services.len(), 1);
}

#[test]
fn nothing_counts_twice_and_nothing_counts_backwards() {
    let all = three_editions();
    let both = content(&["tva:B", "tre:C"], &[]);
    let covered = coverage(&both, &all[2], &Lineage::of(&all));
    assert_eq!(covered[0].services.len(), 1);
    assert_eq!(covered[0].services[0].named, named("tre:C"));
    let later = content(&["tre:C"], &[]);
    let earlier = coverage(&later, &all[0], &Lineage::of(&all));
    assert!(earlier.iter().all(|one| one.services.is_empty()));
}

#[test]
fn catalogues_that_follow_each_other_in_a_ring_have_an_end() {
    let all = [
        catalogue("ett", Some("tva"), &[("A", &["B"])]),
        catalogue("tva", Some("ett"), &[("B", &["A"])]),
    ];
    let lineage = Lineage::of(&all);
    let before: Vec<_> = lineage.before(&named("ett:A")).cloned().collect();
    assert_eq!(before, [named("tva:B")]);
}

proptest! {
    #[test]
    fn a_link_more_never_serves_less(links in prop::collection::vec((0..4_usize, 0..4_usize), 0..8)) {
        let codes = ["A", "B", "C", "D"];
        let with = |links: &[(usize, usize)]| {
            let old = codes.iter().enumerate().map(|(index, code)| {
                let later = links.iter().filter(|link| link.0 == index);
                (*code, later.map(|link| codes[link.1]).collect::<Vec<_>>())
            });
            let old: Vec<_> = old.collect();
            let old: Vec<(&str, &[&str])> = old.iter().map(|(code, later)| (*code, later.as_slice())).collect();
            let all = [
                catalogue("ett", Some("tva"), &old),
                catalogue("tva", None, &codes.map(|code| (code, [].as_slice()))),
            ];
            let content = content(&["ett:A"], &["ett:B"]);
            let covered = coverage(&content, &all[1], &Lineage::of(&all));
            covered.iter().map(|one| one.services.len()).collect::<Vec<_>>()
        };
        let fewer = with(links.get(1..).unwrap_or_default());
        let more = with(&links);
        prop_assert!(fewer.iter().zip(&more).all(|(fewer, more)| fewer <= more));
    }
}
