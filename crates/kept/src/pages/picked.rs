//! What is done with the rows that are picked in a list: one field changed for all of them, or all removed, in one
//! transaction through the same actions as for one; or had as a file.

use super::cells::table;
use super::picking::{Doing, Picked, Refused, doing_words, picked_things};
use super::stretch::{Stretch, query};
use super::visit::Desk;
use super::{Visit, columns};
use crate::offer::Offers;
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
    // Only who has confirmed writes.
    let tx = match visit.values.checked("confirmed") {
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
    let picked = picked_things(&visit, &tx, desk.at(), (&doing, &sent)).await?;
    if let Doing::File(format) = doing {
        return file(visit, tx, &desk, picked, format).await;
    }
    let shown = columns::shown(&visit).questions;
    let offers = Offers::shown(&tx, desk.at(), visit.kind, &shown).await?;
    let confirming = Confirming {
        visit,
        desk,
        doing,
        sent,
        asked,
        back,
        offers,
    };
    if !confirming.sent.checked("confirmed") {
        return confirming.page(picked, Problems::default());
    }
    confirming.take(tx, picked).await
}

/// The things that are picked as a table of the list, and as a file.
async fn file(visit: Visit, tx: Tx, desk: &Desk, picked: Picked, format: Format) -> PageResult {
    let shown = columns::shown(&visit).questions;
    let offers = Offers::shown(&tx, desk.at(), visit.kind, &shown).await?;
    let now = tx.now();
    drop(tx);
    let stretch = stretch_of(&visit, picked.things);
    let written = move || table(&visit, (&stretch, &offers), None, false).download(format, now);
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
    offers: Offers,
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
        let mut refused = Vec::new();
        for one in &picked.things {
            match self.take_one(&tx, one, value.as_ref()).await {
                Ok(()) => {}
                Err(why) => {
                    let stops = why.kind == ProblemKind::Conflict && value.is_none();
                    refused.push((one.id, why));
                    // After a refused removal PostgreSQL does nothing more in the transaction.
                    if stops {
                        break;
                    }
                }
            }
        }
        if refused.is_empty() && picked.refused.is_empty() {
            tx.commit().await?;
            let notice = if value.is_some() {
                "saved"
            } else {
                "kept-removed"
            };
            return Ok(redirect_with_notice(&self.back, notice));
        }
        drop(tx);
        for (id, why) in refused {
            if !matches!(why.kind, ProblemKind::Invalid | ProblemKind::Conflict) {
                return Err(why.into());
            }
            let place = picked.things.iter().position(|one| one.id == id);
            if let Some(place) = place {
                let one = picked.things.remove(place);
                let name = self.visit.kind.name(&one.record);
                picked.refused.push(Refused { name, why });
            }
        }
        self.page(picked, Problems::default())
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
                table(visit, (&stretch, &self.offers), None, false).without_downloads()
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
