//! On the page of a need: the initiatives that meet it.

use crate::initiatives::INITIATIVE;
use crate::needs::Need;
use askama::Template;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_foundation::Problem;
use samverk_web::{PanelFuture, Thing, Ui};

const NEED: &str = <Need as Referable>::KIND;

#[derive(Template)]
#[template(path = "initiatives_of_need.html")]
struct Panel<'a> {
    ui: &'a Ui,
    /// Address and name.
    initiatives: Vec<(String, String)>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, thing))
}

async fn draw(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let home = thing.href.split_once("/behov/").map(|(home, _)| home);
    let (NEED, Some(of), Some(home)) = (thing.kind, thing.collaboration, home) else {
        return Ok(None);
    };
    let all = INITIATIVE.whole(tx, of.0).await?;
    let meeting = all
        .iter()
        .filter(|one| one.needs.ids().any(|id| id == thing.id));
    let initiatives: Vec<(String, String)> = meeting
        .map(|one| {
            (
                format!("{home}/initiativ/{}", one.key),
                one.title.to_string(),
            )
        })
        .collect();
    if initiatives.is_empty() {
        return Ok(None);
    }
    ui.fragment(&Panel { ui, initiatives }).map(Some)
}
