//! What a party does for its contract to end on a day.

use crate::contract::{Contract, Term};
use crate::ends::{End, Way, latest_receipt, standing};
use crate::months::{before, days_before, extended};
use chrono::NaiveDate;

/// One thing to do, in order of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The call of an option, which must be received.
    Call {
        /// The first that is called at all is 1.
        number: u8,
        safe: NaiveDate,
        lawful: NaiveDate,
        /// What it then ends on.
        until: NaiveDate,
    },
    /// Notice, which must be received.
    Notice { safe: NaiveDate, lawful: NaiveDate },
    /// Let it end.
    LetEnd { end: NaiveDate },
}

/// What must be done for the contract to end so on that day.
pub fn steps(contract: &Contract, how: &End, end: NaiveDate, today: NaiveDate) -> Vec<Step> {
    let safe = |lawful| days_before(lawful, u32::from(contract.margin));
    let mut all = Vec::new();
    if let Term::Fixed {
        end: first,
        options,
        ..
    } = &contract.term
    {
        let stands = standing(*first, options, today);
        let (mut until, mut months) = (stands.end, stands.months);
        for number in 0..how.calls {
            let lawful = before(until, options.call_before);
            let room = options
                .most
                .map_or(options.months, |most| most.saturating_sub(months));
            let length = options.months.min(room);
            (until, months) = (extended(until, length), months + length);
            let number = stands.used + number + 1;
            all.push(Step::Call {
                number,
                safe: safe(lawful),
                lawful,
                until,
            });
        }
    }
    if how.way == Way::Notice {
        let lawful = notice_by(contract, end);
        all.push(Step::Notice {
            safe: safe(lawful),
            lawful,
        });
    }
    all.push(Step::LetEnd { end });
    all
}

/// The last day for a notice to be received when the contract is to end on a day.
fn notice_by(contract: &Contract, end: NaiveDate) -> NaiveDate {
    match &contract.term {
        Term::Renewing { notice, .. } => before(end, notice.months),
        Term::Open { notice, .. } => latest_receipt(end, *notice),
        Term::Fixed { early, .. } => early.map_or(end, |early| latest_receipt(end, early.notice)),
    }
}
