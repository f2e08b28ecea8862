//! Choosing the template with which a document begins.

use crate::actions::{Beginning, begin_document};
use crate::desk::RegistryDesk;
use crate::model::Case;
use crate::pages::documents::{Address, href, open};
use crate::pages::one::below;
use crate::templates::{OfferedTemplate, chosen, offered_templates};
use crate::versions::Versioned;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Language, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

fn page(
    ui: Ui,
    (desk, case): (&RegistryDesk, &Case),
    offered: &[OfferedTemplate],
    asked: &Values,
) -> FormPage {
    let ui = below(ui, desk, case);
    let language = ui.language;
    let choice = |one: &OfferedTemplate| {
        let called = one.called(language).to_owned();
        let name = match one.is_own() {
            true => format!("{called} {}", one.template.version()),
            false => ui.t1("paper-template-ships", "name", called),
        };
        Choice::new(&one.code, name).about(one.template.about.to_string())
    };
    let templates = FieldKind::Radios(offered.iter().map(choice).collect());
    let languages = Language::ALL.map(|one| {
        let words = ui.t(&format!("paper-language-{}", one.code()));
        Choice::new(one.code(), words)
    });
    let languages = FieldKind::Radios(languages.into());
    let said = |name: &str| asked.text(name);
    let template = chosen(offered, said("mall"));
    let template = template.map_or("", |one| one.code.as_str());
    let filled = Values::default()
        .set("template", template)
        .set("language", Language::Sv.code())
        .set("title", said("namn"));
    let form = Form::new(
        desk.case_href(case, "/handlingar/uppratta"),
        ui.t("paper-begin"),
    )
    .field(Field::new("template", ui.t("paper-template"), templates).required())
    .field(Field::new("title", ui.t("paper-title"), FieldKind::Text).hint(ui.t("paper-title-hint")))
    .field(Field::new("language", ui.t("paper-language"), languages).required())
    .cancel(desk.case_href(case, ""))
    .fill(filled);
    let heading = ui.t1("paper-begin-heading", "number", &case.number);
    let lead = ui.t("paper-begin-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    asked: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, &address).await?;
    let offered = offered_templates(&tx, &desk.owner).await?;
    page(ui, (&desk, &case), &offered, &asked).show()
}

pub(super) async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("begin_document").await?;
    let actor = ui.actor.clone();
    let (desk, case) = open(&tx, &actor, &address).await?;
    let offered = offered_templates(&tx, &desk.owner).await?;
    let page = page(ui, (&desk, &case), &offered, &Values::default());
    match begun(&tx, &actor, (&desk, &case), (&offered, &values)).await {
        Ok(to) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&to, "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

async fn begun(
    tx: &Tx,
    actor: &Actor,
    (desk, case): (&RegistryDesk, &Case),
    (offered, values): (&[OfferedTemplate], &Values),
) -> Result<String, Problems> {
    const LANGUAGES: &[(&str, Language)] = &[("sv", Language::Sv), ("en", Language::En)];
    let template = chosen(offered, &values.required("template")?)?;
    let title = values.optional("title")?;
    let begin = Beginning {
        template,
        language: values.choice("language", LANGUAGES)?,
        title: &title,
    };
    let document = begin_document(tx, actor, desk, (case, begin)).await?;
    Ok(href(desk, case, &document) + "/text")
}
