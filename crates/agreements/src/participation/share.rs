//! What each of those who take part pays: the engine divides the cost as the distribution that the question names,
//! with those who take part as its members.

use super::standing::Period;
use super::view::QuestionDesk;
use chrono::{Datelike, NaiveDate};
use samverk_database::Tx;
use samverk_economy::{evaluate_record, visible_distributions};
use samverk_engine::{Distribution, Member, PartOfYear, PartYear, Sharing};
use samverk_foundation::{Key, Ore, Problem, Problems};

/// What came of sharing.
pub enum Shares {
    /// There is no cost, or no distribution is named.
    NotSaid,
    /// The distribution is gone, or not for the reader to see.
    Unseen,
    /// Nobody takes part in the year.
    Nobody,
    /// It cannot be computed as it stands.
    Broken(Problems),
    Found(Box<Shared>),
}

pub struct Shared {
    pub result: Distribution,
    pub year: i32,
    pub amount: Ore,
    /// The distribution: its name and its page.
    pub title: String,
    pub href: String,
    /// Those who take part and are no members by the distribution, so that they pay nothing.
    pub without: Vec<String>,
    pub leaves_out_changes: bool,
}

pub(super) async fn shares(tx: &Tx, desk: &QuestionDesk) -> Result<Shares, Problem> {
    let (Some(amount), Some(key)) = (desk.cost(), &desk.question.distribution) else {
        return Ok(Shares::NotSaid);
    };
    let all = visible_distributions(tx, &desk.scope).await?;
    let Some(record) = all.into_iter().find(|one| one.key == *key) else {
        return Ok(Shares::Unseen);
    };
    let mut input = match evaluate_record(tx, &desk.scope, &record).await {
        Ok(evaluation) => evaluation.input,
        Err(problems) => return Ok(Shares::Broken(problems)),
    };
    let year = input.year;
    let begins = desk.initiative.as_ref().and_then(|one| one.from);
    let rows = desk.rows();
    let taking = rows.iter().filter_map(|row| {
        let period = row.standing?.period?;
        is_in(&period, year).then_some((row.party, period))
    });
    let taking: Vec<_> = taking.collect();
    let mut without = Vec::new();
    let mut members = Vec::new();
    for (party, period) in &taking {
        match input.members.iter().find(|member| member.key == party.key) {
            Some(member) => members.push(as_taking_part(member, period, begins, year)),
            None => without.push(party.name.clone()),
        }
    }
    if members.is_empty() {
        return Ok(Shares::Nobody);
    }
    let keys: Vec<Key> = members.iter().map(|member| member.key.clone()).collect();
    input.members = members;
    let part = desk.question.budget_part.clone();
    let sharing = Sharing { input, part };
    Ok(match sharing.divide(amount, &keys) {
        Ok(result) => Shares::Found(Box::new(Shared {
            result,
            year,
            amount,
            href: desk.scope.href(&record.suffix()),
            title: record.title,
            without,
            leaves_out_changes: sharing.leaves_out_changes(),
        })),
        Err(problems) => Shares::Broken(problems),
    })
}

fn ends_of(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some((first, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

fn is_in(period: &Period, year: i32) -> bool {
    ends_of(year).is_some_and(|(first, last)| period.touches(first, last))
}

/// The member as one that takes part: who came after the beginning has joined then, and who is in it a part of the
/// year is a member of that part only. The model's own rules say what that means.
pub(super) fn as_taking_part(
    member: &Member,
    period: &Period,
    begins: Option<NaiveDate>,
    year: i32,
) -> Member {
    let later = |one: Option<NaiveDate>, other: Option<NaiveDate>| one.max(other);
    let earlier = |one: Option<NaiveDate>, other: Option<NaiveDate>| match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let within = member.part.unwrap_or(PartOfYear {
        from: None,
        to: None,
    });
    let in_year = |day: NaiveDate| day.year() == year;
    let part = PartOfYear {
        from: later(within.from, period.from.filter(|day| in_year(*day))),
        to: earlier(within.to, period.to.filter(|day| in_year(*day))),
    };
    let came_later = match (period.from, begins) {
        (Some(from), Some(begins)) => from > begins,
        _ => false,
    };
    let joined = period.from.filter(|_| came_later).map(|from| from.year());
    Member {
        joined: joined.or(member.joined.filter(|_| !came_later && begins.is_none())),
        part: part.counted(year, PartYear::Days).map(|_| part),
        ..member.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn member() -> Member {
        Member {
            key: Key::from_name("Habo"),
            name: "Habo".to_owned(),
            kinds: BTreeSet::new(),
            joined: Some(2019),
            part: None,
        }
    }

    #[test]
    fn who_comes_later_has_joined_then_and_is_a_member_of_what_is_left_of_the_year() {
        let period = |from: &str, to: Option<&str>| Period {
            from: Some(day(from)),
            to: to.map(day),
        };
        let begins = Some(day("2027-01-01"));
        let first = as_taking_part(&member(), &period("2027-01-01", None), begins, 2027);
        assert_eq!((first.joined, first.part), (None, None), "a founder of it");
        let late = as_taking_part(&member(), &period("2027-07-01", None), begins, 2027);
        assert_eq!(late.joined, Some(2027));
        let part = late.part.unwrap();
        assert_eq!(part.counted(2027, PartYear::Months), Some((6, 12)));
        let next = as_taking_part(&member(), &period("2027-07-01", None), begins, 2028);
        assert_eq!((next.joined, next.part), (Some(2027), None));
        let gone = period("2027-01-01", Some("2028-03-31"));
        let part = as_taking_part(&member(), &gone, begins, 2028).part.unwrap();
        assert_eq!(part.counted(2028, PartYear::Months), Some((3, 12)));
        let of_itself = as_taking_part(&member(), &period("2019-01-01", None), None, 2027);
        assert_eq!(of_itself.joined, Some(2019), "as in the collaboration");
        assert!(is_in(&gone, 2028) && !is_in(&gone, 2029));
    }
}
