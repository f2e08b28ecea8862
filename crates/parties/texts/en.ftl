start-title = Start
start-heading = Municipalities and regions develop together
start-lead = Samverk shows who collaborates on digital development, which goals they have set, what it costs and why each of them pays its share.
start-own = Collaborations you take part in
start-published = Published collaborations
start-none = No collaboration has been published yet.
start-find = Find your municipality or region
start-find-name = Name of the municipality or region
start-find-button = Show what it takes part in, pays and gets
start-more = More to read
start-more-parties = Parties: municipalities, regions and others, with population year by year
start-more-ladders = Collaboration ladders: how far a collaboration can go
start-more-catalogues = Strategies: national and regional goals
start-members = { $count ->
    [0] No members
    [1] 1 member
   *[other] { $count } members
}

collaboration-tab = Overview
collaboration-list-lead = All collaborations that are published, and those you take part in.
collaboration-draft = Draft, seen by the members only
collaboration-name = Name
collaboration-purpose = Purpose
collaboration-legal-form = Legal form
collaboration-host = Host
collaboration-reach = Reach
collaboration-parent = Belongs to
collaboration-parent-hint = Fill in if this collaboration is a part of another.
collaboration-ladder = Ladder
collaboration-ladder-hint = The ladder on which the collaboration and its groups are assessed. A group that is already assessed on another ladder goes on with that one, and no assessment is lost.
collaboration-children = Comprises
collaboration-source = Source
collaboration-contact = Contact
collaboration-contact-role = Contact: role
collaboration-contact-role-hint = Whom the members turn to. Write a role or function, not a person’s name: Coordinator, Secretariat.
collaboration-contact-address = Contact: e-mail address
collaboration-contact-address-hint = The address of a function, read by more than one person. It is shown on the page of the collaboration and to whoever is missing a right.
collaboration-contact-published = Show the contact to the public
collaboration-contact-none = No contact is given.
collaboration-contact-add = Add a contact
collaboration-published = Show to the public
collaboration-published-hint = Until you tick the box only the members see this collaboration.
collaboration-edit = Change the collaboration's details
collaboration-open = Open a collaboration
collaboration-open-lead = When the collaboration is open, give somebody the role of coordinator on the page People. The coordinator then adds members, groups and plan.
collaboration-open-own-lead = You become the coordinator of the collaboration as soon as it is opened. Then you add members, people, plan and budget, one step at a time.
collaboration-remove = Remove the collaboration
collaboration-remove-heading = Remove { $name }?
collaboration-remove-lead = The collaboration is removed with its groups, members, mandates, assessments, relations and needs. One that is published, or has plans or budgets, cannot be removed. What was there stays in the log.

reach-national = National
reach-regional = Regional
reach-local = Local
legal-form-internal = Inside one organisation
legal-form-network = Network
legal-form-letter-of-intent = Letter of intent
legal-form-agreement = Collaboration agreement
legal-form-joint-committee = Joint committee
legal-form-local-federation = Local federation
legal-form-company = Company
legal-form-association = Association
standing-member = Member
standing-non-voting = Without a vote
standing-letter-of-intent = Has given a letter of intent
standing-notice-given = Has given notice
group-kind-inside = Own group
group-kind-surrounding = Surrounding group
mandate-role-chair = Chair
mandate-role-coordinator = Coordinator
mandate-role-spokesperson = Spokesperson
mandate-role-sponsor = Sponsor
mandate-role-member = Member
mandate-role-deputy = Deputy
certainty-stated = Stated by the source
certainty-unsure = Unsure, the source is unclear
party-kind-municipality = Municipality
party-kind-region = Region
party-kind-local-federation = Local federation
party-kind-agency = Agency
party-kind-university = University
party-kind-company = Company
party-kind-association = Association
party-kind-network = Network
party-kind-other = Other
party-kind-both = Municipality and region

member-tab = Members
member-heading = Members and mandates
member-lead = Who takes part in { $name }, and which mandates there are.
member-caption = Members
member-former-caption = Former members
member-party = Party
member-standing = Standing
member-from = From
member-to = To
member-note = Note
member-none = No members have been added yet.
member-edit-list = Change members
member-edit = Members of { $name }
member-form-hint = Write the party's name, for example Aneby kommun. Empty a row to remove the member. Dates are written 2026-11-22 and may be left out.
member-panel = Members ({ $count })
member-panel-more = Members and mandates
mandate-heading = Mandates
mandate-caption = Mandates
mandate-in-groups = Mandates in the groups
mandate-role = Role
mandate-title = Function
mandate-party = On behalf of
mandate-none = No mandates have been added yet.
mandate-edit-list = Change mandates
mandate-edit = Mandates in { $name }
mandate-form-hint = Write the function, for example project coordinator, never a person's name. The coordinator calls the group together, the spokesperson keeps contact outside it, and the group reports to the sponsor. Empty a row to remove the mandate.

group-one = Group
group-a = A group
group-tab = Groups
group-heading = Groups
group-lead = The groups in and around the collaboration: how far the cooperation has come and how far it is meant to go.
group-name = Group
group-kind = Kind
group-kind-inside-many = Own groups
group-kind-surrounding-many = Groups around
group-reach = Reach
group-reach-national = { reach-national }
group-reach-regional = { reach-regional }
group-reach-local = { reach-local }
group-organiser = Organiser
group-organiser-hint = Whoever calls the group together, in your own words.
group-host = Host
group-legal-form = Legal form
group-legal-form-internal = { legal-form-internal }
group-legal-form-network = { legal-form-network }
group-legal-form-letter-of-intent = { legal-form-letter-of-intent }
group-legal-form-agreement = { legal-form-agreement }
group-legal-form-joint-committee = { legal-form-joint-committee }
group-legal-form-local-federation = { legal-form-local-federation }
group-legal-form-company = { legal-form-company }
group-legal-form-association = { legal-form-association }
group-parent = Part of
group-children = Subgroups
group-purpose = Purpose
group-cooperation = How we cooperate
group-cost = Cost per year
group-cost-hint = In kronor, for example 185 000.
group-financed-by = Financed by
group-note = Note
group-none = No groups have been added yet.
group-edit-button = Change the details
group-remove = Remove the group
group-remove-lead = The group is removed with its members and mandates. What there was stays in the log.
group-filter-all = All
group-filter-show = Show
group-about-levels = Read about the levels of the collaboration ladders
group-panel = Groups
group-panel-inside = { $count ->
    [0] No own groups.
    [1] One own group.
   *[other] { $count } own groups.
}
group-panel-surrounding = { $count ->
    [0] No surrounding groups.
    [1] One surrounding group.
   *[other] { $count } surrounding groups.
}
group-panel-more = All groups
group-levels-caption = Groups on { $ladder }
group-count-now = Now
group-count-wanted = Wanted

assessment-heading = Level of collaboration
assessment-level = Level now
assessment-wanted-level = Wanted level
assessment-reservation = Reservation
assessment-views = The parties’ views
assessment-view = Whose assessment
assessment-view-hint = Leave empty for the collaboration's own assessment.
assessment-own-view = The collaboration itself
assessment-ladder = Ladder
assessment-date = Date
assessment-date-unknown = The source gives no date
assessment-note = Comment
assessment-history = Assessments, the latest first
assessment-disputed = The parties see it differently
assessment-agreed = Same assessment
assessment-none = Not assessed
assessment-none-yet = Nobody has assessed the level yet.
assessment-next = Questions to reach level { $number } { $name }
assessment-questions = Talk through:
assessment-ask = Choose the step on { $ladder } that fits best.
assessment-ask-party = Choose the step on { $ladder } that fits best according to { $party }.
assessment-last = Last time: { $level }.
assessment-last-on = Last time, { $date }: { $level }.
assessment-other-ladder = Assess on { $ladder } instead
assessment-change-ladder = Change the ladder of the whole collaboration
assessment-record = Add an assessment
assessment-groups = Assess the groups
assessment-groups-lead = All groups at once. Only the groups that you change get a new assessment; the others stay as they are.
assessment-groups-voice = Assess for { $party }
assessment-record-group = Assess { $name }
assessment-record-whole = Assess the collaboration as a whole
assessment-record-pair = Assess two parties
assessment-record-pair-lead = How far have two of the members come together? Each party makes its own assessment. Both are shown.
assessment-party = Party
assessment-other-party = Other party
assessment-pairs-heading = How far the parties have come
assessment-pairs-lead = Each party's assessment is shown by itself. That they differ is worth talking about, not an error.
assessment-pairs-caption = Assessments of parties in pairs

relation-one = Relation
relation-a = A relation
relation-tab = Relations
relation-heading = Who works with whom
relation-lead = Who collaborates with each other, and about what.
relation-party = Party
relation-with-all = { relation-all }
relation-with-all-hint = Also those who become members later. Then no names are needed below.
relation-others = Works with
relation-others-hint = One name per row, for example Habo kommun.
relation-all = All members
relation-topics = About what
relation-topics-hint = One topic per line.
relation-reach = Reach
relation-reach-national = { reach-national }
relation-reach-regional = { reach-regional }
relation-reach-local = { reach-local }
relation-certainty = Certainty
relation-certainty-stated = { certainty-stated }
relation-certainty-unsure = { certainty-unsure }
relation-note = Note
relation-add = Add a relation
relation-none = No relations have been added yet.
relation-unsure-count = { $count ->
    [1] One relation is unsure, because the source is unclear.
   *[other] { $count } relations are unsure, because the source is unclear.
}


party-lead = Sweden's municipalities and regions and others that collaborate, with codes and population.
party-caption = Parties
party-name = Name
party-short-name = Short name
party-short-name-hint = For narrow tables, for example Aneby.
party-kind = Kind
party-municipality-code = Municipality code
party-municipality-code-hint = Four digits, for a municipality.
party-region-code = Region code
party-region-code-hint = Two digits, for a region.
party-organisation-number = Organisation number
party-organisation-number-hint = For example 212000-0000.
party-note = Note
party-county = County
party-population = Population { $year }
party-facts = About the party
party-found = { $count ->
    [0] No parties were found. Try a shorter word.
    [1] 1 party
   *[other] { $count } parties
}
party-filter-name = Search by name or code
party-filter-all = All
party-filter-show = Search
party-pages = More parties
party-previous = Previous page
party-next = Next page
party-add = Add a party
party-add-lead = All municipalities and regions are here already. Add agencies, local federations, universities, companies and associations.
party-edit = Change { $name }
party-edit-button = Change the details
party-remove = Remove the party
party-remove-heading = Remove { $name }?
party-remove-lead = The party is removed with its population. That is possible only if nothing refers to it. What was there stays in the log.
party-form-key = Key
party-form-key-hint = The name in addresses and files. Leave empty to make it from the name. The key cannot be changed.

population-section = Population
population-caption = Population of { $party } on 31 December
population-source = Source: Statistics Sweden, or whoever has entered a later year.
population-year = Year
population-people = Population
population-heading = Read in population
population-lead = Read in a new year or correct an old one. Nothing is saved until everything is right.
population-file = File
population-file-hint = CSV with the columns party, year and population. The column party holds the party's key, for example aneby-kommun, or its name.
population-read = Read the file
population-problems = Correct this in the file
population-again = Choose the file again
population-warnings = Check this before you save
population-warnings-lead = The figures are not saved yet. If they are right you can save anyway. The warnings then stay with the parties.
population-confirm = Save anyway

ladder-one = Ladder
ladder-a = A ladder
ladder-tab = { layout-ladders }
ladder-heading = { layout-ladders }
ladder-lead = A ladder describes how far a collaboration has come, step by step. Groups and parties are assessed against a ladder.
ladder-one-lead = The steps from the lowest, with what marks each step and questions to get there.
ladder-none = No ladders have been added yet.
ladder-name = Name
ladder-source = Source
ladder-first-is-none = The lowest step means that there is no collaboration
ladder-means-none = Here there is no collaboration yet.
ladder-levels = Steps, the lowest first
ladder-levels-hint = The numbers must rise. Write characteristics and questions one per line. Empty a row to remove the step.
ladder-levels-number = Number
ladder-levels-name = Name
ladder-levels-text = Description
ladder-levels-characteristics = Characteristics
ladder-levels-questions = Questions
ladder-level-characteristics-heading = Marked by
ladder-level-questions-heading = Questions to get here
ladder-edit-button = Change the ladder
ladder-remove = Remove the ladder

event-collaboration-opened = The collaboration was opened
event-collaboration-saved = The collaboration's details were changed
event-collaboration-removed = The collaboration was removed
event-members-saved = The members were changed
event-mandates-saved = The mandates were changed
event-group-added = The group was added
event-group-saved = The group's details were changed
event-group-removed = The group was removed
event-assessment-recorded = The level of collaboration was assessed
event-party-added = The party was added
event-party-saved = The party's details were changed
event-party-removed = The party was removed
event-population-saved = The population was changed
event-ladder-added = The ladder was added
event-ladder-saved = The ladder was changed
event-ladder-removed = The ladder was removed
event-register-loaded = The register of municipalities and regions was loaded

notice-collaboration-opened = The collaboration is open. Add members and give somebody the role of coordinator.
notice-collaboration-removed = The collaboration is removed.
notice-assessment-recorded = The assessment has been saved.
notice-assessments-recorded = The assessments have been saved.
notice-party-added = The party has been added.
notice-party-removed = The party is removed.
notice-population-saved = The population has been saved.
notice-population-unchanged = Everything in the file was here already. Nothing was changed.

problem-collaboration-own-parent = A collaboration cannot belong to itself. Choose another or leave it empty.
problem-collaboration-published = The collaboration is published. Change it so that the public does not see it, and then remove it.
problem-collaboration-has-people = Somebody has a role in the collaboration. Take away the roles on the page People and roles first.
problem-collaboration-in-use = The collaboration has plans, budgets, measures, models or distributions, or another collaboration belongs to it. Remove those first. What is adopted cannot be removed, and then the collaboration stays.
problem-contact-role-missing = Write whose address it is, for example Coordinator, or remove the address.
problem-contact-address-missing = Write the e-mail address of the role, or remove the role.
problem-parent-unknown = There is no collaboration “{ $key }” to belong to. Check the key or open it first.
problem-member-repeated = { $party } stands twice. Keep one of the rows.
problem-dates-reversed = The last day { $to } is before the first day { $from }. Exchange them or correct one of them.
problem-level-unknown = { $ladder } has no level { $value }. Choose one of { $allowed }.
problem-level-in-use = Level { $value } is used in an assessment and cannot be removed. Put it back.
problem-levels-not-rising = Level { $value } comes after a level with the same or a higher number. Order the steps so that the numbers rise.
problem-ladder-without-levels = The ladder has no steps. Add at least one.
problem-ladder-unknown = There is no ladder “{ $key }”. Check the key or add the ladder first.
problem-ladder-ships = The ladder ships with Samverk and cannot be removed.
problem-ladder-in-use = Somebody is assessed on the ladder, or a collaboration has chosen it. So it has to stay. Change it if something is wrong.
problem-key-differs-from-file = The key “{ $value }” does not agree with the name “{ $name }”. They must be the same; change one of them.
problem-party-unknown = There is no party “{ $party }” here. Check the name, or add the party first.
problem-party-shared = { $party } belongs to the register or takes part in somebody else’s collaboration. Its details are changed by the party’s own administrator or by whoever looks after Samverk. Ask one of them for the change.
problem-party-ships = The party belongs to the register that ships with Samverk and cannot be removed. Change it if something is wrong.
problem-party-has-people = Somebody has a role at the party. Take away the roles on the page People and roles first.
problem-party-in-use = The party is in use and cannot be removed. It may be a member or host, have a mandate, an assessment or a relation, or stand in a plan, a measure, a model or a distribution. Remove it there first.
problem-party-code-invalid = “{ $value }” is not a code. Write { $length } digits.
problem-party-code-taken = { $party } already has that code or number. Check the digits.
problem-organisation-number-invalid = { $reason ->
    [length] “{ $value }” does not have ten digits. Write for example 212000-0000.
    [third_digit] “{ $value }” cannot be an organisation number: the third digit must be at least 2. Check the digits.
    [check_digit] The check digit of “{ $value }” is wrong. A digit is wrong or two have changed places.
   *[prefix] The number of a municipality or region begins with 21, 22 or 23, unlike “{ $value }”. Check the number or the kind.
}
problem-group-unknown = There is no group “{ $key }” in this collaboration. Check the key or add the group first.
problem-group-own-parent = A group cannot be a part of itself, not through other groups either. Choose another or leave it empty.
problem-group-in-use = Other groups or a plan refer to the group. Change them first.
problem-group-has-history = The group has assessments, and they are never removed. Write in the note that the group has ended.
problem-cost-negative = The cost cannot be negative. Write the amount without a minus sign.
problem-population-invalid = “{ $value }” cannot be a population. Write the number of inhabitants, at least 1.
problem-figure-repeated = The party has more than one figure for { $year }. Keep one of the rows.
problem-population-jump = { $party }: from { $before } to { $after } inhabitants in { $year } is a change of more than 10 per cent in a year. Check the figure.
problem-population-swapped = { $party } and { $other } seem to have exchanged figures in { $year }. Check both.
problem-assessment-of-itself = A party cannot be assessed against itself. Choose two different parties.
problem-subject-unclear = Give either a group, or both party and other_party, or none of them.
problem-relation-without-others = Say whom the party works with, or choose all members.
problem-relation-with-itself = A party cannot work with itself. Take it out of the list.
problem-rows-missing = { $count ->
    [1] 1 row that is here is missing in the file and is kept. Remove it on its page if it no longer holds.
   *[other] { $count } rows that are here are missing in the file and are kept. Remove them on their page if they no longer hold.
}

# What the log and the histories say instead of stored codes, and the kinds of object.
value-kind-municipality = { party-kind-municipality }
value-kind-region = { party-kind-region }
value-kind-local-federation = { party-kind-local-federation }
value-kind-agency = { party-kind-agency }
value-kind-university = { party-kind-university }
value-kind-company = { party-kind-company }
value-kind-association = { party-kind-association }
value-kind-network = { party-kind-network }
value-kind-other = { party-kind-other }
value-kinds-municipality = { party-kind-municipality }
value-kinds-region = { party-kind-region }
value-kinds-local-federation = { party-kind-local-federation }
value-kinds-agency = { party-kind-agency }
value-kinds-university = { party-kind-university }
value-kinds-company = { party-kind-company }
value-kinds-association = { party-kind-association }
value-kinds-network = { party-kind-network }
value-kinds-other = { party-kind-other }
value-kind-inside = { group-kind-inside }
value-kind-surrounding = { group-kind-surrounding }
value-reach-national = { reach-national }
value-reach-regional = { reach-regional }
value-reach-local = { reach-local }
value-legal-form-internal = { legal-form-internal }
value-legal-form-network = { legal-form-network }
value-legal-form-letter-of-intent = { legal-form-letter-of-intent }
value-legal-form-agreement = { legal-form-agreement }
value-legal-form-joint-committee = { legal-form-joint-committee }
value-legal-form-local-federation = { legal-form-local-federation }
value-legal-form-company = { legal-form-company }
value-legal-form-association = { legal-form-association }
value-standing-member = { standing-member }
value-standing-non-voting = { standing-non-voting }
value-standing-letter-of-intent = { standing-letter-of-intent }
value-standing-notice-given = { standing-notice-given }
value-role-chair = { mandate-role-chair }
value-role-spokesperson = { mandate-role-spokesperson }
value-role-sponsor = { mandate-role-sponsor }
value-role-member = { mandate-role-member }
value-role-deputy = { mandate-role-deputy }
value-certainty-stated = { certainty-stated }
value-certainty-unsure = { certainty-unsure }
value-others-all = All members
value-subject-whole = The whole collaboration
object-kind-party = Party
object-kind-collaboration = Collaboration
object-kind-group = Group
object-kind-ladder = Collaboration ladder
object-kind-register = Register

# Map, stairs and different views
start-more-map = Map: which parties belong to which collaborations
map-tab = Map
map-heading = Who works with whom about what
map-lead = The map shows who works together, two by two: through what is told of their relations, and through groups that both belong to.
map-topic = Topic
map-level = Level of collaboration
map-party = Party
map-show-all = Show all
map-to-map = See the map: who works with whom about what
map-to-stairs = See the groups on the ladder
map-to-all = Map of all collaborations
map-to-relations = Read about each relation
map-nothing = No relations or shared groups to show.
map-sentence = { $parties } parties work together in { $pairs }.
map-pairs-count = { $count ->
    [1] one pair
   *[other] { $count } pairs
}
map-busiest = Most have { $names }: { $count }.
map-pictured = The pictures show the { $count } parties that work with most others. Choose a party or a topic to see others. The tables show all.
map-pictured-print = The pictures show the { $count } parties that work with most others. The tables show all.
map-shortened = These are the first { $first } of { $all } rows. The files have all.
map-shortened-print = The table has the first { $first } of { $all } rows. The map in Samverk has all.
map-network = Network
map-matrix = Matrix
map-matrix-about = The cell where two meet shows how many topics and groups they share. The columns have the numbers of the rows.
map-sure = sure
map-unsure = unsure
map-thickness = thicker: more topics and groups
map-other-kind = Other party
map-untold = topic not stated
map-assessed = assessed together
map-statements-heading = What is told
map-statements-caption = Who works with whom, and about what
map-all-but = All members but { $names }
map-and-guests = { $members }, and { $guests }
map-pairs-heading = Two by two
map-pairs-lead = The same data as in the pictures. A topic stands with two parties when one of them has told of it.
map-pairs-caption = Parties two by two, and what they work together about
map-groups = Shared groups
map-told-by = Stated by
map-told-by-both = Both
map-all-heading = Map of collaborations
map-all-lead = Which parties belong to which published collaborations, and which collaborations have members in common.
map-all-sentence = Parties: { $parties }. Published collaborations: { $collaborations }.
map-all-several = { $count ->
    [0] No party belongs to more than one.
    [1] One party belongs to more than one.
   *[other] { $count } parties belong to more than one.
}
map-all-pictured = The picture shows the { $count } parties that belong to most. The table shows all.
map-all-matrix = Parties and collaborations
map-all-network = Members in common
map-all-network-about = A line ties two collaborations that have members in common, or where one is part of the other.
map-all-shared = members in common
map-all-part-of = one is part of the other
map-all-thickness = thicker: more in common
map-all-in-common = { $count ->
    [1] one member in common
   *[other] { $count } members in common
}
map-all-count = Number of collaborations
map-all-count-short = Number
map-all-filled = belongs
map-all-empty = does not belong
map-all-which = Belongs to
map-all-parties = Parties in published collaborations
map-all-collaborations = Published collaborations
map-all-collaborations-lead = Choose a collaboration to see its own map.
map-all-collaboration = Collaboration
map-all-members = Members
map-all-shares = Members in common with
stairs-tab = The ladder
stairs-heading = The groups on the ladder
stairs-lead = Each group stands on the step it has reached. The arrow shows the step it wants to reach. Compare two dates to see how the groups have moved.
stairs-from = From
stairs-to = To
stairs-compare = Show
stairs-hint = Leave To empty to see how it is now. An assessment without date counts with the one made before it.
stairs-none = No group has been assessed yet. Open a group to assess it.
stairs-picture = The groups on { $ladder }
stairs-now = now
stairs-wanted = wants to reach
stairs-not-assessed = not assessed
stairs-about = On the ladder stand { $all }. { $steps }.
stairs-about-wanted = { $count ->
    [0] Nobody wants to go higher.
    [1] One wants to go higher.
   *[other] { $count } want to go higher.
}
stairs-about-moved = Since { $from }: { $up } up, { $down } down.
stairs-questions = The steps and their questions
stairs-stand-here = Stand here:
stairs-want-here = Want to come here:
stairs-nobody = Nobody stands here or wants to.
stairs-about-ladder = Read more about { $ladder }
stairs-table = Groups on { $ladder }
stairs-level-on = Level { $date }
stairs-moved = Change
stairs-left-to-climb = Left to the wanted level
stairs-new = new on the ladder
stairs-same = same step
stairs-up = { $count ->
    [1] one step up
   *[other] { $count } steps up
}
stairs-down = { $count ->
    [1] one step down
   *[other] { $count } steps down
}
stairs-there = reached
stairs-left = Groups that are not assessed
difference-heading = Different views
difference-lead = Here you see where the parties see the collaboration differently, the greatest difference first. Different views are worth talking about, not a fault.
difference-none = All who have assessed the same agree.
difference-whole = The collaboration as a whole
difference-pair = { $party } and { $other }
difference-about = About
difference-lowest-view = Lowest view
difference-lowest-voices = Lowest according to
difference-highest-view = Highest view
difference-highest-voices = Highest according to
difference-steps-column = Steps between
difference-caption = What the parties see differently
difference-all-heading = Everybody's views
difference-all-lead = The latest assessment of each, where the views differ.
difference-all-caption = Assessments that differ
difference-views = The parties' views
difference-views-caption = The parties' views on { $ladder }
difference-column = Difference
difference-above-lowest = Above the lowest
difference-lowest = lowest
difference-above = { $count ->
    [1] one step above
   *[other] { $count } steps above
}
difference-steps = { $count ->
    [1] one step
   *[other] { $count } steps
}
difference-sentence = The parties see it differently. The difference is { $steps }: { $low } according to { $lowvoices }, { $high } according to { $highvoices }.
difference-panel = { $count ->
    [1] The parties see one thing differently.
   *[other] The parties see { $count } things differently.
}
difference-panel-more = See all different views
difference-to-groups = Choose a group to assess


new-members-heading = Add several members
new-members-lead = Choose a whole county, paste names, or do both. Those that are members already stay as they are.
new-members-county = The county's municipalities and region
new-members-choice = { $region } and { $count ->
    [one] one municipality
   *[other] { $count } municipalities
}
new-members-names = Names, one on each line
new-members-names-hint = Write or paste municipalities, regions and others in the register: Aneby kommun, Borås, Region Halland.
new-members-from = Members from
new-members-add = Add the members
notice-beginning-done = That was the last step. What you skipped stays under Next steps.
notice-members-added = The members are added.
notice-members-there = All of them were members already. Nothing is changed.
problem-members-missing = Choose a county, or write at least one name.
next-members = Members
next-members-why = Which municipalities, regions and others take part. A whole county is added at once.
next-groups = Groups that collaborate
next-groups-why = Steering group, preparation and networks, and how far they have come on the ladder.
