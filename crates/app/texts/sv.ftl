problem-config-invalid = Inställningarna i { $file } går inte att läsa: { $reason }. Rätta filen; docs/operations.md beskriver alla fält.
problem-listen-invalid = ”{ $value }” är ingen adress att lyssna på. Skriv till exempel 127.0.0.1:8080.
problem-trusted-proxies-invalid = ”{ $value }” är ingen adress till en proxy. Skriv adresser eller nät med komma mellan, till exempel 10.0.0.7, 192.168.0.0/16.
problem-contact-invalid = ”{ $value }” är varken en e-postadress eller en webbadress. Skriv till exempel api@exempel.se eller https://exempel.se/kontakt.
problem-listen-taken = Adressen { $address } går inte att lyssna på ({ $reason }). Stäng det andra programmet eller välj en annan adress med SAMVERK_LISTEN.
problem-demo-not-loopback = Demoläge har kända lösenord och får bara lyssna på den egna datorn, inte på { $address }. Använd 127.0.0.1 eller stäng av SAMVERK_DEMO.
problem-demo-behind-proxy = Demoläge har kända lösenord och får inte nås utifrån, men { $setting } är satt. Ta bort inställningen eller stäng av SAMVERK_DEMO.
problem-demo-foreign-host = Demoläget svarar bara på den egna datorns adress. Öppna http://127.0.0.1 med samma port, eller starta utan SAMVERK_DEMO om andra ska nå Samverk.
problem-limit-invalid = { $setting } kan inte vara ”{ $value }”. Skriv ett helt tal, minst 1; tider anges i sekunder.
problem-data-folder-unusable = Datamappen { $folder } går inte att använda ({ $reason }). Välj en annan med SAMVERK_DATA.
problem-bundle-format-unknown = Mappen har ett annat format. Den här versionen läser format { $known }.
problem-collaboration-unknown = Det finns ingen samverkan med nyckeln ”{ $key }”. Kontrollera nyckeln.

document-version = Version { $label }
document-sum = Summa
document-chart = Belopp per medlem
document-groups-national = Nationella grupper
document-groups-regional = Regionala grupper
document-groups-local = Lokala grupper
document-groups-inside = Samverkans egna grupper
problem-database-missing = Databasen { $database } finns inte än. Kör samverk migrate, eller kontrollera SAMVERK_DATA.
problem-database-behind = Databasen saknar steg: { $steps }. Kör samverk migrate.
problem-database-scheme-unknown = DATABASE_URL börjar med ”{ $scheme }”, som Samverk inte känner. Skriv postgres://användare:lösenord@server/databas eller sqlite:SÖKVÄG.
problem-database-address-invalid = Adressen i DATABASE_URL går inte att läsa ({ $reason }). Skriv postgres://användare:lösenord@server/databas.
problem-database-unreachable = Databasen { $server } svarar inte ({ $reason }). Kontrollera att PostgreSQL är igång och att DATABASE_URL stämmer.
problem-database-refused = Databasen { $server } släpper inte in Samverk ({ $reason }). Kontrollera användare, lösenord och databasens namn i DATABASE_URL.
problem-database-foreign = Databasen hör till något annat än Samverk (den har tabellerna { $tables }). Ange en tom databas i DATABASE_URL, eller en tom mapp i SAMVERK_DATA. Inget är ändrat.
problem-database-newer = Databasen är ändrad av en nyare version av Samverk (steg { $steps }). Kör den versionen. Inget är ändrat.
problem-database-differs = Steg { $step } i databasen är inte likadant som i den här versionen av Samverk. Kör den version som skapade databasen. Inget är ändrat.
problem-backup-by-pg-dump = Databasen ligger i PostgreSQL, som har egna verktyg för säkerhetskopior. Kör pg_dump --format=custom --file=FIL med adressen i DATABASE_URL, och kopiera datamappen.
problem-restore-by-pg-restore = Databasen ligger i PostgreSQL, som har egna verktyg för säkerhetskopior. Kör pg_restore --dbname=ADRESS FIL mot en tom databas, och kopiera tillbaka datamappen.
problem-backup-exists = { $file } finns redan, och skrivs inte över. Välj ett annat namn.
problem-backup-inside-data = Säkerhetskopian skulle hamna i datamappen { $folder } och gå förlorad med den. Välj en annan mapp, helst på en annan disk.
problem-backup-unwritable = { $file } går inte att skriva ({ $reason }). Kontrollera mappen, rättigheterna och att det finns plats.
problem-backup-unreadable = { $file } går inte att läsa som säkerhetskopia från Samverk ({ $reason }). Välj en fil som samverk backup har gjort.
problem-backup-damaged = Säkerhetskopian { $file } är skadad: { $part } stämmer inte. Inget är återställt. Välj en annan kopia.
problem-data-folder-not-empty = Datamappen { $folder } är inte tom, och inget skrivs över. Flytta undan det som ligger där, eller välj en annan mapp med SAMVERK_DATA.

spreadsheet-heading = Fyll i via Excel
spreadsheet-lead = Hämta en arbetsbok med det som finns, ändra och fyll på i kalkylprogrammet, och läs in den igen. Inget sparas förrän allt stämmer.
spreadsheet-none = Det finns inget att fylla i för dig här.
spreadsheet-note = En budget som är antagen är låst och finns inte med. Nästa års budget börjar med samma delar och rader. Den allra första budgeten skapar du under Budget, med sina delar. Mätningar går att fylla i för planer som har indikatorer.
spreadsheet-groups = Grupper och medlemmar
spreadsheet-budget = Budget { $year }
spreadsheet-budget-after = Budget { $year }, ny, med delar och rader från { $from }
spreadsheet-measurements = Mätningar i { $plan }
spreadsheet-download = Hämta arbetsbok
spreadsheet-download-long = Hämta arbetsboken att fylla i
spreadsheet-read = Läs in
spreadsheet-read-heading = Läs in: { $title }
spreadsheet-read-lead = Välj arbetsboken som du har fyllt i. Rader läggs till och ändras. Det som saknas i arbetsboken behålls.
spreadsheet-read-lead-budget = Välj arbetsboken som du har fyllt i. Budgeten får raderna som står i den. Rader som inte finns kvar tas bort.
spreadsheet-read-lead-budget-after = Välj arbetsboken som du har fyllt i. Budgeten skapas som ett utkast, med delarna från förra budgeten och raderna från arbetsboken.
spreadsheet-file = Arbetsbok
spreadsheet-file-hint = En fil i formatet XLSX, högst 10 MB och utan makron.
spreadsheet-other-file = Eller välj en rättad arbetsbok
spreadsheet-problems = Att rätta ({ $count })
spreadsheet-warnings = Att läsa igenom ({ $count })
spreadsheet-sheet = Blad
spreadsheet-row = Rad
spreadsheet-column = Kolumn
spreadsheet-what = Vad det gäller
spreadsheet-whole = Hela arbetsboken
spreadsheet-confirm = Jag har läst igenom listan och vill läsa in arbetsboken som den är
spreadsheet-yes = Ja
spreadsheet-about-name = Så här fyller du i
spreadsheet-lists-name = Listor
spreadsheet-about-fill = Bladen efter det här är tabeller. Ändra det som står där och lägg till rader under.
spreadsheet-about-headings = Ändra inte bladens namn och inte rubrikerna på första raden. Lägg inte ihop celler. Blad med namn inom parentes läses inte.
spreadsheet-about-read = Spara som Excel-arbetsbok (.xlsx) och läs in under Fyll i via Excel i samverkans meny. Om något är fel får du veta blad, rad och kolumn, och inget sparas.
spreadsheet-about-sheet = Blad
spreadsheet-about-column = Kolumn
spreadsheet-about-meaning = Det här står där
spreadsheet-about-needed = Måste fyllas i
sheet-groups-key = Gruppens nyckel: små bokstäver a–z, siffror och bindestreck. Den ändras aldrig.
sheet-groups-name = Gruppens namn.
sheet-groups-kind = Egen grupp (inside), eller omgivande grupp (surrounding) för en vid sidan av. Skriv ordet eller koden.
sheet-groups-organiser = Den som kallar samman gruppen, med egna ord.
sheet-groups-parent = Nyckeln för den grupp som gruppen ingår i.
sheet-groups-reach = Gruppens räckvidd: nationell (national), regional (regional) eller lokal (local). Skriv ordet eller koden.
sheet-groups-legal-form = Juridisk form, om den är känd. Se bladet med listor.
sheet-groups-host = Nyckeln för den aktör som är värd.
sheet-groups-purpose = Vad gruppen är till för.
sheet-groups-cooperation = Så samverkar samverkan med gruppen.
sheet-groups-cost = Kostnad per år i kronor.
sheet-groups-financed-by = Vem som betalar.
sheet-groups-note = Anmärkning.
sheet-members-group = Gruppens nyckel. Tomt betyder samverkan själv.
sheet-members-party = Aktörens nyckel. Se bladet med listor.
sheet-members-standing = På vilket sätt aktören är med. Se bladet med listor.
sheet-members-from = Från vilket datum, till exempel 2026-11-22.
sheet-members-to = Till vilket datum.
sheet-members-note = Anmärkning.
sheet-lines-part = Nyckeln för budgetens del. Tomt betyder budgeten som helhet.
sheet-lines-name = Vad posten heter.
sheet-lines-kind = Kostnad (cost), intäkt (income) eller ej upparbetade medel (unspent). Skriv ordet eller koden.
sheet-lines-amount = Belopp i kronor utan minus, med högst två decimaler. Intäkter och ej upparbetade medel dras av.
sheet-lines-note = Anmärkning.
sheet-measurements-indicator = Indikatorns nyckel. Se bladet med listor.
sheet-measurements-date = Mätdatum, till exempel 2026-11-22. En ny rad på samma datum rättar den tidigare.
sheet-measurements-value = Mätt värde i indikatorns enhet. 38 procent skrivs 38.
sheet-measurements-numerator = Täljarens värde.
sheet-measurements-denominator = Nämnarens värde.
sheet-measurements-note = Anmärkning.
notice-spreadsheet-imported = Arbetsboken är inläst.
problem-spreadsheet-refused = Inget är sparat. { $count } { $count ->
    [one] sak behöver
   *[other] saker behöver
} rättas i arbetsboken; de står i tabellen här ovanför.
problem-spreadsheet-unconfirmed = Inget är sparat än. Läs igenom listan här ovanför och kryssa i rutan för att läsa in arbetsboken ändå.
problem-spreadsheet-without-tables = Arbetsboken har inget ifyllt blad som heter { $names }. Hämta arbetsboken att fylla i, eller ge bladet rätt namn.
spreadsheet-measures = Egna mått
spreadsheet-printed = Tabellen i dokumentet till { $title }
spreadsheet-read-lead-printed = Välj arbetsboken som du har fyllt i. Tabellen jämförs med beräkningen, och du får läsa vad som skiljer innan den sparas.
sheet-measures-measure = Måttets nyckel: små bokstäver, siffror och bindestreck.
sheet-measures-name = Måttets namn.
sheet-measures-unit = Vad som räknas, till exempel anställda.
sheet-measures-party = Aktören som siffran gäller.
sheet-measures-year = Året, tomt om siffran inte har något.
sheet-measures-value = Siffran.
sheet-printed-party = Aktören på raden.
sheet-printed-share = Orden i andelens kolumn, till exempel 1,90 %.
sheet-printed-amount = Beloppet i kronor, tomt om tabellen bara har andelar.
folder-place = Allt i en mapp
folder-heading = Hela samverkan som en mapp
folder-about = Allt i samverkan finns som en mapp med textfiler och kalkylblad, packad som ZIP.
folder-link = Hämta eller läs in mappen
folder-lead = Välj samverkans hela mapp, packad som ZIP. Antingen läses allt in eller inget. Är något fel får du veta i vilken fil, rad och kolumn. Filer som ligger vid sidorna följer inte med här; de följer med när den som sköter installationen exporterar.
folder-file = Mappen som ZIP
folder-file-hint = Högst 10 MB. Filerna ska ligga som i den mapp som du kan hämta här nedanför.
folder-download = Hämta mappen som ZIP
notice-folder-imported = Mappen är inläst.
folder-sheet = Fil
folder-whole = Hela mappen
folder-confirm = Jag har läst igenom listan och vill läsa in mappen som den är
folder-other-file = Eller välj en rättad mapp
problem-folder-refused = Inget är sparat. { $count } { $count ->
    [one] sak behöver
   *[other] saker behöver
} rättas i mappens filer; de står i tabellen här ovanför.
problem-folder-unconfirmed = Inget är sparat än. Läs igenom listan här ovanför och kryssa i rutan för att läsa in mappen ändå.
personal-data-lead = Sök efter en person som vill veta vad som finns sparat, eller få det rättat eller borttaget. Skriv namnet eller en del av det, eller adressen.
personal-data-words = Namn eller adress
personal-data-find = Sök
personal-data-found = { $count ->
    [0] Ingenting som är sparat nämner de orden.
    [one] En sak nämner de orden. Öppna den för att rätta eller ta bort.
   *[other] { $count } saker nämner de orden. Öppna dem för att rätta eller ta bort.
}
personal-data-fields = Fält med personuppgifter
personal-data-hits = Det som nämner personen
personal-data-thing = Sak
personal-data-kind = Typ
personal-data-field = Fält
personal-data-why = Varför det sparas
personal-data-elsewhere = Konton och loggen över vem som har ändrat vad har egna sidor:

administration-place = Så mår Samverk
administration-lead = Här ser du hur installationen mår och når det som du sköter för alla.
administration-facts = Installationen
administration-version = Version
administration-database = Databas
administration-address = Adress
administration-contact = Kontakt
administration-none = Ingen är angiven
administration-mail = E-post
administration-mail-sent = Skickas
administration-mail-none = Skickas inte: ingen e-postserver är inställd, så du lämnar själv över länkarna till den som bjuds in
administration-jobs = Utskick och annat som görs i bakgrunden
administration-waiting = { $count ->
    [0] Ingenting väntar.
    [one] En sak väntar på att göras.
   *[other] { $count } saker väntar på att göras.
}
administration-jobs-caption = Det som väntar eller inte har gått
administration-job = Vad
administration-job-state = Läge
administration-job-attempts = Försök
administration-job-error = Vad som gick fel senast
administration-job-gave-up = Uppgivet
administration-job-waits = Görs { $time }
administration-job-mail = Brev
administration-job-link-mail = Brev med en länk
administration-job-print-adopted = PDF av det som har antagits

guides-heading = Guider för olika roller
guides-lead = Varje guide visar hur man gör det vanligaste i en roll.
guides-contact = Har du frågor om den här installationen? Vänd dig till { $contact }.
long-work-kind-plan = PDF av en plan
long-work-kind-distribution = PDF av en fördelning
long-work-kind-scenarios = PDF av en jämförelse av scenarier
long-work-kind-folder = Mapp med allt i en samverkan
long-work-kind-installation = Mapp med allt i installationen
long-work-kind-folder-import = Inläsning av en mapp
long-work-kind-workbook-import = Inläsning av ett kalkylblad
long-work-step-gather = Samlar ihop uppgifterna.
long-work-step-typeset = Sätter texten till PDF.
long-work-step-pack = Packar mappen.
long-work-step-unpack = Packar upp filen.
long-work-step-take-in = Kontrollerar och läser in allt i ett svep.
long-work-step-keep = Sparar filen som ska hämtas.
administration-works = Längre arbeten
administration-works-lead = Det som väntar, pågår eller inte har gått. Vad de innehåller ser bara den som har begärt dem.
administration-works-caption = Arbeten som väntar, pågår eller inte har gått
administration-work-asked-at = Begärt
administration-works-none = Inga längre arbeten väntar eller pågår.
administration-export = Hämta allt i installationen som en mapp
administration-export-lead = Mappen har alla samverkan med det de hänvisar till, men inte bilagda filer och inte kommentarer inom en aktör. Dem tar samverk export och säkerhetskopian.
