use super::{InProcess, require_seen};
use crate::initiatives::gate::BasisText;
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use serde_json::json;

/// Writes the decision basis of a gate: what is not named stays. A text that is changed has a new version. Fails
/// with `gate_passed`, `heading_unknown`, with what is wrong in a text, or `changed_meanwhile`.
pub async fn write_basis(
    tx: &Tx,
    actor: &Actor,
    at: &InProcess,
    phase: &Key,
    texts: Vec<(Key, String)>,
    seen: Option<i64>,
) -> Result<(), Problems> {
    at.scope.require(Action::PrepareGate.by())?;
    at.require_open(phase)?;
    let before = at.says(phase);
    require_seen(&before.texts, seen)?;
    let known: Vec<Key> = at
        .process
        .headings_of(phase)
        .map(|one| one.key.clone())
        .collect();
    let mut problems = Problems::default();
    let mut says = before.clone();
    for (heading, written) in texts {
        if !known.contains(&heading) {
            let unknown = Problem::invalid("heading_unknown").with("value", &heading);
            problems.push(unknown.at_field("texts"));
            continue;
        }
        let written = text::prose(&written).map_err(|wrong| wrong.at_field(heading.as_str()));
        let Some(written) = problems.keep(written) else {
            continue;
        };
        match says.texts.iter_mut().find(|one| one.heading == heading) {
            Some(stands) if stands.text == written => {}
            Some(stands) => {
                stands.text = written;
                stands.version += 1;
            }
            None if written.is_empty() => {}
            None => says.texts.push(BasisText {
                heading,
                text: written,
                version: 1,
            }),
        }
    }
    problems.or(())?;
    let place = |one: &BasisText| known.iter().position(|key| *key == one.heading);
    says.texts.sort_by_key(place);
    let told = [json!(before.texts), json!(says.texts)];
    at.save(
        tx,
        actor,
        phase,
        says,
        ("initiative.basis_written", "texts", told),
    )
    .await?;
    Ok(())
}
