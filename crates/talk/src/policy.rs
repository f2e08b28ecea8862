//! Who may do what. The whole table is printed by a test into `docs/permissions.md`.

use samverk_foundation::Role;
use samverk_web::ActionRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reads and writes comments on what they belong to. Who reads which is decided by
    /// `model::Reader`.
    Comment,
    /// Reads what parties answer about a draft.
    ReadDraftAnswers,
    /// Answers about a draft: a representative for the own party.
    AnswerDraft,
    /// Says what became of the remarks.
    ReplyToRemarks,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::Comment,
        Self::ReadDraftAnswers,
        Self::AnswerDraft,
        Self::ReplyToRemarks,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Comment => "comment.write",
            Self::ReadDraftAnswers => "draft_answer.read",
            Self::AnswerDraft => "draft_answer.save",
            Self::ReplyToRemarks => "draft_answer.reply",
        }
    }

    /// Use as `scope.require(Action::AnswerDraft.by())`.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| may(role, self)
    }
}

pub fn may(role: Role, action: Action) -> bool {
    use Role::{Administrator, Coordinator, Representative};
    match action {
        Action::Comment | Action::ReadDraftAnswers => role.belongs(),
        Action::AnswerDraft => matches!(role, Administrator | Coordinator | Representative),
        Action::ReplyToRemarks => matches!(role, Administrator | Coordinator),
    }
}

pub(crate) fn rows() -> Vec<ActionRow> {
    let allowed = |action: Action| {
        Role::ALL
            .into_iter()
            .filter(|role| may(*role, action))
            .collect()
    };
    let row = |&action: &Action| ActionRow {
        code: action.code(),
        allowed: allowed(action),
    };
    Action::ALL.iter().map(row).collect()
}
