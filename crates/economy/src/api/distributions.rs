use super::adoption::Adoption;
use super::distribution_content::{
    DistributionContent, DistributionFacts, DistributionView, StatusView, state_fields,
};
use super::refused::{COMPUTING, WARNED, confirmation, refused};
use super::result::ResultView;
use super::{DISTRIBUTION, if_there, path, resource as economy_resource, scope};
use crate::actions::{
    AdoptDistribution, adopt_distribution, publish_distribution, remove_distribution,
    save_distribution, withdraw_distribution_adoption,
};
use crate::evaluation::{Evaluation, evaluate_record};
use crate::keys::check_key;
use crate::policy::Action;
use crate::records::DistributionRecord;
use crate::view::find_visible_distribution;
use crate::visible::visible_distributions;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_rest::{
    AdoptionWithdrawal, Call, Found, Linked, Operation, Page, Refusal, Representation, Resource,
    Saved, Tag,
};
use schemars::JsonSchema;
use serde::Deserialize;

const FIELDS: &[&str] = &["model", "title", "year"];

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/distributions";
    let one = "/collaborations/{collaboration}/distributions/{distribution}";
    let withdrawals = "/collaborations/{collaboration}/distributions/{distribution}/withdrawals";
    let adoptions = "/collaborations/{collaboration}/distributions/{distribution}/adoptions";
    economy_resource(
        "distributions",
        [
            "Kostnadsfördelningar: vad var och en betalar av ett års budget.",
            "Cost distributions: what each pays of a year's budget.",
        ],
    )
    .parameter(DISTRIBUTION)
    .with(Operation::list(all, "listDistributions", list).about(
        "Fördelningarna, det senaste året först. Beloppen finns i var och en.",
        "The distributions, the latest year first. The amounts stand in each.",
    ))
    .with(Operation::get(one, "getDistribution", get).about(
        "En fördelning med allas belopp, uppdelade på budgetens delar. Ett utkast beräknas på det som är känt nu.",
        "One distribution with everybody's amount by the budget's parts. A draft is computed on what is known now.",
    ))
    .with(
        Operation::put(one, "putDistribution", put)
            .about(
                "Lägger upp eller ändrar en fördelning som går att beräkna. Av en antagen ändras bara om den är publicerad. Ett nytt utkast är bara för den som gör det, tills shared är sant. Varningar bekräftas med confirmWarnings.",
                "Opens or changes a distribution that can be computed. A new draft is for who makes it alone, until shared is true. Of an adopted one only its publication changes. Warnings are confirmed with confirmWarnings.",
            )
            .action(Action::SaveDistribution.code())
            .invalid(&["key_reserved"])
            .invalid(WARNED)
            .invalid(COMPUTING)
            .conflict(&[
                "distribution_key_taken",
                "distribution_locked",
                "distribution_not_shared",
                "distribution_shared",
            ]),
    )
    .with(
        Operation::delete(one, "deleteDistribution", delete)
            .about("Tar bort ett utkast.", "Removes a draft.")
            .action(Action::SaveDistribution.code())
            .conflict(&["distribution_locked"]),
    )
    .with(
        Operation::act(adoptions, "postDistributionAdoption", adopt)
            .about(
                "Antar fördelningen: sparar vad den beräknades på och resultatet, och låser den och modellen.",
                "Adopts the distribution: keeps what it was computed from and the result, and locks it and its model.",
            )
            .action(Action::AdoptDistribution.code())
            .conditional()
            .invalid(&["decision_body_missing", "decision_in_future"])
            .invalid(WARNED)
            .invalid(COMPUTING)
            .conflict(&["distribution_already_adopted", "distribution_not_shared"]),
    )
    .with(
        Operation::act(withdrawals, "postDistributionWithdrawal", withdraw)
            .about(
                "Återtar ett antagande som registrerades av misstag. Fördelningen blir ett utkast, och den som den ersatte gäller igen.",
                "Withdraws an adoption that was recorded by mistake. The distribution becomes a draft, and the one that it superseded is in force again.",
            )
            .action(Action::AdoptDistribution.code())
            .conditional()
            .invalid(&["withdrawal_reason_missing"])
            .conflict(&["not_adopted"]),
    )
}

/// What a distribution gives; nothing for a draft that cannot be computed now.
pub(super) async fn evaluated(
    tx: &Tx,
    scope: &Scope,
    record: &DistributionRecord,
) -> Result<Option<Evaluation>, Problem> {
    match evaluate_record(tx, scope, record).await {
        Ok(evaluation) => Ok(Some(evaluation)),
        Err(problems) => {
            let ours = |problem: &Problem| problem.kind.is_ours();
            match problems.0.into_iter().find(ours) {
                Some(ours) => Err(ours),
                None => Ok(None),
            }
        }
    }
}

pub(super) fn own_path(scope: &Scope, record: &DistributionRecord) -> String {
    path(scope, &format!("/distributions/{}", record.key))
}

fn links<T: Representation>(scope: &Scope, record: &DistributionRecord, body: T) -> Linked<T> {
    let own = own_path(scope, record);
    let linked = Linked::at(own.clone(), body)
        .link("collection", path(scope, "/distributions"))
        .link("up", path(scope, ""))
        .link("explanations", format!("{own}/explanations"))
        .link("warnings", format!("{own}/warnings"));
    let linked = match &record.superseded_by {
        Some(key) => linked.link(
            "superseded-by",
            path(scope, &format!("/distributions/{key}")),
        ),
        None => linked,
    };
    match &record.printed {
        Some(_) => {
            let printed = path(scope, &format!("/printed-tables/{}", record.key));
            linked.link("printed-table", printed)
        }
        None => linked,
    }
}

/// With its tag: a draft's amounts follow what it builds on.
pub(super) async fn whole(
    tx: &Tx,
    scope: &Scope,
    record: &DistributionRecord,
) -> Result<(Linked<DistributionView>, Tag), Problem> {
    let evaluation = evaluated(tx, scope, record).await?;
    let result = evaluation.map(|evaluation| ResultView::of(&evaluation.result));
    let view = DistributionView {
        facts: DistributionFacts::of(record),
        result,
    };
    let tag = Tag::of(&(record.id, record.revision, &view.result));
    Ok((links(scope, record, view), tag))
}

/// Which distributions to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DistributionQuery {
    /// Bara av det här årets budget. / Only of this year's budget.
    year: Option<i32>,
    /// Bara utkast, bara antagna som gäller, eller bara ersatta. / Only drafts, only adopted ones in force, or only superseded ones.
    status: Option<StatusView>,
}

async fn list(call: Call, query: DistributionQuery) -> Result<Page<DistributionFacts>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let mut records = visible_distributions(&tx, &scope).await?;
    records.retain(|record| {
        let (status, _) = state_fields(&record.state());
        query.year.is_none_or(|year| record.year == year)
            && query.status.is_none_or(|wanted| status == wanted)
    });
    Ok(Page::of(records, call.paging, |record| {
        links(&scope, &record, DistributionFacts::of(&record))
    }))
}

async fn get(call: Call) -> Result<Found<DistributionView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_distribution(&tx, &scope, call.part("distribution")).await?;
    let (linked, tag) = whole(&tx, &scope, &record).await?;
    Ok(Found::new(linked, tag))
}

async fn put(call: Call, content: DistributionContent) -> Result<Saved<DistributionView>, Refusal> {
    let key = call.key("distribution")?;
    let tx = call.begin("api_put_distribution").await?;
    let scope = scope(&tx, &call).await?;
    let before = if_there(find_visible_distribution(&tx, &scope, key.as_str()).await)?;
    let tag = match &before {
        Some(before) => Some(whole(&tx, &scope, before).await?.1),
        None => None,
    };
    call.allow_write(tag.as_ref())?;
    scope.require(Action::SaveDistribution.by())?;
    check_key(&key)?;
    content.check_state(before.as_ref())?;
    let created = before.is_none();
    let saved = save(&tx, &call, &scope, (key, content, before)).await;
    let saved = saved.map_err(|problems| refused(problems, FIELDS))?;
    let (linked, tag) = whole(&tx, &scope, &saved).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, created))
}

async fn save(
    tx: &Tx,
    call: &Call,
    scope: &Scope,
    (key, content, before): (Key, DistributionContent, Option<DistributionRecord>),
) -> Result<DistributionRecord, Problems> {
    if let Some(before) = before
        .as_ref()
        .filter(|known| known.is_adopted() && content.says(known))
    {
        return match content.published == before.published {
            true => Ok(before.clone()),
            false => {
                let (actor, published) = (&call.actor, content.published);
                Ok(publish_distribution(tx, actor, scope, key.as_str(), published).await?)
            }
        };
    }
    let confirmed = confirmation(content.confirm_warnings);
    let input = content.saving(key, before.as_ref());
    let saved = save_distribution(tx, &call.actor, scope, input, confirmed).await?;
    Ok(saved.value)
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_distribution").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_distribution(&tx, &scope, call.part("distribution")).await?;
    call.allow_write(Some(&whole(&tx, &scope, &record).await?.1))?;
    let key = record.key.as_str();
    remove_distribution(&tx, &call.actor, &scope, key, record.revision).await?;
    Ok(tx.commit().await?)
}

async fn adopt(call: Call, adoption: Adoption) -> Result<Found<DistributionView>, Refusal> {
    let tx = call.begin("api_adopt_distribution").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_distribution(&tx, &scope, call.part("distribution")).await?;
    call.allow_write(Some(&whole(&tx, &scope, &record).await?.1))?;
    let confirmed = confirmation(adoption.confirm_warnings);
    let input = AdoptDistribution {
        decision: adoption.decision()?,
        input: None,
        seen: record.revision,
    };
    let key = record.key.as_str();
    let adopted = adopt_distribution(&tx, &call.actor, &scope, key, input, confirmed).await;
    let adopted = adopted.map_err(|problems| refused(problems, &[]))?;
    let (linked, tag) = whole(&tx, &scope, &adopted.value).await?;
    tx.commit().await?;
    Ok(Found::new(linked, tag))
}

async fn withdraw(
    call: Call,
    asked: AdoptionWithdrawal,
) -> Result<Found<DistributionView>, Refusal> {
    let tx = call.begin("api_withdraw_distribution_adoption").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_distribution(&tx, &scope, call.part("distribution")).await?;
    call.allow_write(Some(&whole(&tx, &scope, &record).await?.1))?;
    let (actor, seen) = (&call.actor, (record.key.as_str(), record.revision));
    let draft = withdraw_distribution_adoption(&tx, actor, &scope, seen, &asked.reason.0).await?;
    let (linked, tag) = whole(&tx, &scope, &draft).await?;
    tx.commit().await?;
    Ok(Found::new(linked, tag))
}
