//! The steps of an answer, by whoever answers for the party.

use super::views::{CaseContent, OfferContent, ReturnContent, StandingView};
use super::{desk, resource as resource_of, tag};
use crate::actions::{offer_answer, open_case, save_part, take_step};
use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::desk::{AnswerDesk, ConsultationDesk};
use crate::parts::{PARTS, Part};
use crate::policy;
use samverk_database::Tx;
use samverk_fields::{FieldKey, check, from_json, json_schema, to_json};
use samverk_foundation::{Problem, Problems, interned};
use samverk_kept::{AnyKind as _, Kept as _};
use samverk_rest::{Call, Date, Described, Found, Linked, Operation, Refusal, Resource, Shape};
use serde_json::{Map, Value as Json};

const ONE: &str = "/collaborations/{collaboration}/consultation-answers/{statement}";
const CASES: &str = "/collaborations/{collaboration}/consultation-answers/{statement}/cases";
const RETURNS: &str = "/collaborations/{collaboration}/consultation-answers/{statement}/returns";
const OFFERS: &str = "/collaborations/{collaboration}/consultations/{consultation}/offers";

pub(super) fn resource() -> Resource {
    let about = [
        "En parts egna steg i ett remissvar, av den som svarar för parten eller driver samverkan.",
        "A party's own steps in its answer, by whoever answers for the party or runs the collaboration.",
    ];
    let resource = resource_of("consultation-steps", about)
        .with(
            Operation::act(OFFERS, "offerConsultation", offer)
                .about(
                    "Låter en medlem som inte har fått frågan svara.",
                    "Lets a member answer that was not asked.",
                )
                .action(policy::ANSWER)
                .conflict(&["consultation_not_open"]),
        )
        .with(
            Operation::act(CASES, "registerConsultationCase", register)
                .about(
                    "Registrerar partens eget ärende i ett av dess diarier och öppnar svaret med numret.",
                    "Registers the party's own case in one of its registries and opens the answer with the number.",
                )
                .action(policy::ANSWER)
                .conditional()
                .conflict(&["move_impossible", "consultation_not_open", "registry_code_taken"]),
        )
        .with(
            Operation::act(RETURNS, "returnConsultationAnswer", take_back)
                .about(
                    "Tar tillbaka svaret ett steg, med ett skäl.",
                    "Takes the answer one step back, with a reason.",
                )
                .action(policy::ANSWER)
                .conditional()
                .conflict(&["move_impossible", "consultation_not_open"]),
        );
    PARTS.iter().map(operation).fold(resource, Resource::with)
}

fn operation(part: &'static Part) -> Operation {
    let path = interned(format!("{ONE}/{}", part.api.path));
    let facts = CONSULTATION_ANSWER.facts();
    let [swedish, english] = part.api.about;
    Operation::act(path, part.api.id, move |call, body| step(part, call, body))
        .shaped(Some(shape(part)), Some(Shape::of::<StandingView>()))
        .about(swedish, english)
        .action(policy::ANSWER)
        .conditional()
        .invalid(facts.codes)
        .conflict(&["move_impossible"])
        .conflict(facts.deciding_codes)
}

/// The fields of the part; what is not said stays as it stands.
fn shape(part: &Part) -> Shape {
    let mut schema = json_schema(CONSULTATION_ANSWER.form());
    schema["description"] = part.api.about[1].into();
    if let Some(fields) = schema.as_object_mut() {
        fields.shift_remove("required");
    }
    let asked: Vec<String> = part.fields.iter().map(FieldKey::camel).collect();
    let mut example = Map::new();
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.retain(|name, _| asked.contains(name));
        let fields = properties.iter_mut();
        for (name, field) in fields.filter_map(|(name, field)| Some((name, field.as_object_mut()?)))
        {
            // What is left out is not emptied.
            field.shift_remove("default");
            let shown = field.get("example").cloned();
            example.insert(name.clone(), shown.unwrap_or_else(|| blank(field)));
        }
    }
    Shape::described(part.api.name, &schema, Json::Object(example))
}

/// What says nothing of a field.
fn blank(field: &Map<String, Json>) -> Json {
    match field.get("type") {
        Some(Json::String(kind)) if kind == "array" => Json::Array(Vec::new()),
        Some(Json::String(kind)) if kind == "string" => "".into(),
        _ => Json::Null,
    }
}

/// What stands, with what was sent. Fails with `body_invalid` for a field that the part does not ask for.
fn read(part: &Part, answer: &HeldAnswer, body: Json) -> Result<ConsultationAnswer, Problems> {
    let form = CONSULTATION_ANSWER.form();
    let asked: Vec<String> = part.fields.iter().map(FieldKey::camel).collect();
    let mut whole = to_json(form, &answer.write());
    let (Json::Object(sent), Some(fields)) = (body, whole.as_object_mut()) else {
        return Err(Problem::invalid("body_invalid").into());
    };
    for (name, value) in sent {
        let is_asked = asked.contains(&name);
        // No field has such a name, so that it is told where it stands.
        let name = if is_asked { name } else { format!("{name}*") };
        fields.insert(name, value);
    }
    let record = from_json(form, &whole)?;
    check(form, &record).or(())?;
    let said = ConsultationAnswer::read(&record);
    Ok(said.ok_or_else(|| Problem::internal("a record of another form"))?)
}

fn standing(call: &Call, desk: &AnswerDesk) -> Found<StandingView> {
    let answer = &desk.answer;
    let view = StandingView {
        answer: answer.key.clone(),
        state: answer.state,
        number: answer.number.to_string(),
        due: desk.due().map(Date),
        days_late: desk.days_late(),
    };
    let collaboration = format!("/collaborations/{}", call.part("collaboration"));
    let all = format!("{collaboration}/consultation-answers");
    let linked = Linked::at(format!("{all}/{}", answer.key), view)
        .link("collection", all)
        .link("up", collaboration);
    Found::new(linked, tag(answer))
}

/// The answer as it is after a step.
async fn stands(tx: &Tx, call: &Call, key: &str) -> Result<Found<StandingView>, Refusal> {
    let desk = AnswerDesk::find(tx, &call.actor, call.part("collaboration"), key).await?;
    Ok(standing(call, &desk))
}

/// The answer, for whoever answers for it and has read it as it is.
async fn seen(tx: &Tx, call: &Call) -> Result<AnswerDesk, Refusal> {
    let desk = desk(tx, call).await?;
    desk.require_answering(&call.actor)?;
    call.allow_write(Some(&tag(&desk.answer)))?;
    Ok(desk)
}

async fn step(
    part: &'static Part,
    call: Call,
    Described(body): Described,
) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_change_consultation_answer").await?;
    let desk = seen(&tx, &call).await?;
    let said = read(part, &desk.answer, body)?;
    let revision = desk.answer.revision;
    save_part(&tx, &call.actor, &desk, (part, said), revision).await?;
    let stands = stands(&tx, &call, call.part("statement")).await?;
    tx.commit().await?;
    Ok(stands)
}

async fn register(call: Call, sent: CaseContent) -> Result<Found<StandingView>, Refusal> {
    call.require_scope(samverk_cases::WRITE)?;
    let tx = call.begin("api_open_consultation_case").await?;
    let desk = seen(&tx, &call).await?;
    let revision = desk.answer.revision;
    open_case(&tx, &call.actor, &desk, &sent.registry.0, revision).await?;
    let stands = stands(&tx, &call, call.part("statement")).await?;
    tx.commit().await?;
    Ok(stands)
}

async fn take_back(call: Call, sent: ReturnContent) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_take_answer_back").await?;
    let desk = seen(&tx, &call).await?;
    let to = crate::parts::before(&desk.answer);
    let to = to.ok_or_else(|| Problem::conflict("move_impossible"))?;
    take_step(&tx, &call.actor, &desk, (&desk.answer, to), &sent.reason.0).await?;
    let stands = stands(&tx, &call, call.part("statement")).await?;
    tx.commit().await?;
    Ok(stands)
}

async fn offer(call: Call, sent: OfferContent) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_offer_consultation").await?;
    let (collaboration, consultation) = (call.part("collaboration"), call.part("consultation"));
    let desk = ConsultationDesk::find(&tx, &call.actor, collaboration, consultation).await?;
    let answer = offer_answer(&tx, &call.actor, &desk, &sent.party.0).await?;
    let stands = stands(&tx, &call, answer.key.as_str()).await?;
    tx.commit().await?;
    Ok(stands)
}
