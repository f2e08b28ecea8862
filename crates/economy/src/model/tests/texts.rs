//! Every error code of the model has a sentence in both languages.

const SOURCES: [&str; 8] = [
    include_str!("../budget_check.rs"),
    include_str!("../check_input.rs"),
    include_str!("../check_model.rs"),
    include_str!("../checked.rs"),
    include_str!("../compute.rs"),
    include_str!("../drafts.rs"),
    include_str!("../figures.rs"),
    include_str!("../modifiers.rs"),
];

fn codes() -> Vec<String> {
    let words = SOURCES
        .iter()
        .flat_map(|source| source.split("Problem::invalid(\"").skip(1));
    words
        .filter_map(|rest| rest.split_once('"'))
        .map(|(code, _)| code.to_owned())
        .collect()
}

#[test]
fn every_code_has_its_sentences() {
    assert!(codes().len() > 40);
    for (language, texts) in [
        ("sv", include_str!("../../../texts/sv.ftl")),
        ("en", include_str!("../../../texts/en.ftl")),
    ] {
        for code in codes() {
            let line = format!("problem-{} = ", code.replace('_', "-"));
            assert!(
                texts.contains(&line),
                "{code} has no sentence in {language}"
            );
        }
    }
}
