# Letters, calendars and what one follows.

letter-subject = Samverk: { $count ->
    [one] one thing to read
   *[other] { $count } things to read
}
letter-greeting = Hello { $name },
letter-notices = To you
letter-tasks = Waiting for you
letter-followed = News of what you follow
letter-more = { $count ->
    [one] One more is in Samverk.
   *[other] { $count } more are in Samverk.
}
letter-late = was to be done { $date }
letter-last-day = by { $date }
letter-why-handed = { $by } has handed over to you: { $what }
letter-why-reminded = { $by } reminds you: { $what }
letter-why-mentioned = { $by } has mentioned you in a comment: { $what }
letter-why-answered = { $by } has answered you: { $what }
letter-why-infected = A virus has been found in a file at { $what }. The file is not handed out.
letter-why-work-done = Done: { $what }
letter-why-work-failed = It could not be done: { $what }. Open the page to see why.
letter-why-work-asks = We need your answer: { $what }
letter-why-work-cancelled = Stopped by whoever looks after the installation: { $what }
letter-all = All that awaits you
letter-why = You get this letter because you have a role in Samverk.
letter-choose = Choose what you get letters about
letter-end = Stop sending me letters

letters-heading = Letters from Samverk
letters-lead = The letters go to { $address }. Choose how often you want them.
letters-none-sent = This installation sends no letters. What you choose holds once it does.
letters-next = See how the next letter would read
letters-next-heading = The next letter as it would read
letters-next-none = There is nothing to write about just now.
letters-save = Save the choices
letters-notices = When somebody turns to you
letters-notices-hint = You are mentioned in a comment, handed a task by a colleague, or reminded.
letters-tasks = What awaits you
letters-tasks-hint = A task is told when it comes and when it is late, and not more often.
letters-followed = What you follow
letters-followed-hint = Changes that others make to what you follow or have added yourself.
letters-works = Work that is done
letters-works-hint = What you asked for and took longer is done, or could not be. No letter comes if you have seen it already.
letters-pace-at-once = At once
letters-pace-within-an-hour = Within an hour
letters-pace-daily = Every morning
letters-pace-weekly = On Mondays
letters-pace-never = Never
letters-language = Language of the letters
letters-language-sv = Swedish
letters-language-en = English
notice-letters-saved = Your choices are saved. They hold from the next letter on.

follow-begin = Follow
follow-end = Stop following
follow-is = You follow this.
follow-end-label = Stop following { $name }
follow-again-label = Follow { $name }
follows-heading = What you follow
follows-lead = You follow what you have added yourself, what you are named in, and what you choose on a thing's page. Whoever follows a collaboration follows all that is in it.
follows-declined = What you have stopped following
notice-follow-gone = It is gone, or no longer open to you. It has been removed from the list.
notice-followed = You follow this now. Changes come in the letters from Samverk.
notice-not-followed = You do not follow this any more.

ending-heading = No more letters
ending-lead = Samverk stops sending you letters, also when somebody mentions or reminds you. You can change your mind at any time.
ending-button = Send no more letters
ending-done = Done. You get no more letters.
ending-choose = Choose some letters instead

calendars-heading = Calendars to subscribe to
calendars-lead = Put the address into your calendar, and last days, activities and mandates stand there and stay up to date.
calendar-made = The calendar has an address
calendar-made-lead = The address is shown only now. Whoever has it can read the calendar, so do not share it.
calendar-address = The calendar's address
calendar-since = the address is from { $time }
calendar-end = End
calendar-end-label = End the calendar of { $name }
calendar-of = The calendar is of
calendar-of-all = All that concerns you
calendar-of-none = A collaboration that you take no part in any more
calendar-make = Make an address
calendar-renew-hint = An address that there already is of the same calendar ends.
notice-calendar-ended = The calendar is ended. Its address does not work any more.
problem-calendars-too-many = You have { $max } calendars already. End one that you do not use.

event-notice-choice-saved = Choice of letters changed
event-follow-added = Began to follow
event-follow-removed = Stopped following
event-calendar-address-added = Calendar address made
event-calendar-address-removed = Calendar address ended
event-task-handed = Task handed over
event-task-taken-back = Task taken back
event-task-reminded = Reminder sent
