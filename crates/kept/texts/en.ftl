# The sentences that are the same for everything that is described once.
kept-add = Add
kept-change = Change
kept-remove = Remove
kept-remove-one = Remove { $name }
kept-more = Show more
kept-key = Key
kept-key-hint = The name in addresses and files. Leave empty to make the key from what you have written. It cannot be changed.
notice-kept-removed = Removed.
problem-ships-with-samverk = This comes with Samverk and cannot be removed. Change it if something is wrong.
problem-still-in-use = Something else refers to this. Change that first.
problem-inside-itself = Nothing can belong to itself, not through others either. Choose another or leave it empty.
problem-row-of-unknown = The row belongs to { $key }, which is not here. Add what it belongs to or correct the key.
kept-event-added = { $name } was added
kept-event-saved = { $name } was saved
kept-event-removed = { $name } was removed
kept-add-heading = Add { $one }
kept-several = Add several
kept-several-heading = { $list }: add several
kept-several-hint = One row each. You can also paste the rows from a spreadsheet.
kept-change-heading = Change { $one }
kept-remove-heading = Remove { $one }
kept-continued = { $heading }, continued
kept-whole = Show the whole list
kept-remove-lead = This will be removed. Its history stays.
problem-removed-meanwhile = Somebody else removed this while you were writing. What you wrote stands below; add it again if it is to be there.
problem-changed-since-opened = Somebody else has changed this since you opened the page. Read what stands now before you remove it.
kept-order = Change the order
kept-order-lead = Move one row at a time up, down or to a place. Each move is saved at once.
kept-order-up = Move up
kept-order-down = Move down
kept-order-place = Place
kept-order-move = Move here
kept-order-done = Back to the list
kept-below-heading = Belongs here
kept-event-decided = { $name } changed state
kept-decide = Decide
kept-decide-heading = Decide on { $one }
kept-change-state = Change the state
kept-change-state-heading = Change the state of { $one }
kept-decide-to = New state
kept-decide-reason = Reason
problem-field-veiled = That field is protected, and only some may change it. Leave it as it is, or ask one of them.
problem-state-by-decision = The state only changes by a decision. Leave it as it is here and make the decision by itself.
problem-already-settled = This is decided and does not change. Add a new one, or change its state if the decision has been revoked.
problem-move-impossible = From where it stands now one cannot get there. Read the page again and choose one of the states that it offers.
kept-event-moved = { $name } was moved
field-place = Place in the list
notice-kept-moved = Moved.
problem-order-changed = Somebody else has changed the list since you opened the page, so nothing was moved. The list now stands as it is; move again if it is still needed.
kept-narrow = Search and choose in the list
kept-search = Search the list
kept-says-nothing = Nothing stated
kept-all = All
kept-show = Show
kept-none-such = Nothing in the list fits what you look for. Show the whole list or look for something else.
kept-order-by = Sort by
kept-order-own = The list's own order
kept-pick = Pick { $name }
kept-pick-all = Pick all on the page
kept-picked = With the picked rows
kept-picked-on = Go on
kept-picked-change = Change { $field }
kept-picked-file = Have as { $format }
kept-picked-change-heading = { $list }: change “{ $field }” of { $count ->
    [one] 1 row
   *[other] { $count } rows
}
kept-picked-remove-heading = { $list }: remove { $count ->
    [one] 1 row
   *[other] { $count } rows
}
kept-picked-refused = { $count ->
    [one] 1 row cannot take part
   *[other] { $count } rows cannot take part
}
advice-kept-went-on = The list was changed while you read. Here it is from the beginning.
advice-kept-none-picked = First pick one or several rows, and choose what is to be done with them.
problem-picked-too-many = You have picked { $count } rows, but at most { $max } go at a time. Pick fewer.
problem-picked-gone = This is no longer there. Load the list again.
problem-picked-changed = Somebody else has changed this since you opened the list. Load the list again and read what stands now.
kept-left-out = “{ $name }” is no longer in the list and is left out.
kept-views = Own views
kept-views-lead = A view remembers what you search for, what you choose, how you sort and which columns you show. Only you see the name, but whoever gets the address of the view can open it.
kept-view-name = Name of the view
kept-view-save = Save the view
kept-view-new-name = Name
kept-view-rename = Rename
kept-view-open = Open { $name }
kept-view-keep = Save as an own view
kept-views-keep = Save and change own views
problem-views-too-many = You already have { $max } views of this list. Remove one of them first.
kept-columns = Columns
kept-up = { $name }, ascending
kept-down = { $name }, descending
pass-instead = Instead of answering “{ $question }”
pass-unknown = Don’t know
pass-irrelevant = Not relevant to us
