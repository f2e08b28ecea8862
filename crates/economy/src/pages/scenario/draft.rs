//! What a form says of a scenario: read into an input, field by field.

use super::form::{joined_matters, knob_label};
use crate::gather::{kinds_of, members_in};
use crate::pages::common::{read_optional_year, year};
use crate::records::ScenarioRecord;
use crate::scenario_input::{all_parties, base_input, with_figures};
use crate::scenario_words::amount_name;
use crate::store;
use samverk_database::Tx;
use samverk_engine::{
    AmountPlace, DistributionInput, DistributionModel, Knob, KnobGroup, Member, ScenarioBase,
    drop_stale_note, fit_to_members, knobs, with_population_of,
};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::{Ui, Values};

/// What a form starts from.
pub struct Start {
    pub based_on: ScenarioBase,
    pub base_input: DistributionInput,
    /// The scenario before anything in the form is changed.
    pub input: DistributionInput,
    pub parties: Vec<Party>,
}

/// What the address or the hidden fields say: `utgangspunkt=fordelning.2021&nyckel=…&folkmangd=2020`.
pub const ADDRESS: [&str; 3] = ["utgangspunkt", "nyckel", "folkmangd"];

/// The start of a new scenario. Fails with `field_missing` when nothing to start from is chosen,
/// or a budget without a key; with `not_found`; with what hinders the base's computation.
pub async fn new_start(
    tx: &Tx,
    scope: &Scope,
    values: &Values,
    may_manage: bool,
) -> Result<Start, Problems> {
    let base = values.required(ADDRESS[0])?;
    let (kind, name) = base.split_once('.').unwrap_or_default();
    let key = values.text(ADDRESS[1]);
    let model = match key {
        "" => None,
        key => Some(visible_model(tx, scope, key, may_manage).await?),
    };
    let based_on = match (kind, &model) {
        ("fordelning", _) => ScenarioBase::Distribution {
            distribution: Key::parse(name).map_err(|_| Problem::not_found())?,
        },
        ("budget", Some(model)) => ScenarioBase::Model {
            model: model.key.clone(),
            year: year(name)?,
        },
        ("budget", None) => {
            return Err(Problem::invalid("field_missing").at_field("nyckel").into());
        }
        _ => return Err(Problem::not_found().into()),
    };
    let base_input = base_input(tx, scope, &based_on).await?;
    let mut input = base_input.clone();
    if let Some(model) = model {
        input.model = model;
    }
    if let Some(year) = read_optional_year(values, ADDRESS[2])? {
        input.model = with_population_of(&input, year);
    }
    let parties = all_parties(tx).await?;
    Ok(Start {
        based_on,
        base_input,
        input,
        parties,
    })
}

/// The start of a change: the scenario as it stands.
pub async fn saved_start(tx: &Tx, record: &ScenarioRecord) -> Result<Start, Problem> {
    Ok(Start {
        based_on: record.based_on.clone(),
        base_input: record.base_input.clone(),
        input: record.input.clone(),
        parties: all_parties(tx).await?,
    })
}

/// Everybody who may make a scenario sees drafts, and so all models.
async fn visible_model(
    tx: &Tx,
    scope: &Scope,
    key: &str,
    may_manage: bool,
) -> Result<DistributionModel, Problem> {
    let found = store::find_model(tx, scope.collaboration.id, key).await?;
    let found = found.filter(|_| may_manage || scope.sees_drafts());
    found
        .map(|record| record.model)
        .ok_or_else(Problem::not_found)
}

impl Start {
    pub fn knobs(&self, group: KnobGroup) -> Vec<Knob> {
        let all = knobs(&self.input.model).into_iter();
        all.filter(|knob| knob.place.group() == group).collect()
    }

    /// The amounts are set on the base's budget, so that what is set back is as it was.
    pub fn clean(&self) -> DistributionInput {
        DistributionInput {
            budget: self.base_input.budget.clone(),
            ..self.input.clone()
        }
    }

    /// Who can be chosen: the members of the base, those of the scenario, and the members now.
    pub fn candidates(&self, scope: &Scope) -> Vec<Member> {
        let mut all: Vec<Member> = Vec::new();
        let now = members_in(&scope.members, self.input.year, &self.input.model);
        let lists = [&self.base_input.members, &self.input.members, &now];
        for member in lists.into_iter().flatten() {
            if !all.iter().any(|known| known.key == member.key) {
                let changed = self.input.members.iter().find(|m| m.key == member.key);
                all.push(changed.unwrap_or(member).clone());
            }
        }
        all
    }
}

/// The input that the form describes, with its figures. Notes everything that is wrong with the
/// fields at once.
pub async fn read_input(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    start: &Start,
    values: &Values,
) -> Result<DistributionInput, Problems> {
    let mut problems = Problems::default();
    let mut input = start.clean();
    for (table, group) in [
        ("values", KnobGroup::Values),
        ("shares", KnobGroup::PerParty),
        ("years", KnobGroup::Years),
    ] {
        read_knobs(
            ui,
            start,
            values,
            (table, group),
            &mut input.model,
            &mut problems,
        );
    }
    read_amounts(ui, start, values, &mut input, &mut problems);
    input.members = read_members(scope, start, values, &mut problems);
    problems.or(())?;
    let same = |a: &Member, b: &Member| a.key == b.key && a.joined == b.joined;
    let before = &start.input.members;
    let changed = input.members.len() != before.len()
        || !input.members.iter().zip(before).all(|(a, b)| same(a, b));
    if changed {
        fit_to_members(&mut input.model, &input.members, input.year);
    }
    let rules = start.input.model.rules.iter();
    for (before, now) in rules.zip(&mut input.model.rules) {
        drop_stale_note(before, now);
    }
    Ok(with_figures(tx, scope, input, &start.parties).await?)
}

const ROW: [&str; 2] = ["what", "value"];

/// The rows of a table, each with the place of its value. A row that is another than the one that
/// was shown means that somebody changed the base meanwhile.
fn read_rows<'v>(
    values: &'v Values,
    table: &str,
    labels: &[String],
    problems: &mut Problems,
) -> Vec<(usize, String, &'v str)> {
    let mut rows = Vec::new();
    for (number, cells) in values.rows(table, &ROW) {
        let is_known = labels
            .get(number)
            .is_some_and(|label| Some(label) == cells.first());
        if !is_known {
            problems.push(Problem::conflict("changed_meanwhile"));
            break;
        }
        let place = format!("{table}.{number}.value");
        let text = values.text(&place);
        rows.push((number, place, text));
    }
    rows
}

fn read_knobs(
    ui: &Ui,
    start: &Start,
    values: &Values,
    (table, group): (&str, KnobGroup),
    model: &mut DistributionModel,
    problems: &mut Problems,
) {
    let knobs = start.knobs(group);
    let labels: Vec<String> = knobs
        .iter()
        .map(|knob| knob_label(ui, start, knob))
        .collect();
    for (number, place, text) in read_rows(values, table, &labels, problems) {
        if let Some(knob) = knobs.get(number)
            && knob.value(&start.input.model) != text
        {
            problems.keep(
                knob.set(model, text)
                    .map_err(|problem| problem.at_field(&place)),
            );
        }
    }
}

fn read_amounts(
    ui: &Ui,
    start: &Start,
    values: &Values,
    input: &mut DistributionInput,
    problems: &mut Problems,
) {
    let places = AmountPlace::all(&start.input);
    let name = |place: &AmountPlace| amount_name(ui, place, &start.input);
    let labels: Vec<String> = places.iter().map(name).collect();
    for (number, place, text) in read_rows(values, "amounts", &labels, problems) {
        let amount = match text {
            "" => Err(Problem::invalid("field_missing")),
            text => Ore::parse(text),
        };
        let amount = problems.keep(amount.map_err(|problem| problem.at_field(&place)));
        if let (Some(amount), Some(place)) = (amount, places.get(number)) {
            place.set(input, amount);
        }
    }
}

fn read_members(
    scope: &Scope,
    start: &Start,
    values: &Values,
    problems: &mut Problems,
) -> Vec<Member> {
    let candidates = start.candidates(scope);
    let chosen = values.all("members");
    let joined = joined_matters(&start.input.model);
    let mut members = Vec::new();
    for (index, mut member) in candidates.into_iter().enumerate() {
        let place = format!("joined.{index}.value");
        if joined && values.text(&format!("joined.{index}.what")) == member.name {
            let year = problems.keep(read_optional_year(values, &place));
            member.joined = year.unwrap_or(member.joined);
        }
        if chosen.contains(&member.key.as_str()) {
            members.push(member);
        }
    }
    for (number, cells) in values.rows("added", &["party", "joined"]) {
        let name = cells.first().map_or("", String::as_str);
        let is_meant = |party: &&Party| party.name == name || party.key.as_str() == name;
        let found = start.parties.iter().find(is_meant);
        let year = problems.keep(read_optional_year(
            values,
            &format!("added.{number}.joined"),
        ));
        match found {
            Some(party) if members.iter().any(|known| known.key == party.key) => {}
            Some(party) => members.push(Member {
                key: party.key.clone(),
                name: party.name.clone(),
                kinds: kinds_of(party),
                joined: year.flatten(),
                part: None,
            }),
            None => {
                let unknown = Problem::invalid("party_unknown").with("party", name);
                problems.push(unknown.at_field(&format!("added.{number}.party")));
            }
        }
    }
    if members.is_empty() {
        problems.push(Problem::invalid("field_missing").at_field("members"));
    }
    members
}
