use super::*;
use proptest::prelude::*;
use samverk_fields::Choices;

fn kinds() -> Vec<(&'static str, FieldKind)> {
    vec![
        ("pick", FieldKind::Choice(Choices::of("x", ["a", "b"]))),
        ("many", FieldKind::Several(Choices::of("x", ["a", "b"]))),
        ("size", FieldKind::Integer),
        ("cost", FieldKind::Amount),
        ("day", FieldKind::Date),
        ("note", FieldKind::Line),
    ]
}

fn reads(text: &str) -> Result<Condition, Unread> {
    let kinds = kinds();
    read(text, &|name| {
        kinds
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| kind)
    })
}

fn code(key: &'static str, code: &str) -> Condition {
    Condition::Is(FieldKey::of(key), Value::Code(code.to_owned()))
}

#[test]
fn what_people_write_is_read() {
    let not = |one| Condition::Not(Box::new(one));
    let more =
        |number: i64| Condition::Compared(FieldKey::of("size"), Comparison::More, number.into());
    for (text, condition) in [
        ("", Condition::Always),
        ("${pick} = 'a'", code("pick", "a")),
        (
            "${pick}='a' and ${size}>3",
            Condition::All(vec![code("pick", "a"), more(3)]),
        ),
        ("selected(${many}, \"b\")", code("many", "b")),
        ("${pick} != 'a'", not(code("pick", "a"))),
        ("${note} != ''", Condition::Said(FieldKey::of("note"))),
        ("${note} = ''", not(Condition::Said(FieldKey::of("note")))),
        (
            "not(${size} > 3) or (${pick} = 'a' and ${pick} = 'b')",
            Condition::Any(vec![
                not(more(3)),
                Condition::All(vec![code("pick", "a"), code("pick", "b")]),
            ]),
        ),
    ] {
        assert_eq!(reads(text), Ok(condition), "{text}");
    }
}

#[test]
fn what_is_not_read_says_where() {
    for (text, place) in [
        ("${size} > 3 and", 15),
        ("count(${many}) > 1", 0),
        ("${size} > 'a'", 10),
        ("${size} + 1 > 3", 8),
        ("${size", 0),
        ("(${size} > 3", 12),
        ("${size} > 3 4", 12),
    ] {
        assert_eq!(reads(text), Err(Unread::Beyond(place)), "{text}");
    }
    assert_eq!(
        reads("${none} = 1"),
        Err(Unread::Unknown("none".to_owned()))
    );
    let deep = format!("{}${{size}} > 1{}", "(".repeat(400), ")".repeat(400));
    assert!(matches!(reads(&deep), Err(Unread::Beyond(_))));
}

#[test]
fn what_xlsform_cannot_say_is_not_written() {
    let both = Condition::Is(FieldKey::of("note"), Value::Text("'\"".to_owned()));
    assert_eq!(written(&both), None);
    let passed = Value::Passed(samverk_fields::Pass::Unknown);
    assert_eq!(written(&Condition::Is(FieldKey::of("note"), passed)), None);
    assert_eq!(written(&Condition::Any(Vec::new())), None);
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let key = FieldKey::of;
    let leaf = prop_oneof![
        "[a-z_]{1,6}".prop_map(move |code| Condition::Is(key("pick"), Value::Code(code))),
        "[a-z_]{1,6}".prop_map(move |code| Condition::Is(key("many"), Value::Code(code))),
        "[a-zåäö \"()]{1,9}".prop_map(move |text| Condition::Is(key("note"), Value::Text(text))),
        any::<i32>()
            .prop_map(move |number| Condition::Is(key("size"), Value::Number(number.into()))),
        any::<i32>().prop_map(move |ore| Condition::Is(key("cost"), Value::Ore(Ore(ore.into())))),
        Just(Condition::Said(key("day"))),
        (
            proptest::sample::select(Comparison::ALL.to_vec()),
            any::<i32>(),
            0..4_u32
        )
            .prop_map(move |(comparison, number, part)| {
                Condition::Compared(key("size"), comparison, Decimal::new(number.into(), part))
            }),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::All),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::Any),
            inner.prop_map(|one| match one {
                // Written as what it says: something is answered, or not.
                Condition::Not(part) => *part,
                other => Condition::Not(Box::new(other)),
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(condition in any_condition()) {
        let text = written(&condition).unwrap();
        prop_assert_eq!(reads(&text), Ok(condition), "{}", text);
    }

    #[test]
    fn nothing_makes_the_reader_panic(text in "\\PC{0,80}") {
        let _ = reads(&text);
    }

    #[test]
    fn nothing_like_it_does_either(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "${pick}", "${size}", "=", "!=", "<", "<=", "(", ")", "not", "and", "or", "selected",
            ",", "'a'", "\"", "3", "-", ".",
        ]), 0..20)) {
        let _ = reads(&parts.join(" "));
    }
}
