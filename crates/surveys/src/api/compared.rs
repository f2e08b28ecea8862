//! Answers side by side by party: for those who run the collaboration all that count, for a party its own and those of
//! the parties that let others compare.

use super::answer_views::SubmittedView;
use super::submissions::submitted;
use super::survey;
use crate::Audience;
use crate::policy::Action;
use crate::results::results;
use samverk_foundation::{Key, Problem};
use samverk_parties::{READ, WRITE};
use samverk_rest::{
    Call, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::Serialize;

const ALL: &str = "/collaborations/{collaboration}/surveys/{survey}/compared-answers";

pub(super) fn resource() -> Resource {
    let about = [
        "Parternas svar sida vid sida, de som läsaren får jämföra.",
        "The parties' answers side by side, those that the reader may compare.",
    ];
    Resource::new("compared-answers", about, READ, WRITE).with(
        Operation::list(ALL, "listComparedSurveyAnswers", list)
            .about(
                "Det senast inlämnade svaret från varje part som läsaren får se: alla för dem som leder samverkan, annars det egna och de som låter andra jämföra. En enkät till personer har inget att ställa bredvid vartannat.",
                "The latest answer of each party that the reader may see: all for those who run the collaboration, otherwise one's own and those that let others compare. A survey to people has nothing to set side by side.",
            )
            .action(Action::Read.code()),
    )
}

/// An answer beside the others.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ComparedSurveyAnswer")]
pub(super) struct ComparedView {
    /// The party whose it is.
    #[schemars(with = "KeySchema")]
    respondent: Key,
    /// The form in which it was given.
    version: i64,
    edition: i64,
    answers: Vec<SubmittedView>,
}

impl Representation for ComparedView {
    fn example() -> Self {
        Self {
            respondent: Key::from_name("jonkopings-kommun"),
            version: 1,
            edition: 0,
            answers: vec![SubmittedView {
                question: "drift".to_owned(),
                value: "egen".into(),
            }],
        }
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<ComparedView>, Refusal> {
    let tx = call.read().await?;
    let at = survey(&tx, &call).await?;
    if at.versions.latest().is_none() {
        return Err(Problem::not_found().into());
    }
    if at.survey.respondents == Audience::People {
        return Ok(Page::new(0, Vec::new()));
    }
    let results = results(&tx, &call.actor, &at).await?;
    let compared = results.given.iter().filter_map(|given| {
        Some(ComparedView {
            respondent: given.party.as_ref()?.key.clone(),
            version: given.form.version,
            edition: given.form.edition,
            answers: submitted(&given.form.form, &given.submission.record),
        })
    });
    Ok(Page::of(compared.collect(), call.paging, Linked::part))
}
