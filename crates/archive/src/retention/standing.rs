//! Where cases stand by the plan: read for a stretch of them with a fixed number of statements, and judged.

use super::plan::{HeldRule, RETENTION_RULE, TriggerEvent};
use crate::store::{self, KeptHold};
use chrono::NaiveDate;
use samverk_cases::CaseId;
use samverk_cases::model::{Case, CaseStatus};
use samverk_cases::store::list_cases_by_id;
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use samverk_retention::{Dates, Hold, KeptBecause, Need, Rule, judge};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why a case stays, and for which case's sake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Another case's number, when it is that one which needs a document of this.
    pub other: Option<String>,
    pub because: KeptBecause,
}

/// Where a case stands by the plan on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStanding {
    /// What the plan calls its type. Nothing when the plan says nothing of it.
    pub rule: Option<String>,
    /// By which decision it is so.
    pub mandate: Option<String>,
    pub causes: Vec<Cause>,
    pub due_on: Option<NaiveDate>,
}

impl CaseStanding {
    pub fn is_due(&self) -> bool {
        self.causes.is_empty() && self.due_on.is_some()
    }

    /// Something must be filled in before it can ever be due.
    pub fn is_fault(&self) -> bool {
        self.causes.iter().any(|cause| cause.because.is_fault())
    }
}

/// What is known of cases: their own, and those that need their documents.
struct Known {
    rules: Vec<HeldRule>,
    chosen: BTreeMap<Uuid, Uuid>,
    triggers: BTreeMap<Uuid, Vec<(TriggerEvent, NaiveDate)>>,
    holds: BTreeMap<Uuid, Vec<KeptHold>>,
    archived: BTreeMap<Uuid, NaiveDate>,
}

/// What a case needs kept of itself.
struct Facts<'k> {
    rule: Option<(&'k HeldRule, Rule)>,
    dates: Dates,
    holds: Vec<Hold>,
}

/// Where each of these cases of a party stands today.
pub async fn standings(
    tx: &Tx,
    party: PartyId,
    cases: &[Case],
) -> Result<Vec<CaseStanding>, Problem> {
    let ids: Vec<Uuid> = cases.iter().map(|case| case.id.0).collect();
    let needs = store::list_needs_of(tx, &ids).await?;
    let mut others: Vec<Uuid> = needs.iter().map(|(_, other)| *other).collect();
    others.sort_unstable();
    others.dedup();
    others.retain(|id| !ids.contains(id));
    let others = list_cases_by_id(tx, &others).await?;
    let all: Vec<&Case> = cases.iter().chain(&others).collect();
    let known = Known::read(tx, party, &all).await?;
    let today = tx.today();
    Ok(cases
        .iter()
        .map(|case| {
            let needed_by = needs.iter().filter(|(of, _)| *of == case.id.0);
            let needed_by = needed_by
                .filter_map(|(_, other)| all.iter().find(|one| one.id == CaseId(*other)).copied());
            known.standing(case, &needed_by.collect::<Vec<_>>(), today)
        })
        .collect())
}

/// The same of one.
pub async fn standing_of(tx: &Tx, case: &Case) -> Result<CaseStanding, Problem> {
    let found = standings(tx, case.party, std::slice::from_ref(case)).await?;
    let found = found.into_iter().next();
    found.ok_or_else(|| Problem::internal("a case without a standing"))
}

impl Known {
    async fn read(tx: &Tx, party: PartyId, cases: &[&Case]) -> Result<Self, Problem> {
        let ids: Vec<Uuid> = cases.iter().map(|case| case.id.0).collect();
        let mut triggers: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
        for (case, event, day) in store::list_triggers(tx, &ids).await? {
            triggers.entry(case).or_default().push((event, day));
        }
        let mut holds: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
        for one in store::list_holds(tx, &ids).await? {
            holds.entry(one.case.0).or_default().push(one);
        }
        Ok(Self {
            rules: RETENTION_RULE.whole(tx, party.0).await?,
            chosen: store::list_chosen_rules(tx, &ids).await?,
            archived: store::list_archived(tx, &ids).await?,
            triggers,
            holds,
        })
    }

    fn standing(&self, case: &Case, needed_by: &[&Case], today: NaiveDate) -> CaseStanding {
        let own = self.facts(case);
        let others: Vec<(&Case, Facts<'_>)> = needed_by
            .iter()
            .map(|other| (*other, self.facts(other)))
            .collect();
        let need =
            |of: usize, facts: &'_ Facts<'_>| (of, facts.rule.as_ref().map(|it| it.1.clone()));
        let rules: Vec<(usize, Option<Rule>)> = std::iter::once(need(0, &own))
            .chain(
                others
                    .iter()
                    .zip(1..)
                    .map(|((_, facts), of)| need(of, facts)),
            )
            .collect();
        let facts: Vec<&Facts<'_>> = std::iter::once(&own)
            .chain(others.iter().map(|(_, facts)| facts))
            .collect();
        let needs: Vec<Need<'_, usize>> = rules
            .iter()
            .zip(&facts)
            .map(|((of, rule), facts)| Need {
                of: *of,
                rule: rule.as_ref(),
                dates: &facts.dates,
                holds: &facts.holds,
            })
            .collect();
        let judged = judge(&needs, today);
        let cause = |(of, because): (usize, KeptBecause)| Cause {
            other: of
                .checked_sub(1)
                .and_then(|index| others.get(index))
                .map(|(other, _)| other.number.clone()),
            because,
        };
        CaseStanding {
            rule: own.rule.as_ref().map(|(rule, _)| rule.title.to_string()),
            mandate: own.rule.as_ref().map(|(rule, _)| rule.mandate.to_string()),
            causes: judged.kept.into_iter().map(cause).collect(),
            due_on: judged.due_on,
        }
    }

    /// The rule that was chosen for the case, or else that of its classification.
    fn rule(&self, case: &Case) -> Option<&HeldRule> {
        let chosen = self.chosen.get(&case.id.0);
        let by_id = |id: &Uuid| self.rules.iter().find(|rule| rule.id == *id);
        let classification = case.content.classification.trim();
        let by_code = || {
            let mut rules = self.rules.iter();
            rules.find(|rule| {
                !classification.is_empty() && rule.classification.trim() == classification
            })
        };
        chosen.and_then(by_id).or_else(by_code)
    }

    fn facts(&self, case: &Case) -> Facts<'_> {
        let id = case.id.0;
        let told = self.triggers.get(&id).into_iter().flatten();
        let mut dates: Dates = told.map(|(event, day)| (event.key(), *day)).collect();
        // A case that has been opened again has no such day.
        let ended = match case.status {
            CaseStatus::Closed => Some(case.closed_on.unwrap_or(case.registered_on)),
            CaseStatus::Void => Some(case.registered_on),
            CaseStatus::Open => None,
        };
        dates.extend(ended.map(|day| (TriggerEvent::CaseClosed.key(), day)));
        let archived = self.archived.get(&id);
        dates.extend(archived.map(|day| (TriggerEvent::Archived.key(), *day)));
        let holds = self.holds.get(&id).into_iter().flatten();
        let mut holds: Vec<Hold> = holds
            .filter(|one| one.lifted_on.is_none())
            .map(|one| Hold {
                reason: one.reason.clone(),
                until: one.until,
            })
            .collect();
        if case.status == CaseStatus::Open {
            // What is being worked on stays, whatever sets its period off.
            holds.push(Hold {
                reason: String::new(),
                until: None,
            });
        }
        Facts {
            rule: self.rule(case).map(|rule| (rule, rule.rule())),
            dates,
            holds,
        }
    }
}
