//! Correcting what a case says of somebody, and restricting who reads it.

use super::one::below;
use crate::actions::{correct_case, restrict_case};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseContent, Correction};
use crate::policy::Action;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_kept::{Kept, question_fields};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

type AtCase = Path<(String, String, String)>;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Correct,
    Restrict,
    EndRestriction,
}

impl Step {
    pub(super) const ALL: [Self; 3] = [Self::Correct, Self::Restrict, Self::EndRestriction];

    pub(super) fn rest(self) -> &'static str {
        match self {
            Self::Correct => "/ratta",
            Self::Restrict => "/begransa",
            Self::EndRestriction => "/hav-begransning",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Correct => "case-correct",
            Self::Restrict => "case-restrict",
            Self::EndRestriction => "case-restriction-end",
        }
    }
}

async fn find(
    tx: &Tx,
    ui: &Ui,
    (party, registry, case): &(String, String, String),
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, &ui.actor, party, registry).await?;
    desk.require(Action::Protect)?;
    let case = desk.case(tx, case).await?;
    Ok((desk, case))
}

/// The fields that may name somebody.
const NAMING: [&str; 3] = ["subject", "public_subject", "counterpart"];

fn page(step: Step, ui: Ui, desk: &RegistryDesk, case: &Case) -> FormPage {
    let ui = below(ui, desk, case);
    let mut values = Values::default();
    let mut form = Form::new(desk.case_href(case, step.rest()), ui.t(step.words()))
        .cancel(desk.case_href(case, ""));
    if step == Step::Correct {
        let drawn = question_fields(&ui, CaseContent::form().questions()).into_iter();
        let naming = drawn.filter(|field| NAMING.contains(&field.name));
        form = naming.fold(form, Form::field);
        let content = &case.content;
        values = values
            .set("subject", content.subject.to_string())
            .set("public_subject", content.public_subject.to_string())
            .set("counterpart", content.counterpart.to_string());
    }
    let reason = FieldKind::LongText { rows: 3 };
    let reason = Field::new("reason", ui.t("case-protect-reason"), reason).required();
    let form = form.field(reason).fill(values).seen(case.revision);
    let heading = ui.t1(&format!("{}-heading", step.words()), "number", &case.number);
    let lead = ui.t(&format!("{}-lead", step.words()));
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn show(
    step: Step,
    State(state): State<AppState>,
    ui: Ui,
    Path(at): AtCase,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = find(&tx, &ui, &at).await?;
    page(step, ui, &desk, &case).show()
}

pub(super) async fn submit(
    step: Step,
    State(state): State<AppState>,
    ui: Ui,
    Path(at): AtCase,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("protect_case").await?;
    let (desk, case) = find(&tx, &ui, &at).await?;
    let done = async {
        let seen = values.integer("revision")?;
        let reason = values.text("reason");
        let actor = &ui.actor;
        match step {
            Step::Correct => {
                let said = |field: &str| values.text(field).trim().to_owned();
                let correction = Correction {
                    subject: said("subject"),
                    public_subject: said("public_subject"),
                    counterpart: said("counterpart"),
                    reason: reason.to_owned(),
                };
                correct_case(&tx, actor, &desk, (&case, &correction), seen).await?;
            }
            Step::Restrict => {
                restrict_case(&tx, actor, &desk, (&case, true, reason), seen).await?;
            }
            Step::EndRestriction => {
                restrict_case(&tx, actor, &desk, (&case, false, reason), seen).await?;
            }
        }
        Ok::<(), Problems>(())
    };
    match done.await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problems) => page(step, ui, &desk, &case).refuse(values, problems),
    }
}
