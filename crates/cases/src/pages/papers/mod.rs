//! Documents that are written here: begun from a template, written, finished, shown.

mod begin;
mod finish;
mod show;
mod sign;
mod signed;
mod text;

use super::documents::{found, href};
use super::one::below;
use crate::actions::note_reading;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseText, Document, MergeField, MergeValues, Read};
use crate::policy::Action;
use crate::store;
use crate::typesetter::Paper;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, interned};
use samverk_web::{AppState, Policy, Route, Ui};
use std::sync::Arc;

pub(crate) use finish::finish;

pub(super) fn routes() -> Vec<Route> {
    let at = |rest: &str| {
        interned(format!(
            "/aktorer/{{party}}/diarier/{{thing}}/arenden/{{case}}/handlingar{rest}"
        ))
    };
    let reads = Policy::Action(Action::Read.code());
    let registers = Policy::Action(Action::Register.code());
    let signs = Policy::Action(Action::Sign.code());
    vec![
        Route::get(at("/uppratta"), registers, begin::ask),
        Route::post(at("/uppratta"), registers, begin::send),
        Route::get(at("/{number}/visa"), reads, show::show),
        Route::get(at("/{number}/text"), registers, text::edit),
        Route::post(at("/{number}/text"), registers, text::save),
        Route::get(at("/{number}/utkast.pdf"), registers, finish::draft),
        Route::get(at("/{number}/fardigstall"), registers, finish::ask),
        Route::post(at("/{number}/fardigstall"), registers, finish::send),
        Route::get(at("/{number}/underteckna"), signs, sign::ask),
        Route::post(at("/{number}/underteckna"), signs, sign::send),
        Route::get(at("/{number}/underskrift"), signs, sign::ask_upload),
        Route::post(at("/{number}/underskrift"), signs, sign::take),
        Route::get("/underskrifter/ca.pem", Policy::Public, sign::certificate),
    ]
}

/// A document with a text, as somebody sees it.
pub(crate) struct Written {
    pub desk: RegistryDesk,
    pub case: Case,
    pub document: Document,
    pub text: CaseText,
}

pub(super) type Address = (String, String, String, i64);

impl Written {
    /// For whoever may read the case. Fails with `not_found` too for a document that was not written here.
    pub async fn find(
        tx: &Tx,
        actor: &Actor,
        (party, registry, case, number): &Address,
    ) -> Result<Self, Problem> {
        let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
        let case = desk.case(tx, case).await?;
        Self::of(tx, desk, case, *number).await
    }

    pub async fn of(tx: &Tx, desk: RegistryDesk, case: Case, number: i64) -> Result<Self, Problem> {
        let document = found(tx, &case, number).await?;
        let text = store::find_text(tx, document.id).await?;
        Ok(Self {
            text: text.ok_or_else(Problem::not_found)?,
            desk,
            case,
            document,
        })
    }

    /// The same for whoever may change it. Fails with `forbidden` or `case_is_void`.
    pub async fn find_to_change(tx: &Tx, actor: &Actor, at: &Address) -> Result<Self, Problem> {
        let one = Self::find(tx, actor, at).await?;
        one.desk.require_register()?;
        one.case.require_not_void()?;
        Ok(one)
    }

    /// Notes that somebody reads it now.
    pub async fn note_reading(&self, state: &AppState, actor: &Actor) -> Result<(), Problem> {
        let read = Read::Document(self.document.number);
        note_reading(&state.db, actor, self.case.id, &read, None).await
    }

    pub fn number(&self) -> String {
        format!("{}-{}", self.case.number, self.document.number)
    }

    pub fn href(&self, rest: &str) -> String {
        href(&self.desk, &self.case, &self.document) + rest
    }

    /// The surroundings of a page below the document's.
    fn below(&self, ui: Ui) -> Ui {
        let number = self.number();
        below(ui, &self.desk, &self.case).with_crumb(self.href("/visa"), number)
    }

    /// What the fields of its text say now.
    pub async fn values(&self, tx: &Tx, ui: &Ui) -> Result<MergeValues, Problem> {
        let content = &self.case.content;
        let day = |day| ui.optional_date(&day);
        Ok(MergeValues::of([
            (MergeField::Number, self.case.number.clone()),
            (MergeField::DocumentNumber, self.number()),
            (MergeField::Subject, content.subject.to_string()),
            (
                MergeField::PublicSubject,
                content.public_subject.to_string(),
            ),
            (MergeField::Counterpart, content.counterpart.to_string()),
            (MergeField::ReceivedOn, day(content.received_on)),
            (MergeField::RegisteredOn, ui.date(&self.case.registered_on)),
            (MergeField::Deadline, day(content.deadline)),
            (MergeField::Officer, officer(tx, &self.case).await?),
            (
                MergeField::Classification,
                content.classification.to_string(),
            ),
            (MergeField::Party, self.desk.party().name.clone()),
            (MergeField::Registry, self.desk.registry.name.to_string()),
            (MergeField::Date, ui.date(&tx.today())),
        ]))
    }

    /// As it goes to print, with this text. A draft is marked as one.
    pub async fn paper(
        &self,
        tx: &Tx,
        ui: &Ui,
        (text, is_draft): (String, bool),
    ) -> Result<Paper, Problem> {
        let party = self.desk.party();
        let lines = [
            self.desk.registry.name.to_string(),
            party.organisation_number.clone().unwrap_or_default(),
        ];
        let facts = [
            ("paper-date", ui.date(&tx.today())),
            ("paper-number", self.number()),
            ("paper-officer", officer(tx, &self.case).await?),
        ];
        let lines = lines.into_iter().filter(|line| !line.is_empty());
        let facts = facts.into_iter().filter(|(_, said)| !said.is_empty());
        Ok(Paper {
            language: self.text.language,
            party: party.name.clone(),
            party_lines: lines.collect(),
            title: self.document.content.title.to_string(),
            facts: facts.map(|(label, said)| (ui.t(label), said)).collect(),
            mark: match is_draft {
                true => ui.t("paper-draft"),
                false => String::new(),
            },
            text,
        })
    }
}

async fn officer(tx: &Tx, case: &Case) -> Result<String, Problem> {
    let Some(id) = case.officer else {
        return Ok(String::new());
    };
    let names = samverk_identity::names_of(tx, &[id]).await?;
    Ok(names.into_values().next().unwrap_or_default())
}

/// The words of the language that the document is in.
pub(crate) fn ui_of(state: &AppState, text: &CaseText, actor: &Arc<Actor>) -> Ui {
    Ui::new(state.clone(), text.language, Arc::clone(actor), "")
}
