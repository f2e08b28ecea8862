//! From a scenario as it is sent to what it is computed from.

use super::model_content::ModelContent;
use super::scenario_content::{
    ScenarioAmount, ScenarioContent, ScenarioMember, amounts_of, members_of,
};
use crate::actions::SaveScenario;
use crate::gather::kinds_of;
use crate::records::ScenarioRecord;
use crate::scenario_input::{all_parties, base_input, with_figures};
use samverk_database::Tx;
use samverk_engine::{AmountPlace, DistributionInput, Member, ScenarioBase, fit_to_members};
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::model::Party;

/// The scenario on its way in. Fails with `party_unknown`, `part_unknown`, or what hinders the
/// computation of what it starts from.
pub async fn saving(
    tx: &Tx,
    scope: &Scope,
    key: Key,
    content: ScenarioContent,
    before: Option<&ScenarioRecord>,
) -> Result<SaveScenario, Problems> {
    let based_on: ScenarioBase = content.based_on.clone().into();
    let base = match before.filter(|before| before.based_on == based_on) {
        Some(before) => before.base_input.clone(),
        None => base_input(tx, scope, &based_on).await?,
    };
    let input = match before.filter(|before| stays(&content, before)) {
        Some(before) => before.input.clone(),
        None => changed(tx, scope, &base, &content).await?,
    };
    Ok(SaveScenario {
        key,
        title: content.title.0,
        note: content.note,
        shown: content.shown,
        based_on,
        base_input: base,
        input,
        revision: before.map(|before| before.revision),
    })
}

/// Whether it is computed from what it was: then its figures stay too.
fn stays(content: &ScenarioContent, before: &ScenarioRecord) -> bool {
    let input = &before.input;
    let same_model = content.model == Some(ModelContent::from(&input.model));
    let same_members = content.members.as_ref() == Some(&members_of(input));
    let same_base = ScenarioBase::from(content.based_on.clone()) == before.based_on;
    same_base && same_model && same_members && content.amounts == amounts_of(input)
}

async fn changed(
    tx: &Tx,
    scope: &Scope,
    base: &DistributionInput,
    content: &ScenarioContent,
) -> Result<DistributionInput, Problems> {
    let mut input = base.clone();
    let parties = all_parties(tx).await?;
    let mut problems = Problems::default();
    if let Some(model) = &content.model {
        input.model = model.clone().model(base.model.key.clone());
    }
    if let Some(sent) = &content.members {
        input.members = members(sent, base, &parties, &mut problems);
    }
    set_amounts(&content.amounts, &mut input, &mut problems);
    problems.or(())?;
    // A model that is sent says itself what it asks of whom.
    if content.model.is_none() && input.members != base.members {
        fit_to_members(&mut input.model, &input.members, input.year);
    }
    Ok(with_figures(tx, scope, input, &parties).await?)
}

fn members(
    sent: &[ScenarioMember],
    base: &DistributionInput,
    parties: &[Party],
    problems: &mut Problems,
) -> Vec<Member> {
    let known = |key: &Key| {
        let in_base = base.members.iter().find(|member| member.key == *key);
        let party = || parties.iter().find(|party| party.key == *key);
        in_base.cloned().or_else(|| {
            party().map(|party| Member {
                key: party.key.clone(),
                name: party.name.clone(),
                kinds: kinds_of(party),
                joined: None,
                part: None,
            })
        })
    };
    let mut members: Vec<Member> = Vec::new();
    for (index, row) in sent.iter().enumerate() {
        let wrong = |code| {
            let problem = Problem::invalid(code).with("party", &row.party);
            problem.at_field(&format!("members[{index}].party"))
        };
        let joined = row.joined.map(|year| year.0);
        match known(&row.party) {
            _ if members.iter().any(|member| member.key == row.party) => {
                problems.push(wrong("party_twice"));
            }
            Some(member) => members.push(Member { joined, ..member }),
            None => problems.push(wrong("party_unknown")),
        }
    }
    if members.is_empty() && problems.is_empty() {
        problems.push(Problem::invalid("field_missing").at_field("members"));
    }
    members
}

fn set_amounts(sent: &[ScenarioAmount], input: &mut DistributionInput, problems: &mut Problems) {
    let places = AmountPlace::all(input);
    for (index, row) in sent.iter().enumerate() {
        let is_meant = |place: &&AmountPlace| match place {
            AmountPlace::Part(part) => row.part.as_ref() == Some(part),
            AmountPlace::Outside | AmountPlace::Own => row.part.is_none(),
        };
        match (places.iter().find(is_meant), &row.part) {
            (Some(place), _) => place.set(input, row.amount.0),
            // What the budget may have outside its parts need not be there yet.
            (None, None) => AmountPlace::Outside.set(input, row.amount.0),
            (None, Some(part)) => {
                let unknown = Problem::invalid("part_unknown").with("part", part);
                problems.push(unknown.at_field(&format!("amounts[{index}].part")));
            }
        }
    }
}
