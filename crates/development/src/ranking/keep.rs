use super::{KeptRanking, Place, Ranking, RankingDocument, Weight};
use crate::initiatives::HeldInitiative;
use crate::initiatives::store::{insert_ranking, list_rankings};
use crate::policy::Action;
use crate::processes::{HeldProcess, PROCESS};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_parties::Scope;

/// Keeps a ranking as it stands today with its weights; it is never changed. Answers what was
/// kept. Fails with `weight_outside` for weights
/// that are not from 1 to 100, or with what is wrong in the note.
pub async fn keep_ranking(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (process, phase): (&HeldProcess, &Key),
    (weights, note): (&[(Key, i64)], &str),
    ranking: &Ranking<Key>,
    among: &[HeldInitiative],
) -> Result<KeptRanking, Problems> {
    scope.require(Action::KeepRanking.by())?;
    check_weights(weights)?;
    let note = text::prose(note).map_err(|problem| problem.at_field("note"))?;
    let title = |key: &Key| {
        let mut among = among.iter();
        let found = among.find(|one| one.key == *key);
        found.map_or_else(|| key.to_string(), |one| one.title.to_string())
    };
    let place = |one: &super::Ranked<Key>| Place {
        initiative: one.id.clone(),
        title: title(&one.id),
        place: one.place,
        value: one.value.clone(),
        tied: one.is_tied,
    };
    let weight = |(criterion, weight): &(Key, i64)| Weight {
        criterion: criterion.clone(),
        weight: *weight,
    };
    let before = list_rankings(tx, &[process.id]).await?;
    let new = KeptRanking {
        id: tx.new_id(),
        process: process.id,
        phase: phase.clone(),
        number: before.first().map_or(1, |last| last.number + 1),
        says: RankingDocument {
            made: tx.today(),
            note,
            weights: weights.iter().map(weight).collect(),
            places: ranking.ranked.iter().map(place).collect(),
        },
    };
    insert(tx, actor, scope, process, &new).await?;
    Ok(new)
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    process: &HeldProcess,
    new: &KeptRanking,
) -> Result<(), Problems> {
    insert_ranking(tx, new).await?;
    let event = scope.event("process.ranked", process.object(&PROCESS));
    let phase = process.phase(&new.phase);
    let weights = new.says.weights.iter();
    let weights = weights.map(|one| format!("{} {}", one.criterion, one.weight));
    let places = new.says.places.iter();
    let places = places.map(|one| format!("{} {} ({})", one.place, one.title, one.value));
    let told = serde_json::json!({
        "phase": phase.map(|phase| phase.name.to_string()),
        "weights": weights.collect::<Vec<_>>(),
        "places": places.collect::<Vec<_>>(),
        "note": new.says.note,
    });
    tx.record(actor, event.change(None::<&()>, Some(&told))?)
        .await?;
    Ok(())
}

pub(super) fn check_weights(weights: &[(Key, i64)]) -> Result<(), Problems> {
    let outside = weights.iter().enumerate();
    let outside = outside.filter(|(_, (_, weight))| !(1..=100).contains(weight));
    let problem = |(number, (_, weight)): (usize, &(Key, i64))| {
        let outside = Problem::invalid("weight_outside").with("value", weight);
        outside.at_field(&format!("weights.{number}.weight"))
    };
    outside.map(problem).collect::<Problems>().or(())
}

/// Brings a ranking in that was made before. Fails with `ranking_differs` when another has its number.
pub async fn restore_ranking(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (process, phase): (&HeldProcess, Key),
    number: i64,
    says: RankingDocument,
) -> Result<(), Problems> {
    scope.require(Action::KeepRanking.by())?;
    let all = list_rankings(tx, &[process.id]).await?;
    if let Some(stands) = all.iter().find(|one| one.number == number) {
        return match stands.phase == phase && stands.says == says {
            true => Ok(()),
            false => Err(Problem::conflict("ranking_differs").into()),
        };
    }
    let new = KeptRanking {
        id: tx.new_id(),
        process: process.id,
        phase,
        number,
        says,
    };
    insert(tx, actor, scope, process, &new).await
}
