//! A cost distribution in print: as a document of its own, and as a part of the plan.

use super::words;
use samverk_charts::{Bar, BarChart};
use samverk_database::Tx;
use samverk_documents::{
    Chart, Comparison, ComparisonRow, DistributionDocument, DistributionShare, DistributionTable,
    Front, InputList, KeySearch, MemberAmounts, NamedText, Working,
};
use samverk_economy::purpose_words::{amount_words, by_purpose};
use samverk_economy::view::{
    ComparisonView, DistributionView, InputList as ViewInputs, MemberShare, load_distribution_view,
};
use samverk_foundation::{Key, Ore, Problem};
use samverk_parties::Scope;
use samverk_web::Ui;

pub async fn document(
    tx: &Tx,
    scope: &Scope,
    key: &str,
    ui: &Ui,
) -> Result<DistributionDocument, Problem> {
    let view = load_distribution_view(tx, scope, key, ui).await?;
    let adopted = view.record.adopted.as_ref();
    let status = match &view.record.superseded_by {
        Some(key) => ui.t1(
            "document-superseded",
            "title",
            title_of(tx, scope, key).await?,
        ),
        None if adopted.is_some() => ui.t("economy-state-adopted"),
        None => ui.t("economy-state-draft"),
    };
    let result = &view.evaluation.result;
    let shown = |amount: Ore| amount_words(ui, result.purpose, amount);
    Ok(DistributionDocument {
        front: Front {
            language: ui.language,
            collaboration: view.collaboration.clone(),
            title: view.record.title.clone(),
            subtitle: view.record.year.to_string(),
            version: String::new(),
            status,
            decision: words::decision(ui, adopted.map(|adopted| &adopted.decision)),
            date: words::printed_on(ui, tx.now()),
        },
        introduction: introduction(&view).into(),
        warnings: view.warnings.clone(),
        parts: result
            .columns
            .iter()
            .map(|column| part_name(ui, column))
            .collect(),
        rows: payers(&view)
            .map(|member| amounts(&shown, &member.name, &member.cells, member.amount))
            .collect(),
        totals: amounts(
            &shown,
            &ui.t("document-sum"),
            &result
                .columns
                .iter()
                .map(|column| column.distributed)
                .collect::<Vec<_>>(),
            result.distributed,
        ),
        chart: Some(chart(ui, &view)),
        explanations: payers(&view)
            .map(|member| working(&shown, member))
            .collect(),
        comparison: view.comparison.as_ref().map(|one| comparison(&shown, one)),
        key_search: key_search(&view),
        inputs: view.inputs.iter().map(inputs).collect(),
    })
}

async fn title_of(tx: &Tx, scope: &Scope, key: &Key) -> Result<String, Problem> {
    let all = samverk_economy::visible_distributions(tx, scope).await?;
    let found = all.into_iter().find(|other| other.key == *key);
    Ok(found.map_or_else(|| key.to_string(), |other| other.title))
}

/// Members that no rule takes anything from are left out, as on the page.
fn payers(view: &DistributionView) -> impl Iterator<Item = &MemberShare> {
    view.members
        .iter()
        .filter(|member| member.amount != Ore::ZERO)
}

/// What stands outside the parts has no name of its own.
fn part_name(ui: &Ui, column: &samverk_engine::Column) -> String {
    match column.part {
        Some(_) => column.name.clone(),
        None => ui.t("budget-outside"),
    }
}

fn introduction(view: &DistributionView) -> String {
    let rules: Vec<String> = view
        .rules
        .iter()
        .map(|rule| format!("- {}: {}", rule.name, rule.sentences.join(" ")))
        .collect();
    [
        view.record.note.clone(),
        rules.join("\n"),
        view.rounding.clone(),
    ]
    .join("\n\n")
}

fn amounts(
    shown: &dyn Fn(Ore) -> String,
    member: &str,
    cells: &[Ore],
    total: Ore,
) -> MemberAmounts {
    MemberAmounts {
        member: member.to_owned(),
        amounts: cells.iter().map(|cell| shown(*cell)).collect(),
        total: shown(total),
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "the length of a bar, not an amount"
)]
fn chart(ui: &Ui, view: &DistributionView) -> Chart {
    let purpose = view.evaluation.result.purpose;
    let shown = |amount: Ore| amount_words(ui, purpose, amount);
    let title = by_purpose(ui, "document-chart", purpose);
    let bars = payers(view).map(|member| Bar {
        label: member.name.clone(),
        value: member.amount.0 as f64,
        value_text: shown(member.amount),
    });
    let said: Vec<String> = payers(view)
        .map(|member| format!("{} {}", member.name, shown(member.amount)))
        .collect();
    let alt = format!("{title}: {}", said.join(", "));
    let svg = BarChart {
        id: format!("pdf-{}", view.record.key),
        title: title.clone(),
        description: alt.clone(),
        bars: bars.collect(),
    }
    .to_svg();
    Chart {
        svg,
        alt,
        caption: title,
    }
}

fn working(shown: &dyn Fn(Ore) -> String, member: &MemberShare) -> Working {
    Working {
        title: format!("{}: {}", member.name, shown(member.amount)),
        sentences: member.explanation.clone(),
    }
}

fn comparison(words: &dyn Fn(Ore) -> String, view: &ComparisonView) -> Comparison {
    let shown = |amount: Option<Ore>| amount.map(words).unwrap_or_default();
    let rows = view
        .rows
        .iter()
        .zip(&view.shares)
        .map(|(row, share)| ComparisonRow {
            member: row.name.clone(),
            printed_share: share.clone(),
            printed: shown(row.printed),
            computed: shown(row.computed),
            difference: match row.difference == Ore::ZERO {
                true => String::new(),
                false => words(row.difference),
            },
        });
    Comparison {
        source: view.source.clone(),
        rows: rows.collect(),
        findings: view.findings.clone(),
    }
}

fn key_search(view: &DistributionView) -> Option<KeySearch> {
    let lines: Vec<String> = view
        .key_search
        .iter()
        .map(|line| format!("- {line}"))
        .collect();
    let text = lines.join("\n").into();
    let candidates = Vec::new();
    (!lines.is_empty()).then_some(KeySearch { text, candidates })
}

fn inputs(list: &ViewInputs) -> InputList {
    let values = list
        .values
        .iter()
        .map(|(name, value)| NamedText::new(name, value));
    InputList {
        title: list.title.clone(),
        values: values.collect(),
    }
}

/// The distribution as it stands in the plan.
pub fn table(ui: &Ui, view: &DistributionView) -> DistributionTable {
    let result = &view.evaluation.result;
    let shown = |amount: Ore| amount_words(ui, result.purpose, amount);
    let rows = payers(view).map(|member| DistributionShare {
        member: member.name.clone(),
        share: member.reason.clone(),
        amount: shown(member.amount),
    });
    let findings = view
        .comparison
        .iter()
        .flat_map(|comparison| comparison.findings.clone());
    let mut remarks: Vec<String> = view.differences.iter().cloned().chain(findings).collect();
    remarks.extend(view.key_search.iter().cloned());
    DistributionTable {
        title: view.record.title.clone(),
        text: introduction(view).into(),
        rows: rows.collect(),
        amount_heading: by_purpose(ui, "distribution-amount", result.purpose),
        total: shown(result.distributed),
        remarks,
        chart: Some(chart(ui, view)),
        workings: payers(view).map(|member| working(&shown, member)).collect(),
    }
}
