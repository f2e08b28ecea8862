//! A party's page in print. Names of people stay on the screen.

use super::words;
use samverk_charts::BarChart;
use samverk_database::Tx;
use samverk_documents::{
    Chart, Front, NamedText, PartyDocument, PartySection, PlainColumn, PlainTable,
};
use samverk_foundation::Problem;
use samverk_overview::{Figure, Section, party_report};
use samverk_parties::store::find_party;
use samverk_web::{Table, Ui};

/// Fails with `not_found`.
pub async fn document(tx: &Tx, ui: &Ui, key: &str) -> Result<PartyDocument, Problem> {
    let party = find_party(tx, key).await?.ok_or_else(Problem::not_found)?;
    let report = party_report(tx, ui, &party).await?;
    let printed = report
        .sections
        .iter()
        .filter(|section| section.id != "people");
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
        sections: printed.map(section).collect(),
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
        table: section.table.as_ref().map(table),
        none: section.none.clone(),
    }
}

fn chart(picture: &BarChart) -> Chart {
    Chart {
        svg: picture.to_svg(),
        alt: format!("{}: {}", picture.title, picture.description),
        caption: picture.title.clone(),
    }
}

fn table(table: &Table) -> PlainTable {
    let table = table.with_filled_columns();
    let column = |column: &samverk_web::Column| PlainColumn {
        heading: column.heading.clone(),
        is_number: column.is_number(),
    };
    let rows = table.rows.iter().chain(&table.totals);
    PlainTable {
        caption: table.caption.clone(),
        columns: table.columns.iter().map(column).collect(),
        rows: rows
            .map(|row| row.0.iter().map(samverk_web::Cell::shown).collect())
            .collect(),
    }
}
