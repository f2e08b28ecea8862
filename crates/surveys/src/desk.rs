//! A survey as one actor sees it, and an answer to it as one of its own people does.

use crate::model::{Answer, Response, Section, Whose};
use crate::policy::Action;
use crate::versions::{SurveyForm, Versions};
use crate::{Audience, SURVEY, Survey, store};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_fields::{Form, Record, Section as FormSection};
use samverk_foundation::{Actor, PersonId, Problem, Role};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::{Thing, Ui};

/// The last part of the address of one's own answer, where each person answers.
pub(crate) const MINE: &str = "mig";

#[derive(Clone, Debug)]
pub struct SurveyDesk {
    pub scope: Scope,
    pub survey: Held<Survey>,
    pub versions: Versions,
}

impl SurveyDesk {
    /// Fails with `not_found` for whoever may not see it.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        collaboration: &str,
        key: &str,
    ) -> Result<Self, Problem> {
        let scope = Scope::find(tx, actor, collaboration).await?;
        let survey = SURVEY.find(tx, &scope, key).await?;
        let survey = survey.ok_or_else(Problem::not_found)?;
        let versions = Versions(store::list_forms(tx, survey.id).await?);
        Ok(Self {
            scope,
            survey,
            versions,
        })
    }

    /// Whether answers are taken today.
    pub fn is_open(&self) -> bool {
        self.survey.is_open_on(self.scope.today)
    }

    /// Fails with `survey_closed`.
    pub fn require_open(&self) -> Result<(), Problem> {
        match self.is_open() {
            true => Ok(()),
            false => Err(Problem::conflict("survey_closed")),
        }
    }

    pub fn may_build(&self) -> bool {
        self.scope.may(Action::Build.by())
    }

    pub fn href(&self, rest: &str) -> String {
        self.scope
            .href(&format!("/enkater/{}{rest}", self.survey.key))
    }

    pub fn answer_href(&self, whose: &str, rest: &str) -> String {
        self.href(&format!("/svar/{whose}{rest}"))
    }

    /// The way to a page below the survey's.
    pub fn inside(&self, ui: Ui) -> Ui {
        let list = ui.t("survey-tab");
        let ui = self
            .scope
            .ui(ui)
            .with_crumb(self.scope.href("/enkater"), list);
        ui.with_crumb(self.href(""), self.survey.title.to_string())
    }

    pub fn object(&self) -> ObjectRef {
        self.survey.object(&SURVEY)
    }

    pub fn thing(&self) -> Thing {
        SURVEY.thing(&self.scope, &self.survey)
    }

    pub fn event(&self, kind: &'static str) -> Event {
        self.scope.event(kind, self.object())
    }

    /// The members for which the actor may answer.
    pub fn own_parties(&self, actor: &Actor) -> Vec<&Party> {
        let members = self.scope.present().map(|member| &member.party);
        members.filter(|party| answers_for(actor, party)).collect()
    }
}

/// Who answers for a party.
pub(crate) const ANSWERED_BY: &[Role] = &[Role::Representative, Role::PartyAdministrator];

fn answers_for(actor: &Actor, party: &Party) -> bool {
    let roles = actor.roles_at(party.id);
    roles.any(|role| ANSWERED_BY.contains(&role))
}

/// An answer, begun or not, at its own people's desk.
#[derive(Clone, Debug)]
pub struct AnswerDesk {
    pub at: SurveyDesk,
    pub whose: Whose,
    /// The last part of its address.
    pub key: String,
    /// What whoever answers is called.
    pub name: String,
    pub answer: Option<Answer>,
    pub responses: Vec<Response>,
    pub sections: Vec<Section>,
    /// Whether the actor may answer all of it and send it in, and not only a section that was handed over.
    pub is_full: bool,
    person: Option<PersonId>,
}

impl AnswerDesk {
    /// Fails with `not_found` where nobody is to answer, and with `forbidden` for somebody else's answer.
    pub async fn find(tx: &Tx, actor: &Actor, at: SurveyDesk, key: &str) -> Result<Self, Problem> {
        if at.versions.latest().is_none() {
            return Err(Problem::not_found());
        }
        let person = actor.person();
        let (whose, name) = match at.survey.respondents {
            Audience::Parties => {
                let mut members = at.scope.members.iter().map(|member| &member.party);
                let party = members.find(|party| party.key.as_str() == key);
                let party = party.ok_or_else(Problem::not_found)?;
                (Whose::Party(party.id), party.name.clone())
            }
            Audience::People if key == MINE => {
                let person = person.ok_or_else(Problem::sign_in_needed)?;
                (Whose::Person(person.id), person.name.clone())
            }
            Audience::People => return Err(Problem::not_found()),
        };
        let answer = store::find_answer(tx, at.survey.id, whose).await?;
        let (responses, sections) = match &answer {
            Some(answer) => (
                store::list_responses(tx, answer.id).await?,
                store::list_sections(tx, answer.id).await?,
            ),
            None => (Vec::new(), Vec::new()),
        };
        let is_full = match whose {
            Whose::Party(id) => at.own_parties(actor).iter().any(|party| party.id == id),
            Whose::Person(_) => at.scope.roles.is_member(),
        };
        let person = person.map(|person| person.id);
        let is_handed = sections
            .iter()
            .any(|one| one.person.is_some() && one.person == person);
        let is_at_party = match whose {
            Whose::Party(id) => actor.roles_at(id).is_member(),
            Whose::Person(_) => true,
        };
        if !(is_full || is_handed && is_at_party) {
            return Err(Problem::forbidden());
        }
        let key = key.to_owned();
        Ok(Self {
            at,
            whose,
            key,
            name,
            answer,
            responses,
            sections,
            is_full,
            person,
        })
    }

    pub fn href(&self, rest: &str) -> String {
        self.at.answer_href(&self.key, rest)
    }

    /// The form that the answer is given in: while it is open, in the latest words of its version.
    pub fn form(&self) -> Result<&SurveyForm, Problem> {
        let Some(answer) = &self.answer else {
            return self.at.versions.latest().ok_or_else(Problem::not_found);
        };
        let own = self.at.versions.get(answer.form)?;
        match answer.is_open() {
            true => Ok(self.at.versions.of_version(own.version).unwrap_or(own)),
            false => Ok(own),
        }
    }

    /// The version to which it can be moved.
    pub fn newer(&self) -> Result<Option<&SurveyForm>, Problem> {
        let own = self.form()?;
        let latest = self.at.versions.latest();
        Ok(latest.filter(|latest| latest.version > own.version))
    }

    pub fn record(&self) -> Record {
        let pairs = self.responses.iter();
        pairs
            .map(|one| (one.question.clone(), one.value.clone()))
            .collect()
    }

    pub fn response(&self, question: &str) -> Option<&Response> {
        self.responses
            .iter()
            .find(|one| one.question.as_str() == question)
    }

    /// Who a section was handed to, and whether it is done.
    pub fn handed(&self, section: &str) -> Option<&Section> {
        self.sections
            .iter()
            .find(|one| one.section.as_str() == section)
    }

    /// Whether anything can be saved to it now.
    pub fn is_written(&self) -> bool {
        self.at.is_open() && self.answer.as_ref().is_none_or(Answer::is_open)
    }

    /// Whoever speaks for the party, or whom the section was handed to.
    pub fn may_write(&self, section: &str) -> bool {
        let is_handed = |one: &Section| one.person.is_some() && one.person == self.person;
        self.is_full || self.handed(section).is_some_and(is_handed)
    }

    /// Fails with `not_found`.
    pub fn section<'f>(&self, form: &'f Form, key: &str) -> Result<&'f FormSection, Problem> {
        let mut sections = form.sections.iter();
        let found = sections.find(|one| one.key.as_str() == key);
        found.ok_or_else(Problem::not_found)
    }

    /// An event on behalf of the party. Of a person's answer the log tells nobody's name.
    pub fn event(&self, kind: &'static str) -> Event {
        let event = self.at.event(kind);
        match self.whose {
            Whose::Party(id) => event.on_behalf_of(Some((id, &self.name))),
            Whose::Person(_) => event,
        }
    }

    pub fn inside(&self, ui: Ui) -> Ui {
        let ui = self.at.inside(ui);
        let words = match self.whose {
            Whose::Party(_) => ui.t1("answer-of", "name", &self.name),
            Whose::Person(_) => ui.t("answer-mine"),
        };
        ui.with_crumb(self.href(""), words)
    }
}
