//! Every database statement of the domain, and nothing else.

mod dates;
mod measurements;
mod named_versions;
mod plans;
mod versions;

pub use dates::{EndingActivity, list_ending_activities};
pub use measurements::{delete_measurements, insert_measurement, last_measured, list_measurements};
pub use named_versions::{NamedVersion, name_versions, name_versions_in};
pub use plans::{
    delete_plan, find_plan, find_plan_by_id, insert_plan, list_all_plans, list_plans,
    list_plans_in, lock_plan, update_plan,
};
pub use versions::{
    delete_version, delete_versions, insert_version, list_all_versions, list_versions,
    list_versions_of, names_catalogue, supersede_others, update_version,
};

use crate::{ACTIVITY, Activity};
use rust_decimal::Decimal;
use samverk_database::{Contents, Tx};
use samverk_foundation::{Key, Problem};
use samverk_kept::any_says;

/// Plans, public when one of their versions is.
pub const PLANS: Contents = Contents::public_when(
    "plan",
    "EXISTS (SELECT 1 FROM plan_version WHERE plan_version.plan_id = plan.id AND plan_version.published)",
);

fn number(text: &str) -> Result<Decimal, Problem> {
    text.parse().map_err(Problem::internal)
}

fn optional_number(text: Option<String>) -> Result<Option<Decimal>, Problem> {
    text.map(|text| number(&text)).transpose()
}

/// Whether a plan or an activity names the party.
pub async fn names_party(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    let party = party.as_str();
    Ok(versions::versions_name(tx, party).await?
        || any_says(tx, &ACTIVITY, &Activity::RESPONSIBLE, party).await?)
}
