problem-folder-missing = Mappen { $folder } finns inte. Kontrollera sökvägen.
problem-folder-not-empty = Mappen { $folder } är inte tom. Välj en tom mapp, så att inget skrivs över.
problem-file-too-large = Filen är större än 10 MB. Det är troligen fel fil.
problem-file-missing = Filen saknas. Lägg till den.
problem-file-unknown = Filen hör inte till formatet. Kontrollera namnet mot docs/bundle.md eller ta bort den.
problem-document-invalid = Dokumentet går inte att läsa: { $reason }. Rätta raden.
problem-sheet-unknown = Bladet hör inte till formatet. Ge det namnet på en av formatets tabeller, till exempel medlemmarnas (members), eller sätt namnet inom parentes om bladet bara är till för läsaren.
problem-table-twice = Tabellen finns redan i { $other }. Behåll den ena och ta bort den andra.
