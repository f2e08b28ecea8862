//! A consultation, or one answer in it, as somebody sees it: pages, documents and actions go through these.

use crate::answer::{CONSULTATION_ANSWER, HeldAnswer};
use crate::choices::{AnswerState, ConsultationState};
use crate::consultation::{CONSULTATION, HeldConsultation, RUN_BY};
use crate::letter::{KeptLetter, Letter, find_letters};
use crate::model::{Told, days_late, due};
use crate::point::HeldPoint;
use crate::print::paragraph;
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
use std::collections::BTreeMap;
use uuid::Uuid;

/// A consultation with all that is said in it.
pub struct ConsultationDesk {
    pub scope: Scope,
    pub consultation: HeldConsultation,
    pub points: Vec<HeldPoint>,
    pub answers: Vec<HeldAnswer>,
    pub sections: Vec<HeldSection>,
    /// The answers that are settled as they were then, by id.
    pub letters: BTreeMap<Uuid, KeptLetter>,
}

/// One answer with its sections.
pub struct AnswerDesk {
    pub scope: Scope,
    pub consultation: HeldConsultation,
    pub points: Vec<HeldPoint>,
    pub answer: HeldAnswer,
    pub sections: Vec<HeldSection>,
    /// As it was when it was settled.
    pub kept: Option<KeptLetter>,
}

async fn member_scope(tx: &Tx, actor: &Actor, collaboration: &str) -> Result<Scope, Problem> {
    members_only(Scope::find(tx, actor, collaboration).await?)
}

/// Fails with `not_found` for whoever is no member.
pub(crate) fn members_only(scope: Scope) -> Result<Scope, Problem> {
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
            letters: find_letters(tx, &answers).await?,
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
            mut letters,
        } = self;
        let mut one = |answer: HeldAnswer| AnswerDesk {
            kept: letters.remove(&answer.id),
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
            .map(&mut one)
            .collect()
    }

    pub fn due(&self, answer: &HeldAnswer) -> Option<NaiveDate> {
        due_of(&self.consultation, answer, self.letters.get(&answer.id))
    }

    pub fn days_late(&self, answer: &HeldAnswer) -> Option<i64> {
        late(
            &self.consultation,
            answer,
            (self.due(answer), self.scope.today),
        )
    }
}

/// What was sent had the last day that it had then.
fn due_of(
    consultation: &HeldConsultation,
    answer: &HeldAnswer,
    kept: Option<&KeptLetter>,
) -> Option<NaiveDate> {
    match kept.filter(|_| answer.state == AnswerState::Dispatched) {
        Some(sent) => sent.letter.due,
        None => due(consultation.last_day, answer.extended_until),
    }
}

fn late(
    consultation: &HeldConsultation,
    answer: &HeldAnswer,
    (due, today): (Option<NaiveDate>, NaiveDate),
) -> Option<i64> {
    let told = Told {
        state: answer.state,
        dispatched_on: answer.dispatched_on,
        dated: answer.dated,
    };
    let is_open = consultation.state == ConsultationState::Open;
    days_late(due, told, (today, is_open))
}

fn party_of(answer: &HeldAnswer) -> Option<PartyId> {
    answer.party.as_ref().and_then(One::id).map(PartyId)
}

/// The party's own people while it is a member, or whoever runs the collaboration on its behalf.
pub(crate) fn answers_for(actor: &Actor, scope: &Scope, answer: &HeldAnswer) -> bool {
    let party = party_of(answer);
    let is_staying = scope.present().any(|member| Some(member.party.id) == party);
    let is_own = party.is_some_and(|party| acts_for(actor, party));
    (is_staying && is_own) || scope.may(|role| RUN_BY.contains(&role))
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
        let kept = find_letters(tx, std::slice::from_ref(&answer)).await?;
        Ok(Self {
            kept: kept.into_values().next(),
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
        due_of(&self.consultation, &self.answer, self.kept.as_ref())
    }

    pub fn days_late(&self) -> Option<i64> {
        late(
            &self.consultation,
            &self.answer,
            (self.due(), self.scope.today),
        )
    }

    /// What its files say: as it was settled, or as it stands while it is written.
    pub fn letter(&self) -> Letter {
        let live = || {
            Letter::of(
                &self.scope.collaboration.name,
                &self.consultation,
                &self.points,
                (&self.answer, &self.sections),
            )
        };
        let kept = self.kept.as_ref().map(|kept| kept.letter.clone());
        kept.unwrap_or_else(live)
    }

    /// Body, day and paragraph, as letters say it.
    pub fn decision(&self, ui: &Ui) -> String {
        let parts = [
            self.answer.body.to_string(),
            ui.optional_date(&self.answer.decided_on),
            paragraph(&self.answer.paragraph),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    fn party_id(&self) -> Option<PartyId> {
        party_of(&self.answer)
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
        answers_for(actor, &self.scope, &self.answer)
    }

    /// Whether anything is done for it: a consultation that is closed is read; what was decided is still sent, and that
    /// there is no answer is told.
    pub fn takes_steps(&self) -> bool {
        let is_to_be_told = matches!(
            self.answer.state,
            AnswerState::Decided | AnswerState::Declined
        );
        self.is_open() || is_to_be_told
    }

    /// Fails with `forbidden`, or with `consultation_not_open`.
    pub fn require_answering(&self, actor: &Actor) -> Result<(), Problem> {
        match (self.may_answer(actor), self.takes_steps()) {
            (true, true) => Ok(()),
            (true, false) => Err(Problem::conflict("consultation_not_open")),
            (false, _) => Err(Problem::forbidden()),
        }
    }
}
