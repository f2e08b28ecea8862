use super::answerable::Answerable;
use super::flow::{Asked, Desk, PlanForm, Step};
use super::form_parts::{date, effect_goals, focus_areas, hidden, long, select, text};
use super::words;
use crate::actions::{ActivityDraft, remove_activity, save_activity};
use crate::model::{Activity, ActivityStatus};
use crate::policy::Action;
use crate::store;
use samverk_foundation::{Problem, Problems};
use samverk_web::{Choice, Form, FormPage, Ui, Values};

async fn find(desk: &Desk, key: &str) -> Result<Activity, Problem> {
    let all = store::list_activities(&desk.tx, desk.at.plan.id).await?;
    all.into_iter()
        .find(|one| one.key.as_str() == key)
        .ok_or_else(Problem::not_found)
}

pub(super) struct ActivityForm {
    before: Option<Activity>,
    answerable: Answerable,
}

impl PlanForm for ActivityForm {
    const ACTION: Action = Action::SaveActivity;
    const NAME: &'static str = "save_activity";

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        let before = match desk.key() {
            Some(key) => Some(find(desk, key).await?),
            None => None,
        };
        let answerable = Answerable::load(&desk.tx, &desk.at).await?;
        Ok(Self { before, answerable })
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let at = &desk.at;
        let status = |(code, one): &(&str, _)| Choice::new(code, words::activity_status(&ui, *one));
        let statuses = ActivityStatus::ALL.iter().map(status).collect();
        let here = piece_href(desk, desk.key().unwrap_or("ny"));
        let (areas, goals) = (focus_areas(at)?, effect_goals(at)?);
        let responsible = self
            .answerable
            .field(&ui, "responsible", "activity-responsible");
        let form = Form::new(&here, ui.t("form-save"))
            .field(text(&ui, "name", "activity-name").required())
            .field(text(&ui, "series", "activity-series"))
            .field(select(&ui, "status", "activity-status", statuses).required())
            .field(select(&ui, "focus_area", "plan-focus-area", areas))
            .field(select(&ui, "goal", "plan-goal", goals))
            .field(responsible)
            .field(date(&ui, "from", "activity-from"))
            .field(date(&ui, "to", "activity-to"))
            .field(long(&ui, "note", "activity-note", 2))
            .field(hidden("revision"))
            .cancel(at.href("/insatser"))
            .fill(self.before.as_ref().map(filled).unwrap_or_default());
        let remove = ui.t("activity-remove");
        Ok(match self.before {
            Some(_) => {
                let heading = ui.t("activity-edit");
                FormPage::new(ui, heading, form).link(format!("{here}/ta-bort"), remove)
            }
            None => {
                let heading = ui.t("activity-new");
                FormPage::new(ui, heading, form)
            }
        })
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let key = self.before.as_ref().map(|activity| activity.key.clone());
        save_activity(&desk.tx, &desk.actor, &desk.at, key, read(values)?).await?;
        Ok(desk.at.href("/insatser"))
    }
}

fn piece_href(desk: &Desk, key: &str) -> String {
    desk.at.href(&format!("/insatser/{key}"))
}

fn filled(one: &Activity) -> Values {
    let text = |value: Option<String>| value.unwrap_or_default();
    Values::default()
        .set("name", &one.name)
        .set("series", &one.series)
        .set("status", one.status.code())
        .set(
            "focus_area",
            text(one.focus_area.as_ref().map(ToString::to_string)),
        )
        .set("goal", text(one.goal.as_ref().map(ToString::to_string)))
        .set("responsible", &one.responsible)
        .set("from", text(one.from.map(|date| date.to_string())))
        .set("to", text(one.to.map(|date| date.to_string())))
        .set("note", &one.note)
        .set("revision", one.revision)
}

fn read(values: &Values) -> Result<ActivityDraft, Problem> {
    Ok(ActivityDraft {
        series: values.optional("series")?,
        name: values.required("name")?,
        focus_area: values.optional_key("focus_area")?,
        goal: values.optional_key("goal")?,
        status: values.choice("status", ActivityStatus::ALL)?,
        responsible: values.optional("responsible")?,
        from: values.optional_date("from")?,
        to: values.optional_date("to")?,
        note: values.optional("note")?,
        seen: values.optional_integer("revision")?,
    })
}

pub(super) struct RemoveActivity;

impl Step for RemoveActivity {
    const ACTION: Action = Action::SaveActivity;
    const NAME: &'static str = "remove_activity";
    const NOTICE: &'static str = "plan-part-removed";
    const WORDS: &'static str = "activity-remove";

    async fn ask(desk: &Desk) -> Result<Asked, Problem> {
        let activity = find(desk, desk.present_key()?).await?;
        let back = piece_href(desk, activity.key.as_str());
        Ok(Asked::removal(back, activity.revision))
    }

    async fn take(desk: &Desk, seen: i64) -> Result<String, Problems> {
        remove_activity(&desk.tx, &desk.actor, &desk.at, desk.present_key()?, seen).await?;
        Ok(desk.at.href("/insatser"))
    }
}
