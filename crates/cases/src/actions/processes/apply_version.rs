use super::version;
use crate::actions::note_for;
use crate::model::{
    Applied, Case, CaseStatus, Changes, Places, TaskStatus, Visit, applied, begun, check_places,
};
use crate::policy::Action;
use crate::processes::{CASE_PROCESS, HeldCaseProcess, ProcessStatus};
use crate::store::{self, End, ToldMove};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Ground;
use samverk_parties::Owner;
use serde_json::json;
use uuid::Uuid;

/// Which version is applied in place of which, where cases go, and to which.
#[derive(Clone, Debug)]
pub struct Applying {
    pub before: HeldCaseProcess,
    pub after: HeldCaseProcess,
    pub places: Places,
    /// The numbers of those chosen; all open ones when there are none.
    pub numbers: Vec<String>,
}

/// So many numbers are chosen at once.
pub const NUMBERS_MAX: usize = 1_000;

impl Applying {
    /// A version that was published, in place of the one that it replaces.
    ///
    /// Fails with `not_found`, `forbidden`, `process_replaces_none`, `process_is_draft`, `process_place_missing`,
    /// `process_place_invalid` or `process_numbers_many`.
    pub async fn find(
        tx: &Tx,
        owner: &Owner,
        key: &str,
        (places, numbers): (Option<Places>, Vec<String>),
    ) -> Result<Self, Problems> {
        owner.roles().require(Action::Apply.by())?;
        let found = CASE_PROCESS.find(tx, owner, key).await?;
        let after = found.ok_or_else(Problem::not_found)?;
        if after.status != ProcessStatus::Published {
            return Err(Problem::conflict("process_not_published").into());
        }
        let before = after.replaces.as_ref().and_then(|one| one.id());
        let none = || Problem::conflict("process_replaces_none");
        let before = version(tx, before.ok_or_else(none)?).await?;
        if numbers.len() > NUMBERS_MAX {
            let many = Problem::invalid("process_numbers_many").with("max", NUMBERS_MAX);
            return Err(many.at_field("numbers").into());
        }
        if let Some(places) = &places {
            check_places(&before, &after, places).or(())?;
        }
        Ok(Self {
            before,
            after,
            places: places.unwrap_or_default(),
            numbers,
        })
    }

    /// What it is called.
    pub fn name(&self) -> String {
        (CASE_PROCESS.name)(&self.after.value)
    }

    /// How many there are to be told of, as it stands now.
    pub async fn count(&self, tx: &Tx) -> Result<usize, Problem> {
        if !self.numbers.is_empty() {
            return Ok(self.numbers.len());
        }
        let counts = store::count_standing(tx, self.before.id).await?;
        usize::try_from(counts.values().sum::<i64>()).map_err(Problem::internal)
    }

    /// The next of those that a run has not told of, each with what became of it. Nothing is left when it is empty.
    /// Broken off and begun again it goes on where it was.
    pub async fn go_on(
        &self,
        tx: &Tx,
        actor: &Actor,
        owner: &Owner,
        (run, most): (Uuid, usize),
    ) -> Result<Vec<ToldMove>, Problem> {
        let cases = match self.numbers.is_empty() {
            true => {
                let asked = (run, self.before.id);
                store::list_untold(tx, asked, most as u64).await?
            }
            false => return self.go_on_chosen(tx, actor, owner, (run, most)).await,
        };
        let mut told = Vec::new();
        for case in &cases {
            told.push(self.apply(tx, actor, owner, case).await?);
        }
        for one in &told {
            store::insert_move(tx, run, one).await?;
        }
        tx.flush().await?;
        Ok(told)
    }

    async fn go_on_chosen(
        &self,
        tx: &Tx,
        actor: &Actor,
        owner: &Owner,
        (run, most): (Uuid, usize),
    ) -> Result<Vec<ToldMove>, Problem> {
        let before = store::list_moves(tx, run).await?;
        let is_new = |number: &&String| before.iter().all(|one| one.number != **number);
        let numbers: Vec<String> = self
            .numbers
            .iter()
            .filter(is_new)
            .take(most)
            .cloned()
            .collect();
        let cases = store::list_numbered(tx, owner.party.id, &numbers).await?;
        let mut told = Vec::new();
        for number in numbers {
            let case = cases.iter().find(|case| case.number == number);
            let one = match case {
                Some(case) => self.apply(tx, actor, owner, case).await?,
                None => left(&number),
            };
            store::insert_move(tx, run, &one).await?;
            told.push(one);
        }
        tx.flush().await?;
        Ok(told)
    }

    /// Lets one case go by the other version. What has been done where it stands stays done.
    async fn apply(
        &self,
        tx: &Tx,
        actor: &Actor,
        owner: &Owner,
        case: &Case,
    ) -> Result<ToldMove, Problem> {
        // Nobody takes it on meanwhile.
        store::hold_case(tx, case.id).await?;
        let case = store::find_case_by_id(tx, case.id.0).await?;
        let case = case.ok_or_else(Problem::not_found)?;
        let standing = case.standing.clone();
        let standing = standing.filter(|at| at.process == self.before.id);
        let (CaseStatus::Open, Some(standing)) = (case.status, standing) else {
            return Ok(left(&case.number));
        };
        let after = (&self.after.value, self.after.id);
        let Some((on, outcome)) = applied(&standing, after, &self.places, tx.today()) else {
            return Ok(left(&case.number));
        };
        self.renew_tasks(tx, actor, &case, &on).await?;
        let seen = case.revision;
        let changed = Case {
            standing: Some(on.clone()),
            revision: seen.saturating_add(1),
            ..case.clone()
        };
        store::update_case(tx, &changed, seen).await?;
        let name = |one: &HeldCaseProcess| (CASE_PROCESS.name)(one);
        let state = |one: &HeldCaseProcess, key| one.state(key).map(|it| it.name.to_string());
        let mut changes = Changes::new();
        let processes = json!([name(&self.before), name(&self.after)]);
        changes.insert("process".to_owned(), processes);
        let (old, new) = (
            state(&self.before, &standing.state),
            state(&self.after, &on.state),
        );
        if old != new {
            changes.insert("process_state".to_owned(), json!([old, new]));
        }
        let what = ("case.version_applied", &changed);
        note_for(tx, actor, &owner.party.name, what, changes).await?;
        Ok(ToldMove {
            number: case.number,
            outcome,
            state: Some(on.state),
        })
    }

    async fn renew_tasks(
        &self,
        tx: &Tx,
        actor: &Actor,
        case: &Case,
        on: &crate::model::Standing,
    ) -> Result<(), Problem> {
        let past = End {
            status: TaskStatus::Past,
            on: tx.today(),
            by: actor.person().map(|one| one.id),
        };
        store::end_tasks(tx, case.id, None, past).await?;
        let stood = store::list_tasks(tx, case.id).await?;
        let visit = Visit {
            received_on: case.content.received_on,
            registered_on: case.registered_on,
            since: on.since,
            number: on.visit,
            begins: true,
        };
        let mut new = begun(&self.after, &on.state, visit);
        new.retain(|new| {
            let is_it = |one: &&crate::model::CaseTask| {
                let what = &one.what;
                (what.sort, &what.key, what.visit) == (new.sort, &new.key, new.visit)
            };
            let mut stood = stood.iter().filter(is_it);
            !stood.any(|one| one.status == TaskStatus::Done)
        });
        store::insert_tasks(tx, (case.party, case.id), &new).await
    }
}

fn left(number: &str) -> ToldMove {
    ToldMove {
        number: number.to_owned(),
        outcome: Applied::Left,
        state: None,
    }
}
