//! A consultation, or one answer in it, as somebody sees it: pages, documents and actions go through these.

use crate::answer::{CONSULTATION_ANSWER, HeldAnswer};
use crate::choices::ConsultationState;
use crate::consultation::{CONSULTATION, HeldConsultation, RUN_BY};
use crate::model::{Told, days_late, due};
use crate::point::HeldPoint;
use crate::section::HeldSection;
use crate::store;
use chrono::NaiveDate;
use samverk_agreements::participation::acts_for;
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::{Actor, PartyId, Problem};
use samverk_parties::Scope;
use samverk_parties::model::{Member, Party};
use samverk_web::Ui;
use uuid::Uuid;

/// A consultation with all that is said in it.
pub struct ConsultationDesk {
    pub scope: Scope,
    pub consultation: HeldConsultation,
    pub points: Vec<HeldPoint>,
    pub answers: Vec<HeldAnswer>,
    pub sections: Vec<HeldSection>,
}

/// One answer with its sections.
pub struct AnswerDesk {
    pub scope: Scope,
    pub consultation: HeldConsultation,
    pub points: Vec<HeldPoint>,
    pub answer: HeldAnswer,
    pub sections: Vec<HeldSection>,
}

async fn member_scope(tx: &Tx, actor: &Actor, collaboration: &str) -> Result<Scope, Problem> {
    let scope = Scope::find(tx, actor, collaboration).await?;
    match scope.sees_drafts() {
        true => Ok(scope),
        false => Err(Problem::not_found()),
    }
}

/// An answer where it is. Fails with `not_found` for whoever may not see it.
pub(crate) async fn find_answer(
    tx: &Tx,
    actor: &Actor,
    collaboration: &str,
    key: &str,
) -> Result<(Scope, HeldAnswer), Problem> {
    let scope = member_scope(tx, actor, collaboration).await?;
    let found = CONSULTATION_ANSWER.find(tx, &scope, key).await?;
    Ok((scope, found.ok_or_else(Problem::not_found)?))
}

impl ConsultationDesk {
    /// Fails with `not_found` for whoever may not see it.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        collaboration: &str,
        key: &str,
    ) -> Result<Self, Problem> {
        let scope = member_scope(tx, actor, collaboration).await?;
        let found = CONSULTATION.find(tx, &scope, key).await?;
        let consultation = found.ok_or_else(Problem::not_found)?;
        let points = store::points_of(tx, consultation.id).await?;
        let answers = store::answers_of(tx, consultation.id).await?;
        let ids: Vec<Uuid> = answers.iter().map(|one| one.id).collect();
        let sections = store::sections_of(tx, &ids).await?;
        Ok(Self {
            scope,
            consultation,
            points,
            answers,
            sections,
        })
    }

    pub fn href(&self, rest: &str) -> String {
        let key = &self.consultation.key;
        self.scope.href(&format!("/remisser/{key}{rest}"))
    }

    pub fn answer_href(&self, answer: &HeldAnswer) -> String {
        self.scope.href(&format!("/remissvar/{}", answer.key))
    }

    pub fn is_open(&self) -> bool {
        self.consultation.state == ConsultationState::Open
    }

    pub fn may_run(&self) -> bool {
        self.scope.may(|role| RUN_BY.contains(&role))
    }

    pub fn may_write(&self) -> bool {
        self.scope.may(CONSULTATION.writers.by())
    }

    /// Members that have no answer yet: they joined after it was offered.
    pub fn without_answer(&self) -> Vec<&Member> {
        let has_none = |member: &&Member| {
            let mut answers = self.answers.iter();
            !answers.any(|one| one.is_of(member.party.id))
        };
        self.scope.present().filter(has_none).collect()
    }

    pub fn section(&self, answer: Uuid, point: Uuid) -> Option<&HeldSection> {
        let mut all = self.sections.iter();
        all.find(|one| one.of_answer() == Some(answer) && one.of_point() == Some(point))
    }

    /// Each answer of which this holds, by itself.
    pub fn into_answers(self, holds: impl Fn(&HeldAnswer) -> bool) -> Vec<AnswerDesk> {
        let Self {
            scope,
            consultation,
            points,
            answers,
            sections,
        } = self;
        let one = |answer: HeldAnswer| AnswerDesk {
            scope: scope.clone(),
            consultation: consultation.clone(),
            points: points.clone(),
            sections: sections
                .iter()
                .filter(|one| one.of_answer() == Some(answer.id))
                .cloned()
                .collect(),
            answer,
        };
        answers
            .into_iter()
            .filter(|one| holds(one))
            .map(one)
            .collect()
    }

    pub fn due(&self, answer: &HeldAnswer) -> Option<NaiveDate> {
        due(self.consultation.last_day, answer.extended_until)
    }

    pub fn days_late(&self, answer: &HeldAnswer) -> Option<i64> {
        late(&self.consultation, answer, self.scope.today)
    }
}

fn late(consultation: &HeldConsultation, answer: &HeldAnswer, today: NaiveDate) -> Option<i64> {
    let told = Told {
        state: answer.state,
        dispatched_on: answer.dispatched_on,
        dated: answer.dated,
    };
    let is_open = consultation.state == ConsultationState::Open;
    let due = due(consultation.last_day, answer.extended_until);
    days_late(due, told, (today, is_open))
}

impl AnswerDesk {
    /// Fails with `not_found` for whoever may not see it.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        collaboration: &str,
        key: &str,
    ) -> Result<Self, Problem> {
        let (scope, answer) = find_answer(tx, actor, collaboration, key).await?;
        Self::of(tx, scope, answer).await
    }

    /// The same of an answer that is at hand.
    pub async fn of(tx: &Tx, scope: Scope, answer: HeldAnswer) -> Result<Self, Problem> {
        let of: Vec<Uuid> = answer.of().into_iter().collect();
        let found = CONSULTATION.with_ids(tx, &of).await?.pop();
        let consultation = found.ok_or_else(Problem::not_found)?;
        Ok(Self {
            points: store::points_of(tx, consultation.id).await?,
            sections: store::sections_of(tx, &[answer.id]).await?,
            scope,
            consultation,
            answer,
        })
    }

    pub fn href(&self, rest: &str) -> String {
        let key = &self.answer.key;
        self.scope.href(&format!("/remissvar/{key}{rest}"))
    }

    pub fn consultation_href(&self) -> String {
        let key = &self.consultation.key;
        self.scope.href(&format!("/remisser/{key}"))
    }

    pub fn is_open(&self) -> bool {
        self.consultation.state == ConsultationState::Open
    }

    pub fn section(&self, point: Uuid) -> Option<&HeldSection> {
        let mut all = self.sections.iter();
        all.find(|one| one.of_point() == Some(point))
    }

    /// The point that an address names. Fails with `not_found`.
    pub fn point(&self, key: &str) -> Result<&HeldPoint, Problem> {
        let mut points = self.points.iter();
        let found = points.find(|one| one.key.as_str() == key);
        found.ok_or_else(Problem::not_found)
    }

    pub fn due(&self) -> Option<NaiveDate> {
        due(self.consultation.last_day, self.answer.extended_until)
    }

    pub fn days_late(&self) -> Option<i64> {
        late(&self.consultation, &self.answer, self.scope.today)
    }

    /// Body, day and paragraph, as letters say it.
    pub fn decision(&self, ui: &Ui) -> String {
        let parts = [
            self.answer.body.to_string(),
            ui.optional_date(&self.answer.decided_on),
            self.answer.paragraph.replace("§ ", "§\u{a0}"),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    fn party_id(&self) -> Option<PartyId> {
        self.answer.party.as_ref().and_then(One::id).map(PartyId)
    }

    /// The party whose answer it is, as a member of the collaboration.
    pub fn party(&self) -> Option<&Party> {
        let id = self.party_id()?;
        let mut members = self.scope.members.iter();
        let found = members.find(|member| member.party.id == id);
        found.map(|member| &member.party)
    }

    /// Whether somebody answers for the party itself.
    pub fn is_own(&self, actor: &Actor) -> bool {
        self.party_id().is_some_and(|party| acts_for(actor, party))
    }

    /// The party's own people, or whoever runs the collaboration on its behalf.
    pub fn may_answer(&self, actor: &Actor) -> bool {
        let is_staying = self
            .scope
            .present()
            .any(|member| Some(member.party.id) == self.party_id());
        (is_staying && self.is_own(actor)) || self.scope.may(|role| RUN_BY.contains(&role))
    }

    /// Fails with `forbidden`.
    pub fn require_answering(&self, actor: &Actor) -> Result<(), Problem> {
        match self.may_answer(actor) {
            true => Ok(()),
            false => Err(Problem::forbidden()),
        }
    }
}
