//! A section of an answer: each question is saved by itself, so that colleagues never overwrite each other.

use super::address::Address;
use super::drawn;
use super::words::section_words;
use crate::actions::{Conflict, Saving, Typed, mark_section, save_responses};
use crate::desk::AnswerDesk;
use crate::earlier::{Earlier, earlier};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldKind, Form, Question, Record, Section, Value};
use samverk_foundation::{Problem, Problems, interned};
use samverk_kept::{answer_cell, words};
use samverk_web::{
    AppState, Choice, Field, FieldKind as Drawing, Form as Drawn, FormPage, PageResult, Standing,
    Ui, Values, redirect_with_notice,
};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Saves and says that the section is done.
const DONE: &str = "done";

/// The hidden field that tells which revision of a question the page shows, and what stood there.
fn seen_name(key: &FieldKey) -> &'static str {
    interned(format!("{key}.seen"))
}

/// The box that says that an earlier answer is still right.
fn still_name(key: &FieldKey) -> &'static str {
    interned(format!("{key}.still"))
}

/// A short text that differs when the answers do.
fn mark(value: &Value) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(value)
        .unwrap_or_default()
        .hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

struct Opened<'d> {
    desk: &'d AnswerDesk,
    form: &'d Form,
    section: &'d Section,
    record: Record,
    earlier: Earlier,
}

impl<'d> Opened<'d> {
    async fn of(tx: &Tx, desk: &'d AnswerDesk, key: &str) -> Result<Self, Problem> {
        let form = &desk.form()?.form;
        let section = desk.section(form, key)?;
        if !desk.may_write(key) {
            return Err(Problem::forbidden());
        }
        Ok(Self {
            desk,
            form,
            section,
            record: desk.record(),
            earlier: earlier(tx, desk).await?,
        })
    }

    fn here(&self) -> String {
        self.desk.href(&format!("/avsnitt/{}", self.section.key))
    }

    fn visible(&self) -> Vec<&'d Question> {
        drawn::visible(self.form, self.section, &self.record)
    }

    /// The earlier answer to a question, where there is one and none now.
    fn before(&self, question: &Question) -> Option<&Value> {
        let now = self.record.get(question.key.as_str());
        let before = self.earlier.record.get(question.key.as_str());
        (now.is_nothing() && !before.is_nothing() && self.earlier.fits(question)).then_some(before)
    }

    fn page(&self, ui: Ui) -> FormPage {
        let mut form = Drawn::new(self.here(), ui.t("answer-save"))
            .other(DONE, ui.t("answer-save-done"))
            .cancel(self.desk.href(""));
        let mut values = drawn::filled(self.form, &self.record);
        let (mut above, mut links) = (String::new(), Vec::new());
        if let Some(help) = &self.section.help {
            above = ui.prose(&words(&ui, help));
        }
        for question in self.visible() {
            for field in drawn::fields(&ui, &[question]) {
                form = form.field(field);
            }
            if is_of_files(question) {
                links.push(self.files_link(&ui, question));
                continue;
            }
            if let Some(before) = self.before(question) {
                form = form.field(self.still(&ui, question, before));
            }
            let name = seen_name(&question.key);
            form = form.field(Field::new(name, "", Drawing::Hidden));
            values = values.set(name, self.seen(&question.key));
        }
        let lead = self.handed_words(&ui);
        let heading = section_words(&ui, self.section);
        let ui = self.desk.inside(ui);
        let mut page = FormPage::new(ui, heading, form.fill(values)).lead(lead);
        page.above = above;
        page.links = links;
        page
    }

    /// Where files are sent, and how many are there.
    fn files_link(&self, ui: &Ui, question: &Question) -> (String, String) {
        let count = self
            .record
            .get(question.key.as_str())
            .parts()
            .len()
            .to_string();
        let question_words = words(ui, &question.label);
        let told = [("question", question_words.as_str()), ("count", &count)];
        let href = self.desk.href(&format!("/filer/{}", question.key));
        (href, ui.t_with("answer-files-link", &told))
    }

    fn still(&self, ui: &Ui, question: &Question, before: &Value) -> Field {
        let said = answer_cell(ui, question, before).shown();
        let told = [
            ("said", said.as_str()),
            ("survey", self.earlier.name.as_str()),
        ];
        let choice = Choice::new("true", ui.t_with("answer-still", &told));
        let label = ui.t1("answer-earlier-of", "question", words(ui, &question.label));
        Field::new(
            still_name(&question.key),
            label,
            Drawing::Beside(vec![choice]),
        )
    }

    fn handed_words(&self, ui: &Ui) -> String {
        match self.desk.handed(self.section.key.as_str()) {
            Some(handed) if !handed.name.is_empty() => {
                ui.t1("answer-handed-to", "name", &handed.name)
            }
            _ => String::new(),
        }
    }

    fn seen(&self, key: &FieldKey) -> String {
        let response = self.desk.response(key.as_str());
        let revision = response.map_or(0, |one| one.revision);
        format!("{revision}-{}", mark(self.record.get(key.as_str())))
    }

    /// What was typed at the questions that the page showed.
    fn typed(&self, values: &Values) -> Result<Vec<Typed>, Problems> {
        let questions = self.section.questions.iter().filter(|one| one.is_asked());
        let shown: Vec<&Question> = questions
            .filter(|one| values.is_set(seen_name(&one.key)))
            .collect();
        let mut read = drawn::read(self.form, values, (&shown, &self.record))?;
        for question in &shown {
            let is_still = values.checked(still_name(&question.key));
            let is_blank = read.get(question.key.as_str()).is_nothing();
            if let Some(before) = self.before(question).filter(|_| is_still && is_blank) {
                read.set(question.key.clone(), before.clone());
            }
        }
        let typed = |question: &&Question| {
            let seen = values.text(seen_name(&question.key));
            let (revision, shown) = seen.split_once('-').unwrap_or((seen, ""));
            let value = read.get(question.key.as_str()).clone();
            Typed {
                question: question.key.clone(),
                seen: revision.parse().unwrap_or_default(),
                is_untouched: mark(&value) == shown,
                value,
            }
        };
        let typed = shown.iter().map(typed);
        Ok(typed.collect())
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = address.answer(&tx, &ui).await?;
    let opened = Opened::of(&tx, &desk, &address.key).await?;
    match desk.is_written() {
        true => opened.page(ui).show(),
        false => Err(closed(&desk).into()),
    }
}

fn is_of_files(question: &Question) -> bool {
    matches!(question.kind, FieldKind::File { .. })
}

/// Why nothing is saved to it now.
pub(super) fn closed(desk: &AnswerDesk) -> Problem {
    match desk.at.is_open() {
        true => Problem::conflict("answer_is_sent"),
        false => Problem::conflict("survey_closed"),
    }
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_responses").await?;
    let desk = address.answer(&tx, &ui).await?;
    let opened = Opened::of(&tx, &desk, &address.key).await?;
    let actor = ui.actor.clone();
    let page = opened.page(ui);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = opened.typed(&asked.values).err();
        return page.show_rows(asked, found);
    }
    let typed = match opened.typed(&values) {
        Ok(typed) => typed,
        Err(wrong) => return page.refuse(values, wrong),
    };
    let key = opened.section.key.as_str();
    match save_responses(&tx, &actor, &desk, key, &typed).await {
        Ok(Saving::Done) => {}
        Ok(Saving::Conflicts(conflicts)) => return refuse(page, &opened, values, conflicts),
        Err(wrong) => return page.refuse(values, wrong),
    }
    let now = address.answer(&tx, &page.ui).await?;
    if values.checked(DONE)
        && let Err(wrong) = mark_section(&tx, &actor, &now, key, true).await
    {
        return page.refuse(values, wrong);
    }
    let more = drawn::visible(opened.form, opened.section, &now.record());
    let is_new = |one: &&Question| {
        !values.is_set(seen_name(&one.key)) && one.is_asked() && !is_of_files(one)
    };
    let has_more = more.iter().any(is_new);
    let here = opened.here();
    tx.commit().await?;
    Ok(match has_more {
        true => redirect_with_notice(&here, "answer-more-questions"),
        false => redirect_with_notice(&now.href(""), "answer-saved"),
    })
}

/// The page again: what a colleague answered meanwhile stands beside what was typed, and saving once more goes
/// over it.
fn refuse(
    mut page: FormPage,
    opened: &Opened<'_>,
    mut values: Values,
    conflicts: Vec<Conflict>,
) -> PageResult {
    let mut problems = Problems::default();
    for Conflict { question, standing } in conflicts {
        let problem = Problem::conflict("answered_meanwhile");
        let author = standing.as_ref().map_or("", |one| one.author.as_str());
        problems.push(
            problem
                .with("name", if author.is_empty() { "none" } else { author })
                .at_field(question.as_str()),
        );
        let asked = opened.form.find(question.as_str());
        let (Some(standing), Some(asked)) = (standing, asked) else {
            continue;
        };
        let said = answer_cell(&page.ui, asked, &standing.value).shown();
        let time = page.ui.time(&standing.changed_at);
        let by = [
            ("name", author_words(&page.ui, &standing.author)),
            ("time", time),
        ];
        let by: Vec<(&str, &str)> = by
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        page.form.standing.push(Standing {
            label: words(&page.ui, &asked.label),
            now: vec![said, page.ui.t_with("answer-by", &by)],
        });
        let seen = format!("{}-{}", standing.revision, mark(&standing.value));
        values = values.set(seen_name(&question), seen);
    }
    page.refuse(values, problems)
}

fn author_words(ui: &Ui, author: &str) -> String {
    match author {
        "" => ui.t("answer-by-nobody"),
        name => name.to_owned(),
    }
}
