//! Making a need or a relation of an answer, and where each came from.

use super::address::Address;
use super::assessed::Assessments;
use crate::actions::{ASSESSMENT, made_of_answers, make_of_answer};
use crate::desk::SurveyDesk;
use crate::model::{Link, Submission, Whose};
use crate::reading::read_answer;
use crate::{SURVEY, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_development::NEED;
use samverk_fields::{FieldKind, KindCode, Question, Record, Reference, Value};
use samverk_foundation::{Problem, text};
use samverk_kept::{AnyKind, answer_cell, form_fields, read_fields, words};
use samverk_parties::RELATION;
use samverk_parties::model::Party;
use samverk_parties::store::find_parties;
use samverk_web::{
    AppState, Form, FormPage, PageResult, PanelFuture, Thing, Ui, Values, redirect_with_notice,
};

/// What was made of what a party sent in, and what its coordinator can make.
#[derive(Default)]
pub(super) struct Made {
    /// The question, and address and words of what was made.
    links: Vec<(String, String, String)>,
    /// The address of the submission, where something can be made.
    from: Option<String>,
}

impl Made {
    pub async fn of(
        tx: &Tx,
        ui: &Ui,
        at: &SurveyDesk,
        (address, submission): (&Address, &Submission),
    ) -> Result<Self, Problem> {
        let mut links = Vec::new();
        let kept = store::list_links(tx, &[submission.id]).await?;
        let is_assessed = kept.iter().any(|link| link.thing_kind == ASSESSMENT);
        let assessments = match is_assessed {
            true => Assessments::load(tx, at).await?,
            false => Assessments::default(),
        };
        for link in kept {
            if link.thing_kind == ASSESSMENT {
                let told = assessments.told(at, link.thing);
                links.extend(told.map(|(href, name)| {
                    let words = ui.t1(made_words(ASSESSMENT), "name", name);
                    (link.question.to_string(), href, words)
                }));
            } else if let Some((href, name)) = thing_of(tx, at, &link).await? {
                let words = ui.t1(made_words(&link.thing_kind), "name", name);
                links.push((link.question.to_string(), href, words));
            }
        }
        let rest = format!("/inlamnat/{}", submission.number);
        let from = at
            .may_build()
            .then(|| at.answer_href(address.party(), &rest));
        Ok(Self { links, from })
    }

    pub fn links_at(&self, question: &Question) -> Vec<(String, String)> {
        let own = self
            .links
            .iter()
            .filter(|(key, ..)| key == question.key.as_str());
        own.map(|(_, href, words)| (href.clone(), words.clone()))
            .collect()
    }

    /// Of a blank nothing is made.
    pub fn offers_at(
        &self,
        ui: &Ui,
        question: &Question,
        record: &Record,
    ) -> Vec<(String, String)> {
        let is_said = record.get(question.key.as_str()).is_said();
        let Some(from) = self.from.as_ref().filter(|_| is_said) else {
            return Vec::new();
        };
        let offer = |code: &str| {
            (
                format!("{from}/{code}/{}", question.key),
                ui.t(make_words(code)),
            )
        };
        let kinds = made_of_answers();
        let kinds = kinds.iter().map(|kind| kind.facts().code);
        kinds.chain([ASSESSMENT]).map(offer).collect()
    }
}

fn make_words(kind: &str) -> &'static str {
    match kind {
        "need" => "answer-make-need",
        ASSESSMENT => "answer-make-assessment",
        _ => "answer-make-relation",
    }
}

fn made_words(kind: &str) -> &'static str {
    match kind {
        "need" => "answer-made-need",
        ASSESSMENT => "answer-made-assessment",
        _ => "answer-made-relation",
    }
}

/// Where a thing is, and what it is called; nothing when it is gone.
async fn thing_of(
    tx: &Tx,
    at: &SurveyDesk,
    link: &Link,
) -> Result<Option<(String, String)>, Problem> {
    let told = |segment: &str, key: &str, name: String| {
        Some((at.scope.href(&format!("/{segment}/{key}")), name))
    };
    Ok(match link.thing_kind.as_str() {
        "need" => NEED
            .with_ids(tx, &[link.thing])
            .await?
            .pop()
            .and_then(|one| {
                told(
                    NEED.pages.segment,
                    one.key.as_str(),
                    (NEED.name)(&one.value),
                )
            }),
        _ => RELATION
            .with_ids(tx, &[link.thing])
            .await?
            .pop()
            .and_then(|one| {
                told(
                    RELATION.pages.segment,
                    one.key.as_str(),
                    (RELATION.name)(&one.value),
                )
            }),
    })
}

/// An answer to a question, that something is made of.
pub(super) struct Source {
    pub at: SurveyDesk,
    pub party: Party,
    pub submission: Submission,
    pub question: Question,
    /// Where the answer is read.
    pub back: String,
}

impl Source {
    /// Fails with `not_found`, and with `forbidden` for those who do not run the collaboration.
    pub async fn find(tx: &Tx, ui: &Ui, address: &Address) -> Result<Self, Problem> {
        let at = address.building(tx, ui).await?;
        let (answer, _) = read_answer(tx, &ui.actor, &at, address.party()).await?;
        let Whose::Party(party) = answer.whose else {
            return Err(Problem::not_found());
        };
        let party = find_parties(tx, &[party])
            .await?
            .pop()
            .ok_or_else(Problem::not_found)?;
        let mut sent = store::list_submissions(tx, answer.id).await?.into_iter();
        let submission = sent.find(|one| one.number == address.number);
        let submission = submission.ok_or_else(Problem::not_found)?;
        let form = &at.versions.get(submission.form)?.form;
        let question = form
            .find(&address.key)
            .cloned()
            .ok_or_else(Problem::not_found)?;
        let rest = format!("/inlamnat/{}", submission.number);
        let back = at.answer_href(party.key.as_str(), &rest);
        Ok(Self {
            at,
            party,
            submission,
            question,
            back,
        })
    }

    pub fn said(&self, ui: &Ui) -> String {
        let value = self.submission.record.get(self.question.key.as_str());
        answer_cell(ui, &self.question, value).shown()
    }

    /// Whose answer to what it is.
    pub fn lead(&self, ui: &Ui) -> String {
        let told = [
            ("party", self.party.name.clone()),
            ("question", words(ui, &self.question.label)),
            ("said", text::beginning(&self.said(ui), 400)),
        ];
        let told: Vec<(&str, &str)> = told
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        ui.t_with("answer-make-lead", &told)
    }

    pub fn inside(&self, ui: Ui) -> Ui {
        let name = ui.t1("answer-of", "name", &self.party.name);
        self.at.inside(ui).with_crumb(self.back.clone(), name)
    }
}

/// An answer with what is to be made of it.
struct Making {
    source: Source,
    kind: &'static dyn AnyKind,
    here: String,
}

impl Making {
    async fn find(tx: &Tx, ui: &Ui, address: &Address) -> Result<Self, Problem> {
        let mut kinds = made_of_answers().into_iter();
        let kind = kinds.find(|kind| kind.facts().code == address.kind);
        let kind = kind.ok_or_else(Problem::not_found)?;
        let source = Source::find(tx, ui, address).await?;
        let here = format!("{}/{}/{}", source.back, address.kind, source.question.key);
        Ok(Self { source, kind, here })
    }

    /// What was answered, in the fields where it belongs: the party, the first long text and the topics.
    fn beginning(&self, ui: &Ui) -> Record {
        let said = self.source.said(ui);
        let mut record = Record::default();
        let mut is_told = false;
        for question in self.kind.form().questions() {
            let value = match &question.kind {
                FieldKind::One(kind) if kind.as_str() == "party" => {
                    let kind = KindCode::of("party");
                    Value::Ref(Reference::to(kind, self.source.party.key.clone()))
                }
                FieldKind::Prose { .. } if !is_told => {
                    is_told = true;
                    Value::Text(said.clone())
                }
                FieldKind::Line if question.is_required() => {
                    Value::Text(text::beginning(&text::in_one_line(&said), 80))
                }
                FieldKind::Lines => {
                    let line = text::beginning(&text::in_one_line(&said), 80).replace(';', ",");
                    Value::Several(vec![Value::Text(line)])
                }
                _ => continue,
            };
            record.set(question.key.clone(), value);
        }
        record
    }

    async fn page(&self, tx: &Tx, ui: Ui) -> Result<FormPage, Problem> {
        let record = self.beginning(&ui);
        let source = &self.source;
        let (fields, values) = form_fields(tx, &ui, &source.at.scope, self.kind, &record).await?;
        let form = Form::new(self.here.clone(), ui.t("form-save")).cancel(source.back.clone());
        let form = fields.into_iter().fold(form, Form::field).fill(values);
        let (lead, heading) = (source.lead(&ui), ui.t(make_words(self.kind.facts().code)));
        Ok(FormPage::new(source.inside(ui), heading, form).lead(lead))
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let making = Making::find(&tx, &ui, &address).await?;
    making.page(&tx, ui).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("make_of_answer").await?;
    let making = Making::find(&tx, &ui, &address).await?;
    let actor = ui.actor.clone();
    let page = making.page(&tx, ui).await?;
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        return page.show_rows(asked, None);
    }
    let source = &making.source;
    let read = read_fields(&tx, &source.at.scope, making.kind, &values).await;
    let from = (&source.submission, &source.question.key);
    let made = match read {
        Ok(record) => make_of_answer(&tx, &actor, &source.at, from, (making.kind, record)).await,
        Err(problems) => Err(problems),
    };
    match made {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&source.back, "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

#[derive(Template)]
#[template(path = "made_panel.html")]
struct MadePanel<'p> {
    ui: &'p Ui,
    /// Address and words of each answer.
    from: Vec<(String, String)>,
}

/// On the page of what was made: the answers that it came from, for those who may read them.
pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        if !made_of_answers()
            .iter()
            .any(|kind| kind.facts().code == thing.kind)
        {
            return Ok(None);
        }
        let mut from = Vec::new();
        for link in store::list_links_to(tx, thing.id).await? {
            from.extend(told(tx, ui, &link).await?);
        }
        match from.is_empty() {
            true => Ok(None),
            false => ui.fragment(&MadePanel { ui, from }).map(Some),
        }
    })
}

async fn told(tx: &Tx, ui: &Ui, link: &Link) -> Result<Option<(String, String)>, Problem> {
    let Some(submission) = store::find_submission(tx, link.submission).await? else {
        return Ok(None);
    };
    let Some(answer) = store::find_answer_by_id(tx, submission.answer).await? else {
        return Ok(None);
    };
    let survey = SURVEY.with_ids(tx, &[answer.survey]).await?.pop();
    let (Some(survey), Whose::Party(id)) = (survey, answer.whose) else {
        return Ok(None);
    };
    let here = samverk_foundation::CollaborationId(survey.ground);
    let Ok(scope) = samverk_parties::Scope::by_id(tx, &ui.actor, here).await else {
        return Ok(None);
    };
    let is_own = ui.actor.roles_at(id).is_member();
    if !is_own && !scope.may(crate::policy::Action::Build.by()) {
        return Ok(None);
    }
    let Some(party) = find_parties(tx, &[id]).await?.pop() else {
        return Ok(None);
    };
    let rest = format!(
        "/enkater/{}/svar/{}/inlamnat/{}",
        survey.key, party.key, submission.number
    );
    let told = [("party", party.name.as_str()), ("survey", &*survey.title)];
    Ok(Some((
        scope.href(&rest),
        ui.t_with("answer-made-from", &told),
    )))
}
