//! Members, the register of groups and the ladder in print.

use super::words::word;
use samverk_database::Tx;
use samverk_documents::{Chart, Group, GroupList, Ladder, Level, Member};
use samverk_foundation::Problem;
use samverk_parties::ladders::{self, HeldLadder};
use samverk_parties::model::{self, Assessment, GroupKind, Reach, Subject, leading, present};
use samverk_parties::{GROUP, HeldGroup, Scope, StairsPicture, stairs_pictures, store};
use samverk_web::Ui;

pub fn members(ui: &Ui, scope: &Scope) -> Vec<Member> {
    let member = |member: &model::Member| Member {
        name: member.party.name.clone(),
        kind: word(ui, "party-kind", member.party.kind.code()),
        standing: word(ui, "standing", member.standing.code()),
    };
    scope.present().map(member).collect()
}

/// The groups by reach with their present and wanted level, and the ladder they stand on.
pub async fn register(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
) -> Result<(Vec<GroupList>, Option<Ladder>), Problem> {
    let groups = GROUP.bare(tx, scope).await?;
    let history = store::list_assessments(tx, scope.collaboration.id).await?;
    let ladders = ladders::list_ladders(tx).await?;
    let now = present(&history);
    let own = |group: &HeldGroup| leading(&now, Subject::of_group(group));
    let list = |code: &str, wanted: &dyn Fn(&HeldGroup) -> bool| {
        let chosen = groups.iter().filter(|group| wanted(group));
        let printed = chosen.map(|group| printed(ui, group, own(group), &ladders));
        GroupList {
            title: word(ui, "document-groups", code),
            groups: printed.collect(),
        }
    };
    let is_inside = |group: &HeldGroup| group.kind == GroupKind::Inside;
    let mut lists = vec![list("inside", &is_inside)];
    for (code, reach) in Reach::ALL {
        lists.push(list(code, &|group| {
            group.reach == *reach && !is_inside(group)
        }));
    }
    lists.retain(|list| !list.groups.is_empty());
    let used = now
        .iter()
        .find_map(|one| ladders.iter().find(|ladder| ladder.id == one.ladder.0));
    let pictures = stairs_pictures(ui, &groups, &history, &ladders);
    Ok((lists, used.map(|used| ladder(used, pictures))))
}

fn printed(
    ui: &Ui,
    group: &HeldGroup,
    assessment: Option<&Assessment>,
    ladders: &[HeldLadder],
) -> Group {
    let level = |number: Option<i64>| {
        let ladder = ladders
            .iter()
            .find(|ladder| Some(ladder.id) == assessment.map(|a| a.ladder.0));
        let level = ladder.and_then(|ladder| ladder.level(number?));
        level
            .map(|level| format!("{} {}", level.number.0, level.name))
            .unwrap_or_default()
    };
    let reservation = assessment.map(|one| one.note.clone()).unwrap_or_default();
    let notes = [reservation, group.note.to_string()];
    let note: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    Group {
        name: group.name.to_string(),
        organiser: group.organiser.to_string(),
        reach: word(ui, "reach", group.reach.code()),
        present_level: level(assessment.map(|one| one.level)),
        wanted_level: level(assessment.and_then(|one| one.wanted_level)),
        cooperation: group.cooperation.to_string(),
        note: note.join(" "),
    }
}

fn ladder(ladder: &HeldLadder, pictures: Vec<StairsPicture>) -> Ladder {
    let own = pictures.into_iter().filter(|one| one.ladder.0 == ladder.id);
    let chart = |one: StairsPicture| Chart {
        svg: one.svg,
        alt: one.description,
        caption: one.caption,
    };
    let level = |level: &ladders::Level| Level {
        number: level.number.0.to_string(),
        name: level.name.to_string(),
        text: level.text.to_string().into(),
        questions: level.questions.to_vec(),
    };
    Ladder {
        name: ladder.name.to_string(),
        source: ladder.source.to_string(),
        charts: own.map(chart).collect(),
        levels: ladder.levels.iter().map(level).collect(),
    }
}
