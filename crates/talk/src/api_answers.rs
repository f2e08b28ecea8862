//! What parties say of a draft, over the API: who has answered, remarks part by part, and what they were answered.
//! The same of a version of a plan and of a budget.

use crate::Draft;
use crate::actions::{answer_draft, member, reply_to_remarks};
use crate::api::{READ, WRITE};
use crate::api_answer_views::{AnswerContent, AnswerState, AnswerView, RemarkView, RepliesView};
use crate::model::{AnswerDraft, DraftAnswer, Reply, gone_parts};
use crate::policy::Action;
use crate::store::{find_answer, list_answers};
use samverk_database::Tx;
use samverk_economy::find_visible_budget;
use samverk_foundation::{Problem, Problems};
use samverk_goals::PlanScope;
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_rest::{Call, Found, Linked, Moment, NoQuery, Operation, Page, Refusal, Resource, Tag};

/// Where the rows of one kind of draft lie, and what they are called.
struct Rows {
    all: &'static str,
    one: &'static str,
    replies: &'static str,
    ids: [&'static str; 4],
}

const OF_VERSIONS: Rows = Rows {
    all: "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/draft-answers",
    one: "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/draft-answers/{party}",
    replies: "/collaborations/{collaboration}/plans/{plan}/plan-versions/{version}/draft-answers/{party}/replies",
    ids: [
        "listPlanDraftAnswers",
        "getPlanDraftAnswer",
        "putPlanDraftAnswer",
        "postPlanDraftAnswerReplies",
    ],
};

const OF_BUDGETS: Rows = Rows {
    all: "/collaborations/{collaboration}/budgets/{budget}/draft-answers",
    one: "/collaborations/{collaboration}/budgets/{budget}/draft-answers/{party}",
    replies: "/collaborations/{collaboration}/budgets/{budget}/draft-answers/{party}/replies",
    ids: [
        "listBudgetDraftAnswers",
        "getBudgetDraftAnswer",
        "putBudgetDraftAnswer",
        "postBudgetDraftAnswerReplies",
    ],
};

pub(super) fn resource() -> Resource {
    let about = [
        "Vad medlemmarna svarar om ett utkast som är på remiss, och vad samordnaren svarar.",
        "What members answer about a draft that is out for comment, and what the coordinator answers.",
    ];
    let resource = Resource::new("draft-answers", about, READ, WRITE);
    [OF_VERSIONS, OF_BUDGETS].into_iter().fold(resource, with)
}

fn with(resource: Resource, rows: Rows) -> Resource {
    let Rows {
        all,
        one,
        replies,
        ids: [list_id, get_id, put_id, reply_id],
    } = rows;
    resource
        .with(
            Operation::list(all, list_id, list)
                .about(
                    "Varje medlem med sitt svar, eller att det saknas. Av en budget den remiss som den är i.",
                    "Each member with its answer, or that it is missing. Of a budget the round that it is in.",
                )
                .action(Action::ReadDraftAnswers.code()),
        )
        .with(
            Operation::get(one, get_id, get)
                .about("En medlems svar.", "A member's answer.")
                .action(Action::ReadDraftAnswers.code()),
        )
        .with(
            Operation::replace(one, put_id, put)
                .about(
                    "Svarar för en medlem till och med sista dagen, eller ändrar svaret. En synpunkt som inte sänds tas tillbaka.",
                    "Answers for a member until the last day, or changes the answer. A remark that is not sent is taken back.",
                )
                .action(Action::AnswerDraft.code())
                .invalid(&["draft_answer_empty", "draft_answer_both", "remark_part_unknown"])
                .conflict(&["comment_closed"]),
        )
        .with(
            Operation::act(replies, reply_id, reply)
                .about(
                    "Säger vad det blev av medlemmens synpunkter.",
                    "Says what became of the member's remarks.",
                )
                .action(Action::ReplyToRemarks.code())
                .conditional()
                .invalid(&["reply_reason_missing", "remark_part_unknown"]),
        )
}

/// The draft that the address names, for whoever reads what is said of it. Fails with `not_found`.
async fn draft(tx: &Tx, call: &Call) -> Result<Draft, Refusal> {
    let collaboration = call.part("collaboration");
    let draft = match call.part("plan") {
        "" => {
            let scope = Scope::find(tx, &call.actor, collaboration).await?;
            let record = find_visible_budget(tx, &scope, call.year("budget")?).await?;
            Draft::of_budget(tx, &scope, &record)
        }
        plan => {
            let at = PlanScope::find(tx, &call.actor, collaboration, plan).await?;
            let number = call.part("version").parse();
            let number = number.map_err(|_| Problem::not_found())?;
            Draft::of_version(tx, &at, at.version(number)?)
        }
    };
    match draft.may(Action::ReadDraftAnswers.by()) {
        true => Ok(draft),
        false => Err(Problem::not_found().into()),
    }
}

/// Where all the answers lie.
fn path(call: &Call) -> String {
    let part = |name| call.part(name);
    let draft = match part("plan") {
        "" => format!("budgets/{}", part("budget")),
        plan => format!("plans/{plan}/plan-versions/{}", part("version")),
    };
    format!("/collaborations/{}/{draft}", part("collaboration"))
}

fn linked(call: &Call, party: &Party, answer: Option<&DraftAnswer>) -> Linked<AnswerView> {
    let remarks = answer.map_or(&[][..], |answer| &answer.remarks);
    let view = AnswerView {
        party: party.key.clone(),
        state: match answer {
            None => AnswerState::Missing,
            Some(answer) if answer.has_none => AnswerState::HasNone,
            Some(_) => AnswerState::Remarks,
        },
        remarks: remarks.iter().map(RemarkView::from).collect(),
        author: answer.map_or_else(String::new, |answer| answer.author.clone()),
        answered_at: answer.map(|answer| Moment(answer.answered_at)),
    };
    let up = path(call);
    let all = format!("{up}/draft-answers");
    let here = format!("{all}/{}", party.key);
    Linked::at(here, view)
        .link("collection", all)
        .link("up", up)
}

/// A member's answer is there to be written over before anybody has written it.
fn tag(draft: &Draft, party: &Party, answer: Option<&DraftAnswer>) -> Tag {
    let revision = answer.map_or(0, |answer| answer.revision);
    Tag::of(&(format!("{:?}", draft.id), party.id, revision))
}

async fn found(tx: &Tx, call: &Call, draft: &Draft) -> Result<Found<AnswerView>, Refusal> {
    let party = member(&draft.scope, call.part("party"))?;
    let answer = find_answer(tx, draft.id, party.id).await?;
    let tag = tag(draft, party, answer.as_ref());
    Ok(Found::new(linked(call, party, answer.as_ref()), tag))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<AnswerView>, Refusal> {
    let tx = call.read().await?;
    let draft = draft(&tx, &call).await?;
    let answers = list_answers(&tx, draft.id).await?;
    let of = |party: &Party| answers.iter().find(|answer| answer.party == party.id);
    let members = draft.scope.members.iter();
    let asked =
        members.filter(|member| of(&member.party).is_some() || member.holds_on(draft.scope.today));
    let asked: Vec<&Party> = asked.map(|member| &member.party).collect();
    Ok(Page::of(asked, call.paging, |party| {
        linked(&call, party, of(party))
    }))
}

async fn get(call: Call) -> Result<Found<AnswerView>, Refusal> {
    let tx = call.read().await?;
    let draft = draft(&tx, &call).await?;
    found(&tx, &call, &draft).await
}

/// What stands of the member that the address names, if the caller has seen it.
async fn seen(tx: &Tx, call: &Call, draft: &Draft) -> Result<Option<DraftAnswer>, Refusal> {
    let party = member(&draft.scope, call.part("party"))?;
    let before = find_answer(tx, draft.id, party.id).await?;
    call.allow_write(Some(&tag(draft, party, before.as_ref())))?;
    Ok(before)
}

async fn put(call: Call, sent: AnswerContent) -> Result<Found<AnswerView>, Refusal> {
    let tx = call.begin("api_answer_draft").await?;
    let draft = draft(&tx, &call).await?;
    let before = seen(&tx, &call, &draft).await?;
    let gone = gone_parts(&draft.parts, before.as_ref());
    let known = |code: &str| {
        draft
            .parts
            .iter()
            .chain(&gone)
            .any(|part| part.code == code)
    };
    let sent_parts = sent.remarks.iter().map(|remark| remark.part.0.as_str());
    only_known(sent_parts, "remarks", known)?;
    // What is not sent is taken back, also of a part that is gone.
    let emptied = gone.iter().map(|part| (part.code.clone(), String::new()));
    let texts = sent.remarks.into_iter();
    let texts = texts.map(|remark| (remark.part.0, remark.text.0));
    let said = AnswerDraft {
        has_none: sent.has_none,
        texts: texts.chain(emptied).collect(),
        seen: before.map_or(0, |before| before.revision),
    };
    answer_draft(&tx, &call.actor, &draft, call.part("party"), said).await?;
    let saved = found(&tx, &call, &draft).await?;
    tx.commit().await?;
    Ok(saved)
}

async fn reply(call: Call, sent: RepliesView) -> Result<Found<AnswerView>, Refusal> {
    let tx = call.begin("api_reply_to_remarks").await?;
    let draft = draft(&tx, &call).await?;
    let before = seen(&tx, &call, &draft).await?;
    let before = before.ok_or_else(Problem::not_found)?;
    let known = |code: &str| before.remark(code).is_some();
    let sent_parts = sent.replies.iter().map(|reply| reply.part.0.as_str());
    only_known(sent_parts, "replies", known)?;
    let replies = sent.replies.into_iter().map(|reply| Reply {
        part: reply.part.0,
        verdict: reply.verdict,
        reason: reply.reason,
    });
    let replies = (replies.collect(), before.revision);
    let done = reply_to_remarks(&tx, &call.actor, &draft, call.part("party"), replies).await;
    done.map_err(in_body)?;
    let saved = found(&tx, &call, &draft).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Fails with `remark_part_unknown` for each part that nothing can be said of.
fn only_known<'s>(
    sent: impl Iterator<Item = &'s str>,
    list: &str,
    is_known: impl Fn(&str) -> bool,
) -> Result<(), Problems> {
    let unknown = sent.enumerate().filter(|(_, code)| !is_known(code));
    let problem = |(place, code): (usize, &str)| {
        let unknown = Problem::invalid("remark_part_unknown").with("part", code);
        unknown.at_field(&format!("{list}[{place}].part"))
    };
    unknown.map(problem).collect::<Problems>().or(())
}

/// A form has the reason of the third reply in `reason-2`.
fn in_body(mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        let place = problem.place.field.as_deref();
        if let Some(place) = place.and_then(|place| place.strip_prefix("reason-")) {
            problem.place.field = Some(format!("replies[{place}].reason"));
        }
    }
    problems
}
