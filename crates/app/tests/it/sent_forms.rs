//! Forms that are sent when the session has ended or is another person's, and what is told of what is
//! missing in them.

use crate::world::{Answer, House, example};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::Db;
use scraper::{Html, Selector};

samverk_testing::db_tests!(&migrations();
    what_was_typed_is_sent_again_after_signing_in_anew,
    what_another_person_wrote_is_not_sent_as_ones_own_by_mistake,
    secrets_and_forms_from_elsewhere_are_not_given_back,
    files_are_chosen_anew_and_the_rest_stays,
    everything_that_is_missing_is_told_at_once_by_name,
    dates_in_the_files_of_a_model_may_be_quoted_or_not,
);

const NEW_GROUP: &str = "/samverkan/digitaliseringsradet/grupper/ny";
const OPEN: &str = "/samverkan/ny";

/// The hidden fields of the form with that number on a page.
fn hidden(page: &str, number: usize) -> Vec<(String, String)> {
    let page = Html::parse_document(page);
    let forms = Selector::parse("main form.form").unwrap();
    let fields = Selector::parse("input[type=hidden]").unwrap();
    let form = page.select(&forms).nth(number).unwrap();
    let pair = |input: scraper::ElementRef| {
        let of = |name| input.attr(name).unwrap_or_default().to_owned();
        // A page is read without the first half of a line's end; what is sent has it again.
        (of("name"), of("value").replace('\n', "\r\n"))
    };
    form.select(&fields).map(pair).collect()
}

fn encoded(fields: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

fn written() -> Vec<(String, String)> {
    let purpose = format!("Rad 1 <b>&\r\n\r\n  \"rad 2\"\r\n{}", "å".repeat(15_000));
    let fields = [
        ("key", "aterkomsten"),
        ("name", "Återkomsten"),
        ("kind", "inside"),
        ("reach", "regional"),
        ("purpose", &purpose),
        ("several", "ett"),
        ("several", "två"),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    fields.map(owned).to_vec()
}

async fn is_there(house: &House, cookie: &str) -> bool {
    let group = "/samverkan/digitaliseringsradet/grupper/aterkomsten";
    house.get(group, cookie).await.status == StatusCode::OK
}

async fn what_was_typed_is_sent_again_after_signing_in_anew(db: Db) {
    let house = House::furnished(db).await;
    let answer = house.post(NEW_GROUP, "", &encoded(&written())).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text);
    assert!(answer.text.contains("Du har blivit utloggad"));
    assert!(answer.text.contains(r#"target="_blank""#));
    assert!(answer.text.contains(&format!(r#"action="{NEW_GROUP}""#)));
    let kept = hidden(&answer.text, 0);
    assert_eq!(kept, written());
    // Sent once more before one has signed in it is still there.
    let again = house.post(NEW_GROUP, "", &encoded(&kept)).await;
    assert_eq!(hidden(&again.text, 0), written());
    let cookie = house.sign_in("samordnare").await;
    assert!(!is_there(&house, &cookie).await);
    let saved = house.post(NEW_GROUP, &cookie, &encoded(&kept)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert!(is_there(&house, &cookie).await);
    // Who signs in beside is told to go back.
    let beside = house.get("/?notis=signed-in-beside", &cookie).await;
    assert!(beside.text.contains("Gå tillbaka till fliken"));
}

async fn what_another_person_wrote_is_not_sent_as_ones_own_by_mistake(db: Db) {
    let house = House::furnished(db).await;
    let coordinator = house.sign_in("samordnare").await;
    let form = house.get(NEW_GROUP, &coordinator).await;
    let mark = hidden(&form.text, 0);
    let mark = mark.iter().find(|(name, _)| name == "written_by").unwrap();
    let mut fields = written();
    fields.push(mark.clone());
    let administrator = house.sign_in("administrator").await;
    let answer = house
        .post(NEW_GROUP, &administrator, &encoded(&fields))
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert!(answer.text.contains("Någon annan är inloggad nu"));
    assert!(!is_there(&house, &coordinator).await);
    assert_eq!(hidden(&answer.text, 0), fields);
    // The writer, signed in again, sends it as it is; whoever else says so sends it as theirs.
    let own = hidden(&answer.text, 1);
    assert_eq!(own, written());
    let taken = house.post(NEW_GROUP, &administrator, &encoded(&own)).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    assert!(is_there(&house, &administrator).await);
    fields[0].1 = "en-annan".to_owned();
    let saved = house.post(NEW_GROUP, &coordinator, &encoded(&fields)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
}

async fn secrets_and_forms_from_elsewhere_are_not_given_back(db: Db) {
    let house = House::furnished(db).await;
    let path = "/mina-uppgifter/losenord";
    let form = "current=hemligt-ett&password=hemligt-tva&again=hemligt-tva&other=kvar";
    let answer = house.post(path, "", form).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text);
    assert!(answer.text.contains("kvar") && !answer.text.contains("hemligt"));
    // Another site can neither send a form nor have a page of ours show what it made up.
    let request = Request::post(NEW_GROUP)
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("name=Luraren"));
    let foreign = house.send(request.unwrap()).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert!(!foreign.text.contains("Luraren"), "{}", foreign.text);
    // More than any form holds is not given back at all.
    let large = format!("name={}", "a".repeat(5 * 1024 * 1024));
    let answer = house.post(NEW_GROUP, "", &large).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text.len() < 100_000);
}

async fn files_are_chosen_anew_and_the_rest_stays(db: Db) {
    let house = House::furnished(db).await;
    let body = "--x\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nrad 1\r\nrad 2\r\n\
        --x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
        content-type: text/csv\r\n\r\nhemlig;fil\r\n\
        --x\r\ncontent-disposition: form-data; name=\"after\"\r\n\r\nsist\r\n--x--\r\n";
    let request = Request::post("/samverkan/digitaliseringsradet/kalkylblad/grupper")
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body));
    let answer = house.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text);
    let kept = hidden(&answer.text, 0);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        kept,
        [pair("note", "rad 1\r\nrad 2"), pair("after", "sist")]
    );
    assert!(answer.text.contains("Välj filen igen"));
    assert!(answer.text.contains(r#"type="file""#));
    assert!(answer.text.contains(r#"enctype="multipart/form-data""#));
    assert!(!answer.text.contains("hemlig;fil"));
}

/// What stands in the list above a form, with where each leads.
fn summary(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = Html::parse_document(&answer.text);
    let links = Selector::parse(".ds-error-summary a").unwrap();
    let link = |link: scraper::ElementRef| {
        let href = link.attr("href").unwrap().to_owned();
        let target = Selector::parse(&href).unwrap();
        assert!(
            page.select(&target).next().is_some(),
            "{href} leads nowhere"
        );
        (link.text().collect::<String>(), href)
    };
    page.select(&links).map(link).collect()
}

async fn everything_that_is_missing_is_told_at_once_by_name(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let told = |fields: &[(&str, &str)]| -> Vec<(String, String)> {
        let owned = |(text, href): &(&str, &str)| ((*text).to_owned(), (*href).to_owned());
        fields.iter().map(owned).collect()
    };
    // A form of its own, and one of a described kind.
    let answer = house.post(OPEN, &cookie, "key=ny&published=true").await;
    let expected = told(&[
        ("Fyll i ”Namn”.", "#input-name"),
        ("Fyll i ”Syfte”.", "#input-purpose"),
        (
            "Välj ett alternativ under ”Juridisk form”.",
            "#input-legal_form",
        ),
        (
            "Välj ett alternativ under ”Räckvidd”.",
            "#input-reach-national",
        ),
    ]);
    assert_eq!(summary(&answer), expected);
    let page = Html::parse_document(&answer.text);
    let at_name = Selector::parse("#field-name .ds-validation-message").unwrap();
    let at_name: String = page.select(&at_name).next().unwrap().text().collect();
    assert_eq!(at_name, "Fyll i ”Namn”.");
    let answer = house.post(NEW_GROUP, &cookie, "kind=inside").await;
    let told = summary(&answer);
    assert!(told.len() >= 2, "{told:?}");
    assert!(
        told.iter().any(|(text, _)| text == "Fyll i ”Grupp”."),
        "{told:?}"
    );
    let english = format!("{cookie}; language=en");
    let answer = house.post(OPEN, &english, "key=ny").await;
    assert_eq!(summary(&answer)[0].0, "Fill in “Name”.");
}

async fn dates_in_the_files_of_a_model_may_be_quoted_or_not(db: Db) {
    let house = House::empty(db).await;
    let models = "collaborations/digitaliseringsradet/models";
    let mut folder = example("jonkoping");
    let model = folder.get(&format!("{models}/2021-trettio-procent.toml"));
    let model = String::from_utf8(model.unwrap().to_vec()).unwrap();
    let model = model.replace("key = \"2021-trettio-procent\"", "key = \"daterad\"");
    let path = format!("{models}/daterad.toml");
    for written in ["2021-03-04", "\"2021-03-04\""] {
        let dated = format!("valid_from = {written}\n{model}");
        folder.insert(path.clone(), dated);
        let outcome = house.import(folder.clone(), true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        let exported = bundle::export(&house.db, &[]).await.unwrap();
        let exported = String::from_utf8_lossy(exported.get(&path).unwrap()).into_owned();
        assert!(exported.contains("2021-03-04"), "{exported}");
    }
    folder.insert(path, format!("valid_from = 2021-03-04T10:00:00\n{model}"));
    let Outcome::Refused(problems) = house.import(folder, true).await else {
        panic!("a moment is no date");
    };
    assert_eq!(problems[0].code, "document_invalid");
    assert_eq!(problems[0].place.row, Some(1));
}
