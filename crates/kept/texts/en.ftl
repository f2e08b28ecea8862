# The sentences that are the same for everything that is described once.
kept-add = Add
kept-change = Change
kept-change-one = Change { $name }
kept-remove = Remove
kept-remove-one = Remove { $name }
kept-more = Show more
kept-key = Key
kept-key-hint = The name in addresses and files. Leave empty to make it from the text. The key cannot be changed.
notice-kept-removed = Removed.
problem-still-in-use = Something else refers to this. Change that first.
kept-event-saved = { $name } was saved
kept-event-removed = { $name } was removed
kept-add-heading = Add { $one }
kept-change-heading = Change { $one }
kept-remove-heading = Remove { $one }
