problem-folder-missing = Mappen { $folder } finns inte. Kontrollera sökvägen.
problem-folder-not-empty = Mappen { $folder } är inte tom. Välj en tom mapp, så att inget skrivs över.
problem-file-too-large = Filen är större än 10 MB. Det är troligen fel fil.
problem-file-missing = Filen saknas. Lägg till den.
problem-file-unknown = Filen hör inte till formatet. Kontrollera namnet mot docs/bundle.md eller ta bort den.
problem-document-invalid = Raden är inte giltig TOML; kontrollera citattecken, hakparenteser och kommatecken. Läsaren säger på engelska: { $reason }.
problem-document-field-missing = Fältet { $name } saknas. Lägg till det i dokumentet.
problem-document-field-unknown = { $known ->
    [none] Fältet { $name } finns inte. Ta bort det.
   *[other] Fältet { $name } finns inte. Ta bort det eller rätta stavningen. De fält som kan stå här är { $known }.
}
problem-document-value-unknown = Värdet { $name } finns inte. Välj något av { $known }.
problem-sheet-unknown = Bladet hör inte till formatet. Ge det namnet på en av formatets tabeller, till exempel medlemmarnas (members), eller sätt namnet inom parentes om bladet bara är till för läsaren.
problem-table-twice = Tabellen finns redan i { $other }. Behåll den ena och ta bort den andra.
problem-zip-invalid = Filen går inte att läsa som ZIP. Packa mappen igen, utan lösenord.
problem-zip-too-large = Filen är för stor att packa upp. Högst 5 000 filer och 64 MB tillsammans. Packa bara samverkans mapp.
problem-zip-path-unsafe = Filens namn leder ut ur mappen. Packa mappen igen med ett vanligt program.
problem-zip-file-twice = Filen finns två gånger. Ta bort den ena och packa igen.
problem-file-outside-collaboration = Filen hör inte till den här samverkans mapp. Ta bort den, eller be den som sköter installationen att läsa in den.
problem-zip-without-collaboration = Filen har ingen mapp collaborations/{ $key }. Hämta samverkans mapp här, ändra i den och packa den igen.
