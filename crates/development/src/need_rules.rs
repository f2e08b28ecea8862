//! What follows from what is said of a need, and what does not go together. Pure.

use crate::needs::{Need, NeedStatus};
use samverk_foundation::{Problem, Problems};
use samverk_kept::Entry;
use std::collections::BTreeSet;

/// A need without a title is called as its description begins, and keeps what it was called as long as that
/// says the same. What became of it follows from whither it went.
pub(crate) fn complete(mut need: Need, before: Option<&Need>, entry: Entry) -> Need {
    if need.title.is_empty() {
        let stood = before.filter(|before| before.text == need.text);
        need.title = match stood {
            Some(before) => before.title.clone(),
            None => need.name().as_str().into(),
        };
    }
    need.status = Some(status(&need, before, entry));
    need
}

fn status(need: &Need, before: Option<&Need>, entry: Entry) -> NeedStatus {
    let stands = need.status();
    if stands == NeedStatus::Closed {
        return stands;
    }
    if need.merged_into.is_some() {
        return NeedStatus::Merged;
    }
    // One that was opened again stays open until something new is said of the handover.
    let is_said_anew = match before {
        Some(before) => stands == NeedStatus::Merged || went(before) != went(need),
        None => !entry.is_restored,
    };
    match is_said_anew {
        true => after_handover(need),
        false => stands,
    }
}

/// That it was handed over, and that it was answered.
fn went(need: &Need) -> [Option<chrono::NaiveDate>; 2] {
    [need.handed_over_on, need.answered_on]
}

fn after_handover(need: &Need) -> NeedStatus {
    match (need.handed_over_on, need.answered_on) {
        (_, Some(_)) => NeedStatus::Answered,
        (Some(_), None) => NeedStatus::HandedOver,
        (None, None) => NeedStatus::Open,
    }
}

pub(crate) fn check(need: &Need) -> Problems {
    let merged = (need.status() == NeedStatus::Merged && need.merged_into.is_none())
        .then(|| Problem::invalid("need_merged_whither").at_field("merged_into"));
    let found = merged.into_iter().chain(handover(need)).chain(answer(need));
    found.chain(joinings(need)).collect()
}

/// Each party once, and not the one that raised it.
fn joinings(need: &Need) -> Vec<Problem> {
    let raised = need.raised_by.as_ref().map(|one| &one.to.key);
    let (mut met, mut wrong) = (BTreeSet::new(), Vec::new());
    for (row, one) in need.joinings.iter().enumerate() {
        let code = match met.insert(&one.party) {
            false => "need_joined_already",
            true if raised == Some(&one.party) => "need_joined_by_its_own",
            true => continue,
        };
        let place = format!("joinings.{row}.party");
        wrong.push(Problem::invalid(code).at_field(&place));
    }
    wrong
}

fn missing(field: &str) -> Problem {
    Problem::invalid("value_missing").at_field(field)
}

fn handover(need: &Need) -> Vec<Problem> {
    let is_to_somebody = need.handed_to.is_some() || !need.handed_to_name.is_empty();
    let is_said = is_to_somebody
        || need.handed_to_kind.is_some()
        || need.handed_over_on.is_some()
        || need.next_look.is_some();
    if !is_said {
        return Vec::new();
    }
    let kind = need
        .handed_to_kind
        .is_none()
        .then(|| missing("handed_to_kind"));
    let whom = (!is_to_somebody)
        .then(|| Problem::invalid("need_handed_to_whom").at_field("handed_to_name"));
    let when = need
        .handed_over_on
        .is_none()
        .then(|| missing("handed_over_on"));
    let look = need
        .next_look
        .zip(need.handed_over_on)
        .filter(|(look, handed)| look < handed)
        .map(|_| Problem::invalid("need_look_before_handover").at_field("next_look"));
    kind.into_iter()
        .chain(whom)
        .chain(when)
        .chain(look)
        .collect()
}

fn answer(need: &Need) -> Vec<Problem> {
    let is_said = need.answered_on.is_some() || !need.reply.is_empty() || need.result.is_some();
    if !is_said {
        return Vec::new();
    }
    let Some(handed) = need.handed_over_on else {
        let without = Problem::invalid("need_answer_without_handover");
        return vec![without.at_field("answered_on")];
    };
    let when = need.answered_on.is_none().then(|| missing("answered_on"));
    let result = need.result.is_none().then(|| missing("result"));
    let early = need
        .answered_on
        .filter(|answered| *answered < handed)
        .map(|_| Problem::invalid("need_answer_before_handover").at_field("answered_on"));
    when.into_iter().chain(result).chain(early).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::needs::NeedKind;
    use chrono::NaiveDate;
    use proptest::prelude::*;
    use samverk_fields::{KindCode, One, Reference};
    use samverk_foundation::Key;

    fn entry(is_restored: bool) -> Entry {
        Entry {
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            is_restored,
        }
    }

    fn need(text: &str) -> Need {
        Need::of(NeedKind::Need, text)
    }

    fn any_need() -> impl Strategy<Value = Need> {
        let day = || {
            prop::option::of(
                (1_u32..28).prop_map(|day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap()),
            )
        };
        let status = prop::sample::select(vec![
            None,
            Some(NeedStatus::Open),
            Some(NeedStatus::HandedOver),
            Some(NeedStatus::Answered),
        ]);
        (day(), day(), status, any::<bool>()).prop_map(|(handed, answered, status, is_merged)| {
            let other = Reference::to(KindCode::of("need"), Key::from_name("annat"));
            Need {
                handed_over_on: handed,
                answered_on: answered,
                status,
                merged_into: is_merged.then(|| One::to(other)),
                ..need("Nätet räcker inte")
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_completed_is_complete(need in any_need(), is_restored: bool) {
            let once = complete(need, None, entry(is_restored));
            let again = complete(once.clone(), Some(&once), entry(is_restored));
            prop_assert_eq!(once, again);
        }

        #[test]
        fn a_merged_need_is_merged_and_no_other(need in any_need()) {
            let is_merged = need.merged_into.is_some();
            let completed = complete(need, None, entry(false));
            prop_assert_eq!(completed.status() == NeedStatus::Merged, is_merged);
        }

        #[test]
        fn what_is_new_stands_as_the_handover_says(need in any_need()) {
            let need = Need { merged_into: None, ..need };
            let expected = match (need.handed_over_on, need.answered_on) {
                (_, Some(_)) => NeedStatus::Answered,
                (Some(_), None) => NeedStatus::HandedOver,
                (None, None) => NeedStatus::Open,
            };
            prop_assert_eq!(complete(need, None, entry(false)).status(), expected);
        }
    }

    #[test]
    fn an_old_file_does_not_rename_what_it_does_not_change() {
        let named = Need {
            title: "Nätet".into(),
            ..need("Nätet räcker inte")
        };
        let old = complete(need("Nätet räcker inte"), Some(&named), entry(true));
        assert_eq!(&*old.title, "Nätet");
        let changed = complete(need("Nätet är borta"), Some(&named), entry(true));
        assert_eq!(&*changed.title, "Nätet är borta");
    }

    #[test]
    fn one_that_was_opened_again_stays_open_until_it_goes_on() {
        let handed = Need {
            handed_over_on: NaiveDate::from_ymd_opt(2026, 3, 1),
            status: Some(NeedStatus::Open),
            ..need("Nätet räcker inte")
        };
        let still = complete(handed.clone(), Some(&handed), entry(false));
        assert_eq!(still.status(), NeedStatus::Open);
        let anew = Need {
            handed_over_on: NaiveDate::from_ymd_opt(2026, 4, 1),
            ..handed.clone()
        };
        let anew = complete(anew, Some(&handed), entry(false));
        assert_eq!(anew.status(), NeedStatus::HandedOver);
    }
}
