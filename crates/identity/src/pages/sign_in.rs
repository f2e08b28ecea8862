use super::places::role_name;
use crate::actions::{DemoSignIn, SignIn, demo_sign_ins, sign_in, sign_out};
use crate::cookie;
use crate::model::local_target;
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use samverk_foundation::{Problem, ProblemKind, Problems};
use samverk_web::{AppState, Failure, Field, FieldKind, Form, PageResult, Ui, Values, redirect};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    ui: Ui,
    form: Form,
    demo: Vec<DemoSignIn>,
}

impl SignInPage {
    fn new(ui: Ui, values: Values) -> Self {
        let field = |name, label: &str, kind| Field::new(name, ui.t(label), kind).required();
        let form = Form::new("/logga-in", ui.t("layout-sign-in"))
            .field(field("email", "person-email", FieldKind::Email).autocomplete("username"))
            .field(
                field("password", "password-label", FieldKind::Password)
                    .autocomplete("current-password"),
            )
            .field(Field::new("till", "", FieldKind::Hidden))
            .fill(values);
        let demo = if ui.is_demo() {
            demo_sign_ins().into()
        } else {
            Vec::new()
        };
        Self { ui, form, demo }
    }

    fn role(&self, sign_in: &DemoSignIn) -> String {
        role_name(&self.ui, sign_in.role)
    }

    /// The page again with what is wrong. Trouble that is ours becomes an error page.
    fn refuse(mut self, problems: Problems) -> PageResult {
        let Some(first) = problems.0.first().cloned() else {
            return self.ui.page(&self);
        };
        if !matches!(first.kind, ProblemKind::Invalid | ProblemKind::TooMany) {
            return Err(Failure(first));
        }
        self.form.problems = problems;
        let status = StatusCode::from_u16(first.kind.status()).map_err(Problem::internal)?;
        Ok((status, Html(self.render().map_err(Problem::internal)?)).into_response())
    }
}

pub async fn show(ui: Ui, values: Values) -> PageResult {
    if ui.is_signed_in() {
        return Ok(redirect(local_target(values.text("till"))));
    }
    let page = SignInPage::new(ui.clone(), values);
    ui.page(&page)
}

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    visitor: Visitor,
    values: Values,
) -> PageResult {
    let mut problems = Problems::default();
    let email = problems.keep(values.required("email"));
    let password = problems.keep(values.required("password"));
    let (Some(email), Some(password)) = (email, password) else {
        return SignInPage::new(ui, values).refuse(problems);
    };
    let request = SignIn {
        email,
        password,
        address: visitor.address,
        user_agent: visitor.user_agent,
        previous: visitor.token,
        demo_mode: state.settings.demo,
    };
    match sign_in(&state.db, request).await {
        Ok(signed_in) => {
            let cookie = cookie::keep(&state.settings, &signed_in.token);
            let target = redirect(local_target(values.text("till")));
            Ok(([(header::SET_COOKIE, cookie)], target).into_response())
        }
        Err(problem) => SignInPage::new(ui, values).refuse(problem.into()),
    }
}

pub async fn leave(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.begin("sign out").await?;
    sign_out(&tx, &ui.actor).await?;
    tx.commit().await?;
    Ok((
        [(header::SET_COOKIE, cookie::forget(&state.settings))],
        redirect("/"),
    )
        .into_response())
}
