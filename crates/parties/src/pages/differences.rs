//! Where the parties see a collaboration differently: on its pages, in a list, as a panel.

use super::levels::Assessments;
use super::words::level_words;
use crate::model::{Assessment, Difference, Subject};
use crate::policy::Action;
use crate::{GROUP, HeldGroup, Scope};
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_web::{AppState, Cell, Column, ColumnKind, PageResult, Table, Ui, Values, download};

/// As many as the panel names; the rest stand on the page.
const IN_PANEL: usize = 3;

/// Both views and the difference, on the page of what they are about.
pub struct Told {
    pub sentence: String,
    pub views: Table,
}

/// What to tell of a subject whose views differ, one for each ladder.
pub fn told(ui: &Ui, assessments: &Assessments, subject: Subject) -> Vec<Told> {
    let differences = assessments.differences_of(subject).into_iter();
    let told = differences.enumerate().map(|(index, one)| {
        let name = match index {
            0 => "parternas-bilder".to_owned(),
            _ => format!("parternas-bilder-{}", one.ladder.key),
        };
        Told {
            sentence: sentence(ui, assessments, &one),
            views: views_table(ui, assessments, &one, &name),
        }
    });
    told.collect()
}

/// `2 steg`
pub fn steps_words(ui: &Ui, steps: i64) -> String {
    ui.t1("difference-steps", "count", steps)
}

/// How many steps the views are apart; empty when they agree.
pub fn steps_cell(ui: &Ui, difference: Option<&Difference>) -> Cell {
    difference.map_or_else(Cell::empty, |one| Cell::text(steps_words(ui, one.steps)))
}

fn voices(ui: &Ui, assessments: &Assessments, views: &[&Assessment]) -> String {
    let names = views.iter().map(|view| assessments.view_words(ui, view));
    names.collect::<Vec<_>>().join(", ")
}

fn level_of(one: &Difference, views: &[&Assessment]) -> String {
    let first = views.first();
    first.map_or_else(String::new, |view| {
        level_words(Some(one.ladder), view.level)
    })
}

fn sentence(ui: &Ui, assessments: &Assessments, one: &Difference) -> String {
    let (lowest, highest) = (one.lowest(), one.highest());
    ui.t_with(
        "difference-sentence",
        &[
            ("steps", &steps_words(ui, one.steps)),
            ("low", &level_of(one, &lowest)),
            ("lowvoices", &voices(ui, assessments, &lowest)),
            ("high", &level_of(one, &highest)),
            ("highvoices", &voices(ui, assessments, &highest)),
        ],
    )
}

fn view_columns(ui: &Ui) -> Vec<Column> {
    let columns = [
        ("assessment-view", ColumnKind::Text),
        ("assessment-level", ColumnKind::Text),
        ("difference-above-lowest", ColumnKind::Text),
        ("assessment-wanted-level", ColumnKind::Text),
        ("assessment-date", ColumnKind::Date),
        ("assessment-note", ColumnKind::Text),
    ];
    columns
        .map(|(key, kind)| Column::new(ui.t(key), kind))
        .to_vec()
}

fn view_cells(
    ui: &Ui,
    assessments: &Assessments,
    one: &Difference,
    view: &Assessment,
) -> Vec<Cell> {
    let least = one.views.first().map_or(view.level, |view| view.level);
    let above = one.ladder.steps_between(least, view.level).unwrap_or(0);
    let above = match above {
        0 => ui.t("difference-lowest"),
        above => ui.t1("difference-above", "count", above),
    };
    let wanted = view.wanted_level;
    let wanted = wanted.map(|level| level_words(Some(one.ladder), level));
    vec![
        Cell::text(assessments.view_words(ui, view)),
        Cell::text(level_words(Some(one.ladder), view.level)),
        Cell::text(above),
        Cell::text(wanted.unwrap_or_default()),
        view.date.map_or_else(Cell::empty, Cell::date),
        Cell::text(view.note.clone()),
    ]
}

fn views_table(ui: &Ui, assessments: &Assessments, one: &Difference, name: &str) -> Table {
    let caption = ui.t1("difference-views-caption", "ladder", &one.ladder.name);
    let mut table = Table::new(name, caption, view_columns(ui));
    for view in &one.views {
        table.push(view_cells(ui, assessments, one, view));
    }
    table
}

/// What an assessment is about, and where its page is.
struct Place {
    name: String,
    href: String,
}

fn place(
    ui: &Ui,
    scope: &Scope,
    groups: &[HeldGroup],
    of: &Assessments,
    subject: Subject,
) -> Place {
    match subject {
        Subject::Whole => Place {
            name: ui.t("difference-whole"),
            href: scope.href(""),
        },
        Subject::Group(id) => {
            let group = groups.iter().find(|group| group.id == id.0);
            let key = group.map_or("", |group| group.key.as_str());
            Place {
                name: group
                    .map(|group| group.name.to_string())
                    .unwrap_or_default(),
                href: scope.href(&format!("/grupper/{key}")),
            }
        }
        Subject::Pair(party, other) => {
            let (party, other) = (of.party_name(party), of.party_name(other));
            Place {
                name: ui.t_with("difference-pair", &[("party", &party), ("other", &other)]),
                href: scope.href("/relationer"),
            }
        }
    }
}

/// One row for each that is seen differently.
fn list_table(ui: &Ui, places: &[(Place, Difference)], assessments: &Assessments) -> Table {
    let columns = [
        ("difference-about", ColumnKind::Text),
        ("difference-lowest-view", ColumnKind::Text),
        ("difference-lowest-voices", ColumnKind::Text),
        ("difference-highest-view", ColumnKind::Text),
        ("difference-highest-voices", ColumnKind::Text),
        ("difference-steps-column", ColumnKind::Integer),
    ];
    let columns = columns.map(|(key, kind)| Column::new(ui.t(key), kind));
    let mut table = Table::new("olika-bilder", ui.t("difference-caption"), columns.to_vec());
    for (place, one) in places {
        let (lowest, highest) = (one.lowest(), one.highest());
        table.push(vec![
            Cell::link(place.href.clone(), place.name.clone()),
            Cell::text(level_of(one, &lowest)),
            Cell::text(voices(ui, assessments, &lowest)),
            Cell::text(level_of(one, &highest)),
            Cell::text(voices(ui, assessments, &highest)),
            Cell::integer(one.steps),
        ]);
    }
    table
}

/// Every view of what is seen differently, so that all can be read beside each other.
fn all_views_table(ui: &Ui, places: &[(Place, Difference)], assessments: &Assessments) -> Table {
    let mut columns = vec![
        Column::new(ui.t("difference-about"), ColumnKind::Text),
        Column::new(ui.t("assessment-ladder"), ColumnKind::Text),
    ];
    columns.extend(view_columns(ui));
    let mut table = Table::new("allas-bilder", ui.t("difference-all-caption"), columns);
    for (place, one) in places {
        for view in &one.views {
            let mut cells = vec![
                Cell::link(place.href.clone(), place.name.clone()),
                Cell::text(one.ladder.name.to_string()),
            ];
            cells.extend(view_cells(ui, assessments, one, view));
            table.push(cells);
        }
    }
    table
}

#[derive(Template)]
#[template(path = "differences.html")]
struct DifferencesPage {
    ui: Ui,
    scope: Scope,
    list: Table,
    views: Table,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::RecordAssessment.by())?;
    let tab = ui.t("stairs-tab");
    let ui = scope.ui(ui).with_crumb(scope.href("/trappa"), tab);
    let groups = GROUP.bare(&tx, &scope).await?;
    let assessments = Assessments::load(&tx, scope.collaboration.id).await?;
    let differences = assessments.differences().into_iter();
    let places: Vec<(Place, Difference)> = differences
        .map(|one| (place(&ui, &scope, &groups, &assessments, one.subject), one))
        .collect();
    let list = list_table(&ui, &places, &assessments);
    let views = all_views_table(&ui, &places, &assessments);
    if let Some(file) = download(&query, &[&list, &views], tx.now()) {
        return file;
    }
    ui.page(&DifferencesPage {
        ui: ui.clone(),
        list,
        views,
        scope,
    })
}

#[derive(Template)]
#[template(path = "differences_panel.html")]
struct DifferencesPanel<'a> {
    ui: &'a Ui,
    href: String,
    count: usize,
    /// Name, address and `2 steg` of the greatest.
    first: Vec<(String, String, String)>,
}

/// The greatest differences in short, for those who may record; nothing when all agree.
pub fn panel(
    ui: &Ui,
    scope: &Scope,
    groups: &[HeldGroup],
    assessments: &Assessments,
) -> Result<Option<String>, Problem> {
    let differences = assessments.differences();
    if differences.is_empty() || !scope.may(Action::RecordAssessment.by()) {
        return Ok(None);
    }
    let first = differences.iter().take(IN_PANEL).map(|one| {
        let place = place(ui, scope, groups, assessments, one.subject);
        (place.name, place.href, steps_words(ui, one.steps))
    });
    let panel = DifferencesPanel {
        ui,
        href: scope.href("/olika-bilder"),
        count: differences.len(),
        first: first.collect(),
    };
    ui.fragment(&panel).map(Some)
}
