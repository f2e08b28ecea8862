//! The forms of a survey: what was sent, which never changes, and what is being built.

use super::{form_content, form_schema, survey, survey_path};
use crate::actions::{replace_form, send_form};
use crate::desk::SurveyDesk;
use crate::policy::Action;
use crate::versions::SurveyForm;
use samverk_foundation::Problem;
use samverk_parties::{READ, WRITE};
use samverk_rest::{
    Call, Described, Found, Linked, Moment, NoQuery, Operation, Page, Parameter, Refusal,
    Representation, Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

const ALL: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-forms";
const ONE: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-forms/{form}";
const STATUS: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-forms/{form}/status";

/// The key of what is being built.
const DRAFT: &str = "draft";

const FORM: Parameter = Parameter::pattern(
    "form",
    [
        "Version och utgåva av formuläret, `1-0`, eller `draft` för det som byggs.",
        "Version and edition of the form, `1-0`, or `draft` for what is being built.",
    ],
    "^(draft|[1-9][0-9]{0,5}-[0-9]{1,5})$",
    "1-0",
)
.for_members();

pub(super) fn resource() -> Resource {
    let about = [
        "Formulären för en enkät: varje skickad version och utgåva, och det som byggs.",
        "The forms of a survey: each version and edition that was sent, and what is being built.",
    ];
    Resource::new("survey-forms", about, READ, WRITE)
        .parameter(FORM)
        .with(
            Operation::list(ALL, "listSurveyForms", list)
                .shaped(None, Some(form_schema::view()))
                .about(
                    "Det som är skickat, det äldsta först, och för den som bygger enkäten det som byggs.",
                    "What was sent, the oldest first, and for those who build the survey what is being built.",
                )
                .action(Action::Read.code()),
        )
        .with(
            Operation::get(ONE, "getSurveyForm", get)
                .shaped(None, Some(form_schema::view()))
                .about("Ett formulär med sina frågor.", "A form with its questions.")
                .action(Action::Read.code()),
        )
        .with(
            Operation::put(ONE, "putSurveyForm", put)
                .shaped(Some(form_schema::content()), Some(form_schema::view()))
                .about(
                    "Lägger hela formuläret på plats i utkastet `draft`. Det som är skickat ändras aldrig.",
                    "Puts the whole form in place in the draft `draft`. What was sent never changes.",
                )
                .action(Action::Build.code())
                .invalid(WRONG_FORMS)
                .conflict(&["already_settled"]),
        )
        .with(
            Operation::replace(STATUS, "putSurveyFormStatus", send)
                .shaped(Some(form_schema::status()), Some(form_schema::view()))
                .about(
                    "Skickar utkastet till en enkät som är öppen: som ny utgåva när svaren gäller som de är, annars som ny version. Den första versionen skickas när enkäten öppnas.",
                    "Sends the draft to a survey that is open: as another edition when answers stay as they are, otherwise as another version. The first version is sent when the survey is opened.",
                )
                .action(Action::Build.code())
                .conflict(&[
                    "survey_closed",
                    "survey_form_empty",
                    "survey_form_unchanged",
                    "already_settled",
                ]),
        )
}

/// What can be wrong in a form.
const WRONG_FORMS: &[&str] = &[
    "body_invalid",
    "form_format_unknown",
    "field_key_invalid",
    "field_key_repeated",
    "condition_unknown_field",
    "condition_refers_to_itself",
    "label_missing",
    "rule_unknown_field",
    "range_reversed",
    "range_mixed",
    "questions_many",
];

/// What becomes of the draft.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SurveyFormStatus")]
struct Status {
    status: Sent,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Sent {
    Sent,
}

impl Representation for Status {
    fn example() -> Self {
        Self { status: Sent::Sent }
    }
}

fn key(form: &SurveyForm) -> String {
    match form.sent_at {
        Some(_) => format!("{}-{}", form.version, form.edition),
        None => DRAFT.to_owned(),
    }
}

fn tag(form: &SurveyForm) -> Tag {
    Tag::of(&(form.id, form.revision))
}

fn linked(at: &SurveyDesk, form: &SurveyForm) -> Result<Linked<Described>, Problem> {
    let view = json!({
        "key": key(form),
        "version": form.version,
        "edition": form.edition,
        "sentAt": form.sent_at.map(Moment),
        "changes": form.changes,
        "sections": form_content::sections(&form.form)?,
    });
    let up = survey_path(at);
    let all = format!("{up}/survey-forms");
    Ok(Linked::at(format!("{all}/{}", key(form)), Described(view))
        .link("collection", all)
        .link("up", up))
}

/// What is being built is seen by those who build.
fn seen(at: &SurveyDesk) -> impl Iterator<Item = &SurveyForm> {
    let may_build = at.may_build();
    let all = at.versions.0.iter();
    all.filter(move |form| may_build || form.sent_at.is_some())
}

async fn list(call: Call, _: NoQuery) -> Result<Page<Described>, Refusal> {
    let tx = call.read().await?;
    let at = survey(&tx, &call).await?;
    let all = seen(&at).map(|form| linked(&at, form));
    let all = all.collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(all, call.paging, |one| one))
}

async fn get(call: Call) -> Result<Found<Described>, Refusal> {
    let tx = call.read().await?;
    let at = survey(&tx, &call).await?;
    let found = seen(&at).find(|form| key(form) == call.part("form"));
    let form = found.ok_or_else(Problem::not_found)?;
    Ok(Found::new(linked(&at, form)?, tag(form)))
}

/// Fails with `already_settled` for what was sent, and with `not_found` for what never was.
fn drafted(at: &SurveyDesk, call: &Call) -> Result<(), Problem> {
    at.scope.require(Action::Build.by())?;
    let asked = call.part("form");
    match at.versions.sent().any(|form| key(form) == asked) {
        true => Err(Problem::conflict("already_settled")),
        false if asked == DRAFT => Ok(()),
        false => Err(Problem::not_found()),
    }
}

async fn put(call: Call, sent: Described) -> Result<Saved<Described>, Refusal> {
    let tx = call.begin("api_save_survey_form").await?;
    let at = survey(&tx, &call).await?;
    drafted(&at, &call)?;
    let draft = at.versions.draft();
    call.allow_write(draft.map(tag).as_ref())?;
    let form = form_content::form(&sent.0)?;
    let seen = draft.map_or(0, |draft| draft.revision);
    let saved = replace_form(&tx, &call.actor, &at, seen, form.clone()).await;
    let saved = saved.map_err(|problems| form_content::placed(&form, problems))?;
    tx.commit().await?;
    Ok(Saved::new(
        linked(&at, &saved)?,
        tag(&saved),
        draft.is_none(),
    ))
}

async fn send(call: Call, _: Status) -> Result<Found<Described>, Refusal> {
    let tx = call.begin("api_send_survey_form").await?;
    let at = survey(&tx, &call).await?;
    drafted(&at, &call)?;
    let draft = at.versions.draft().ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(draft)))?;
    let sent = send_form(&tx, &call.actor, &at, draft.revision).await?;
    tx.commit().await?;
    Ok(Found::new(linked(&at, &sent)?, tag(&sent)))
}
