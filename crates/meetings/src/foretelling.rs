//! What the page of a step of a meeting or a matter tells before it is taken: what lacks, and what takes effect.

use crate::choices::{MatterState, MeetingState};
use crate::deciding::{has_been, lacking, meeting_of};
use crate::matters::Matter;
use crate::meetings::Meeting;
use samverk_agreements::letters::Letter;
use samverk_database::Tx;
use samverk_development::Initiative;
use samverk_fields::{Referable, Reference};
use samverk_foundation::Problem;
use samverk_kept::{Foretold, Ground, Kept, Later, Stored};
use samverk_web::Ui;

fn whole<T: Kept>(one: &Stored) -> Result<T, Problem> {
    T::read(&one.record).ok_or_else(|| Problem::internal("a record of another form"))
}

/// What lacks for each step of a meeting.
pub(crate) fn foretell_meeting<'a>(
    tx: &'a Tx,
    _: &'a dyn Ground,
    _: &'a Ui,
    one: &'a Stored,
) -> Later<'a, Result<Foretold, Problem>> {
    Box::pin(async move {
        let meeting: Meeting = whole(one)?;
        let mut foretold = Foretold::default();
        for (code, to) in MeetingState::ALL {
            let why = lacking(tx, one.id, &meeting, *to).await?;
            foretold.lacks.extend(why.map(|why| (*code, why)));
        }
        Ok(foretold)
    })
}

/// What lacks before a matter is dealt with, and what a decision does to what it concerns.
pub(crate) fn foretell_matter<'a>(
    tx: &'a Tx,
    _: &'a dyn Ground,
    ui: &'a Ui,
    one: &'a Stored,
) -> Later<'a, Result<Foretold, Problem>> {
    Box::pin(async move {
        let matter: Matter = whole(one)?;
        let mut foretold = Foretold::default();
        if matter.state == MatterState::Open {
            if let Some(why) = not_yet(tx, &matter).await? {
                let others = MatterState::ALL.iter();
                let others = others.filter(|(_, to)| *to != MatterState::Open);
                foretold.lacks = others.map(|(code, _)| (*code, why.clone())).collect();
                return Ok(foretold);
            }
            if matter.decision.is_empty() && matter.proposal.is_empty() {
                let unsaid = Problem::conflict("decision_text_missing");
                foretold.lacks.push((MatterState::Decided.code(), unsaid));
            }
        }
        foretold.notes.extend(effect(ui, &matter));
        Ok(foretold)
    })
}

/// Why its meeting cannot deal with it today.
async fn not_yet(tx: &Tx, matter: &Matter) -> Result<Option<Problem>, Problem> {
    if matter.meeting.is_none() {
        return Ok(Some(Problem::conflict("matter_without_meeting")));
    }
    let meeting = meeting_of(tx, matter).await?;
    Ok(has_been(&meeting, tx.today()).err())
}

/// What is adopted by the decision, or is taken back with it.
fn effect(ui: &Ui, matter: &Matter) -> Option<String> {
    let thing = &matter.concerns.as_ref()?.to;
    let name = name(thing);
    match matter.state {
        MatterState::Decided => Some(ui.t1("matter-takes-back", "name", name)),
        MatterState::Open => Some(match thing.kind.as_str() {
            Initiative::KIND => ui.t1("matter-passes-gate", "name", name),
            Letter::KIND => accepts(ui, matter, name),
            _ => ui.t1("matter-adopts", "name", name),
        }),
        _ => None,
    }
}

fn accepts(ui: &Ui, matter: &Matter, name: &str) -> String {
    let party = matter.letter_party.as_ref();
    let party = party.map_or("", |one| self::name(&one.to));
    let text = matter.letter_text.map(|text| text.to_string());
    let text = text.unwrap_or_default();
    let said = [("name", name), ("party", party), ("text", text.as_str())];
    ui.t_with("matter-accepts-letter", &said)
}

fn name(thing: &Reference) -> &str {
    let known = thing.known.as_ref();
    known.map_or(thing.key.as_str(), |known| &known.name)
}
