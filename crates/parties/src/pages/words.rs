//! Words and choices that several pages share.

use crate::ladders::HeldLadder;
use crate::model::{Party, PartyNames, written_party};
use samverk_foundation::{Key, Problem};
use samverk_web::{Choice, Field, FieldKind, Ui, Values};

/// The word of a code: `reach`, `national` → the text `reach-national`.
pub fn word(ui: &Ui, prefix: &str, code: &str) -> String {
    ui.t(&format!("{prefix}-{}", code.replace('_', "-")))
}

/// A closed list to choose from, in its order.
pub fn choices<T>(ui: &Ui, prefix: &str, all: &[(&str, T)]) -> Vec<Choice> {
    all.iter()
        .map(|(code, _)| Choice::new(code, word(ui, prefix, code)))
        .collect()
}

/// Begins with nothing, so that a careless click does not choose the first.
pub fn nothing_chosen(choices: Vec<Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", ""))
        .chain(choices)
        .collect()
}

pub fn party_choices(parties: &[Party]) -> Vec<Choice> {
    parties
        .iter()
        .map(|party| Choice::new(&party.key, party.name.clone()))
        .collect()
}

/// Parties for many who write their names.
pub struct NamedParties {
    pub all: Vec<Party>,
    names: PartyNames,
}

impl NamedParties {
    pub fn of(all: Vec<Party>) -> Self {
        let names = PartyNames::of(&all);
        Self { all, names }
    }

    pub fn written(&self, text: &str) -> Option<&Party> {
        self.all.get(self.names.place_of(text)?)
    }
}

/// The party that was chosen or written, or none.
pub fn chosen_party<'a>(
    values: &Values,
    name: &str,
    parties: &'a [Party],
) -> Result<Option<&'a Party>, Problem> {
    match values.text(name) {
        "" => Ok(None),
        key => match written_party(key, parties) {
            Some(party) => Ok(Some(party)),
            None => Err(Problem::invalid("choice_invalid")
                .with("value", key)
                .at_field(name)),
        },
    }
}

pub fn required_party<'a>(
    values: &Values,
    name: &str,
    parties: &'a [Party],
) -> Result<&'a Party, Problem> {
    chosen_party(values, name, parties)?
        .ok_or_else(|| Problem::invalid("field_missing").at_field(name))
}

/// `3 Samverkan`
pub fn level_words(ladder: Option<&HeldLadder>, number: i64) -> String {
    let level = ladder.and_then(|ladder| ladder.level(number));
    level.map_or_else(
        || number.to_string(),
        |level| format!("{number} {}", level.name),
    )
}

/// The field for the key of something new: empty means that it is made from the name.
pub fn key_field(ui: &Ui) -> Field {
    Field::new("key", ui.t("party-form-key"), FieldKind::Text).hint(ui.t("party-form-key-hint"))
}

/// The key that was written, or one made from the name that nobody has.
pub fn new_key(
    values: &Values,
    name: &str,
    is_taken: impl Fn(&str) -> bool,
) -> Result<Key, Problem> {
    if let Some(key) = values.optional_key("key")? {
        return Ok(key);
    }
    let key = Key::from_name(name);
    let is_free = |key: &Key| !is_taken(key.as_str()) && crate::model::check_key(key).is_ok();
    if is_free(&key) {
        return Ok(key);
    }
    let numbered = (2..1000).map(|number| key.numbered(number)).find(is_free);
    numbered.ok_or_else(|| Problem::conflict("already_exists").at_field("key"))
}

/// A text as part of an address: everything but letters and digits is escaped.
pub fn in_address(text: &str) -> String {
    let mut address = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}
