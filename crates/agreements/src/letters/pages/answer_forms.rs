//! What is done for one party: deciding, signing, leaving, and taking back what was recorded by mistake.

use super::flow::{Filling, LetterForm};
use crate::letters::actions::{
    AnswerLetter, LeaveLetter, SignLetter, annul_answer, answer_letter, leave_letter, sign_letter,
};
use crate::letters::model::{LetterAnswer, SignedBy};
use crate::participation::acts_for;
use crate::policy::Action;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::model::Party;
use samverk_web::{
    Choice, Field, FieldKind, Form, FormPage, Ui, Values, read_decision, with_decision,
};

/// The party that the address names, where the actor may answer for it.
fn party(form: &Filling) -> Result<&Party, Problem> {
    let party = form.desk.recipient(&form.party)?;
    match form.desk.may_answer(&form.actor, party) {
        true => Ok(party),
        false => Err(Problem::forbidden()),
    }
}

fn key(form: &Filling) -> Result<Key, Problem> {
    Key::parse(&form.party).map_err(|_| Problem::not_found())
}

fn href(form: &Filling, rest: &str) -> String {
    form.desk.href(&format!("/svar/{}{rest}", form.party))
}

pub(super) struct AnswerForm;

impl LetterForm for AnswerForm {
    const NAME: &'static str = "answer_letter";
    const NOTICE: &'static str = "letter-answered";

    fn page(form: &Filling, ui: Ui) -> Result<FormPage, Problem> {
        let party = party(form)?;
        let current = form.desk.current().ok_or_else(Problem::not_found)?;
        let choice = |(code, _): &(&'static str, LetterAnswer)| {
            Choice::new(code, ui.kind_name("letter-answer-", code))
        };
        let answers = FieldKind::Radios(LetterAnswer::ALL.iter().map(choice).collect());
        let fields = Form::new(href(form, ""), ui.t("letter-save-answer"))
            .cancel(form.desk.href(""))
            .field(Field::new("answer", ui.t("letter-answer"), answers).required());
        let number = Field::new(
            "registry_number",
            ui.t("letter-registry-number"),
            FieldKind::Text,
        );
        let mut fields = with_decision(fields, &ui)
            .field(number.hint(ui.t("participation-registry-number-hint")))
            .field(Field::new("checksum", "", FieldKind::Hidden));
        if !acts_for(&form.actor, party.id) {
            let said = Field::new("said_by", ui.t("participation-said-by"), FieldKind::Text);
            let hint = ui.t("participation-said-by-hint");
            fields = fields.field(said.required().hint(hint));
        }
        let fields = fields.fill(Values::default().set("checksum", &current.checksum));
        let heading = ui.t1("letter-answer-for", "name", &party.name);
        let told = [
            ("name", form.desk.letter.title.to_string()),
            ("number", current.number.to_string()),
        ];
        let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
        let lead = ui.t_with("letter-answer-lead", &told);
        let above = format!("<div>{}</div>", ui.marked(&current.text, 1));
        let mut page = FormPage::new(ui, heading, fields).lead(lead);
        page.above = above;
        Ok(page)
    }

    async fn save(form: &Filling, values: &Values) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let answer = problems.keep(values.choice("answer", LetterAnswer::ALL));
        let decision = match read_decision(values) {
            Ok(decision) => Some(decision),
            Err(wrong) => {
                problems.extend(wrong.0);
                None
            }
        };
        let (Some(answer), Some(decision)) = (answer, decision) else {
            return Err(problems);
        };
        let said = AnswerLetter {
            party: key(form)?,
            answer,
            checksum: values.text("checksum").to_owned(),
            decision,
            registry_number: values.text("registry_number").to_owned(),
            said_by: values.text("said_by").to_owned(),
        };
        answer_letter(&form.tx, &form.actor, &form.desk, said).await?;
        Ok(())
    }
}

pub(super) struct SignForm;

impl LetterForm for SignForm {
    const NAME: &'static str = "sign_letter";
    const NOTICE: &'static str = "letter-signed";

    fn page(form: &Filling, ui: Ui) -> Result<FormPage, Problem> {
        let party = party(form)?;
        let is_own = acts_for(&form.actor, party.id);
        // Only the party's own people confirm; a copy is recorded by others too.
        let offered = SignedBy::ALL
            .iter()
            .filter(|(_, how)| is_own || *how == SignedBy::Copy);
        let choice = |(code, _): &(&'static str, SignedBy)| {
            Choice::new(code, ui.kind_name("letter-signed-by-", code))
        };
        let how = FieldKind::Radios(offered.map(choice).collect());
        let files = form.files.iter();
        let files = files.map(|file| Choice::new(&file.name, file.name.clone()));
        let files = std::iter::once(Choice::new("", ui.t("letter-no-copy"))).chain(files);
        let copy = FieldKind::Select(files.collect());
        let signer = Field::new("signer", ui.t("letter-signer"), FieldKind::Text);
        let fields = Form::new(href(form, "/underskrift"), ui.t("letter-save-signature"))
            .cancel(form.desk.href(""))
            .field(Field::new("how", ui.t("letter-how-signed"), how).required())
            .field(Field::new("on", ui.t("letter-signed-on"), FieldKind::Date).required())
            .field(signer.required().hint(ui.t("letter-signer-hint")))
            .field(
                Field::new("copy", ui.t("letter-signed-copy"), copy)
                    .hint(ui.t("letter-signed-copy-hint")),
            )
            .fill(Values::default().set("how", if is_own { "confirmation" } else { "copy" }));
        let heading = ui.t1("letter-sign-for", "name", &party.name);
        let lead = ui.t1("letter-sign-lead", "name", &*form.desk.letter.title);
        Ok(FormPage::new(ui, heading, fields).lead(lead))
    }

    async fn save(form: &Filling, values: &Values) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let how = problems.keep(values.choice("how", SignedBy::ALL));
        let on = problems.keep(values.date("on"));
        let (Some(how), Some(on)) = (how, on) else {
            return Err(problems);
        };
        let said = SignLetter {
            party: key(form)?,
            how,
            on,
            signer: values.text("signer").to_owned(),
            copy: values.text("copy").to_owned(),
        };
        sign_letter(&form.tx, &form.actor, &form.desk, said).await?;
        Ok(())
    }
}

pub(super) struct LeaveForm;

impl LetterForm for LeaveForm {
    const NAME: &'static str = "leave_letter";
    const NOTICE: &'static str = "letter-left";

    fn page(form: &Filling, ui: Ui) -> Result<FormPage, Problem> {
        let party = party(form)?;
        let last = Field::new("last_day", ui.t("letter-leaves-on"), FieldKind::Date);
        let fields = Form::new(href(form, "/uttrade"), ui.t("letter-save-exit"))
            .cancel(form.desk.href(""))
            .field(last.required().hint(ui.t("letter-leaves-on-hint")));
        let fields = with_decision(fields, &ui).danger();
        let heading = ui.t1("letter-leave-for", "name", &party.name);
        let lead = ui.t("letter-leave-lead");
        Ok(FormPage::new(ui, heading, fields).lead(lead))
    }

    async fn save(form: &Filling, values: &Values) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let last_day = problems.keep(values.date("last_day"));
        let decision = match read_decision(values) {
            Ok(decision) => Some(decision),
            Err(wrong) => {
                problems.extend(wrong.0);
                None
            }
        };
        let (Some(last_day), Some(decision)) = (last_day, decision) else {
            return Err(problems);
        };
        let said = LeaveLetter {
            party: key(form)?,
            last_day,
            decision,
        };
        leave_letter(&form.tx, &form.actor, &form.desk, said).await?;
        Ok(())
    }
}

pub(super) struct AnnulForm;

impl LetterForm for AnnulForm {
    const NAME: &'static str = "annul_answer";
    const NOTICE: &'static str = "letter-answer-annulled";

    fn page(form: &Filling, ui: Ui) -> Result<FormPage, Problem> {
        form.desk.scope.require(Action::SendLetter.by())?;
        let rows = form.desk.rows();
        let row = rows.iter().find(|row| row.party.key.as_str() == form.party);
        let row = row.filter(|row| row.newest.is_some());
        let party = row.ok_or_else(Problem::not_found)?.party;
        let reason = FieldKind::LongText { rows: 3 };
        let fields = Form::new(href(form, "/ta-tillbaka"), ui.t("letter-annul"))
            .cancel(form.desk.href(""))
            .field(Field::new("reason", ui.t("letter-annul-reason"), reason).required())
            .danger();
        let heading = ui.t1("letter-annul-for", "name", &party.name);
        let lead = ui.t("letter-annul-lead");
        Ok(FormPage::new(ui, heading, fields).lead(lead))
    }

    async fn save(form: &Filling, values: &Values) -> Result<(), Problems> {
        let party = key(form)?;
        annul_answer(
            &form.tx,
            &form.actor,
            &form.desk,
            &party,
            values.text("reason"),
        )
        .await?;
        Ok(())
    }
}
