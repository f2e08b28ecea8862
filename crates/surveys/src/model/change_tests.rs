use super::*;
use samverk_fields::Rule;

fn question(key: &'static str, kind: FieldKind) -> Question {
    let words = Words::said([(Language::Sv, key.to_owned())]);
    Question::new(FieldKey::of(key), words, kind).passable()
}

fn form() -> Form {
    let choices = Choices::of("x", ["one", "two"]);
    Form::of(vec![
        question("size", FieldKind::Integer),
        question("pick", FieldKind::Choice(choices)),
        question("note", FieldKind::Line),
    ])
}

/// What differs after a change, and how much that is.
fn after(change: impl Fn(&mut Vec<Question>)) -> (Vec<What>, Option<Weight>) {
    let mut new = form();
    change(&mut new.sections[0].questions);
    let changes = compare(&form(), &new);
    let whats = changes.iter().map(|one| one.what).collect();
    (whats, weight_of(&changes))
}

#[test]
fn other_words_and_another_order_are_the_same_version() {
    assert_eq!(after(|_| {}), (Vec::new(), None));
    let (whats, weight) =
        after(|all| all[0].label = Words::said([(Language::Sv, "Storlek".into())]));
    assert_eq!(
        (whats, weight),
        (vec![What::Reworded], Some(Weight::Wording))
    );
    let (whats, weight) = after(|all| all.swap(0, 2));
    assert_eq!((whats, weight), (vec![What::Moved], Some(Weight::Wording)));
}

#[test]
fn what_may_be_answered_too_lets_answers_stand() {
    let (whats, weight) = after(|all| all.push(question("more", FieldKind::Line)));
    assert_eq!(
        (whats, weight),
        (vec![What::AddedOptional], Some(Weight::Addition))
    );
    let (whats, weight) =
        after(|all| all[1].kind = FieldKind::Choice(Choices::of("x", ["one", "two", "three"])));
    assert_eq!(
        (whats, weight),
        (vec![What::AddedChoice], Some(Weight::Addition))
    );
}

#[test]
fn what_is_removed_retyped_or_newly_required_is_a_new_version() {
    let retyped = after(|all| all[0].kind = FieldKind::Prose { rows: 3 });
    let removed = after(|all| drop(all.remove(2)));
    let required = after(|all| all[0].rules.push(Rule::Filled));
    let fewer = after(|all| all[1].kind = FieldKind::Choice(Choices::of("x", ["one"])));
    let hidden = after(|all| all[2].shown = Condition::Said(FieldKey::of("size")));
    for (found, what) in [
        (retyped, What::Retyped),
        (removed, What::Removed),
        (required, What::NowRequired),
        (fewer, What::RemovedChoice),
        (hidden, What::OtherCondition),
    ] {
        assert_eq!(found, (vec![what], Some(Weight::Version)));
    }
    let added = after(|all| {
        let mut more = question("more", FieldKind::Line);
        more.rules.push(Rule::Filled);
        all.push(more);
    });
    assert_eq!(added.0, [What::AddedRequired]);
}
