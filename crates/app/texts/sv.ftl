problem-config-invalid = Inställningarna i { $file } går inte att läsa: { $reason }. Rätta filen; docs/operations.md beskriver alla fält.
problem-listen-invalid = ”{ $value }” är ingen adress att lyssna på. Skriv till exempel 127.0.0.1:8080.
problem-listen-taken = Adressen { $address } går inte att lyssna på ({ $reason }). Stäng det andra programmet eller välj en annan adress med SAMVERK_LISTEN.
problem-demo-not-loopback = Demoläge har kända lösenord och får bara lyssna på den egna datorn, inte på { $address }. Använd 127.0.0.1 eller stäng av SAMVERK_DEMO.
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
