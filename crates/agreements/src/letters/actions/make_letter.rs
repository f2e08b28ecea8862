use crate::letters::kind::{HeldLetter, LETTER, Letter, LetterState};
use crate::letters::template::HeldTemplate;
use samverk_database::Tx;
use samverk_development::Initiative;
use samverk_fields::{Filled, Many, Name, One};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::Seen;
use samverk_parties::Scope;

/// A letter that begins with a template's text.
#[derive(Clone, Debug)]
pub struct MakeLetter {
    pub title: String,
    pub initiative: Option<One<Initiative>>,
}

/// Makes a draft of the template's text. Fails with `value_missing` without a title, and as saving does.
pub async fn make_letter(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    template: &HeldTemplate,
    said: MakeLetter,
) -> Result<HeldLetter, Problems> {
    let title = said.title.trim();
    if title.is_empty() {
        return Err(Problem::invalid("value_missing").at_field("title").into());
    }
    let letter = Letter {
        title: Filled(Name::from(title)),
        sort: template.sort,
        initiative: said.initiative,
        parties: Many::to(Vec::new()),
        text: template.text.clone(),
        cost: None,
        answer_by: None,
        needed: None,
        ends: None,
        status: LetterState::Draft,
    };
    let all = LETTER.bare(tx, scope).await?;
    let key = free_key(title, &all);
    LETTER.save(tx, actor, scope, key, &letter, Seen::New).await
}

fn free_key(title: &str, all: &[HeldLetter]) -> Key {
    let key = Key::from_name(title);
    let is_free = |key: &Key| all.iter().all(|one| one.key != *key);
    if is_free(&key) {
        return key;
    }
    let mut numbered = (2..).map(|number| key.numbered(number));
    numbered.find(is_free).unwrap_or(key)
}
