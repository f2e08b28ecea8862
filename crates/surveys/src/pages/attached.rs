//! The files that a question is answered with: each is sent by itself, and shown with what a scanner has said of it.

use super::address::Address;
use super::section_page::closed;
use crate::actions::{attach_file, begin_answer, detach_file};
use crate::desk::AnswerDesk;
use crate::model::section_of;
use crate::things::ANSWER;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use samverk_database::Tx;
use samverk_fields::{FieldKind, Question, Value};
use samverk_files::model::State as FileState;
use samverk_files::{Files, Laid, file_field, laid_at, size_words, state_words, take_in};
use samverk_foundation::{Problem, Problems};
use samverk_kept::words;
use samverk_web::{
    AppState, Failure, Form, FormPage, PageResult, Tone, Ui, Values, redirect_with_notice,
};
use uuid::Uuid;

/// A file as a page tells of it.
pub(super) struct Attached {
    pub id: Uuid,
    pub name: String,
    pub size: String,
    pub state: String,
    pub color: &'static str,
    /// Its own page; nowhere when it is gone.
    pub href: Option<String>,
}

/// The files of an answer to a question, as they lie now.
pub(super) fn attached(ui: &Ui, value: &Value, lying: &[Laid]) -> Vec<Attached> {
    let files = value.parts().iter().filter_map(Value::as_file);
    let told = files.map(|file| {
        // What is read in from a folder has an id of its own.
        let found = lying.iter().find(|laid| laid.file == file.id);
        let found = found.or_else(|| lying.iter().find(|laid| laid.sha256 == file.checksum));
        let (state, tone) = match found {
            Some(laid) => {
                let (state, tone, _) = state_words(ui, &laid.state);
                (state, tone)
            }
            None => (ui.t("answer-file-gone"), Tone::Neutral),
        };
        Attached {
            id: file.id,
            name: file.name.clone(),
            size: size_words(file.bytes),
            state,
            color: tone.color(),
            href: found.map(Laid::href),
        }
    });
    told.collect()
}

/// What lies at an answer, where the form asks for files.
pub(super) async fn lying_at(
    tx: &Tx,
    form: &samverk_fields::Form,
    answer: Option<Uuid>,
) -> Result<Vec<Laid>, Problem> {
    let mut questions = form.questions();
    let asks = questions.any(|one| matches!(one.kind, FieldKind::File { .. }));
    match answer.filter(|_| asks) {
        Some(id) => laid_at(tx, ANSWER, id).await,
        None => Ok(Vec::new()),
    }
}

/// The files with their buttons, as a part of the page.
#[derive(Template)]
#[template(path = "attached_list.html")]
struct List<'l> {
    ui: &'l Ui,
    files: Vec<Attached>,
    here: String,
}

/// The page where there is room for no more.
#[derive(Template)]
#[template(path = "attached.html")]
struct FullPage {
    ui: Ui,
    heading: String,
    lead: String,
    list: String,
    back: String,
}

/// A question that is answered with files, in an answer that is being given.
struct Asking<'d> {
    desk: &'d AnswerDesk,
    section: &'d str,
    question: &'d Question,
    most: usize,
}

impl<'d> Asking<'d> {
    /// Fails with `not_found`, `forbidden`, `survey_closed` or `answer_is_sent`.
    fn of(desk: &'d AnswerDesk, key: &str) -> Result<Self, Problem> {
        let form = &desk.form()?.form;
        let question = form.find(key).ok_or_else(Problem::not_found)?;
        let FieldKind::File { most, .. } = question.kind else {
            return Err(Problem::not_found());
        };
        let section = section_of(form, key).ok_or_else(Problem::not_found)?;
        let section = section.key.as_str();
        match desk.may_write(section) {
            false => Err(Problem::forbidden()),
            true if !desk.is_written() => Err(closed(desk)),
            true => Ok(Self {
                desk,
                section,
                question,
                most: usize::from(most).max(1),
            }),
        }
    }

    fn here(&self) -> String {
        self.desk.href(&format!("/filer/{}", self.question.key))
    }

    fn value(&self) -> Value {
        let response = self.desk.response(self.question.key.as_str());
        response.map_or(Value::Nothing, |one| one.value.clone())
    }

    async fn page(&self, tx: &Tx, ui: Ui, files: &Files) -> Result<Shown, Problem> {
        let answer = self.desk.answer.as_ref().map(|one| one.id);
        let lying = lying_at(tx, &self.desk.form()?.form, answer).await?;
        let attached = attached(&ui, &self.value(), &lying);
        let has_room = attached.len() < self.most;
        let list = List {
            ui: &ui,
            files: attached,
            here: self.here(),
        };
        let list = ui.fragment(&list)?;
        let heading = words(&ui, &self.question.label);
        let back = self.desk.href(&format!("/avsnitt/{}", self.section));
        if !has_room {
            return Ok(Shown::Full(Box::new(FullPage {
                lead: ui.t1("answer-files-full", "most", self.most),
                ui: self.desk.inside(ui),
                heading,
                list,
                back,
            })));
        }
        let form = Form::new(self.here(), ui.t("answer-file-add")).field(file_field(&ui, files));
        let lead = ui.t1("answer-files-lead", "most", self.most);
        let words = ui.t("answer-file-back");
        let page = FormPage::new(self.desk.inside(ui), heading, form).lead(lead);
        let mut page = page.link(back, words);
        page.above = list;
        Ok(Shown::Form(Box::new(page)))
    }
}

enum Shown {
    Form(Box<FormPage>),
    Full(Box<FullPage>),
}

impl Shown {
    fn show(self) -> PageResult {
        match self {
            Self::Form(page) => page.show(),
            Self::Full(page) => page.ui.page(&*page),
        }
    }

    fn refuse(self, values: Values, problems: Problems) -> PageResult {
        match self {
            Self::Form(page) => page.refuse(values, problems),
            Self::Full(page) => page.ui.page(&*page),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = address.answer(&tx, &ui).await?;
    let asking = Asking::of(&desk, &address.key)?;
    asking.page(&tx, ui, &files).await?.show()
}

/// The bytes come first, then the answer that names them.
pub(super) async fn send(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(address): Path<Address>,
    request: Request,
) -> PageResult {
    let tx = state.db.begin("begin_answer").await?;
    let desk = address.answer(&tx, &ui).await?;
    let asking = Asking::of(&desk, &address.key)?;
    let answer = begin_answer(&tx, &ui.actor, &desk, asking.section).await?;
    tx.commit().await?;
    let at = (ANSWER, answer.id);
    let taken = take_in((&state, &files), &ui.actor, at, request).await?;
    let tx = state.db.begin("attach_file").await?;
    let desk = address.answer(&tx, &ui).await?;
    let asking = Asking::of(&desk, &address.key)?;
    let missing = || Problem::invalid("file_not_chosen").at_field("file");
    let laid = taken.file.and_then(|laid| laid.ok_or_else(missing));
    let laid = match laid {
        Ok(laid) if matches!(laid.state, FileState::Infected(_)) => {
            return Ok(redirect_with_notice(&asking.here(), "file-infected"));
        }
        Ok(laid) => laid,
        Err(wrong) => {
            let page = asking.page(&tx, ui, &files).await?;
            return page.refuse(taken.values, wrong.into());
        }
    };
    let of = (asking.section, asking.question);
    match attach_file(&tx, &ui.actor, &desk, of, &laid).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&asking.here(), "file-added"))
        }
        Err(problems) => {
            let at_file = problems.0.into_iter().map(|one| one.at_field("file"));
            let page = asking.page(&tx, ui, &files).await?;
            page.refuse(taken.values, at_file.collect())
        }
    }
}

pub(super) async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("detach_file").await?;
    let desk = address.answer(&tx, &ui).await?;
    let asking = Asking::of(&desk, &address.key)?;
    let file = values
        .text("file")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let of = (asking.section, asking.question);
    let detached = detach_file(&tx, &ui.actor, &desk, of, file).await;
    detached.map_err(|problems| {
        let mut problems = problems.0.into_iter();
        Failure(problems.next().unwrap_or_else(Problem::not_found))
    })?;
    tx.commit().await?;
    Ok(redirect_with_notice(&asking.here(), "saved"))
}
