# Vad som kan vara fel i ett svar, eller i ett formulär som någon bygger.
problem-choice-code-invalid = ”{ $value }” kan inte vara ett alternativs kod. Använd små bokstäver, siffror och understreck.
problem-choice-code-repeated = Två alternativ har koden ”{ $value }”. Ändra det ena.
problem-choices-missing = Frågan har inga alternativ att välja på. Lägg till minst ett.
problem-columns-missing = Tabellen har inga kolumner. Lägg till minst en.
problem-condition-refers-to-itself = Villkoret för när frågan visas leder tillbaka till frågan själv. Välj en annan fråga.
problem-condition-unknown-field = Villkoret nämner frågan ”{ $value }”, som inte finns. Välj en fråga i formuläret.
problem-date-before = Datumet är tidigare än det i ”{ $other }”. Rätta ett av dem.
problem-date-out-of-range = Datumet ska ligga mellan { $least } och { $most }.
problem-field-key-invalid = ”{ $value }” kan inte vara en frågas namn. Använd små bokstäver a–z, siffror och understreck, och börja med en bokstav.
problem-field-key-repeated = Två frågor heter ”{ $value }”. Ändra den ena.
problem-file-reference-invalid = Filen känns inte igen. Ladda upp den igen.
problem-file-over-limit = Filen är för stor: högst { $max } byte får den vara. Välj en mindre fil.
problem-file-type-not-allowed = Filer av typen ”{ $value }” tas inte emot. Välj en av: { $allowed }.
problem-files-many = Det är för många filer. Behåll högst { $most }.
problem-form-format-unknown = Formuläret har formatet { $format }, som den här versionen inte kan läsa. Uppdatera Samverk.
problem-kind-code-invalid = ”{ $value }” är ingen typ som finns. Rätta det.
problem-label-missing = Frågan eller alternativet har ingen text. Skriv en.
problem-number-out-of-range = Talet ska ligga mellan { $least } och { $most }.
problem-pattern-invalid =
    { $pattern ->
        [time_of_day] ”{ $value }” är inget klockslag. Skriv timme och minut med två siffror var, till exempel 09:30.
        [web_address] ”{ $value }” är ingen webbadress. Den ska börja med https://, till exempel https://exempel.se/rum.
       *[other] ”{ $value }” ser inte ut som det ska. Kontrollera vad du har skrivit.
    }
problem-questions-many = Formuläret har för många frågor. Behåll högst { $most }.
problem-range-mixed = Gränserna är av olika typ. Ange två tal eller två datum.
problem-range-reversed = Den undre gränsen är högre än den övre. Byt plats på dem.
problem-repeated = ”{ $value }” står mer än en gång. Ta bort det som är för mycket.
problem-rows-few = Det är för få rader. Fyll i minst { $least }.
problem-rows-many = Det är för många rader. Behåll högst { $most }.
problem-rows-in-rows = En tabell kan inte ha en tabell i sig. Välj en annan typ för kolumnen.
problem-rule-unknown-field = Regeln nämner frågan ”{ $value }”, som inte finns. Välj en fråga i formuläret.
problem-document-shape = { $expected ->
    [table] Här ska det stå fält med värden, inte ett enda värde. Skriv som i exemplet i beskrivningen av formatet.
    [tables] { $name } ska vara rader som var och en börjar med [[{ $name }]]. Skriv om den så.
    [list] { $name } ska vara en lista inom hakparenteser: ["ett", "två"]. Skriv om den så.
   *[single] { $name } ska vara ett enda värde, ingen lista. Skriv om den så.
}
problem-names-beside-all = Du har både kryssat i att det gäller alla och skrivit namn. Ta bort namnen, eller kryssa ur rutan.
problem-answer-beside-pass = Du har både svarat och sagt varför det inte finns något svar. Behåll det ena.
