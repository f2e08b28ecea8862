//! What was answered, as far as a reader may see it.

use crate::desk::SurveyDesk;
use crate::model::{Answer, Countable, FEWEST, Submission, Whose};
use crate::versions::SurveyForm;
use crate::{Audience, SurveyState, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, PartyId, Problem, swedish_order};
use samverk_parties::model::Party;

/// One answer that counts.
#[derive(Clone, Debug)]
pub struct Given {
    /// Nobody's of a person's.
    pub party: Option<Party>,
    pub submission: Submission,
    pub form: SurveyForm,
}

/// Why a reader sees no answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// Persons' answers are shown when all are in, so that nobody can tell who came last.
    Open,
    /// Fewer than five.
    Few,
}

#[derive(Clone, Debug, Default)]
pub struct Results {
    pub given: Vec<Given>,
    /// How many count, whether the reader sees them or not.
    pub count: usize,
    pub unseen: Option<Unseen>,
}

impl Results {
    /// For counting, a question after another.
    pub fn countable(&self) -> Vec<Countable<'_>> {
        let given = self.given.iter();
        given
            .map(|one| Countable::of(&one.form.form, &one.submission.record))
            .collect()
    }
}

/// Those who run the collaboration see every party's; a party its own, and those that let others compare. The
/// number of statements is the same however many have answered.
pub async fn results(tx: &Tx, actor: &Actor, at: &SurveyDesk) -> Result<Results, Problem> {
    let answers = store::list_answers(tx, at.survey.id).await?;
    let mut given: Vec<&Answer> = answers.iter().collect();
    given.retain(|one| one.is_given(at.survey.approval));
    let count = given.len();
    let is_of_people = at.survey.respondents == Audience::People;
    let unseen = match is_of_people {
        true if at.survey.status != SurveyState::Closed => Some(Unseen::Open),
        true if count < FEWEST => Some(Unseen::Few),
        _ => None,
    };
    if unseen.is_some() {
        return Ok(Results {
            unseen,
            count,
            ..Results::default()
        });
    }
    let own: Vec<PartyId> = at.own_parties(actor).iter().map(|party| party.id).collect();
    let is_seen = |one: &&Answer| match one.whose {
        Whose::Party(party) => at.may_build() || one.comparable || own.contains(&party),
        Whose::Person(_) => true,
    };
    given.retain(is_seen);
    let mut sent = store::list_latest(tx, &given).await?;
    let mut all = Vec::new();
    for answer in given {
        let Some(submission) = sent.remove(&answer.id) else {
            continue;
        };
        let form = at.versions.get(submission.form)?.clone();
        let party = match answer.whose {
            Whose::Party(id) => {
                let mut members = at.scope.members.iter().map(|member| &member.party);
                members.find(|party| party.id == id).cloned()
            }
            Whose::Person(_) => None,
        };
        all.push(Given {
            party,
            submission,
            form,
        });
    }
    match is_of_people {
        // In an order that tells nothing of who answered when.
        true => all.sort_by_cached_key(|one| serde_json::to_string(&one.submission.record).ok()),
        false => {
            all.sort_by_cached_key(|one| one.party.as_ref().map(|party| swedish_order(&party.name)))
        }
    }
    Ok(Results {
        given: all,
        count,
        unseen: None,
    })
}
