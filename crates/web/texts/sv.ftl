role-administrator = Administratör för installationen
role-coordinator = Samordnare
role-economist = Ekonom
role-party-administrator = Administratör för aktören
role-representative = Representant
role-reader = Läsare
role-opener = Initiativtagare (får starta samverkan)
role-public = Alla
layout-skip = Till innehållet
layout-demo = Demo: påhittade personer, uppgifter som exempel
layout-main-menu = Huvudmeny
layout-collaborations = Samverkan
layout-parties = Aktörer
layout-ladders = Trappor
layout-catalogues = Strategier
layout-search = Sök
layout-search-all = Sök i hela Samverk
layout-suggestions = Förslag
layout-search-words = Sökord
layout-sign-in = Logga in
layout-sign-out = Logga ut
layout-crumbs = Du är här
layout-menu = Meny
layout-my-work = Mitt arbete
layout-person-menu = Inloggad som
layout-account = Mina uppgifter
layout-works = Mina arbeten
layout-administration = Administration
layout-places = Platser i samverkan
layout-party-places = Aktörens platser
menu-goals = Mål
menu-economy = Ekonomi
menu-development = Utveckling
menu-meetings = Möten och beslut
menu-cooperation = Vi som samverkar
menu-settings = Inställningar
layout-footer = Samverk – där kommuner och regioner driver sin digitala utveckling tillsammans.
layout-help = Hjälp
layout-about = Om Samverk
layout-api = API för andra system
layout-accessibility = Tillgänglighet

form-standing = Så står det nu
form-standing-lead = Det här har ändrats av någon annan, eller är annat än det du skrev. Det du skrev finns kvar i formuläret. När du sparar ersätter det detta.
form-standing-nothing = Tomt
form-problems = Rätta det här och försök igen
form-confirm-warnings = Kontrollera innan du sparar
form-optional = (frivilligt)
beginning-next = Till nästa steg
beginning-skip = Hoppa över steget
beginning-steps = Stegen till en samverkan
form-cancel = Avbryt
form-steps = Steg
form-row = rad
form-problem-row = Rad { $row }
form-save = Spara
form-rows-more = Lägg till rader
form-rows-fewer = Ta bort
form-rows-paste = Klistra in från kalkylark
form-rows-cells = Celler från kalkylarket
form-rows-cells-hint = Kopiera cellerna i kalkylarket och klistra in dem här. Antingen står kolumnerna i ordningen { $columns }, eller så tar du med raden med rubriker. Inget sparas förrän du sparar formuläret.
form-rows-fill = Fyll i raderna
problem-pasted-nothing = Det finns inga rader att fylla i. Kopiera cellerna i kalkylarket och klistra in dem i rutan.
problem-pasted-too-many = Du klistrade in { $count } rader, men högst { $max } får plats åt gången. Klistra in en del i taget.
problem-pasted-too-wide = En rad har { $count } celler, men här finns bara plats för { $max }. Ta bort kolumner eller ta med raden med rubriker.
problem-pasted-column-unknown = Rubriken ”{ $value }” finns inte här. Rubrikerna är { $allowed }. Byt rubrik eller ta bort kolumnen.
problem-pasted-column-repeated = Rubriken ”{ $value }” står två gånger. Ta bort den ena kolumnen.
problem-pasted-choice-unknown = ”{ $value }” finns inte bland det som går att välja. Välj något i listan.
table-region = Tabell: { $name }
table-download = Hämta tabellen:
decision-date-unknown = (datum framgår inte av källan)
decision-body = Vilket organ fattade beslutet?
decision-date = Beslutsdatum
decision-paragraph = Paragraf
decision-paragraph-hint = Till exempel § 12. Lämna tomt om protokollet saknar paragrafer.
decision-publish = Visa för allmänheten
decision-publish-hint = Annars ser bara medlemmarna det.
adoption-withdraw = Återta antagandet
adoption-withdraw-heading = Återta antagandet av ”{ $name }”
adoption-withdraw-lead = Gör det bara om antagandet registrerades av misstag. Det som var antaget blir ett utkast igen, och allmänheten ser det inte längre.
adoption-withdraw-former = Då gäller det som var antaget före: { $former }.
adoption-withdraw-none = Inget var antaget före. Då är inget antaget förrän du antar på nytt.
adoption-withdraw-reason = Vad var fel med antagandet?
adoption-withdraw-reason-hint = Medlemmarna läser skälet i historiken.
notice-adoption-withdrawn = Antagandet är återtaget.
adoption-reopen = Öppna igen för ändring
adoption-reopen-heading = Öppna ”{ $name }” igen
adoption-reopen-lead = Det som är antaget ({ $decision }) gäller, och visas för allmänheten om det är publicerat, tills du antar på nytt. Medlemmarna ser ändringarna bredvid det.
adoption-reopen-reason = Varför ska den ändras?
notice-adoption-reopened = Den är öppen för ändring. Anta den på nytt när den är ändrad.
history-heading = Historik
history-last = Senast ändrad { $time } av { $by }. Visa historiken.
history-when = När
history-who = Vem
history-what = Vad
history-details = Visa före och efter
history-more = Visa { $count } till
log-changed = { $field }: ”{ $before }” blev ”{ $after }”
reference-hidden = något som du inte får se
reference-removed = { $name } (borttagen)
reference-removed-unnamed = något som är borttaget
log-set = { $field }: ”{ $after }”
log-cleared = { $field }: ”{ $before }” togs bort
log-actor-public = Besökare som inte är inloggad
log-actor-demo = Demoläget
log-actor-import = Import
log-actor-command-line = Kommandoraden
log-actor-register = Registret som följer med
warnings-heading = Att känna till
yes = Ja
no = Nej

about-heading = Om Samverk
about-lead = Samverk är en öppen arbetsplats för kommuner och regioner som driver sin digitala utveckling tillsammans: vilka som samverkar och hur långt, vilka mål de har satt, vad det kostar och vem som betalar vilken del.
about-public = Det som är antaget och publicerat är öppet för alla. Utkast ser bara medlemmarna, om inte samordnaren har publicerat dem; då står det att de är utkast.
about-figures = Varje siffra kan förklaras: var den kommer ifrån, när den beräknades och enligt vilken regel.
about-licence = Samverk är öppen källkod under licensen EUPL 1.2.
about-version = Version { $version }

accessibility-heading = Tillgänglighet i Samverk
accessibility-lead = Alla ska kunna använda Samverk. Vi följer lagen om tillgänglighet till digital offentlig service och WCAG 2.1 på nivå AA.
accessibility-how-heading = Så är tjänsten byggd
accessibility-how = Varje sida går att använda med tangentbord, med skärmläsare, på en skärm som är 320 bildpunkter bred och utan JavaScript. Diagram har sina siffror i en tabell bredvid. Sidorna provas automatiskt vid varje ändring.
accessibility-known-heading = Kända brister
accessibility-known = Sidorna har inte granskats av en oberoende part än.
accessibility-tell-heading = Säg till om något inte fungerar
accessibility-tell = Kontakta den som ansvarar för den samverkan som du läser om. Svarar de inte kan du anmäla det till Myndigheten för digital förvaltning.

problem-heading-401 = Du behöver logga in
problem-heading-403 = Du har inte behörighet
problem-heading-404 = Sidan finns inte
problem-heading-409 = Det går inte just nu
problem-heading-413 = Filen är för stor
problem-heading-415 = Innehållet är packat
problem-heading-422 = Något behöver rättas
problem-heading-429 = För många försök
problem-heading-500 = Något gick fel hos oss
problem-heading-503 = Samverk kan inte spara just nu
problem-way-back = Till startsidan
problem-code = Felkod:

problem-internal = Felet ligger hos oss och är noterat. Försök igen om en stund.
problem-storage-full = Disken är full på servern, så inget sparades. Behåll det du skrev, säg till den som sköter Samverk och försök igen om en stund.
problem-database-away = Databasen svarar inte, så inget sparades. Försök igen om en stund.
problem-database-read-only = Databasen går bara att läsa, så inget sparades. Den som sköter Samverk behöver ge programmet rätt att skriva i datamappen.
problem-database-corrupt = Databasen är skadad. Den som sköter Samverk behöver återställa den från en säkerhetskopia med samverk restore.
problem-database-not-sqlite = Filen är ingen SQLite-databas. Ange en annan fil i DATABASE_URL, eller en tom mapp i SAMVERK_DATA.
problem-database-unopenable = Databasfilen går inte att öppna. Kontrollera att mappen finns och att programmet får läsa och skriva där.
problem-email-invalid = ”{ $value }” är ingen e-postadress. Skriv till exempel namn@exempel.se.
problem-not-found = Adressen är fel, eller så är innehållet inte öppet för dig. Logga in eller börja om från startsidan.
problem-forbidden = Din roll räcker inte för det här. Be den som är samordnare eller administratör om hjälp.
problem-forbidden-roles = Din roll räcker inte för det här. Det kan göras av den som är { $roles }.
problem-or = eller
problem-ask = Behöver du få det gjort, eller en annan roll? Vänd dig till:
problem-ask-contact = { $role }, { $place }
problem-ask-party = Den som är administratör för { $place }
problem-ask-coordinator = Den som är samordnare i { $place }
problem-ask-installation = Den som sköter installationen
problem-sign-in-needed = Logga in och försök igen.
problem-try-again = Någon annan sparade samtidigt. Försök igen.
problem-already-exists = Det finns redan något med det kortnamnet. Välj ett annat.
problem-changed-meanwhile = Någon annan ändrade detta medan du skrev. Läs det som står nu, för in dina ändringar och spara igen.
problem-upload-too-large = Filen är större än 10 MB. Dela upp den eller ta bort det som inte behövs.
problem-request-invalid = Uppgifterna kom fram i en form som inte går att läsa. Ladda om sidan och försök igen.
sent-form-signed-out = Du har blivit utloggad
sent-form-signed-out-lead = Det du skrev är inte sparat, men det finns kvar på den här sidan. Logga in i en ny flik, kom tillbaka hit och skicka igen.
sent-form-sign-in = Logga in i en ny flik
sent-form-of-another = Någon annan är inloggad nu
sent-form-of-another-lead = Du är inloggad som { $name }, men formuläret öppnades av någon annan. Inget är sparat. Var det du som skrev: öppna Samverk i en ny flik, logga ut, logga in som dig själv, kom tillbaka hit och skicka igen.
sent-form-beside = Öppna Samverk i en ny flik
sent-form-file = Välj filen igen. Den följde inte med.
sent-form-again = Skicka igen
sent-form-as = Skicka som { $name }
advice-signed-in-beside = Du är inloggad. Gå tillbaka till fliken med det du skrev och skicka igen.
problem-form-of-another = Formuläret öppnades av någon annan än den som är inloggad nu. Ladda om sidan och fyll i det på nytt.
problem-field-missing = Fyll i fältet.
form-marks = Formatera texten
form-marks-help = Tom rad ger nytt stycke. Börja raden med ## för underrubrik, - för punktlista eller 1. för numrerad lista. Skriv **fet**, *kursiv* och [länktext](https://adressen). En tabell är rader med | mellan cellerna; under rubrikraden står | --- | --- |.
form-marks-heading = Rubrik
form-marks-bold = Fet
form-marks-italic = Kursiv
form-marks-list = Punktlista
form-marks-numbers = Numrerad lista
form-marks-link = Länk
form-marks-table = Tabell
form-marks-picture = Bild
form-marks-picture-what = Skriv vad bilden visar
form-marks-pictures = Bilder att lägga in
form-marks-pictures-help = Så här skriver du in en bild. Byt ut orden inom hakparentes mot en beskrivning för den som inte ser bilden.
form-marks-pictures-none = Här finns ännu inga bilder att lägga in. Lägg till en fil som är PNG eller JPEG på sidan som texten hör till.
form-pictures-problems = Bilder som inte visas
form-preview = Förhandsgranska
form-preview-heading = Så blir det
prose-table = Tabell i texten
prose-picture = Bild
problem-picture-without-alt = Rad { $line }: bilden { $name } saknar beskrivning. Skriv vad bilden visar inom hakparentesen före (fil:{ $name }).
problem-picture-unknown = Bilden { $name } finns inte bland filerna. Lägg till filen på sidan som texten hör till, eller ändra namnet efter fil:.
problem-picture-type-unknown = Filen { $name } är ingen bild i PNG eller JPEG. Spara den som PNG eller JPEG och lägg till den igen.
problem-picture-too-large = Bilden { $name } är större än { $max } MB. Gör den mindre och lägg till den igen.
problem-pictures-too-large = Bilderna är tillsammans större än { $max } MB. De sista kommer inte med i PDF. Gör några av dem mindre.
form-choice-missing = Välj ett alternativ under ”{ $label }”.
form-field-missing = Fyll i ”{ $label }”.
form-file-missing = Välj en fil under ”{ $label }”.
field-missing-named = Fyll i fältet { $field }.
problem-text-too-long = Korta texten till högst { $max } tecken.
problem-problems-more = … och { $count } till som inte visas här. Rätta de som visas och försök igen, så visas fler.
problem-form-too-large = Formuläret har fler än { $max } fält. Dela upp det och skicka en del i taget.
problem-character-not-allowed = { $before ->
    [none] Texten börjar med ett tecken som inte kan sparas ({ $character }). Ta bort det, eller skriv texten på nytt.
   *[other] Efter ”{ $before }” står ett tecken som inte kan sparas ({ $character }). Ta bort det, eller skriv texten på nytt.
}
problem-choice-invalid = ”{ $value }” finns inte att välja på. Välj ett av alternativen.
problem-date-invalid = ”{ $value }” är inget datum. Skriv till exempel 2026-11-22 eller 22 november 2026.
problem-integer-invalid = { $meant ->
    [none] ”{ $value }” är inget heltal. Skriv ett tal med siffror, till exempel 2026 eller 4 361 000.
   *[other] { $other ->
        [none] ”{ $value }” kan inte läsas som heltal. Menar du { $meant }?
       *[other] ”{ $value }” kan läsas på flera sätt. Menar du { $meant } eller { $other }?
    }
}
problem-number-invalid = { $meant ->
    [none] ”{ $value }” är inget tal. Skriv ett tal, till exempel 12,5 eller 1 234,5.
   *[other] { $other ->
        [none] ”{ $value }” kan inte läsas som tal. Menar du { $meant }?
       *[other] ”{ $value }” kan läsas på flera sätt. Menar du { $meant } eller { $other }?
    }
}
problem-amount-invalid = { $meant ->
    [none] ”{ $value }” är inget belopp. Skriv ett belopp i kronor med högst två decimaler, till exempel 82 859 eller 1 234,50.
   *[other] { $other ->
        [none] ”{ $value }” kan inte läsas som belopp. Menar du { $meant }?
       *[other] ”{ $value }” kan läsas på flera sätt. Menar du { $meant } eller { $other }?
    }
}
problem-key-invalid = { $value ->
    [none] Kortnamnet (nyckeln) är tomt. Skriv ett med a–z, 0–9 och bindestreck, högst 80 tecken.
   *[other] ”{ $value }” kan inte vara kortnamn (nyckel). Använd a–z, 0–9 och bindestreck, högst 80 tecken.
}
problem-decision-in-future = Beslutsdagen har inte varit än. Skriv den dag då beslutet fattades.
problem-not-adopted = Här finns inget antagande att återta. Ladda om sidan för att se vad som gäller.
problem-withdrawal-reason-missing = Skriv vad som var fel med antagandet.
problem-reopening-reason-missing = Skriv varför den ska ändras.
problem-decision-body-missing = Skriv vilket organ som fattade beslutet.
notice-saved = Sparat.

# Names of fields, in the log and the histories.
field-name = Namn
field-email = E-postadress
field-administrator = Administratör
field-active = Kan logga in
field-role = Roll
field-at = Gäller för
field-count = Antal
field-key = Kortnamn i adressen
field-title = Titel
field-text = Text
field-note = Anteckning
field-kind = Typ
field-code = Kod
field-source = Källa
field-year = År
field-from = Från
field-to = Till
field-date = Datum
field-valid-from = Gäller från
field-valid-to = Gäller till
field-status = Status
field-state = Läge
field-area = Område
field-topics = Ämnen
field-reach = Räckvidd
field-certainty = Tillförlitlighet
field-others = Motparter
field-parties = Aktörer
field-party = Aktör
field-series = Lista
field-focus-area = Fokusområde
field-focus-areas = Fokusområden
field-goal = Mål
field-goals = Mål
field-catalogue-goals = Mål i strategier
field-responsible = Ansvarig
field-owner = Ägare
field-decision = Beslut
field-body = Organ
field-paragraph = Paragraf
field-reference = Hänvisning
field-purpose = Syfte
field-vision = Vision
field-summary = Sammanfattning
field-published = Öppen för alla
field-number = Nummer
field-amount = Belopp
field-cost = Kostnad
field-base-amount = Grundavgift
field-printed-total = Summa i dokumentet
field-lines = Rader
field-parts = Delar
field-part = Del
field-label = Benämning
field-unit = Enhet
field-value = Värde
field-values = Värden
field-levels = Nivåer
field-level = Nivå
field-characteristics = Kännetecken
field-questions = Frågor
field-first-is-none = Första nivån betyder ingen samverkan
field-publisher = Utgivare
field-version = Version
field-successor = Efterföljare
field-successors = Efterföljare
field-language = Språk
field-percent = Procent
field-measure = Mått
field-direction = Riktning
field-rounding = Avrundning
field-rule = Regel
field-rules = Regler
field-members = Medlemmar
field-population = Folkmängd
field-organisation-number = Organisationsnummer
field-short-name = Kortnamn
field-legal-form = Juridisk form
field-host = Värd
field-function = Beräkning
field-years = År
field-rows = Rader
field-plan = Plan
field-model = Modell
field-budget = Budget
field-ladder = Trappa
field-standing = Deltar som
field-reason = Skäl
field-outcome = Utfall
field-base-value = Utgångsvärde
field-base-date = Utgångsdatum
field-decimals = Decimaler
field-columns = Kolumner
field-cells = Belopp per kolumn
field-content = Innehåll
field-result = Resultat
field-subject = Gäller
field-share = Andel
field-phase = Fas
field-phases = Faser
field-sections = Avsnitt
field-appendices = Bilagor
field-adopted = Antagen

# More names of fields, and who a change was made for.
field-municipality-code = Kommunkod
field-region-code = Länskod
field-organiser = Ordnas av
field-parent = Hör till
field-cooperation = Hur samverkan sker
field-financed-by = Betalas av
field-wanted-level = Önskad nivå
field-on-behalf-of = På uppdrag av
field-whole = Hela samverkan
field-group = Grupp
field-pair = Två aktörer
field-leadership-group = Ledningsgrupp
field-budget-part = Del av budgeten
field-without-indicator = Varför indikator saknas
field-indicator = Indikator
field-numerator = Täljare
field-numerator-source = Täljarens källa
field-denominator = Nämnare
field-denominator-source = Nämnarens källa
field-targets = Målvärden
field-collaboration = Samverkan
field-method = Metod
field-from-year = Från och med år
field-to-year = Till och med år
field-takers = Vilka som betalar
field-base = Underlag
field-modifiers = Justeringar
field-joined-from = Med från och med
field-joined-to = Med till och med
field-table = Tabell
field-shares = Andelar
field-rate = Kronor per enhet
field-gives = Steget ger
field-steps = Steg
field-below = Till men inte med
field-amounts = Belopp
field-difference = Skillnad
field-differences = Skillnader
field-above = Över
field-old = Gammalt värde
field-new = Nytt värde
field-printed = Tabellen i dokumentet
field-input = Indata
field-kinds = Typer
field-joined = Med från
field-measures = Mått
field-last-year = Året före
field-distributed = Fördelat
value-years-before = { $count ->
    [0] budgetåret
    [one] året före budgetåret
   *[other] { $count } år före budgetåret
 }
log-on-behalf-of = på uppdrag av { $party }

order-drag = Dra raden till en annan plats
order-moved = { $name } står nu på plats { $place } av { $all }.

and-more = { $count ->
   *[other] och { $count } till
}
