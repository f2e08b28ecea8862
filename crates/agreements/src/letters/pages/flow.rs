//! The way of every form of a letter: find it, show the form, save through the action, go back to the letter or show the
//! form again with what is wrong.

use crate::letters::desk::LetterDesk;
use crate::letters::kind::Letter;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_files::{Laid, laid_at};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Kept as _;
use samverk_web::{AppState, FormPage, PageResult, Ui, Values, redirect_with_notice};
use serde::Deserialize;
use std::future::Future;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub(super) struct Address {
    collaboration: String,
    /// The letter.
    thing: String,
    #[serde(default)]
    party: String,
}

/// What every form of a letter works with.
pub(super) struct Filling {
    pub tx: Tx,
    pub actor: Arc<Actor>,
    pub desk: LetterDesk,
    /// The key of the party that the address names.
    pub party: String,
    /// What lies among the letter's files.
    pub files: Vec<Laid>,
}

pub(super) trait LetterForm: 'static {
    /// The transaction's name.
    const NAME: &'static str;
    /// What is told when it is done.
    const NOTICE: &'static str;

    /// Fails with `not_found` or `forbidden` where there is nothing to fill in.
    fn page(form: &Filling, ui: Ui) -> Result<FormPage, Problem>;

    fn save(form: &Filling, values: &Values) -> impl Future<Output = Result<(), Problems>> + Send;
}

async fn open(tx: Tx, ui: &Ui, address: Address) -> Result<Filling, Problem> {
    let (collaboration, thing) = (&address.collaboration, &address.thing);
    let desk = LetterDesk::find(&tx, &ui.actor, collaboration, thing).await?;
    Ok(Filling {
        files: laid_at(&tx, Letter::CODE, desk.letter.id).await?,
        actor: ui.actor.clone(),
        party: address.party,
        tx,
        desk,
    })
}

pub(super) fn letter_ui(ui: Ui, desk: &LetterDesk) -> Ui {
    let list = ui.t("letter-tab");
    let href = desk.scope.href("/avsiktsforklaringar");
    desk.scope.ui(ui).with_crumb(&href, list).standing_at(&href)
}

fn inside(ui: Ui, desk: &LetterDesk) -> Ui {
    letter_ui(ui, desk).with_crumb(desk.href(""), desk.letter.title.to_string())
}

pub(super) async fn show<F: LetterForm>(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let form = open(state.db.read().await?, &ui, address).await?;
    let ui = inside(ui, &form.desk);
    F::page(&form, ui)?.show()
}

pub(super) async fn submit<F: LetterForm>(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let form = open(state.db.begin(F::NAME).await?, &ui, address).await?;
    let ui = inside(ui, &form.desk);
    let page = F::page(&form, ui)?;
    match F::save(&form, &values).await {
        Ok(()) => {
            let back = form.desk.href("");
            form.tx.commit().await?;
            Ok(redirect_with_notice(&back, F::NOTICE))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
