//! What stands at each question of an answer that is being given: each is saved by itself, over what was seen.

use super::answer_views::{ResponseContent, ResponseView};
use super::{answer_path, own_answer};
use crate::actions::{Saving, Typed, save_responses};
use crate::desk::AnswerDesk;
use crate::model::section_of;
use crate::policy::Action;
use samverk_fields::{
    Condition, FieldKey, Form, Question, Record, Value, check, from_json, shown, to_json,
};
use samverk_foundation::{Problem, Problems};
use samverk_parties::{READ, WRITE};
use samverk_rest::{
    Call, Found, Linked, NoQuery, Operation, Page, Parameter, Refusal, Resource, Tag,
};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

const ALL: &str =
    "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/responses";
const ONE: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/responses/{question}";

const QUESTION: Parameter = Parameter::pattern(
    "question",
    ["Frågans nyckel.", "The question's key."],
    "^[a-z][a-z0-9_]{0,59}$",
    "drift",
)
.for_members();

pub(super) fn resource() -> Resource {
    let about = [
        "Det som står vid varje fråga i ett svar som lämnas, för dem som lämnar det.",
        "What stands at each question of an answer that is being given, for those who give it.",
    ];
    Resource::new("responses", about, READ, WRITE)
        .parameter(QUESTION)
        .with(
            Operation::list(ALL, "listSurveyResponses", list)
                .about(
                    "Varje fråga i formuläret, i ordning, med det som står där.",
                    "Each question of the form, in order, with what stands there.",
                )
                .action(Action::Answer.code()),
        )
        .with(
            Operation::get(ONE, "getSurveyResponse", get)
                .about("Det som står vid en fråga.", "What stands at one question.")
                .action(Action::Answer.code()),
        )
        .with(
            Operation::replace(ONE, "putSurveyResponse", put)
                .about(
                    "Svarar på en fråga, över det som stod där när den lästes: har en kollega svarat sedan dess är svaret 412, och inget sparas.",
                    "Answers a question, over what stood there when it was read: when a colleague has answered since, the answer is 412 and nothing is saved.",
                )
                .action(Action::Answer.code())
                .invalid(&[
                    "body_invalid",
                    "survey_file_unknown",
                    "file_over_limit",
                    "file_type_not_allowed",
                    "files_many",
                    "text_too_long",
                    "number_out_of_range",
                    "date_out_of_range",
                    "date_before",
                    "rows_many",
                    "repeated",
                    "pattern_invalid",
                ])
                .conflict(&["survey_closed", "answer_is_sent", "answered_meanwhile"]),
        )
}

/// A question alone, asked always and to be answered or not.
fn alone(question: &Question) -> Form {
    let mut alone = question.clone();
    alone.shown = Condition::Always;
    Form::of(vec![alone]).in_draft()
}

/// An answer to a question as the API tells it.
pub(super) fn value_of(question: &Question, record: &Record) -> Json {
    match to_json(&alone(question), record) {
        Json::Object(mut fields) => fields.remove(&question.key.camel()).unwrap_or_default(),
        _ => Json::Null,
    }
}

/// What was sent as an answer to a question. Each problem is at a place in `value`.
fn read_value(
    (form, record): (&Form, &Record),
    question: &Question,
    sent: Json,
) -> Result<Value, Problems> {
    let mut body = Map::new();
    if !sent.is_null() {
        body.insert(question.key.camel(), sent);
    }
    let read = from_json(&alone(question), &Json::Object(body));
    let read = read.map_err(|problems| at_value(&question.key, problems))?;
    let value = read.get(question.key.as_str()).clone();
    let all = record.clone().with(question.key.clone(), value.clone());
    let wrong = check(&form.in_draft(), &all).0.into_iter();
    let own = wrong.filter(|problem| {
        let place = problem.place.field.as_deref().unwrap_or_default();
        place.split('.').next() == Some(question.key.as_str())
    });
    at_value(&question.key, own.collect()).or(value)
}

/// `/storageCost/0/kind` and `storage_cost.0.kind` are both `/value/0/kind`.
fn at_value(key: &FieldKey, problems: Problems) -> Problems {
    let camel = format!("/{}", key.camel());
    let placed = problems.0.into_iter().map(|problem| {
        let place = problem.place.field.clone().unwrap_or_default();
        let below = place.strip_prefix(&camel);
        let below = below.map(|rest| format!("/value{rest}"));
        let below = below.or_else(|| {
            let rest = place.strip_prefix(key.as_str())?;
            Some(format!("value{rest}"))
        });
        problem.at_field(below.as_deref().unwrap_or("value"))
    });
    placed.collect()
}

/// A draft with the questions that it shows.
struct Read<'d> {
    desk: &'d AnswerDesk,
    form: &'d Form,
    record: Record,
    shown: BTreeSet<FieldKey>,
}

impl<'d> Read<'d> {
    fn of(desk: &'d AnswerDesk) -> Result<Self, Problem> {
        let (form, record) = (&desk.form()?.form, desk.record());
        Ok(Self {
            shown: shown(form, &record),
            desk,
            form,
            record,
        })
    }

    /// Fails with `not_found`.
    fn question(&self, key: &str) -> Result<&'d Question, Problem> {
        let found = self.form.find(key).filter(|question| question.is_asked());
        found.ok_or_else(Problem::not_found)
    }

    fn section(&self, question: &Question) -> &'d str {
        let section = section_of(self.form, question.key.as_str());
        section.map_or("", |section| section.key.as_str())
    }

    fn linked(&self, question: &Question) -> Linked<ResponseView> {
        let key = question.key.as_str();
        let view = ResponseView {
            question: key.to_owned(),
            section: self.section(question).to_owned(),
            shown: self.shown.contains(&question.key),
            value: value_of(question, &self.record),
            author: String::new(),
            changed_at: None,
        };
        let view = view.answered_by(self.desk.response(key));
        let up = answer_path(&self.desk.at, &self.desk.key);
        let all = format!("{up}/responses");
        Linked::at(format!("{all}/{key}"), view)
            .link("collection", all)
            .link("up", up)
    }

    fn tag(&self, question: &Question) -> Tag {
        let at = answer_path(&self.desk.at, &self.desk.key);
        let revision = self.revision(question);
        Tag::of(&(
            at,
            question.key.as_str(),
            revision,
            self.shown.contains(&question.key),
        ))
    }

    fn revision(&self, question: &Question) -> i64 {
        let response = self.desk.response(question.key.as_str());
        response.map_or(0, |response| response.revision)
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<ResponseView>, Refusal> {
    let tx = call.read().await?;
    let desk = own_answer(&tx, &call).await?;
    let read = Read::of(&desk)?;
    let asked = read.form.questions().filter(|one| one.is_asked());
    Ok(Page::of(asked.collect(), call.paging, |question| {
        read.linked(question)
    }))
}

async fn get(call: Call) -> Result<Found<ResponseView>, Refusal> {
    let tx = call.read().await?;
    let desk = own_answer(&tx, &call).await?;
    let read = Read::of(&desk)?;
    let question = read.question(call.part("question"))?;
    Ok(Found::new(read.linked(question), read.tag(question)))
}

async fn put(call: Call, sent: ResponseContent) -> Result<Found<ResponseView>, Refusal> {
    let tx = call.begin("api_save_survey_response").await?;
    let desk = own_answer(&tx, &call).await?;
    let read = Read::of(&desk)?;
    let question = read.question(call.part("question"))?;
    call.allow_write(Some(&read.tag(question)))?;
    let typed = Typed {
        question: question.key.clone(),
        value: read_value((read.form, &read.record), question, sent.value)?,
        seen: read.revision(question),
        is_untouched: false,
    };
    let section = read.section(question);
    match save_responses(&tx, &call.actor, &desk, section, &[typed]).await? {
        Saving::Done => {}
        // Somebody else saved between the two readings.
        Saving::Conflicts(_) => return Err(Problem::conflict("changed_meanwhile").into()),
    }
    let now = own_answer(&tx, &call).await?;
    tx.commit().await?;
    let read = Read::of(&now)?;
    let question = read.question(call.part("question"))?;
    Ok(Found::new(read.linked(question), read.tag(question)))
}
