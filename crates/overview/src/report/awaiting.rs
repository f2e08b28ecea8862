//! What awaits the party, in words: as said to its own people, or as said of it.

use super::seats::mandate_name;
use super::{AWAITING, Desk, Section};
use crate::model::{Awaiting, Due, Place, awaiting};
use chrono::NaiveDate;
use samverk_development::RISK;
use samverk_foundation::{CollaborationId, Roles};
use samverk_goals::policy as goals_policy;
use samverk_goals::version_name;
use samverk_identity::ListedPerson;
use samverk_identity::policy::Action;
use samverk_parties::model::Party;
use samverk_parties::policy as parties_policy;
use samverk_parties::{Waiting, WaitingFor};
use samverk_talk::policy as talk_policy;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Ui};

/// To whom it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    /// `Bedöm hur långt ni tycker att styrgruppen har kommit`
    Own,
    /// `Aktörens egen syn på nivån`
    Others,
    /// `Gör klart och anta utkastet`
    Running,
}

/// Something that awaits, ready for a row.
#[derive(Clone, Debug)]
pub(crate) struct ToldAwaiting {
    pub text: String,
    pub href: String,
    pub place: String,
    pub collaboration: Option<CollaborationId>,
    pub date: Option<NaiveDate>,
    /// What the button says that leads there.
    pub button: String,
    /// Whether the reader does it, and not only reads of it.
    pub is_done_here: bool,
}

/// Where something stands among all that awaits: late first, then by date, and what has no last day last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Urgency {
    is_without_date: bool,
    date: Option<NaiveDate>,
}

impl Urgency {
    pub fn of(date: Option<NaiveDate>) -> Self {
        Self {
            is_without_date: date.is_none(),
            date,
        }
    }

    pub fn date(self) -> Option<NaiveDate> {
        self.date
    }
}

/// What awaits a party, in the order of every page and answer.
pub(crate) fn most_urgent_first(mut all: Vec<ToldAwaiting>) -> Vec<ToldAwaiting> {
    all.sort_by_key(|one| Urgency::of(one.date));
    all
}

impl Desk<'_> {
    pub(super) fn awaiting(&self) -> Option<Section> {
        let people = self.people?;
        let ui = self.ui;
        let columns = vec![
            Column::new(ui.t("overview-await-what"), ColumnKind::Text),
            Column::new(ui.t("overview-collaboration"), ColumnKind::Text),
            Column::new(ui.t("overview-await-date"), ColumnKind::Date),
        ];
        let caption = ui.t1("overview-await-caption", "party", &self.party.name);
        let mut table = Table::new("vantar", caption, columns).narrow(Narrow::Lists);
        let known = awaiting(self.known, self.party);
        let known = known
            .iter()
            .map(|one| told(ui, Words::Own, Some(self.party), one));
        let all = known.chain(of_people(ui, Words::Own, self.party, people));
        for one in most_urgent_first(all.collect()) {
            table.push(vec![
                Cell::link(one.href, one.text),
                Cell::text(one.place),
                one.date.map_or_else(Cell::empty, Cell::date),
            ]);
        }
        let (heading, none) = (ui.t("overview-await"), ui.t("overview-await-none"));
        Some(Section::new(AWAITING, heading, table, none))
    }
}

impl Words {
    fn say(self, ui: &Ui, key: &str, values: &[(&str, &str)]) -> String {
        match self {
            Self::Own => ui.t_with(&format!("overview-await-{key}"), values),
            Self::Others => ui.t_with(&format!("overview-missing-{key}"), values),
            Self::Running => {
                let own = format!("overview-run-{key}");
                match ui.t_if_known(&own) {
                    Some(_) => ui.t_with(&own, values),
                    None => Self::Own.say(ui, key, values),
                }
            }
        }
    }
}

/// In words, with where to do something about it.
pub(crate) fn told(
    ui: &Ui,
    words: Words,
    party: Option<&Party>,
    awaiting: &Awaiting,
) -> ToldAwaiting {
    let mut is_done_here = true;
    let (place, rest, date) = match awaiting {
        Awaiting::OwnView { place, group } => {
            let form = own_view_form(ui, place, party);
            is_done_here = form.is_some();
            let page = group.map(|group| format!("/grupper/{}", group.key));
            let rest = page.unwrap_or_default() + &form.unwrap_or_default();
            (place, rest, None)
        }
        Awaiting::Measurement {
            goal,
            indicator,
            due,
        } => {
            let plan = &goal.plan.plan.key;
            let form = measuring(ui, goal.place, party);
            is_done_here = !form.is_empty();
            let rest = format!(
                "/planer/{plan}/indikatorer/{}{form}",
                indicator.indicator.key
            );
            (&goal.place, rest, due_day(*due))
        }
        Awaiting::MandateEnds { place, to, .. } => (place, "/medlemmar".to_owned(), Some(*to)),
        Awaiting::Consultation {
            place,
            plan,
            version,
        } => {
            let own = answering(ui, words, place, party);
            is_done_here = words != Words::Own || !own.is_empty();
            let (plan, number) = (&plan.plan.key, version.number);
            let rest = format!("/planer/{plan}/versioner/{number}/synpunkter{own}");
            (place, rest, version.comments_until)
        }
        Awaiting::BudgetRound { place, round } => {
            let own = answering(ui, words, place, party);
            is_done_here = words != Words::Own || !own.is_empty();
            let rest = format!("{}/synpunkter{own}", round.budget.suffix());
            (place, rest, round.budget.comments_until)
        }
        Awaiting::NextBudget { place, .. } => (place, "/budget/ny".to_owned(), None),
        Awaiting::Draft { place, outcome }
        | Awaiting::Unshared { place, outcome }
        | Awaiting::AskedToRead { place, outcome } => (place, outcome.suffix(), None),
        Awaiting::Review { place, risk, day } => {
            (place, format!("/risker/{}/redigera", risk.key), Some(*day))
        }
        Awaiting::Asked { place, waiting } => {
            let others = others_look(ui, place, party, waiting);
            is_done_here = others.is_none();
            let rest = others.unwrap_or(&waiting.rest);
            (place, rest.to_owned(), waiting.due)
        }
    };
    ToldAwaiting {
        text: text(ui, words, awaiting),
        href: place.href(&rest),
        place: place.collaboration.name.clone(),
        collaboration: Some(place.collaboration.id),
        date,
        button: match awaiting {
            _ if !is_done_here => ui.t("overview-button-look"),
            Awaiting::Asked { waiting, .. } => ui.t(&format!("waiting-{}-button", waiting.code)),
            _ => ui.t(button(words, awaiting)),
        },
        is_done_here,
    }
}

fn button(words: Words, awaiting: &Awaiting) -> &'static str {
    match awaiting {
        Awaiting::OwnView { .. } => "overview-button-assess",
        Awaiting::Measurement { .. } => "overview-button-measure",
        Awaiting::MandateEnds { .. } | Awaiting::Review { .. } | Awaiting::Asked { .. } => {
            "overview-button-look"
        }
        Awaiting::Consultation { .. } | Awaiting::BudgetRound { .. } | Awaiting::Draft { .. }
            if words == Words::Running =>
        {
            "overview-button-review"
        }
        Awaiting::Consultation { .. } | Awaiting::BudgetRound { .. } => "overview-button-comment",
        Awaiting::Unshared { .. } => "overview-button-look",
        Awaiting::NextBudget { .. } => "overview-button-begin",
        Awaiting::Draft { .. } | Awaiting::AskedToRead { .. } => "overview-button-read",
    }
}

/// The form for those who may record the party's view, after the address of what is assessed.
fn own_view_form(ui: &Ui, place: &Place, party: Option<&Party>) -> Option<String> {
    let roles = roles_here(ui, place, party);
    let may = roles.any(parties_policy::Action::RecordAssessment.by());
    let party = party.filter(|_| may)?;
    Some(format!("/bedom?aktor={}", party.key))
}

/// The same for a measurement, after the indicator's address.
fn measuring(ui: &Ui, place: &Place, party: Option<&Party>) -> &'static str {
    let roles = roles_here(ui, place, party);
    match roles.any(goals_policy::Action::RecordMeasurement.by()) {
        true => "/matning",
        false => "",
    }
}

/// The party's own form, after the address of what is out for comment.
fn answering(ui: &Ui, words: Words, place: &Place, party: Option<&Party>) -> String {
    let may = |party: &&Party| {
        let roles = ui.actor.roles_at(party.id);
        let roles = (words == Words::Own).then_some(roles);
        roles.is_some_and(|roles| roles.any(talk_policy::Action::AnswerDraft.by()))
            && place.sees_drafts
    };
    let party = party.filter(may);
    party.map_or_else(String::new, |party| format!("/{}", party.key))
}

/// Where somebody is led who may not do what is waited for.
fn others_look<'w>(
    ui: &Ui,
    place: &Place,
    party: Option<&Party>,
    waiting: &'w Waiting,
) -> Option<&'w str> {
    let of_party = matches!(waiting.whose, WaitingFor::Party(_));
    let done_by = waiting.done_by.as_ref().filter(|_| of_party)?;
    let roles = roles_here(ui, place, party);
    let may = roles.any(|role| done_by.roles.contains(&role));
    (!may).then_some(done_by.others.as_str())
}

fn roles_here(ui: &Ui, place: &Place, party: Option<&Party>) -> Roles {
    let party = party.map(|party| party.id);
    ui.actor.roles_in(place.collaboration.id, party.as_slice())
}

fn due_day(due: Due) -> Option<NaiveDate> {
    match due {
        Due::Never => None,
        Due::Overdue { year, .. } => NaiveDate::from_ymd_opt(year, 12, 31),
        Due::Soon(day) => Some(day),
    }
}

fn text(ui: &Ui, words: Words, awaiting: &Awaiting) -> String {
    let say = |key: &str, values: &[(&str, &str)]| words.say(ui, key, values);
    match awaiting {
        Awaiting::OwnView { group: None, .. } => say("own-view", &[]),
        Awaiting::OwnView {
            group: Some(group), ..
        } => say("own-view-group", &[("group", &group.name)]),
        Awaiting::Measurement { indicator, due, .. } => {
            let name = ("name", &**indicator.indicator.name);
            match due {
                Due::Never => say("measure-never", &[name]),
                Due::Overdue { year, measured } => {
                    let (year, date) = (year.to_string(), ui.date(measured));
                    say("measure-overdue", &[name, ("year", &year), ("date", &date)])
                }
                Due::Soon(day) => say("measure-soon", &[name, ("date", &ui.date(day))]),
            }
        }
        Awaiting::MandateEnds { mandate, .. } => {
            say("mandate-ends", &[("name", &mandate_name(ui, mandate))])
        }
        Awaiting::Consultation { plan, version, .. } => {
            let name = version_name(ui, version);
            let values = [("plan", plan.plan.title.as_str()), ("version", &name)];
            match version.comments_until {
                Some(day) if words == Words::Own => {
                    let day = ui.date(&day);
                    say(
                        "consultation-by",
                        &[&values[..], &[("date", &day)]].concat(),
                    )
                }
                _ => say("consultation", &values),
            }
        }
        Awaiting::BudgetRound { round, .. } => {
            let title = ("title", round.budget.title.as_str());
            match round.budget.comments_until {
                Some(day) if words == Words::Own => {
                    say("budget-round-by", &[title, ("date", &ui.date(&day))])
                }
                _ => say("budget-round", &[title]),
            }
        }
        Awaiting::Unshared { outcome, .. } => say("unshared", &[("title", &outcome.title)]),
        Awaiting::AskedToRead { outcome, .. } => say("asked", &[("title", &outcome.title)]),
        Awaiting::NextBudget { year, .. } => say("next-budget", &[("year", &year.to_string())]),
        Awaiting::Draft { outcome, .. } => say("draft", &[("title", &outcome.title)]),
        Awaiting::Review { risk, .. } => say("review", &[("name", &(RISK.name)(risk))]),
        Awaiting::Asked { waiting, .. } => {
            let end = match words {
                Words::Others => "-missing",
                Words::Own | Words::Running => "",
            };
            ui.t1(
                &format!("waiting-{}{end}", waiting.code),
                "name",
                &waiting.name,
            )
        }
    }
}

/// Invitations that are not answered, and that nobody can answer for the party at all. They lead
/// to the list of people for those who may read it.
pub(crate) fn of_people<'a>(
    ui: &'a Ui,
    words: Words,
    party: &'a Party,
    people: &'a [ListedPerson],
) -> impl Iterator<Item = ToldAwaiting> + 'a {
    let roles = ui.actor.roles_at(party.id);
    let href = match roles.any(|role| Action::ListPartyPeople.may(role)) {
        true => format!("{}/personer", party.href()),
        false => party.href(),
    };
    let nobody = people.is_empty().then(|| words.say(ui, "no-people", &[]));
    let invited = people.iter().filter(|person| person.is_invited);
    let invited = invited.map(move |person| words.say(ui, "invitation", &[("name", &person.name)]));
    nobody
        .into_iter()
        .chain(invited)
        .map(move |text| ToldAwaiting {
            text,
            href: href.clone(),
            place: String::new(),
            collaboration: None,
            date: None,
            button: ui.t("overview-button-people"),
            is_done_here: true,
        })
}
