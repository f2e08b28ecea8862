//! A finished document is signed, and OpenSSL judges the signature by what anybody can fetch.

use crate::papers::Desk;
use crate::world::{Answer, House};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_app::signing::SigningFields;
use samverk_cases::Signatures;
use samverk_database::Db;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use tower::ServiceExt;

samverk_testing::db_tests!(&migrations();
    openssl_judges_what_is_signed,
    a_signature_is_over_one_version_and_no_other,
    a_signature_of_ones_own_is_taken_when_it_holds,
    nobody_signs_without_an_authority_a_mandate_or_a_right,
);

/// A house that can sign, with its authority's files.
struct Signing<'h> {
    house: &'h House,
    signatures: Signatures,
    folder: TempDir,
}

fn signing(house: &House) -> Signing<'_> {
    let folder = tempfile::tempdir().unwrap();
    let settings = SigningFields::default().read(|_| None, folder.path());
    settings.make("Exempelkommunen", house.db.clock()).unwrap();
    let mode = std::fs::metadata(&settings.key).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600, "nobody else reads the key");
    let again = settings.make("En annan", house.db.clock()).unwrap_err();
    assert_eq!(again.code, "signing_authority_exists");
    std::fs::set_permissions(&settings.key, PermissionsExt::from_mode(0o644)).unwrap();
    assert_eq!(
        settings.open().unwrap_err().code,
        "signing_authority_invalid"
    );
    std::fs::set_permissions(&settings.key, PermissionsExt::from_mode(0o600)).unwrap();
    Signing {
        signatures: settings.open().unwrap(),
        house,
        folder,
    }
}

impl Signing<'_> {
    async fn send(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        let router = self.house.router().layer(self.signatures.clone().layer());
        let answer = router.oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, bytes.to_vec())
    }

    async fn get(&self, path: &str, cookie: &str) -> String {
        let request = Request::get(path).header("cookie", cookie);
        let (_, bytes) = self.send(request.body(Body::empty()).unwrap()).await;
        String::from_utf8_lossy(&bytes).into_owned()
    }

    async fn sign(&self, desk: &Desk, one: &str, mandate: &str) -> (StatusCode, String) {
        let page = self.get(&format!("{one}/underteckna"), &desk.cookie).await;
        let form = format!("mandate={mandate}&sha256={}", sum_of(&page));
        self.post(desk, &format!("{one}/underteckna"), form).await
    }

    async fn post(&self, desk: &Desk, path: &str, form: String) -> (StatusCode, String) {
        let request = Request::post(path)
            .header("cookie", &desk.cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        let (status, bytes) = self.send(request.body(Body::from(form)).unwrap()).await;
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Sends a signature that was made elsewhere.
    async fn bring(&self, desk: &Desk, one: &str, signature: &[u8]) -> (StatusCode, String) {
        let page = self.get(&format!("{one}/underskrift"), &desk.cookie).await;
        let mut body = Vec::new();
        for (name, said) in [("mandate", "Delegation 1"), ("sha256", &sum_of(&page))] {
            let part = format!(
                "--zebra\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{said}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let file =
            "--zebra\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.p7s\"\r\n\r\n";
        body.extend_from_slice(file.as_bytes());
        body.extend_from_slice(signature);
        body.extend_from_slice(b"\r\n--zebra--\r\n");
        let request = Request::post(format!("{one}/underskrift"))
            .header("cookie", &desk.cookie)
            .header("content-type", "multipart/form-data; boundary=zebra");
        let (status, bytes) = self.send(request.body(Body::from(body)).unwrap()).await;
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    fn openssl(&self, said: &str) -> (bool, String) {
        openssl(self.folder.path(), said)
    }

    fn verifies(&self) -> (bool, String) {
        let now = self.house.db.clock().now().timestamp();
        self.openssl(&format!(
            "cms -verify -binary -cades -inform DER -in x.p7s -content x.pdf -CAfile ca.pem -purpose any -attime {now} -out out.pdf"
        ))
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
    }
}

fn openssl(folder: &Path, said: &str) -> (bool, String) {
    let answer = Command::new("openssl")
        .args(said.split(' '))
        .current_dir(folder)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&answer.stderr).into_owned();
    (answer.status.success(), told)
}

/// The checksum that the form carries.
fn sum_of(page: &str) -> String {
    let field = page.split("name=\"sha256\"").nth(1).unwrap_or_default();
    let value = field.split("value=\"").nth(1).unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}

async fn openssl_judges_what_is_signed(db: Db) {
    let house = House::with_council(db).await;
    let desk = house.with_case().await;
    let signing = signing(&house);
    let one = desk.finished(&house).await;
    let (status, told) = signing.sign(&desk, &one, "Delegationsordningen+3.2").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = signing.get(&format!("{one}/visa"), &desk.cookie).await;
    assert!(page.contains("Delegationsordningen 3.2"), "{page}");
    assert!(page.contains("Utfärdat här av Exempelkommunen"), "{page}");
    let files = desk.files(&house, &one).await;
    let pdf = files.iter().find(|file| file.ends_with(".pdf")).unwrap();
    let p7s = files.iter().find(|file| file.ends_with(".p7s")).unwrap();
    let (pdf, _) = house.file(pdf, &desk.cookie).await;
    signing.write("x.pdf", &pdf);
    signing.write("x.p7s", &house.file(p7s, &desk.cookie).await.0);
    // The certificate is everybody's.
    let certificate = signing.get("/underskrifter/ca.pem", "").await;
    signing.write("ca.pem", certificate.as_bytes());
    let (is_good, told) = signing.verifies();
    assert!(is_good, "{told}");
    let mut altered = pdf.clone();
    let last = altered.len() - 10;
    altered[last] ^= 1;
    signing.write("x.pdf", &altered);
    assert!(!signing.verifies().0, "an altered file");
    // The key is in no export, and the signature is; it comes to the same elsewhere.
    let out = house.export(&[]).await;
    let folder = out.folder;
    let signed = table(&folder);
    assert!(signed.contains("Delegationsordningen 3.2"), "{signed}");
    for path in folder.paths() {
        let text = String::from_utf8_lossy(folder.get(path).unwrap());
        assert!(!text.contains("PRIVATE KEY"), "{path}");
    }
    let outcome = house.import(folder.clone(), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    assert_eq!(table(&house.export(&[]).await.folder), signed);
    samverk_testing::on_sqlite(&migrations(), |empty| async move {
        let other = House::empty(empty).await;
        let outcome = other.import(folder, true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        assert_eq!(table(&other.export(&[]).await.folder), signed);
    })
    .await;
}

/// The signatures that a folder tells of.
fn table(folder: &samverk_exchange::Folder) -> String {
    let is_it = |path: &&str| path.ends_with("/signatures.csv");
    let path = folder.paths().find(is_it).unwrap();
    String::from_utf8(folder.get(path).unwrap().to_vec()).unwrap()
}

async fn a_signature_is_over_one_version_and_no_other(db: Db) {
    let house = House::with_council(db).await;
    let desk = house.with_case().await;
    let signing = signing(&house);
    let one = desk.finished(&house).await;
    let page = signing
        .get(&format!("{one}/underteckna"), &desk.cookie)
        .await;
    let old = sum_of(&page);
    signing.sign(&desk, &one, "Punkt+1").await;
    let twice = signing.sign(&desk, &one, "Punkt+2").await;
    assert_eq!(
        twice.0,
        StatusCode::SEE_OTHER,
        "a second signer: {}",
        twice.1
    );
    desk.write(&house, &one, ("Ansökan avslås.", 2)).await;
    house
        .accepted(&desk.cookie, &format!("{one}/fardigstall"), "revision=3")
        .await;
    let to = format!("{one}/underteckna");
    let stale = signing
        .post(&desk, &to, format!("mandate=Punkt+1&sha256={old}"))
        .await;
    assert_eq!(stale.0, StatusCode::CONFLICT);
    assert!(
        stale
            .1
            .contains("En ny version av handlingen har blivit färdig"),
        "{}",
        stale.1
    );
    // The earlier signature is none over the new version.
    let files = desk.files(&house, &one).await;
    let p7s = files.iter().find(|file| file.ends_with(".p7s")).unwrap();
    let earlier = house.file(p7s, &desk.cookie).await.0;
    let brought = signing.bring(&desk, &one, &earlier).await;
    assert_eq!(brought.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        brought.1.contains("Underskriften gäller en annan fil"),
        "{}",
        brought.1
    );
}

async fn a_signature_of_ones_own_is_taken_when_it_holds(db: Db) {
    let house = House::with_council(db).await;
    let desk = house.with_case().await;
    let signing = signing(&house);
    let one = desk.finished(&house).await;
    let files = desk.files(&house, &one).await;
    signing.write("x.pdf", &house.file(&files[0], &desk.cookie).await.0);
    for said in [
        "req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 30000 -subj /CN=Exempelchefen/O=Annan",
        "cms -sign -binary -cades -in x.pdf -signer c.pem -inkey k.pem -outform DER -out own.p7s",
    ] {
        let (is_done, told) = signing.openssl(said);
        assert!(is_done, "{told}");
    }
    let own = std::fs::read(signing.folder.path().join("own.p7s")).unwrap();
    let mut altered = own.clone();
    let last = altered.len() - 5;
    altered[last] ^= 1;
    let (status, told) = signing.bring(&desk, &one, &altered).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("Underskriften stämmer inte"), "{told}");
    let (_, told) = signing.bring(&desk, &one, b"zebra").await;
    assert!(
        told.contains("Filen är ingen fristående CMS-underskrift"),
        "{told}"
    );
    let (status, told) = signing.bring(&desk, &one, &own).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = signing.get(&format!("{one}/visa"), &desk.cookie).await;
    assert!(page.contains("Exempelchefen, Annan"), "{page}");
    assert!(page.contains("som inte är betrodd här"), "{page}");
    let (status, told) = signing.bring(&desk, &one, &own).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    // It stays with the document.
    let p7s = desk
        .files(&house, &one)
        .await
        .into_iter()
        .find(|file| file.ends_with(".p7s"));
    let file = p7s.unwrap();
    let file = file.rsplitn(3, '/').last().unwrap();
    let gone = house
        .post(&format!("{file}/ta-bort"), &desk.cookie, "revision=1")
        .await;
    assert_ne!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
}

async fn nobody_signs_without_an_authority_a_mandate_or_a_right(db: Db) {
    let house = House::with_council(db).await;
    let desk = house.with_case().await;
    let one = desk.finished(&house).await;
    let to = format!("{one}/underteckna");
    let without: Answer = house.post(&to, &desk.cookie, "mandate=a&sha256=").await;
    assert_eq!(without.status, StatusCode::CONFLICT);
    assert!(
        without.text.contains("signing-authority"),
        "{}",
        without.text
    );
    assert_eq!(
        house.get("/underskrifter/ca.pem", "").await.status,
        StatusCode::NOT_FOUND
    );
    let signing = signing(&house);
    let (status, told) = signing.sign(&desk, &one, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let stranger = house.get(&to, "").await;
    assert_ne!(stranger.status, StatusCode::OK);
}
