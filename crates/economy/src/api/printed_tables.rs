use super::distributions::{evaluated, own_path};
use super::printed_content::{ComparisonView, PrintedContent, PrintedFacts, PrintedView};
use super::refused::{COMPUTING, WARNED, confirmation, refused};
use super::{DISTRIBUTION, if_there, path, resource as economy_resource, same_as_address, scope};
use crate::actions::attach_printed_table;
use crate::policy::Action;
use crate::records::{DistributionRecord, PrintedRecord};
use crate::view::find_visible_distribution;
use crate::visible::visible_distributions;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_rest::{
    Call, Found, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource, Saved, Tag,
};

const FIELDS: &[&str] = &["rows["];

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/printed-tables";
    let one = "/collaborations/{collaboration}/printed-tables/{distribution}";
    economy_resource(
        "printed-tables",
        [
            "Tryckta tabeller som fördelningar jämförs med, en för varje fördelning.",
            "Printed tables that distributions are compared with, one for each distribution.",
        ],
    )
    .parameter(DISTRIBUTION)
    .with(Operation::list(all, "listPrintedTables", list).about(
        "De tryckta tabellerna. Jämförelsen finns i var och en.",
        "The printed tables. The comparison stands in each.",
    ))
    .with(Operation::get(one, "getPrintedTable", get).about(
        "En tryckt tabell, jämförd rad för rad med fördelningens resultat.",
        "A printed table, compared row by row with the distribution's result.",
    ))
    .with(
        Operation::put(one, "putPrintedTable", put)
            .about(
                "Bifogar eller ersätter en fördelnings tryckta tabell, även när fördelningen är antagen. Varningar bekräftas med confirmWarnings.",
                "Attaches or replaces a distribution's printed table, also when the distribution is adopted. Warnings are confirmed with confirmWarnings.",
            )
            .action(Action::SaveDistribution.code())
            .invalid(&["party_twice"])
            .invalid(WARNED)
            .invalid(COMPUTING),
    )
    .with(
        Operation::delete(one, "deletePrintedTable", delete)
            .about(
                "Tar bort tabellen i dokumentet. Fördelningen finns kvar.",
                "Removes the printed table. The distribution stays.",
            )
            .action(Action::SaveDistribution.code())
            .invalid(COMPUTING),
    )
}

/// The visible distribution that the address names, and its table.
pub(super) async fn attached(
    tx: &Tx,
    scope: &Scope,
    call: &Call,
) -> Result<(DistributionRecord, PrintedRecord), Problem> {
    let record = find_visible_distribution(tx, scope, call.part("distribution")).await?;
    let printed = record.printed.clone().ok_or_else(Problem::not_found)?;
    Ok((record, printed))
}

pub(super) fn table_path(scope: &Scope, key: &Key) -> String {
    path(scope, &format!("/printed-tables/{key}"))
}

fn links<T: Representation>(scope: &Scope, record: &DistributionRecord, body: T) -> Linked<T> {
    let own = table_path(scope, &record.key);
    Linked::at(own.clone(), body)
        .link("collection", path(scope, "/printed-tables"))
        .link("up", own_path(scope, record))
        .link("findings", format!("{own}/findings"))
}

async fn whole(
    tx: &Tx,
    scope: &Scope,
    (record, printed): (&DistributionRecord, &PrintedRecord),
) -> Result<(Linked<PrintedView>, Tag), Problem> {
    let evaluation = evaluated(tx, scope, record).await?;
    let comparison = evaluation.and_then(|evaluation| evaluation.comparison);
    let view = PrintedView {
        facts: PrintedFacts::of(&record.key, printed),
        comparison: comparison.as_ref().map(ComparisonView::of),
    };
    let tag = Tag::of(&(record.id, &view));
    Ok((links(scope, record, view), tag))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<PrintedFacts>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let shown = visible_distributions(&tx, &scope).await?.into_iter();
    let tables = shown.filter_map(|mut record| {
        let printed = record.printed.take()?;
        Some((record, printed))
    });
    let tables: Vec<_> = tables.collect();
    Ok(Page::of(tables, call.paging, |(record, printed)| {
        links(&scope, &record, PrintedFacts::of(&record.key, &printed))
    }))
}

async fn get(call: Call) -> Result<Found<PrintedView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let (record, printed) = attached(&tx, &scope, &call).await?;
    let (linked, tag) = whole(&tx, &scope, (&record, &printed)).await?;
    Ok(Found::new(linked, tag))
}

async fn put(call: Call, content: PrintedContent) -> Result<Saved<PrintedView>, Refusal> {
    let key = call.key("distribution")?;
    same_as_address(content.sent_distribution.as_ref(), &&key, "distribution")?;
    let tx = call.begin("api_put_printed_table").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_distribution(&tx, &scope, key.as_str()).await?;
    let before = if_there(attached(&tx, &scope, &call).await)?;
    let tag = match &before {
        Some((record, printed)) => Some(whole(&tx, &scope, (record, printed)).await?.1),
        None => None,
    };
    call.allow_write(tag.as_ref())?;
    let confirmed = confirmation(content.confirm_warnings);
    let printed = content.record();
    let change = (Some(printed.clone()), record.revision);
    let actor = &call.actor;
    let saved = attach_printed_table(&tx, actor, &scope, key.as_str(), change, confirmed).await;
    let saved = saved.map_err(in_rows)?;
    let (linked, tag) = whole(&tx, &scope, (&saved.value, &printed)).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, before.is_none()))
}

/// The actions call the rows `printed`.
fn in_rows(mut problems: Problems) -> Refusal {
    for place in problems
        .0
        .iter_mut()
        .filter_map(|one| one.place.field.as_mut())
    {
        if let Some(rest) = place.strip_prefix("printed[") {
            *place = format!("rows[{rest}");
        }
    }
    refused(problems, FIELDS)
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_printed_table").await?;
    let scope = scope(&tx, &call).await?;
    let (record, printed) = attached(&tx, &scope, &call).await?;
    call.allow_write(Some(&whole(&tx, &scope, (&record, &printed)).await?.1))?;
    let (key, change) = (record.key.as_str(), (None, record.revision));
    let confirmed = confirmation(true);
    let gone = attach_printed_table(&tx, &call.actor, &scope, key, change, confirmed).await;
    gone.map_err(in_rows)?;
    Ok(tx.commit().await?)
}
