//! Where the domain's addresses lead, by the names in the routes.

use crate::desk::{AnswerDesk, SurveyDesk};
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::Ui;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Address {
    collaboration: String,
    /// The survey.
    thing: String,
    #[serde(default)]
    party: String,
    #[serde(default, alias = "section", alias = "question")]
    pub key: String,
    #[serde(default)]
    pub number: i64,
    /// What is made of an answer.
    #[serde(default)]
    pub kind: String,
}

impl Address {
    /// The party in the address.
    pub fn party(&self) -> &str {
        &self.party
    }

    pub async fn survey(&self, tx: &Tx, ui: &Ui) -> Result<SurveyDesk, Problem> {
        SurveyDesk::find(tx, &ui.actor, &self.collaboration, &self.thing).await
    }

    /// For those who build it. Fails with `forbidden` for others who see it.
    pub async fn building(&self, tx: &Tx, ui: &Ui) -> Result<SurveyDesk, Problem> {
        let at = self.survey(tx, ui).await?;
        at.scope.require(Action::Build.by())?;
        Ok(at)
    }

    pub async fn answer(&self, tx: &Tx, ui: &Ui) -> Result<AnswerDesk, Problem> {
        let at = self.survey(tx, ui).await?;
        AnswerDesk::find(tx, &ui.actor, at, &self.party).await
    }
}
