# De meningar som är lika för allt som beskrivs en gång.
kept-add = Lägg till
kept-change = Ändra
kept-change-one = Ändra { $name }
kept-remove = Ta bort
kept-remove-one = Ta bort { $name }
kept-more = Visa fler
kept-key = Nyckel
kept-key-hint = Namnet i adresser och filer. Lämna tomt så görs den av texten. Nyckeln kan inte ändras.
notice-kept-removed = Borttaget.
problem-still-in-use = Något annat hänvisar hit. Ändra det först.
kept-event-saved = { $name } sparades
kept-event-removed = { $name } togs bort
kept-add-heading = Lägg till { $one }
kept-change-heading = Ändra { $one }
kept-remove-heading = Ta bort { $one }
