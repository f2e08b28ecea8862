//! A letter as one actor sees it: the texts that were sent, what each party decided on which, and what is in force.

use super::kind::{HeldLetter, LETTER};
use super::model::{Given, LetterText, PartyState, needed, newest, state_of};
use super::store;
use crate::participation::acts_for;
use samverk_database::{Event, Tx};
use samverk_development::INITIATIVE;
use samverk_development::initiatives::HeldInitiative;
use samverk_fields::One;
use samverk_foundation::{Actor, Key, Problem};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use uuid::Uuid;

pub struct LetterDesk {
    pub scope: Scope,
    pub letter: HeldLetter,
    pub initiative: Option<HeldInitiative>,
    /// The oldest first.
    pub texts: Vec<LetterText>,
    pub answers: Vec<Given>,
}

/// A party with where it stands to the text that is out.
pub struct PartyRow<'d> {
    pub party: &'d Party,
    pub state: PartyState,
    /// The newest answer that was not taken back.
    pub newest: Option<&'d Given>,
}

impl LetterDesk {
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
        let letter = LETTER.find(tx, &scope, key).await?;
        Self::of(tx, scope, letter.ok_or_else(Problem::not_found)?).await
    }

    pub(super) async fn of(tx: &Tx, scope: Scope, letter: HeldLetter) -> Result<Self, Problem> {
        let about = letter.initiative.as_ref().and_then(One::id);
        let ids: Vec<Uuid> = about.into_iter().collect();
        Ok(Self {
            initiative: INITIATIVE.with_ids(tx, &ids).await?.pop(),
            texts: store::list_texts(tx, letter.id).await?,
            answers: store::list_answers(tx, letter.id).await?,
            scope,
            letter,
        })
    }

    pub fn href(&self, rest: &str) -> String {
        self.scope
            .href(&format!("/avsiktsforklaringar/{}{rest}", self.letter.key))
    }

    /// The text that is out.
    pub fn current(&self) -> Option<&LetterText> {
        self.texts.last()
    }

    /// Which of the texts has a checksum.
    pub fn text_with(&self, checksum: &str) -> Option<&LetterText> {
        // The same words may have been sent again: the last time counts.
        self.texts
            .iter()
            .rev()
            .find(|text| text.checksum == checksum)
    }

    pub fn has_ended(&self) -> bool {
        self.letter.has_ended(self.scope.today)
    }

    /// Whether it is decided on and signed now.
    pub fn is_out(&self) -> bool {
        self.current().is_some() && self.letter.is_out(self.scope.today)
    }

    fn party(&self, is_it: impl Fn(&Party) -> bool) -> Option<&Party> {
        let mut members = self.scope.members.iter().map(|member| &member.party);
        members.find(|party| is_it(party))
    }

    /// Those to whom the text that is out was sent.
    pub fn recipients(&self) -> Vec<&Party> {
        let keys: &[Key] = self.current().map_or(&[], |text| &text.parties);
        let parties = keys
            .iter()
            .filter_map(|key| self.party(|party| party.key == *key));
        parties.collect()
    }

    /// The one of them with a key. Fails with `not_found`.
    pub fn recipient(&self, key: &str) -> Result<&Party, Problem> {
        let mut all = self.recipients().into_iter();
        all.find(|party| party.key.as_str() == key)
            .ok_or_else(Problem::not_found)
    }

    pub fn row<'d>(&'d self, party: &'d Party) -> PartyRow<'d> {
        let newest = newest(&self.answers, party.id);
        let checksum = self.current().map_or("", |text| &text.checksum);
        PartyRow {
            party,
            state: state_of(newest, checksum, self.scope.today),
            newest,
        }
    }

    /// Every recipient, and others that answered an earlier text.
    pub fn rows(&self) -> Vec<PartyRow<'_>> {
        let mut parties = self.recipients();
        for answer in &self.answers {
            let known = parties.iter().any(|party| party.id == answer.party);
            if let (false, Some(party)) = (known, self.party(|party| party.id == answer.party)) {
                parties.push(party);
            }
        }
        parties.into_iter().map(|party| self.row(party)).collect()
    }

    /// How many of the recipients have signed the text that is out.
    pub fn signed(&self) -> usize {
        let recipients = self.recipients().into_iter();
        let signed = recipients.filter(|party| self.row(party).state == PartyState::Signed);
        signed.count()
    }

    /// How many must have.
    pub fn needed(&self) -> usize {
        let stated = self.letter.needed.map(|needed| needed.0);
        needed(stated, self.recipients().len())
    }

    pub fn is_signed_enough(&self) -> bool {
        self.current().is_some() && self.signed() >= self.needed()
    }

    pub fn may_send(&self) -> bool {
        self.scope.may(crate::policy::Action::SendLetter.by())
    }

    /// Whether somebody answers for the party: its own people, or whoever runs the collaboration on its behalf.
    pub fn may_answer(&self, actor: &Actor, party: &Party) -> bool {
        acts_for(actor, party.id) || self.may_send()
    }

    /// Fails with `letter_not_sent` or `letter_has_ended`.
    pub fn require_out(&self) -> Result<(), Problem> {
        if self.has_ended() {
            return Err(Problem::conflict("letter_has_ended"));
        }
        match self.is_out() {
            true => Ok(()),
            false => Err(Problem::conflict("letter_not_sent")),
        }
    }

    pub fn event(&self, kind: &'static str) -> Event {
        self.scope.event(kind, self.letter.object(&LETTER))
    }

    /// An event on behalf of a party.
    pub fn event_of(&self, kind: &'static str, party: &Party) -> Event {
        self.event(kind)
            .on_behalf_of(Some((party.id, party.name.as_str())))
    }
}
