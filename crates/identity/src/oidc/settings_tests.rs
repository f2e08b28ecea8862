use super::*;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};

fn whole() -> ProviderFile {
    let text = |text: &str| Some(text.to_owned());
    ProviderFile {
        key: text("exempelstad"),
        name: text("Exempelstads kommun"),
        issuer: text("https://login.exempelstad.se/"),
        client_id: text("samverk"),
        client_secret_env: text("SECRET"),
        party: text("exempelstad"),
        role: text("reader"),
        ..ProviderFile::default()
    }
}

fn environment(name: &str) -> Option<String> {
    match name {
        "SECRET" => Some("mycket-hemligt".to_owned()),
        "KEY" => Some(p256_pem()),
        _ => None,
    }
}

fn p256_pem() -> String {
    use base64::prelude::*;
    let random = ring::rand::SystemRandom::new();
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    let body = BASE64_STANDARD.encode(key.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
}

/// The code and the field of the refusal.
fn refusal(file: &ProviderFile) -> (&'static str, String) {
    let refused = file.read(2, &environment).unwrap_err();
    let value = |name: &str| {
        let found = refused.values.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    assert!(!value("provider").is_empty(), "{refused}");
    (refused.code, value("field"))
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pair = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    pairs.iter().map(pair).collect()
}

#[test]
fn a_whole_provider_is_read_and_shows_no_secret() {
    let provider = whole().read(1, &environment).unwrap();
    assert_eq!(provider.issuer(), "https://login.exempelstad.se/");
    assert!(
        !provider.may_add_people_of("exempelstad"),
        "off unless it is turned on"
    );
    let told = format!("{provider:?} {:?}", whole());
    assert!(!told.contains("hemligt"), "{told}");
    let with_key = ProviderFile {
        client_secret_env: None,
        private_key_env: Some("KEY".to_owned()),
        just_in_time: true,
        ..whole()
    };
    let provider = with_key.read(1, &environment).unwrap();
    assert!(provider.may_add_people_of("exempelstad"));
    assert!(!provider.may_add_people_of("grannby"));
}

#[test]
fn what_is_missing_is_named() {
    type Change = fn(&mut ProviderFile);
    let cases: [(Change, &str); 9] = [
        (|file| file.key = None, "key"),
        (|file| file.name = Some(" ".to_owned()), "name"),
        (|file| file.issuer = None, "issuer"),
        (|file| file.client_id = None, "client_id"),
        (|file| file.client_secret_env = None, "client_secret_file"),
        (|file| file.party = None, "party"),
        (|file| file.role = None, "role"),
        (|file| file.roles = map(&[("a", "reader")]), "role_claim"),
        (|file| file.parties = map(&[("a", "b")]), "party_claim"),
    ];
    for (change, field) in cases {
        let mut file = whole();
        change(&mut file);
        assert_eq!(
            refusal(&file),
            ("provider_setting_missing", field.to_owned())
        );
    }
}

#[test]
fn what_cannot_be_is_named() {
    type Change = fn(&mut ProviderFile, String);
    let cases: [(Change, &str, &str); 10] = [
        (|file, value| file.key = Some(value), "Å", "key"),
        (|file, value| file.issuer = Some(value), "login", "issuer"),
        (
            |file, value| file.issuer = Some(value),
            "http://login.se",
            "issuer",
        ),
        (
            |file, value| file.issuer = Some(value),
            "ftp://localhost",
            "issuer",
        ),
        (|file, value| file.party = Some(value), "Ex", "party"),
        (|file, value| file.role = Some(value), "chef", "role"),
        (
            |file, value| file.role = Some(value),
            "administrator",
            "role",
        ),
        (|file, value| file.role = Some(value), "coordinator", "role"),
        (
            |file, value| {
                file.role_claim = Some("roles".to_owned());
                file.roles = map(&[("a", &value)]);
            },
            "economist",
            "roles",
        ),
        (
            |file, value| {
                file.client_secret_env = None;
                file.private_key_env = Some("KEY".to_owned());
                file.assertion_audience = Some(value);
            },
            "someone",
            "assertion_audience",
        ),
    ];
    for (change, value, field) in cases {
        let mut file = whole();
        change(&mut file, value.to_owned());
        assert_eq!(
            refusal(&file),
            ("provider_setting_invalid", field.to_owned())
        );
    }
    for here in [
        "http://127.0.0.1:9000",
        "http://localhost:9000",
        "http://[::1]:9000",
    ] {
        let file = ProviderFile {
            issuer: Some(here.to_owned()),
            ..whole()
        };
        assert!(file.read(1, &environment).is_ok(), "{here}");
    }
}

#[test]
fn what_excludes_something_else_is_named() {
    let both_rules = ProviderFile {
        party_claim: Some("org".to_owned()),
        ..whole()
    };
    assert_eq!(
        refusal(&both_rules),
        ("provider_setting_twice", "party_claim".to_owned())
    );
    let both_credentials = ProviderFile {
        private_key_env: Some("KEY".to_owned()),
        ..whole()
    };
    let named = "private_key_env".to_owned();
    assert_eq!(
        refusal(&both_credentials),
        ("provider_setting_twice", named)
    );
    let both_places = ProviderFile {
        client_secret_file: Some("secret".into()),
        ..whole()
    };
    let named = "client_secret_env".to_owned();
    assert_eq!(refusal(&both_places), ("provider_setting_twice", named));
}

#[test]
fn a_secret_that_cannot_be_read_is_named() {
    let nowhere = ProviderFile {
        client_secret_env: None,
        client_secret_file: Some("/nowhere/secret".into()),
        ..whole()
    };
    let unusable = |field: &str| ("provider_secret_unusable", field.to_owned());
    assert_eq!(refusal(&nowhere), unusable("client_secret_file"));
    let no_key = ProviderFile {
        client_secret_env: None,
        private_key_env: Some("SECRET".to_owned()),
        ..whole()
    };
    assert_eq!(refusal(&no_key), unusable("private_key_env"));
}

#[test]
fn a_value_may_mean_a_role_in_a_collaboration_that_the_operator_names() {
    let saying = |value: &str| ProviderFile {
        role_claim: Some("groups".to_owned()),
        roles: map(&[("a", value)]),
        ..whole()
    };
    let provider = saying("economist:radet").read(1, &environment).unwrap();
    let meant = ToldRole::In("radet".to_owned(), Role::Economist);
    assert_eq!(provider.mapping.role.roles["a"], meant);
    for wrong in [
        "coordinator",
        "coordinator:",
        "coordinator:Rådet",
        "reader:radet",
        "administrator:radet",
    ] {
        let refused = refusal(&saying(wrong));
        assert_eq!(
            refused,
            ("provider_setting_invalid", "roles".to_owned()),
            "{wrong}"
        );
    }
}
