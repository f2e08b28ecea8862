//! What was sent in, as it was and in the form of its day.

use super::answer_views::{SubmissionView, SubmittedView};
use super::responses::value_of;
use super::{answer_path, in_house, survey};
use crate::desk::SurveyDesk;
use crate::model::Submission;
use crate::policy::Action;
use crate::reading::read_answer;
use crate::store;
use samverk_database::Tx;
use samverk_fields::{Form, Record, shown};
use samverk_foundation::Problem;
use samverk_parties::{READ, WRITE};
use samverk_rest::{
    Call, Found, Linked, Moment, NoQuery, Operation, Page, Parameter, Refusal, Resource, Tag,
};

const ALL: &str =
    "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/submissions";
const ONE: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/submissions/{submission}";

const SUBMISSION: Parameter = Parameter::pattern(
    "submission",
    [
        "Numret, räknat från 1 för varje svar.",
        "The number, counted from 1 for each answer.",
    ],
    "^[1-9][0-9]{0,5}$",
    "1",
)
.for_members();

pub(super) fn resource() -> Resource {
    let about = [
        "Det som är inlämnat, som det var: för parten själv, och för dem som leder samverkan när svaret gäller.",
        "What was sent in, as it was: for the party itself, and for those who run the collaboration once the answer counts.",
    ];
    Resource::new("submissions", about, READ, WRITE)
        .parameter(SUBMISSION)
        .with(
            Operation::list(ALL, "listSurveySubmissions", list)
                .about(
                    "Allt som ett svar har lämnats in som, det första först.",
                    "Everything that an answer was sent in as, the first first.",
                )
                .action(Action::Read.code()),
        )
        .with(
            Operation::get(ONE, "getSurveySubmission", get)
                .about(
                    "Ett inlämnat svar i den version av formuläret som det lämnades i.",
                    "An answer as it was sent in, in the version of the form that it was given in.",
                )
                .action(Action::Read.code()),
        )
}

/// Everything that was sent in of the answer in the address.
async fn sent(tx: &Tx, call: &Call, at: &SurveyDesk) -> Result<Vec<Submission>, Refusal> {
    let whose = in_house(call.part("respondent"));
    let (answer, _) = read_answer(tx, &call.actor, at, whose).await?;
    Ok(store::list_submissions(tx, answer.id).await?)
}

/// What was answered to each question that was shown.
pub(super) fn submitted(form: &Form, record: &Record) -> Vec<SubmittedView> {
    let shown = shown(form, record);
    let asked = form.questions();
    let asked = asked.filter(|question| question.is_asked() && shown.contains(&question.key));
    let told = asked.map(|question| SubmittedView {
        question: question.key.to_string(),
        value: value_of(question, record),
    });
    told.collect()
}

fn linked(
    call: &Call,
    at: &SurveyDesk,
    one: &Submission,
) -> Result<Linked<SubmissionView>, Problem> {
    let form = at.versions.get(one.form)?;
    let view = SubmissionView {
        number: one.number,
        version: form.version,
        edition: form.edition,
        sender: one.sender.clone(),
        sent_at: Moment(one.sent_at),
        answers: submitted(&form.form, &one.record),
    };
    let up = answer_path(at, in_house(call.part("respondent")));
    let all = format!("{up}/submissions");
    Ok(Linked::at(format!("{all}/{}", one.number), view)
        .link("collection", all)
        .link("up", up))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<SubmissionView>, Refusal> {
    let tx = call.read().await?;
    let at = survey(&tx, &call).await?;
    let all = sent(&tx, &call, &at).await?;
    let all = all.iter().map(|one| linked(&call, &at, one));
    let all = all.collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(all, call.paging, |one| one))
}

async fn get(call: Call) -> Result<Found<SubmissionView>, Refusal> {
    let tx = call.read().await?;
    let at = survey(&tx, &call).await?;
    let number: i64 = call.part("submission").parse().unwrap_or_default();
    let all = sent(&tx, &call, &at).await?;
    let one = all.iter().find(|one| one.number == number);
    let one = one.ok_or_else(Problem::not_found)?;
    Ok(Found::new(linked(&call, &at, one)?, Tag::of(&one.id)))
}
