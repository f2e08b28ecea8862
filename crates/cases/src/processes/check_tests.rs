use super::super::shipped::shipped;
use super::*;
use samverk_fields::Rows;

fn codes(problems: Problems) -> Vec<(&'static str, String)> {
    let told = problems.0.into_iter();
    told.map(|one| (one.code, one.place.field.unwrap_or_default()))
        .collect()
}

fn request() -> CaseProcess {
    let all = shipped().unwrap().into_iter();
    let mut requests = all.filter(|(key, _)| key.as_str() == "begaran-om-handling");
    requests.next().unwrap().1
}

#[test]
fn what_ships_is_whole_in_both_languages() {
    let all = shipped().unwrap();
    assert_eq!(all.len(), 5);
    for (key, process) in all {
        assert_eq!(codes(rows_problems(&process)), [], "{key}");
        assert_eq!(codes(problems_of_whole(&process)), [], "{key}");
        let texts = process.states.iter().map(|one| &one.name_en);
        let texts = texts.chain(process.transitions.iter().map(|one| &one.name_en));
        let texts = texts.chain(process.deadlines.iter().map(|one| &one.name_en));
        let texts = texts.chain(process.tasks.iter().map(|one| &one.title_en));
        let texts = texts.chain(process.documents.iter().map(|one| &one.name_en));
        let mut texts = texts.chain(process.notices.iter().map(|one| &one.text_en));
        assert!(texts.all(|text| !text.is_empty()), "{key}");
        assert!(
            !process.name_en.is_empty() && !process.source.is_empty(),
            "{key}"
        );
    }
}

#[test]
fn a_row_that_names_nothing_is_told_at_its_cell() {
    let mut one = request();
    one.transitions.0[1].to = Key::from_name("Ingenstans");
    one.transitions.0[2].task = Some(Key::from_name("Leta"));
    one.states.0[3].key = one.states.0[2].key.clone();
    assert_eq!(
        codes(rows_problems(&one)),
        [
            ("process_row_repeated", "states.3.key".to_owned()),
            ("process_row_unknown", "transitions.1.to".to_owned()),
            ("process_row_unknown", "transitions.3.to".to_owned()),
            ("process_task_elsewhere", "transitions.2.task".to_owned()),
        ]
    );
}

#[test]
fn what_cases_could_not_leave_or_reach_is_not_published() {
    let empty = CaseProcess {
        states: Rows(Vec::new()),
        ..request()
    };
    assert_eq!(
        codes(problems_of_whole(&empty))[0].0,
        "process_without_states"
    );
    let mut open = request();
    for state in &mut open.states.0 {
        state.closes = false;
    }
    let told = codes(problems_of_whole(&open));
    assert_eq!(told[0].0, "process_without_end");
    assert_eq!(
        told.iter()
            .filter(|(code, _)| *code == "process_state_without_way")
            .count(),
        2
    );
    let mut apart = request();
    apart
        .transitions
        .0
        .retain(|way| way.to.as_str() != "provning");
    let told = codes(problems_of_whole(&apart));
    // What is only reached from there is not reached either.
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .all(|(code, _)| *code == "process_state_unreached")
    );
}
