use super::budget_content::{BudgetContent, BudgetView};
use super::decision::decided;
use super::refused::{WARNED, confirmation, refused};
use super::{BUDGET, if_there, path, resource as economy_resource, same_as_address, scope};
use crate::actions::{
    adopt_budget, publish_budget, remove_budget, reopen_budget, return_budget_to_draft,
    save_budget, send_budget_for_comment, withdraw_budget_adoption,
};
use crate::policy::Action;
use crate::records::{BudgetRecord, State};
use crate::visible::{find_visible_budget, visible_budgets};
use samverk_database::Tx;
use samverk_foundation::{Decision, Problem, Problems};
use samverk_parties::Scope;
use samverk_rest::{
    AdoptionWithdrawal, Call, Found, Linked, NoQuery, Operation, Page, Refusal, Reopening,
    Resource, Saved, Tag,
};

/// The body's fields that problems may have their place in.
const FIELDS: &[&str] = &[
    "comments_until",
    "decision",
    "decision.",
    "lines",
    "lines[",
    "parts[",
    "printed_total",
    "title",
];

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/budgets";
    let one = "/collaborations/{collaboration}/budgets/{budget}";
    let withdrawals = "/collaborations/{collaboration}/budgets/{budget}/withdrawals";
    let reopenings = "/collaborations/{collaboration}/budgets/{budget}/reopenings";
    economy_resource(
        "budgets",
        ["En samverkans budgetar, en för varje år.", "A collaboration's budgets, one a year."],
    )
    .parameter(BUDGET)
    .with(Operation::list(all, "listBudgets", list).about(
        "Budgetarna, det senaste året först.",
        "The budgets, the latest year first.",
    ))
    .with(Operation::get(one, "getBudget", get).about(
        "Ett års budget med delar, rader och summor.",
        "A year's budget with parts, lines and sums.",
    ))
    .with(
        Operation::put(one, "putBudget", put)
            .about(
                "Lägger upp eller ändrar ett års budget. Med status adopted och ett beslut antas den; sedan ändras bara om den är publicerad, tills den öppnas igen (reopenings). Varningar bekräftas med confirmWarnings.",
                "Opens or changes a year's budget. With the status adopted and a decision it is adopted; then only its publication changes, until it is opened again (reopenings). Warnings are confirmed with confirmWarnings.",
            )
            .action(Action::SaveBudget.code())
            .invalid(&[
                "adopted_without_decision",
                "amount_negative",
                "amount_too_large",
                "budget_part_twice",
                "budget_part_unknown",
                "comments_until_past",
                "decision_in_future",
                "draft_with_decision",
                "field_missing",
            ])
            .invalid(WARNED)
            .conflict(&[
                "budget_already_adopted",
                "budget_locked",
                "budget_out_for_comment",
            ]),
    )
    .with(
        Operation::delete(one, "deleteBudget", delete)
            .about(
                "Tar bort ett utkast som ingen fördelning bygger på.",
                "Removes a draft that no distribution builds on.",
            )
            .action(Action::SaveBudget.code())
            .conflict(&[
                "budget_has_answers",
                "budget_in_use",
                "budget_locked",
                "budget_was_adopted",
            ]),
    )
    .with(
        Operation::act(reopenings, "postBudgetReopening", reopen)
            .about(
                "Öppnar en antagen budget igen, så att den kan ändras och antas på nytt. Allmänheten ser den antagna tills dess.",
                "Opens an adopted budget again, to be changed and adopted anew. Until then the public sees the adopted one.",
            )
            .action(Action::AdoptBudget.code())
            .conditional()
            .invalid(&["reopening_reason_missing"]),
    )
    .with(
        Operation::act(withdrawals, "postBudgetWithdrawal", withdraw)
            .about(
                "Återtar ett antagande som registrerades av misstag. Budgeten blir ett utkast, och det som var antaget före gäller igen.",
                "Withdraws an adoption that was recorded by mistake. The budget becomes a draft, and what was adopted before is in force again.",
            )
            .action(Action::AdoptBudget.code())
            .conditional()
            .invalid(&["withdrawal_reason_missing"])
            .conflict(&["not_adopted"]),
    )
}

fn tag(record: &BudgetRecord) -> Tag {
    Tag::of(&(record.id, record.revision))
}

fn linked(scope: &Scope, record: &BudgetRecord) -> Linked<BudgetView> {
    let all = path(scope, "/budgets");
    Linked::at(format!("{all}/{}", record.year()), BudgetView::of(record))
        .link("collection", all)
        .link("up", path(scope, ""))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<BudgetView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let budgets = visible_budgets(&tx, &scope).await?;
    Ok(Page::of(budgets, call.paging, |one| linked(&scope, &one)))
}

async fn get(call: Call) -> Result<Found<BudgetView>, Refusal> {
    let year = call.year("budget")?;
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_budget(&tx, &scope, year).await?;
    Ok(Found::new(linked(&scope, &record), tag(&record)))
}

async fn put(call: Call, content: BudgetContent) -> Result<Saved<BudgetView>, Refusal> {
    let year = call.year("budget")?;
    same_as_address(content.sent_year, &year, "year")?;
    let tx = call.begin("api_put_budget").await?;
    let scope = scope(&tx, &call).await?;
    let before = if_there(find_visible_budget(&tx, &scope, year).await)?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    scope.require(Action::SaveBudget.by())?;
    let created = before.is_none();
    let saved = save(&tx, &call, &scope, (year, &content, before)).await;
    let saved = saved.map_err(|problems| refused(problems, FIELDS))?;
    tx.commit().await?;
    Ok(Saved::new(linked(&scope, &saved), tag(&saved), created))
}

/// Content, visibility and decision in one go, each by its own action.
async fn save(
    tx: &Tx,
    call: &Call,
    scope: &Scope,
    (year, content, before): (i32, &BudgetContent, Option<BudgetRecord>),
) -> Result<BudgetRecord, Problems> {
    let actor = &call.actor;
    let decision = decided(content.status, content.decision.clone())?;
    let before = match before {
        Some(known) if known.state.is_adopted() => {
            let decided = decision.as_ref();
            Some(unlocked(tx, call, scope, (known, decided, content.published)).await?)
        }
        other => other,
    };
    let until = content.comments_until.as_ref().map(|day| day.0);
    let before = match before {
        // Only what is taken back can change.
        Some(known) if known.comments_until.is_some() && until.is_none() && decision.is_none() => {
            let seen = (year, known.revision);
            Some(return_budget_to_draft(tx, actor, scope, seen).await?)
        }
        other => other,
    };
    let revision = before.map(|before| before.revision);
    let confirmed = confirmation(content.confirm_warnings);
    let input = content.saving(year, revision);
    let saved = save_budget(tx, actor, scope, input, confirmed).await?.value;
    let saved = match until.filter(|day| saved.comments_until != Some(*day)) {
        Some(day) => {
            let seen = (year, saved.revision);
            let sent = send_budget_for_comment(tx, actor, scope, seen, day).await;
            sent.map_err(|problem| problem.at_field("comments_until"))?
        }
        None => saved,
    };
    match (&saved.state, decision) {
        (State::Draft, Some(decision)) => {
            dated(&decision)?;
            Ok(adopt_budget(tx, actor, scope, year, decision, saved.revision).await?)
        }
        _ => Ok(saved),
    }
}

/// An adopted budget as far as it may change: shown or hidden.
async fn unlocked(
    tx: &Tx,
    call: &Call,
    scope: &Scope,
    (known, decision, published): (BudgetRecord, Option<&Decision>, bool),
) -> Result<BudgetRecord, Problem> {
    let (actor, year) = (&call.actor, known.year());
    match decision {
        _ if known.state.decision() != decision => {
            Err(Problem::conflict("budget_locked").with("year", year))
        }
        _ if known.published != published => {
            publish_budget(tx, actor, scope, year, published).await
        }
        _ => Ok(known),
    }
}

/// Only imported documents may be without a date.
fn dated(decision: &Decision) -> Result<(), Problem> {
    match decision.date {
        Some(_) => Ok(()),
        None => Err(Problem::invalid("field_missing").at_field("decision.date")),
    }
}

async fn withdraw(call: Call, asked: AdoptionWithdrawal) -> Result<Found<BudgetView>, Refusal> {
    let year = call.year("budget")?;
    let tx = call.begin("api_withdraw_budget_adoption").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_budget(&tx, &scope, year).await?;
    call.allow_write(Some(&tag(&record)))?;
    let seen = (year, record.revision);
    let draft = withdraw_budget_adoption(&tx, &call.actor, &scope, seen, &asked.reason.0).await?;
    tx.commit().await?;
    Ok(Found::new(linked(&scope, &draft), tag(&draft)))
}

async fn reopen(call: Call, asked: Reopening) -> Result<Found<BudgetView>, Refusal> {
    let year = call.year("budget")?;
    let tx = call.begin("api_reopen_budget").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_budget(&tx, &scope, year).await?;
    call.allow_write(Some(&tag(&record)))?;
    let seen = (year, record.revision);
    let open = reopen_budget(&tx, &call.actor, &scope, seen, &asked.reason.0).await?;
    tx.commit().await?;
    Ok(Found::new(linked(&scope, &open), tag(&open)))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let year = call.year("budget")?;
    let tx = call.begin("api_delete_budget").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_budget(&tx, &scope, year).await?;
    call.allow_write(Some(&tag(&record)))?;
    remove_budget(&tx, &call.actor, &scope, year, record.revision).await?;
    Ok(tx.commit().await?)
}
