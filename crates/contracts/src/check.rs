//! What cannot be said of a contract, and what follows from what is said.

use crate::contract::{Contract, ContractTerm, PriceReaders};
use samverk_fields::FieldKey;
use samverk_foundation::{Problem, Problems};
use samverk_kept::Entry;
use samverk_planner::months::{after, next};

pub(crate) const CODES: &[&str] = &[
    "contract_ends_before",
    "contract_renewal_missing",
    "contract_notice_missing",
    "contract_notice_too_long",
    "contract_option_incomplete",
    "contract_options_only_fixed",
    "contract_option_calls_too_many",
    "contract_option_call_backwards",
    "contract_price_reason_missing",
    "contract_ceiling_only_framework",
];

pub(crate) fn complete(mut contract: Contract, _: Option<&Contract>, _: Entry) -> Contract {
    contract.act_by = contract.deadline().map(super::Deadline::day);
    contract
}

pub(crate) fn check(contract: &Contract) -> Problems {
    let mut problems = Problems::default();
    let mut wrong = |is_wrong: bool, code: &'static str, field: FieldKey| {
        if is_wrong {
            problems.push(Problem::invalid(code).at_field(field.as_str()));
        }
    };
    let period = contract.start.zip(contract.end);
    wrong(
        period.is_some_and(|(start, end)| end < start),
        "contract_ends_before",
        Contract::END,
    );
    let (is_fixed, is_open) = (
        contract.term == ContractTerm::Fixed,
        contract.term == ContractTerm::Open,
    );
    let renews = contract.term == ContractTerm::Renewing;
    wrong(
        renews && contract.renewal_months.is_none(),
        "contract_renewal_missing",
        Contract::RENEWAL_MONTHS,
    );
    let asks_for_notice = !is_fixed || contract.early_from.is_some();
    wrong(
        asks_for_notice && contract.notice_months.is_none(),
        "contract_notice_missing",
        Contract::NOTICE_MONTHS,
    );
    let notice = contract
        .notice_months
        .and_then(|one| u16::try_from(one.0).ok());
    let is_too_long = period
        .zip(notice)
        .is_some_and(|((start, end), months)| end >= start && after(start, months) > next(end));
    wrong(
        !is_open && is_too_long,
        "contract_notice_too_long",
        Contract::NOTICE_MONTHS,
    );
    let count = contract.option_count.map_or(0, |one| one.0);
    let is_incomplete = contract.option_months.is_none() || contract.option_call_months.is_none();
    wrong(
        count > 0 && is_incomplete,
        "contract_option_incomplete",
        Contract::OPTION_COUNT,
    );
    wrong(
        count > 0 && !is_fixed,
        "contract_options_only_fixed",
        Contract::OPTION_COUNT,
    );
    let calls = contract.option_calls.iter();
    let standing = calls.clone().filter(|call| call.annulled.is_none());
    wrong(
        i64::try_from(standing.count()).unwrap_or(i64::MAX) > count,
        "contract_option_calls_too_many",
        Contract::OPTION_CALLS,
    );
    let is_backwards = calls.clone().any(|call| {
        let sent = call.sent.unwrap_or(call.called);
        let is_sent_late = call.received.is_some() && call.sent.is_none();
        sent < call.called || is_sent_late || call.received.is_some_and(|day| day < sent)
    });
    wrong(
        is_backwards,
        "contract_option_call_backwards",
        Contract::OPTION_CALLS,
    );
    let is_priced = contract.yearly_value.is_some() || contract.ceiling.is_some();
    let is_kept = contract.price_readers == PriceReaders::Own;
    wrong(
        is_priced && is_kept && contract.price_reason.is_empty(),
        "contract_price_reason_missing",
        Contract::PRICE_REASON,
    );
    wrong(
        contract.ceiling.is_some() && !contract.is_framework,
        "contract_ceiling_only_framework",
        Contract::CEILING,
    );
    problems
}
