use super::*;
use crate::ready;
use samverk_fields::{Condition, FieldKey, FieldKind, Form, Pass, Rule, Value};
use samverk_sheets::write_xlsx;

fn csv(text: &str) -> Result<Taken, samverk_foundation::Problems> {
    read(text.as_bytes(), "form.csv")
}

/// Code, sheet and row of what a form is refused for.
fn refused(text: &str) -> Vec<(&'static str, String, usize)> {
    let problems = csv(text).unwrap_err().0.into_iter();
    let told = problems.map(|one| {
        let sheet = one.place.file.clone().unwrap_or_default();
        (one.code, sheet, one.place.row.unwrap_or_default())
    });
    told.collect()
}

/// As an XLSX file that is read again.
fn again(form: &Form) -> Taken {
    let written = write(form, ("Nuläge", "nulage", "1"));
    assert_eq!(written.losses, Vec::new());
    let now = chrono::DateTime::from_timestamp(1_795_341_600, 0).unwrap();
    let bytes = write_xlsx(&written.sheets, now).unwrap();
    read(&bytes, "form.xlsx").unwrap()
}

#[test]
fn a_ready_survey_goes_out_and_comes_in() {
    for one in ready::ALL {
        let form = ready::form(one.code).unwrap();
        let taken = again(&form);
        assert_eq!(taken.losses, Vec::new());
        assert_eq!(taken.form, form);
    }
}

#[test]
fn limits_and_conditions_go_along() {
    let mut form = ready::form("present-and-needs").unwrap();
    let zero = Value::Number(0.into());
    form.sections[0].questions[1].rules = vec![Rule::Filled, Rule::Between(zero, Value::Nothing)];
    let scale = FieldKey::of("need_services");
    let more = Condition::Compared(scale, samverk_fields::Comparison::More, 3.into());
    form.sections[7].shown = more;
    let rows = &mut form.sections[1].questions[0];
    if let FieldKind::Rows { columns, .. } = &mut rows.kind {
        columns[2].shown = Condition::Said(FieldKey::of("with"));
    }
    assert_eq!(again(&form).form, form);
    form.sections[7].shown =
        Condition::Is(FieldKey::of("need_services"), Value::Passed(Pass::Unknown));
    let losses = write(&form, ("x", "x", "1")).losses;
    assert_eq!(losses.len(), 1);
    assert_eq!(losses[0].kind, LossKind::Relevant);
}

#[test]
fn what_is_not_taken_along_is_told_by_row() {
    let taken = csv(
        "survey,,,,,\n,type,name,label::Svenska (sv),label::Français (fr),relevant\n\
        ,calculate,sum,Summa,,\n,geopoint,place,Plats,,\n,text,Namn,Vad heter ni?,,\n\
        ,text,why,Varför?,,count(${Namn}) > 1\n",
    );
    let taken = taken.unwrap();
    let told: Vec<_> = taken.losses.iter().map(|one| (one.row, one.kind)).collect();
    assert_eq!(
        told,
        [
            (2, LossKind::Column),
            (3, LossKind::Type),
            (4, LossKind::Type),
            (5, LossKind::Renamed),
            (6, LossKind::Relevant),
        ]
    );
    let keys: Vec<&str> = taken.form.questions().map(|one| one.key.as_str()).collect();
    assert_eq!(keys, ["namn", "why"]);
}

#[test]
fn what_cannot_be_understood_is_refused_with_its_row() {
    let head = "survey,,,,\n,type,name,label,relevant\n";
    for (rows, code, row) in [
        (",text,,Vad?,\n", "xlsform_name_missing", 3),
        (",text,a,A,\n,text,a,B,\n", "xlsform_name_repeated", 4),
        (",select_one none,a,A,\n", "xlsform_list_unknown", 3),
        (",text,a,A,${b} = 'x'\n", "xlsform_relevant_unknown", 3),
        (",begin group,g,G,\n,text,a,A,\n", "xlsform_group_open", 3),
        (",text,a,A,\n,end group,,,\n", "xlsform_group_unbegun", 4),
        (",note,a,A,\n", "xlsform_empty", 2),
        (
            ",text,a,A,${b} != ''\n,text,b,B,${a} != ''\n",
            "condition_refers_to_itself",
            3,
        ),
    ] {
        let found = refused(&format!("{head}{rows}"));
        assert_eq!(found[0], (code, "survey".to_owned(), row), "{rows}");
    }
    assert_eq!(
        refused("choices,,\n,name,label\n")[0].0,
        "xlsform_survey_missing"
    );
    assert!(read(b"PK no workbook", "form.xlsx").is_err());
}

/// Files of others, where they are: each is taken with a report, or refused with a place.
#[test]
fn the_files_of_others_are_taken_or_refused() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/xlsform");
    let Ok(files) = std::fs::read_dir(folder) else {
        return;
    };
    let (mut taken, mut refused) = (0, 0);
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !path.is_file()
            || ![".xlsx", ".xls", ".csv"]
                .iter()
                .any(|end| name.ends_with(end))
        {
            continue;
        }
        match read(&std::fs::read(&path).unwrap(), &name) {
            Ok(form) => {
                taken += 1;
                assert!(form.losses.iter().all(|loss| loss.row > 0), "{name}");
            }
            Err(problems) => {
                refused += 1;
                for problem in &problems.0 {
                    assert!(!problem.kind.is_ours(), "{name}: {problem:?}");
                    assert!(problem.place.file.is_some(), "{name}: {problem:?}");
                }
            }
        }
    }
    assert!(
        taken > 10 && refused > 0,
        "{taken} taken, {refused} refused"
    );
}

/// Written where somebody else's program is to read them: `tools/check-xlsform`.
#[test]
fn ready_surveys_are_written() {
    for one in ready::ALL {
        let form = ready::form(one.code).unwrap();
        let written = write(&form, (one.code, &one.code.replace('-', "_"), "1"));
        let now = chrono::DateTime::from_timestamp(1_795_341_600, 0).unwrap();
        let bytes = write_xlsx(&written.sheets, now).unwrap();
        assert!(bytes.starts_with(b"PK"));
        if let Ok(folder) = std::env::var("SAMVERK_XLSFORM_TO") {
            std::fs::write(format!("{folder}/{}.xlsx", one.code), bytes).unwrap();
        }
    }
}
