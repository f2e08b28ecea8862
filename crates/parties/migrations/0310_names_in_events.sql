-- Events that were recorded before they kept the name of the party they were made on behalf of.
UPDATE event
SET on_behalf_of_name = (SELECT name FROM party WHERE party.id = event.on_behalf_of)
WHERE on_behalf_of IS NOT NULL AND on_behalf_of_name IS NULL;
