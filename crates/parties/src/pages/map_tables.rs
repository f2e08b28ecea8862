//! The map as tables: what is told of whom, and every two who work together.

use super::map::Ground;
use super::map_pictures::about_words;
use super::words::{level_words, word};
use crate::LadderId;
use crate::Relation;
use crate::model::{About, Certainty, Company, Facts, Members, Tie};
use samverk_foundation::PartyId;
use samverk_web::{Cell, Column, ColumnKind, Table, Tone, Ui};
use std::collections::BTreeSet;

fn table(ui: &Ui, name: &str, caption: &str, headings: &[&str]) -> Table {
    let columns = headings
        .iter()
        .map(|key| Column::new(ui.t(key), ColumnKind::Text));
    Table::new(name, ui.t(caption), columns.collect())
}

fn party_cell(ground: &Ground, id: PartyId) -> Cell {
    let party = ground.parties.get(&id);
    party.map_or_else(Cell::empty, |party| {
        Cell::link(party.href(), party.name.clone())
    })
}

/// One row for each relation: the party, with whom and about what.
pub fn statement_table(ui: &Ui, ground: &Ground, facts: &Facts, relations: &[&Relation]) -> Table {
    let headings = [
        "relation-party",
        "relation-others",
        "relation-topics",
        "relation-reach",
        "relation-certainty",
    ];
    let mut table = table(ui, "vem-med-vem", "map-statements-caption", &headings);
    for relation in relations {
        let company = Company::of(relation.party(), &facts.others_of(relation), &facts.members);
        table.push(vec![
            party_cell(ground, relation.party()),
            Cell::text(company_words(ui, ground, &company)),
            Cell::text(relation.topics.join(", ")),
            Cell::text(word(ui, "reach", relation.reach.code())),
            certainty_cell(ui, relation.certainty == Certainty::Unsure),
        ]);
    }
    table
}

fn names(ground: &Ground, ids: &[PartyId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| ground.name(*id)).collect();
    names.join(", ")
}

fn company_words(ui: &Ui, ground: &Ground, company: &Company) -> String {
    let guests = names(ground, &company.guests);
    let members = match &company.members {
        Members::All => ui.t("relation-all"),
        Members::AllBut(missing) => ui.t1("map-all-but", "names", names(ground, missing)),
        Members::Only(named) => names(ground, named),
    };
    match (members.is_empty(), guests.is_empty()) {
        (_, true) => members,
        (true, false) => guests,
        (false, false) => ui.t_with(
            "map-and-guests",
            &[("members", &members), ("guests", &guests)],
        ),
    }
}

fn certainty_cell(ui: &Ui, is_unsure: bool) -> Cell {
    match is_unsure {
        true => Cell::tag(
            Tone::Warning,
            word(ui, "certainty", Certainty::Unsure.code()),
        ),
        false => Cell::text(word(ui, "certainty", Certainty::Stated.code())),
    }
}

/// One row for each two: the data of the network and of the matrix.
pub fn pair_table(ui: &Ui, ground: &Ground, ties: &[Tie]) -> Table {
    let headings = [
        "relation-party",
        "relation-others",
        "assessment-level",
        "relation-reach",
        "relation-certainty",
        "map-told-by",
        "map-groups",
        "relation-topics",
    ];
    let mut table = table(ui, "par", "map-pairs-caption", &headings);
    let place = |id: PartyId| ground.order.iter().position(|one| *one == id);
    let mut rows: Vec<(PartyId, PartyId, &Tie)> = ties
        .iter()
        .map(|tie| match place(tie.parties.0) <= place(tie.parties.1) {
            true => (tie.parties.0, tie.parties.1, tie),
            false => (tie.parties.1, tie.parties.0, tie),
        })
        .collect();
    rows.sort_by_key(|(party, other, _)| (place(*party), place(*other)));
    for (party, other, tie) in rows {
        let is_group = |about: &About| matches!(about, About::Group(_));
        table.push(vec![
            party_cell(ground, party),
            party_cell(ground, other),
            Cell::text(levels(ground, tie)),
            Cell::text(reaches(ui, tie)),
            certainty_cell(ui, tie.is_unsure()),
            Cell::text(told_by(ui, ground, tie)),
            Cell::text(told(ui, ground, tie, is_group)),
            Cell::text(told(ui, ground, tie, |about| !is_group(about))),
        ]);
    }
    table
}

fn told(ui: &Ui, ground: &Ground, tie: &Tie, is_wanted: impl Fn(&About) -> bool) -> String {
    let threads = tie.threads.iter().filter(|thread| is_wanted(&thread.about));
    let words: BTreeSet<String> = threads
        .map(|thread| about_words(ui, ground, &thread.about))
        .collect();
    words.into_iter().collect::<Vec<_>>().join(", ")
}

fn levels(ground: &Ground, tie: &Tie) -> String {
    let levels: BTreeSet<(LadderId, i64)> = tie
        .threads
        .iter()
        .filter_map(|thread| thread.level)
        .collect();
    let words = levels.into_iter().map(|(id, number)| {
        let ladder = ground
            .assessments
            .ladders
            .iter()
            .find(|ladder| ladder.id == id.0);
        level_words(ladder, number)
    });
    words.collect::<Vec<_>>().join(", ")
}

fn reaches(ui: &Ui, tie: &Tie) -> String {
    let reaches: BTreeSet<_> = tie
        .threads
        .iter()
        .filter_map(|thread| thread.reach)
        .collect();
    let words = reaches
        .into_iter()
        .map(|reach| word(ui, "reach", reach.code()));
    words.collect::<Vec<_>>().join(", ")
}

/// Whose relations it stands in: both, one of them, or nobody's when a group ties them.
fn told_by(ui: &Ui, ground: &Ground, tie: &Tie) -> String {
    match (tie.told_by.len(), tie.told_by.first()) {
        (0, _) | (_, None) => String::new(),
        (1, Some(party)) => ground.name(*party).to_owned(),
        _ => ui.t("map-told-by-both"),
    }
}
