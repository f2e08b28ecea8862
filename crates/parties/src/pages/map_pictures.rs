//! The map as a network and as a matrix.

use super::map::{Ground, lead};
use super::words::word;
use crate::model::{About, Party, PartyKind, Tie};
use samverk_charts::{
    Dash, MatrixCell, MatrixChart, NetworkChart, NetworkEdge, NetworkNode, NetworkWords, Shape,
};
use samverk_foundation::PartyId;
use samverk_web::Ui;
use std::collections::BTreeMap;

pub fn network(ui: &Ui, ground: &Ground, pictured: &[PartyId], ties: &[Tie]) -> String {
    let places = places(pictured);
    let edge = |tie: &Tie| {
        let (from, to) = ends(&places, tie)?;
        Some(NetworkEdge {
            from,
            to,
            weight: f64::from(threads(tie)),
            dash: if tie.is_unsure() {
                Dash::Dashed
            } else {
                Dash::Solid
            },
            text: tooltip(ui, ground, tie),
        })
    };
    let parties = pictured.iter().filter_map(|id| ground.parties.get(id));
    let chart = NetworkChart {
        id: "karta-nat".to_owned(),
        title: ui.t("map-network"),
        description: lead(ui, ground, ties),
        nodes: parties.map(node).collect(),
        edges: ties.iter().filter_map(edge).collect(),
        words: NetworkWords {
            shapes: shape_words(ui),
            dashes: vec![
                (Dash::Solid, ui.t("map-sure")),
                (Dash::Dashed, ui.t("map-unsure")),
            ],
            thickness: match weights_differ(ties) {
                true => ui.t("map-thickness"),
                false => String::new(),
            },
        },
    };
    chart.to_svg()
}

pub fn matrix(ui: &Ui, ground: &Ground, pictured: &[PartyId], ties: &[Tie]) -> String {
    let cell = |(row, column, tie): (usize, usize, &Tie)| MatrixCell {
        row,
        column,
        value: threads(tie),
        text: tooltip(ui, ground, tie),
    };
    let cells = meetings(pictured, ties).into_iter().map(cell);
    let chart = MatrixChart {
        id: "karta-matris".to_owned(),
        title: ui.t("map-matrix"),
        description: format!("{} {}", ui.t("map-matrix-about"), lead(ui, ground, ties)),
        parties: short_names(ground, pictured),
        cells: cells.collect(),
        levels: Vec::new(),
    };
    chart.to_svg()
}

/// Every tie from both sides: row, column and the tie.
pub fn meetings<'a>(pictured: &[PartyId], ties: &'a [Tie]) -> Vec<(usize, usize, &'a Tie)> {
    let places = places(pictured);
    let ended = ties
        .iter()
        .filter_map(|tie| Some((ends(&places, tie)?, tie)));
    ended
        .flat_map(|((from, to), tie)| [(from, to, tie), (to, from, tie)])
        .collect()
}

pub fn short_names(ground: &Ground, pictured: &[PartyId]) -> Vec<String> {
    let parties = pictured.iter().filter_map(|id| ground.parties.get(id));
    parties.map(|party| short(party).to_owned()).collect()
}

/// How many topics and groups two have in common.
pub fn threads(tie: &Tie) -> u32 {
    u32::try_from(tie.threads.len()).unwrap_or(u32::MAX)
}

fn places(pictured: &[PartyId]) -> BTreeMap<PartyId, usize> {
    pictured.iter().copied().zip(0..).collect()
}

fn ends(places: &BTreeMap<PartyId, usize>, tie: &Tie) -> Option<(usize, usize)> {
    let place = |party| places.get(&party).copied();
    place(tie.parties.0).zip(place(tie.parties.1))
}

fn weights_differ(ties: &[Tie]) -> bool {
    ties.windows(2)
        .any(|two| two[0].threads.len() != two[1].threads.len())
}

fn short(party: &Party) -> &str {
    match party.short_name.is_empty() {
        true => &party.name,
        false => &party.short_name,
    }
}

fn node(party: &Party) -> NetworkNode {
    NetworkNode {
        name: short(party).to_owned(),
        shape: shape(party),
    }
}

fn shape(party: &Party) -> Shape {
    match party.kind {
        _ if party.is(PartyKind::Region) => Shape::Square,
        PartyKind::Municipality => Shape::Circle,
        PartyKind::LocalFederation => Shape::Diamond,
        PartyKind::Network => Shape::Triangle,
        _ => Shape::Hexagon,
    }
}

fn shape_words(ui: &Ui) -> Vec<(Shape, String)> {
    let kind = |kind: PartyKind| word(ui, "party-kind", kind.code());
    vec![
        (Shape::Circle, kind(PartyKind::Municipality)),
        (Shape::Square, kind(PartyKind::Region)),
        (Shape::Diamond, kind(PartyKind::LocalFederation)),
        (Shape::Triangle, kind(PartyKind::Network)),
        (Shape::Hexagon, ui.t("map-other-kind")),
    ]
}

/// `Bergs kommun och Åre kommun: Drift, E-skola`
fn tooltip(ui: &Ui, ground: &Ground, tie: &Tie) -> String {
    let names = (ground.name(tie.parties.0), ground.name(tie.parties.1));
    let pair = ui.t_with("difference-pair", &[("party", names.0), ("other", names.1)]);
    format!("{pair}: {}", thread_words(ui, ground, tie).join(", "))
}

/// Each thread once, in words.
fn thread_words(ui: &Ui, ground: &Ground, tie: &Tie) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for thread in &tie.threads {
        let word = about_words(ui, ground, &thread.about);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

pub fn about_words(ui: &Ui, ground: &Ground, about: &About) -> String {
    match about {
        About::Topic(topic) => topic.clone(),
        About::Untold => ui.t("map-untold"),
        About::Group(id) => ground.group_name(*id).to_owned(),
        About::Assessed => ui.t("map-assessed"),
    }
}
