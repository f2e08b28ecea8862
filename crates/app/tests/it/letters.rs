//! A letter of the invented example: a party decides anew on the text that is out, its signed copy puts the letter in force,
//! and all of it is printed.

use crate::conflicts::fields;
use crate::pdfs::{pdf_for, validate, words};
use crate::world::House;
use form_urlencoded::Serializer;
use samverk_app::modules::migrations;

const LETTER: &str =
    "/samverkan/digitala-radet-i-exempellanet/avsiktsforklaringar/avsikt-klassning";

#[tokio::test]
async fn a_signed_copy_puts_a_letter_in_force_and_it_is_printed() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::in_demo(db).await;
        let cookie = house.sign_in("samordnare").await;
        let page = house.get(LETTER, &cookie).await.text;
        for words in [
            "Beslutade om en annan text",
            "Har undertecknat",
            "Har inte svarat",
        ] {
            assert!(page.contains(words), "{words} in {page}");
        }
        let place = house.place_for_files(LETTER, &cookie).await;
        let copy = b"%PDF-1.7\n\x00\xffunderskrift\n";
        let none: [(&str, &str); 0] = [];
        house
            .send_file(&place, &cookie, (&none, "undertecknad.pdf", copy))
            .await;
        let own = format!("{LETTER}/svar/provkopings-kommun");
        let opened = house.get(&own, &cookie).await.text;
        let checksum = fields(&opened)
            .into_iter()
            .find(|(name, _)| name == "checksum");
        let (_, checksum) = checksum.unwrap();
        let form =
            |pairs: &[(&str, &str)]| Serializer::new(String::new()).extend_pairs(pairs).finish();
        let decided = form(&[
            ("answer", "accepted"),
            ("checksum", &checksum),
            ("body", "Kommunstyrelsen"),
            ("date", "2026-11-17"),
            ("paragraph", "§ 121"),
            ("said_by", "Säkerhetschefen"),
        ]);
        let saved = house.post(&own, &cookie, &decided).await;
        assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
        let signed = form(&[
            ("how", "copy"),
            ("on", "2026-11-18"),
            ("signer", "Kommunstyrelsens ordförande"),
            ("copy", "undertecknad.pdf"),
        ]);
        let saved = house
            .post(&format!("{own}/underskrift"), &cookie, &signed)
            .await;
        assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
        let page = house.get(LETTER, &cookie).await.text;
        for words in ["Gäller", "Kopia: undertecknad.pdf", "2 av 3 parter"] {
            assert!(page.contains(words), "{words} in {page}");
        }
        // Who signed and who told of it are found by whoever answers for personal data.
        let administrator = house.sign_in("administrator").await;
        for name in ["Kommunstyrelsens+ordf%C3%B6rande", "S%C3%A4kerhetschefen"] {
            let found = format!("/personuppgifter?namn={name}");
            let page = house.get(&found, &administrator).await.text;
            let link = page.split("href=\"").find_map(|rest| {
                let href = rest.split('"').next()?;
                href.starts_with("/personuppgifter/letter/").then_some(href)
            });
            let led = house.get(link.expect(name), &administrator).await;
            assert_eq!(led.location, LETTER, "{page}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = format!("{LETTER}/avsiktsforklaring.pdf");
        let file = pdf_for(&house, &path, &cookie, folder.path()).await;
        let printed = words(&file);
        for word in [
            "Alla parter klassar information på samma sätt",
            "Exempelstads",
            "121",
            "2 av 3 parter har undertecknat text 2",
            &checksum[..16],
        ] {
            assert!(printed.contains(word), "{word} is not in {printed}");
        }
        validate(&file);
        let stranger = house.get(&path, "").await;
        assert_ne!(stranger.status.as_u16(), 200);
    })
    .await;
}
