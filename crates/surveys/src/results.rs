//! What was answered, as far as a reader may see it.

use crate::desk::SurveyDesk;
use crate::model::{Answer, Countable, Counted, Settled, Submission, Whose, settled, tally};
use crate::versions::SurveyForm;
use crate::{Audience, SurveyState, store};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::Question;
use samverk_foundation::{Actor, PartyId, Problem, swedish_day, swedish_order};
use samverk_parties::model::Party;
use std::collections::BTreeSet;

/// One answer that counts.
#[derive(Clone, Debug)]
pub struct Given {
    /// Nobody's of a person's.
    pub party: Option<Party>,
    pub submission: Submission,
    pub form: SurveyForm,
    /// Since which closing a person's is counted; 0 of a party's.
    pub closing: i64,
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
    /// Of people: which are counted since when.
    pub counted: Vec<Counted>,
    /// Of people: the day of the closing that is shown, when others have answered since.
    pub as_of: Option<NaiveDate>,
}

impl Results {
    /// For counting, a question after another: by closing.
    pub fn countable(&self) -> Vec<Vec<Countable<'_>>> {
        let closings = self.closings();
        let of = |closing: &i64| {
            let given = self.given.iter().filter(|one| one.closing == *closing);
            given
                .map(|one| Countable::of(&one.form.form, &one.submission.record))
                .collect()
        };
        closings.iter().map(of).collect()
    }

    /// The numbers of the closings, the first first.
    pub fn closings(&self) -> Vec<i64> {
        let all: BTreeSet<i64> = self.given.iter().map(|one| one.closing).collect();
        all.into_iter().collect()
    }

    /// A question counted: over all that parties said, and over what people did as far as it tells nobody.
    pub fn settled(&self, question: &Question, countable: &[Vec<Countable<'_>>]) -> Settled {
        match self.counted.is_empty() {
            false => settled(question, countable),
            true => Settled {
                tally: tally(question, countable.iter().flatten()),
                closings: countable.len(),
                waits: false,
            },
        }
    }
}

/// Those who run the collaboration see every party's; a party its own, and those that let others compare. The
/// number of statements is the same however many have answered.
pub async fn results(tx: &Tx, actor: &Actor, at: &SurveyDesk) -> Result<Results, Problem> {
    let mut given = store::list_answers(tx, at.survey.id).await?;
    given.retain(|one| one.is_given(at.survey.approval));
    match at.survey.respondents {
        Audience::People => of_people(tx, at, &given).await,
        Audience::Parties => of_parties(tx, actor, at, &given).await,
    }
}

/// What is counted since a closing, as it was sent in then: what was answered later shows at none of them.
async fn of_people(tx: &Tx, at: &SurveyDesk, given: &[Answer]) -> Result<Results, Problem> {
    let counted = store::list_counted(tx, at.survey.id).await?;
    let count = counted.len();
    let unseen = match at.survey.status {
        SurveyState::Closed if counted.is_empty() => Some(Unseen::Few),
        SurveyState::Closed => None,
        _ => Some(Unseen::Open),
    };
    if unseen.is_some() {
        return Ok(Results {
            unseen,
            count,
            ..Results::default()
        });
    }
    let mut sent = store::list_as_counted(tx, &counted).await?;
    let mut all = Vec::new();
    for one in &counted {
        if let Some(submission) = sent.remove(&one.answer) {
            all.push(Given {
                party: None,
                form: at.versions.get(submission.form)?.clone(),
                submission,
                closing: one.closing,
            });
        }
    }
    // In an order that tells nothing of who answered when.
    all.sort_by_cached_key(|one| serde_json::to_string(&one.submission.record).ok());
    let is_counted = |answer: &Answer| {
        let same = |one: &Counted| (one.answer, one.number) == (answer.id, answer.submission);
        counted.iter().any(same)
    };
    let waits = !given.iter().all(is_counted);
    let last = counted.last().map(|one| swedish_day(one.closed_at));
    Ok(Results {
        given: all,
        count,
        unseen: None,
        as_of: last.filter(|_| waits),
        counted,
    })
}

async fn of_parties(
    tx: &Tx,
    actor: &Actor,
    at: &SurveyDesk,
    given: &[Answer],
) -> Result<Results, Problem> {
    let own: Vec<PartyId> = at.own_parties(actor).iter().map(|party| party.id).collect();
    let mut seen: Vec<(&Answer, PartyId)> = Vec::new();
    for one in given {
        match one.whose {
            Whose::Party(party) if at.may_build() || one.comparable || own.contains(&party) => {
                seen.push((one, party));
            }
            _ => {}
        }
    }
    let answers: Vec<&Answer> = seen.iter().map(|(answer, _)| *answer).collect();
    let mut sent = store::list_latest(tx, &answers).await?;
    let mut all = Vec::new();
    for (answer, party) in seen {
        let Some(submission) = sent.remove(&answer.id) else {
            continue;
        };
        let mut members = at.scope.members.iter().map(|member| &member.party);
        all.push(Given {
            party: members.find(|one| one.id == party).cloned(),
            form: at.versions.get(submission.form)?.clone(),
            submission,
            closing: 0,
        });
    }
    all.sort_by_cached_key(|one| one.party.as_ref().map(|party| swedish_order(&party.name)));
    Ok(Results {
        given: all,
        count: given.len(),
        ..Results::default()
    })
}
