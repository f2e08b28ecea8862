//! Where a contract stands on a day: when it can end, what is to be done and by when, and what is wrong with it.

use crate::contract::{Contract, ContractTerm};
use chrono::NaiveDate;
use samverk_foundation::Ore;
use samverk_planner::exhaustion::{CalledOff, exhausted};
use samverk_planner::months::{FAR, before, days_before};
use samverk_planner::{Call, Early, Notice, Options, Term, ends, standing as options_standing};

/// Days between a safe and a lawful last day, when the contract says nothing.
pub const MARGIN_USUAL: u16 = 14;

/// What somebody should know of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Its last day has passed.
    Ended,
    /// An option that was sent in time has no confirmed receipt.
    WaitsForReceipt,
    /// An option was not called in time: a longer contract would be a new one without competition.
    OptionLost,
    /// What has been called off reaches the ceiling before the contract ends.
    CeilingReached,
    /// It goes on without an end, so it is to be tendered again.
    ShouldBeTendered,
    /// It ends on a day that nobody has said.
    WithoutEnd,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    CallOption { safe: NaiveDate, lawful: NaiveDate },
    ConfirmReceipt { lawful: NaiveDate },
    GiveNotice { safe: NaiveDate, lawful: NaiveDate },
    Ends { day: NaiveDate },
}

impl Deadline {
    /// The last safe day.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::CallOption { safe, .. } | Self::GiveNotice { safe, .. } => safe,
            Self::ConfirmReceipt { lawful } => lawful,
            Self::Ends { day } => day,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The last day as things stand; nothing when it goes on.
    pub end: Option<NaiveDate>,
    pub flags: Vec<Flag>,
    pub exhausted: Option<NaiveDate>,
}

impl Contract {
    pub(crate) fn margin(&self) -> u16 {
        self.margin_days
            .and_then(|days| u16::try_from(days.0).ok())
            .unwrap_or(MARGIN_USUAL)
    }

    fn notice(&self) -> Notice {
        Notice {
            months: small(self.notice_months.map(|one| one.0)),
            at_month_end: self.notice_at_month_end,
        }
    }

    pub(crate) fn options(&self) -> Options {
        let mut calls: Vec<_> = self.option_calls.iter().collect();
        calls.sort_by_key(|call| call.number.0);
        Options {
            count: u8::try_from(self.option_count.map_or(0, |one| one.0)).unwrap_or_default(),
            months: small(self.option_months.map(|one| one.0)),
            most: self.option_months_most.map(|one| small(Some(one.0))),
            call_before: small(self.option_call_months.map(|one| one.0)),
            calls: calls
                .into_iter()
                .map(|call| Call {
                    sent: call.sent,
                    received: call.received,
                    is_annulled: call.annulled.is_some(),
                })
                .collect(),
        }
    }

    /// What the planner knows of its time. Nothing for one whose end nobody has said.
    pub(crate) fn planned_term(&self) -> Option<Term> {
        let notice = self.notice();
        Some(match self.term {
            ContractTerm::Fixed => Term::Fixed {
                end: self.end?,
                options: self.options(),
                early: self.early_from.map(|from| Early { from, notice }),
            },
            ContractTerm::Renewing => Term::Renewing {
                end: self.end?,
                every: small(self.renewal_months.map(|one| one.0)).max(1),
                notice,
            },
            ContractTerm::Open => Term::Open {
                bound_until: self.end,
                notice,
            },
        })
    }

    /// The day on which its ceiling is used up, when it has one and something has been called off.
    pub(crate) fn exhausted(&self) -> Option<NaiveDate> {
        let called: Vec<CalledOff> = self
            .call_offs
            .iter()
            .map(|one| CalledOff {
                until: one.until,
                amount: one.amount,
            })
            .collect();
        exhausted(self.start?, self.ceiling?, &called)
    }

    /// What the planner knows of it. `value` is what the reader may know of its cost.
    pub(crate) fn planned(
        &self,
        (party, need): (u32, u32),
        value: Option<Ore>,
    ) -> Option<samverk_planner::Contract> {
        Some(samverk_planner::Contract {
            party,
            need,
            value,
            term: self.planned_term()?,
            margin: self.margin(),
            noticed: self.noticed_on,
            exhausted: self.exhausted(),
        })
    }

    /// Its last day by a notice that has been received.
    fn noticed_end(&self) -> Option<NaiveDate> {
        self.noticed_on?;
        let ended = ends(&self.planned((0, 0), None)?, NaiveDate::MIN, FAR);
        ended.first().map(|one| one.days.first)
    }

    /// What is to be done next, as the contract says it and whatever day it is: it stays until it is done, or
    /// until the contract says otherwise.
    pub fn deadline(&self) -> Option<Deadline> {
        let margin = u32::from(self.margin());
        if self.noticed_on.is_some() {
            return self.noticed_end().map(|day| Deadline::Ends { day });
        }
        match self.planned_term()? {
            Term::Fixed { end, options, .. } => {
                // As if nothing had passed: what was not called in time stays to be told.
                let stands = options_standing(end, &options, NaiveDate::MIN);
                if stands.waits_for_receipt {
                    let lawful = before(stands.end, options.call_before);
                    return Some(Deadline::ConfirmReceipt { lawful });
                }
                Some(match stands.next_by {
                    Some(lawful) => Deadline::CallOption {
                        safe: days_before(lawful, margin),
                        lawful,
                    },
                    None => Deadline::Ends { day: stands.end },
                })
            }
            Term::Renewing { end, notice, .. } => {
                let lawful = before(end, notice.months);
                let safe = days_before(lawful, margin);
                Some(Deadline::GiveNotice { safe, lawful })
            }
            Term::Open { .. } => None,
        }
    }
}

fn small(number: Option<i64>) -> u16 {
    number
        .and_then(|one| u16::try_from(one).ok())
        .unwrap_or_default()
}

/// Where it stands today.
pub fn standing(contract: &Contract, today: NaiveDate) -> Standing {
    let mut flags = Vec::new();
    let exhausted = contract.exhausted();
    let mut end = contract.end;
    match contract.planned_term() {
        Some(Term::Fixed {
            end: first,
            options,
            ..
        }) => {
            let stands = options_standing(first, &options, today);
            end = Some(stands.end);
            if stands.waits_for_receipt {
                flags.push(Flag::WaitsForReceipt);
            }
            if stands.is_lost && stands.end >= today {
                flags.push(Flag::OptionLost);
            }
        }
        Some(Term::Renewing { .. } | Term::Open { .. }) if contract.noticed_on.is_none() => {
            end = None;
            flags.push(Flag::ShouldBeTendered);
        }
        None => flags.push(Flag::WithoutEnd),
        _ => {}
    }
    end = contract.noticed_end().or(end);
    if let Some(day) = exhausted
        && end.is_none_or(|end| day < end)
    {
        end = Some(day);
        flags.push(Flag::CeilingReached);
    }
    if end.is_some_and(|end| end < today) {
        flags.push(Flag::Ended);
    }
    flags.sort_unstable();
    Standing {
        end,
        flags,
        exhausted,
    }
}
