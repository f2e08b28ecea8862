//! What is done with the rows that are picked in a list: one field changed for all of them, or all removed, in one
//! transaction through the same actions as for one; or had as a file.

use super::Visit;
use super::cells::table;
use super::picking::{Doing, Picked, REMOVE, Refused, doing_words, picked_things};
use super::sayings::Sayings;
use super::stretch::{Stretch, query};
use super::visit::Desk;
use crate::save::save_over;
use crate::web_form::{SentForm, field_of};
use crate::{Ground, Stored, remove};
use askama::Template;
use axum::http::StatusCode;
use samverk_database::Tx;
use samverk_fields::{Form as Described, Question, Record, Value, from_form};
use samverk_foundation::{Key, Language, Problem, ProblemKind, Problems, interned};
use samverk_web::{
    Field, FieldKind as Drawn, Form, Format, PageResult, Table, Ui, Values, aside,
    redirect_with_notice,
};

#[derive(Template)]
#[template(path = "kept_picked.html")]
struct PickedPage {
    ui: Ui,
    ground: String,
    heading: String,
    lead: String,
    refused: Vec<(String, String)>,
    /// The rows that it is done with.
    table: Option<Table>,
    form: Option<Form>,
    back: String,
}

pub(crate) async fn picked(mut visit: Visit) -> PageResult {
    // Only who has confirmed writes; what would be removed is tried first, and undone.
    let tries = visit.values.text("doing") == REMOVE;
    let tx = match visit.values.checked("confirmed") || tries {
        true => visit.state.db.begin("change_picked").await?,
        false => visit.state.db.read().await?,
    };
    let desk = visit.desk(&tx).await?;
    let sent = visit.values.clone();
    // What the list was asked for, so that one comes back there and files have its columns.
    visit.values = Values::from_query(sent.text("asked"));
    let asked = query(&visit, &[]);
    let back = format!("{}?{asked}", visit.list_href(desk.at()));
    let back = back.trim_end_matches(['&', '?']).to_owned();
    let doing = Doing::read(visit.kind, sent.text("doing"));
    let (Some(doing), true) = (doing, sent.is_set("picked")) else {
        return Ok(redirect_with_notice(&back, "kept-none-picked"));
    };
    let mut picked = picked_things(&visit, &tx, desk.at(), (&doing, &sent)).await?;
    if let Doing::File(format) = doing {
        return file(visit, tx, &desk, picked, format).await;
    }
    let rows: Vec<&Stored> = picked.things.iter().collect();
    let sayings = Sayings::of(&visit, &tx, desk.at(), &rows).await?;
    let confirming = Confirming {
        visit,
        desk,
        doing,
        sent,
        asked,
        back,
        sayings,
    };
    if !confirming.sent.checked("confirmed") {
        if tries {
            confirming.take_all(&tx, &mut picked, None).await?;
            drop(tx);
        }
        return confirming.page(picked, Problems::default());
    }
    confirming.take(tx, picked).await
}

/// The things that are picked as a table of the list, and as a file.
async fn file(visit: Visit, tx: Tx, desk: &Desk, picked: Picked, format: Format) -> PageResult {
    let rows: Vec<&Stored> = picked.things.iter().collect();
    let sayings = Sayings::of(&visit, &tx, desk.at(), &rows).await?;
    let now = tx.now();
    drop(tx);
    let stretch = stretch_of(&visit, picked.things);
    let written = move || table(&visit, (&stretch, &sayings), None, false).download(format, now);
    aside(written).await?
}

fn stretch_of(visit: &Visit, rows: Vec<Stored>) -> Stretch {
    let key = visit.facts().text("tab");
    let swedish = visit.state.texts.get(Language::Sv, &key, &[]);
    Stretch {
        name: Key::from_name(&swedish).to_string(),
        heading: None,
        caption: visit.ui.t(&key),
        part: None,
        rows,
        is_cut: false,
    }
}

/// Everything that the page of confirmation is made of.
struct Confirming {
    visit: Visit,
    desk: Desk,
    doing: Doing,
    sent: Values,
    asked: String,
    back: String,
    sayings: Sayings,
}

impl Confirming {
    /// Does it, all or nothing. Where some cannot, the page comes back with those left out.
    async fn take(self, tx: Tx, mut picked: Picked) -> PageResult {
        let value = match &self.doing {
            Doing::Change(question) => match chosen(question, &self.sent) {
                Ok(value) => Some(value),
                Err(problems) => return self.page(picked, problems),
            },
            _ => None,
        };
        self.take_all(&tx, &mut picked, value.as_ref()).await?;
        if picked.refused.is_empty() {
            tx.commit().await?;
            let notice = if value.is_some() {
                "saved"
            } else {
                "kept-removed"
            };
            return Ok(redirect_with_notice(&self.back, notice));
        }
        drop(tx);
        self.page(picked, Problems::default())
    }

    /// Each by itself, so that all that cannot are told at once; those are then among the refused.
    async fn take_all(
        &self,
        tx: &Tx,
        picked: &mut Picked,
        value: Option<&Value>,
    ) -> Result<(), Problem> {
        let mut left = Vec::new();
        for one in std::mem::take(&mut picked.things) {
            match tx.attempt(self.take_one(tx, &one, value)).await {
                Ok(()) => left.push(one),
                Err(why) if matches!(why.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
                    let name = self.visit.kind.name(&one.record);
                    picked.refused.push(Refused { name, why });
                }
                Err(why) => return Err(why),
            }
        }
        picked.things = left;
        Ok(())
    }

    async fn take_one(&self, tx: &Tx, one: &Stored, value: Option<&Value>) -> Result<(), Problem> {
        let (actor, at, kind) = (&self.visit.ui.actor, self.desk.at(), self.visit.kind);
        let (Doing::Change(question), Some(value)) = (&self.doing, value) else {
            return remove(tx, actor, at, kind, one, one.revision).await;
        };
        let mut record: Record = one.record.clone();
        record.set(question.key.clone(), value.clone());
        let seen = one.revision;
        let saved = save_over(tx, actor, at, kind, one.clone(), record, seen).await;
        let first = |problems: Problems| problems.0.into_iter().next();
        match saved {
            Ok(_) => Ok(()),
            Err(problems) => Err(first(problems).unwrap_or_else(|| Problem::internal("no reason"))),
        }
    }

    fn page(&self, picked: Picked, problems: Problems) -> PageResult {
        let (visit, at) = (&self.visit, self.desk.at());
        let ui = visit.form_ui(at);
        let number = picked.things.len();
        let is_refused = !problems.is_empty() || !picked.refused.is_empty();
        let status = match is_refused && self.sent.checked("confirmed") {
            true => StatusCode::CONFLICT,
            false => StatusCode::OK,
        };
        let refused = picked.refused.iter();
        let refused = refused.map(|one| (one.name.clone(), ui.problem(&one.why)));
        let page = PickedPage {
            ground: at.name().to_owned(),
            heading: doing_words(visit, &self.doing, number),
            lead: match self.doing {
                Doing::Remove => ui.t("kept-remove-lead"),
                _ => String::new(),
            },
            refused: refused.collect(),
            form: (number > 0).then(|| self.form(&ui, at, &picked.things, problems)),
            table: (number > 0).then(|| {
                let stretch = stretch_of(visit, picked.things);
                table(visit, (&stretch, &self.sayings), None, false).without_downloads()
            }),
            back: self.back.clone(),
            ui: ui.clone(),
        };
        let mut answer = ui.page(&page)?;
        *answer.status_mut() = status;
        Ok(answer)
    }

    fn form(&self, ui: &Ui, at: &dyn Ground, things: &[Stored], problems: Problems) -> Form {
        let action = format!("{}/valda", self.visit.base_href(at));
        let submit = match self.doing {
            Doing::Change(_) => ui.t("form-save"),
            _ => ui.t("kept-remove"),
        };
        let picks = things
            .iter()
            .map(|one| format!("{}:{}", one.key, one.revision));
        let picks = picks.collect::<Vec<_>>().join(" ");
        let mut form = Form::new(action, submit).cancel(&self.back);
        let mut values = self.sent.clone().set("picked", picks);
        if let Doing::Change(question) = &self.doing {
            form = form.field(field_of(ui, question, &self.desk.offered));
            let first = things
                .first()
                .map(|one| one.record.get(question.key.as_str()));
            // What all of them say already stands there.
            let is_same = |value: &&Value| {
                things
                    .iter()
                    .all(|one| one.record.get(question.key.as_str()) == *value)
            };
            if let (Some(same), false) = (first.filter(is_same), self.sent.checked("confirmed")) {
                values = values.set(question.key.as_str(), same.text());
            }
        } else {
            form = form.danger();
        }
        for name in ["picked", "doing", "asked", "confirmed"] {
            form = form.field(Field::new(name, "", Drawn::Hidden));
        }
        let values = values.set("asked", &self.asked).set("confirmed", "true");
        form = form.fill(values);
        form.problems = problems;
        form
    }
}

/// What the field is to say. Fails as a form does.
fn chosen(question: &Question, sent: &Values) -> Result<Value, Problems> {
    let question = Question {
        shown: samverk_fields::Condition::Always,
        ..question.clone()
    };
    let name = interned(question.key.as_str());
    let form = Described::of(vec![question]);
    let record = from_form(&form, &SentForm::of(sent))?;
    Ok(record.get(name).clone())
}
