# De meningar som är lika för allt som beskrivs en gång.
kept-add = Lägg till
kept-change = Ändra
kept-remove = Ta bort
kept-remove-one = Ta bort { $name }
kept-more = Visa fler
kept-key = Kortnamn i adressen
kept-key-hint = Står i adresser och filer. Lämna tomt så bildas det av det du har skrivit. Det kan inte ändras.
notice-kept-removed = Borttaget.
problem-ships-with-samverk = Det här följer med Samverk och kan inte tas bort. Ändra det om något är fel.
problem-still-in-use = Något annat hänvisar hit. Ändra det först.
problem-inside-itself = Något kan inte ingå i sig självt, inte heller genom annat. Välj något annat eller lämna tomt.
problem-row-of-unknown = Raden hör till { $key }, som inte finns här. Lägg till det som den hör till eller rätta nyckeln.
kept-event-added = { $name } lades till
kept-event-saved = { $name } sparades
kept-event-removed = { $name } togs bort
kept-add-heading = Lägg till { $one }
kept-several = Lägg till flera
kept-several-heading = { $list }: lägg till flera
kept-several-hint = En rad för varje. Du kan också klistra in raderna från ett kalkylark.
kept-change-heading = Ändra { $one }
kept-remove-heading = Ta bort { $one }
kept-continued = { $heading }, fortsättning
kept-whole = Visa hela listan
kept-remove-lead = Det här tas bort. Historiken finns kvar.
problem-removed-meanwhile = Någon annan har tagit bort det här medan du skrev. Det du skrev står kvar nedan; lägg till det igen om det ska finnas.
problem-changed-since-opened = Någon annan har ändrat det här sedan du öppnade sidan. Läs vad som står nu innan du tar bort det.
kept-order = Ändra ordningen
kept-order-lead = Flytta en rad i taget uppåt, nedåt eller till en plats. Varje flytt sparas direkt.
kept-order-up = Flytta upp
kept-order-down = Flytta ned
kept-order-place = Plats
kept-order-move = Flytta hit
kept-order-done = Tillbaka till listan
kept-below-heading = Hör hit
kept-event-decided = { $name } bytte läge
kept-decide = Fatta beslut
kept-decide-heading = Fatta beslut om { $one }
kept-change-state = Ändra läge
kept-change-state-heading = Ändra läge för { $one }
kept-decide-to = Nytt läge
kept-decide-reason = Skäl
problem-field-veiled = Det fältet är skyddat, och bara några får ändra det. Låt det vara som det är, eller be någon av dem.
problem-state-by-decision = Läget ändras bara genom ett beslut. Låt det stå som det är här och fatta beslutet för sig.
problem-already-settled = Det här är beslutat och ändras inte. Lägg till ett nytt, eller ändra läge om beslutet har upphävts.
problem-move-impossible = Dit går det inte att komma från där det står nu. Läs sidan igen och välj ett av de lägen som finns där.
kept-event-moved = { $name } flyttades
field-place = Plats i listan
notice-kept-moved = Flyttat.
problem-order-changed = Någon annan har ändrat i listan sedan du öppnade sidan, så inget flyttades. Nu står listan som den är; flytta igen om det fortfarande behövs.
kept-narrow = Sök och välj i listan
kept-search = Sök i listan
kept-says-nothing = Inget angivet
kept-all = Alla
kept-show = Visa
kept-none-such = Inget i listan passar in på det du söker. Visa hela listan eller sök på något annat.
kept-order-by = Sortera efter
kept-order-own = Listans egen ordning
kept-pick = Markera { $name }
kept-pick-all = Markera alla på sidan
kept-picked = Med de markerade raderna
kept-picked-on = Gå vidare
kept-picked-change = Ändra { $field }
kept-picked-file = Hämta som { $format }
kept-picked-change-heading = { $list }: ändra ”{ $field }” för { $count ->
    [one] 1 rad
   *[other] { $count } rader
}
kept-picked-remove-heading = { $list }: ta bort { $count ->
    [one] 1 rad
   *[other] { $count } rader
}
kept-picked-refused = { $count ->
    [one] 1 rad kan inte vara med
   *[other] { $count } rader kan inte vara med
}
advice-kept-went-on = Listan ändrades medan du läste. Här är den från början.
advice-kept-none-picked = Markera först en eller flera rader och välj vad som ska göras med dem.
problem-picked-too-many = Du har markerat { $count } rader, men högst { $max } går åt gången. Markera färre.
problem-picked-gone = Det här finns inte längre. Ladda om listan.
problem-picked-changed = Det här har ändrats av någon annan sedan du öppnade listan. Ladda om listan och läs vad som står nu.
kept-left-out = ”{ $name }” finns inte längre i listan och är utelämnat.
kept-views = Egna vyer
kept-views-lead = En vy minns vad du söker efter, vad du väljer, hur du sorterar och vilka kolumner du visar. Bara du ser namnet, men den som får adressen till vyn kan öppna den.
kept-view-name = Namn på vyn
kept-view-save = Spara vyn
kept-view-new-name = Namn
kept-view-rename = Byt namn
kept-view-open = Öppna { $name }
kept-view-keep = Spara som egen vy
kept-views-keep = Spara och ändra egna vyer
problem-views-too-many = Du har redan { $max } vyer av den här listan. Ta bort en av dem först.
kept-columns = Kolumner
kept-up = { $name }, stigande
kept-down = { $name }, fallande
pass-instead = I stället för att svara på ”{ $question }”
pass-unknown = Vet inte
pass-irrelevant = Inte aktuellt för oss
