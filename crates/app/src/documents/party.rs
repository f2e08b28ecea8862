//! A party's page in print, with what the page only links to: how each amount is computed.

use super::plain::plain_table;
use super::words;
use samverk_charts::BarChart;
use samverk_database::Tx;
use samverk_documents::{Chart, Front, NamedText, PartyDocument, PartySection, Working};
use samverk_foundation::Problem;
use samverk_overview::{Explanation, Figure, Section, party_report};
use samverk_parties::store::find_party;
use samverk_web::Ui;

/// Fails with `not_found`.
pub async fn document(tx: &Tx, ui: &Ui, key: &str) -> Result<PartyDocument, Problem> {
    let party = find_party(tx, key).await?.ok_or_else(Problem::not_found)?;
    let report = party_report(tx, ui, &party).await?;
    Ok(PartyDocument {
        front: Front {
            language: ui.language,
            collaboration: party.name.clone(),
            title: ui.t("overview-document-title"),
            date: words::printed_on(ui, tx.now()),
            ..Front::default()
        },
        in_short: ui.t("overview-document-figures"),
        figures: report.figures.iter().map(figure).collect(),
        sections: report.sections.iter().map(section).collect(),
    })
}

fn figure(figure: &Figure) -> NamedText {
    let said = [figure.value.as_str(), &figure.note];
    let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
    NamedText::new(&figure.label, said.join(", "))
}

fn section(section: &Section) -> PartySection {
    PartySection {
        title: section.heading.clone(),
        text: section.lead.clone(),
        chart: section.picture.as_ref().map(chart),
        table: section.table.as_ref().map(plain_table),
        explanations: section.explanations.iter().map(explanation).collect(),
        none: section.none.clone(),
    }
}

fn explanation(explanation: &Explanation) -> Working {
    Working {
        title: explanation.heading.clone(),
        sentences: explanation.sentences.clone(),
    }
}

fn chart(picture: &BarChart) -> Chart {
    Chart {
        svg: picture.to_svg(),
        alt: format!("{}: {}", picture.title, picture.description),
        caption: picture.title.clone(),
    }
}
