//! Gathers what a distribution is computed from: budget, model, members, figures, last year.

use crate::adopted::as_seen;
use crate::in_force::in_force;
use crate::measures::list_tables;
use crate::records::DistributionRecord;
use crate::store;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use samverk_database::Tx;
use samverk_engine::{
    Budget, DistributionInput, DistributionModel, MeasureTable, MeasureValue, Member, MemberKind,
    MemberStanding, NeededFigures, POPULATION, PartOfYear, PartYear, PerParty,
};
use samverk_foundation::{CollaborationId, Key, Ore, PartyId, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::model::{Member as Membership, Party, PartyKind, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// Population by year for each party.
pub(crate) type Populations = BTreeMap<PartyId, BTreeMap<i32, i64>>;

/// Fails with `model_unknown` or `budget_missing`, at the field `model` or `year`.
pub async fn gather_input(
    tx: &Tx,
    scope: &Scope,
    year: i32,
    model: &Key,
) -> Result<DistributionInput, Problems> {
    let of = scope.collaboration.id;
    let found = store::find_model(tx, of, model.as_str()).await?;
    let unknown = || {
        Problem::invalid("model_unknown")
            .with("model", model)
            .at_field("model")
    };
    let model = found.ok_or_else(unknown)?.model;
    gather_for(tx, scope, year, model).await
}

/// The same for a model that need not be saved. Fails with `budget_missing`, at the field `year`.
pub(crate) async fn gather_for(
    tx: &Tx,
    scope: &Scope,
    year: i32,
    model: DistributionModel,
) -> Result<DistributionInput, Problems> {
    let of = scope.collaboration.id;
    let budget = budget_of(tx, scope, year, &model).await?;
    let members = members_in(&scope.members, year, &model);
    let parties: Vec<&Party> = scope.members.iter().map(|member| &member.party).collect();
    let (measures, last_year) = figures_of(tx, of, (year, &model), &members, &parties).await?;
    Ok(DistributionInput {
        edition: samverk_engine::Edition::NOW,
        year,
        budget,
        model,
        members,
        measures,
        last_year,
    })
}

/// A model with an amount of its own, or whose fees decide the sum, needs no budget.
async fn budget_of(
    tx: &Tx,
    scope: &Scope,
    year: i32,
    model: &DistributionModel,
) -> Result<Budget, Problem> {
    let found = store::find_budget(tx, scope.collaboration.id, year).await?;
    let seen = as_seen(tx, scope, found.into_iter().collect()).await?;
    match seen.into_iter().next() {
        Some(record) => Ok(record.budget),
        None if model.amount.is_some() || model.fees_decide => Ok(Budget {
            year,
            printed_total: None,
            parts: Vec::new(),
            lines: Vec::new(),
        }),
        None => Err(Problem::invalid("budget_missing")
            .with("year", year)
            .at_field("year")),
    }
}

/// The parties that are members some day of the year, in a standing that pays by the model.
pub(crate) fn members_in(
    memberships: &[Membership],
    year: i32,
    model: &DistributionModel,
) -> Vec<Member> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
    let belongs = |member: &&Membership| {
        model.pays(standing_of(member.standing))
            && member.from.is_none_or(|from| from <= last)
            && member.to.is_none_or(|to| first <= to)
    };
    let member = |membership: &Membership| Member {
        key: membership.party.key.clone(),
        name: membership.party.name.clone(),
        kinds: kinds_of(&membership.party),
        joined: membership.from.map(|from| from.year()),
        part: part_of(membership, year),
    };
    memberships.iter().filter(belongs).map(member).collect()
}

fn standing_of(standing: Standing) -> MemberStanding {
    match standing {
        Standing::Member => MemberStanding::Member,
        Standing::NonVoting => MemberStanding::NonVoting,
        Standing::LetterOfIntent => MemberStanding::LetterOfIntent,
        Standing::NoticeGiven => MemberStanding::NoticeGiven,
    }
}

/// From when to when somebody is a member, when that is not the whole year.
fn part_of(membership: &Membership, year: i32) -> Option<PartOfYear> {
    let part = PartOfYear {
        from: membership.from.filter(|from| from.year() == year),
        to: membership.to.filter(|to| to.year() == year),
    };
    part.counted(year, PartYear::Days).map(|_| part)
}

pub(crate) fn kinds_of(party: &Party) -> BTreeSet<MemberKind> {
    let held = PartyKind::ALL.iter().filter(|(_, kind)| party.is(*kind));
    held.filter_map(|(code, _)| MemberKind::from_code(code))
        .collect()
}

/// What a model reads of these members, who are among the parties: the needed tables and years, and
/// what each paid the year before.
pub(crate) async fn figures_of(
    tx: &Tx,
    of: CollaborationId,
    (year, model): (i32, &DistributionModel),
    members: &[Member],
    parties: &[&Party],
) -> Result<(Vec<MeasureTable>, PerParty<Ore>), Problem> {
    let needed = model.needed_figures(year);
    let measures = figures(tx, of, &needed, members, parties).await?;
    let last = store::list_distributions_of_year(tx, of, year - 1).await?;
    Ok((measures, last_amounts(&last, model, members)))
}

/// The needed tables, with the members' figures of the needed years and no others.
async fn figures(
    tx: &Tx,
    of: CollaborationId,
    needed: &BTreeSet<NeededFigures>,
    members: &[Member],
    parties: &[&Party],
) -> Result<Vec<MeasureTable>, Problem> {
    let ids: Vec<PartyId> = parties.iter().map(|party| party.id).collect();
    let of_population = needed.iter().filter(|needed| needed.table == POPULATION);
    let years = of_population.filter_map(|needed| needed.year).collect();
    let populations = samverk_parties::store::list_populations_of_years(tx, &ids, &years).await?;
    let populations = table_of(&populations, parties);
    let own = list_tables(tx, of).await?;
    let members: BTreeSet<&Key> = members.iter().map(|member| &member.key).collect();
    let tables = populations.into_iter().chain(own);
    let cut = |mut table: MeasureTable| {
        let years: BTreeSet<Option<i32>> = needed
            .iter()
            .filter(|needed| needed.table == table.key.as_str())
            .map(|needed| needed.year)
            .collect();
        table
            .values
            .retain(|row| years.contains(&row.year) && members.contains(&row.party));
        (!years.is_empty()).then_some(table)
    };
    Ok(tables.filter_map(cut).collect())
}

pub(crate) async fn populations_of(tx: &Tx, scope: &Scope) -> Result<Populations, Problem> {
    let ids: Vec<PartyId> = scope.members.iter().map(|member| member.party.id).collect();
    samverk_parties::store::list_populations(tx, &ids).await
}

/// The register's figures as a table, by year and in the members' order.
pub(crate) fn population_table(populations: &Populations, scope: &Scope) -> Option<MeasureTable> {
    let parties: Vec<&Party> = scope.members.iter().map(|member| &member.party).collect();
    table_of(populations, &parties)
}

fn table_of(populations: &Populations, parties: &[&Party]) -> Option<MeasureTable> {
    let values = parties.iter().flat_map(|party| {
        let of_party = populations.get(&party.id).into_iter().flatten();
        of_party.map(|(year, figure)| MeasureValue {
            party: party.key.clone(),
            year: Some(*year),
            value: Decimal::from(*figure),
        })
    });
    Some(MeasureTable {
        key: Key::parse(POPULATION).ok()?,
        name: "Folkmängd 31 december".to_owned(),
        unit: "invånare".to_owned(),
        values: values.collect(),
    })
}

/// All tables there are, for the search of a key.
pub(crate) async fn all_tables(tx: &Tx, scope: &Scope) -> Result<Vec<MeasureTable>, Problem> {
    let population = population_table(&populations_of(tx, scope).await?, scope);
    let own = list_tables(tx, scope.collaboration.id).await?;
    Ok(population.into_iter().chain(own).collect())
}

/// What the members paid the year before, by the distribution in force for the same purpose.
fn last_amounts(
    last: &[DistributionRecord],
    model: &DistributionModel,
    members: &[Member],
) -> PerParty<Ore> {
    let counted = in_force(last).into_iter();
    let adopted = counted.filter_map(|record| record.adopted.as_ref());
    let results: Vec<_> = adopted
        .map(|adopted| &adopted.result)
        .filter(|result| result.purpose == model.purpose)
        .collect();
    let paid = |member: &Member| {
        let mut rows = results
            .iter()
            .filter_map(|result| result.row(&member.key))
            .peekable();
        rows.peek()?;
        Some((member.key.clone(), rows.map(|row| row.amount).sum()))
    };
    members.iter().filter_map(paid).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_foundation::PartyId;
    use uuid::Uuid;

    fn membership(standing: Standing, from: Option<i32>, to: Option<i32>) -> Membership {
        let party = Party {
            id: PartyId(Uuid::from_u128(1)),
            key: Key::from_name("Region Gotland"),
            kind: PartyKind::Municipality,
            name: "Region Gotland".to_owned(),
            short_name: "Gotland".to_owned(),
            municipality_code: Some("0980".to_owned()),
            region_code: Some("09".to_owned()),
            organisation_number: None,
            note: String::new(),
            revision: 1,
        };
        let day = |year: i32| NaiveDate::from_ymd_opt(year, 7, 1).unwrap();
        let (from, to) = (from.map(day), to.map(day));
        Membership {
            party,
            standing,
            from,
            to,
            note: String::new(),
        }
    }

    fn anybody() -> DistributionModel {
        toml::from_str("key = \"m\"\nname = \"M\"").unwrap()
    }

    #[test]
    fn a_model_says_which_standings_pay_and_a_part_of_a_year_is_known() {
        let all = Standing::ALL.iter();
        let all: Vec<_> = all
            .map(|(_, standing)| membership(*standing, Some(2021), None))
            .collect();
        let mut model = anybody();
        assert_eq!(members_in(&all, 2021, &model).len(), 3);
        model.payers = vec![MemberStanding::Member, MemberStanding::LetterOfIntent];
        let members = members_in(&all, 2021, &model);
        assert_eq!(members.len(), 2);
        let part = members[0].part.unwrap();
        assert_eq!(part.counted(2021, PartYear::Months), Some((6, 12)));
        assert_eq!(part.counted(2021, PartYear::Days), Some((184, 365)));
        assert_eq!(part.counted(2022, PartYear::Days), None);
        assert_eq!(members_in(&all, 2022, &model)[0].part, None);
    }

    #[test]
    fn members_of_a_year_are_those_who_belong_some_day_of_it() {
        let count = |from, to, year| {
            let members = [membership(Standing::Member, from, to)];
            members_in(&members, year, &anybody()).len()
        };
        assert_eq!(count(None, None, 2021), 1);
        assert_eq!(count(Some(2021), None, 2021), 1);
        assert_eq!(count(Some(2022), None, 2021), 0);
        assert_eq!(count(None, Some(2021), 2021), 1);
        assert_eq!(count(None, Some(2020), 2021), 0);
        let intent = membership(Standing::LetterOfIntent, None, None);
        assert!(members_in(&[intent], 2021, &anybody()).is_empty());
    }

    #[test]
    fn gotland_is_municipality_and_region() {
        let members = members_in(
            &[membership(Standing::Member, Some(2019), None)],
            2021,
            &anybody(),
        );
        let both = BTreeSet::from([MemberKind::Municipality, MemberKind::Region]);
        assert_eq!(
            (members[0].kinds.clone(), members[0].joined),
            (both, Some(2019))
        );
    }
}
