//! A question with what the parties have answered, as whoever asks may see it.

use super::answer::{HeldParticipation, PARTICIPATION};
use super::question::{HeldQuestion, PARTICIPATION_QUESTION, QuestionState};
use super::share::{Shares, shares};
use super::standing::{PartyStanding, Said, standing};
use samverk_database::Tx;
use samverk_development::{INITIATIVE, initiatives::HeldInitiative};
use samverk_fields::One;
use samverk_foundation::{Actor, Ore, PartyId, Problem, Role};
use samverk_parties::Scope;
use samverk_parties::model::{Member, Party};
use uuid::Uuid;

/// A question as one actor sees it.
pub struct QuestionDesk {
    pub scope: Scope,
    pub question: HeldQuestion,
    pub initiative: Option<HeldInitiative>,
    /// What was answered about it, in the order in which it was recorded.
    pub answers: Vec<HeldParticipation>,
}

/// A party with where it stands.
pub struct PartyAnswer<'d> {
    pub party: &'d Party,
    pub standing: Option<PartyStanding>,
    /// The newest answer.
    pub last: Option<&'d HeldParticipation>,
}

impl QuestionDesk {
    /// Fails with `not_found` for whoever may not see it.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        collaboration: &str,
        key: &str,
    ) -> Result<Self, Problem> {
        let scope = Scope::find(tx, actor, collaboration).await?;
        if !scope.sees_drafts() {
            return Err(Problem::not_found());
        }
        let found = PARTICIPATION_QUESTION.find(tx, &scope, key).await?;
        let question = found.ok_or_else(Problem::not_found)?;
        let about = question.initiative.as_ref().and_then(One::id);
        let ids: Vec<Uuid> = about.into_iter().collect();
        let initiative = INITIATIVE.with_ids(tx, &ids).await?.pop();
        let mut answers = PARTICIPATION.whole(tx, scope.collaboration.id.0).await?;
        answers.retain(|one| one.initiative.as_ref().and_then(One::id) == about);
        Ok(Self {
            scope,
            question,
            initiative,
            answers,
        })
    }

    pub fn href(&self, rest: &str) -> String {
        self.scope
            .href(&format!("/deltagande/{}{rest}", self.question.key))
    }

    /// Where the party stands.
    pub fn of_party<'d>(&'d self, party: &'d Party) -> PartyAnswer<'d> {
        let own: Vec<&HeldParticipation> = self
            .answers
            .iter()
            .filter(|one| is_of(one, party.id))
            .collect();
        let said: Vec<Said> = own.iter().map(|one| said(one)).collect();
        let standing = standing(&said);
        let last = standing.and_then(|at| own.into_iter().find(|one| one.id == at.last.id));
        PartyAnswer {
            party,
            standing,
            last,
        }
    }

    /// The members of today, and those that answered while they were members.
    pub fn rows(&self) -> Vec<PartyAnswer<'_>> {
        let is_shown = |member: &&Member| {
            let has_answered = self.answers.iter().any(|one| is_of(one, member.party.id));
            member.holds_on(self.scope.today) || has_answered
        };
        let shown = self.scope.members.iter().filter(is_shown);
        let mut rows: Vec<PartyAnswer> = Vec::new();
        for member in shown {
            // Who left and came back is one party.
            if rows.iter().all(|row| row.party.id != member.party.id) {
                rows.push(self.of_party(&member.party));
            }
        }
        rows
    }

    /// What is shared: the question's own cost, or the initiative's.
    pub fn cost(&self) -> Option<Ore> {
        let of_initiative = || self.initiative.as_ref().and_then(|one| one.cost);
        self.question.cost.or_else(of_initiative)
    }

    /// What each of those who take part pays.
    pub async fn shares(&self, tx: &Tx) -> Result<Shares, Problem> {
        shares(tx, self).await
    }

    /// Whether the parties are asked now.
    pub fn is_open(&self) -> bool {
        self.question.status == QuestionState::Open
    }

    /// Whether the parties have been asked.
    pub fn is_asked(&self) -> bool {
        self.question.status != QuestionState::Draft
    }

    pub fn may_record(&self) -> bool {
        self.scope.may(PARTICIPATION.writers.by())
    }

    /// The members for which the actor answers.
    pub fn own_parties(&self, actor: &Actor) -> Vec<&Party> {
        let members = self.scope.present().map(|member| &member.party);
        members.filter(|party| acts_for(actor, party.id)).collect()
    }
}

/// Whether somebody answers and signs for a party.
pub fn acts_for(actor: &Actor, party: PartyId) -> bool {
    let roles = actor.roles_at(party);
    roles.contains(Role::Representative) || roles.contains(Role::PartyAdministrator)
}

pub(super) fn is_of(one: &HeldParticipation, party: PartyId) -> bool {
    one.party.id() == Some(party.0)
}

pub(super) fn said(one: &HeldParticipation) -> Said {
    Said {
        id: one.id,
        answer: one.answer,
        given: one.given,
        from: one.from,
        to: one.to,
    }
}
