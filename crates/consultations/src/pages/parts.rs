//! The forms of an answer: each asks for some of its fields, and may take the step that follows.

use super::answer_view::answer_ui;
use crate::actions::{save_answer, take_step};
use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer};
use crate::choices::AnswerState;
use crate::desk::AnswerDesk;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Kept, form_fields, read_fields};
use samverk_web::{AppState, Field, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

/// A form of an answer.
pub(super) struct Part {
    /// The end of its address.
    pub rest: &'static str,
    /// The beginning of its texts: `-heading`, `-lead`, and the words of its button.
    pub words: &'static str,
    pub fields: &'static [FieldKey],
    /// The state that it leads to, and from which ones.
    pub to: Option<AnswerState>,
    pub from: &'static [AnswerState],
}

use AnswerState::{Decided, Declined, Dispatched, Drafted, Offered, Opened};
type Answer = ConsultationAnswer;

const WRITTEN: &[AnswerState] = &[Offered, Opened, Drafted];

pub(super) const PARTS: &[Part] = &[
    Part {
        rest: "/nummer",
        words: "consultation-number",
        fields: &[Answer::NUMBER],
        to: Some(Opened),
        from: &[Offered],
    },
    Part {
        rest: "/ratta-nummer",
        words: "consultation-renumber",
        fields: &[Answer::NUMBER],
        to: None,
        from: &[Opened, Drafted],
    },
    Part {
        rest: "/yttrande",
        words: "consultation-statement",
        fields: &[
            Answer::SUMMARY,
            Answer::BACKGROUND,
            Answer::GENERAL,
            Answer::SIGNATORIES,
        ],
        to: None,
        from: WRITTEN,
    },
    Part {
        rest: "/intern-remiss",
        words: "consultation-referral",
        fields: &[Answer::REFERRALS],
        to: None,
        from: WRITTEN,
    },
    Part {
        rest: "/anstand",
        words: "consultation-extension",
        fields: &[Answer::EXTENSION_ASKED_ON, Answer::EXTENDED_UNTIL],
        to: None,
        from: &[Offered, Opened, Drafted, Decided],
    },
    Part {
        rest: "/klart",
        words: "consultation-draft",
        fields: &[Answer::DATED],
        to: Some(Drafted),
        from: &[Opened],
    },
    Part {
        rest: "/antaget",
        words: "consultation-decision",
        fields: &[
            Answer::MATTER,
            Answer::BODY,
            Answer::DECIDED_ON,
            Answer::PARAGRAPH,
        ],
        to: Some(Decided),
        from: &[Opened, Drafted],
    },
    Part {
        rest: "/expedierat",
        words: "consultation-dispatch",
        fields: &[Answer::DISPATCHED_ON],
        to: Some(Dispatched),
        from: &[Decided],
    },
    Part {
        rest: "/inkommet",
        words: "consultation-receipt",
        fields: &[Answer::NUMBER, Answer::DATED, Answer::DISPATCHED_ON],
        to: Some(Dispatched),
        from: WRITTEN,
    },
    Part {
        rest: "/avstar",
        words: "consultation-decline",
        fields: &[
            Answer::DECLINED_BY,
            Answer::DECLINE_REASON,
            Answer::DISPATCHED_ON,
        ],
        to: Some(Declined),
        from: WRITTEN,
    },
    Part {
        rest: "/meddelat",
        words: "consultation-told",
        fields: &[Answer::DISPATCHED_ON],
        to: None,
        from: &[Declined],
    },
];

/// What one of these forms is sent for.
const ASKED: &[FieldKey] = &[Answer::NUMBER, Answer::DECLINED_BY];

impl Part {
    /// Whether it is done for the answer as it stands. What others answer is only taken in here.
    pub fn is_open(&self, answer: &ConsultationAnswer) -> bool {
        let is_for_whose = match (answer.party.is_some(), self.rest) {
            (_, "/yttrande" | "/avstar" | "/meddelat") => true,
            (is_party, rest) => is_party != (rest == "/inkommet"),
        };
        // What a registry in Samverk gave is corrected there, and what the sender was told stands.
        let is_said = match self.rest {
            "/ratta-nummer" => answer.registry.is_some(),
            "/meddelat" => answer.dispatched_on.is_some(),
            _ => false,
        };
        is_for_whose && !is_said && self.from.contains(&answer.state)
    }

    fn asks(&self, name: &str) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| {
            let rest = name.strip_prefix(field.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// What stands, with what was sent of what this form asks for.
    fn over(&self, stands: &Values, sent: &Values) -> Values {
        let kept = stands.pairs().filter(|(name, _)| !self.asks(name));
        let new = sent.pairs().filter(|(name, _)| self.asks(name));
        let both = kept.chain(new);
        Values::from_pairs(both.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }
}

/// What must be said here, though the kind lets it be left out.
fn must(part: &Part, desk: &AnswerDesk, field: Field) -> Field {
    let is_asked = ASKED.iter().any(|one| one.as_str() == field.name);
    match is_asked && part.rest != "/inkommet" && desk.answer.party.is_some() {
        true => field.required(),
        false => field,
    }
}

type Address = Path<(String, String)>;

async fn open(
    part: &Part,
    tx: &Tx,
    ui: &Ui,
    address: &(String, String),
) -> Result<AnswerDesk, Problem> {
    let desk = found(tx, ui, address).await?;
    match refusal(part, &desk) {
        None => Ok(desk),
        Some(problem) => Err(problem),
    }
}

/// The answer, for whoever answers. Fails with `not_found` or `forbidden`.
async fn found(tx: &Tx, ui: &Ui, address: &(String, String)) -> Result<AnswerDesk, Problem> {
    let desk = AnswerDesk::find(tx, &ui.actor, &address.0, &address.1).await?;
    match desk.may_answer(&ui.actor) {
        true => Ok(desk),
        false => Err(Problem::forbidden()),
    }
}

/// Why the part is not done now.
fn refusal(part: &Part, desk: &AnswerDesk) -> Option<Problem> {
    match (desk.takes_steps(), part.is_open(&desk.answer)) {
        (true, true) => None,
        (false, _) => Some(Problem::conflict("consultation_not_open")),
        (true, false) => Some(Problem::conflict("consultation_part_done")),
    }
}

async fn page(
    part: &Part,
    tx: &Tx,
    ui: Ui,
    desk: &AnswerDesk,
) -> Result<(FormPage, Values), Problem> {
    let ui = answer_ui(ui, desk, true);
    let record = desk.answer.write();
    let (fields, stands) = form_fields(tx, &ui, &desk.scope, &CONSULTATION_ANSWER, &record).await?;
    let asked = fields.into_iter().filter(|field| part.asks(field.name));
    let mut asked: Vec<Field> = asked.map(|field| must(part, desk, field)).collect();
    let place = |field: &Field| {
        part.fields
            .iter()
            .position(|one| one.as_str() == field.name)
    };
    asked.sort_by_key(place);
    let submit = match part.to {
        Some(_) => ui.t(part.words),
        None => ui.t("form-save"),
    };
    let form = Form::new(desk.href(part.rest), submit).cancel(desk.href(""));
    let form = asked.into_iter().fold(form, Form::field);
    let shown = stands.pairs().filter(|(name, _)| part.asks(name));
    let shown = shown.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut shown = Values::from_pairs(shown);
    for field in [Answer::DATED, Answer::DISPATCHED_ON] {
        let is_empty = part.to != Some(Declined) && shown.text(field.as_str()).is_empty();
        if part.fields.contains(&field) && is_empty {
            shown = shown.set(field.as_str(), desk.scope.today);
        }
    }
    let form = form.fill(shown).seen(desk.answer.revision);
    let heading = ui.t1(
        &format!("{}-heading", part.words),
        "name",
        desk.answer.name(),
    );
    let lead = ui.t(&format!("{}-lead", part.words));
    Ok((FormPage::new(ui, heading, form).lead(lead), stands))
}

pub(super) async fn show(
    part: &'static Part,
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(part, &tx, &ui, &address).await?;
    page(part, &tx, ui, &desk).await?.0.show()
}

pub(super) async fn submit(
    part: &'static Part,
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("change_consultation_answer").await?;
    let desk = found(&tx, &ui, &address).await?;
    let actor = ui.actor.clone();
    let (page, stands) = page(part, &tx, ui, &desk).await?;
    // What was typed stays on the page when somebody took the step meanwhile.
    if let Some(problem) = refusal(part, &desk) {
        return page.refuse(values, problem);
    }
    match try_save(part, &tx, &actor, &desk, (&stands, &values)).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

async fn try_save(
    part: &Part,
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (stands, sent): (&Values, &Values),
) -> Result<(), Problems> {
    let seen = sent.integer("revision")?;
    let values = part.over(stands, sent);
    let record = read_fields(tx, &desk.scope, &CONSULTATION_ANSWER, &values).await?;
    let said = ConsultationAnswer::read(&record);
    let said = said.ok_or_else(|| Problem::internal("a record of another form"))?;
    let said = ConsultationAnswer {
        state: desk.answer.state,
        ..said
    };
    let saved = save_answer(tx, actor, desk, &said, seen).await?;
    if let Some(to) = part.to {
        take_step(tx, actor, desk, (&saved, to), "").await?;
    }
    Ok(())
}
