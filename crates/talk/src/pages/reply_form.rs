//! What those who run a collaboration answer to a member's remarks.

use super::remark_table::part_words;
use super::round::{Address, inside_round};
use crate::Draft;
use crate::actions::{member, reply_to_remarks};
use crate::model::{DraftAnswer, Reply, Verdict};
use crate::policy::Action;
use crate::store::find_answer;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems, interned};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

fn name(what: &str, place: usize) -> &'static str {
    interned(format!("{what}-{place}"))
}

/// Fails with `not_found` where the member has said nothing.
async fn page(tx: &Tx, ui: Ui, draft: &Draft, party: &str) -> Result<FormPage, Problem> {
    draft.require(Action::ReplyToRemarks.by())?;
    let party = member(&draft.scope, party)?;
    let answer = find_answer(tx, draft.id, party.id).await?;
    let answer = answer.ok_or_else(Problem::not_found)?;
    let ui = inside_round(ui, draft);
    let heading = ui.t1("remark-reply-to", "party", &party.name);
    let here = draft.round_href(&format!("/{}/svar", party.key));
    let form = Form::new(here, ui.t("remark-reply-send"));
    let form = form.cancel(draft.round_href(""));
    let form = with_remarks(&ui, form, &answer);
    let lead = ui.t("remark-reply-lead");
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

fn with_remarks(ui: &Ui, mut form: Form, answer: &DraftAnswer) -> Form {
    let verdicts = Verdict::ALL.iter().map(|(code, _)| {
        let words = ui.t(&format!("remark-verdict-{}", code.replace('_', "-")));
        Choice::new(code, words)
    });
    let none = Choice::new("", ui.t("remark-verdict-none"));
    let choices: Vec<Choice> = std::iter::once(none).chain(verdicts).collect();
    let mut values = Values::default();
    for (remark, place) in answer.remarks.iter().zip(0..) {
        let words = part_words(ui, &remark.part, &remark.name);
        let heading = Field::new(name("heading", place), words.clone(), FieldKind::Heading);
        let verdict = ui.t1("remark-verdict-of", "part", &words);
        let reason = ui.t1("remark-reason-of", "part", &words);
        let rows = FieldKind::LongText { rows: 2 };
        form = form
            .field(heading.hint(remark.text.clone()))
            .field(Field::new(name("part", place), "", FieldKind::Hidden))
            .field(Field::new(
                name("verdict", place),
                verdict,
                FieldKind::Select(choices.clone()),
            ))
            .field(Field::new(name("reason", place), reason, rows));
        let code = remark.verdict.map_or("", |verdict| verdict.code());
        values = values
            .set(name("part", place), &remark.part)
            .set(name("verdict", place), code)
            .set(name("reason", place), &remark.reason);
    }
    form.fill(values).seen(answer.revision)
}

fn read(values: &Values) -> Result<(Vec<Reply>, i64), Problem> {
    let mut replies = Vec::new();
    let mut place = 0;
    while values.is_set(&format!("part-{place}")) {
        let field = format!("verdict-{place}");
        let verdict = match values.text(&field) {
            "" => None,
            _ => Some(values.choice(&field, Verdict::ALL)?),
        };
        replies.push(Reply {
            part: values.text(&format!("part-{place}")).to_owned(),
            verdict,
            reason: values.optional(&format!("reason-{place}"))?,
        });
        place += 1;
    }
    Ok((replies, values.integer("revision")?))
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let draft = address.find(&tx, &ui).await?;
    page(&tx, ui, &draft, &address.party).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("reply_to_remarks").await?;
    let draft = address.find(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let page = page(&tx, ui, &draft, &address.party).await?;
    let saved = match read(&values) {
        Ok(said) => reply_to_remarks(&tx, &actor, &draft, &address.party, said).await,
        Err(problem) => Err(Problems::from(problem)),
    };
    match saved {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &draft.round_href(""),
                "remarks-answered",
            ))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
