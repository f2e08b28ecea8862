//! The days on which a contract can end, as things stand on a day, and what each asks for.

use crate::contract::{Call, Contract, Early, Notice, Options, Term};
use crate::months::{after, before, days_after, days_before, extended, month_end, next};
use crate::spans::Span;
use chrono::NaiveDate;

/// Days on which a contract can end in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    pub days: Span,
    /// How many options more are called for it.
    pub calls: u8,
    /// How many options are then left.
    pub reserve: u8,
    pub way: Way,
}

/// Why it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Its time is out.
    Runs,
    /// Notice must be received.
    Notice,
    /// Notice has been received.
    Noticed,
    /// Its ceiling is used up.
    Exhausted,
}

/// Where a contract with options stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The end with the options that were called and received in time.
    pub end: NaiveDate,
    pub used: u8,
    /// Months that they gave.
    pub months: u16,
    /// A call that was received too late, or not at all before its day had passed: a longer contract would be a new one
    /// without competition.
    pub is_lost: bool,
    /// A call has been decided or sent, and receipt is not confirmed yet.
    pub waits_for_receipt: bool,
    /// The last lawful day for the next one to be received.
    pub next_by: Option<NaiveDate>,
}

/// How options stand, on a day.
pub fn standing(end: NaiveDate, options: &Options, today: NaiveDate) -> Standing {
    let mut standing = Standing {
        end,
        used: 0,
        months: 0,
        is_lost: false,
        waits_for_receipt: false,
        next_by: None,
    };
    let calls = options.calls.iter().filter(|call| !call.is_annulled);
    for call in calls {
        let Some(length) = next_length(options, standing.used, standing.months) else {
            break;
        };
        let by = before(standing.end, options.call_before);
        match *call {
            Call {
                received: Some(day),
                ..
            } if day <= by => {
                standing.end = extended(standing.end, length);
                standing.used += 1;
                standing.months += length;
            }
            Call { received: None, .. } if today <= by => {
                standing.waits_for_receipt = true;
                break;
            }
            _ => {
                standing.is_lost = true;
                break;
            }
        }
    }
    let more = next_length(options, standing.used, standing.months).is_some();
    let by = before(standing.end, options.call_before);
    if more && !standing.is_lost {
        standing.is_lost = today > by;
        standing.next_by = (today <= by).then_some(by);
    }
    standing
}

/// The months that the next option gives; nothing when none is left.
fn next_length(options: &Options, used: u8, months: u16) -> Option<u16> {
    if used >= options.count {
        return None;
    }
    let room = options
        .most
        .map_or(options.months, |most| most.saturating_sub(months));
    Some(options.months.min(room)).filter(|length| *length > 0)
}

/// All days, up to a last one, on which it can end. In order; none when it has ended or cannot end by then.
pub fn ends(contract: &Contract, today: NaiveDate, horizon: NaiveDate) -> Vec<End> {
    let found = match &contract.term {
        Term::Fixed {
            end,
            options,
            early,
        } => fixed(
            contract,
            standing(*end, options, today),
            options,
            *early,
            today,
        ),
        Term::Renewing { end, every, notice } => {
            renewing(contract, (*end, *every), *notice, today, horizon)
        }
        Term::Open {
            bound_until,
            notice,
        } => open(contract, *bound_until, *notice, today, horizon),
    };
    let limit = Span {
        first: today,
        last: horizon,
    };
    let mut found: Vec<End> = cut(found, contract.exhausted)
        .into_iter()
        .filter_map(|end| {
            Some(End {
                days: end.days.within(limit)?,
                ..end
            })
        })
        .collect();
    found.sort_by_key(|end| (end.days, end.calls));
    found
}

/// The last day on which a notice or a call is safe; nothing when it has passed.
fn safe(lawful: NaiveDate, contract: &Contract, today: NaiveDate) -> Option<NaiveDate> {
    let safe = days_before(lawful, u32::from(contract.margin));
    (today <= safe).then_some(safe)
}

fn fixed(
    contract: &Contract,
    standing: Standing,
    options: &Options,
    early: Option<Early>,
    today: NaiveDate,
) -> Vec<End> {
    let reserve = options_left(options, &standing);
    if let Some(received) = contract.noticed {
        let notice = early.map(|early| early.notice);
        let ended = notice.map_or(standing.end, |notice| noticed_end(received, notice));
        let first = early.map_or(ended, |early| ended.max(early.from));
        let day = Span::day(first.min(standing.end));
        return vec![End {
            days: day,
            calls: 0,
            reserve: 0,
            way: Way::Noticed,
        }];
    }
    let mut found = Vec::new();
    if let Some(early) = early {
        found.extend(by_notice(contract, early, standing.end, (today, reserve)));
    }
    let (mut end, mut used, mut months) = (standing.end, standing.used, standing.months);
    found.push(run(end, 0, reserve));
    let may_call = !standing.is_lost;
    while let Some(length) = next_length(options, used, months).filter(|_| may_call) {
        if safe(before(end, options.call_before), contract, today).is_none() {
            break;
        }
        (end, used, months) = (extended(end, length), used + 1, months + length);
        let calls = used - standing.used;
        found.push(run(end, calls, reserve.saturating_sub(calls)));
    }
    found
}

fn run(end: NaiveDate, calls: u8, reserve: u8) -> End {
    End {
        days: Span::day(end),
        calls,
        reserve,
        way: Way::Runs,
    }
}

/// How many options can still be called, whatever was said of their number.
fn options_left(options: &Options, standing: &Standing) -> u8 {
    let (mut left, mut months) = (0, standing.months);
    if standing.is_lost {
        return 0;
    }
    while let Some(length) = next_length(options, standing.used + left, months) {
        (left, months) = (left + 1, months + length);
    }
    left
}

/// The days before its end on which a fixed contract can be ended.
fn by_notice(
    contract: &Contract,
    early: Early,
    end: NaiveDate,
    (today, reserve): (NaiveDate, u8),
) -> Vec<End> {
    let last = days_before(end, 1);
    let first = soonest(contract, early.notice, today).max(early.from);
    notice_days(early.notice, first, last)
        .into_iter()
        .map(|days| End {
            days,
            calls: 0,
            reserve,
            way: Way::Notice,
        })
        .collect()
}

/// The soonest end by a notice that is given with the margin from today.
fn soonest(contract: &Contract, notice: Notice, today: NaiveDate) -> NaiveDate {
    noticed_end(days_after(today, u32::from(contract.margin)), notice)
}

/// When it ends by a notice that is received on a day.
pub fn noticed_end(received: NaiveDate, notice: Notice) -> NaiveDate {
    let end = after(received, notice.months);
    if notice.at_month_end {
        month_end(end)
    } else {
        end
    }
}

/// The last day on which a notice may be received for it to end on a day: 31 December for 30 June with six months,
/// since June has no 31st.
pub fn latest_receipt(end: NaiveDate, notice: Notice) -> NaiveDate {
    let by = before(end, notice.months);
    let later = std::iter::successors(Some(by), |day| Some(next(*day)));
    let in_time = later.take_while(|day| after(*day, notice.months) <= end);
    in_time.last().unwrap_or(by)
}

/// The days that notices lead to: all of them, or the last of each month.
fn notice_days(notice: Notice, first: NaiveDate, last: NaiveDate) -> Vec<Span> {
    if !notice.at_month_end {
        return Span::new(first, last).into_iter().collect();
    }
    let ends = std::iter::successors(Some(month_end(first)), |end| {
        later(*end, month_end(next(*end)))
    });
    let mut distinct = ends.take_while(|end| *end <= last && *end < crate::months::FAR);
    distinct.by_ref().map(Span::day).collect()
}

/// The next day of a series; none where the calendar ends.
fn later(day: NaiveDate, next: NaiveDate) -> Option<NaiveDate> {
    (next > day).then_some(next)
}

fn renewing(
    contract: &Contract,
    (end, every): (NaiveDate, u16),
    notice: Notice,
    today: NaiveDate,
    horizon: NaiveDate,
) -> Vec<End> {
    let every = every.max(1);
    let periods = std::iter::successors(Some(end), |end| later(*end, extended(*end, every)));
    let mut periods = periods.take_while(|end| *end <= horizon && *end < crate::months::FAR);
    if let Some(received) = contract.noticed {
        let ended = periods.find(|end| received <= before(*end, notice.months));
        let way = Way::Noticed;
        return ended
            .map(|end| End {
                days: Span::day(end),
                calls: 0,
                reserve: 0,
                way,
            })
            .into_iter()
            .collect();
    }
    let in_time = |end: &NaiveDate| safe(before(*end, notice.months), contract, today).is_some();
    periods
        .filter(in_time)
        .map(|end| End {
            days: Span::day(end),
            calls: 0,
            reserve: 0,
            way: Way::Notice,
        })
        .collect()
}

fn open(
    contract: &Contract,
    bound_until: Option<NaiveDate>,
    notice: Notice,
    today: NaiveDate,
    horizon: NaiveDate,
) -> Vec<End> {
    let bound = bound_until.unwrap_or(today);
    if let Some(received) = contract.noticed {
        let day = noticed_end(received, notice).max(bound_until.unwrap_or(received));
        return vec![End {
            days: Span::day(day),
            calls: 0,
            reserve: 0,
            way: Way::Noticed,
        }];
    }
    let first = soonest(contract, notice, today).max(bound);
    notice_days(notice, first, horizon)
        .into_iter()
        .map(|days| End {
            days,
            calls: 0,
            reserve: 0,
            way: Way::Notice,
        })
        .collect()
}

/// Nothing lasts beyond the day on which the ceiling is used up: what would, ends then.
fn cut(found: Vec<End>, exhausted: Option<NaiveDate>) -> Vec<End> {
    let Some(day) = exhausted else {
        return found;
    };
    let lasts = found.iter().any(|end| end.days.last > day);
    let mut kept: Vec<End> = found
        .into_iter()
        .filter_map(|end| {
            let days = Span::new(end.days.first, end.days.last.min(day))?;
            Some(End { days, ..end })
        })
        .collect();
    if lasts && kept.iter().all(|end| !end.days.has(day)) {
        let days = Span::day(day);
        kept.push(End {
            days,
            calls: 0,
            reserve: 0,
            way: Way::Exhausted,
        });
    }
    kept
}
