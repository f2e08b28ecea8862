//! Why a question has no answer, where it lets one say so. Neither is a blank, and neither is zero.

use crate::asked::Read;
use crate::{Question, Sent, Value};
use samverk_foundation::Problem;
use serde_json::{Value as Json, json};

crate::choices!(
    /// Why there is no answer.
    Pass {
        /// Whoever answers does not know.
        Unknown = "unknown",
        /// It does not concern whoever answers.
        Irrelevant = "irrelevant",
    }
);

impl Question {
    /// The same, which may also be answered by saying why there is no answer.
    #[must_use]
    pub fn passable(self) -> Self {
        Self {
            passable: true,
            ..self
        }
    }

    /// What the field is called in which a form says why there is no answer: `age.passed`.
    pub fn pass_name(&self) -> String {
        format!("{}.passed", self.key)
    }
}

/// What a form says in place of an answer. Fails with `choice_invalid` or `answer_beside_pass`.
pub(crate) fn sent_pass(question: &Question, sent: &dyn Sent) -> Result<Option<Pass>, Problem> {
    if !question.passable {
        return Ok(None);
    }
    let name = question.pass_name();
    let said = sent.all(&name);
    let mut said = said.into_iter().filter(|one| !one.is_empty());
    match (said.next(), said.next()) {
        (None, _) => Ok(None),
        (Some(one), None) => Pass::from_code(one).map(Some),
        _ => Err(Problem::invalid("answer_beside_pass")),
    }
}

/// An answer, or why there is none, and not both.
pub(crate) fn answer_or_pass(pass: Option<Pass>, answer: Read) -> Read {
    let Some(pass) = pass else { return answer };
    match answer {
        Ok(value) if value.is_said() => Err(Problem::invalid("answer_beside_pass").into()),
        Ok(_) => Ok(Value::Passed(pass)),
        Err(wrong) => Err(wrong),
    }
}

/// `{"passed": "unknown"}`
pub(crate) fn to_json(pass: Pass) -> Json {
    json!({ "passed": pass.code() })
}

/// What [`to_json`] wrote, at a question that lets one say so.
pub(crate) fn from_json(question: &Question, json: &Json) -> Option<Value> {
    let Json::Object(fields) = json else {
        return None;
    };
    let is_alone = question.passable && fields.len() == 1;
    let code = fields.get("passed").filter(|_| is_alone)?.as_str()?;
    Pass::from_code(code).ok().map(Value::Passed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Pairs;
    use crate::{
        Condition, FieldKey, FieldKind, Form, Record, Rule, Words, check, from_form, from_told,
        fulfils, to_form, to_json, to_told,
    };

    fn asked() -> Form {
        let key = FieldKey::of("servers");
        let mut question = Question::new(key, Words::key("x"), FieldKind::Integer).passable();
        question.rules.push(Rule::Filled);
        Form::of(vec![question])
    }

    fn sent(pairs: &[(&str, &str)]) -> Result<Record, Vec<&'static str>> {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let read = from_form(&asked(), &Pairs(pairs.collect()));
        read.map_err(|wrong| wrong.0.into_iter().map(|one| one.code).collect())
    }

    #[test]
    fn unknown_is_neither_blank_nor_zero() {
        let unknown = sent(&[("servers.passed", "unknown")]).unwrap();
        let zero = sent(&[("servers", "0")]).unwrap();
        assert_eq!(sent(&[("servers", "")]), Err(vec!["field_missing"]));
        assert_ne!(unknown, zero);
        assert_eq!(check(&asked(), &unknown).0, Vec::new());
        let said = Condition::Said(FieldKey::of("servers"));
        assert!(fulfils(&zero, &said) && !fulfils(&unknown, &said));
        let irrelevant = Condition::Is(FieldKey::of("servers"), Value::Passed(Pass::Irrelevant));
        assert!(!fulfils(&unknown, &irrelevant));
    }

    #[test]
    fn an_answer_and_a_reason_for_none_are_not_both_said() {
        for both in [
            [("servers", "4"), ("servers.passed", "unknown")],
            [
                ("servers.passed", "irrelevant"),
                ("servers.passed", "unknown"),
            ],
        ] {
            assert_eq!(sent(&both), Err(vec!["answer_beside_pass"]));
        }
        let strange = sent(&[("servers.passed", "perhaps")]);
        assert_eq!(strange, Err(vec!["choice_invalid"]));
    }

    #[test]
    fn it_goes_out_and_comes_in() {
        let form = asked();
        let unknown = sent(&[("servers.passed", "unknown")]).unwrap();
        assert_eq!(
            from_form(&form, &Pairs(to_form(&form, &unknown))),
            Ok(unknown.clone())
        );
        assert_eq!(
            from_told(&form, &to_told(&form, &unknown)),
            Ok(unknown.clone())
        );
        assert_eq!(
            crate::from_json(&form, &to_json(&form, &unknown)),
            Ok(unknown.clone())
        );
        let mut plain = form;
        plain.sections[0].questions[0].passable = false;
        assert!(!check(&plain, &unknown).is_empty());
        assert!(crate::from_json(&plain, &json!({ "servers": { "passed": "unknown" } })).is_err());
    }
}
