start-title = Start
start-heading = Vilka samverkar, om vad och vad kostar det?
start-lead = I Samverk ser du vilka som samverkar om sin digitala utveckling, vilka mål de har satt, vad det kostar och varför var och en betalar sin del.
start-own = Samverkan som du är med i
start-published = Publicerade samarbeten
start-none = Ingen samverkan är publicerad än.
start-find = Hitta din kommun eller region
start-find-name = Kommunens eller regionens namn
start-find-button = Visa vad den deltar i, betalar och får
start-more = Mer att läsa
start-more-parties = Aktörer: kommuner, regioner och andra, med folkmängd år för år
start-more-ladders = Samverkanstrappor: hur långt en samverkan kan gå
start-more-catalogues = Strategier: nationella och regionala mål
start-members = { $count ->
    [0] Inga medlemmar
    [1] 1 medlem
   *[other] { $count } medlemmar
}

collaboration-tab = Översikt
collaboration-list-lead = Alla samarbeten som är publicerade, och de som du själv är med i.
collaboration-draft = Utkast, syns bara för medlemmarna
collaboration-name = Namn
collaboration-purpose = Syfte
collaboration-legal-form = Juridisk form
collaboration-host = Värd
collaboration-reach = Räckvidd
collaboration-parent = Hör till
collaboration-parent-hint = Fyll i om den här samverkan är en del av en annan.
collaboration-ladder = Trappa
collaboration-ladder-hint = Den trappa som samverkan och grupperna bedöms på. En grupp som redan bedöms på en annan trappa fortsätter med den, och inga bedömningar försvinner.
collaboration-children = Omfattar
collaboration-source = Källa
collaboration-contact = Kontakt
collaboration-contact-role = Kontakt: roll
collaboration-contact-role-hint = Den som medlemmarna vänder sig till. Skriv en roll eller funktion, inte en persons namn: Samordnare, Kansliet.
collaboration-contact-address = Kontakt: e-postadress
collaboration-contact-address-hint = En funktionsadress som fler än en person läser. Den visas på sidan om samverkan och för den som saknar en behörighet.
collaboration-contact-published = Visa kontakten för allmänheten
collaboration-contact-none = Ingen kontakt är angiven.
collaboration-contact-add = Lägg till en kontakt
collaboration-published = Visa för allmänheten
collaboration-published-hint = Tills du kryssar i rutan ser bara medlemmarna den här samverkan.
collaboration-edit = Ändra uppgifterna om samverkan
collaboration-open = Skapa en samverkan
collaboration-open-lead = När samverkan är skapad ger du någon rollen samordnare på sidan Personer. Samordnaren lägger sedan till medlemmar, grupper och plan.
collaboration-open-own-lead = Du blir samordnare i samverkan så snart den är skapad. Sedan lägger du till medlemmar, personer, plan och budget, ett steg i taget.
collaboration-remove = Ta bort samverkan
collaboration-remove-heading = Ta bort { $name }?
collaboration-remove-lead = Samverkan tas bort tillsammans med grupper, medlemmar, uppdrag, bedömningar, relationer och behov. En samverkan som är publicerad, eller har planer eller budgetar, kan inte tas bort. Vad som fanns står kvar i loggen.

reach-national = Nationell
reach-regional = Regional
reach-local = Lokal
legal-form-internal = Inom en organisation
legal-form-network = Nätverk
legal-form-letter-of-intent = Avsiktsförklaring
legal-form-agreement = Samverkansavtal
legal-form-joint-committee = Gemensam nämnd
legal-form-local-federation = Kommunalförbund
legal-form-company = Bolag
legal-form-association = Förening
standing-member = Medlem
standing-non-voting = Utan rösträtt
standing-letter-of-intent = Avsiktsförklaring lämnad
standing-notice-given = Uppsagd
group-kind-inside = Egen grupp
group-kind-surrounding = Omgivande grupp
mandate-role-chair = Ordförande
mandate-role-coordinator = Samordnare
mandate-role-spokesperson = Språkrör
mandate-role-sponsor = Fadder
mandate-role-member = Ledamot
mandate-role-deputy = Ersättare
certainty-stated = Framgår av källan
certainty-unsure = Osäkert, källan är otydlig
party-kind-municipality = Kommun
party-kind-region = Region
party-kind-local-federation = Kommunalförbund
party-kind-agency = Myndighet
party-kind-university = Universitet eller högskola
party-kind-company = Bolag
party-kind-association = Förening
party-kind-network = Nätverk
party-kind-other = Annat
party-kind-both = Kommun och region

member-tab = Medlemmar
member-heading = Medlemmar och uppdrag
member-lead = Vilka som är med i { $name }, och vilka uppdrag som finns.
member-caption = Medlemmar
member-former-caption = Tidigare medlemmar
member-party = Aktör
member-standing = Deltar som
member-from = Från
member-to = Till
member-note = Anmärkning
member-none = Inga medlemmar är tillagda än.
member-edit-list = Ändra medlemmar
member-edit = Medlemmar i { $name }
member-form-hint = Skriv aktörens namn, till exempel Aneby kommun. Töm en rad för att ta bort medlemmen. Datum skrivs 2026-11-22 och får lämnas tomma.
member-panel = Medlemmar ({ $count })
member-panel-more = Medlemmar och uppdrag
mandate-heading = Uppdrag
mandate-caption = Uppdrag
mandate-in-groups = Uppdrag i grupperna
mandate-role = Roll
mandate-title = Funktion
mandate-party = För aktören
mandate-none = Inga uppdrag är tillagda än.
mandate-edit-list = Ändra uppdrag
mandate-edit = Uppdrag i { $name }
mandate-form-hint = Skriv funktionen, till exempel projektkoordinator, aldrig en persons namn. Samordnaren kallar samman gruppen, språkröret håller kontakten utåt, och gruppen rapporterar till faddern. Töm en rad för att ta bort uppdraget.

group-one = Grupp
group-a = En grupp
group-tab = Grupper
group-heading = Grupper
group-lead = Grupperna i och omkring samverkan: hur långt samarbetet har kommit och hur långt det ska gå.
group-name = Grupp
group-kind = Typ
group-kind-inside-many = Egna grupper
group-kind-surrounding-many = Grupper omkring
group-reach = Räckvidd
group-reach-national = { reach-national }
group-reach-regional = { reach-regional }
group-reach-local = { reach-local }
group-organiser = Arrangör
group-organiser-hint = Den som kallar samman gruppen, med egna ord.
group-host = Värd
group-legal-form = Juridisk form
group-legal-form-internal = { legal-form-internal }
group-legal-form-network = { legal-form-network }
group-legal-form-letter-of-intent = { legal-form-letter-of-intent }
group-legal-form-agreement = { legal-form-agreement }
group-legal-form-joint-committee = { legal-form-joint-committee }
group-legal-form-local-federation = { legal-form-local-federation }
group-legal-form-company = { legal-form-company }
group-legal-form-association = { legal-form-association }
group-parent = Ingår i
group-children = Undergrupper
group-purpose = Syfte
group-cooperation = Så samverkar vi
group-cost = Kostnad per år
group-cost-hint = I kronor, till exempel 185 000.
group-financed-by = Finansieras av
group-note = Anmärkning
group-none = Inga grupper är tillagda än.
group-edit-button = Ändra uppgifterna
group-remove = Ta bort gruppen
group-remove-lead = Gruppen tas bort med sina medlemmar och uppdrag. Vad som fanns står kvar i loggen.
group-filter-all = Alla
group-filter-show = Visa
group-about-levels = Läs om nivåerna i samverkanstrapporna
group-panel = Grupper
group-panel-inside = { $count ->
    [0] Inga egna grupper.
    [1] En egen grupp.
   *[other] { $count } egna grupper.
}
group-panel-surrounding = { $count ->
    [0] Inga omgivande grupper.
    [1] En omgivande grupp.
   *[other] { $count } omgivande grupper.
}
group-panel-more = Alla grupper
group-levels-caption = Grupper på { $ladder }
group-count-now = Nu
group-count-wanted = Önskas

assessment-heading = Samverkansnivå
assessment-level = Nivå nu
assessment-wanted-level = Önskad nivå
assessment-reservation = Förbehåll
assessment-views = Aktörernas bedömningar
assessment-view = Vems bedömning
assessment-view-hint = Lämna tomt för samverkans egen bedömning.
assessment-own-view = Samverkan själv
assessment-ladder = Trappa
assessment-date = Datum
assessment-date-unknown = Datum framgår inte
assessment-note = Kommentar
assessment-history = Bedömningar, den senaste först
assessment-disputed = Aktörerna bedömer olika
assessment-agreed = Samma bedömning
assessment-none = Inte bedömd
assessment-none-yet = Ingen har bedömt nivån än.
assessment-next = Frågor för att nå nivå { $number } { $name }
assessment-questions = Tala igenom:
assessment-ask = Välj det steg på { $ladder } som stämmer bäst.
assessment-ask-party = Välj det steg på { $ladder } som stämmer bäst enligt { $party }.
assessment-last = Förra gången: { $level }.
assessment-last-on = Förra gången, { $date }: { $level }.
assessment-other-ladder = Bedöm på { $ladder } i stället
assessment-change-ladder = Byt trappa för hela samverkan
assessment-record = Lägg till en bedömning
assessment-groups = Bedöm grupperna
assessment-groups-lead = Alla grupper på en gång. Bara de grupper som du ändrar får en ny bedömning; resten står kvar som de är.
assessment-groups-voice = Bedöm för { $party }
assessment-record-group = Bedöm { $name }
assessment-record-whole = Bedöm samverkan som helhet
assessment-record-pair = Bedöm två aktörer
assessment-record-pair-lead = Hur långt har två av medlemmarna kommit tillsammans? Varje aktör gör sin egen bedömning. Båda visas.
assessment-party = Aktör
assessment-other-party = Annan aktör
assessment-pairs-heading = Hur långt aktörerna har kommit
assessment-pairs-lead = Varje aktörs bedömning visas för sig. Att de skiljer sig är värt att tala om, inget fel.
assessment-pairs-caption = Bedömningar av aktörer två och två

relation-one = Relation
relation-a = En relation
relation-tab = Relationer
relation-heading = Vem samverkar med vem
relation-lead = Vilka som samverkar med varandra, och om vad.
relation-party = Aktör
relation-with-all = { relation-all }
relation-with-all-hint = Även de som blir medlemmar senare. Då behövs inga namn nedan.
relation-others = Samverkar med
relation-others-hint = Skriv ett namn per rad, till exempel Habo kommun.
relation-all = Alla medlemmar
relation-topics = Om vad
relation-topics-hint = Ett ämne per rad.
relation-reach = Räckvidd
relation-reach-national = { reach-national }
relation-reach-regional = { reach-regional }
relation-reach-local = { reach-local }
relation-certainty = Säkerhet
relation-certainty-stated = { certainty-stated }
relation-certainty-unsure = { certainty-unsure }
relation-note = Anmärkning
relation-add = Lägg till en relation
relation-none = Inga relationer är tillagda än.
relation-unsure-count = { $count ->
    [1] En relation är osäker, eftersom källan är otydlig.
   *[other] { $count } relationer är osäkra, eftersom källan är otydlig.
}


party-lead = Sveriges kommuner och regioner och andra som samverkar, med koder och folkmängd.
party-caption = Aktörer
party-name = Namn
party-short-name = Kort namn
party-short-name-hint = Till trånga tabeller, till exempel Aneby.
party-kind = Typ
party-municipality-code = Kommunkod
party-municipality-code-hint = Fyra siffror, för en kommun.
party-region-code = Länskod
party-region-code-hint = Två siffror, för en region.
party-organisation-number = Organisationsnummer
party-organisation-number-hint = Till exempel 212000-0000.
party-note = Anmärkning
party-county = Län
party-population = Folkmängd { $year }
party-facts = Uppgifter om aktören
party-found = { $count ->
    [0] Inga aktörer hittades. Pröva ett kortare ord.
    [1] 1 aktör
   *[other] { $count } aktörer
}
party-filter-name = Sök på namn eller kod
party-filter-all = Alla
party-filter-show = Sök
party-pages = Fler aktörer
party-previous = Föregående sida
party-next = Nästa sida
party-add = Lägg till en aktör
party-add-lead = Alla kommuner och regioner finns redan. Lägg till myndigheter, kommunalförbund, högskolor, bolag och föreningar.
party-edit = Ändra { $name }
party-edit-button = Ändra uppgifterna
party-remove = Ta bort aktören
party-remove-heading = Ta bort { $name }?
party-remove-lead = Aktören tas bort, även dess folkmängd. Det går bara om ingenting hänvisar till den. Vad som fanns står kvar i loggen.
party-form-key = Kortnamn i adressen
party-form-key-hint = Står i adressen och i filer. Lämna tomt, så bildas det av namnet. Det kan inte ändras.

population-section = Folkmängd
population-caption = Folkmängd i { $party } den 31 december
population-source = Källa: SCB, eller den som har lagt in ett senare år.
population-year = År
population-people = Folkmängd
population-heading = Läs in folkmängd
population-lead = Läs in ett nytt år eller rätta ett gammalt. Ingenting sparas förrän allt stämmer.
population-file = Fil
population-file-hint = CSV med kolumner för aktör (party), år (year) och folkmängd (population), med orden inom parentes som rubriker. Som aktör står aktörens nyckel, till exempel aneby-kommun, eller dess namn.
population-read = Läs in filen
population-problems = Rätta det här i filen
population-again = Välj filen igen
population-warnings = Kontrollera det här innan du sparar
population-warnings-lead = Siffrorna är inte sparade än. Stämmer de kan du spara ändå. Då står varningarna kvar hos aktörerna.
population-confirm = Spara ändå

ladder-one = Trappa
ladder-a = En trappa
ladder-tab = { layout-ladders }
ladder-heading = { layout-ladders }
ladder-lead = En trappa beskriver hur långt en samverkan har kommit, steg för steg. Grupper och aktörer bedöms mot en trappa.
ladder-one-lead = Stegen nerifrån och upp, med det som kännetecknar varje steg och frågor för att nå dit.
ladder-none = Inga trappor är tillagda än.
ladder-name = Namn
ladder-source = Källa
ladder-first-is-none = Det lägsta steget betyder att det inte finns någon samverkan
ladder-means-none = Här finns ingen samverkan än.
ladder-levels = Steg, det lägsta först
ladder-levels-hint = Numren ska stiga. Skriv kännetecken och frågor en per rad. Töm en rad för att ta bort steget.
ladder-levels-number = Nummer
ladder-levels-name = Namn
ladder-levels-text = Beskrivning
ladder-levels-characteristics = Kännetecken
ladder-levels-questions = Frågor
ladder-level-characteristics-heading = Kännetecknas av
ladder-level-questions-heading = Frågor för att nå hit
ladder-edit-button = Ändra trappan
ladder-remove = Ta bort trappan

event-collaboration-opened = Samverkan skapades
event-collaboration-saved = Uppgifterna om samverkan ändrades
event-collaboration-removed = Samverkan togs bort
event-members-saved = Medlemmarna ändrades
event-mandates-saved = Uppdragen ändrades
event-group-added = Gruppen lades till
event-group-saved = Uppgifterna om gruppen ändrades
event-group-removed = Gruppen togs bort
event-assessment-recorded = Samverkansnivån bedömdes
event-party-added = Aktören lades till
event-party-saved = Uppgifterna om aktören ändrades
event-party-removed = Aktören togs bort
event-population-saved = Folkmängden ändrades
event-ladder-added = Trappan lades till
event-ladder-saved = Trappan ändrades
event-ladder-removed = Trappan togs bort
event-register-loaded = Registret över kommuner och regioner lästes in

notice-collaboration-opened = Samverkan är skapad. Lägg till medlemmar och ge någon rollen samordnare.
notice-collaboration-removed = Samverkan är borttagen.
notice-assessment-recorded = Bedömningen är sparad.
notice-assessments-recorded = Bedömningarna är sparade.
notice-party-added = Aktören är tillagd.
notice-party-removed = Aktören är borttagen.
notice-population-saved = Folkmängden är sparad.
notice-population-unchanged = Allt i filen fanns redan. Ingenting ändrades.

problem-collaboration-own-parent = En samverkan kan inte höra till sig själv. Välj en annan eller lämna tomt.
problem-collaboration-published = Samverkan är publicerad. Ändra uppgifterna om den så att allmänheten inte ser den, och ta sedan bort den.
problem-collaboration-has-people = Någon har en roll i samverkan. Ta bort rollerna på sidan Personer och roller först.
problem-collaboration-in-use = Samverkan har planer, budgetar, mått, modeller eller fördelningar, eller så hör en annan samverkan till den. Ta bort dem först. Det som är antaget kan inte tas bort. Då måste även samverkan vara kvar.
problem-contact-role-missing = Skriv vilken roll som adressen går till, till exempel Samordnare, eller ta bort adressen.
problem-contact-address-missing = Skriv rollens e-postadress, eller ta bort rollen.
problem-parent-unknown = Det finns ingen samverkan ”{ $key }” att höra till. Kontrollera nyckeln eller skapa den först.
problem-member-repeated = { $party } står två gånger. Behåll en av raderna.
problem-dates-reversed = Slutdatumet { $to } ligger före startdatumet { $from }. Byt plats på dem eller rätta ett av dem.
problem-level-unknown = { $ladder } har ingen nivå { $value }. Välj någon av { $allowed }.
problem-level-in-use = Nivå { $value } används i en bedömning och kan inte tas bort. Lägg tillbaka den.
problem-levels-not-rising = Nivå { $value } kommer efter en nivå med samma eller högre nummer. Ordna stegen så att numren stiger.
problem-ladder-without-levels = Trappan har inga steg. Lägg till minst ett.
problem-ladder-unknown = Det finns ingen trappa ”{ $key }”. Kontrollera nyckeln eller lägg till trappan först.
problem-ladder-ships = Trappan följer med Samverk och kan inte tas bort.
problem-ladder-in-use = Någon bedöms på trappan, eller en samverkan har valt den. Därför måste den vara kvar. Ändra den om något är fel.
problem-key-differs-from-file = Nyckeln ”{ $value }” stämmer inte med namnet ”{ $name }”. De ska vara lika; ändra det ena.
problem-party-unknown = Det finns ingen aktör ”{ $party }” här. Kontrollera namnet, eller lägg till aktören först.
problem-party-shared = { $party } hör till registret eller finns i någon annans samverkan. Uppgifterna ändras av aktörens egen administratör eller av den som sköter Samverk. Be någon av dem om ändringen.
problem-party-ships = Aktören hör till registret som följer med Samverk och kan inte tas bort. Ändra uppgifterna om något är fel.
problem-party-has-people = Någon har en roll hos aktören. Ta bort rollerna på sidan Personer och roller först.
problem-party-in-use = Aktören används och kan inte tas bort. Den kan vara medlem eller värd, ha ett uppdrag, en bedömning eller en relation, eller stå i en plan, ett mått, en modell eller en fördelning. Ta bort den därifrån först.
problem-party-code-invalid = ”{ $value }” är ingen kod. Skriv { $length } siffror.
problem-party-code-taken = { $party } har redan den koden eller det numret. Kontrollera siffrorna.
problem-organisation-number-invalid = { $reason ->
    [length] ”{ $value }” har inte tio siffror. Skriv till exempel 212000-0000.
    [third_digit] ”{ $value }” kan inte vara ett organisationsnummer: tredje siffran måste vara minst 2. Kontrollera siffrorna.
    [check_digit] Kontrollsiffran i ”{ $value }” stämmer inte. Någon siffra är fel eller har bytt plats.
   *[prefix] En kommuns eller regions nummer börjar med 21, 22 eller 23, inte som ”{ $value }”. Kontrollera numret eller typen.
}
problem-group-unknown = Det finns ingen grupp ”{ $key }” i den här samverkan. Kontrollera nyckeln eller lägg till gruppen först.
problem-group-own-parent = En grupp kan inte ingå i sig själv, inte heller genom andra grupper. Välj en annan eller lämna tomt.
problem-group-in-use = Andra grupper eller en plan hänvisar till gruppen. Ändra dem först.
problem-group-has-history = Gruppen har bedömningar, och de tas aldrig bort. Skriv i anmärkningen att gruppen har upphört.
problem-cost-negative = Kostnaden kan inte vara negativ. Skriv beloppet utan minustecken.
problem-population-invalid = ”{ $value }” kan inte vara en folkmängd. Skriv antalet invånare, minst 1.
problem-figure-repeated = Aktören har mer än en siffra för { $year }. Behåll en av raderna.
problem-population-jump = { $party }: från { $before } till { $after } invånare { $year } är mer än 10 procents ändring på ett år. Kontrollera siffran.
problem-population-swapped = { $party } och { $other } ser ut att ha bytt siffror { $year }. Kontrollera båda.
problem-assessment-of-itself = En aktör kan inte bedömas mot sig själv. Välj två olika aktörer.
problem-subject-unclear = Ange antingen en grupp (group), eller båda aktörerna (party och other_party), eller ingetdera.
problem-relation-without-others = Ange vilka aktören samverkar med, eller välj alla medlemmar.
problem-relation-with-itself = En aktör kan inte samverka med sig själv. Ta bort den ur listan.
problem-rows-missing = { $count ->
    [1] 1 rad som finns här saknas i filen och behålls. Ta bort den på sidan om den inte gäller längre.
   *[other] { $count } rader som finns här saknas i filen och behålls. Ta bort dem på sidan om de inte gäller längre.
}

# What the log and the histories say instead of stored codes, and the kinds of object.
value-kind-municipality = { party-kind-municipality }
value-kind-region = { party-kind-region }
value-kind-local-federation = { party-kind-local-federation }
value-kind-agency = { party-kind-agency }
value-kind-university = { party-kind-university }
value-kind-company = { party-kind-company }
value-kind-association = { party-kind-association }
value-kind-network = { party-kind-network }
value-kind-other = { party-kind-other }
value-kinds-municipality = { party-kind-municipality }
value-kinds-region = { party-kind-region }
value-kinds-local-federation = { party-kind-local-federation }
value-kinds-agency = { party-kind-agency }
value-kinds-university = { party-kind-university }
value-kinds-company = { party-kind-company }
value-kinds-association = { party-kind-association }
value-kinds-network = { party-kind-network }
value-kinds-other = { party-kind-other }
value-kind-inside = { group-kind-inside }
value-kind-surrounding = { group-kind-surrounding }
value-reach-national = { reach-national }
value-reach-regional = { reach-regional }
value-reach-local = { reach-local }
value-legal-form-internal = { legal-form-internal }
value-legal-form-network = { legal-form-network }
value-legal-form-letter-of-intent = { legal-form-letter-of-intent }
value-legal-form-agreement = { legal-form-agreement }
value-legal-form-joint-committee = { legal-form-joint-committee }
value-legal-form-local-federation = { legal-form-local-federation }
value-legal-form-company = { legal-form-company }
value-legal-form-association = { legal-form-association }
value-standing-member = { standing-member }
value-standing-non-voting = { standing-non-voting }
value-standing-letter-of-intent = { standing-letter-of-intent }
value-standing-notice-given = { standing-notice-given }
value-role-chair = { mandate-role-chair }
value-role-spokesperson = { mandate-role-spokesperson }
value-role-sponsor = { mandate-role-sponsor }
value-role-member = { mandate-role-member }
value-role-deputy = { mandate-role-deputy }
value-certainty-stated = { certainty-stated }
value-certainty-unsure = { certainty-unsure }
value-others-all = Alla medlemmar
value-subject-whole = Hela samverkan
object-kind-party = Aktör
object-kind-collaboration = Samverkan
object-kind-group = Grupp
object-kind-ladder = Samverkanstrappa
object-kind-register = Register

# Karta, trappa och bedömningar som skiljer sig
start-more-map = Karta: vilka aktörer som är med i vilka samarbeten
map-tab = Karta
map-heading = Vem samverkar med vem om vad
map-lead = Kartan visar vilka som samverkar två och två: genom samarbeten som de har uppgett, och genom grupper där båda är med.
map-topic = Ämne
map-level = Samverkansnivå
map-party = Aktör
map-show-all = Visa allt
map-to-map = Se kartan: vem samverkar med vem om vad
map-to-stairs = Se grupperna på trappan
map-to-all = Karta över alla samarbeten
map-to-relations = Läs om varje relation
map-nothing = Inga relationer eller gemensamma grupper att visa.
map-sentence = { $parties } aktörer samverkar i { $pairs }.
map-pairs-count = { $count ->
    [1] ett par
   *[other] { $count } par
}
map-busiest = Flest har { $names }: { $count }.
map-pictured = Bilderna visar de { $count } aktörer som samverkar med flest. Välj en aktör eller ett ämne för att se andra. Tabellerna visar alla.
map-pictured-print = Bilderna visar de { $count } aktörer som samverkar med flest. Tabellerna visar alla.
map-shortened = Här visas de { $first } första av { $all } rader. Filerna har alla.
map-shortened-print = Tabellen har de { $first } första av { $all } rader. Kartan i Samverk har alla.
map-network = Nätverk
map-matrix = Matris
map-matrix-about = Rutan där två möts visar hur många ämnen och grupper de har gemensamt. Kolumnerna har radernas nummer.
map-sure = säker uppgift
map-unsure = osäker uppgift
map-thickness = tjockare: fler ämnen och grupper
map-other-kind = Annan aktör
map-untold = ämnet framgår inte
map-assessed = bedömda tillsammans
map-statements-heading = Uppgivna samarbeten
map-statements-caption = Vem som samverkar med vem, och om vad
map-all-but = Alla medlemmar utom { $names }
map-and-guests = { $members }, och { $guests }
map-pairs-heading = Par för par
map-pairs-lead = Samma uppgifter som bilderna visar. Ett ämne står på ett par när en av de två har uppgett det.
map-pairs-caption = Aktörer två och två, och vad de samverkar om
map-groups = Gemensamma grupper
map-told-by = Uppgivet av
map-told-by-both = Båda
map-all-heading = Karta över samarbeten
map-all-lead = Vilka aktörer som är med i vilka publicerade samarbeten, och vilka samarbeten som har medlemmar gemensamt.
map-all-sentence = Aktörer: { $parties }. Publicerade samarbeten: { $collaborations }.
map-all-several = { $count ->
    [0] Ingen aktör är med i mer än en.
    [1] En aktör är med i mer än en.
   *[other] { $count } aktörer är med i mer än en.
}
map-all-pictured = Bilden visar de { $count } aktörer som är med i flest. Tabellen visar alla.
map-all-matrix = Aktörer och samverkan
map-all-network = Gemensamma medlemmar
map-all-network-about = En linje binder ihop två samarbeten som har medlemmar gemensamt, eller där den ena ingår i den andra.
map-all-shared = medlemmar gemensamt
map-all-part-of = den ena ingår i den andra
map-all-thickness = tjockare: fler gemensamma
map-all-in-common = { $count ->
    [1] en gemensam medlem
   *[other] { $count } gemensamma medlemmar
}
map-all-count = Antal samarbeten
map-all-count-short = Antal
map-all-filled = är med
map-all-empty = är inte med
map-all-which = Är med i
map-all-parties = Aktörer i publicerade samarbeten
map-all-collaborations = Publicerade samarbeten
map-all-collaborations-lead = Välj en samverkan för att se dess egen karta.
map-all-collaboration = Samverkan
map-all-members = Medlemmar
map-all-shares = Medlemmar gemensamt med
stairs-tab = Trappan
stairs-heading = Grupperna på trappan
stairs-lead = Varje grupp står på det steg den har nått. Pilen visar steget den siktar mot. Jämför två datum för att se hur grupperna har rört sig.
stairs-from = Från
stairs-to = Till
stairs-compare = Visa
stairs-hint = Lämna Till tomt för att se hur det är nu. En bedömning utan datum räknas till den som gjordes före den.
stairs-none = Ingen grupp är bedömd än. Öppna en grupp för att bedöma den.
stairs-picture = Grupperna på { $ladder }
stairs-now = nu
stairs-wanted = siktar mot
stairs-not-assessed = inte bedömd
stairs-about = På trappan står { $all }. { $steps }.
stairs-about-wanted = { $count ->
    [0] Ingen siktar högre.
    [1] En siktar högre.
   *[other] { $count } siktar högre.
}
stairs-about-moved = Sedan { $from }: { $up } upp, { $down } ned.
stairs-questions = Stegen och deras frågor
stairs-stand-here = Står här:
stairs-want-here = Siktar hit:
stairs-nobody = Ingen står här eller siktar hit.
stairs-about-ladder = Läs mer om { $ladder }
stairs-table = Grupper på { $ladder }
stairs-level-on = Nivå { $date }
stairs-moved = Förändring
stairs-left-to-climb = Kvar till önskad nivå
stairs-new = ny på trappan
stairs-same = samma steg
stairs-up = upp { $count } steg
stairs-down = ned { $count } steg
stairs-there = framme
stairs-left = Grupper som inte är bedömda
difference-heading = Där bedömningarna skiljer sig
difference-lead = Här ser du var aktörerna bedömer olika hur långt samverkan har kommit, den största skillnaden först. Att bedömningarna skiljer sig är värt att tala om, inget fel.
difference-none = Alla som har bedömt samma sak är överens.
difference-whole = Samverkan som helhet
difference-pair = { $party } och { $other }
difference-about = Gäller
difference-lowest-view = Lägsta bedömning
difference-lowest-voices = Lägst bedömd av
difference-highest-view = Högsta bedömning
difference-highest-voices = Högst bedömd av
difference-steps-column = Steg emellan
difference-caption = Vad aktörerna ser olika på
difference-all-heading = Allas bedömningar
difference-all-lead = Den senaste bedömningen från var och en, där de skiljer sig.
difference-all-caption = Bedömningar som skiljer sig
difference-views = { assessment-views }
difference-views-caption = { assessment-views } på { $ladder }
difference-column = Skillnad
difference-above-lowest = Över den lägsta
difference-lowest = lägst
difference-above = { $count } steg över
difference-steps = { $count } steg
difference-sentence = Aktörerna bedömer olika. Skillnaden är { $steps }: { $low } enligt { $lowvoices }, { $high } enligt { $highvoices }.
difference-panel = { $count ->
    [1] Aktörerna bedömer en sak olika.
   *[other] Aktörerna bedömer { $count } saker olika.
}
difference-panel-more = Se allt där bedömningarna skiljer sig
difference-to-groups = Välj en grupp att bedöma


new-members-heading = Lägg till flera medlemmar
new-members-lead = Välj ett helt län, klistra in namn, eller gör både och. De som redan är medlemmar ändras inte.
new-members-county = Länets kommuner och region
new-members-choice = { $region } och { $count ->
    [one] en kommun
   *[other] { $count } kommuner
}
new-members-names = Namn, ett på varje rad
new-members-names-hint = Skriv eller klistra in kommuner, regioner och andra som finns i registret: Aneby kommun, Borås, Region Halland.
new-members-from = Medlemmar från och med
new-members-add = Lägg till medlemmarna
notice-beginning-done = Det var det sista steget. Det som du hoppade över står kvar under Nästa steg.
notice-members-added = Medlemmarna är tillagda.
notice-members-there = Alla var redan medlemmar. Ingenting är ändrat.
problem-members-missing = Välj ett län, eller skriv minst ett namn.
next-members = Medlemmar
next-members-why = Vilka kommuner, regioner och andra som deltar. Ett helt län läggs till på en gång.
next-groups = Samverkansgrupper
next-groups-why = Styrgrupp, beredning och nätverk, och hur långt de har kommit på trappan.
