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
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

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
];

impl Part {
    pub fn is_open(&self, state: AnswerState) -> bool {
        self.from.contains(&state)
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

type Address = Path<(String, String)>;

async fn open(
    part: &Part,
    tx: &Tx,
    ui: &Ui,
    address: &(String, String),
) -> Result<AnswerDesk, Problem> {
    let desk = AnswerDesk::find(tx, &ui.actor, &address.0, &address.1).await?;
    desk.require_answering(&ui.actor)?;
    match part.is_open(desk.answer.state) {
        true => Ok(desk),
        false => Err(Problem::conflict("move_impossible")),
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
    let form = Form::new(desk.href(part.rest), ui.t(part.words)).cancel(desk.href(""));
    let form = asked.fold(form, Form::field);
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
    let desk = open(part, &tx, &ui, &address).await?;
    let actor = ui.actor.clone();
    let (page, stands) = page(part, &tx, ui, &desk).await?;
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
