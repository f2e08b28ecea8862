//! What every answer and question has in common.

use serde_json::{Map, Value, json};

pub fn schemas() -> Map<String, Value> {
    let all = json!({
        "Link": {
            "description": "En länk. / A link description object.",
            "type": "object",
            "properties": {
                "href": { "type": "string", "format": "uri", "description": "Absolute address." },
                "rel": { "type": "string", "description": "The relation's name." },
                "method": { "type": "string", "enum": ["GET", "POST", "PUT", "DELETE"], "description": "The method to use." },
            },
            "required": ["href", "rel", "method"],
        },
        "Links": {
            "description": "Vägar vidare, efter relation. / Ways on, by relation.",
            "type": "object",
            "properties": { "self": { "$ref": "#/components/schemas/Link" } },
            "additionalProperties": { "$ref": "#/components/schemas/Link" },
        },
        "Meta": {
            "description": "Var i listan svaret är. / Where in the list the answer is.",
            "type": "object",
            "properties": {
                "totalRecords": { "type": "integer", "minimum": 0, "description": "Records in the whole list." },
                "limit": { "type": "integer", "minimum": 1, "description": "At most so many records in the answer." },
                "offset": { "type": "integer", "minimum": 0, "description": "So many records were passed over." },
                "count": { "type": "integer", "minimum": 0, "description": "Records in this answer." },
            },
            "required": ["totalRecords", "limit", "offset", "count"],
        },
        "Problem": {
            "description": "Ett fel enligt RFC 9457. / A problem after RFC 9457.",
            "type": "object",
            "properties": {
                "type": { "type": "string", "format": "uri", "description": "Where the code is explained." },
                "title": { "type": "string", "description": "What kind of problem it is." },
                "status": { "type": "integer", "minimum": 400, "maximum": 599, "description": "The HTTP status." },
                "detail": { "type": "string", "description": "What is wrong here, and what to do." },
                "instance": { "type": "string", "description": "The path that was asked for." },
                "code": { "type": "string", "pattern": "^[a-z0-9_]+$", "description": "Stable code." },
                "roles": {
                    "type": "array",
                    "description": "With `forbidden`: the roles that may do it.",
                    "items": { "type": "string", "enum": roles() },
                },
                "contacts": {
                    "type": "array",
                    "description": "With `forbidden`: whom to ask about it.",
                    "items": {
                        "type": "object",
                        "properties": {
                            "name": { "type": "string", "description": "The role or function, and of what." },
                            "address": { "type": ["string", "null"], "description": "An e-mail address or a web page." },
                        },
                        "required": ["name", "address"],
                    },
                },
                "errors": {
                    "type": "array",
                    "description": "Every place that is wrong.",
                    "items": {
                        "type": "object",
                        "properties": {
                            "pointer": { "type": "string", "description": "JSON pointer into the body." },
                            "parameter": { "type": "string", "description": "The query parameter." },
                            "code": { "type": "string", "description": "Stable code." },
                            "detail": { "type": "string", "description": "What is wrong here." },
                        },
                        "required": ["code", "detail"],
                    },
                },
            },
            "required": ["type", "title", "status", "detail", "instance", "code", "errors"],
        },
    });
    all.as_object().cloned().unwrap_or_default()
}

pub fn parameters() -> Value {
    let header = |name: &str, description: &str, example: &str| {
        json!({
            "name": name,
            "in": "header",
            "required": false,
            "description": description,
            "schema": { "type": "string", "maxLength": 1000 },
            "example": example,
        })
    };
    json!({
        "traceparent": header(
            "traceparent",
            "W3C Trace Context; följer med i loggen och svaret. / Kept in the log and given back.",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ),
        "If-None-Match": header(
            "If-None-Match",
            "Svara 304 om versionen är oförändrad. / Answer 304 if nothing has changed.",
            "\"7f3a9c0e5b1d2468ace02468\"",
        ),
        "If-Match": header(
            "If-Match",
            "`ETag` för det som skrivs över. Krävs när något redan finns. / The `ETag` of what is written over. Needed when there is something already.",
            "\"7f3a9c0e5b1d2468ace02468\"",
        ),
    })
}

pub fn headers() -> Value {
    let header =
        |description: &str| json!({ "description": description, "schema": { "type": "string" } });
    json!({
        "ETag": header("Versionen av det som svaret visar. / The version of what the answer shows."),
        "Location": header("Adressen till det nya. / The address of what is new."),
        "traceparent": header("Samma som i frågan. / The same as in the question."),
        "WWW-Authenticate": header("`Bearer`: en token behövs. / A token is needed."),
    })
}

fn roles() -> Vec<&'static str> {
    samverk_foundation::Role::ALL
        .into_iter()
        .map(samverk_foundation::Role::code)
        .collect()
}
