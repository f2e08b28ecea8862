use super::*;
use crate::{Expected, Reason};
use samverk_web::TextSource;

fn texts() -> Texts {
    let source = |language, text| TextSource {
        language,
        name: "rest",
        text,
    };
    let swedish = source(Language::Sv, include_str!("../texts/sv.ftl"));
    let english = source(Language::En, include_str!("../texts/en.ftl"));
    Texts::new(&[swedish, english]).unwrap()
}

#[test]
fn every_reason_is_a_whole_sentence_in_both_languages() {
    let known = || vec!["title".to_owned(), "note".to_owned()];
    let reasons = [
        Reason::Missing,
        Reason::Unknown(known()),
        Reason::Unknown(Vec::new()),
        Reason::Twice,
        Expected::Text.into(),
        Expected::Filled.into(),
        Expected::WholeNumber.into(),
        Expected::Between(1, 100).into(),
        Expected::Decimal {
            whole: 15,
            part: 10,
        }
        .into(),
        Expected::Amount.into(),
        Expected::Date.into(),
        Expected::Moment.into(),
        Expected::TrueOrFalse.into(),
        Expected::List.into(),
        Expected::Object.into(),
        Expected::Uuid.into(),
        Reason::OneOf(known()),
        Reason::NoneFits,
        Reason::OutOfRange,
        Reason::Told {
            code: "of_another_crate".to_owned(),
            value: "x".to_owned(),
        },
        Reason::AtMost(4),
        Reason::TooLong(200),
        Reason::NoSuchKey,
        Reason::NotWith("group".to_owned()),
        Reason::OtherThanAddress,
        Reason::ChangedBy("adoptions"),
        Reason::ForbiddenCharacter("U+0000".to_owned()),
        Reason::NotUnderstood,
    ];
    let texts = texts();
    for reason in reasons {
        let places = [
            reason.clone().in_body("lines.0.wanted_level"),
            reason.clone().in_body(""),
            reason.clone().within("/lines/0"),
            reason.in_query("limit"),
            reason.in_query(""),
        ];
        for problem in places {
            for language in Language::ALL {
                let told = sentence(&texts, language, &problem);
                assert!(!told.contains(['⟦', '{', '`', '$']), "{told}");
                assert!(told.ends_with('.') && told.len() > 20, "{told}");
            }
        }
    }
}

#[test]
fn what_is_missing_is_named_as_in_the_body() {
    let texts = Texts::new(&samverk_web::module().texts).unwrap();
    let missing = Problem::invalid("field_missing").at_field("members.0.short_name");
    let told = Language::ALL.map(|language| sentence(&texts, language, &missing));
    assert_eq!(
        told,
        ["Fyll i fältet shortName.", "Fill in the field shortName."]
    );
    let nowhere = sentence(&texts, Language::Sv, &Problem::invalid("field_missing"));
    assert_eq!(nowhere, "Fyll i fältet.");
}

#[test]
fn a_sentence_names_the_place_and_the_choices() {
    let texts = texts();
    let told =
        |problem: &Problem| Language::ALL.map(|language| sentence(&texts, language, problem));
    let unknown = Reason::Unknown(vec!["title".to_owned(), "note".to_owned()]);
    assert_eq!(
        told(&unknown.in_body("/titel")),
        [
            "Fältet /titel finns inte här. Välj bland: title, note.",
            "The field /titel does not exist here. Choose among: title, note.",
        ]
    );
    assert_eq!(
        told(&Reason::from(Expected::Between(1, 100)).in_query("limit")),
        [
            "Parametern limit ska vara ett heltal från 1 till 100.",
            "The parameter limit must be a whole number from 1 to 100.",
        ]
    );
    assert_eq!(
        told(&Reason::Missing.in_body("other_party"))[0],
        "Fältet /otherParty saknas och måste skickas med."
    );
}
