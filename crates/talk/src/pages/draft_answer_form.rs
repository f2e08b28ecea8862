//! What a party answers about a draft: a text for each part, or that it has nothing to say.

use super::remark_table::part_words;
use super::round::{Address, inside_round, until_words};
use crate::Draft;
use crate::actions::{answer_draft, answers_for, member};
use crate::model::{AnswerDraft, DraftAnswer, gone_parts};
use crate::store::find_answer;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, interned};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

fn name(what: &str, place: usize) -> &'static str {
    interned(format!("{what}-{place}"))
}

/// Fails with `not_found` for a party that is no member, and with `forbidden` for somebody else's.
async fn page(tx: &Tx, ui: Ui, draft: &Draft, party: &str) -> Result<FormPage, Problem> {
    let party = member(&draft.scope, party)?;
    let own = answers_for(&ui.actor, &draft.scope);
    if !own.iter().any(|one| one.id == party.id) {
        return Err(Problem::forbidden());
    }
    let before = find_answer(tx, draft.id, party.id).await?;
    let ui = inside_round(ui, draft);
    let lead = until_words(&ui, draft);
    let heading = ui.t1("remark-answer-for", "party", &party.name);
    let form = form(&ui, draft, party.key.as_str(), before.as_ref());
    let page = FormPage::new(ui, heading, form).lead(lead);
    let words = page.ui.t("remark-read-draft");
    Ok(page.link(draft.href.clone(), words))
}

fn form(ui: &Ui, draft: &Draft, party: &str, before: Option<&DraftAnswer>) -> Form {
    let known = &draft.parts;
    let here = draft.round_href(&format!("/{party}"));
    let none = Field::new("has_none", ui.t("remark-none"), FieldKind::Checkbox);
    let has_none = before.is_some_and(|before| before.has_none);
    let mut values = Values::default().set("has_none", has_none);
    let mut form = Form::new(here, ui.t("remark-send"))
        .field(none.hint(ui.t("remark-none-hint")))
        .cancel(draft.round_href(""));
    let gone = gone_parts(known, before);
    for (part, place) in known.iter().chain(&gone).zip(0..) {
        let words = part_words(ui, &part.code, &part.name);
        let words = match gone.contains(part) {
            true => ui.t1("remark-part-gone", "part", words),
            false => words,
        };
        let rows = FieldKind::LongText { rows: 3 };
        let hidden = Field::new(name("part", place), "", FieldKind::Hidden);
        let text = Field::new(name("text", place), words, rows);
        let text = match part.amount {
            Some(amount) => text.hint(ui.ore(&amount)),
            None => text,
        };
        form = form.field(hidden).field(text);
        let said = before.and_then(|before| before.remark(&part.code));
        values = values
            .set(name("part", place), &part.code)
            .set(name("text", place), said.map_or("", |said| &said.text));
    }
    let revision = before.map_or(0, |before| before.revision);
    form.fill(values).seen(revision)
}

fn read(values: &Values) -> Result<AnswerDraft, Problem> {
    let mut texts = Vec::new();
    let mut place = 0;
    while values.is_set(&format!("part-{place}")) {
        let code = values.text(&format!("part-{place}")).to_owned();
        texts.push((code, values.optional(&format!("text-{place}"))?));
        place += 1;
    }
    Ok(AnswerDraft {
        has_none: values.checked("has_none"),
        texts,
        seen: values.integer("revision")?,
    })
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let draft = address.find(&tx, &ui).await?;
    let page = page(&tx, ui, &draft, &address.party).await?;
    match draft.is_open {
        true => page.show(),
        false => Err(Problem::conflict("comment_closed").into()),
    }
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("answer_draft").await?;
    let draft = address.find(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let page = page(&tx, ui, &draft, &address.party).await?;
    let saved = match read(&values) {
        Ok(said) => answer_draft(&tx, &actor, &draft, &address.party, said).await,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &draft.round_href(""),
                "draft-answered",
            ))
        }
        Err(problem) => page.refuse(values, problem),
    }
}
