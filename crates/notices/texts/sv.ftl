# Brev, kalendrar och det man följer.

letter-subject = Samverk: { $count ->
    [one] en sak att läsa
   *[other] { $count } saker att läsa
}
letter-greeting = Hej { $name },
letter-notices = Till dig
letter-tasks = Det här väntar på dig
letter-followed = Nytt i det du följer
letter-more = { $count ->
    [one] En till finns i Samverk.
   *[other] { $count } till finns i Samverk.
}
letter-late = skulle ha varit klart { $date }
letter-last-day = senast { $date }
letter-why-handed = { $by } har lämnat över till dig: { $what }
letter-why-reminded = { $by } påminner: { $what }
letter-why-mentioned = { $by } har nämnt dig i en kommentar: { $what }
letter-why-answered = { $by } har svarat dig: { $what }
letter-why-infected = Virus har hittats i en fil vid { $what }. Filen lämnas inte ut.
letter-why-work-done = Klart: { $what }
letter-why-work-failed = Det gick inte: { $what }. Öppna sidan för att se varför.
letter-why-work-asks = Vi behöver ditt svar: { $what }
letter-why-work-cancelled = Stoppat av den som sköter installationen: { $what }
letter-all = Allt som väntar på dig
letter-why = Du får brevet för att du har en roll i Samverk.
letter-choose = Välj vad du vill få brev om
letter-end = Sluta skicka brev till mig

letters-heading = Brev från Samverk
letters-lead = Breven går till { $address }. Välj hur ofta du vill få dem.
letters-none-sent = Den här installationen skickar inga brev. Valen gäller när den gör det.
letters-next = Se hur nästa brev skulle se ut
letters-next-heading = Så skulle nästa brev se ut
letters-next-none = Just nu finns inget att skriva om.
letters-save = Spara valen
letters-notices = När någon vänder sig till dig
letters-notices-hint = Du nämns i en kommentar, får en uppgift av en kollega eller blir påmind.
letters-tasks = Det som väntar på dig
letters-tasks-hint = En uppgift tas upp när den kommer och när den är försenad, inte fler gånger.
letters-followed = Det du följer
letters-followed-hint = Ändringar som andra gör i det du följer eller själv har lagt in.
letters-works = Klart arbete
letters-works-hint = Det du har begärt och som tog längre tid är klart eller gick inte. Inget brev kommer om du redan har sett det.
letters-pace-at-once = Genast
letters-pace-within-an-hour = Inom en timme
letters-pace-daily = Varje morgon
letters-pace-weekly = På måndagar
letters-pace-never = Aldrig
letters-language = Språk i breven
letters-language-sv = Svenska
letters-language-en = Engelska
notice-letters-saved = Valen är sparade. De gäller från nästa brev.

follow-begin = Följ
follow-end = Sluta följa
follow-is = Du följer detta.
follow-end-label = Sluta följa { $name }
follow-again-label = Följ { $name }
follows-heading = Det du följer
follows-lead = Du följer det du själv har lagt in, det du nämns i och det du väljer på sidan för en sak. Följer du en samverkan följer du allt i den.
follows-declined = Det du har slutat följa
notice-follow-gone = Det finns inte kvar, eller är inte längre öppet för dig. Det är borttaget ur listan.
notice-followed = Du följer nu detta. Ändringarna kommer i breven från Samverk.
notice-not-followed = Du följer inte längre detta.

ending-heading = Sluta få brev
ending-lead = Samverk slutar skicka brev till dig, också när någon nämner dig eller påminner dig. Du kan ändra dig när du vill.
ending-button = Skicka inga fler brev
ending-done = Klart. Du får inga fler brev.
ending-choose = Välj vissa brev i stället

calendars-heading = Kalendrar att prenumerera på
calendars-lead = Lägg in adressen i din kalender, så syns sista dagar, insatser och uppdrag där och hålls aktuella.
calendar-made = Kalendern har fått en adress
calendar-made-lead = Adressen visas bara nu. Den som har den kan läsa kalendern, så dela den inte med någon.
calendar-address = Kalenderns adress
calendar-since = adressen är från { $time }
calendar-end = Avsluta
calendar-end-label = Avsluta kalendern för { $name }
calendar-of = Kalendern gäller
calendar-of-all = Allt som rör dig
calendar-of-none = En samverkan som du inte längre deltar i
calendar-make = Skapa adress
calendar-renew-hint = Finns det redan en adress för samma kalender slutar den gälla.
notice-calendar-ended = Kalendern är avslutad. Adressen gäller inte längre.
problem-calendars-too-many = Du har redan { $max } kalendrar. Avsluta en som du inte använder.

event-notice-choice-saved = Val av brev ändrade
event-follow-added = Började följa
event-follow-removed = Slutade följa
event-calendar-address-added = Kalenderadress skapad
event-calendar-address-removed = Kalenderadress avslutad
event-task-handed = Uppgift överlämnad
event-task-taken-back = Uppgift återtagen
event-task-reminded = Påminnelse skickad
