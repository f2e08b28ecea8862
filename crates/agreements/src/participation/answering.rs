//! A party answers, through its own people, or through whoever runs the collaboration and says who said so.

use super::answer::{HeldParticipation, PARTICIPATION, Participation};
use super::view::{QuestionDesk, acts_for};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, Role, Roles};
use samverk_kept::Seen;
use samverk_parties::Scope;

/// Records what a party answers to a question. Fails with `forbidden`, `question_not_open`, `said_by_missing`,
/// `decision_in_future`, `answer_in_future`, `participation_unchanged`, or with what is wrong in the fields.
pub async fn answer_participation(
    tx: &Tx,
    actor: &Actor,
    desk: &QuestionDesk,
    said: Participation,
) -> Result<HeldParticipation, Problems> {
    let party = said.party.id();
    let member = desk
        .scope
        .present()
        .find(|one| Some(one.party.id.0) == party);
    let party = &member.ok_or_else(Problem::not_found)?.party;
    let is_own = acts_for(actor, party.id);
    if !is_own && !desk.may_record() {
        return Err(Problem::forbidden().into());
    }
    if !desk.is_open() {
        return Err(Problem::conflict("question_not_open").into());
    }
    let mut problems = Problems::default();
    if !is_own && said.said_by.trim().is_empty() {
        problems
            .push(Problem::invalid("said_by_missing").at_field(Participation::SAID_BY.as_str()));
    }
    if said.decided.is_some_and(|day| day > desk.scope.today) {
        let early = Problem::invalid("decision_in_future");
        problems.push(early.at_field(Participation::DECIDED.as_str()));
    }
    if said.given > desk.scope.today {
        let early = Problem::invalid("answer_in_future");
        problems.push(early.at_field(Participation::GIVEN.as_str()));
    }
    problems.or(())?;
    let standing = desk.of_party(party).last;
    if standing.is_some_and(|last| is_same(&last.value, &said)) {
        return Err(Problem::conflict("participation_unchanged").into());
    }
    let said = Participation {
        initiative: desk.question.initiative.clone(),
        ..said
    };
    // Who may was asked above; the machine asks for those who write anybody's.
    let scope = Scope {
        roles: Roles::of(&[Role::Coordinator]),
        ..desk.scope.clone()
    };
    let key = free_key(tx, desk, &party.key).await?;
    PARTICIPATION
        .save(tx, actor, &scope, key, &said, Seen::New)
        .await
}

/// The same in all but when it was given and who said so.
fn is_same(one: &Participation, other: &Participation) -> bool {
    let without = |said: &Participation| Participation {
        given: one.given,
        said_by: one.said_by.clone(),
        initiative: one.initiative.clone(),
        party: one.party.clone(),
        ..said.clone()
    };
    without(one) == without(other)
}

async fn free_key(tx: &Tx, desk: &QuestionDesk, party: &Key) -> Result<Key, Problem> {
    let about = desk.initiative.as_ref();
    let about = about.map_or(&desk.scope.collaboration.key, |one| &one.key);
    let key = Key::from_name(&format!("{party} {about}"));
    let all = PARTICIPATION
        .whole(tx, desk.scope.collaboration.id.0)
        .await?;
    let is_free = |key: &Key| all.iter().all(|one| one.key != *key);
    if is_free(&key) {
        return Ok(key);
    }
    let mut numbered = (2..).map(|number| key.numbered(number));
    Ok(numbered.find(is_free).unwrap_or(key))
}
