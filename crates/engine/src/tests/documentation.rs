//! Every example of the reference is a valid model.

use crate::*;

const REFERENCE: &str = include_str!("../../../../docs/distribution-models.md");
const HEADER: &str = "key = \"exempel\"\nname = \"Exempel\"\n";

pub fn examples() -> Vec<&'static str> {
    let blocks = REFERENCE.split("```toml\n").skip(1);
    blocks
        .filter_map(|block| block.split_once("```"))
        .map(|(example, _)| example)
        .collect()
}

/// A block is a whole model, or only rules and what stands before them.
pub fn model_of(example: &str) -> DistributionModel {
    let whole = example.starts_with("key = ");
    let toml = if whole {
        example.to_owned()
    } else {
        format!("{HEADER}{example}")
    };
    toml::from_str(&toml).unwrap_or_else(|error| panic!("{error}\n{example}"))
}

#[test]
fn every_example_is_valid_and_survives_being_written() {
    assert!(examples().len() > 20);
    for example in examples() {
        let model = model_of(example);
        assert_eq!(check_model(&model), Checked::default(), "{example}");
        let toml = toml::to_string(&model).unwrap();
        assert_eq!(
            toml::from_str::<DistributionModel>(&toml).unwrap(),
            model,
            "{toml}"
        );
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(
            serde_json::from_str::<DistributionModel>(&json).unwrap(),
            model,
            "{json}"
        );
    }
}

/// Every kind that exists has an example.
#[test]
fn every_kind_of_rule_is_shown() {
    let examples = examples().concat();
    for kind in [
        "population",
        "table",
        "percentages",
        "equal",
        "last_year",
        "percentage",
        "rate",
        "steps",
        "fixed",
        "fixed_per_party",
        "base_plus_variable",
        "pass_through",
        "floor",
        "cap",
        "rebate",
        "max_change",
        "index",
        "rate_product",
    ] {
        assert!(
            examples.contains(&format!("kind = \"{kind}\"")),
            "{kind} has no example"
        );
    }
    for word in [
        "november_1",
        "amount",
        "weight",
        "debt",
        "votes",
        "krona",
        "thousand",
        "largest_remainder",
        "half_up_report",
        "total",
        "rest",
        "deductions",
        "all",
        "municipality",
        "spread",
        "left",
        "up",
        "down",
        "divided_by",
        "per_mille",
    ] {
        assert!(
            examples.contains(&format!("\"{word}\"")),
            "{word} has no example"
        );
    }
    for field in [
        "joined_from",
        "joined_to",
        "phase",
        "from_year",
        "to_year",
        "valid_from",
        "only",
        "except",
        "to",
        "below",
    ] {
        assert!(
            examples.contains(&format!("{field} = ")),
            "{field} has no example"
        );
    }
}
