use super::*;
use serde_json::json;

fn mapping() -> Mapping {
    let roles = [
        ("chef", ToldRole::AtParty(Role::PartyAdministrator)),
        ("ombud", ToldRole::AtParty(Role::Representative)),
        ("radet", ToldRole::In("radet".to_owned(), Role::Coordinator)),
    ];
    let parties = [("212000-0001", "exempelstad"), ("212000-0002", "grannby")];
    Mapping {
        party: PartyRule::ByClaim {
            claim: "org".to_owned(),
            parties: parties.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
        },
        role: RoleRule {
            claim: Some("/realm/roles".to_owned()),
            roles: roles.map(|(value, role)| (value.to_owned(), role)).into(),
            otherwise: None,
        },
        email_claim: "email".to_owned(),
        name_claim: "name".to_owned(),
        email_is_verified: false,
    }
}

fn claims() -> Value {
    json!({
        "sub": "s-1",
        "email": "Anna@Exempel.se",
        "email_verified": true,
        "given_name": "Anna",
        "family_name": "Ek",
        "org": "212000-0001",
        "realm": { "roles": ["ombud", "annat", "chef", "ombud"] },
    })
}

fn with(claim: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[claim] = value;
    claims
}

#[test]
fn claims_become_party_roles_name_and_address() {
    let claimed = mapping().read(&claims()).unwrap();
    assert_eq!(claimed.subject, "s-1");
    assert_eq!(claimed.email.unwrap().as_str(), "anna@exempel.se");
    assert_eq!(claimed.name, "Anna Ek");
    assert_eq!(claimed.party.as_deref(), Some("exempelstad"));
    assert_eq!(
        claimed.roles,
        [Role::PartyAdministrator, Role::Representative].map(ToldRole::AtParty)
    );
    let named = mapping()
        .read(&with("name", json!(" Anna Maria Ek ")))
        .unwrap();
    assert_eq!(named.name, "Anna Maria Ek");
}

#[test]
fn only_a_verified_address_counts() {
    let email = |mapping: Mapping, claims: &Value| mapping.read(claims).unwrap().email;
    for unverified in [json!(false), json!("false"), json!(1), Value::Null] {
        let claims = with("email_verified", unverified);
        assert_eq!(email(mapping(), &claims), None);
    }
    assert!(email(mapping(), &with("email_verified", json!("true"))).is_some());
    let trusting = Mapping {
        email_is_verified: true,
        ..mapping()
    };
    let silent = with("email_verified", Value::Null);
    assert!(email(trusting.clone(), &silent).is_some());
    let denied = with("email_verified", json!(false));
    assert_eq!(email(trusting, &denied), None);
    assert_eq!(
        email(mapping(), &with("email", json!("ingen adress"))),
        None
    );
}

#[test]
fn a_party_that_the_operator_has_not_named_is_none() {
    let party = |claims: &Value| mapping().read(claims).unwrap().party;
    assert_eq!(party(&with("org", json!("212000-0009"))), None);
    assert_eq!(party(&with("org", json!("exempelstad"))), None);
    assert_eq!(party(&with("org", json!(5))), None);
    let several = with("org", json!(["x", "212000-0002"]));
    assert_eq!(party(&several).as_deref(), Some("grannby"));
    let both = with("org", json!(["212000-0001", "212000-0002"]));
    assert_eq!(party(&both), None, "of two parties none is chosen");
    let fixed = Mapping {
        party: PartyRule::Fixed("fjallby".to_owned()),
        ..mapping()
    };
    assert_eq!(fixed.read(&both).unwrap().party.as_deref(), Some("fjallby"));
}

#[test]
fn without_a_known_value_the_role_is_the_usual_one_or_none() {
    let none = with("realm", json!({ "roles": "administrator" }));
    assert_eq!(mapping().read(&none).unwrap().roles, []);
    let mut usual = mapping();
    usual.role.otherwise = Some(Role::Reader);
    let said = |claims: &Value| {
        let claimed = usual.read(claims).unwrap();
        (claimed.roles, claimed.usual)
    };
    assert_eq!(said(&none), (vec![], Some(Role::Reader)));
    let (roles, instead) = said(&claims());
    assert_eq!((roles.len(), instead), (2, None));
    let in_collaboration = with("realm", json!({ "roles": ["radet"] }));
    let coordinator = ToldRole::In("radet".to_owned(), Role::Coordinator);
    let expected = (vec![coordinator], Some(Role::Reader));
    assert_eq!(
        said(&in_collaboration),
        expected,
        "that is none at the party"
    );
}

#[test]
fn groups_that_were_too_many_to_tell_are_not_none() {
    let mut groups = mapping();
    groups.role.claim = Some("groups".to_owned());
    assert!(groups.read(&claims()).unwrap().roles_are_told);
    let elsewhere = with("_claim_names", json!({ "groups": "src1" }));
    assert!(!groups.read(&elsewhere).unwrap().roles_are_told);
    assert!(
        mapping().read(&elsewhere).unwrap().roles_are_told,
        "roles are told by another claim"
    );
}

#[test]
fn an_answer_about_nobody_is_refused() {
    for nobody in [Value::Null, json!(""), json!(5)] {
        let refused = mapping().read(&with("sub", nobody)).unwrap_err();
        assert_eq!(refused.code, "provider_answer_invalid");
    }
}

#[test]
fn more_is_asked_for_only_when_something_is_missing() {
    let whole = with("name", json!("Anna Ek"));
    assert!(mapping().is_answered(&whole));
    assert!(!mapping().is_answered(&claims()), "the name is missing");
    for claim in ["email", "email_verified", "org", "realm"] {
        let mut lacking = whole.clone();
        lacking[claim] = Value::Null;
        assert!(!mapping().is_answered(&lacking), "{claim}");
    }
}
