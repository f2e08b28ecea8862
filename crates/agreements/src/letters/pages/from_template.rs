//! A new letter that begins with a template's text.

use crate::letters::actions::{MakeLetter, make_letter};
use crate::letters::kind::LETTER;
use crate::letters::template::{HeldTemplate, LETTER_TEMPLATE};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_development::{INITIATIVE, Initiative, initiatives::HeldInitiative};
use samverk_fields::{KindCode, Known, One, Referable, Reference};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

struct Making {
    scope: Scope,
    template: HeldTemplate,
    initiatives: Vec<HeldInitiative>,
}

async fn find(tx: &Tx, ui: &Ui, collaboration: &str, thing: &str) -> Result<Making, Problem> {
    let scope = Scope::find(tx, &ui.actor, collaboration).await?;
    if !scope.sees_drafts() {
        return Err(Problem::not_found());
    }
    scope.require(LETTER.writers.by())?;
    let template = LETTER_TEMPLATE.find(tx, &scope, thing).await?;
    Ok(Making {
        template: template.ok_or_else(Problem::not_found)?,
        initiatives: INITIATIVE.bare(tx, &scope).await?,
        scope,
    })
}

fn page(ui: Ui, at: &Making) -> FormPage {
    let key = &at.template.key;
    let href = format!("/avtalsmallar/{key}/ny-avsiktsforklaring");
    let none = Choice::new("", ui.t("letter-no-initiative"));
    let named = at
        .initiatives
        .iter()
        .map(|one| Choice::new(&one.key, one.title.to_string()));
    let initiatives = FieldKind::Select(std::iter::once(none).chain(named).collect());
    let form = Form::new(at.scope.href(&href), ui.t("letter-make"))
        .cancel(at.scope.href("/avsiktsforklaringar"))
        .field(Field::new("title", ui.t("letter-title"), FieldKind::Text).required())
        .field(Field::new(
            "initiative",
            ui.t("letter-initiative"),
            initiatives,
        ))
        .fill(Values::default().set("title", &*at.template.title));
    let heading = ui.t1("letter-from-template", "name", &*at.template.title);
    let lead = ui.t("letter-make-lead");
    let list = ui.t("letter-tab");
    let all = at.scope.href("/avsiktsforklaringar");
    let ui = at.scope.ui(ui).with_crumb(&all, list).standing_at(&all);
    FormPage::new(ui, heading, form).lead(lead)
}

fn read(at: &Making, values: &Values) -> Result<MakeLetter, Problems> {
    let chosen = values.text("initiative");
    let found = at.initiatives.iter().find(|one| one.key.as_str() == chosen);
    if found.is_none() && !chosen.is_empty() {
        let unknown = Problem::invalid("initiative_unknown").with("key", chosen);
        return Err(unknown.at_field("initiative").into());
    }
    let reference = found.map(|one| Reference {
        kind: KindCode::of(Initiative::KIND),
        key: one.key.clone(),
        known: Some(Known {
            id: one.id,
            name: one.title.to_string(),
        }),
    });
    Ok(MakeLetter {
        title: values.text("title").to_owned(),
        initiative: reference.map(One::to),
    })
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = find(&tx, &ui, &collaboration, &thing).await?;
    page(ui, &at).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("make_letter").await?;
    let at = find(&tx, &ui, &collaboration, &thing).await?;
    let made = match read(&at, &values) {
        Ok(said) => make_letter(&tx, &ui.actor, &at.scope, &at.template, said).await,
        Err(problems) => Err(problems),
    };
    match made {
        Ok(letter) => {
            tx.commit().await?;
            let href = format!("/avsiktsforklaringar/{}", letter.key);
            Ok(redirect_with_notice(&at.scope.href(&href), "saved"))
        }
        Err(problems) => page(ui, &at).refuse(values, problems),
    }
}
