//! The sorts of questions that somebody can ask.

use samverk_fields::{ChoiceOption, Choices, FieldKind, Words, choices};

choices!(
    /// What a question asks for.
    QuestionType {
        Line = "line",
        Prose = "prose",
        Integer = "integer",
        Decimal = "decimal",
        Choice = "choice",
        Several = "several",
        YesNo = "yes_no",
        Scale = "scale",
        Date = "date",
        Year = "year",
        Amount = "amount",
        Rows = "rows",
        File = "file",
        Note = "note",
    }
);

impl QuestionType {
    /// Of a question in a form; nothing for what nobody asks in a survey.
    pub fn of(kind: &FieldKind) -> Option<Self> {
        Some(match kind {
            FieldKind::Line => Self::Line,
            FieldKind::Prose { .. } => Self::Prose,
            FieldKind::Integer => Self::Integer,
            FieldKind::Decimal { .. } => Self::Decimal,
            FieldKind::Choice(choices) if is_yes_and_no(choices) => Self::YesNo,
            FieldKind::Choice(_) => Self::Choice,
            FieldKind::Several(_) => Self::Several,
            FieldKind::Scale { .. } => Self::Scale,
            FieldKind::Date => Self::Date,
            FieldKind::Year => Self::Year,
            FieldKind::Amount => Self::Amount,
            FieldKind::Rows { .. } => Self::Rows,
            FieldKind::File { .. } => Self::File,
            FieldKind::Note => Self::Note,
            _ => return None,
        })
    }

    /// Whether it may be a column of a question with rows.
    pub fn is_short(self) -> bool {
        !matches!(
            self,
            Self::Rows | Self::File | Self::Note | Self::Choice | Self::Several | Self::Scale
        )
    }
}

/// No file that answers a question is larger; the installation may take less.
pub const FILE_BYTES: u64 = 1024 * 1024 * 1024;

/// Yes and no, neither of which is a blank: a box that is not ticked would say nothing.
pub fn yes_and_no() -> Choices {
    let option = |code, text| ChoiceOption {
        code: std::borrow::Cow::Borrowed(code),
        label: Words::key(text),
    };
    Choices(vec![option("yes", "yes"), option("no", "no")])
}

fn is_yes_and_no(choices: &Choices) -> bool {
    choices.codes() == ["yes", "no"]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_is_a_choice_of_its_own() {
        let asked = FieldKind::Choice(yes_and_no());
        assert_eq!(QuestionType::of(&asked), Some(QuestionType::YesNo));
        let mut other = yes_and_no();
        other.0.push(ChoiceOption {
            code: "maybe".into(),
            label: Words::key("x"),
        });
        let kind = QuestionType::of(&FieldKind::Choice(other));
        assert_eq!(kind, Some(QuestionType::Choice));
        assert_eq!(QuestionType::of(&FieldKind::Keyed), None);
    }
}
