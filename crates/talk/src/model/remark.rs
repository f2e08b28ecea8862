use super::{Part, gone_parts};
use crate::DraftAnswerId;
use chrono::{DateTime, Utc};
use samverk_fields::choices;
use samverk_foundation::{PartyId, PersonId, Problem, Problems};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

choices!(
    /// What became of a remark.
    Verdict {
        TakenIn = "taken_in",
        Partly = "partly",
        NotTaken = "not_taken",
    }
);

/// What a party says of one part of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The code of a part.
    pub part: String,
    /// What the part was called then.
    pub name: String,
    pub text: String,
    pub verdict: Option<Verdict>,
    pub reason: String,
}

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftId {
    /// A version of a plan.
    Version(Uuid),
    /// A budget, which is opened again for another round.
    Budget { id: Uuid, round: i64 },
}

/// What a party answers about a draft: remarks, or that it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftAnswer {
    pub id: DraftAnswerId,
    pub of: DraftId,
    pub party: PartyId,
    pub has_none: bool,
    pub remarks: Vec<Remark>,
    pub person: Option<PersonId>,
    pub author: String,
    pub answered_at: DateTime<Utc>,
    pub revision: i64,
}

/// What is sent for a party: a text for each part, empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerDraft {
    pub has_none: bool,
    pub texts: Vec<(String, String)>,
    /// The revision that was seen; 0 when nothing stood.
    pub seen: i64,
}

/// What the coordinator answers to one remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub part: String,
    pub verdict: Option<Verdict>,
    pub reason: String,
}

impl DraftAnswer {
    pub fn remark(&self, part: &str) -> Option<&Remark> {
        self.remarks.iter().find(|remark| remark.part == part)
    }

    /// Whether the party says the same in both, whatever it was answered.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |answer: &Self| -> Vec<(String, String, String)> {
            let all = answer.remarks.iter().cloned();
            all.map(|one| (one.part, one.name, one.text)).collect()
        };
        let whole = |answer: &Self| {
            let author = answer.author.clone();
            (answer.has_none, author, answer.answered_at, said(answer))
        };
        whole(self) == whole(other)
    }
}

/// The remarks as they are kept. What was answered keeps its answer while its text stands. What was said of
/// a part that is gone since stays until it is taken back.
/// Fails with `comment_closed`, `draft_answer_empty` or `draft_answer_both`.
pub fn check_answer(
    (is_open, parts): (bool, &[Part]),
    (draft, before): (&AnswerDraft, Option<&DraftAnswer>),
) -> Result<Vec<Remark>, Problem> {
    if !is_open {
        return Err(Problem::conflict("comment_closed"));
    }
    let gone = gone_parts(parts, before);
    let remark_of = |part: &Part| {
        let said = draft.texts.iter().find(|(code, _)| *code == part.code);
        let stood = before.and_then(|before| before.remark(&part.code));
        if said.is_none() && gone.contains(part) {
            return stood.cloned();
        }
        let (_, text) = said.filter(|(_, text)| !text.is_empty())?;
        let stood = stood.filter(|stood| stood.text == *text);
        let remark = || Remark {
            part: part.code.clone(),
            name: part.name.clone(),
            text: text.clone(),
            verdict: None,
            reason: String::new(),
        };
        Some(stood.cloned().unwrap_or_else(remark))
    };
    let all = parts.iter().chain(&gone);
    let remarks: Vec<Remark> = all.filter_map(remark_of).collect();
    match (draft.has_none, remarks.is_empty()) {
        (false, true) => Err(Problem::invalid("draft_answer_empty").at_field("has_none")),
        (true, false) => Err(Problem::invalid("draft_answer_both").at_field("has_none")),
        _ => Ok(remarks),
    }
}

/// Whoever is not heard is told why. Fails with `reply_reason_missing` at the place in the list.
pub fn check_replies(replies: &[Reply]) -> Result<(), Problems> {
    let wants_reason = |reply: &Reply| {
        let verdict = reply.verdict;
        matches!(verdict, Some(Verdict::Partly | Verdict::NotTaken)) && reply.reason.is_empty()
    };
    let lacking = replies
        .iter()
        .enumerate()
        .filter(|(_, one)| wants_reason(one));
    let problem = |(place, _): (usize, &Reply)| {
        Problem::invalid("reply_reason_missing").at_field(&format!("reason-{place}"))
    };
    let problems: Problems = lacking.map(problem).collect();
    problems.or(())
}

/// The remarks with what the coordinator answers.
pub fn replied(remarks: &[Remark], replies: &[Reply]) -> Vec<Remark> {
    let with_reply = |remark: &Remark| {
        let reply = replies.iter().find(|reply| reply.part == remark.part);
        let Some(reply) = reply else {
            return remark.clone();
        };
        Remark {
            verdict: reply.verdict,
            reason: reply.reason.clone(),
            ..remark.clone()
        }
    };
    remarks.iter().map(with_reply).collect()
}
