
person-name = Namn
person-email = E-postadress
person-role = Roll
person-roles = Roller
person-state = Läge
person-state-active = Kan logga in
person-state-invited = Inbjuden
person-state-inactive = Avstängd
person-state-demo = Exempelperson
person-since = Tillagd
person-no-roles = Personen har inga roller.
person-is-administrator = Administratör för installationen
person-is-administrator-hint = Får göra allt, i varje samverkan och hos varje aktör.
person-give-role = Ge en roll
person-role-heading = Ge { $name } en roll
person-role-collaboration = Samverkan
person-role-collaboration-hint = För samordnare och ekonom.
person-role-party = Aktör
person-role-party-hint = För aktörens administratör, representant och läsare.
person-sign-in-heading = Inloggning
person-send-link-lead = Med länken väljer personen ett nytt lösenord. Den gäller i två timmar.
person-send-link = Skicka en länk för nytt lösenord
person-links-heading = Inloggning med organisation
role-from-provider = { $role } (från inloggningstjänsten)
person-roles-provided = En roll från inloggningstjänsten försvinner när tjänsten inte längre ger den. Tar du bort den här kommer den tillbaka vid nästa inloggning, om tjänsten fortfarande ger den. Ge rollen för hand om den ska stå kvar.
person-links-lead = Personen känns igen när den loggar in här. Den som kopplas bort loggas ut överallt och prövas som ny nästa gång.
person-link-since = { $name }, sedan { $time }
person-unlink = Koppla bort
person-unlink-label = Koppla bort { $name }
person-deactivate-lead = Den som stängs av loggas ut genast och kan inte logga in. Rollerna finns kvar.
person-deactivate = Stäng av
person-activate = Återaktivera

password-label = Lösenord
password-current = Nuvarande lösenord
password-new = Nytt lösenord
password-again = Nytt lösenord en gång till
password-hint = Minst { $min } tecken. Några ord som bara du sätter samman är lätta att minnas och svåra att gissa.
password-save = Spara lösenordet

demo-heading = Prova som en exempelperson
demo-lead = Personerna är påhittade och finns bara i demoläget.
demo-caption = Inloggningar i demoläget, en för varje roll

forgotten-heading = Glömt lösenordet?
forgotten-lead = Skriv din e-postadress, så skickar vi en länk där du väljer ett nytt lösenord.
forgotten-submit = Skicka länken
forgotten-sent = Om adressen finns hos oss är en länk på väg dit. Den gäller i två timmar. Titta i skräpposten om den inte kommer.
reset-sent = { $name } får en länk för att välja ett nytt lösenord. Den gäller i två timmar.
link-sent-heading = En länk är på väg
link-shown = I demoläget skickas ingen e-post. Här är länken:

choose-password-heading = Välj lösenord
choose-password-invited = Välkommen, { $name }! Välj ett lösenord. Sedan loggar du in med { $email }.
choose-password-reset = { $name }, välj ett nytt lösenord. Sedan loggar du in med { $email }.

account-heading = Mina uppgifter
account-more = Mer om dig
account-letters = Vilka brev du får
account-follows = Vad du följer
account-calendars = Dina kalendrar
account-change-name = Ändra namn
account-change-password = Byt lösenord
account-password-lead = När du byter lösenord loggas du ut överallt utom här.
account-roles = Mina roller
account-no-roles = Du har ingen roll än. Be samordnaren eller din organisations administratör om en.

sessions-heading = Dina inloggningar
sessions-lead = Logga ut där du inte känner igen dig, och byt sedan lösenord.
sessions-caption = Inloggningar som gäller nu
sessions-end-others = Logga ut överallt utom här
sessions-of-person-heading = Inloggningar
sessions-of-person-lead = Logga ut personen där en dator eller telefon är borttappad. Lösenordet gäller fortfarande: skicka en länk för ett nytt, eller stäng av personen.
sessions-of-person-end = Logga ut överallt
notice-sessions-of-person-ended = Personen är utloggad överallt.
session-where = Var
session-since = Inloggad
session-last-seen = Senast använd
session-end-heading = Åtgärd
session-end = Logga ut
session-end-label = Logga ut { $device }
session-this = Den här webbläsaren
session-device = { $browser } på { $system }
session-device-unknown = Okänd webbläsare

people-place = Personer och roller
people-heading = Personer
personal-data-heading = Personuppgifter
people-lead = Alla som har ett konto här, också de som är inbjudna eller avstängda.
people-caption = Personer och deras roller
people-add = Lägg till en person
people-add-lead = Personen får en länk för att välja lösenord. Den gäller i sju dagar. Roller i samverkan och hos aktörer ger du sedan.
people-at-heading = Personer hos { $place }
people-in-heading = Personer i { $place }
people-back = Till personerna
people-none = Ingen har någon roll här än.
people-remove = Ta bort
people-remove-label = Ta bort rollen { $role } för { $name }
people-address-hidden = Visas inte
party-people-lead = De som företräder aktören eller läser för dess räkning.
collaboration-people-lead = Alla med en roll här eller hos en medlem. E-postadresser ser du för den egna aktören och för dem som ni delar en grupp med.

invite-heading = Bjud in
invite-lead = Den du bjuder in till { $place } får en länk för att välja lösenord. Den gäller i sju dagar. Den som redan har ett konto får bara rollen.
invite-submit = Bjud in
invite-sent = { $name } är inbjuden. Länken gäller i sju dagar.

log-place = Logg
log-heading = Logg över ändringar
log-lead = Varje ändring i installationen: vem som gjorde den, för vems räkning och vad som ändrades. De senaste står först.
log-in-heading = Logg över ändringar i { $place }
log-in-lead = Varje ändring i samverkan: vem som gjorde den, för vems räkning och vad som ändrades. De senaste står först.
log-caption = Ändringar
log-changes = Ändrat
log-none = Inget har ändrats än.
log-older = Äldre ändringar
log-many = { $count } ändrade uppgifter

event-person-added = Person tillagd
event-person-invited = Person inbjuden
event-person-signed-in = Loggade in
event-person-signed-out = Loggade ut
event-person-renamed = Namn ändrat
event-person-password-chosen = Lösenord valt med länk
event-person-password-changed = Lösenord bytt
event-person-reset-asked = Länk för nytt lösenord begärd
event-person-reset-sent = Länk för nytt lösenord skapad
event-person-activated = Person återaktiverad
event-person-deactivated = Person avstängd
event-session-revoked = Inloggning avslutad
event-grant-added = Roll given
event-grant-removed = Roll borttagen
event-person-added-by-provider = Person tillagd vid första inloggningen
event-person-identity-linked = Kopplad till en inloggningstjänst
event-person-identity-unlinked = Bortkopplad från en inloggningstjänst
event-party-just-in-time-allowed = Läggs till vid första inloggningen: på
event-party-just-in-time-stopped = Läggs till vid första inloggningen: av

notice-password-chosen = Lösenordet är valt. Logga in med det.
notice-password-changed = Lösenordet är bytt. Du är utloggad överallt utom här.
notice-name-changed = Namnet är ändrat.
notice-session-ended = Inloggningen är avslutad.
notice-sessions-ended = Du är utloggad överallt utom här.
notice-invited = Rollen är given, och personen får ett brev om den.
notice-role-given = Rollen är given.
notice-role-taken = Rollen är borttagen.
notice-person-activated = Personen kan logga in igen.
notice-person-deactivated = Personen är avstängd.
notice-provider-unlinked = Personen är bortkopplad och utloggad överallt.
notice-just-in-time-allowed = Personer läggs nu till vid sin första inloggning.
notice-just-in-time-stopped = Nya personer läggs inte längre till vid första inloggningen.

mail-invitation-subject = Inbjudan till Samverk
mail-invitation-text =
    Hej { $name }!

    Du är inbjuden till Samverk, där kommuner och regioner driver sin digitala utveckling tillsammans.

    Välj ett lösenord här:
    { $link }

    Länken gäller till { $until } och kan användas en gång. Väntade du dig ingen inbjudan behöver du inte göra något.
mail-reset-subject = Nytt lösenord i Samverk
mail-reset-text =
    Hej { $name }!

    Någon, förhoppningsvis du, vill välja ett nytt lösenord för dig i Samverk.

    Gör det här:
    { $link }

    Länken gäller till { $until } och kan användas en gång. Var det inte du behöver du inte göra något: ditt lösenord är oförändrat.
mail-role-subject = Du har fått en roll i Samverk
mail-role-text =
    Hej { $name }!

    Du har fått rollen { $role } för { $place } i Samverk.

    Dina roller ser du här:
    { $link }

problem-email-taken = { $email } har redan ett konto. Ge personen en roll på sidan Personer i stället.
problem-sign-in-failed = E-postadressen eller lösenordet stämmer inte. Försök igen eller välj ett nytt lösenord.
problem-too-many-attempts = Det har varit för många försök. Vänta { $minutes } min och försök igen.
problem-password-wrong = Lösenordet stämmer inte. Skriv det lösenord som du loggar in med nu.
problem-password-too-short = Lösenordet är för kort. Skriv minst { $min } tecken.
problem-password-too-long = Lösenordet är för långt. Skriv högst { $max } tecken.
problem-password-common = Lösenordet är lätt att gissa. Välj ett annat, till exempel några ord som bara du sätter samman.
problem-passwords-differ = Lösenorden är olika. Skriv samma lösenord en gång till.
problem-link-invalid = Länken är använd eller för gammal. Begär en ny med Glömt lösenordet på inloggningssidan, eller be den som bjöd in dig om en ny.
problem-person-unknown = Ingen har e-postadressen { $email }. Kontrollera adressen eller lägg till personen.
problem-person-inactive = { $name } är avstängd. Be den som sköter installationen att återaktivera personen.
problem-role-not-here = Rollen kan inte ges här. Välj en av rollerna i listan.
problem-role-needs-place = Välj var rollen gäller.
problem-role-already-held = { $name } har redan rollen. Du behöver inte göra något.
problem-last-administrator = Det måste finnas någon som sköter installationen. Ge rollen till en annan person först.
problem-demo-only = Exempelpersoner finns bara i demoläget. Starta i demoläge eller lägg till riktiga personer.
problem-mail-not-configured = Ingen e-postserver är angiven. Ange adressen till en i konfigurationen.
problem-mail-settings-invalid = Inställningen för e-post ({ $setting }) går inte att läsa. Se hur den skrivs i dokumentationen för drift.
problem-mail-failed = E-postservern tog inte emot brevet. Kontrollera att den svarar och att inställningarna stämmer.

# The log: what it says instead of stored codes, how it is searched and downloaded.
value-role-administrator = { role-administrator }
value-role-coordinator = { role-coordinator }
value-role-economist = { role-economist }
value-role-party-administrator = { role-party-administrator }
value-role-representative = { role-representative }
value-role-reader = { role-reader }
value-role-opener = { role-opener }
object-kind-person = Person
log-filter-heading = Sök i loggen
log-filter-person = Person
log-filter-about = En sökning på en person ger det som personen har gjort och det som gäller personen. En sökning på en aktör ger det som har gjorts på uppdrag av aktören och det som gäller den.
log-filter-party = Aktör
log-filter-kind = Gäller
log-filter-collaboration = Samverkan
log-filter-name = Namnet innehåller
log-of-object = Här visas bara ändringar av en sak. Namnet är det som den hade när ändringen gjordes.
log-filter-from = Från och med
log-filter-to = Till och med
log-filter-all = Alla
log-filter-every = Allt
log-filter-show = Sök
log-filter-clear = Visa hela loggen
log-filter-none = Inga ändringar svarar mot sökningen. Ta bort något av villkoren och sök igen.
log-newest = Till de senaste ändringarna
log-download = Hämta ändringarna i sökningen, en rad för varje ändrad uppgift:
log-cut = Filen rymmer inte alla ändringar i sökningen, bara de senaste. Välj en kortare tid för att få med alla.
log-room = En fil rymmer högst { $max } ändringar.
log-field = Uppgift
log-before = Före
log-after = Efter
log-for = På uppdrag av
log-object = Namn
invite-name-hint = Behövs bara om personen inte har ett konto.
problem-name-needed = Skriv personens namn. Det behövs för att bjuda in någon som är ny här.
problem-invitation-refused = Adressen kan inte bjudas in. Kontrollera den, eller be den som sköter installationen om hjälp.

# Tokens with which programs act for a person.
tokens-heading = Åtkomstnycklar (API)
tokens-lead = Med en åtkomstnyckel läser och ändrar ett program genom API:et det som du får läsa och ändra. Återkalla den som inte används längre. En nyckel gäller även om du byter lösenord.
tokens-of-person-lead = Med en åtkomstnyckel läser och ändrar ett program det som personen får läsa och ändra. En nyckel som återkallas slutar gälla genast.
tokens-caption = Åtkomstnycklar som inte är återkallade
token-name = Namn på åtkomstnyckeln
token-name-hint = Vad den ska användas till, till exempel Nattlig hämtning till datalagret.
token-scopes = Får
token-scopes-hint = Välj bara det som programmet behöver. Den som ska ändra behöver oftast också få läsa.
token-scope-parties-read = Läsa aktörer, samverkan och grupper
token-scope-parties-write = Ändra aktörer, samverkan och grupper
token-scope-goals-read = Läsa planer och mål
token-scope-goals-write = Ändra planer och mål
token-scope-economy-read = Läsa budgetar och fördelningar
token-scope-economy-write = Ändra budgetar och fördelningar
token-scope-cases-read = Läsa ärenden i diarier
token-scope-cases-write = Registrera och ändra ärenden
token-scope-archive-read = Läsa leveranser och gallringar
token-scope-archive-write = Göra leveranser och gallringar
token-scope-contracts-read = Läsa rättsliga gränser för inköp
token-scope-contracts-write = Ändra rättsliga gränser för inköp
token-scope-systems-read = Läsa behovsområden, leverantörer, produkter och användarföreningar
token-scope-systems-write = Ändra behovsområden, leverantörer, produkter och användarföreningar
token-scope-overview-read = Läsa aktörers överblick: kostnader, mål, uppdrag och vad som väntar
token-scope-search-read = Söka i allt som du får läsa
token-scope-people-read = Läsa vilka personer som har roller
token-scope-log-read = Läsa ändringsloggen
token-scope-works-read = Se och hämta arbeten som du har satt igång
token-scope-works-write = Ta fram mappar och PDF:er av allt du får läsa
token-place = Gäller i
token-everywhere = Allt som personen får
token-place-gone = En samverkan som inte finns kvar
token-only = Bara i en samverkan
token-only-hint = I andra samarbeten ser programmet då bara det som är publicerat. Lämna tomt om den ska gälla överallt.
token-last-day = Sista dag
token-last-day-hint = Högst ett år fram.
token-last-used = Senast använd
token-never-used = Aldrig
token-until = Gäller till
token-expired = Har gått ut
token-revoke-heading = Åtgärd
token-revoke = Återkalla
token-revoke-label = Återkalla { $name }
token-new-heading = Skapa en åtkomstnyckel
token-new-lead = Åtkomstnyckeln får aldrig mer än du själv får.
token-create = Skapa åtkomstnyckel
token-created-heading = Din nya åtkomstnyckel
token-created-lead = Kopiera { $name } nu. Av säkerhetsskäl kan den inte visas igen.
token-created-label = Åtkomstnyckel
token-created-use = Förvara den som ett lösenord. Programmet skickar den i varje anrop:
token-created-api = Så används API:et
token-created-done = Jag har kopierat den
event-token-created = Åtkomstnyckel skapad
event-token-revoked = Åtkomstnyckel återkallad
notice-token-revoked = Åtkomstnyckeln är återkallad och gäller inte längre.
field-token = { token-created-label }
field-scopes = Får
field-valid-until = Gäller till
value-scopes-parties-read = { token-scope-parties-read }
value-scopes-parties-write = { token-scope-parties-write }
value-scopes-goals-read = { token-scope-goals-read }
value-scopes-goals-write = { token-scope-goals-write }
value-scopes-economy-read = { token-scope-economy-read }
value-scopes-economy-write = { token-scope-economy-write }
value-scopes-cases-read = { token-scope-cases-read }
value-scopes-cases-write = { token-scope-cases-write }
value-scopes-archive-read = { token-scope-archive-read }
value-scopes-archive-write = { token-scope-archive-write }
value-scopes-contracts-read = { token-scope-contracts-read }
value-scopes-contracts-write = { token-scope-contracts-write }
value-scopes-systems-read = { token-scope-systems-read }
value-scopes-systems-write = { token-scope-systems-write }
value-scopes-overview-read = { token-scope-overview-read }
value-scopes-search-read = { token-scope-search-read }
value-scopes-people-read = { token-scope-people-read }
value-scopes-log-read = { token-scope-log-read }
value-scopes-works-read = { token-scope-works-read }
value-scopes-works-write = { token-scope-works-write }
problem-token-end-invalid = Sista dagen ska ligga mellan { $first } och { $last }. Välj en annan dag.
problem-token-invalid = Åtkomstnyckeln är inte giltig. Kontrollera att hela kom med, eller skapa en ny på sidan Mina uppgifter.
problem-token-expired = Åtkomstnyckeln har gått ut. Skapa en ny på sidan Mina uppgifter.
problem-token-revoked = Åtkomstnyckeln är återkallad. Skapa en ny på sidan Mina uppgifter.

# Sign-in with an identity provider.
sign-in-by-provider = Logga in med din organisation
sign-in-by-provider-lead = Du loggar in på din organisations egen sida och kommer sedan tillbaka hit.
sign-in-by-password = Logga in med lösenord
account-by-provider = Du loggar in med din organisation.
signed-out-heading = Du är utloggad från Samverk
signed-out-lead = Nu loggas du också ut hos { $provider }. Händer inget, använd knappen.
signed-out-onward = Logga ut hos { $provider }
signed-out-stay = Till startsidan utan att logga ut där
just-in-time-heading = Inloggning med er inloggningstjänst
just-in-time-on = Den som loggar in för första gången med er inloggningstjänst läggs till här av sig själv, med den roll som är bestämd för tjänsten.
just-in-time-off = Bara den som har en roll här kan logga in med er inloggningstjänst. Ni kan låta andra läggas till av sig själva vid sin första inloggning, med den roll som är bestämd för tjänsten.
just-in-time-allow = Lägg till vid första inloggningen
just-in-time-stop = Sluta lägga till vid första inloggningen
field-provider = Inloggningstjänst
problem-provider-unreachable = { $provider } svarar inte som det ska. Försök igen om en stund, eller logga in med lösenord om du har ett.
problem-provider-attempt-unknown = Inloggningen hos { $provider } är redan använd, för gammal eller påbörjad i en annan webbläsare. Börja om här.
problem-provider-refused = { $provider } lät dig inte logga in, eller så avbröt du. Försök igen, eller fråga din organisations it-stöd.
problem-provider-answer-invalid = Svaret från { $provider } går inte att lita på: { $fault ->
    [algorithm] det är signerat på ett sätt som inte godtas
    [audience] det är avsett för ett annat program
    [code] koden för inloggningen saknas eller godtas inte
    [expired] det har gått ut
    [issuer] det kommer från någon annan
    [nonce] det hör till en annan inloggning
    [signature] signaturen stämmer inte
    [sub] det säger inte vem du är
    [unsigned] det är inte signerat
    [userinfo] uppgifterna om dig gick inte att hämta
   *[other] det går inte att läsa
} ({ $fault }). Du är inte inloggad. Börja om, och säg till den som sköter installationen om det händer igen.
problem-provider-email-missing = { $provider } har inte bekräftat någon e-postadress för dig. Be din organisations it-stöd att lämna ut din adress till Samverk.
problem-provider-party-unknown = { $provider } säger inte vilken aktör du hör till, eller så finns aktören inte här. Be den som sköter installationen om hjälp.
problem-provider-person-elsewhere = { $email } har ett konto men ingen roll hos { $party }. Be administratören för { $party } att ge dig en roll, eller logga in med lösenord.
problem-provider-people-not-added = Du har ingen roll hos { $party } i Samverk. Be administratören för { $party } att bjuda in dig.
problem-provider-role-missing = Din organisation ger dig ingen roll hos { $party } i Samverk. Be administratören för { $party } att bjuda in dig.
problem-provider-setting-missing = Identitetsutgivaren { $provider } saknar fältet { $field }. docs/identity-providers.md beskriver alla fält.
problem-provider-setting-invalid = Fältet { $field } för identitetsutgivaren { $provider } kan inte vara ”{ $value }”. docs/identity-providers.md beskriver alla fält.
problem-provider-setting-twice = Fältet { $field } för identitetsutgivaren { $provider } går inte ihop med ett annat som är ifyllt. docs/identity-providers.md beskriver alla fält.
problem-provider-secret-unusable = Det som fältet { $field } för identitetsutgivaren { $provider } pekar på går inte att läsa. Kontrollera att filen eller miljövariabeln finns och, för en nyckel, att den är RSA (minst 2048 bitar) eller P-256 i PEM.
problem-provider-key-taken = Två identitetsutgivare har nyckeln { $provider }. Ge en av dem en annan.

event-security-sign-in-failed = Misslyckad inloggning
event-security-throttled = För många försök att logga in
event-security-forbidden = Nekad: rollen räcker inte
event-security-link-refused = Länk för lösenord som inte gäller
event-security-provider-refused = Nekad inloggning med inloggningstjänst
event-security-token-refused = Åtkomstnyckel som inte gäller användes
object-kind-unknown-account = Okänt konto
object-kind-password-link = Länk för lösenord
object-kind-identity-provider = Inloggningstjänst
object-kind-access-token = { token-created-label }
field-asked-for = Sida
field-earlier = Fler gånger sedan förra raden
next-people = Personer och roller
next-people-why = Bjud in den som samordnar och den som har hand om ekonomin.

# Det som någon har hos sig
people-holds = { $count ->
    [one] Har ett öppet ärende: lämna över
   *[other] Har { $count } öppna ärenden: lämna över
}
person-holds-lead = Personen är handläggare. Be aktörens administratör lämna över ärendena innan du stänger av inloggningen.
person-holds = { $count ->
    [one] { $party }: ett öppet ärende
   *[other] { $party }: { $count } öppna ärenden
}
