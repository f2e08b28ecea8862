//! The domain's values in words.

use crate::model::{
    ActivityStatus, Direction, GoalHint, GoalName, Reason, State, VersionStatus, VersionSummary,
};
use crate::{Activity, GoalState, IndicatorView, PlanView};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_foundation::format_decimal;
use samverk_web::{Cell, Tone, Ui};

pub fn version_name(ui: &Ui, version: &VersionSummary) -> String {
    let number = version.number.to_string();
    match version.label.as_str() {
        "" => ui.t1("version-name", "number", number),
        label => ui.t_with(
            "version-name-label",
            &[("number", &number), ("label", label)],
        ),
    }
}

pub(super) fn status(ui: &Ui, status: VersionStatus) -> String {
    ui.t(&format!("version-status-{}", status.code()))
}

pub(super) fn status_tone(status: VersionStatus) -> Tone {
    match status {
        VersionStatus::Adopted => Tone::Good,
        VersionStatus::Draft | VersionStatus::Consultation => Tone::Warning,
        VersionStatus::Superseded => Tone::Neutral,
    }
}

pub(super) fn period(ui: &Ui, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) => format!("{} – {}", ui.date(&from), ui.date(&to)),
        (Some(from), None) => ui.t1("plan-time-from", "date", ui.date(&from)),
        (None, Some(to)) => ui.t1("plan-time-to", "date", ui.date(&to)),
    }
}

pub(super) fn state(ui: &Ui, state: State) -> String {
    ui.t(&format!("indicator-state-{}", state.code()))
}

pub(super) fn state_tone(state: State) -> Tone {
    match state {
        State::OnPath | State::Reached => Tone::Good,
        State::Behind => Tone::Warning,
        State::NotMeasured => Tone::Bad,
        State::WithoutTarget => Tone::Neutral,
    }
}

/// `62,5 %`, with at most two decimals and a space that does not break.
pub(super) fn figure(value: Decimal, unit: &str) -> String {
    let number = format_decimal(value.round_dp(2));
    if unit.is_empty() {
        number
    } else {
        format!("{number}\u{a0}{unit}")
    }
}

/// Why an indicator stands as it does, in a sentence or two with the numbers.
pub(super) fn standing(ui: &Ui, view: &IndicatorView) -> String {
    let unit = &*view.indicator.unit;
    let say = |key: &str, values: &[(&str, String)]| {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        ui.t_with(&format!("indicator-because-{key}"), &values)
    };
    let seen = |value: &Decimal, date: &NaiveDate| {
        [("value", figure(*value, unit)), ("date", ui.date(date))]
    };
    let aim = |value: &Decimal, year: &i32| {
        [("target", figure(*value, unit)), ("year", year.to_string())]
    };
    match &view.standing.reason {
        Reason::NeverMeasured => say("never-measured", &[]),
        Reason::NotSince { measured, due_year } => say(
            "not-since",
            &[("date", ui.date(measured)), ("year", due_year.to_string())],
        ),
        Reason::NoTarget { value, date } => say("no-target", &seen(value, date)),
        Reason::Reached {
            value,
            date,
            target,
            year,
            sharper,
        } => {
            let values = [seen(value, date), aim(target, year)].concat();
            match sharper {
                Some(sharper) => {
                    let more = [values, vec![("sharper", figure(*sharper, unit))]].concat();
                    say("reached", &more)
                }
                None => say("reached-fully", &values),
            }
        }
        Reason::Compared {
            value,
            date,
            asked,
            next,
            year,
        } => {
            let gap = (*asked - *value).abs();
            let more = vec![("asked", figure(*asked, unit)), ("gap", figure(gap, unit))];
            let values = [seen(value, date).to_vec(), aim(next, year).to_vec(), more].concat();
            say(view.standing.state.code(), &values)
        }
        Reason::Starting {
            value,
            date,
            next,
            year,
        } => say("starting", &[seen(value, date), aim(next, year)].concat()),
        Reason::Missed {
            value,
            date,
            target,
            year,
        } => say("missed", &[seen(value, date), aim(target, year)].concat()),
    }
}

pub(super) fn direction(ui: &Ui, direction: Direction) -> String {
    ui.t(&format!("indicator-direction-{}", direction.code()))
}

pub(super) fn activity_status(ui: &Ui, status: ActivityStatus) -> String {
    ui.t(&format!("activity-status-{}", status.code()))
}

/// How far it has come, and whether its time is out.
pub(super) fn activity_state(ui: &Ui, activity: &Activity, today: NaiveDate) -> String {
    let status = activity_status(ui, activity.status);
    match activity.is_late(today) {
        true => ui.t1("activity-late", "status", status),
        false => status,
    }
}

/// The same as a mark in a table.
pub(super) fn activity_tag(ui: &Ui, activity: &Activity, today: NaiveDate) -> Cell {
    let tone = match activity.is_late(today) {
        true => Tone::Bad,
        false => activity_tone(activity.status),
    };
    Cell::tag(tone, activity_state(ui, activity, today))
}

fn activity_tone(status: ActivityStatus) -> Tone {
    match status {
        ActivityStatus::Done => Tone::Good,
        ActivityStatus::Stopped => Tone::Bad,
        ActivityStatus::Ongoing => Tone::Warning,
        ActivityStatus::Planned => Tone::Neutral,
    }
}

/// `M11 All data …`, or that the name is not known.
pub(super) fn goal_name(ui: &Ui, goal: &GoalName) -> String {
    match goal.name.as_str() {
        "" => ui.t1("catalogue-goal-unnamed", "code", &goal.reference.code),
        name => format!("{} {name}", goal.reference.code),
    }
}

/// `M3 Leda digitalt i Utveckling i en digital tid`: a goal of another catalogue.
pub(super) fn earlier_goal(ui: &Ui, goal: &GoalName) -> String {
    let values = [
        ("goal", goal_name(ui, goal)),
        ("catalogue", goal.catalogue.clone()),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    ui.t_with("catalogue-goal-of", &values)
}

/// How an effect goal stands, in a word or two.
pub(super) fn goal_state(ui: &Ui, state: GoalState) -> String {
    ui.t(&format!("goal-state-{}", state.code()))
}

/// The party's name when somebody is kept as a member's key, or else what is written.
pub(super) fn answering<'v>(view: &'v PlanView, kept: &'v str) -> &'v str {
    view.parties.get(kept).map_or(kept, String::as_str)
}

pub(super) fn hint(ui: &Ui, hint: &GoalHint) -> String {
    match hint {
        GoalHint::YearsMissing(years) => {
            let years: Vec<_> = years.iter().map(ToString::to_string).collect();
            ui.t1("goal-hint-years", "years", years.join(", "))
        }
        GoalHint::NotMeasurable => ui.t("goal-hint-measure"),
        GoalHint::ReasonBesideIndicator => ui.t("goal-hint-reason"),
        GoalHint::OwnerMissing => ui.t("goal-hint-owner"),
    }
}
