//! When something is shown, as XLSForm writes it in `relevant`: `${size} > 3 and selected(${pick}, 'a')`. Only `=`,
//! `!=`, `<`, `<=`, `>`, `>=`, `selected()`, `and`, `or` and `not()` are read.

use rust_decimal::Decimal;
use samverk_fields::{Comparison, Condition, FieldKey, FieldKind, Value, plain};
use samverk_foundation::{Ore, parse_date};
use std::iter::Peekable;
use std::str::CharIndices;

/// Longer or deeper is nothing that a person wrote.
const LENGTH_MAX: usize = 5_000;
const DEPTH_MAX: usize = 40;

/// Why an expression is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It names a question that is not there.
    Unknown(String),
    /// It says more than what is read, from this character on.
    Beyond(usize),
}

/// The expression of a condition; nothing for what XLSForm cannot say. What is always shown has an empty one.
pub fn written(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Always => Some(String::new()),
        other => part(other),
    }
}

fn part(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Always => None,
        Condition::Is(key, value) => is(key, value),
        Condition::Among(key, values) => {
            let parts: Option<Vec<String>> = values.iter().map(|value| is(key, value)).collect();
            parts
                .filter(|parts| !parts.is_empty())
                .map(|parts| parts.join(" or "))
        }
        Condition::Said(key) => Some(format!("${{{key}}} != ''")),
        Condition::All(parts) => joined(parts, " and "),
        Condition::Any(parts) => joined(parts, " or "),
        Condition::Not(inner) => Some(format!("not({})", part(inner)?)),
        Condition::Compared(key, comparison, number) => Some(format!(
            "${{{key}}} {} {}",
            comparison.sign(),
            plain(*number)
        )),
    }
}

fn joined(parts: &[Condition], between: &str) -> Option<String> {
    let is_several = |one: &Condition| match one {
        Condition::All(_) | Condition::Any(_) => true,
        Condition::Among(_, values) => values.len() > 1,
        _ => false,
    };
    let one = |one: &Condition| {
        let text = part(one)?;
        Some(if is_several(one) {
            format!("({text})")
        } else {
            text
        })
    };
    let parts: Option<Vec<String>> = parts.iter().map(one).collect();
    parts
        .filter(|parts| !parts.is_empty())
        .map(|parts| parts.join(between))
}

fn is(key: &FieldKey, value: &Value) -> Option<String> {
    Some(match value {
        Value::Code(code) => format!("selected(${{{key}}}, {})", quoted(code)?),
        Value::Text(text) => format!("${{{key}}} = {}", quoted(text)?),
        Value::Number(number) => format!("${{{key}}} = {}", plain(*number)),
        Value::Ore(ore) => format!("${{{key}}} = {}", plain(Decimal::new(ore.0, 2))),
        Value::Date(date) => format!("${{{key}}} = '{}'", date.format("%Y-%m-%d")),
        _ => return None,
    })
}

/// XPath has no way to write both quotes in one text.
fn quoted(text: &str) -> Option<String> {
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Some(format!("'{text}'")),
        (true, false) => Some(format!("\"{text}\"")),
        (true, true) => None,
    }
}

/// Reads an expression about the questions whose kinds are told.
pub fn read<'k>(
    text: &str,
    kind_of: &dyn Fn(&str) -> Option<&'k FieldKind>,
) -> Result<Condition, Unread> {
    if text.trim().is_empty() {
        return Ok(Condition::Always);
    }
    if text.len() > LENGTH_MAX {
        return Err(Unread::Beyond(LENGTH_MAX));
    }
    let tokens = tokens(text)?;
    let mut reader = Reader {
        tokens: &tokens,
        place: 0,
        end: text.len(),
        kind_of,
    };
    let condition = reader.any(0)?;
    match reader.peek() {
        None => Ok(condition),
        Some(_) => Err(reader.beyond()),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Text(String),
    Number(Decimal),
    Word(String),
    Sign(&'static str),
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Unread> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((place, character)) = rest.next() {
        let beyond = Unread::Beyond(place);
        let token = match character {
            one if one.is_whitespace() => continue,
            '$' => match rest.next_if(|(_, next)| *next == '{') {
                Some(_) => Token::Name(until(&mut rest, '}').ok_or(beyond)?.trim().to_owned()),
                None => return Err(beyond),
            },
            quote @ ('\'' | '"') => Token::Text(until(&mut rest, quote).ok_or(beyond)?),
            '(' => Token::Sign("("),
            ')' => Token::Sign(")"),
            ',' => Token::Sign(","),
            '=' => Token::Sign("="),
            '!' if rest.next_if(|(_, next)| *next == '=').is_some() => Token::Sign("!="),
            '<' if rest.next_if(|(_, next)| *next == '=').is_some() => Token::Sign("<="),
            '>' if rest.next_if(|(_, next)| *next == '=').is_some() => Token::Sign(">="),
            '<' => Token::Sign("<"),
            '>' => Token::Sign(">"),
            one if one.is_ascii_digit() || one == '-' => {
                let digits = run(one, &mut rest, |next| next.is_ascii_digit() || next == '.');
                Token::Number(Decimal::from_str_exact(&digits).map_err(|_| beyond)?)
            }
            one if one.is_ascii_alphabetic() => Token::Word(run(one, &mut rest, |next| {
                next.is_ascii_alphabetic() || next == '-'
            })),
            _ => return Err(beyond),
        };
        tokens.push((place, token));
    }
    Ok(tokens)
}

fn until(rest: &mut Peekable<CharIndices<'_>>, end: char) -> Option<String> {
    let mut text = String::new();
    for (_, character) in rest {
        if character == end {
            return Some(text);
        }
        text.push(character);
    }
    None
}

fn run(
    first: char,
    rest: &mut Peekable<CharIndices<'_>>,
    is_part: impl Fn(char) -> bool,
) -> String {
    let mut text = String::from(first);
    while let Some((_, next)) = rest.next_if(|(_, next)| is_part(*next)) {
        text.push(next);
    }
    text
}

struct Reader<'t, 'k, 'f> {
    tokens: &'t [(usize, Token)],
    place: usize,
    end: usize,
    kind_of: &'f dyn Fn(&str) -> Option<&'k FieldKind>,
}

impl Reader<'_, '_, '_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place).map(|(_, token)| token)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.place += 1;
        token
    }

    fn beyond(&self) -> Unread {
        let place = self
            .tokens
            .get(self.place)
            .map_or(self.end, |(place, _)| *place);
        Unread::Beyond(place)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(found)) if found == word)
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), Unread> {
        match self.peek() {
            Some(Token::Sign(found)) if *found == sign => {
                self.place += 1;
                Ok(())
            }
            _ => Err(self.beyond()),
        }
    }

    fn any(&mut self, depth: usize) -> Result<Condition, Unread> {
        if depth > DEPTH_MAX {
            return Err(self.beyond());
        }
        let mut parts = vec![self.all(depth)?];
        while self.is_word("or") {
            self.place += 1;
            parts.push(self.all(depth)?);
        }
        Ok(one_or(parts, Condition::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Condition, Unread> {
        let mut parts = vec![self.single(depth)?];
        while self.is_word("and") {
            self.place += 1;
            parts.push(self.single(depth)?);
        }
        Ok(one_or(parts, Condition::All))
    }

    fn single(&mut self, depth: usize) -> Result<Condition, Unread> {
        let beyond = self.beyond();
        match self.next() {
            Some(Token::Sign("(")) => {
                let inside = self.any(depth + 1)?;
                self.expect(")")?;
                Ok(inside)
            }
            Some(Token::Word(word)) if word == "not" => {
                self.expect("(")?;
                let inside = self.any(depth + 1)?;
                self.expect(")")?;
                Ok(Condition::Not(Box::new(inside)))
            }
            Some(Token::Word(word)) if word == "selected" => self.selected(),
            Some(Token::Name(name)) => self.comparison(&name),
            _ => Err(beyond),
        }
    }

    fn selected(&mut self) -> Result<Condition, Unread> {
        self.expect("(")?;
        let beyond = self.beyond();
        let Some(Token::Name(name)) = self.next() else {
            return Err(beyond);
        };
        let (key, kind) = self.question(&name)?;
        self.expect(",")?;
        let beyond = self.beyond();
        let said = match self.next() {
            Some(Token::Text(text)) => text,
            _ => return Err(beyond),
        };
        self.expect(")")?;
        match kind {
            FieldKind::Choice(_) | FieldKind::Several(_) => {
                Ok(Condition::Is(key, Value::Code(said)))
            }
            _ => Err(beyond),
        }
    }

    fn question(&self, name: &str) -> Result<(FieldKey, FieldKind), Unread> {
        let unknown = || Unread::Unknown(name.to_owned());
        let kind = (self.kind_of)(name).ok_or_else(unknown)?;
        let key = FieldKey::parse(name).map_err(|_| unknown())?;
        Ok((key, kind.clone()))
    }

    fn comparison(&mut self, name: &str) -> Result<Condition, Unread> {
        let (key, kind) = self.question(name)?;
        let beyond = self.beyond();
        let Some(Token::Sign(sign)) = self.next() else {
            return Err(beyond);
        };
        let beyond = self.beyond();
        let said = self.next().ok_or_else(|| beyond.clone())?;
        let compares = Comparison::ALL.into_iter().find(|one| one.sign() == sign);
        if let Some(comparison) = compares {
            let number = match (&said, is_number(&kind)) {
                (Token::Number(number), true) => *number,
                _ => return Err(beyond),
            };
            return Ok(Condition::Compared(key, comparison, number));
        }
        let is_empty = matches!(&said, Token::Text(text) if text.is_empty());
        let equal = match is_empty {
            true => Condition::Not(Box::new(Condition::Said(key))),
            false => Condition::Is(key, value(&kind, said).ok_or(beyond.clone())?),
        };
        match (sign, equal) {
            ("=", equal) => Ok(equal),
            ("!=", Condition::Not(said)) => Ok(*said),
            ("!=", equal) => Ok(Condition::Not(Box::new(equal))),
            _ => Err(beyond),
        }
    }
}

fn one_or(mut parts: Vec<Condition>, several: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        1 => parts.pop().unwrap_or_default(),
        _ => several(parts),
    }
}

fn is_number(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Integer
            | FieldKind::Decimal { .. }
            | FieldKind::Scale { .. }
            | FieldKind::Year
            | FieldKind::Amount
    )
}

/// What is written as an answer to a question of the kind.
fn value(kind: &FieldKind, said: Token) -> Option<Value> {
    Some(match (kind, said) {
        (FieldKind::Choice(_) | FieldKind::Several(_), Token::Text(code)) => Value::Code(code),
        (FieldKind::Choice(_), Token::Number(number)) => Value::Code(plain(number)),
        (FieldKind::Line | FieldKind::Prose { .. }, Token::Text(text)) => Value::Text(text),
        (FieldKind::Date, Token::Text(text)) => Value::Date(parse_date(&text).ok()?),
        (FieldKind::Amount, Token::Number(number)) => {
            let ore = number.checked_mul(Decimal::ONE_HUNDRED)?;
            Value::Ore(Ore(i64::try_from(ore.round()).ok()?))
        }
        (kind, Token::Number(number)) if is_number(kind) => Value::Number(number),
        _ => return None,
    })
}

#[cfg(test)]
#[path = "relevant_tests.rs"]
mod tests;
