//! Sending a text, with how it reads filled in, and giving notice.

use super::flow::{Filling, LetterForm};
use crate::letters::actions::{GiveNotice, give_notice, preview, send_letter, sendable};
use crate::letters::kind::LetterState;
use crate::policy::Action;
use samverk_foundation::{Problem, Problems};
use samverk_web::{Field, FieldKind, Form, FormPage, Ui, Values};

pub(super) struct SendForm;

impl LetterForm for SendForm {
    const NAME: &'static str = "send_letter";
    const NOTICE: &'static str = "letter-sent";

    fn page(form: &Filling, ui: Ui) -> Result<FormPage, Problem> {
        let desk = &form.desk;
        desk.scope.require(Action::SendLetter.by())?;
        let is_new = desk.letter.status == LetterState::Draft;
        let words = if is_new {
            "letter-send"
        } else {
            "letter-send-anew"
        };
        let fields = Form::new(desk.href("/skicka"), ui.t(words))
            .seen(desk.letter.revision)
            .cancel(desk.href(""));
        let lead = match is_new {
            true => ui.t("letter-send-lead"),
            false => ui.t1("letter-send-anew-lead", "count", desk.answers.len()),
        };
        let text = match preview(desk) {
            Ok(text) => format!("<div>{}</div>", ui.marked(&text, 1)),
            Err(_) => String::new(),
        };
        // What hinders it is read before a text that may be long.
        let hindrance = sendable(desk).err().map(|problem| {
            let words = ui.prose(&ui.problem(&problem));
            format!("<div class=\"ds-alert\" data-color=\"danger\">{words}</div>")
        });
        let heading = ui.t1("letter-send-heading", "name", &*desk.letter.title);
        let mut page = FormPage::new(ui, heading, fields).lead(lead);
        page.above = hindrance.unwrap_or_default() + &text;
        Ok(page)
    }

    async fn save(form: &Filling, values: &Values) -> Result<(), Problems> {
        let seen = values.integer("revision")?;
        send_letter(&form.tx, &form.actor, &form.desk, seen).await
    }
}

pub(super) struct NoticeForm;

impl LetterForm for NoticeForm {
    const NAME: &'static str = "give_notice";
    const NOTICE: &'static str = "letter-notice-given";

    fn page(form: &Filling, ui: Ui) -> Result<FormPage, Problem> {
        let desk = &form.desk;
        desk.scope.require(Action::SendLetter.by())?;
        let reason = FieldKind::LongText { rows: 3 };
        let fields = Form::new(desk.href("/uppsagning"), ui.t("letter-give-notice"))
            .field(Field::new("ends", ui.t("letter-ends"), FieldKind::Date).required())
            .field(Field::new("reason", ui.t("letter-notice-reason"), reason).required())
            .seen(desk.letter.revision)
            .cancel(desk.href(""))
            .danger();
        let heading = ui.t1("letter-notice-heading", "name", &*desk.letter.title);
        let lead = ui.t("letter-notice-lead");
        Ok(FormPage::new(ui, heading, fields).lead(lead))
    }

    async fn save(form: &Filling, values: &Values) -> Result<(), Problems> {
        let said = GiveNotice {
            ends: values.date("ends")?,
            reason: values.text("reason").to_owned(),
        };
        let seen = values.integer("revision")?;
        give_notice(&form.tx, &form.actor, &form.desk, said, seen).await
    }
}
