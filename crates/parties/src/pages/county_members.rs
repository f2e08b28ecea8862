//! A county's municipalities and its region as members, in one step.

use crate::actions::save_members;
use crate::model::{Member, Party, PartyKind, Standing};
use crate::policy::Action;
use crate::store::PartyFilter;
use crate::{Scope, store};
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

/// What may become members, and who is one.
struct County {
    scope: Scope,
    parties: Vec<Party>,
}

impl County {
    async fn find(tx: &Tx, ui: &Ui, key: &str) -> Result<Self, Problem> {
        let scope = Scope::find(tx, &ui.actor, key).await?;
        scope.require(Action::SaveMembers.by())?;
        let parties = store::list_parties(tx, &PartyFilter::default()).await?;
        Ok(Self { scope, parties })
    }

    fn regions(&self) -> impl Iterator<Item = (&str, &Party)> {
        let code = |party: &Party| {
            party
                .is(PartyKind::Region)
                .then(|| party.region_code.clone())
        };
        let regions = self
            .parties
            .iter()
            .filter(move |party| code(party).flatten().is_some());
        regions.filter_map(|party| Some((party.region_code.as_deref()?, party)))
    }

    fn page(&self, ui: Ui) -> FormPage {
        let choice = |(code, party): (&str, &Party)| {
            let count = self
                .of(code)
                .filter(|one| one.is(PartyKind::Municipality))
                .count();
            let words = [
                ("region", party.name.as_str()),
                ("count", &count.to_string()),
            ];
            Choice::new(code, ui.t_with("county-choice", &words))
        };
        let regions = FieldKind::Select(self.regions().map(choice).collect());
        let form = Form::new(self.scope.href("/medlemmar/lan"), ui.t("county-add"))
            .field(Field::new("county", ui.t("county-which"), regions).required())
            .field(Field::new("from", ui.t("county-from"), FieldKind::Date))
            .cancel(self.scope.href("/medlemmar"));
        let heading = ui.t("county-heading");
        let members = ui.t("member-tab");
        let ui = self
            .scope
            .ui(ui)
            .with_crumb(self.scope.href("/medlemmar"), members);
        let lead = ui.t("county-lead");
        FormPage::new(ui, heading, form).lead(lead)
    }

    /// The region and the municipalities of the county, whose codes begin with its code.
    fn of<'c>(&'c self, code: &'c str) -> impl Iterator<Item = &'c Party> {
        self.parties.iter().filter(move |party| {
            let municipality = party.municipality_code.as_deref();
            let is_within = municipality.is_some_and(|own| own.get(..2) == Some(code));
            is_within || party.region_code.as_deref() == Some(code)
        })
    }

    /// The members as they are, and after them those of the county that are none.
    fn with(&self, code: &str, from: Option<NaiveDate>) -> Vec<Member> {
        let is_member = |party: &Party| {
            let mut members = self.scope.members.iter();
            members.any(|one| one.party.id == party.id)
        };
        let new = self.of(code).filter(|party| !is_member(party));
        let new = new.map(|party| Member {
            party: party.clone(),
            standing: Standing::Member,
            from,
            to: None,
            note: String::new(),
        });
        self.scope.members.iter().cloned().chain(new).collect()
    }
}

pub async fn ask(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    County::find(&tx, &ui, &key).await?.page(ui).show()
}

pub async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_county").await?;
    let county = County::find(&tx, &ui, &key).await?;
    let saved = async {
        let codes: Vec<_> = county.regions().map(|(code, _)| (code, code)).collect();
        let mut problems = Problems::default();
        let code = problems.keep(values.choice("county", &codes));
        let from = problems.keep(values.optional_date("from"));
        let (Some(code), Some(from)) = (code, from) else {
            return Err(problems);
        };
        let members = county.with(code, from);
        let revision = county.scope.collaboration.revision;
        save_members(&tx, &ui.actor, &county.scope, None, &members, revision).await?;
        Ok(())
    };
    match saved.await {
        Ok(()) => {
            tx.commit().await?;
            let members = county.scope.href("/medlemmar");
            Ok(redirect_with_notice(&members, "county-added"))
        }
        Err(problems) => county.page(ui).refuse(values, problems),
    }
}
