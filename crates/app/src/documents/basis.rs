//! The decision basis of an initiative at a gate, in print.

use super::Printed;
use super::plain::plain_table;
use super::words;
use samverk_database::Tx;
use samverk_development::initiatives::{Decided, InProcess, gate_in_print};
use samverk_development::{INITIATIVE, Initiative};
use samverk_documents::{BasisDocument, Document, Front, NamedText, PartySection, Section};
use samverk_foundation::Problem;
use samverk_web::{Table, Ui};

/// Fails with `not_found`, also for whoever does not belong to the collaboration.
pub async fn document(
    tx: &Tx,
    ui: &Ui,
    (collaboration, initiative, phase): (&str, &str, &str),
) -> Result<Printed, Problem> {
    let at = InProcess::find(tx, &ui.actor, collaboration, initiative).await?;
    let gate = gate_in_print(tx, ui, &at, phase).await?;
    let thing = INITIATIVE.thing(&at.scope, &at.initiative);
    let pictures = ui.find_pictures(tx, &thing).await?;
    let marked: Vec<&str> = gate.texts.iter().map(|(_, text)| text.as_str()).collect();
    let pictures = pictures.of_texts(&marked);
    let initiative: &Initiative = &at.initiative;
    let aim = (!initiative.aim.is_empty()).then(|| Section {
        title: ui.t("initiative-aim"),
        text: initiative.aim.to_string().into(),
    });
    let texts = gate.texts.iter().map(|(title, text)| Section {
        title: title.clone(),
        text: match text.is_empty() {
            true => ui.t("gate-unwritten").into(),
            false => text.as_str().into(),
        },
    });
    let decisions = gate.decisions.iter().flat_map(decided);
    let document = BasisDocument {
        front: Front {
            language: ui.language,
            collaboration: at.scope.collaboration.name.clone(),
            title: initiative.title.to_string(),
            subtitle: gate.heading,
            version: String::new(),
            status: gate.state,
            decision: gate.decision,
            date: words::printed_on(ui, tx.now()),
        },
        own_numbers: false,
        head: Vec::new(),
        in_short: ui.t("initiative-one"),
        facts: gate
            .facts
            .into_iter()
            .map(|(name, text)| NamedText::new(name, text))
            .collect(),
        texts: aim.into_iter().chain(texts).collect(),
        sections: gate.tables.iter().map(section).chain(decisions).collect(),
    };
    Ok(Printed::new(Document::Basis(document), pictures))
}

fn section(table: &Table) -> PartySection {
    PartySection {
        title: table.caption.clone(),
        table: Some(plain_table(table)),
        ..PartySection::default()
    }
}

/// What was decided and why, and a section for each thing that it was built on.
fn decided(one: &Decided) -> Vec<PartySection> {
    let words = PartySection {
        title: one.words.clone(),
        none: one.reason.clone(),
        ..PartySection::default()
    };
    let tables = one.conditions.iter().chain(&one.evidence);
    std::iter::once(words).chain(tables.map(section)).collect()
}
