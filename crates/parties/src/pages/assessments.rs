//! Recording how far a collaboration has come: of a group, of two parties, of the whole.

use super::groups::group_ui;
use super::relations::relation_ui;
use super::words::{chosen_party, nothing_chosen, party_choices, required_party};
use crate::actions::{RecordAssessment, record_assessment};
use crate::ladders::{HeldLadder, list_ladders};
use crate::model::{Party, Subject};
use crate::policy::Action;
use crate::{GROUP, HeldGroup, Scope};
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Problem, Role};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

/// `samtrappan:3`: a level is chosen together with its ladder.
fn level_choices(ladders: &[HeldLadder]) -> Vec<Choice> {
    let of = |ladder: &HeldLadder| {
        let name = ladder.name.clone();
        let levels = ladder.levels.iter().map(|level| {
            let value = format!("{}:{}", ladder.key, level.number.0);
            Choice::new(value, format!("{name}: {} {}", level.number.0, level.name))
        });
        levels.collect::<Vec<_>>()
    };
    ladders.iter().flat_map(of).collect()
}

/// Whose views the actor may enter: a coordinator everybody's, a representative the own party's.
fn own_voices(ui: &Ui, scope: &Scope) -> Vec<Party> {
    let parties = scope.members.iter().map(|member| member.party.clone());
    match speaks_for_all(scope) {
        true => parties.collect(),
        false => parties
            .filter(|party| ui.actor.roles_at(party.id).contains(Role::Representative))
            .collect(),
    }
}

fn speaks_for_all(scope: &Scope) -> bool {
    scope
        .roles
        .any(|role| matches!(role, Role::Administrator | Role::Coordinator))
}

/// The form without the question of what it is about.
pub(super) fn assessment_form(
    ui: &Ui,
    scope: &Scope,
    ladders: &[HeldLadder],
    action: String,
    today: NaiveDate,
) -> Form {
    let form = Form::new(action, ui.t("assessment-record"));
    with_fields(ui, scope, ladders, form).fill(Values::default().set("date", today))
}

fn with_fields(ui: &Ui, scope: &Scope, ladders: &[HeldLadder], form: Form) -> Form {
    let levels = level_choices(ladders);
    let voices = party_choices(&own_voices(ui, scope));
    let voice = Field::new(
        "on_behalf_of",
        ui.t("assessment-view"),
        FieldKind::Select(voices),
    );
    let voice = match speaks_for_all(scope) {
        true => voice.hint(ui.t("assessment-view-hint")),
        false => voice.required(),
    };
    form.field(voice)
        .field(
            Field::new(
                "level",
                ui.t("assessment-level"),
                FieldKind::Select(nothing_chosen(levels.clone())),
            )
            .required(),
        )
        .field(Field::new(
            "wanted_level",
            ui.t("assessment-wanted-level"),
            FieldKind::Select(levels),
        ))
        .field(Field::new("date", ui.t("assessment-date"), FieldKind::Date))
        .field(
            Field::new(
                "note",
                ui.t("assessment-note"),
                FieldKind::LongText { rows: 3 },
            )
            .hint(ui.t("assessment-note-hint")),
        )
}

fn read<'a>(
    values: &Values,
    ladders: &'a [HeldLadder],
    members: &[Party],
    subject: Subject,
) -> Result<RecordAssessment<'a>, Problem> {
    let (ladder, level) = read_level(values, "level", ladders)?
        .ok_or_else(|| Problem::invalid("field_missing").at_field("level"))?;
    let wanted = read_level(values, "wanted_level", ladders)?;
    if wanted.is_some_and(|(other, _)| other.id != ladder.id) {
        return Err(Problem::invalid("assessment_ladders_differ").at_field("wanted_level"));
    }
    let view = chosen_party(values, "on_behalf_of", members)?;
    Ok(RecordAssessment {
        subject,
        ladder,
        level,
        wanted_level: wanted.map(|(_, level)| level),
        note: values.optional("note")?,
        date: values.optional_date("date")?,
        on_behalf_of: view.map(|party| party.id),
    })
}

fn read_level<'a>(
    values: &Values,
    name: &str,
    ladders: &'a [HeldLadder],
) -> Result<Option<(&'a HeldLadder, i64)>, Problem> {
    let text = values.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || {
        Problem::invalid("choice_invalid")
            .with("value", text)
            .at_field(name)
    };
    let (key, number) = text.split_once(':').ok_or_else(wrong)?;
    let ladder = ladders
        .iter()
        .find(|ladder| ladder.key.as_str() == key)
        .ok_or_else(wrong)?;
    let number = number.parse().map_err(|_| wrong())?;
    Ok(Some((ladder, number)))
}

/// Everything that the three forms have in common.
struct Desk {
    scope: Scope,
    ladders: Vec<HeldLadder>,
    members: Vec<Party>,
}

impl Desk {
    async fn load(tx: &Tx, ui: &Ui, key: &str) -> Result<Self, Problem> {
        let scope = Scope::find(tx, &ui.actor, key).await?;
        scope.require(Action::RecordAssessment.by())?;
        let members = scope
            .members
            .iter()
            .map(|member| member.party.clone())
            .collect();
        Ok(Self {
            scope,
            ladders: list_ladders(tx).await?,
            members,
        })
    }

    async fn record(
        &self,
        tx: &Tx,
        ui: &Ui,
        values: &Values,
        subject: Subject,
    ) -> Result<bool, Problem> {
        let input = read(values, &self.ladders, &self.members, subject)?;
        record_assessment(tx, &ui.actor, &self.scope, input).await
    }

    fn group_page(&self, ui: Ui, group: &HeldGroup) -> FormPage {
        let back = self.scope.href(&format!("/grupper/{}", group.key));
        let ui = group_ui(ui, &self.scope).with_crumb(back.clone(), group.name.to_string());
        let form = Form::new(format!("{back}/bedom"), ui.t("assessment-record")).cancel(back);
        let form = with_fields(&ui, &self.scope, &self.ladders, form);
        let heading = ui.t1("assessment-record-group", "name", &group.name);
        FormPage::new(ui, heading, form)
    }

    fn whole_page(&self, ui: Ui) -> FormPage {
        let ui = self.scope.ui(ui);
        let form = Form::new(self.scope.href("/bedom"), ui.t("assessment-record"))
            .cancel(self.scope.href(""));
        let form = with_fields(&ui, &self.scope, &self.ladders, form);
        let heading = ui.t("assessment-record-whole");
        FormPage::new(ui, heading, form)
    }

    fn pair_page(&self, ui: Ui) -> FormPage {
        let ui = relation_ui(ui, &self.scope);
        let parties = || FieldKind::Select(nothing_chosen(party_choices(&self.members)));
        let form = Form::new(
            self.scope.href("/relationer/bedom"),
            ui.t("assessment-record"),
        )
        .field(Field::new("party", ui.t("assessment-party"), parties()).required())
        .field(Field::new("other_party", ui.t("assessment-other-party"), parties()).required())
        .cancel(self.scope.href("/relationer"));
        let form = with_fields(&ui, &self.scope, &self.ladders, form);
        let (heading, lead) = (
            ui.t("assessment-record-pair"),
            ui.t("assessment-record-pair-lead"),
        );
        FormPage::new(ui, heading, form).lead(lead)
    }
}

fn with_today(mut page: FormPage, today: NaiveDate) -> FormPage {
    page.form = page.form.fill(Values::default().set("date", today));
    page
}

pub async fn record_for_group(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, group)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_assessment").await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    let found = GROUP.find(&tx, &desk.scope, &group).await?;
    let group = found.ok_or_else(Problem::not_found)?;
    match desk
        .record(&tx, &ui, &values, Subject::of_group(&group))
        .await
    {
        Ok(_) => {
            tx.commit().await?;
            let back = desk.scope.href(&format!("/grupper/{}", group.key));
            Ok(redirect_with_notice(&back, "assessment-recorded"))
        }
        Err(problem) => desk.group_page(ui, &group).refuse(values, problem),
    }
}

pub async fn show_whole(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    with_today(desk.whole_page(ui), tx.today()).show()
}

pub async fn record_whole(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_assessment").await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    match desk.record(&tx, &ui, &values, Subject::Whole).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &desk.scope.href(""),
                "assessment-recorded",
            ))
        }
        Err(problem) => desk.whole_page(ui).refuse(values, problem),
    }
}

pub async fn show_pair(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    with_today(desk.pair_page(ui), tx.today()).show()
}

pub async fn record_pair(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_assessment").await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    match try_pair(&tx, &ui, &desk, &values).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &desk.scope.href("/relationer"),
                "assessment-recorded",
            ))
        }
        Err(problem) => desk.pair_page(ui).refuse(values, problem),
    }
}

async fn try_pair(tx: &Tx, ui: &Ui, desk: &Desk, values: &Values) -> Result<bool, Problem> {
    let party = required_party(values, "party", &desk.members)?.id;
    let other = required_party(values, "other_party", &desk.members)?.id;
    desk.record(tx, ui, values, Subject::Pair(party, other))
        .await
}
