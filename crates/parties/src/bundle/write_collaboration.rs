use super::collaboration::CollaborationFile;
use super::columns;
use super::write::{PartyKeys, key_of, optional_key, text};
use crate::ladders::{LadderKeys, ladder_keys};
use crate::model::{Assessment, Collaboration, Mandate, Member, Subject};
use crate::store;
use crate::{GROUP, GroupId, HeldGroup, KINDS};
use samverk_database::Tx;
use samverk_exchange::{Folder, to_csv, to_toml};
use samverk_foundation::Problem;
use samverk_kept::write_tables;

/// The rows of a table, as text.
type Rows = Vec<Vec<String>>;

pub(super) async fn write(
    tx: &Tx,
    collaboration: &Collaboration,
    all: &[Collaboration],
    parties: &PartyKeys,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let base = format!("collaborations/{}", collaboration.key);
    let ladders = ladder_keys(tx).await?;
    let document = to_toml(&document(collaboration, all, parties, &ladders)?)?;
    folder.insert(format!("{base}/collaboration.toml"), document);
    let id = collaboration.id;
    let groups = GROUP.whole(tx, id.0).await?;
    let tables: [(&str, &[&str], Rows); 3] = [
        (
            "members",
            columns::MEMBERS,
            members(tx, collaboration, &groups).await?,
        ),
        (
            "mandates",
            columns::MANDATES,
            mandates(tx, collaboration, &groups).await?,
        ),
        (
            "assessments",
            columns::ASSESSMENTS,
            assessments(tx, collaboration, &groups, parties, &ladders).await?,
        ),
    ];
    for (name, columns, rows) in tables {
        if let Some(csv) = to_csv(columns, &rows) {
            folder.insert(format!("{base}/{name}.csv"), csv);
        }
    }
    write_tables(tx, KINDS, id.0, &format!("{base}/"), folder).await
}

fn document(
    collaboration: &Collaboration,
    all: &[Collaboration],
    parties: &PartyKeys,
    ladders: &LadderKeys,
) -> Result<CollaborationFile, Problem> {
    let host = collaboration
        .host
        .map(|id| key_of(parties, id).cloned())
        .transpose()?;
    let parent = all
        .iter()
        .find(|other| Some(other.id) == collaboration.parent);
    Ok(CollaborationFile {
        key: collaboration.key.clone(),
        name: collaboration.name.clone(),
        purpose: collaboration.purpose.clone(),
        source: collaboration.source.clone(),
        legal_form: collaboration.legal_form,
        host,
        reach: collaboration.reach,
        parent: parent.map(|parent| parent.key.clone()),
        ladder: collaboration
            .ladder
            .and_then(|id| ladders.get(&id).cloned()),
        published: collaboration.published,
        contact_role: collaboration.contact.role.clone(),
        contact_address: collaboration.contact.address.clone(),
        contact_published: collaboration.contact.published,
    })
}

fn optional_group(groups: &[HeldGroup], id: Option<GroupId>) -> String {
    let found = groups.iter().find(|group| Some(GroupId(group.id)) == id);
    found.map(|group| group.key.to_string()).unwrap_or_default()
}

async fn members(tx: &Tx, of: &Collaboration, groups: &[HeldGroup]) -> Result<Rows, Problem> {
    let own = store::list_members(tx, of.id, None).await?;
    let of_groups = store::list_group_members(tx, of.id).await?;
    let mut rows: Rows = own.iter().map(|member| member_row("", member)).collect();
    for group in groups {
        let theirs = of_groups.iter().filter(|(id, _)| id.0 == group.id);
        rows.extend(theirs.map(|(_, member)| member_row(group.key.as_str(), member)));
    }
    Ok(rows)
}

fn member_row(group: &str, member: &Member) -> Vec<String> {
    vec![
        group.to_owned(),
        member.party.key.to_string(),
        member.standing.code().to_owned(),
        text(member.from),
        text(member.to),
        member.note.clone(),
    ]
}

async fn mandates(tx: &Tx, of: &Collaboration, groups: &[HeldGroup]) -> Result<Rows, Problem> {
    let all = store::list_mandates(tx, of.id).await?;
    let mut rows = Rows::new();
    for owner in std::iter::once(None).chain(groups.iter().map(Some)) {
        let theirs = all
            .iter()
            .filter(|(id, _)| *id == owner.map(|group| GroupId(group.id)));
        let key = owner.map_or("", |group| group.key.as_str());
        rows.extend(theirs.map(|(_, mandate)| mandate_row(key, mandate)));
    }
    Ok(rows)
}

fn mandate_row(group: &str, mandate: &Mandate) -> Vec<String> {
    vec![
        group.to_owned(),
        mandate.role.code().to_owned(),
        mandate.title.clone(),
        text(mandate.party.as_ref().map(|party| &party.key)),
        text(mandate.from),
        text(mandate.to),
    ]
}

async fn assessments(
    tx: &Tx,
    of: &Collaboration,
    groups: &[HeldGroup],
    parties: &PartyKeys,
    ladders: &LadderKeys,
) -> Result<Rows, Problem> {
    let row = |assessment: &Assessment| {
        let (group, party, other) = match assessment.subject {
            Subject::Whole => (None, None, None),
            Subject::Group(id) => (Some(id), None, None),
            Subject::Pair(party, other) => (None, Some(party), Some(other)),
        };
        Ok(vec![
            optional_group(groups, group),
            optional_key(parties, party)?,
            optional_key(parties, other)?,
            text(ladders.get(&assessment.ladder)),
            assessment.level.to_string(),
            text(assessment.wanted_level),
            assessment.note.clone(),
            text(assessment.date),
            optional_key(parties, assessment.on_behalf_of)?,
        ])
    };
    store::list_assessments(tx, of.id)
        .await?
        .iter()
        .map(row)
        .collect()
}
