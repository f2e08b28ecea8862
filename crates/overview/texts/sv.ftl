overview-pdf = Hämta som PDF
overview-year = År
overview-party = Aktör
overview-collaboration = Samverkan
overview-group = Grupp
overview-from = Från
overview-to = Till

overview-figure-pays = Betalar { $year }
overview-figure-goals = Ansvarar för mål
overview-figure-red = { $count ->
    [one] varav 1 kräver åtgärd
   *[other] varav { $count } kräver åtgärd
}
overview-figure-groups = Sitter i grupper
overview-figure-mandates = { $count ->
    [one] och har 1 uppdrag
   *[other] och har { $count } uppdrag
}

overview-money = Vad aktören betalar och varför
overview-money-own = Vad ni betalar och varför
overview-money-lead = Belopp ur beslutade kostnadsfördelningar.
overview-money-links = Kolumnen Varför leder till hela uträkningen.
overview-money-none = Ingen beslutad kostnadsfördelning som du kan se har ett belopp för aktören.
overview-money-caption = Vad { $party } betalar, det senaste året först, och ändringen från året innan
overview-money-picture = Vad { $party } betalar, år för år
overview-reason = Varför
overview-reason-none = Se uträkningen
overview-amount = Belopp
overview-change = Ändring
overview-change-percent = Ändring i procent
overview-change-none = lika mycket som { $year }
overview-change-more = { $amount } mer än { $year }
overview-change-less = { $amount } mindre än { $year }

overview-goals = Mål som aktören ansvarar för
overview-goals-own = Mål som ni ansvarar för
overview-goals-none = Inget mål i en plan har den här aktören som ansvarig.
overview-goals-caption = Mål som { $party } ansvarar för, de som mest behöver någon först
overview-goal = Mål
overview-goal-state = Läge
overview-goal-measured = Senast mätt
overview-goal-never = Aldrig
overview-goal-area = Fokusområde
overview-goal-plan = Plan

overview-seats = Samverkan, grupper och nivåer
overview-seats-none = Aktören deltar inte i någon samverkan som du kan se.
overview-seats-caption = Var { $party } deltar
overview-seat = Deltar i
overview-standing = Deltar som
overview-level = Nivå
overview-wanted-level = Önskad nivå
overview-own-view = Aktörens egen syn

overview-mandates = Uppdrag
overview-mandates-none = Aktören har inga uppdrag som du kan se.
overview-mandates-caption = Uppdrag för { $party }
overview-mandate = Uppdrag
overview-mandate-role = Roll

overview-people = Våra personer
overview-people-none = Ingen person har någon roll hos aktören än.
overview-people-caption = Personer och roller hos { $party }
overview-person = Namn
overview-roles = Roller
overview-person-state = Läge
overview-person-invited = Inbjuden, har inte svarat
overview-people-all = Personer och roller
overview-people-invite = Bjud in en person

overview-await = Väntar på er
overview-await-none = Ingenting väntar på er just nu.
overview-await-caption = Vad som väntar på { $party }
overview-await-what = Att göra
overview-await-date = Senast
overview-await-own-view = Bedöm hur långt ni tycker att samverkan har kommit
overview-await-own-view-group = Bedöm hur långt ni tycker att { $group } har kommit
overview-await-measure-never = Mät ”{ $name }”, som aldrig har mätts
overview-await-measure-overdue = Mät ”{ $name }”: målåret { $year } är slut och den mättes senast { $date }
overview-await-measure-soon = Mät ”{ $name }” senast { $date }
overview-await-mandate-ends = Bestäm vem som ska ha uppdraget { $name }, som tar slut
overview-await-consultation = Lämna synpunkter på { $plan }, { $version }
overview-await-consultation-by = Lämna synpunkter senast { $date } på { $plan }, { $version }
overview-await-budget-round = Lämna synpunkter på { $title }
overview-await-budget-round-by = Lämna synpunkter senast { $date } på { $title }
overview-await-unshared = Dela utkastet { $title } med medlemmarna, eller ta bort det
overview-await-asked = Läs utkastet { $title } och skriv i en kommentar vad du tycker
overview-await-next-budget = Börja på budgeten för { $year }
overview-await-draft = Läs utkastet { $title }
overview-await-review = Se över risken eller möjligheten ”{ $name }”
overview-await-invitation = { $name } har inte svarat på sin inbjudan
overview-await-no-people = Bjud in någon som kan svara för aktören

overview-missing-own-view = Aktörens syn på hur långt samverkan har kommit
overview-missing-own-view-group = Aktörens syn på hur långt { $group } har kommit
overview-missing-measure-never = Mätning av ”{ $name }”, som aldrig har mätts
overview-missing-measure-overdue = Mätning av ”{ $name }”: målåret { $year } är slut, senast mätt { $date }
overview-missing-measure-soon = Mätning av ”{ $name }” senast { $date }
overview-missing-mandate-ends = Ny eller fortsatt { $name }: uppdraget tar slut
overview-missing-consultation = Synpunkter på { $plan }, { $version }
overview-missing-budget-round = Synpunkter på { $title }
overview-missing-draft = Läsning av utkastet { $title }
overview-missing-invitation = Svar på inbjudan: { $name }
overview-missing-no-people = Någon som kan svara för aktören: ingen person har en roll där

overview-across = Läget per medlem
overview-across-lead = Vad varje medlem betalar, deltar i och ansvarar för, och vad den har kvar att göra.
overview-across-none = Samverkan har inga medlemmar än.
overview-across-caption = Medlemmarna i samverkan; ändringen är från året innan
overview-across-amount = Betalar { $year }
overview-across-groups = Grupper
overview-across-mandates = Uppdrag
overview-across-recorded = Inskriven
overview-across-not-recorded = Saknas
overview-across-goals = Mål
overview-across-unmeasured = Inte mätta
overview-across-behind = Ligger efter
overview-across-missing = Saknas, antal
overview-across-sum = Alla
overview-across-what = Vad som saknas
overview-across-missing-heading = Vad som saknas från vem
overview-across-missing-caption = Vad som saknas, medlem för medlem
overview-across-nothing-missing = Ingenting saknas.
overview-across-figure-missing = Saknas
overview-across-figure-lacking = Medlemmar där något saknas
overview-across-of = { $some } av { $all }

overview-document-title = Läget i samverkan
overview-document-figures = I korthet
overview-document-explained = { $year }, { $collaboration }: så räknas { $amount }

overview-run-consultation = Gå igenom synpunkterna på { $plan }, { $version }
overview-run-budget-round = Gå igenom synpunkterna på { $title }
overview-run-draft = Gör klart utkastet { $title } och låt det antas
overview-button-assess = Bedöm
overview-button-measure = Mät
overview-button-look = Se över
overview-button-begin = Börja
overview-button-review = Granska
overview-button-read = Läs
overview-button-comment = Lämna synpunkter
overview-button-people = Visa personer

work-lead = { $count ->
    [0] Ingenting väntar på dig just nu.
    [one] En sak väntar på dig.
   *[other] { $count } saker väntar på dig.
}
work-lead-read = { $count ->
    [one] En sak väntar på dina aktörer. Du kan läsa om den.
   *[other] { $count } saker väntar på dina aktörer. Du kan läsa om dem.
}
work-lead-late = { $count ->
    [one] En är försenad.
   *[other] { $count } är försenade.
}
work-tasks = Väntar på dig
work-tasks-none = När något ska bedömas, mätas, läsas eller beslutas står det här.
work-last-day = Senast
work-what = Vad
work-where = Var
work-who = Vem
work-do = Gör det
work-late = försenad
work-lacked = Det här väntar du på
work-lacked-none = Inget saknas från medlemmarna.
work-upcoming = Kommer
work-upcoming-none = Inga datum de närmaste två månaderna.
work-activity-ends = Insatsen ”{ $name }” ska vara klar
work-meeting-at = { $name }, kl. { $hour }
work-targets = { $count ->
    [one] En indikator i { $plan } ska ha nått sitt målvärde
   *[other] { $count } indikatorer i { $plan } ska ha nått sina målvärden
}
work-mandate-ends = Uppdraget ”{ $name }” tar slut
work-news = Nytt där du är med
work-news-none = Inget har ändrats än.
work-tasks-heading = Allt som väntar på dig
work-tasks-all = Visa alla { $count }
work-tasks-first = Till början av listan
work-more = Visa fler
work-lacked-all = Visa alla { $count }
work-lacked-count = { $count } saker saknas, det som flest saknar först.
work-news-at-least = och minst { $count } till
work-lately = Senast öppnat
work-own = Dina aktörer och samverkan

work-with = Hos { $name }
work-from = Överlämnad av { $name }
work-remind-heading = Påminnelse
work-remind = Påminn
work-remind-label = Påminn medlemmarna om: { $what }
work-reminded = Påminda { $time } av { $by }
notice-reminded = Påminnelsen är skickad till de medlemmar som har det kvar att göra.
notice-handed-before = Ingenting är ändrat: uppgiften låg redan där.
notice-handed-back = Uppgiften är allas hos aktören igen.
problem-reminded-lately = De har redan fått en påminnelse det senaste halva dygnet. Vänta, eller ring dem.
notice-handed-over = Uppgiften är överlämnad.
problem-nothing-missing = Det saknas inte längre något här, så ingen påminnelse har skickats.
problem-nobody-to-remind = Ingen hos { $party } kan ta emot en påminnelse. Bjud in någon där först.
hand-over-link = Lämna över
hand-over-label = Lämna över: { $what }
hand-over-heading = Lämna över en uppgift
hand-over-to = Vem ska göra den?
hand-over-hint = En läsare kan varken bedöma, mäta eller svara på remisser.
hand-over-all = Vem som helst hos { $party }
hand-over-button = Spara vem som gör den

next-heading = Nästa steg
next-lead = { $done } av { $all } är gjorda. Ta dem i vilken ordning du vill, eller hoppa över det som inte behövs.
next-done = Klart
next-publish = Visa samverkan för allmänheten
next-publish-why = Till dess ser bara medlemmarna den.
beginning-go-on = Fortsätt steg för steg

begin-heading = Kom i gång med installationen
begin-installation = Se över installationen
begin-installation-why = Att brev går ut, att databasen mår bra och vad som väntar.
begin-collaboration = Skapa den första samverkan
begin-collaboration-why = Namn och syfte räcker. Sedan visar dess sida vad som är nästa steg.
begin-people = Bjud in den som ska samordna
begin-people-why = Samordnaren bjuder in andra och fyller på.
