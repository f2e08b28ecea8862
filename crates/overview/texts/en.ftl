overview-pdf = As PDF, for the meeting at home
overview-year = Year
overview-party = Party
overview-collaboration = Collaboration
overview-group = Group
overview-from = From
overview-to = To

overview-figure-pays = Pays { $year }
overview-figure-goals = Answers for goals
overview-figure-red = { $count ->
    [one] of which 1 is red
   *[other] of which { $count } are red
}
overview-figure-groups = Sits in groups
overview-figure-mandates = { $count ->
    [one] and has 1 mandate
   *[other] and has { $count } mandates
}

overview-money = What the party pays and why
overview-money-own = What you pay and why
overview-money-lead = Amounts from decided cost distributions.
overview-money-links = The column Why leads to the whole computation.
overview-money-none = No decided cost distribution that you can see has an amount for the party.
overview-money-caption = What { $party } pays, the latest year first, and the change from the year before
overview-money-picture = What { $party } pays, year by year
overview-reason = Why
overview-reason-none = See the computation
overview-amount = Amount
overview-change = Change
overview-change-percent = Change in percent
overview-change-none = as much as { $year }
overview-change-more = { $amount } more than { $year }
overview-change-less = { $amount } less than { $year }

overview-goals = Goals the party answers for
overview-goals-own = Goals you answer for
overview-goals-none = No goal in a plan has this party as its owner.
overview-goals-caption = Goals that { $party } answers for, those that most need somebody first
overview-goal = Goal
overview-goal-state = State
overview-goal-measured = Last measured
overview-goal-never = Never
overview-goal-area = Focus area
overview-goal-plan = Plan

overview-seats = Collaborations, groups and levels
overview-seats-none = The party takes part in no collaboration that you can see.
overview-seats-caption = Where { $party } takes part
overview-seat = Takes part in
overview-standing = Standing
overview-level = Level
overview-wanted-level = Wanted level
overview-own-view = The party’s own view

overview-mandates = Mandates
overview-mandates-none = The party has no mandates that you can see.
overview-mandates-caption = Mandates of { $party }
overview-mandate = Mandate
overview-mandate-role = Role

overview-people = Our people
overview-people-none = Nobody has a role at the party yet.
overview-people-caption = People and roles at { $party }
overview-person = Name
overview-roles = Roles
overview-person-state = State
overview-person-invited = Invited, has not answered
overview-people-all = People and roles
overview-people-invite = Invite a person

overview-await = Awaits you
overview-await-none = Nothing awaits you just now.
overview-await-caption = What awaits { $party }
overview-await-what = To do
overview-await-date = No later than
overview-await-own-view = Record your view of how far the collaboration has come
overview-await-own-view-group = Record your view of how far { $group } has come
overview-await-measure-never = Measure “{ $name }”, which has never been measured
overview-await-measure-overdue = Measure “{ $name }”: the target year { $year } is over and it was last measured { $date }
overview-await-measure-soon = Measure “{ $name }” no later than { $date }
overview-await-mandate-ends = Decide who is to have the mandate { $name }, which ends
overview-await-consultation = Comment on { $plan }, { $version }
overview-await-consultation-by = Comment by { $date } on { $plan }, { $version }
overview-await-budget-round = Comment on { $title }
overview-await-budget-round-by = Comment by { $date } on { $title }
overview-await-unshared = Share the draft { $title } with the members, or remove it
overview-await-asked = Read the draft { $title } and say in a comment what you think
overview-await-next-budget = Begin the budget for { $year }
overview-await-draft = Read the draft { $title }
overview-await-review = Look again at the risk or opportunity “{ $name }”
overview-await-invitation = { $name } has not answered the invitation
overview-await-no-people = Invite somebody who can answer for the party

overview-missing-own-view = The party’s view of how far the collaboration has come
overview-missing-own-view-group = The party’s view of how far { $group } has come
overview-missing-measure-never = Measurement of “{ $name }”, which has never been measured
overview-missing-measure-overdue = Measurement of “{ $name }”: the target year { $year } is over, last measured { $date }
overview-missing-measure-soon = Measurement of “{ $name }” no later than { $date }
overview-missing-mandate-ends = A new or continued { $name }: the mandate ends
overview-missing-consultation = Comments on { $plan }, { $version }
overview-missing-budget-round = Comments on { $title }
overview-missing-draft = Reading of the draft { $title }
overview-missing-invitation = Answer to the invitation: { $name }
overview-missing-no-people = Somebody who can answer for the party: nobody has a role there

overview-across = Party by party
overview-across-lead = What each one pays, takes part in and answers for, and what is missing from whom.
overview-across-none = The collaboration has no members yet.
overview-across-caption = The members of the collaboration; the change is from the year before
overview-across-amount = Pays { $year }
overview-across-groups = Groups
overview-across-mandates = Mandates
overview-across-recorded = Recorded
overview-across-not-recorded = Missing
overview-across-goals = Goals
overview-across-unmeasured = Not measured
overview-across-behind = Behind its path
overview-across-missing = Missing, count
overview-across-sum = All
overview-across-what = What is missing
overview-across-missing-heading = What is missing from whom
overview-across-missing-caption = What is missing, party by party
overview-across-nothing-missing = Nothing is missing.
overview-across-figure-missing = Missing
overview-across-figure-lacking = Members that lack something
overview-across-of = { $some } of { $all }

overview-document-title = The state of cooperation
overview-document-figures = In short
overview-document-explained = { $year }, { $collaboration }: how { $amount } is computed

overview-run-consultation = Go through the remarks on { $plan }, { $version }
overview-run-budget-round = Go through the comments on { $title }
overview-run-draft = Finish the draft { $title } and have it adopted
overview-button-assess = Assess
overview-button-measure = Measure
overview-button-look = See to it
overview-button-begin = Begin
overview-button-review = Review
overview-button-read = Read
overview-button-comment = Comment
overview-button-people = Show people

work-lead = { $count ->
    [0] Nothing awaits you right now.
    [one] One thing awaits you.
   *[other] { $count } things await you.
}
work-lead-read = { $count ->
    [one] One thing awaits your parties. You can read of it.
   *[other] { $count } things await your parties. You can read of them.
}
work-lead-late = { $count ->
    [one] One is late.
   *[other] { $count } are late.
}
work-tasks = Awaits you
work-tasks-none = What is to be assessed, measured, read or decided stands here.
work-last-day = Last day
work-what = What
work-where = Where
work-who = Who
work-do = Do it
work-late = late
work-lacked = What you wait for
work-lacked-none = Nothing is missing from the members.
work-upcoming = Coming up
work-upcoming-none = No dates in the next two months.
work-activity-ends = The activity “{ $name }” is to be done
work-meeting-at = { $name }, at { $hour }
work-targets = { $count ->
    [one] One indicator in { $plan } is to have reached its target
   *[other] { $count } indicators in { $plan } are to have reached their targets
}
work-mandate-ends = The mandate “{ $name }” ends
work-news = News where you take part
work-news-none = Nothing has changed yet.
work-tasks-heading = All that awaits you
work-tasks-all = Show all { $count }
work-tasks-first = To the beginning of the list
work-more = Show more
work-lacked-all = Show all { $count }
work-lacked-count = { $count } things are missing, what most lack first.
work-news-at-least = and at least { $count } more
work-lately = Opened lately
work-own = Your parties and collaborations

work-with = With { $name }
work-from = Handed over by { $name }
work-remind-heading = Reminder
work-remind = Remind
work-remind-label = Remind the members of: { $what }
work-reminded = Reminded { $time } by { $by }
notice-reminded = The reminder is sent to the members that have it left to do.
notice-handed-before = Nothing is changed: the task was there already.
notice-handed-back = The task is everybody's at the party again.
problem-reminded-lately = They have been reminded within the last twelve hours. Wait, or call them.
notice-handed-over = The task is handed over.
problem-nothing-missing = Nothing is missing here any more, so no reminder has been sent.
problem-nobody-to-remind = Nobody at { $party } can get a reminder. Invite somebody there first.
hand-over-link = Hand over
hand-over-label = Hand over: { $what }
hand-over-heading = Hand over a task
hand-over-to = Who is to do it?
hand-over-hint = A reader can neither assess, measure nor comment on drafts.
hand-over-all = Anybody at { $party }
hand-over-button = Save who does it

next-heading = Next steps
next-lead = { $done } of { $all } are done. Take them in any order, or leave out what is not needed.
next-done = Done
next-publish = Show the collaboration to the public
next-publish-why = Until then only its members see it.
beginning-go-on = Go on step by step

begin-heading = Begin with the installation
begin-installation = Look over the installation
begin-installation-why = That letters go out, that the database is well, and what waits.
begin-collaboration = Open the first collaboration
begin-collaboration-why = A name and a purpose are enough. Its page then shows the next steps.
begin-people = Invite whoever is to coordinate
begin-people-why = The coordinator invites others and fills it in.
