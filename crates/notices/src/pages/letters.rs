//! Which letters a person gets, and how the next would read.

use crate::letter::preview;
use crate::model::{Choices, Pace, Sort};
use crate::policy::own;
use crate::{Sources, actions, store};
use askama::Template;
use axum::extract::State;
use samverk_foundation::{Language, PersonId, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

pub(super) const HERE: &str = "/mina-uppgifter/epost";
pub(super) const NEXT: &str = "/mina-uppgifter/epost/nasta";

pub(super) fn account_ui(ui: Ui) -> Ui {
    let label = ui.t("account-heading");
    ui.with_crumb("/mina-uppgifter", label)
}

fn page(state: &AppState, ui: &Ui, address: &str) -> FormPage {
    let sort = |sort: Sort| {
        let pace = |pace: Pace| {
            let words = match (sort, pace) {
                (Sort::Tasks | Sort::Followed, Pace::AtOnce) => "within-an-hour".to_owned(),
                _ => pace.code().replace('_', "-"),
            };
            Choice::new(pace.code(), ui.t(&format!("letters-pace-{words}")))
        };
        let key = format!("letters-{}", sort.code());
        let kind = FieldKind::Radios(sort.paces().iter().map(|one| pace(*one)).collect());
        let field = Field::new(sort.code(), ui.t(&key), kind).required();
        field.hint(ui.t(&format!("{key}-hint")))
    };
    let languages = Language::ALL.map(|one| {
        let key = format!("letters-language-{}", one.code());
        Choice::new(one.code(), ui.t(&key))
    });
    let fields = Sort::ALL.map(sort).into_iter();
    let form = fields.fold(Form::new(HERE, ui.t("letters-save")), Form::field);
    let languages = FieldKind::Radios(languages.to_vec());
    let language = Field::new("language", ui.t("letters-language"), languages);
    let form = form.field(language.required());
    let lead = match state.settings.mails {
        true => ui.t1("letters-lead", "address", address),
        false => ui.t("letters-none-sent"),
    };
    FormPage::new(ui.clone(), ui.t("letters-heading"), form)
        .lead(lead)
        .link(NEXT, ui.t("letters-next"))
}

fn filled(mut page: FormPage, chosen: &Choices) -> FormPage {
    let values = Sort::ALL
        .into_iter()
        .fold(Values::default(), |values, sort| {
            values.set(sort.code(), chosen.pace(sort).code())
        });
    let values = values.set("language", chosen.language.code());
    page.form = page.form.fill(values).seen(chosen.revision);
    page
}

pub(super) async fn show(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let person = own(&ui.actor)?;
    let mut chosen = store::find_choices(&tx, person.id).await?;
    if chosen.revision == 0 {
        chosen.language = ui.language;
    }
    let address = person.email.clone();
    filled(page(&state, &account_ui(ui), &address), &chosen).show()
}

/// Fails with the problems of all fields.
fn read(values: &Values, person: PersonId) -> Result<Choices, Problems> {
    let mut problems = Problems::default();
    let [notices, tasks, followed, works] = Sort::ALL.map(|sort| {
        let paces = sort.paces().iter().map(|pace| (pace.code(), *pace));
        let read = values.choice(sort.code(), &Vec::from_iter(paces));
        problems.keep(read).unwrap_or(Pace::Never)
    });
    let languages = Language::ALL.map(|one| (one.code(), one));
    let language = problems.keep(values.choice("language", &languages));
    let revision = problems.keep(values.integer("revision"));
    problems.or(Choices {
        person,
        language: language.unwrap_or_default(),
        notices,
        tasks,
        followed,
        works,
        revision: revision.unwrap_or_default(),
    })
}

pub(super) async fn save(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let person = own(&ui.actor)?.clone();
    let saved = async {
        let chosen = read(&values, person.id)?;
        let tx = state.db.begin("choose_letters").await?;
        actions::choose(&tx, &ui.actor, chosen).await?;
        Ok::<_, Problems>(tx.commit().await?)
    };
    match saved.await {
        Ok(()) => Ok(redirect_with_notice(HERE, "letters-saved")),
        Err(problems) => {
            let tx = state.db.read().await?;
            let chosen = store::find_choices(&tx, person.id).await?;
            let page = page(&state, &account_ui(ui), &person.email);
            filled(page, &chosen).refuse(values, problems)
        }
    }
}

#[derive(Template)]
#[template(path = "next_letter.html")]
struct NextLetterPage {
    ui: Ui,
    subject: String,
    text: String,
}

pub(super) async fn next(State(state): State<AppState>, sources: Sources, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let person = own(&ui.actor)?.id;
    let letter = preview(&tx, &state, &sources, person).await?;
    let base = &state.settings.base_url;
    let ending = format!("{base}/epost/avsluta/…");
    let text = letter.as_ref().map(|letter| letter.text(base, &ending));
    let label = ui.t("letters-heading");
    let ui = account_ui(ui).with_crumb(HERE, label);
    let subject = letter.as_ref().map(|one| one.subject.clone());
    ui.page(&NextLetterPage {
        subject: subject.unwrap_or_default(),
        text: text.transpose()?.unwrap_or_default(),
        ui: ui.clone(),
    })
}
