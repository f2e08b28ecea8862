//! A meeting's minutes in print, or an excerpt of one paragraph.

use super::plain::plain_table;
use super::words;
use samverk_database::Tx;
use samverk_documents::{Front, NamedText, PartyDocument, PartySection, Working};
use samverk_foundation::Problem;
use samverk_meetings::{MinutedMatter, minutes};
use samverk_parties::Scope;
use samverk_web::Ui;

/// Fails with `not_found`.
pub async fn document(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
    (key, excerpt): (&str, Option<&str>),
) -> Result<PartyDocument, Problem> {
    let minutes = minutes(tx, ui, scope, key, excerpt).await?;
    let title = match excerpt {
        Some(_) => ui.t("minutes-excerpt"),
        None => ui.t("minutes-title"),
    };
    let facts = minutes.facts.iter();
    let tables = minutes.tables.iter().map(|table| PartySection {
        title: table.caption.clone(),
        table: Some(plain_table(table)),
        ..PartySection::default()
    });
    Ok(PartyDocument {
        front: Front {
            language: ui.language,
            collaboration: scope.collaboration.name.clone(),
            title: format!("{title}: {}", minutes.title),
            subtitle: minutes.when,
            status: minutes.state,
            date: words::printed_on(ui, tx.now()),
            ..Front::default()
        },
        in_short: ui.t("minutes-facts"),
        figures: facts
            .map(|(name, text)| NamedText::new(name, text))
            .collect(),
        sections: minutes.matters.iter().map(matter).chain(tables).collect(),
    })
}

fn matter(matter: &MinutedMatter) -> PartySection {
    let told = matter.told.iter().map(|(title, text)| Working {
        title: title.clone(),
        sentences: text
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    });
    PartySection {
        title: matter.title.clone(),
        none: matter.state.clone(),
        explanations: told.collect(),
        ..PartySection::default()
    }
}
