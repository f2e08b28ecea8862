//! Files on anything: who adds, fetches, changes and removes them, and what they are told.

use crate::file_forms::{COUNCIL, address, last_file};
use crate::world::House;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use samverk_app::modules::migrations;
use samverk_database::{Db, Event, ObjectRef};
use samverk_foundation::Actor;
use tower::ServiceExt;

samverk_testing::db_tests!(&migrations();
    a_file_comes_back_byte_for_byte_to_members_only,
    a_public_file_of_a_public_thing_is_for_all,
    strangers_get_what_came_since_a_file_was_made_public,
    who_added_what_is_public_leaves_it_to_those_who_made_it_so,
    what_lies_at_a_party_is_its_own_peoples,
    a_new_version_leaves_the_earlier_ones,
    what_is_removed_is_gone_and_leaves_a_trace,
    who_may_what_is_held_at_the_action,
    a_part_is_fetched_and_what_is_known_is_not_sent_again,
    a_file_hangs_on_things_of_every_domain,
    what_lay_at_a_removed_thing_is_gone_with_it,
);

const PDF: &[u8] = b"%PDF-1.7\n\x00\xffprotokoll\n";

async fn fetch(
    house: &House,
    path: &str,
    cookie: &str,
    asked: &[(&str, &str)],
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::get(path).header(header::COOKIE, cookie);
    for (name, value) in asked {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = house.router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, bytes.to_vec())
}

async fn a_file_comes_back_byte_for_byte_to_members_only(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let link = house.lay(&cookie, "../Årsplan 2027.pdf", PDF).await;
    assert!(link.ends_with("/1/%C3%85rsplan%202027.pdf"), "{link}");
    let (status, headers, bytes) = fetch(&house, &link, &cookie, &[]).await;
    assert_eq!((status, bytes.as_slice()), (StatusCode::OK, PDF));
    let said = |name: &str| headers[name].to_str().unwrap();
    assert_eq!(
        said("content-disposition"),
        "attachment; filename=\"Arsplan 2027.pdf\"; filename*=UTF-8''%C3%85rsplan%202027.pdf"
    );
    assert_eq!(said("content-type"), "application/pdf");
    assert_eq!(said("x-content-type-options"), "nosniff");
    assert!(said("content-security-policy").contains("sandbox"));
    let page = house.get(COUNCIL, &cookie).await.text;
    assert!(
        page.contains("Inte virusgranskad"),
        "nothing is clean by itself"
    );
    assert!(page.contains("En fil lades till"), "its history tells it");
    let (status, ..) = fetch(&house, &link, "", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "strangers do not know of it");
    let of_file = link.rsplitn(3, '/').last().unwrap();
    assert_eq!(house.get(of_file, "").await.status, StatusCode::NOT_FOUND);
    assert!(!house.get(COUNCIL, "").await.text.contains("filer/"));
    let reader = house.sign_in("lasare").await;
    assert_eq!(fetch(&house, &link, &reader, &[]).await.2, PDF);
    let other = link.replace("%202027", "");
    assert_eq!(
        fetch(&house, &other, &cookie, &[]).await.0,
        StatusCode::NOT_FOUND
    );
}

async fn a_public_file_of_a_public_thing_is_for_all(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    let fields = [("title", "Protokoll"), ("public", "true")];
    let sent = house
        .send_file(&place, &cookie, (&fields, "p.pdf", PDF))
        .await;
    assert!(
        sent.location.contains("notis=file-added"),
        "{}",
        sent.location
    );
    let page = house.get(COUNCIL, "").await.text;
    assert!(page.contains("Protokoll") && !page.contains("Samordnare Exempel"));
    let (status, _, bytes) = fetch(&house, &last_file(&page), "", &[]).await;
    assert_eq!((status, bytes.as_slice()), (StatusCode::OK, PDF));
    // A representative may add, but not to the public, and not in place of what the public gets.
    let representative = house.sign_in("representant").await;
    let sent = house
        .send_file(&place, &representative, (&fields, "p.pdf", PDF))
        .await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    let file = last_file(&page);
    let version = format!("{}/ny-version", file.rsplitn(3, '/').last().unwrap());
    let sent = house
        .send_file(&version, &representative, (&[], "p.pdf", b"%PDF-1.7 ny"))
        .await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}

async fn strangers_get_what_came_since_a_file_was_made_public(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let first = house.lay(&cookie, "plan.pdf", PDF).await;
    let file = first.rsplitn(3, '/').last().unwrap();
    let to = format!("{file}/ny-version");
    for (bytes, made_public) in [("%PDF-1.7 b", true), ("%PDF-1.7 c", false)] {
        let new = (&[] as &[(&str, &str)], "plan.pdf", bytes.as_bytes());
        let sent = house.send_file(&to, &cookie, new).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        if made_public {
            let form = "title=Plan&public=true&revision=2";
            let saved = house.post(&format!("{file}/andra"), &cookie, form).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        }
    }
    let statuses = async |cookie: &str| {
        let mut all = Vec::new();
        for number in ["/1/", "/2/", "/3/"] {
            let path = first.replace("/1/", number);
            all.push(fetch(&house, &path, cookie, &[]).await.0.as_u16());
        }
        all
    };
    assert_eq!(statuses(&cookie).await, [200, 200, 200]);
    assert_eq!(
        statuses("").await,
        [404, 200, 200],
        "the first was members'"
    );
    let page = house.get(file, "").await.text;
    assert!(
        page.contains("Version 2") && !page.contains("Version 1"),
        "{page}"
    );
    // The folder says it of each version, and brings it back.
    let tx = house.db.read().await.unwrap();
    let things = samverk_web::Things::of(&samverk_app::modules::modules());
    let written = samverk_files::bundle::write(&tx, &things, &[]).await;
    let (folder, _) = written.unwrap();
    let path = "collaborations/digitaliseringsradet/files.csv";
    let csv = String::from_utf8_lossy(folder.get(path).unwrap()).into_owned();
    let said = |row: &str| row.contains(",true,");
    let said: Vec<bool> = csv.lines().skip(1).map(said).collect();
    assert_eq!(said, [false, true, true], "{csv}");
}

async fn who_added_what_is_public_leaves_it_to_those_who_made_it_so(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let representative = house.sign_in("representant").await;
    let link = house.lay(&representative, "deras.pdf", PDF).await;
    let file = link.rsplitn(3, '/').last().unwrap();
    let form = "title=Deras&public=true&revision=1";
    let saved = house.post(&format!("{file}/andra"), &cookie, form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    for (rest, form) in [
        ("andra", "title=Annat&revision=2"),
        ("ta-bort", "revision=2"),
    ] {
        let refused = house
            .post(&format!("{file}/{rest}"), &representative, form)
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{rest}");
    }
    let page = house.get(file, &representative).await.text;
    assert!(!page.contains("/ta-bort"), "{page}");
}

async fn what_lies_at_a_party_is_its_own_peoples(db: Db) {
    let house = House::with_council(db).await;
    let administrator = house.sign_in("administrator").await;
    let party = "/aktorer/habo-kommun";
    let tx = house.db.begin("saved").await.unwrap();
    let habo = samverk_parties::store::find_party(&tx, "habo-kommun").await;
    let habo = habo.unwrap().unwrap();
    let object = ObjectRef::new("party", habo.id.0, &habo.name);
    let saved = Event::new("party.saved", object);
    tx.record(&Actor::System("test"), saved).await.unwrap();
    tx.commit().await.unwrap();
    let place = house.place_for_files(party, &administrator).await;
    for number in 0..11 {
        let name = format!("hemlig-{number}.pdf");
        let sent = house
            .send_file(&place, &administrator, (&[], &name, PDF))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
    let own = house.get(party, &administrator).await.text;
    assert!(own.contains("En fil lades till"), "{own}");
    for who in ["lasare", "representant", "samordnare"] {
        let cookie = house.sign_in(who).await;
        let page = house.get(party, &cookie).await.text;
        assert!(
            !page.contains("hemlig") && !page.contains("En fil"),
            "{who}: {page}"
        );
        assert!(
            page.contains("Uppgifterna om aktören ändrades"),
            "what the register says is counted by itself: {page}"
        );
    }
    assert!(!house.get(party, "").await.text.contains("hemlig"));
}

async fn a_new_version_leaves_the_earlier_ones(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let first = house.lay(&cookie, "plan.pdf", PDF).await;
    let file = first.rsplitn(3, '/').last().unwrap();
    let to = format!("{file}/ny-version");
    let same = house.send_file(&to, &cookie, (&[], "plan.pdf", PDF)).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        same.text.contains("likadan som den senaste"),
        "{}",
        same.text
    );
    let sent = house
        .send_file(&to, &cookie, (&[], "plan.pdf", b"%PDF-1.7 ny"))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = house.get(file, &cookie).await.text;
    let (newest, oldest) = (page.find("Version 2"), page.find("Version 1"));
    assert!(newest.unwrap() < oldest.unwrap());
    assert_eq!(fetch(&house, &first, &cookie, &[]).await.2, PDF);
    let second = first.replace("/1/", "/2/");
    assert_eq!(fetch(&house, &second, &cookie, &[]).await.2, b"%PDF-1.7 ny");
    assert!(last_file(&house.get(COUNCIL, &cookie).await.text) == second);
    let change = house.get(&format!("{file}/andra"), &cookie).await.text;
    assert!(change.contains("value=\"plan.pdf\""));
    let form = "title=Plan+f%C3%B6r+r%C3%A5det&public=true&revision=2";
    let saved = house.post(&format!("{file}/andra"), &cookie, form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let stale = house.post(&format!("{file}/andra"), &cookie, form).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(house.get(file, "").await.text.contains("Plan för rådet"));
}

async fn what_is_removed_is_gone_and_leaves_a_trace(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let link = house.lay(&cookie, "plan.pdf", PDF).await;
    let file = link.rsplitn(3, '/').last().unwrap();
    let asked = house.get(&format!("{file}/ta-bort"), &cookie).await;
    assert!(asked.text.contains("Ta bort plan.pdf?"), "{}", asked.text);
    assert_eq!(fetch(&house, &link, &cookie, &[]).await.0, StatusCode::OK);
    let to = format!("{file}/ta-bort");
    let removed = house.post(&to, &cookie, "revision=1").await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
    let again = house.post(&to, &cookie, "revision=1").await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert_eq!(
        fetch(&house, &link, &cookie, &[]).await.0,
        StatusCode::NOT_FOUND
    );
    let page = house.get(COUNCIL, &cookie).await.text;
    assert!(page.contains("En fil togs bort") && page.contains("plan.pdf"));
}

async fn who_may_what_is_held_at_the_action(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let representative = house.sign_in("representant").await;
    let reader = house.sign_in("lasare").await;
    let place = house.place_for_files(COUNCIL, &cookie).await;
    for (who, expected) in [
        (reader.as_str(), StatusCode::FORBIDDEN),
        ("", StatusCode::UNAUTHORIZED),
    ] {
        let sent = house.send_file(&place, who, (&[], "plan.pdf", PDF)).await;
        assert_eq!(sent.status, expected);
    }
    let theirs = house.lay(&representative, "deras.pdf", PDF).await;
    let ours = house.lay(&cookie, "var.pdf", PDF).await;
    let remove = |link: &str| format!("{}/ta-bort", link.rsplitn(3, '/').last().unwrap());
    let refused = house
        .post(&remove(&ours), &representative, "revision=1")
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = house.post(&remove(&ours), &reader, "revision=1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let own = house
        .post(&remove(&theirs), &representative, "revision=1")
        .await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.text);
    let unknown = place.replace("collaboration", "finns_inte");
    let sent = house
        .send_file(&unknown, &cookie, (&[], "plan.pdf", PDF))
        .await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
}

async fn a_part_is_fetched_and_what_is_known_is_not_sent_again(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let link = house.lay(&cookie, "siffror.txt", b"0123456789").await;
    let (status, headers, bytes) = fetch(&house, &link, &cookie, &[("range", "bytes=2-4")]).await;
    assert_eq!(
        (status, bytes.as_slice()),
        (StatusCode::PARTIAL_CONTENT, &b"234"[..])
    );
    assert_eq!(headers["content-range"], "bytes 2-4/10");
    let beyond = fetch(&house, &link, &cookie, &[("range", "bytes=10-")]).await;
    assert_eq!(beyond.0, StatusCode::RANGE_NOT_SATISFIABLE);
    let tag = headers["etag"].to_str().unwrap();
    let known = fetch(&house, &link, &cookie, &[("if-none-match", tag)]).await;
    assert_eq!((known.0, known.2.len()), (StatusCode::NOT_MODIFIED, 0));
    let other = [("range", "bytes=2-4"), ("if-range", "\"annan\"")];
    assert_eq!(fetch(&house, &link, &cookie, &other).await.2, b"0123456789");
    let packed = fetch(&house, &link, &cookie, &[("accept-encoding", "gzip, br")]).await;
    assert!(!packed.1.contains_key("content-encoding"));
}

async fn a_file_hangs_on_things_of_every_domain(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("administrator").await;
    for page in [
        "/aktorer/jonkopings-kommun",
        "/trappor/samverkanstrappan",
        "/samverkan/digitaliseringsradet",
        "/samverkan/digitaliseringsradet/grupper/ledningsgrupp-kompetens",
        "/samverkan/digitaliseringsradet/planer/2021-2023",
        "/samverkan/digitaliseringsradet/budget/2021",
        "/samverkan/digitaliseringsradet/modeller/2021-antagen",
        "/samverkan/digitaliseringsradet/fordelning/2021",
    ] {
        let place = house.place_for_files(page, &cookie).await;
        let form = house.get(&place, &cookie).await;
        assert_eq!(form.status, StatusCode::OK, "{place}");
        assert!(form.text.contains("multipart/form-data"));
        let sent = house
            .send_file(&place, &cookie, (&[], "bilaga.pdf", PDF))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{page}: {}", sent.text);
        let shown = house.get(page, &cookie).await.text;
        assert_eq!(
            fetch(&house, &last_file(&shown), &cookie, &[]).await.2,
            PDF,
            "{page}"
        );
    }
}

async fn what_lay_at_a_removed_thing_is_gone_with_it(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let needs = format!("{COUNCIL}/behov");
    let form = "key=prov&kind=need&area=Drift&text=Ett&revision=0";
    let made = house.post(&format!("{needs}/ny"), &cookie, form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let page = format!("{needs}/prov");
    let place = house.place_for_files(&page, &cookie).await;
    let sent = house
        .send_file(&place, &cookie, (&[], "bilaga.pdf", PDF))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let link = last_file(&house.get(&page, &cookie).await.text);
    let removal = address(
        &house.get(&page, &cookie).await.text,
        &format!("{page}/ta-bort"),
    );
    let removed = house.post(&removal, &cookie, "revision=1").await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
    assert_eq!(
        fetch(&house, &link, &cookie, &[]).await.0,
        StatusCode::NOT_FOUND
    );
    samverk_files::tidy_files(house.state(), house.files())
        .await
        .unwrap();
    let tx = house.db.read().await.unwrap();
    let sql = "SELECT COUNT(*) FROM file WHERE removed_at IS NULL";
    let left = sea_orm::Statement::from_string(
        sea_orm::ConnectionTrait::get_database_backend(tx.connection()),
        sql,
    );
    let row = sea_orm::ConnectionTrait::query_one_raw(tx.connection(), left)
        .await
        .unwrap();
    assert_eq!(row.unwrap().try_get_by_index::<i64>(0).unwrap(), 0);
}
