//! Forms once: fields with labels, hints and errors; the summary above; what was typed kept.

use crate::form_standing::{Standing, put_beside};
use crate::{Failure, FormStep, PageResult, RowColumn, Ui, Values};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use samverk_foundation::{Problem, ProblemKind, Problems};

/// One of several to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// What it is called too, by whoever pastes it.
    pub also: Vec<String>,
    /// What choosing it means; shown where there is room for it.
    pub about: String,
}

impl Choice {
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
            also: Vec::new(),
            about: String::new(),
        }
    }

    #[must_use]
    pub fn about(mut self, meaning: impl Into<String>) -> Self {
        self.about = meaning.into();
        self
    }

    #[must_use]
    pub fn also(mut self, name: impl Into<String>) -> Self {
        self.also.push(name.into());
        self
    }
}

#[derive(Clone, Debug)]
pub enum FieldKind {
    Text,
    Email,
    Password,
    /// Amounts and numbers: short, with a numeric keyboard.
    Number,
    Date,
    LongText {
        rows: u8,
    },
    /// Text for which the browser offers these; anything else may be written too.
    Suggest(Vec<String>),
    Select(Vec<Choice>),
    /// The same under headings.
    SelectGroups(Vec<(String, Vec<Choice>)>),
    Radios(Vec<Choice>),
    Checkboxes(Vec<Choice>),
    /// The same under headings: many to choose among.
    CheckboxGroups(Vec<(String, Vec<Choice>)>),
    Checkbox,
    /// Boxes that belong to the field before them, in one line; its label is heard and not seen.
    Beside(Vec<Choice>),
    Hidden,
    File {
        accept: &'static str,
    },
    /// A table of inputs. One that grows has empty rows at its end, and buttons for more and fewer.
    Rows {
        columns: Vec<RowColumn>,
        grows: bool,
    },
    /// A heading between fields.
    Heading,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub kind: FieldKind,
    pub required: bool,
    pub autocomplete: &'static str,
    /// It is short, and shares its row with the next.
    pub is_half: bool,
}

impl Field {
    /// `label` is finished text; a hint is looked up as `<label key>-hint` by `Form`'s helpers.
    pub fn new(name: &'static str, label: impl Into<String>, kind: FieldKind) -> Self {
        let autocomplete = "off";
        Self {
            name,
            label: label.into(),
            hint: None,
            kind,
            required: false,
            autocomplete,
            is_half: false,
        }
    }

    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    #[must_use]
    pub fn half(self) -> Self {
        Self {
            is_half: true,
            ..self
        }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = purpose;
        self
    }
}

/// A form with what stands in it.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    pub fields: Vec<Field>,
    pub values: Values,
    pub problems: Problems,
    /// The words on the button.
    pub submit: String,
    /// More buttons after it, so that Enter still saves: their names, which are sent as `true`, and words.
    pub others: Vec<(&'static str, String)>,
    /// Where "cancel" leads.
    pub cancel: Option<String>,
    /// Red button: it takes something away.
    pub danger: bool,
    /// What somebody else saved while this was typed, where it differs.
    pub standing: Vec<Standing>,
    /// Nothing is wrong: the problems are warnings that wait to be read and confirmed.
    pub confirming: bool,
    /// Above the fields; empty when all fields are shown at once.
    pub steps: Vec<FormStep>,
    /// What is typed in the other steps, and goes along unseen.
    pub carried: Vec<(String, String)>,
    /// Its long texts are marked up: with headings, lists, bold, links and tables.
    pub(crate) is_marked: bool,
    /// What is in it is not saved yet, so that nobody leaves it without a question.
    pub(crate) is_unsaved: bool,
}

impl Form {
    pub fn new(action: impl Into<String>, submit: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            fields: Vec::new(),
            values: Values::default(),
            problems: Problems::default(),
            submit: submit.into(),
            others: Vec::new(),
            cancel: None,
            danger: false,
            standing: Vec::new(),
            confirming: false,
            steps: Vec::new(),
            carried: Vec::new(),
            is_marked: false,
            is_unsaved: false,
        }
    }

    /// The long texts are marked up; how is told, and a toolbar helps where there is script.
    pub fn marked(mut self) -> Self {
        self.is_marked = true;
        self
    }

    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    pub fn cancel(mut self, href: impl Into<String>) -> Self {
        self.cancel = Some(href.into());
        self
    }

    /// Another way to send the form: pressing the button sends `name=true` along.
    pub fn other(mut self, name: &'static str, words: impl Into<String>) -> Self {
        self.others.push((name, words.into()));
        self
    }

    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Sent with the revision that is shown, so that nobody removes or changes what they have not
    /// seen; fills the form.
    pub fn seen(self, revision: i64) -> Self {
        let hidden = Field::new("revision", "", FieldKind::Hidden);
        let values = self.values.clone().set("revision", revision);
        self.field(hidden).fill(values)
    }

    pub fn confirming(mut self) -> Self {
        self.confirming = true;
        self
    }

    /// The heading above what is wrong, or above what is to be confirmed.
    fn summary_key(&self) -> &'static str {
        if self.confirming {
            "form-confirm-warnings"
        } else {
            "form-problems"
        }
    }

    pub fn fill(mut self, values: Values) -> Self {
        self.values = values;
        self
    }

    /// Whether the form carries a file and must be sent as multipart.
    pub fn has_file(&self) -> bool {
        self.fields
            .iter()
            .any(|field| matches!(field.kind, FieldKind::File { .. }))
    }

    /// The first problem of a field: its own, or one inside that no cell shows.
    pub fn problem_of(&self, field: &Field) -> Option<&Problem> {
        let inside = format!("{}.", field.name);
        self.problems.0.iter().find(|problem| {
            let place = problem.place.field.as_deref().unwrap_or_default();
            place == field.name || place.starts_with(&inside) && !self.is_shown_in_cell(place)
        })
    }

    /// Where on the page a problem is mended: its field, or its cell in a table.
    fn target_of(&self, problem: &Problem) -> Option<String> {
        let place = problem.place.field.as_deref()?;
        if place.contains('.') && self.field_named(place).is_some() {
            return Some(format!("input-{place}"));
        }
        match place.split('.').collect::<Vec<_>>().as_slice() {
            [field, row, column] => Some(format!("cell-{field}-{row}-{column}")),
            [field, _] => Some(format!("field-{field}")),
            _ => Some(match self.field_named(place).map(|field| &field.kind) {
                Some(FieldKind::Radios(choices) | FieldKind::Checkboxes(choices)) => {
                    match choices.first() {
                        Some(first) => format!("input-{place}-{}", first.value),
                        None => format!("field-{place}"),
                    }
                }
                Some(FieldKind::CheckboxGroups(_) | FieldKind::Rows { .. }) | None => {
                    format!("field-{place}")
                }
                Some(_) => format!("input-{place}"),
            }),
        }
    }

    pub fn field_named(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub fn value(&self, field: &Field) -> &str {
        self.values.text(field.name)
    }

    pub fn is_chosen(&self, field: &Field, choice: &Choice) -> bool {
        self.values.all(field.name).contains(&choice.value.as_str())
    }

    pub fn html(&self, ui: &Ui) -> String {
        FormTemplate { ui, form: self }
            .render()
            .unwrap_or_else(|error| {
                tracing::error!(%error, "a form cannot be drawn");
                String::new()
            })
    }
}

#[derive(Template)]
#[template(path = "form.html")]
struct FormTemplate<'a> {
    ui: &'a Ui,
    form: &'a Form,
}

/// A page that is one form.
#[derive(Template)]
#[template(path = "form_page.html")]
pub struct FormPage {
    pub ui: Ui,
    pub heading: String,
    /// A paragraph that says what the form is for; may be empty.
    pub lead: String,
    /// Finished HTML between the lead and the form; may be empty.
    pub above: String,
    /// Finished HTML beside the form, which the browser asks for again while one types; may be empty.
    pub beside: String,
    pub form: Form,
    /// What else can be done with the object, below the form: address and words.
    pub links: Vec<(String, String)>,
}

impl FormPage {
    pub fn new(ui: Ui, heading: impl Into<String>, form: Form) -> Self {
        Self {
            ui,
            heading: heading.into(),
            lead: String::new(),
            above: String::new(),
            beside: String::new(),
            form,
            links: Vec::new(),
        }
    }

    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = lead.into();
        self
    }

    pub fn link(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.links.push((href.into(), label.into()));
        self
    }

    pub fn show(&self) -> PageResult {
        self.ui.page(self)
    }

    /// The form again with what was typed and what is wrong. When somebody else saved meanwhile, the
    /// form tells what stands now, and saving once more goes over that. A problem that the person
    /// cannot mend in the form becomes an error page.
    pub fn refuse(mut self, values: Values, problems: impl Into<Problems>) -> PageResult {
        let problems: Problems = problems.into();
        let mendable = |p: &Problem| {
            matches!(
                p.kind,
                ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::TooMany
            )
        };
        if let Some(problem) = problems.0.iter().find(|problem| !mendable(problem)) {
            return Err(Failure(problem.clone()));
        }
        let status = problems
            .0
            .first()
            .map_or(422, |problem| problem.kind.status());
        let values = put_beside(&self.ui, &mut self.form, values, &problems);
        let problems = self.form.with_shown_rows(&values, problems);
        let problems = self
            .form
            .with_all_missing(&values, with_form_places(problems));
        self.form.problems = problems;
        self.form.values = values;
        self.form.is_unsaved = true;
        self.show_refused(status)
    }

    pub(crate) fn show_refused(&self, status: u16) -> PageResult {
        let html = self.render().map_err(Problem::internal)?;
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        Ok((status, Html(html)).into_response())
    }
}

/// Models name a row as `printed[1].amount`, forms as `printed.1.amount`.
fn with_form_places(mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        if let Some(field) = &mut problem.place.field {
            *field = field.replace('[', ".").replace(']', "");
        }
    }
    problems
}
