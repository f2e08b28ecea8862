//! Adding, changing and removing a relation.

use super::relations::{find, relation_ui};
use super::words::{choices, key_field, new_key, nothing_chosen, party_choices, required_party};
use crate::actions::{SaveRelation, remove_relation, save_relation};
use crate::model::{Certainty, Others, Party, Reach, Relation, written_party};
use crate::policy::Action;
use crate::store::PartyFilter;
use crate::{Scope, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, PartyId, Problem, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const OTHERS: [&str; 1] = ["party"];

/// What the fields can be filled with.
struct Known {
    scope: Scope,
    relations: Vec<Relation>,
    parties: Vec<Party>,
}

impl Known {
    async fn load(tx: &Tx, ui: &Ui, key: &str) -> Result<Self, Problem> {
        let scope = Scope::find(tx, &ui.actor, key).await?;
        scope.require(Action::SaveRelation.by())?;
        let relations = store::list_relations(tx, scope.collaboration.id).await?;
        let parties = store::list_parties(tx, &PartyFilter::default()).await?;
        Ok(Self {
            scope,
            relations,
            parties,
        })
    }

    fn href(&self, key: &str, rest: &str) -> String {
        self.scope.href(&format!("/relationer/{key}{rest}"))
    }

    fn fields(&self, ui: &Ui, form: Form) -> Form {
        let parties = FieldKind::Select(nothing_chosen(party_choices(&self.parties)));
        let whom = vec![
            Choice::new("all", ui.t("relation-all")),
            Choice::new("some", ui.t("relation-some")),
        ];
        let names = self
            .parties
            .iter()
            .map(|party| party.name.clone())
            .collect();
        let columns = vec![RowColumn::suggest(
            "party",
            ui.t("relation-other-party"),
            names,
        )];
        form.field(Field::new("party", ui.t("relation-party"), parties).required())
            .field(Field::new("whom", ui.t("relation-whom"), FieldKind::Radios(whom)).required())
            .field(
                Field::new(
                    "others",
                    ui.t("relation-others"),
                    FieldKind::Rows { columns, spare: 4 },
                )
                .hint(ui.t("relation-others-hint")),
            )
            .field(
                Field::new(
                    "topics",
                    ui.t("relation-topics"),
                    FieldKind::LongText { rows: 4 },
                )
                .hint(ui.t("relation-topics-hint")),
            )
            .field(
                Field::new(
                    "reach",
                    ui.t("relation-reach"),
                    FieldKind::Radios(choices(ui, "reach", Reach::ALL)),
                )
                .required(),
            )
            .field(
                Field::new(
                    "certainty",
                    ui.t("relation-certainty"),
                    FieldKind::Radios(choices(ui, "certainty", Certainty::ALL)),
                )
                .required(),
            )
            .field(Field::new(
                "note",
                ui.t("relation-note"),
                FieldKind::LongText { rows: 2 },
            ))
            .field(Field::new("revision", "", FieldKind::Hidden))
            .cancel(self.scope.href("/relationer"))
    }

    fn read(&self, values: &Values) -> Result<SaveRelation, Problems> {
        let others = match values.text("whom") {
            "all" => Others::All,
            "some" => Others::Parties(self.read_others(values)?),
            _ => return Err(Problem::invalid("field_missing").at_field("whom").into()),
        };
        Ok(SaveRelation {
            party: required_party(values, "party", &self.parties)?.id,
            others,
            topics: super::words::lines(&values.optional("topics")?),
            reach: values.choice("reach", Reach::ALL)?,
            certainty: values.choice("certainty", Certainty::ALL)?,
            note: values.optional("note")?,
            position: None,
            revision: values.optional_integer("revision")?.unwrap_or_default(),
        })
    }

    fn read_others(&self, values: &Values) -> Result<Vec<PartyId>, Problems> {
        let mut problems = Problems::default();
        let mut others = Vec::new();
        for (row, cells) in values.rows("others", &OTHERS) {
            let text = cells.concat();
            match written_party(&text, &self.parties) {
                Some(party) => others.push(party.id),
                None => {
                    let unknown = Problem::invalid("party_unknown").with("party", text);
                    problems.push(unknown.at_field(&format!("others.{row}.party")));
                }
            }
        }
        problems.or(others)
    }

    fn filled(&self, relation: &Relation) -> Values {
        let find = |id: PartyId| self.parties.iter().find(|party| party.id == id);
        let party = find(relation.party)
            .map(|party| party.key.to_string())
            .unwrap_or_default();
        let others = relation.others.parties().iter().filter_map(|id| find(*id));
        let rows: Vec<_> = others.map(|party| vec![party.name.clone()]).collect();
        Values::default()
            .set("party", party)
            .set(
                "whom",
                if relation.others == Others::All {
                    "all"
                } else {
                    "some"
                },
            )
            .set_rows("others", &OTHERS, &rows)
            .set("topics", relation.topics.join("\n"))
            .set("reach", relation.reach.code())
            .set("certainty", relation.certainty.code())
            .set("note", &relation.note)
            .set("revision", relation.revision)
    }

    fn new_page(&self, ui: Ui) -> FormPage {
        let ui = relation_ui(ui, &self.scope);
        let form = Form::new(self.scope.href("/relationer/ny"), ui.t("relation-add"));
        let form = self.fields(&ui, form).field(key_field(&ui));
        let heading = ui.t("relation-add");
        FormPage::new(ui, heading, form)
    }

    fn edit_page(&self, ui: Ui, relation: &Relation) -> FormPage {
        let ui = relation_ui(ui, &self.scope);
        let action = self.href(relation.key.as_str(), "/redigera");
        let form = self.fields(&ui, Form::new(action, ui.t("form-save")));
        let form = form.fill(self.filled(relation));
        let (heading, remove) = (ui.t("relation-edit"), ui.t("relation-remove"));
        let removal = self.href(relation.key.as_str(), "/ta-bort");
        FormPage::new(ui, heading, form).link(removal, remove)
    }

    fn remove_page(&self, ui: Ui, relation: &Relation) -> FormPage {
        let ui = relation_ui(ui, &self.scope);
        let form = Form::new(
            self.href(relation.key.as_str(), "/ta-bort"),
            ui.t("relation-remove"),
        )
        .danger()
        .seen(relation.revision)
        .cancel(self.scope.href("/relationer"));
        let lead = ui.t1("relation-remove-lead", "topics", relation.topics.join(", "));
        let heading = ui.t("relation-remove");
        FormPage::new(ui, heading, form).lead(lead)
    }
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let mut page = known.new_page(ui);
    let reach = known.scope.collaboration.reach.code();
    let usual = Values::default()
        .set("reach", reach)
        .set("certainty", "stated")
        .set("whom", "some");
    page.form = page.form.fill(usual);
    page.show()
}

pub async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_relation").await?;
    let known = Known::load(&tx, &ui, &key).await?;
    match try_add(&tx, &ui, &known, &values).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &known.scope.href("/relationer"),
                "saved",
            ))
        }
        Err(problems) => known.new_page(ui).refuse(values, problems),
    }
}

async fn try_add(tx: &Tx, ui: &Ui, known: &Known, values: &Values) -> Result<(), Problems> {
    let input = SaveRelation {
        revision: 0,
        ..known.read(values)?
    };
    let party = known.parties.iter().find(|party| party.id == input.party);
    let name = [
        party.map_or("", |party| party.short_name.as_str()),
        &input.topics.join(" "),
    ]
    .join(" ");
    let key = new_key(values, &short(&name), |key| {
        find(&known.relations, key).is_ok()
    })?;
    save_relation(tx, &ui.actor, &known.scope, key, input).await?;
    Ok(())
}

/// A relation has no name; the beginning of its words becomes the key.
fn short(name: &str) -> String {
    let key: String = Key::from_name(name).as_str().chars().take(40).collect();
    key
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, relation)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let relation = find(&known.relations, &relation)?;
    known.edit_page(ui, relation).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, relation)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_relation").await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let relation = find(&known.relations, &relation)?;
    let saved: Result<Relation, Problems> = match known.read(&values) {
        Ok(input) => save_relation(&tx, &ui.actor, &known.scope, relation.key.clone(), input)
            .await
            .map_err(Problems::from),
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &known.scope.href("/relationer"),
                "saved",
            ))
        }
        Err(problems) => known.edit_page(ui, relation).refuse(values, problems),
    }
}

pub async fn confirm_removal(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, relation)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let known = Known::load(&tx, &ui, &key).await?;
    known
        .remove_page(ui, find(&known.relations, &relation)?)
        .show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, relation)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_relation").await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let relation = find(&known.relations, &relation)?;
    let removed = match values.integer("revision") {
        Ok(seen) => {
            remove_relation(&tx, &ui.actor, &known.scope, relation.key.as_str(), seen).await
        }
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            let list = known.scope.href("/relationer");
            Ok(redirect_with_notice(&list, "relation-removed"))
        }
        Err(problem) => known.remove_page(ui, relation).refuse(values, problem),
    }
}
