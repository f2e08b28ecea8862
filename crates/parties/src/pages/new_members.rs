//! Many members in one step: those of a county, and those whose names are written or pasted, one on each line.

use super::words::NamedParties;
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

/// After the collaboration's address.
const HERE: &str = "/medlemmar/lagg-till";
/// So many names at a time.
const LINES_MAX: usize = 1_000;

/// What may become members, and who is one.
struct NewMembers {
    scope: Scope,
    parties: NamedParties,
}

impl NewMembers {
    async fn find(tx: &Tx, ui: &Ui, key: &str) -> Result<Self, Problem> {
        let scope = Scope::find(tx, &ui.actor, key).await?;
        scope.require(Action::SaveMembers.by())?;
        let parties = store::list_parties(tx, &PartyFilter::default()).await?;
        let parties = NamedParties::of(parties);
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
            .all
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
            Choice::new(code, ui.t_with("new-members-choice", &words))
        };
        let regions = FieldKind::Select(self.regions().map(choice).collect());
        let names = FieldKind::LongText { rows: 5 };
        let names = Field::new("names", ui.t("new-members-names"), names);
        let form = Form::new(self.scope.href(HERE), ui.t("new-members-add"))
            .field(Field::new("county", ui.t("new-members-county"), regions))
            .field(names.hint(ui.t("new-members-names-hint")))
            .field(Field::new(
                "from",
                ui.t("new-members-from"),
                FieldKind::Date,
            ))
            .cancel(self.scope.href("/medlemmar"));
        let heading = ui.t("new-members-heading");
        let members = ui.t("member-tab");
        let ui = self
            .scope
            .ui(ui)
            .with_crumb(self.scope.href("/medlemmar"), members);
        let lead = ui.t("new-members-lead");
        FormPage::new(ui, heading, form).lead(lead)
    }

    /// The region and the municipalities of the county, whose codes begin with its code.
    fn of<'c>(&'c self, code: &'c str) -> impl Iterator<Item = &'c Party> {
        self.parties.all.iter().filter(move |party| {
            let municipality = party.municipality_code.as_deref();
            let is_within = municipality.is_some_and(|own| own.get(..2) == Some(code));
            is_within || party.region_code.as_deref() == Some(code)
        })
    }

    /// The parties on the lines. Fails with `party_unknown` for each that there is none of.
    fn named(&self, names: &str) -> Result<Vec<&Party>, Problems> {
        let mut problems = Problems::default();
        let lines = names.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        if lines.len() > LINES_MAX {
            let many = Problem::invalid("pasted_too_many").with("count", lines.len());
            return Err(many.with("max", LINES_MAX).at_field("names").into());
        }
        let find = |name: &str| {
            let unknown = Problem::invalid("party_unknown").with("party", name);
            self.parties
                .written(name)
                .ok_or_else(|| unknown.at_field("names"))
        };
        let found = lines
            .into_iter()
            .filter_map(|name| problems.keep(find(name)));
        let found: Vec<_> = found.collect();
        problems.or(found)
    }

    /// Everybody who is asked for, each once.
    fn asked(&self, values: &Values) -> Result<Vec<&Party>, Problems> {
        let codes: Vec<_> = self.regions().map(|(code, _)| (code, code)).collect();
        let mut problems = Problems::default();
        let county = match values.is_set("county") {
            true => problems.keep(values.choice("county", &codes)),
            false => None,
        };
        let named = match self.named(values.text("names")) {
            Ok(named) => named,
            Err(unknown) => {
                problems.0.extend(unknown.0);
                Vec::new()
            }
        };
        let of_county = county.into_iter().flat_map(|code| self.of(code));
        let mut all: Vec<&Party> = Vec::new();
        for party in of_county.chain(named) {
            if all.iter().all(|one| one.id != party.id) {
                all.push(party);
            }
        }
        if problems.is_empty() && all.is_empty() {
            problems.push(Problem::invalid("members_missing").at_field("names"));
        }
        problems.or(all)
    }

    /// The members as they are, and after them those that are none.
    fn with(&self, asked: &[&Party], from: Option<NaiveDate>) -> Vec<Member> {
        let is_member = |party: &Party| {
            let mut members = self.scope.members.iter();
            members.any(|one| one.party.id == party.id)
        };
        let new = asked.iter().filter(|party| !is_member(party));
        let new = new.map(|&party| Member {
            party: party.clone(),
            standing: Standing::Member,
            from,
            to: None,
            note: String::new(),
        });
        self.scope.members.iter().cloned().chain(new).collect()
    }

    async fn save(&self, tx: &Tx, ui: &Ui, values: &Values) -> Result<bool, Problems> {
        let mut problems = Problems::default();
        let from = problems.keep(values.optional_date("from"));
        let asked = self
            .asked(values)
            .map_err(|found| problems.0.extend(found.0));
        let (Some(from), Ok(asked)) = (from, asked) else {
            return Err(problems);
        };
        let members = self.with(&asked, from);
        let revision = self.scope.collaboration.revision;
        save_members(tx, &ui.actor, &self.scope, None, &members, revision).await
    }
}

pub async fn ask(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    NewMembers::find(&tx, &ui, &key).await?.page(ui).show()
}

pub async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_members").await?;
    let new = NewMembers::find(&tx, &ui, &key).await?;
    match new.save(&tx, &ui, &values).await {
        Ok(is_changed) => {
            tx.commit().await?;
            let notice = match is_changed {
                true => "members-added",
                false => "members-there",
            };
            Ok(redirect_with_notice(&new.scope.href("/medlemmar"), notice))
        }
        Err(problems) => new.page(ui).refuse(values, problems),
    }
}
