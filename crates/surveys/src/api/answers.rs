//! Answers: whose have come how far, and the steps that are taken with them.

use super::answer_views::{AnswerView, ComparisonView, StepView};
use super::{ME, answer_path, in_house, own_answer, survey, survey_path};
use crate::actions::{allow_comparison, answer_step};
use crate::desk::{AnswerDesk, MINE, SurveyDesk};
use crate::model::{Answer, Whose};
use crate::policy::Action;
use crate::{Audience, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_parties::{READ, WRITE};
use samverk_rest::{
    Call, Found, Linked, Moment, NoQuery, Operation, Page, Parameter, Refusal, Resource, Tag,
};

const ALL: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-answers";
const ONE: &str = "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}";
const STEPS: &str =
    "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/steps";

const COMPARISON: &str =
    "/collaborations/{collaboration}/surveys/{survey}/survey-answers/{respondent}/comparisons";

const RESPONDENT: Parameter = Parameter::key(
    "respondent",
    [
        "Partens nyckel, eller `me` för det egna svaret på en enkät till personer.",
        "The party's key, or `me` for one's own answer to a survey to people.",
    ],
    "jonkopings-kommun",
)
.for_members();

pub(super) fn resource() -> Resource {
    let about = [
        "Vad parter och personer svarar på en enkät.",
        "What parties and people answer to a survey.",
    ];
    Resource::new("survey-answers", about, READ, WRITE)
        .parameter(RESPONDENT)
        .with(
            Operation::list(ALL, "listSurveyAnswers", list)
                .about(
                    "Varje part och hur långt dess svar har kommit. Av en enkät till personer bara det egna.",
                    "Each party and how far its answer has come. Of a survey to people one's own only.",
                )
                .action(Action::Read.code()),
        )
        .with(
            Operation::get(ONE, "getSurveyAnswer", get)
                .about("Hur långt ett svar har kommit.", "How far an answer has come.")
                .action(Action::Read.code()),
        )
        .with(
            Operation::act(STEPS, "postSurveyAnswerStep", step)
                .about(
                    "Lämnar in svaret, skickar tillbaka det, godkänner det eller öppnar det igen. Det som saknas står vid sin fråga.",
                    "Sends the answer in, returns it, approves it or reopens it. What is missing is told at its question.",
                )
                .action(Action::Answer.code())
                .conditional()
                .invalid(&[
                    "field_missing",
                    "return_reason_missing",
                    "rows_few",
                    "number_out_of_range",
                    "date_before",
                ])
                .conflict(&[
                    "survey_closed",
                    "answer_already_sent",
                    "answer_step_impossible",
                    "approver_is_sender",
                ]),
        )
        .with(
            Operation::act(COMPARISON, "postSurveyAnswerComparison", compare)
                .about(
                    "Låter de andra parterna jämföra sig med svaret, eller inte längre. Det kan sägas när som helst.",
                    "Lets the other parties compare themselves with the answer, or not any more. It may be said at any time.",
                )
                .action(Action::Answer.code())
                .conditional(),
        )
}

/// An answer with whoever gives it.
struct Line<'l> {
    respondent: &'l str,
    whose: Whose,
    answer: Option<&'l Answer>,
}

fn tag(at: &SurveyDesk, line: &Line<'_>) -> Tag {
    let whose = match line.whose {
        Whose::Party(id) => id.0,
        Whose::Person(id) => id.0,
    };
    let revision = line.answer.map_or(0, |answer| answer.revision);
    Tag::of(&(at.survey.id, whose, revision))
}

fn linked(at: &SurveyDesk, actor: &Actor, line: &Line<'_>) -> Result<Linked<AnswerView>, Problem> {
    let form = line.answer.map(|answer| at.versions.get(answer.form));
    let form = form.transpose()?;
    let is_own = match line.whose {
        Whose::Party(id) => actor.roles_at(id).is_member(),
        Whose::Person(_) => true,
    };
    let answer = line.answer;
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let own = answer.filter(|_| is_own);
    let view = AnswerView {
        respondent: match line.respondent {
            MINE => ME.to_owned(),
            key => key.to_owned(),
        },
        id: own.map(|one| one.id.to_string()),
        state: answer.map(|one| one.state),
        version: form.map(|form| form.version),
        edition: form.map(|form| form.edition),
        comparable: answer.is_some_and(|one| one.comparable),
        submission: answer.map_or(0, |one| one.submission),
        sent_at: answer.and_then(|one| one.sent_at).map(Moment),
        sender: answer
            .filter(|_| is_own || at.may_build())
            .and_then(|one| told(&one.sender)),
        decider: own.and_then(|one| told(&one.decider)),
        decided_at: own.and_then(|one| one.decided_at).map(Moment),
        reason: own.and_then(|one| told(&one.reason)),
    };
    let here = answer_path(at, line.respondent);
    let up = survey_path(at);
    Ok(Linked::at(here.clone(), view)
        .link("collection", format!("{up}/survey-answers"))
        .link("up", up)
        .link("responses", format!("{here}/responses"))
        .link("submissions", format!("{here}/submissions")))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<AnswerView>, Refusal> {
    let tx = call.read().await?;
    let at = survey(&tx, &call).await?;
    if at.versions.latest().is_none() {
        return Ok(Page::new(0, Vec::new()));
    }
    if at.survey.respondents == Audience::People {
        let own = find(&tx, &call, &at, MINE).await?;
        let line = own
            .as_ref()
            .map(|(whose, answer)| line(MINE, *whose, answer.as_ref()));
        let lines = line.iter().map(|line| linked(&at, &call.actor, line));
        let lines = lines.collect::<Result<Vec<_>, _>>()?;
        return Ok(Page::of(lines, call.paging, |one| one));
    }
    let answers = store::list_answers(&tx, at.survey.id).await?;
    let lines = at.scope.present().map(|member| {
        let whose = Whose::Party(member.party.id);
        let answer = answers.iter().find(|one| one.whose == whose);
        linked(
            &at,
            &call.actor,
            &line(member.party.key.as_str(), whose, answer),
        )
    });
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    Ok(Page::of(lines, call.paging, |one| one))
}

fn line<'l>(respondent: &'l str, whose: Whose, answer: Option<&'l Answer>) -> Line<'l> {
    Line {
        respondent,
        whose,
        answer,
    }
}

/// Whose answer the name is, and the answer. Nothing where nobody answers under it.
async fn find(
    tx: &Tx,
    call: &Call,
    at: &SurveyDesk,
    respondent: &str,
) -> Result<Option<(Whose, Option<Answer>)>, Problem> {
    let whose = match at.survey.respondents {
        Audience::People if respondent == MINE && at.scope.roles.is_member() => {
            call.actor.person().map(|person| Whose::Person(person.id))
        }
        Audience::People => None,
        Audience::Parties => {
            let mut members = at.scope.members.iter().map(|member| &member.party);
            let party = members.find(|party| party.key.as_str() == respondent);
            party.map(|party| Whose::Party(party.id))
        }
    };
    let Some(whose) = whose.filter(|_| at.versions.latest().is_some()) else {
        return Ok(None);
    };
    let answer = store::find_answer(tx, at.survey.id, whose).await?;
    Ok(Some((whose, answer)))
}

async fn get(call: Call) -> Result<Found<AnswerView>, Refusal> {
    let tx = call.read().await?;
    let at = survey(&tx, &call).await?;
    let respondent = in_house(call.part("respondent"));
    let found = find(&tx, &call, &at, respondent).await?;
    let (whose, answer) = found.ok_or_else(Problem::not_found)?;
    let line = line(respondent, whose, answer.as_ref());
    Ok(Found::new(
        linked(&at, &call.actor, &line)?,
        tag(&at, &line),
    ))
}

async fn step(call: Call, asked: StepView) -> Result<Found<AnswerView>, Refusal> {
    let tx = call.begin("api_survey_answer_step").await?;
    let desk = own_answer(&tx, &call).await?;
    let seen = desk_line(&desk);
    call.allow_write(Some(&tag(&desk.at, &seen)))?;
    let revision = seen.answer.map_or(0, |answer| answer.revision);
    let how = (asked.reason.as_str(), revision);
    answer_step(&tx, &call.actor, &desk, asked.step, how).await?;
    let now = own_answer(&tx, &call).await?;
    tx.commit().await?;
    let line = desk_line(&now);
    Ok(Found::new(
        linked(&now.at, &call.actor, &line)?,
        tag(&now.at, &line),
    ))
}

async fn compare(call: Call, asked: ComparisonView) -> Result<Found<AnswerView>, Refusal> {
    let tx = call.begin("api_survey_answer_comparison").await?;
    let desk = own_answer(&tx, &call).await?;
    call.allow_write(Some(&tag(&desk.at, &desk_line(&desk))))?;
    allow_comparison(&tx, &call.actor, &desk, asked.comparable).await?;
    let now = own_answer(&tx, &call).await?;
    tx.commit().await?;
    let line = desk_line(&now);
    Ok(Found::new(
        linked(&now.at, &call.actor, &line)?,
        tag(&now.at, &line),
    ))
}

fn desk_line(desk: &AnswerDesk) -> Line<'_> {
    line(&desk.key, desk.whose, desk.answer.as_ref())
}
