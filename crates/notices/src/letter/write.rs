//! A letter with its sections, as text and as HTML.

use super::found::Found;
use super::sections::{followed, notices, tasks};
use super::{Asked, Settling, desk};
use crate::Sources;
use crate::model::{Line, Pace, Sort};
use crate::store::Notice;
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{Language, PersonId, Problem};
use samverk_web::{AppState, Ui};

pub(crate) struct Section {
    pub heading: String,
    pub lines: Vec<Line>,
    /// How much more there is than the lines say.
    pub more: usize,
}

pub(crate) struct Letter {
    pub person: PersonId,
    pub to: String,
    pub subject: String,
    pub greeting: String,
    pub sections: Vec<Section>,
    ui: Ui,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct TextLetter<'l> {
    letter: &'l Letter,
    ui: &'l Ui,
    base: &'l str,
    ending: &'l str,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct HtmlLetter<'l> {
    letter: &'l Letter,
    ui: &'l Ui,
    base: &'l str,
    ending: &'l str,
}

impl Letter {
    pub fn language(&self) -> Language {
        self.ui.language
    }

    pub fn text(&self, base: &str, ending: &str) -> Result<String, Problem> {
        let (letter, ui) = (self, &self.ui);
        let text = TextLetter {
            letter,
            ui,
            base,
            ending,
        };
        text.render().map_err(Problem::internal)
    }

    pub fn html(&self, base: &str, ending: &str) -> Result<String, Problem> {
        let (letter, ui) = (self, &self.ui);
        let html = HtmlLetter {
            letter,
            ui,
            base,
            ending,
        };
        html.render().map_err(Problem::internal)
    }
}

/// Nothing when the person may not sign in any more, and no letter when there is nothing to tell.
pub(super) async fn letter(
    tx: &Tx,
    state: &AppState,
    sources: &Sources,
    asked: Asked,
) -> Result<Option<(Option<Letter>, Settling)>, Problem> {
    let Some((recipient, chosen, ui)) = desk(tx, state, asked.person).await? else {
        return Ok(None);
    };
    let wanted = |sort: Sort| {
        let part = asked.parts.iter().find(|part| part.sort == sort)?;
        (chosen.pace(sort) != Pace::Never).then_some(part.since)
    };
    let mut settling = Settling {
        person: asked.person,
        tasks: Vec::new(),
        notices: asked.notices.iter().map(|one| one.id).collect(),
    };
    let about_tasks = asked.notices.iter().any(|one| one.task.is_some());
    let awaiting = match about_tasks || wanted(Sort::Tasks).is_some() {
        true => (sources.tasks)(tx, &ui).await?,
        false => Vec::new(),
    };
    let mut found = Found::new(tx, state, &ui);
    let mut sections = Vec::new();
    let is_wanted = |notice: &&Notice| chosen.pace(Sort::of_notice(&notice.why)) != Pace::Never;
    let told: Vec<&Notice> = asked.notices.iter().filter(is_wanted).collect();
    sections.extend(notices(&mut found, &awaiting, &told).await?);
    if wanted(Sort::Tasks).is_some() {
        let (section, told) = tasks(tx, &ui, &asked, &awaiting).await?;
        sections.extend(section);
        settling.tasks = told;
    }
    if let Some(since) = wanted(Sort::Followed) {
        let period = (since, asked.until);
        sections.extend(followed(&mut found, sources, (asked.person, period)).await?);
    }
    if sections.is_empty() {
        return Ok(Some((None, settling)));
    }
    let count = sections
        .iter()
        .map(|one| one.lines.len() + one.more)
        .sum::<usize>();
    let letter = Letter {
        person: asked.person,
        to: recipient.account.email.as_str().to_owned(),
        subject: ui.t1("letter-subject", "count", count),
        greeting: ui.t1("letter-greeting", "name", &recipient.account.name),
        sections,
        ui,
    };
    Ok(Some((Some(letter), settling)))
}
