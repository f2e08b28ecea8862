use samverk_foundation::{Key, Ore, Problem};
use samverk_sheets::{Table, read_table};

const COLUMNS: &[&str] = &["party", "year", "population"];

fn table(text: &str) -> Table {
    read_table(text.as_bytes(), "population.csv", COLUMNS).unwrap()
}

fn problems(bytes: &[u8]) -> Vec<Problem> {
    read_table(bytes, "population.csv", COLUMNS).unwrap_err().0
}

#[test]
fn comma_and_semicolon_bom_and_column_order_do_not_matter() {
    let plain = table("party,year,population\naneby,2024,6800\n");
    let excel = table("\u{feff}population;party;year\r\n6800;aneby;2024\r\n;;\r\n\r\n");
    for table in [&plain, &excel] {
        assert_eq!(table.len(), 1);
        let row = table.rows().next().unwrap();
        assert_eq!(row.line, 2);
        assert_eq!(row.key("party").unwrap(), Key::parse("aneby").unwrap());
        assert_eq!(row.year("year").unwrap(), 2024);
        assert_eq!(row.integer("population").unwrap(), 6800);
    }
}

#[test]
fn a_heading_with_commas_in_it_is_still_read_with_semicolons() {
    let problem = &problems(b"party;year;population;note, if any\n")[0];
    assert_eq!(
        (problem.code, problem.place.column.as_deref()),
        ("column_unknown", Some("note, if any"))
    );
}

#[test]
fn every_fault_of_the_heading_is_told_at_once() {
    let found = problems(b"party,yeer,party\n");
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "column_unknown allowed=\"party, year, population\" @population.csv @yeer #1",
            "column_repeated @population.csv @party #1",
            "column_missing @population.csv @year #1",
            "column_missing @population.csv @population #1",
        ]
    );
}

#[test]
fn every_row_of_the_wrong_length_is_told_at_once() {
    let found = problems(b"party,year,population\na,1\n\"b\nb\",1,2\nc,1,2,3\n");
    let rows: Vec<_> = found.iter().map(|p| (p.code, p.place.row)).collect();
    assert_eq!(rows, [("row_length", Some(2)), ("row_length", Some(5))]);
}

#[test]
fn an_empty_file_says_so() {
    for nothing in ["", "\n\n", "\u{feff}", " , ,\n"] {
        assert_eq!(
            problems(nothing.as_bytes())[0].code,
            "file_empty",
            "{nothing:?}"
        );
    }
}

#[test]
fn latin_1_says_which_file_and_row() {
    let found = problems(b"party,year,population\nhabo,2024,1\nj\xf6nk\xf6ping,2024,1\n");
    assert_eq!(found[0].code, "file_not_utf8");
    assert_eq!(found[0].place.file.as_deref(), Some("population.csv"));
    assert_eq!(found[0].place.row, Some(3));
}

const EVERYTHING: &[&str] = &[
    "key", "amount", "value", "count", "year", "date", "kind", "keys", "words",
];

fn cells(text: &str) -> Table {
    let heading = EVERYTHING.join(";");
    read_table(
        format!("{heading}\n{text}\n").as_bytes(),
        "f.csv",
        EVERYTHING,
    )
    .unwrap()
}

#[test]
fn cells_are_read_as_people_write_them() {
    let table =
        cells("a-1;4 361 000 kr;-1,5;1 000;2024;2026-11-22;up;b c;\"e-arkiv; digital post;\"");
    let row = table.rows().next().unwrap();
    assert_eq!(row.amount("amount").unwrap(), Ore::from_kronor(4_361_000));
    assert_eq!(row.decimal("value").unwrap().to_string(), "-1.5");
    assert_eq!(row.integer("count").unwrap(), 1000);
    assert_eq!(row.date("date").unwrap().to_string(), "2026-11-22");
    assert_eq!(row.one_of("kind", &[("up", 1), ("down", -1)]).unwrap(), 1);
    assert_eq!(row.keys("keys").unwrap().len(), 2);
    assert_eq!(row.words("words"), ["e-arkiv", "digital post"]);
}

#[test]
fn empty_cells_are_none_or_missing() {
    let table = cells(";;;;;;;;x");
    let row = table.rows().next().unwrap();
    assert_eq!(row.optional_amount("amount").unwrap(), None);
    assert_eq!(row.optional_date("date").unwrap(), None);
    assert_eq!(row.optional_one_of("kind", &[("up", ())]).unwrap(), None);
    assert_eq!(row.keys("keys").unwrap(), []);
    let problem = row.required("key").unwrap_err();
    assert_eq!(problem.to_string(), "value_missing @f.csv @key #2");
}

#[test]
fn wrong_cells_say_where_and_what() {
    let table = cells("A B;1,234;1e3;1.5;24;22/11 2026;sideways;b C;");
    let row = table.rows().next().unwrap();
    let found = [
        row.key("key").unwrap_err(),
        row.amount("amount").unwrap_err(),
        row.decimal("value").unwrap_err(),
        row.integer("count").unwrap_err(),
        row.year("year").unwrap_err(),
        row.date("date").unwrap_err(),
        row.one_of("kind", &[("up", ()), ("down", ())]).unwrap_err(),
        row.keys("keys").unwrap_err(),
    ];
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "key_invalid value=\"A B\" @f.csv @key #2",
            "amount_invalid value=\"1,234\" meant=\"1\\u{a0}234\" other=\"none\" @f.csv @amount #2",
            "number_invalid value=\"1e3\" meant=\"none\" other=\"none\" @f.csv @value #2",
            "integer_invalid value=\"1.5\" meant=\"none\" other=\"none\" @f.csv @count #2",
            "year_invalid value=\"24\" @f.csv @year #2",
            "date_invalid value=\"22/11 2026\" @f.csv @date #2",
            "value_unknown value=\"sideways\" allowed=\"up, down\" @f.csv @kind #2",
            "key_invalid value=\"C\" @f.csv @keys #2",
        ]
    );
}

#[test]
fn dates_and_years_are_not_guessed() {
    for wrong in [
        "26-01-02",
        "+2026-01-2",
        "2026-02-30",
        "9999-01-01",
        "åååå-mm-d",
    ] {
        let table = cells(&format!(";;;;;{wrong};;;"));
        assert_eq!(
            table.rows().next().unwrap().date("date").unwrap_err().code,
            "date_invalid",
            "{wrong}"
        );
    }
    for wrong in ["+024", "02024", "1066"] {
        let table = cells(&format!(";;;;{wrong};;;;"));
        assert_eq!(
            table.rows().next().unwrap().year("year").unwrap_err().code,
            "year_invalid",
            "{wrong}"
        );
    }
}

#[test]
fn a_table_is_read_as_excel_leaves_it() {
    let plain = table("party,year,population\naneby,2024,6800\n");
    for (left, line) in [
        ("party;year;population;;\r\naneby;2024;6800;;\r\n", 2),
        ("party;year;population\r\naneby;2024;6800;;;\r\n", 2),
        ("sep=;\r\nparty;year;population\r\naneby;2024;6800\r\n", 3),
        (
            "\u{feff}\"sep=,\"\nparty,year,population\naneby,2024,6800\n",
            3,
        ),
        ("party\tyear\tpopulation\r\naneby\t2024\t6800\r\n", 2),
        ("party;;year;population\naneby;;2024;6800\n", 2),
    ] {
        let read = table(left);
        let row = read.rows().next().unwrap();
        let first = plain.rows().next().unwrap();
        for column in COLUMNS {
            assert_eq!(row.get(column), first.get(column), "{left:?}");
        }
        assert_eq!((row.line, read.len()), (line, 1), "{left:?}");
    }
}

#[test]
fn what_stands_in_a_column_without_a_name_is_told() {
    let found = problems(b"party;year;population;;\naneby;2024;6800;x;\n");
    assert_eq!(found[0].code, "row_length");
    let found = problems(b"party;;year;population\naneby;x;2024;6800\n");
    assert_eq!(
        (found[0].code, found[0].place.row),
        ("cell_outside_table", Some(2))
    );
}

#[test]
fn text_is_kept_by_the_one_rule_and_refused_with_its_place() {
    let read = table("party;year;population\n\"A\u{30a}by\u{b}x\u{200b}\";2024;6800\n");
    assert_eq!(read.rows().next().unwrap().get("party"), "Åby\nx");
    let found = problems("party;year;population\na;1;2\nb;\u{202e}1;2\n".as_bytes());
    assert_eq!(
        found[0].to_string(),
        "character_not_allowed character=\"U+202E\" before=\"none\" @population.csv @year #3"
    );
}

#[test]
fn no_more_than_a_hundred_wrong_rows_are_told() {
    let rows = "a;b\n".repeat(5_000);
    let found = problems(format!("party;year;population\n{rows}").as_bytes());
    assert_eq!(found.len(), 101);
    let last = found.last().unwrap();
    assert_eq!((last.code, last.count()), ("problems_more", 4_900));
}

#[test]
fn two_numbers_in_a_cell_are_none() {
    for wrong in [
        "100.000",
        "12.500",
        "\"100 000\n200 000\"",
        "2021 2022",
        "1 00",
    ] {
        let table = cells(&format!(";{wrong};;;;;;;"));
        let problem = table.rows().next().unwrap().amount("amount").unwrap_err();
        assert_eq!(
            (
                problem.code,
                problem.place.row,
                problem.place.column.as_deref()
            ),
            ("amount_invalid", Some(2), Some("amount")),
            "{wrong}"
        );
    }
}
