//! The groups assessed all at once: a row each, with what was said last. Only what is changed is recorded.

use super::assessment_form::{Desk, LADDER, Sheet, VOICE, read_level};
use super::groups::group_ui;
use crate::actions::{RecordAssessment, record_assessments};
use crate::model::{Assessment, Subject};
use crate::{GROUP, HeldGroup};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const ROWS: &str = "groups";
const COLUMNS: [&str; 4] = ["group", "level", "wanted_level", "note"];

/// The groups that follow the ladder, in their order, as one voice sees them.
struct GroupTable {
    desk: Desk,
    groups: Vec<HeldGroup>,
    /// What the address or the form asks for.
    asked: Values,
}

impl GroupTable {
    async fn load(tx: &Tx, ui: &Ui, key: &str, asked: Values) -> Result<Self, Problem> {
        let desk = Desk::load(tx, ui, key).await?;
        let asked = desk.with_a_voice(asked);
        let sheet = desk.sheet(None, &asked)?;
        let ladder = sheet.ladder.id;
        let mut groups = GROUP.bare(tx, &desk.scope).await?;
        groups.retain(|group| {
            let own = desk.ladder_for(Subject::of_group(group));
            own.is_some_and(|own| own.id == ladder)
        });
        Ok(Self {
            desk,
            groups,
            asked,
        })
    }

    fn sheet(&self) -> Result<Sheet<'_>, Problem> {
        self.desk.sheet(None, &self.asked)
    }

    fn page(&self, ui: Ui) -> Result<FormPage, Problem> {
        let (scope, sheet) = (&self.desk.scope, self.sheet()?);
        let ui = group_ui(ui, scope);
        let levels = sheet.ladder.levels.iter();
        let levels: Vec<Choice> = levels
            .map(|one| Choice::new(one.number.0, format!("{} {}", one.number.0, one.name)))
            .collect();
        let columns = vec![
            RowColumn::fixed("group", ui.t("group-name"), self.group_names()),
            RowColumn::choose("level", ui.t("assessment-level"), levels.clone()),
            RowColumn::choose("wanted_level", ui.t("assessment-wanted-level"), levels),
            RowColumn::new("note", ui.t("assessment-note")),
        ];
        let rows = FieldKind::Rows {
            columns,
            grows: false,
        };
        let action = scope.href("/grupper/bedom");
        let rows = Field::new(ROWS, ui.t("group-tab"), rows).hint(self.desk.about(&ui, &sheet));
        let date = Field::new("date", ui.t("assessment-date"), FieldKind::Date);
        let form = Form::new(action.clone(), ui.t("form-save"))
            .field(Field::new(LADDER, "", FieldKind::Hidden))
            .field(Field::new(VOICE, "", FieldKind::Hidden))
            .field(rows)
            .field(date)
            .fill(self.filled(&sheet))
            .seen(self.desk.recorded())
            .cancel(scope.href("/grupper"));
        let (heading, lead) = (ui.t("assessment-groups"), ui.t("assessment-groups-lead"));
        let mut links = self.desk.links(&ui, &action, None, &self.asked)?;
        links.extend(self.desk.other_voices(&sheet).map(|party| {
            let words = ui.t1("assessment-groups-voice", "party", &party.name);
            (format!("{action}?{VOICE}={}", party.key), words)
        }));
        Ok(FormPage {
            links,
            ..FormPage::new(ui, heading, form).lead(lead)
        })
    }

    fn last(&self, sheet: &Sheet<'_>, group: &HeldGroup) -> Option<&Assessment> {
        self.desk.last_of(Subject::of_group(group), sheet)
    }

    fn group_names(&self) -> Vec<Choice> {
        let groups = self.groups.iter();
        let named = groups.map(|group| Choice::new(&group.key, group.name.to_string()));
        named.collect()
    }

    fn filled(&self, sheet: &Sheet<'_>) -> Values {
        let row = |group: &HeldGroup| {
            let [level, wanted, note] = said(self.last(sheet, group));
            vec![group.key.to_string(), level, wanted, note]
        };
        let rows: Vec<Vec<String>> = self.groups.iter().map(row).collect();
        let voice = sheet.voice.map(|party| party.key.to_string());
        Values::default()
            .set(LADDER, &sheet.ladder.key)
            .set(VOICE, voice.unwrap_or_default())
            .set("date", self.desk.scope.today)
            .set_rows(ROWS, &COLUMNS, &rows)
    }

    /// The rows that say something else than last time, with their numbers.
    fn read(&self, values: &Values) -> Result<Vec<(usize, RecordAssessment<'_>)>, Problems> {
        let sheet = self.sheet()?;
        // What somebody else has said meanwhile would be taken back unseen.
        if values.integer("revision")? != self.desk.recorded() {
            return Err(Problem::conflict("changed_meanwhile").into());
        }
        let mut problems = Problems::default();
        let date = problems.keep(values.optional_date("date")).flatten();
        let mut changed = Vec::new();
        for (number, cells) in values.rows(ROWS, &COLUMNS) {
            let at = |column: &str| format!("{ROWS}.{number}.{column}");
            let [key, written @ ..] = &cells[..] else {
                continue;
            };
            let group = self.groups.iter().find(|one| one.key.as_str() == key);
            let Some(group) = group else {
                let unknown = Problem::invalid("group_unknown").with("key", key);
                problems.push(unknown.at_field(&at("group")));
                continue;
            };
            if written == said(self.last(&sheet, group)) {
                continue;
            }
            let level = problems.keep(read_level(values, &at("level")));
            let wanted_level = problems.keep(read_level(values, &at("wanted_level")));
            let note = problems.keep(values.optional(&at("note")));
            let (Some(level), Some(wanted_level), Some(note)) = (level, wanted_level, note) else {
                continue;
            };
            let Some(level) = level else {
                problems.push(Problem::invalid("field_missing").at_field(&at("level")));
                continue;
            };
            let assessment = RecordAssessment {
                subject: Subject::of_group(group),
                ladder: sheet.ladder,
                level,
                wanted_level,
                note,
                date,
                on_behalf_of: sheet.voice.map(|party| party.id),
            };
            changed.push((number, assessment));
        }
        problems.or(changed)
    }

    async fn record(&self, tx: &Tx, ui: &Ui, values: &Values) -> Result<(), Problems> {
        let (numbers, assessments): (Vec<usize>, Vec<_>) = self.read(values)?.into_iter().unzip();
        let recorded = record_assessments(tx, &ui.actor, &self.desk.scope, assessments).await;
        recorded.map_err(|(at, problem)| {
            let number = numbers.get(at).copied().unwrap_or_default();
            let field = problem.place.field.clone().unwrap_or_default();
            problem.at_field(&format!("{ROWS}.{number}.{field}"))
        })?;
        Ok(())
    }
}

/// Level, wanted level and note as the form writes them.
fn said(last: Option<&Assessment>) -> [String; 3] {
    let Some(last) = last else {
        return Default::default();
    };
    let wanted = last.wanted_level.map(|level| level.to_string());
    [
        last.level.to_string(),
        wanted.unwrap_or_default(),
        last.note.clone(),
    ]
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    asked: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let table = GroupTable::load(&tx, &ui, &key, asked).await?;
    table.page(ui)?.show()
}

pub async fn record(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_assessments").await?;
    let table = GroupTable::load(&tx, &ui, &key, values.clone()).await?;
    match table.record(&tx, &ui, &values).await {
        Ok(()) => {
            tx.commit().await?;
            let groups = table.desk.scope.href("/grupper");
            Ok(redirect_with_notice(&groups, "assessments-recorded"))
        }
        Err(problems) => table.page(ui)?.refuse(values, problems),
    }
}
