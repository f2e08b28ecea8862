//! The form for how far a collaboration has come: one ladder, each step with its meaning, one screen on a phone.

use super::levels::Assessments;
use super::words::{chosen_party, level_words, party_choices};
use crate::Scope;
use crate::actions::RecordAssessment;
use crate::ladders::{HeldLadder, Level, ladder_href};
use crate::model::{Assessment, Party, Subject};
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Problem, Role};
use samverk_web::{Choice, Field, FieldKind, Form, Ui, Values};

/// Which ladder, and whose view, as an address asks for them and the form sends them back.
pub(super) const LADDER: &str = "trappa";
pub(super) const VOICE: &str = "aktor";

/// Everything that the forms have in common.
pub(super) struct Desk {
    pub scope: Scope,
    /// Those that may be spoken for, or named in a pair.
    pub members: Vec<Party>,
    assessments: Assessments,
    /// Those that the actor may speak for.
    voices: Vec<Party>,
}

/// What one form is about: on which ladder, and for whom where that is given.
pub(super) struct Sheet<'d> {
    subject: Option<Subject>,
    pub ladder: &'d HeldLadder,
    pub voice: Option<&'d Party>,
}

impl Desk {
    pub async fn load(tx: &Tx, ui: &Ui, key: &str) -> Result<Self, Problem> {
        let scope = Scope::find(tx, &ui.actor, key).await?;
        scope.require(Action::RecordAssessment.by())?;
        let members: Vec<Party> = scope.present().map(|one| one.party.clone()).collect();
        let may_speak_for = |party: &&Party| {
            let roles = ui.actor.roles_at(party.id);
            speaks_for_all(&scope) || roles.contains(Role::Representative)
        };
        Ok(Self {
            assessments: Assessments::load(tx, scope.collaboration.id).await?,
            voices: members.iter().filter(may_speak_for).cloned().collect(),
            members,
            scope,
        })
    }

    /// Fails with `choice_invalid` for a ladder that is not there.
    pub fn sheet(&self, subject: Option<Subject>, asked: &Values) -> Result<Sheet<'_>, Problem> {
        let ladder = match asked.text(LADDER) {
            "" => self
                .assessments
                .ladder_for(&self.scope.collaboration, subject),
            key => self.ladder_named(key),
        };
        let key = asked.text(LADDER);
        let unknown = || Problem::invalid("choice_invalid").with("value", key);
        Ok(Sheet {
            subject,
            ladder: ladder.ok_or_else(unknown)?,
            voice: self.only_voice(asked),
        })
    }

    /// The ladder that is assessed on when nobody asks for another.
    pub fn ladder_for(&self, subject: Subject) -> Option<&HeldLadder> {
        let of = &self.scope.collaboration;
        self.assessments.ladder_for(of, Some(subject))
    }

    /// What one voice said last on the sheet's ladder.
    pub fn last_of(&self, subject: Subject, sheet: &Sheet) -> Option<&Assessment> {
        let voice = sheet.voice.map(|party| party.id);
        self.assessments.last_of(subject, sheet.ladder, voice)
    }

    /// How many assessments there are.
    pub fn recorded(&self) -> i64 {
        i64::try_from(self.assessments.history.len()).unwrap_or(i64::MAX)
    }

    /// Asked for the first that one speaks for, where nobody else's view is the own.
    pub fn with_a_voice(&self, asked: Values) -> Values {
        match (self.only_voice(&asked), self.voices.first()) {
            (None, Some(first)) if !speaks_for_all(&self.scope) => asked.set(VOICE, &first.key),
            _ => asked,
        }
    }

    /// For whom a representative of several parties can write instead.
    pub fn other_voices(&self, sheet: &Sheet) -> impl Iterator<Item = &Party> {
        let here = sheet.voice.map(|party| party.id);
        let may = !speaks_for_all(&self.scope);
        let voices = self.voices.iter();
        voices.filter(move |party| may && Some(party.id) != here)
    }

    fn ladder_named(&self, key: &str) -> Option<&HeldLadder> {
        let mut ladders = self.assessments.ladders.iter();
        ladders.find(|ladder| ladder.key.as_str() == key)
    }

    /// The party that was asked for, or the only one that a representative speaks for.
    fn only_voice(&self, asked: &Values) -> Option<&Party> {
        let key = asked.text(VOICE);
        let named = self.voices.iter().find(|party| party.key.as_str() == key);
        let only = match self.voices.as_slice() {
            [only] if !speaks_for_all(&self.scope) => Some(only),
            _ => None,
        };
        named.or(only)
    }

    /// The form's fields after its own, filled with what was asked for and the day.
    pub fn with_fields(
        &self,
        ui: &Ui,
        form: Form,
        subject: Option<Subject>,
        asked: &Values,
    ) -> Result<Form, Problem> {
        let sheet = self.sheet(subject, asked)?;
        let levels = &sheet.ladder.levels;
        let level = Field::new(
            "level",
            ui.t("assessment-level"),
            FieldKind::Radios(levels.iter().map(step).collect()),
        );
        let words = |level: &Level| level_words(Some(sheet.ladder), level.number.0);
        let wanted = levels
            .iter()
            .map(|one| Choice::new(one.number.0, words(one)));
        let wanted = FieldKind::Select(wanted.collect());
        let note = FieldKind::LongText { rows: 1 };
        let form = self
            .with_voice(ui, form, &sheet)
            .field(level.required().hint(self.about(ui, &sheet)))
            .field(Field::new("wanted_level", ui.t("assessment-wanted-level"), wanted).half())
            .field(Field::new("date", ui.t("assessment-date"), FieldKind::Date).half())
            .field(Field::new("note", ui.t("assessment-note"), note))
            .field(Field::new(LADDER, "", FieldKind::Hidden));
        let filled = form.values.clone().set(LADDER, &sheet.ladder.key);
        let voice = sheet.voice.map(|party| party.key.to_string());
        Ok(form.fill(filled.set(VOICE, voice.unwrap_or_default())))
    }

    /// Asked where it is not given.
    fn with_voice(&self, ui: &Ui, form: Form, sheet: &Sheet) -> Form {
        if sheet.voice.is_some() {
            return form.field(Field::new(VOICE, "", FieldKind::Hidden));
        }
        let voices = FieldKind::Select(party_choices(&self.voices));
        let voice = Field::new("on_behalf_of", ui.t("assessment-view"), voices);
        form.field(match speaks_for_all(&self.scope) {
            true => voice.hint(ui.t("assessment-view-hint")),
            false => voice.required(),
        })
    }

    /// `Välj det steg på Samverkanstrappan som stämmer bäst enligt Aneby kommun.` and what was said last.
    pub fn about(&self, ui: &Ui, sheet: &Sheet) -> String {
        let ladder = sheet.ladder.name.to_string();
        let ask = match sheet.voice {
            Some(party) => {
                let values = [("ladder", ladder.as_str()), ("party", &party.name)];
                ui.t_with("assessment-ask-party", &values)
            }
            None => ui.t1("assessment-ask", "ladder", ladder),
        };
        match self.last_words(ui, sheet) {
            Some(last) => format!("{ask} {last}"),
            None => ask,
        }
    }

    /// `Förra gången, 2025-02-06: 2 Samsyn.`
    fn last_words(&self, ui: &Ui, sheet: &Sheet) -> Option<String> {
        let voice = sheet.voice.map(|party| party.id);
        let last = self
            .assessments
            .last_of(sheet.subject?, sheet.ladder, voice)?;
        let level = level_words(Some(sheet.ladder), last.level);
        let Some(date) = &last.date else {
            return Some(ui.t1("assessment-last", "level", level));
        };
        let values = [("date", ui.date(date)), ("level", level)];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Some(ui.t_with("assessment-last-on", &values))
    }

    /// To what the steps mean, and to the ladder that the collaboration follows where it is another.
    pub fn links(
        &self,
        ui: &Ui,
        action: &str,
        subject: Option<Subject>,
        asked: &Values,
    ) -> Result<Vec<(String, String)>, Problem> {
        let sheet = self.sheet(subject, asked)?;
        let about = ui.t1("stairs-about-ladder", "ladder", &sheet.ladder.name);
        let mut links = vec![(ladder_href(sheet.ladder), about)];
        let chosen = self.scope.collaboration.ladder;
        let others = self.assessments.ladders.iter().filter(|one| {
            one.id != sheet.ladder.id && chosen.is_none_or(|chosen| chosen.0 == one.id)
        });
        let voice = sheet.voice.map(|party| format!("&{VOICE}={}", party.key));
        let voice = voice.unwrap_or_default();
        links.extend(others.map(|one| {
            let words = ui.t1("assessment-other-ladder", "ladder", &one.name);
            (format!("{action}?{LADDER}={}{voice}", one.key), words)
        }));
        if self.scope.may(Action::SaveCollaboration.by()) {
            let settings = self.scope.href("/redigera#field-ladder");
            links.push((settings, ui.t("assessment-change-ladder")));
        }
        Ok(links)
    }

    pub fn read(&self, values: &Values, subject: Subject) -> Result<RecordAssessment<'_>, Problem> {
        let sheet = self.sheet(Some(subject), values)?;
        let level = read_level(values, "level")?;
        let missing = || Problem::invalid("field_missing").at_field("level");
        let said_in = match values.text(VOICE) {
            "" => "on_behalf_of",
            _ => VOICE,
        };
        let view = chosen_party(values, said_in, &self.members)?;
        if view.is_none() && !speaks_for_all(&self.scope) {
            return Err(Problem::invalid("field_missing").at_field("on_behalf_of"));
        }
        Ok(RecordAssessment {
            subject,
            ladder: sheet.ladder,
            level: level.ok_or_else(missing)?,
            wanted_level: read_level(values, "wanted_level")?,
            note: values.optional("note")?,
            date: values.optional_date("date")?,
            on_behalf_of: view.map(|party| party.id),
        })
    }
}

/// Whoever runs the collaboration enters anybody's view; a representative only the own party's.
fn speaks_for_all(scope: &Scope) -> bool {
    let runs = [Role::Administrator, Role::Coordinator];
    scope.may(|role| runs.contains(&role))
}

fn step(level: &Level) -> Choice {
    let (number, name) = (level.number.0, &level.name);
    Choice::new(number, format!("{number} {name}")).about(level.text.to_string())
}

/// Fails with `choice_invalid`; whether the ladder has it the action says.
pub(super) fn read_level(values: &Values, name: &str) -> Result<Option<i64>, Problem> {
    let text = values.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |_| Problem::invalid("choice_invalid").with("value", text);
    let number = text.parse().map_err(wrong);
    number.map(Some).map_err(|problem| problem.at_field(name))
}
