//! A body of the API, as answers. Each problem is at the pointer of its field.

use crate::asked::{Asked, Read, all, gather};
use crate::file;
use crate::number::{self, AMOUNT_WHOLE, DECIMAL_PART, DECIMAL_WHOLE, YEARS};
use crate::read_text::{kept_text, line, named_of, one_of, reference, unanswered};
use crate::{Choices, Expected, FieldKind, Form, Reason, Record, Value, pass};
use samverk_foundation::{Key, Problem, Problems};
use serde_json::Value as Json;

/// More unknown names than these say nothing new.
const UNKNOWN_TOLD: usize = 20;

/// Names are camelCase. Optional texts and lists may be absent; other optional fields also null.
/// Fails with `body_invalid` or `text_too_long`.
pub fn from_json(form: &Form, body: &Json) -> Result<Record, Problems> {
    let record = read_object(&Asked::of_form(form), body, "")?;
    let both = form.questions().filter_map(|named| {
        let all = named.all.as_ref()?;
        let is_both = record.get(all.as_str()).as_yes() && record.get(named.key.as_str()).is_said();
        let told = || Reason::NotWith(all.camel());
        is_both.then(|| told().in_body(&below("", &named.key.camel())))
    });
    both.collect::<Problems>().or(record)
}

/// The pointer of a field in what another points to.
pub fn below(place: &str, name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    format!("{place}/{name}")
}

pub(crate) fn read_object(
    asked: &[Asked<'_>],
    json: &Json,
    place: &str,
) -> Result<Record, Problems> {
    let Json::Object(fields) = json else {
        return Err(expected(Expected::Object, place).into());
    };
    let known: Vec<String> = asked.iter().map(|one| one.key().camel()).collect();
    let unknown = fields
        .keys()
        .filter(|name| !known.contains(name))
        .take(UNKNOWN_TOLD);
    let unknown = unknown.map(|name| Reason::Unknown(known.clone()).in_body(&below(place, name)));
    let mut problems: Problems = unknown.collect();
    let read = |one: &Asked<'_>| {
        let name = one.key().camel();
        match fields.get(&name) {
            Some(json) => read_value(one, json, &below(place, &name)),
            None => Ok(unanswered(&one.question.kind)),
        }
    };
    let missing = |one: &Asked<'_>| {
        let name = one.key().camel();
        lacking(one, fields.get(&name), &below(place, &name))
    };
    match gather(asked, true, read, missing) {
        Ok(record) => problems.or(record),
        Err(more) => {
            problems.extend(more.0);
            Err(problems)
        }
    }
}

/// A needed field that is absent, or there and says nothing.
fn lacking(one: &Asked<'_>, sent: Option<&Json>, place: &str) -> Problem {
    match sent {
        None | Some(Json::Null) => Reason::Missing.in_body(place),
        Some(_) if one.question.kind.is_text() => expected(Expected::Filled, place),
        Some(_) => Problem::invalid("field_missing").at_field(place),
    }
}

pub(crate) fn read_value(one: &Asked<'_>, json: &Json, place: &str) -> Read {
    let question = one.question;
    if let Some(passed) = pass::from_json(question, json) {
        return Ok(passed);
    }
    let kind = &question.kind;
    let may_be_null = !kind.is_text() && !kind.is_list() && *kind != FieldKind::YesNo;
    if json.is_null() && may_be_null && !one.is_needed() {
        return Ok(Value::Nothing);
    }
    match kind {
        FieldKind::Line | FieldKind::Prose { .. } | FieldKind::Email => {
            let written = text(json, place)?;
            let kept = kept_text(question, written);
            Ok(Value::Text(
                kept.map_err(|wrong| told(wrong, written, place))?,
            ))
        }
        FieldKind::Choice(choices) => Ok(code(choices, json, place)?),
        FieldKind::Several(choices) => {
            list(json, place, |item, place| Ok(code(choices, item, place)?))
        }
        FieldKind::Lines => list(json, place, |item, place| {
            let written = text(item, place)?;
            let kept = line(one, written).map_err(|wrong| told(wrong, written, place))?;
            match kept.is_nothing() {
                true => Err(expected(Expected::Filled, place).into()),
                false => Ok(kept),
            }
        }),
        FieldKind::One(kind) => {
            let written = text(json, place)?;
            Ok(reference(kind, written).map_err(|wrong| told(wrong, written, place))?)
        }
        FieldKind::Many(kind) => list(json, place, |item, place| {
            let written = text(item, place)?;
            Ok(reference(kind, written).map_err(|wrong| told(wrong, written, place))?)
        }),
        FieldKind::OneOf(kinds) => {
            let written = text(json, place)?;
            let named = one_of(kinds, written);
            let named = named.ok_or_else(|| Reason::OneOf(named_of(kinds)).in_body(place))?;
            Ok(named.map_err(|wrong| told(wrong, written, place))?)
        }
        FieldKind::YesNo => match json {
            Json::Bool(yes) => Ok(Value::Yes(*yes)),
            _ => Err(expected(Expected::TrueOrFalse, place).into()),
        },
        FieldKind::Rows { columns, .. } => {
            let columns = Asked::of_columns(columns);
            let rows = items(json, place)?;
            let rows = rows.map(|(item, place)| read_object(&columns, item, &place));
            Ok(Value::Rows(all(rows)?))
        }
        FieldKind::File { .. } if kind.is_list() => list(json, place, file::from_json),
        FieldKind::File { .. } => file::from_json(json, place),
        _ => Ok(figure(kind, json, place)?),
    }
}

fn figure(kind: &FieldKind, json: &Json, place: &str) -> Result<Value, Problem> {
    let years = (i64::from(*YEARS.start()), i64::from(*YEARS.end()));
    Ok(match kind {
        FieldKind::Integer => Value::Number(whole(json, (i64::MIN, i64::MAX), place)?.into()),
        FieldKind::Scale { from, to } => Value::Number(whole(json, (*from, *to), place)?.into()),
        FieldKind::Year => Value::Number(whole(json, years, place)?.into()),
        FieldKind::Decimal { .. } | FieldKind::Percent => {
            let number = number::plain_decimal(text(json, place)?, DECIMAL_WHOLE, DECIMAL_PART);
            Value::Number(number.map_err(|wrong| expected(wrong, place))?)
        }
        FieldKind::Amount => {
            let written = text(json, place)?;
            let is_plain = number::plain_decimal(written, AMOUNT_WHOLE, 2).is_ok();
            let amount = number::amount(written).ok().filter(|_| is_plain);
            Value::Ore(amount.ok_or_else(|| expected(Expected::Amount, place))?)
        }
        FieldKind::Date => {
            let written = text(json, place)?;
            let date = number::plain_date(written);
            let date = date.ok_or_else(|| expected(Expected::Date, place))?;
            match number::is_sensible(date) {
                true => Value::Date(date),
                false => return Err(told(Problem::invalid("date_invalid"), written, place)),
            }
        }
        FieldKind::Keyed => {
            let written = text(json, place)?;
            Value::Key(Key::parse(written).map_err(|wrong| told(wrong, written, place))?)
        }
        _ => Value::Nothing,
    })
}

fn whole(json: &Json, (least, most): (i64, i64), place: &str) -> Result<i64, Problem> {
    let between = || expected(Expected::Between(least.into(), most.into()), place);
    match json.as_i64() {
        Some(number) if (least..=most).contains(&number) => Ok(number),
        Some(_) => Err(between()),
        None if json.is_u64() => Err(between()),
        None => Err(expected(Expected::WholeNumber, place)),
    }
}

fn code(choices: &Choices, json: &Json, place: &str) -> Result<Value, Problem> {
    let written = text(json, place)?;
    match choices.has(written) {
        true => Ok(Value::Code(written.to_owned())),
        false => {
            let codes = choices.codes().into_iter().map(str::to_owned);
            Err(Reason::OneOf(codes.collect()).in_body(place))
        }
    }
}

fn text<'j>(json: &'j Json, place: &str) -> Result<&'j str, Problem> {
    json.as_str().ok_or_else(|| expected(Expected::Text, place))
}

fn items<'j>(
    json: &'j Json,
    place: &str,
) -> Result<impl Iterator<Item = (&'j Json, String)>, Problem> {
    let items = json
        .as_array()
        .ok_or_else(|| expected(Expected::List, place))?;
    let items = items.iter().enumerate();
    Ok(items.map(move |(index, item)| (item, below(place, &index.to_string()))))
}

fn list(json: &Json, place: &str, read: impl Fn(&Json, &str) -> Read) -> Read {
    let items = items(json, place)?;
    let values = all(items.map(|(item, place)| read(item, &place)))?;
    Ok(Value::Several(values))
}

pub(crate) fn expected(expected: Expected, place: &str) -> Problem {
    Reason::from(expected).in_body(place)
}

/// A text's own problem, as the API tells it.
fn told(wrong: Problem, written: &str, place: &str) -> Problem {
    match wrong.code {
        "text_too_long" => wrong.at_field(place),
        "character_not_allowed" => {
            let character = wrong.values.into_iter().next().map(|(_, value)| value);
            Reason::ForbiddenCharacter(character.unwrap_or_default()).in_body(place)
        }
        code => {
            let (code, value) = (code.to_owned(), written.to_owned());
            Reason::Told { code, value }.in_body(place)
        }
    }
}

#[cfg(test)]
#[path = "from_json_tests.rs"]
mod tests;
