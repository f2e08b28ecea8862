//! What was kept with adopted business cases, in the folder (`docs/bundle.md`): who took part, what shared costs were
//! divided by, and what the case came to. The cases themselves are the machine's.

use crate::adopted::{Frozen, decides, find_all_frozen, keep_frozen, value_of};
use crate::business_cases::{BUSINESS_CASE, CaseState, HeldCase};
use samverk_database::Tx;
use samverk_engine::{DistributionInput, Exact};
use samverk_exchange::{FileSchema, Folder, Intake, document_schema, to_toml};
use samverk_foundation::{Actor, CollaborationId, Key, Problem, ProblemKind, Problems};
use samverk_kept::Kept;
use samverk_parties::Scope;
use samverk_parties::store::list_told;
use serde::{Deserialize, Serialize};

/// What was kept when a case was adopted.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct AdoptedFile {
    /// Who took part: keys of parties.
    #[schemars(with = "Vec<String>")]
    parties: Vec<Key>,
    /// The net present value in öre, exactly: `53218974/2`.
    #[schemars(with = "String")]
    value: Exact,
    /// What the distribution was called that shared costs followed; `inputs.toml` beside is what it was computed from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distribution: Option<String>,
}

#[derive(Debug)]
struct Read {
    collaboration: String,
    case: String,
    file: String,
    says: AdoptedFile,
    input: Option<DistributionInput>,
}

/// What a folder says of adopted cases.
#[derive(Debug, Default)]
pub struct BenefitsBundle(Vec<Read>);

fn below(collaboration: &str) -> String {
    format!("collaborations/{collaboration}/business-cases")
}

pub fn read(intake: &mut Intake) -> BenefitsBundle {
    let mut all = Vec::new();
    for collaboration in intake.names_in("collaborations") {
        let below = below(&collaboration);
        let mut names = intake.names_in(&below);
        names.retain(|name| !name.ends_with(".toml"));
        for case in names {
            let file = format!("{below}/{case}/adopted.toml");
            let Some(says) = intake.document::<AdoptedFile>(&file) else {
                continue;
            };
            let inputs = format!("{below}/{case}/inputs.toml");
            let input = match says.distribution {
                Some(_) => intake.required_document(&inputs),
                None => None,
            };
            all.push(Read {
                collaboration: collaboration.clone(),
                case,
                file,
                says,
                input,
            });
        }
    }
    BenefitsBundle(all)
}

/// Keeps what the folder says, when the cases are there. Only `internal` stops.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &BenefitsBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for read in &bundle.0 {
        let done = apply_one(tx, actor, read).await;
        for problem in done.err().into_iter().flat_map(|problems| problems.0) {
            if problem.kind == ProblemKind::Internal {
                return Err(problem);
            }
            intake.problems.push(problem.at_file(&read.file));
        }
    }
    Ok(())
}

/// Fails with `case_not_adopted`, `adopted_case_differs` for what was kept here already, or
/// `adopted_case_comes_to_other` when the case does not come to what the file says.
async fn apply_one(tx: &Tx, actor: &Actor, read: &Read) -> Result<(), Problems> {
    let not_adopted = || Problem::invalid("case_not_adopted").with("key", &read.case);
    let scope = Scope::find(tx, actor, &read.collaboration).await;
    let scope = scope.map_err(|problem| match problem.kind {
        ProblemKind::NotFound => not_adopted(),
        _ => problem,
    })?;
    scope.require(decides)?;
    let case = BUSINESS_CASE.find(tx, &scope, &read.case).await?;
    let case = case.filter(|case| case.state == CaseState::Adopted);
    let case = case.ok_or_else(not_adopted)?;
    let title = read.says.distribution.clone();
    let frozen = Frozen {
        case: case.write(),
        parties: read.says.parties.clone(),
        sharing: read.input.clone().zip(title),
        value: read.says.value.clone(),
    };
    let stands = find_all_frozen(tx, std::slice::from_ref(&case)).await?;
    if let Some(stands) = stands.get(&case.id) {
        return match frozen.says_the_same(stands) {
            true => Ok(()),
            false => Err(Problem::conflict("adopted_case_differs").into()),
        };
    }
    let value = value_of(&case, &frozen)?;
    if value != frozen.value {
        let other = Problem::invalid("adopted_case_comes_to_other");
        return Err(other
            .with("value", &frozen.value)
            .with("computed", value)
            .into());
    }
    keep_frozen(tx, (case.id, &case), &frozen).await?;
    Ok(())
}

/// What was kept of the cases of one collaboration or all.
pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    for one in list_told(tx, only).await? {
        let cases: Vec<HeldCase> = BUSINESS_CASE.whole(tx, one.id.0).await?;
        let frozen = find_all_frozen(tx, &cases).await?;
        for case in &cases {
            let Some(frozen) = frozen.get(&case.id) else {
                continue;
            };
            let path = format!("{}/{}", below(one.key.as_str()), case.key);
            let sharing = frozen.sharing.as_ref();
            let file = AdoptedFile {
                parties: frozen.parties.clone(),
                value: frozen.value.clone(),
                distribution: sharing.map(|(_, title)| title.clone()),
            };
            folder.insert(format!("{path}/adopted.toml"), to_toml(&file)?);
            if let Some((input, _)) = sharing {
                folder.insert(format!("{path}/inputs.toml"), to_toml(input)?);
            }
        }
    }
    Ok(folder)
}

/// `inputs.toml` is as that of a distribution.
pub fn schemas() -> Vec<FileSchema> {
    vec![document_schema::<AdoptedFile>(
        "collaborations/business-cases/adopted.toml",
    )]
}
