//! Dividing between parties, with the engine that the economy distributes by.

use super::sample::{SOMETHING, amount, case, key, kronor, line, percent};
use crate::model::{
    Case, Direction, Division, Holder, Order, Share, Sharing, Turning, participation, party_flows,
    shared_costs, turning,
};
use samverk_engine::{
    Budget, DistributionInput, DistributionModel, Edition, Exact, Member, MemberKind, PerParty,
};
use samverk_foundation::{Key, Ore};
use std::collections::BTreeSet;

const PARTIES: [&str; 3] = ["a", "b", "c"];

fn model(toml: &str) -> DistributionModel {
    toml::from_str(toml).unwrap()
}

fn sharing(rules: &str) -> Sharing {
    let member = |name: &str| Member {
        key: key(name),
        name: name.to_owned(),
        kinds: BTreeSet::from([MemberKind::Municipality]),
        joined: None,
        part: None,
    };
    Sharing {
        input: DistributionInput {
            edition: Edition::NOW,
            year: 2026,
            budget: Budget {
                year: 2026,
                printed_total: None,
                parts: Vec::new(),
                lines: Vec::new(),
            },
            model: model(&format!("key = \"m\"\nname = \"M\"\n{rules}")),
            members: PARTIES.map(member).to_vec(),
            measures: Vec::new(),
            last_year: PerParty::default(),
        },
        part: None,
    }
}

const BY_PERCENT: &str = r#"
[[rules]]
key = "andelar"
name = "Andelar"
takers = "all"
base = "total"
measure = { kind = "percentages", shares = { a = 20, b = 30, c = 50 } }
"#;

fn shared_case() -> Case {
    let mut cost = line(
        "Drift",
        Direction::Cost,
        vec![amount([0, 5], kronor(100_000))],
    );
    cost.division = Division::Distribution;
    let mut benefit = line(
        "Tid",
        Direction::Benefit,
        vec![amount([0, 5], kronor(40_000))],
    );
    benefit.division = Division::Each;
    case(5, &percent(3), vec![cost, benefit])
}

fn net(case: &Case, sharing: Option<&Sharing>, parties: &[Key], holder: &Holder) -> Vec<Ore> {
    let flows = party_flows(case, SOMETHING, sharing, parties).unwrap();
    let net = flows.get(holder).map(crate::model::PartyFlows::net);
    net.unwrap_or_default().iter().map(Exact::to_ore).collect()
}

#[test]
fn costs_follow_the_distribution() {
    let (case, sharing) = (shared_case(), sharing(BY_PERCENT));
    let of = |name: &str| {
        let holder = Holder::Party(key(name));
        net(&case, Some(&sharing), &case.parties, &holder)[0]
    };
    assert_eq!(of("a"), Ore::from_kronor(20_000));
    assert_eq!(of("b"), Ore::from_kronor(10_000));
    assert_eq!(of("c"), Ore::from_kronor(-10_000));
}

#[test]
fn who_leaves_leaves_their_part_to_the_others() {
    let (case, sharing) = (shared_case(), sharing(BY_PERCENT));
    let here = [key("a"), key("b")];
    let holder = Holder::Party(key("a"));
    // Two fifths of the cost instead of one.
    assert_eq!(
        net(&case, Some(&sharing), &here, &holder)[0],
        Ore::from_kronor(0)
    );
    let gone = Holder::Party(key("c"));
    assert_eq!(net(&case, Some(&sharing), &here, &gone), []);
}

#[test]
fn what_no_rule_takes_is_nobodys_and_told() {
    let rules = BY_PERCENT.replace("base = \"total\"", "base = [\"drift\"]");
    let (case, mut sharing) = (shared_case(), sharing(&rules));
    let nobody = |sharing: &Sharing| net(&case, Some(sharing), &case.parties, &Holder::Nobody);
    assert_eq!(nobody(&sharing)[0], Ore::from_kronor(-100_000));
    sharing.part = Some(key("drift"));
    assert_eq!(nobody(&sharing), []);
}

#[test]
fn the_turn_depends_on_who_leaves_first() {
    let (case, sharing) = (shared_case(), sharing(BY_PERCENT));
    let sizes =
        |order| participation(&case, SOMETHING, Some(&sharing), (&key("a"), order)).unwrap();
    // Without c, a pays 40 000 of 40 000; without b too, everything.
    let careful = sizes(Order::LargestFirst);
    assert_eq!(careful[1].left, Some(key("c")));
    assert_eq!(turning(&careful), Turning::Below(2));
    let other = sizes(Order::SmallestFirst);
    assert_eq!(other[1].left, Some(key("b")));
    assert_eq!(turning(&other), Turning::Below(2));
    let b = participation(
        &case,
        SOMETHING,
        Some(&sharing),
        (&key("b"), Order::LargestFirst),
    );
    assert_eq!(turning(&b.unwrap()), Turning::Below(3));
    let c = participation(
        &case,
        SOMETHING,
        Some(&sharing),
        (&key("c"), Order::LargestFirst),
    );
    assert_eq!(turning(&c.unwrap()), Turning::Already);
}

#[test]
fn the_share_of_a_cost_goes_on_and_that_of_a_benefit_goes_away() {
    let share = |holder, percents| Share {
        holder,
        part: percent(percents),
    };
    let shares = vec![
        share(Holder::Party(key("a")), 50),
        share(Holder::Party(key("b")), 30),
        share(Holder::Named("Invånare".to_owned()), 20),
    ];
    for (direction, expected) in [(Direction::Benefit, 50_000), (Direction::Cost, -71_429)] {
        let mut line = line("En", direction, vec![amount([0, 0], kronor(100_000))]);
        line.division = Division::Shares(shares.clone());
        let case = case(1, &percent(3), vec![line]);
        let here = [key("a"), key("c")];
        let net = net(&case, None, &here, &Holder::Party(key("a")));
        assert_eq!(
            net[0].0.abs() / 100 + (net[0].0 % 100).abs() / 50,
            i64::abs(expected)
        );
    }
}

#[test]
fn what_doing_nothing_costs_is_spared() {
    let mut case = shared_case();
    let mut own = amount([0, 5], kronor(70_000));
    own.party = Some(key("c"));
    let mut today = line("Eget arkiv", Direction::Cost, vec![own]);
    today.alternative = super::sample::NOTHING;
    case.lines.push(today);
    let flows = party_flows(&case, SOMETHING, Some(&sharing(BY_PERCENT)), &case.parties).unwrap();
    let c = &flows[&Holder::Party(key("c"))];
    assert_eq!(c.benefits[0], kronor(110_000));
    assert_eq!(c.costs[0], kronor(-50_000));
    assert_eq!(
        shared_costs(&case, SOMETHING, &case.parties)[0],
        kronor(-100_000)
    );
}
