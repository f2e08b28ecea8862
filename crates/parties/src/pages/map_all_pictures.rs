//! The installation's map as pictures.

use super::map::PICTURED;
use super::map_all::{Atlas, lead};
use crate::model::{Collaboration, Party};
use samverk_charts::{
    CoverageMatrix, CoverageWords, Dash, NetworkChart, NetworkEdge, NetworkNode, NetworkWords,
    Shape,
};
use samverk_web::Ui;

/// Parties against collaborations.
pub fn membership_matrix(ui: &Ui, atlas: &Atlas) -> String {
    let parties: Vec<&Party> = atlas.parties.iter().take(PICTURED).collect();
    let filled = parties.iter().enumerate().flat_map(|(row, party)| {
        let columns = atlas.collaborations.iter().enumerate();
        columns
            .filter(|(_, one)| atlas.is_member(party, one))
            .map(move |(column, _)| (row, column))
    });
    let chart = CoverageMatrix {
        id: "karta-alla".to_owned(),
        title: ui.t("map-all-matrix"),
        description: lead(ui, atlas),
        rows: parties.iter().map(|party| party.name.clone()).collect(),
        columns: atlas
            .collaborations
            .iter()
            .map(|one| one.name.clone())
            .collect(),
        filled: filled.collect(),
        words: CoverageWords {
            count: ui.t("map-all-count-short"),
            filled: ui.t("map-all-filled"),
            empty: ui.t("map-all-empty"),
            nothing: ui.t("map-all-empty"),
        },
    };
    chart.to_svg()
}

/// Collaborations that have parties in common, or are part of each other.
pub fn shared_network(ui: &Ui, atlas: &Atlas) -> Option<String> {
    let nodes: Vec<&Collaboration> = atlas.collaborations.iter().take(PICTURED).collect();
    let mut edges = Vec::new();
    for (from, one) in nodes.iter().enumerate() {
        for (to, other) in nodes.iter().enumerate().skip(from + 1) {
            edges.extend(edge(ui, atlas, (from, one), (to, other)));
        }
    }
    if edges.is_empty() {
        return None;
    }
    let node = |one: &&Collaboration| NetworkNode {
        name: one.name.clone(),
        shape: Shape::Circle,
    };
    let chart = NetworkChart {
        id: "karta-alla-nat".to_owned(),
        title: ui.t("map-all-network"),
        description: ui.t("map-all-network-about"),
        nodes: nodes.iter().map(node).collect(),
        edges,
        words: NetworkWords {
            shapes: Vec::new(),
            dashes: vec![
                (Dash::Solid, ui.t("map-all-shared")),
                (Dash::Dashed, ui.t("map-all-part-of")),
            ],
            thickness: ui.t("map-all-thickness"),
        },
    };
    Some(chart.to_svg())
}

fn edge(
    ui: &Ui,
    atlas: &Atlas,
    (from, one): (usize, &Collaboration),
    (to, other): (usize, &Collaboration),
) -> Option<NetworkEdge> {
    let shared = atlas.shared(one, other);
    let is_part = one.parent == Some(other.id) || other.parent == Some(one.id);
    if shared == 0 && !is_part {
        return None;
    }
    let pair = ui.t_with(
        "difference-pair",
        &[("party", &one.name), ("other", &other.name)],
    );
    let count = ui.t1("map-all-in-common", "count", shared);
    Some(NetworkEdge {
        from,
        to,
        weight: f64::from(u32::try_from(shared).unwrap_or(u32::MAX)),
        dash: if is_part { Dash::Dashed } else { Dash::Solid },
        text: format!("{pair}: {count}"),
    })
}
