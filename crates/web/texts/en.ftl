role-administrator = Installation administrator
role-coordinator = Coordinator
role-economist = Economist
role-party-administrator = Party administrator
role-representative = Representative
role-reader = Reader
role-opener = Initiator (may open collaborations)
role-public = Everybody
layout-skip = Skip to content
layout-demo = Demo: invented people, content as an example
layout-main-menu = Main menu
layout-collaborations = Collaborations
layout-parties = Parties
layout-ladders = Ladders
layout-catalogues = Strategies
layout-search = Search
layout-search-all = Search all of Samverk
layout-suggestions = Suggestions
layout-search-words = Search words
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-crumbs = You are here
layout-menu = Menu
layout-my-work = My work
layout-person-menu = Signed in as
layout-account = My details
layout-works = My long tasks
layout-administration = Administration
layout-places = Places in the collaboration
layout-party-places = Places of the party
menu-goals = Goals
menu-economy = Economy
menu-development = Development
menu-meetings = Meetings and decisions
menu-cooperation = Who we are
menu-settings = Settings
layout-footer = Samverk – where municipalities and regions run their digital development together.
layout-help = Help
layout-about = About Samverk
layout-api = API for other systems
layout-accessibility = Accessibility

form-standing = What stands now
form-standing-lead = Somebody else has changed this, or it is other than what you wrote. What you wrote is kept in the form. When you save, it takes the place of this.
form-standing-nothing = Empty
form-problems = Correct this and try again
form-confirm-warnings = Is this right? Read the warnings and confirm
form-optional = (optional)
beginning-next = On to the next step
beginning-skip = Skip this step
beginning-steps = The steps to a collaboration
form-cancel = Cancel
form-steps = Steps
form-row = row
form-problem-row = Row { $row }
form-save = Save
form-rows-more = Add rows
form-rows-fewer = Remove
form-rows-paste = Paste from a spreadsheet
form-rows-cells = Cells from the spreadsheet
form-rows-cells-hint = Copy the cells in the spreadsheet and paste them here. Either the columns stand in the order { $columns }, or you take the line of headings along. Nothing is saved until you save the form.
form-rows-fill = Fill in the rows
problem-pasted-nothing = There are no rows to fill in. Copy the cells in the spreadsheet and paste them in the box.
problem-pasted-too-many = You pasted { $count } rows, but at most { $max } have room at a time. Paste some of them at a time.
problem-pasted-too-wide = A row has { $count } cells, but there is room for { $max } only. Remove columns or take the line of headings along.
problem-pasted-column-unknown = There is no heading “{ $value }” here. The headings are { $allowed }. Change the heading or remove the column.
problem-pasted-column-repeated = The heading “{ $value }” stands twice. Remove one of the columns.
problem-pasted-choice-unknown = “{ $value }” is not among what can be chosen. Choose something in the list.
table-region = Table: { $name }
table-download = Download the table:
decision-date-unknown = (the source gives no date)
decision-body = Which body decided?
decision-date = Date of the decision
decision-paragraph = Paragraph
decision-paragraph-hint = For example § 12. Leave empty if the minutes have no paragraphs.
decision-publish = Show to the public
decision-publish-hint = Otherwise only the members see it.
adoption-withdraw = Withdraw the adoption
adoption-withdraw-heading = Withdraw the adoption of “{ $name }”
adoption-withdraw-lead = Do so only if the adoption was recorded by mistake. What was adopted becomes a draft again, and the public no longer sees it.
adoption-withdraw-former = What was adopted before is then in force: { $former }.
adoption-withdraw-none = Nothing was adopted before. Nothing is then adopted until you adopt anew.
adoption-withdraw-reason = What was wrong with the adoption?
adoption-withdraw-reason-hint = The members read the reason in the history.
notice-adoption-withdrawn = The adoption is withdrawn.
adoption-reopen = Open again for changes
adoption-reopen-heading = Open “{ $name }” again
adoption-reopen-lead = What is adopted ({ $decision }) holds, and is shown to the public if it is published, until you adopt anew. Members see the changes beside it.
adoption-reopen-reason = Why is it to be changed?
notice-adoption-reopened = It is open for changes. Adopt it anew when it is changed.
history-heading = History
history-last = Last changed { $time } by { $by }. Show the history.
history-when = When
history-who = Who
history-what = What
history-details = Show before and after
history-more = Show { $count } more
log-changed = { $field }: “{ $before }” became “{ $after }”
reference-hidden = something that you may not see
reference-removed = { $name } (removed)
reference-removed-unnamed = something that is removed
log-set = { $field }: “{ $after }”
log-cleared = { $field }: “{ $before }” was removed
log-actor-public = A visitor who is not signed in
log-actor-demo = Demo mode
log-actor-import = Import
log-actor-command-line = Command line
log-actor-register = The register that comes along
warnings-heading = Good to know
yes = Yes
no = No

about-heading = About Samverk
about-lead = Samverk is an open workplace for municipalities and regions that run their digital development together: who collaborates and how far, which goals they have set, what it costs and who pays which share.
about-public = What is adopted and published is open to everybody. Drafts are seen by the members only, unless the coordinator has published them; then they are marked as drafts.
about-figures = Every figure can be explained: where it comes from, when it was computed and by which rule.
about-licence = Samverk is open source under the EUPL 1.2 licence.
about-version = Version { $version }

accessibility-heading = Accessibility in Samverk
accessibility-lead = Everybody should be able to use Samverk. We follow the Swedish act on accessibility of digital public services and WCAG 2.1 level AA.
accessibility-how-heading = How the service is built
accessibility-how = Every page works with the keyboard, with a screen reader, on a screen 320 pixels wide and without JavaScript. Charts have their figures in a table beside them. The pages are tested automatically at every change.
accessibility-known-heading = Known shortcomings
accessibility-known = The pages have not yet been reviewed by an independent party. Documents that others have uploaded may lack adaptations.
accessibility-tell-heading = Tell us if something does not work
accessibility-tell = Contact whoever is responsible for the collaboration that you are reading about. If they do not answer you can report it to the Agency for Digital Government.

problem-heading-401 = You need to sign in
problem-heading-403 = You do not have permission
problem-heading-404 = The page does not exist
problem-heading-409 = This cannot be done as things stand
problem-heading-413 = The file is too large
problem-heading-415 = The content is compressed
problem-heading-422 = Something needs correcting
problem-heading-429 = Too many attempts
problem-heading-500 = Something went wrong on our side
problem-heading-503 = Samverk cannot save right now
problem-way-back = To the start page
problem-code = Error code:

problem-internal = The fault is ours and has been noted. Try again in a while.
problem-storage-full = The server's disk is full, so nothing was saved. Keep what you wrote, tell whoever looks after Samverk, and try again in a while.
problem-database-away = The database does not answer, so nothing was saved. Try again in a while.
problem-database-read-only = The database can only be read, so nothing was saved. Whoever looks after Samverk must let the program write in the data folder.
problem-database-corrupt = The database is damaged. Whoever looks after Samverk must restore it from a backup with samverk restore.
problem-database-not-sqlite = The file is not an SQLite database. Name another file in DATABASE_URL, or an empty folder in SAMVERK_DATA.
problem-database-unopenable = The database file cannot be opened. See to that the folder exists and that the program may read and write there.
problem-email-invalid = “{ $value }” is not an e-mail address. Write for example name@example.com.
problem-not-found = The address is wrong, or the content is not open to you. Sign in or begin again from the start page.
problem-forbidden = Your role does not cover this. Ask the coordinator or an administrator for help.
problem-forbidden-roles = Your role does not cover this. It can be done by whoever is { $roles }.
problem-or = or
problem-ask = Do you need it done, or another role? Turn to:
problem-ask-contact = { $role }, { $place }
problem-ask-party = An administrator of { $place }
problem-ask-coordinator = A coordinator of { $place }
problem-ask-installation = Whoever looks after the installation
problem-sign-in-needed = Sign in and try again.
problem-try-again = Somebody else saved at the same time. Try again.
problem-already-exists = There is already something with that key. Choose another.
problem-changed-meanwhile = Somebody else changed this while you were writing. Read what stands now, enter your changes and save again.
problem-upload-too-large = The file is larger than 10 MB. Divide it or remove what is not needed.
problem-request-invalid = The data came in a form that cannot be read. Reload the page and try again.
sent-form-signed-out = You have been signed out
sent-form-signed-out-lead = What you wrote is not saved, but it is still on this page. Sign in in a new tab, come back here and send it again.
sent-form-sign-in = Sign in in a new tab
sent-form-of-another = Somebody else is signed in now
sent-form-of-another-lead = You are signed in as { $name }, but the form was opened by somebody else. Nothing is saved. If it was you who wrote: open Samverk in a new tab, sign out, sign in as yourself, come back here and send it again.
sent-form-beside = Open Samverk in a new tab
sent-form-file = Choose the file again. It did not come along.
sent-form-again = Send again
sent-form-as = Send as { $name }
advice-signed-in-beside = You are signed in. Go back to the tab with what you wrote and send it again.
problem-form-of-another = The form was opened by somebody else than who is signed in now. Load the page anew and fill it in again.
problem-field-missing = Fill in the field.
form-marks = Format the text
form-marks-help = An empty line begins a new paragraph. Begin the line with ## for a heading, - for a list or 1. for a numbered list. Write **bold**, *italics* and [words of a link](https://address). A table is rows with | between the cells; below the row of headings stands | --- | --- |.
form-marks-heading = Heading
form-marks-bold = Bold
form-marks-italic = Italics
form-marks-list = List
form-marks-numbers = Numbered list
form-marks-link = Link
form-marks-table = Table
form-marks-picture = Picture
form-marks-picture-what = Write what the picture shows
form-marks-pictures = Pictures to put in
form-marks-pictures-help = Write a picture like this. Change the words in brackets into a description for those who do not see it.
form-marks-pictures-none = There are no pictures to put in yet. Add a file that is PNG or JPEG on the page that the text belongs to.
form-pictures-problems = Pictures that are not shown
form-preview = Preview
form-preview-heading = What it will look like
prose-table = Table in the text
prose-picture = Picture
problem-picture-without-alt = Line { $line }: the picture { $name } has no description. Write what it shows within the brackets before (fil:{ $name }).
problem-picture-unknown = The picture { $name } is not among the files. Add the file on the page that the text belongs to, or change the name after fil:.
problem-picture-type-unknown = The file { $name } is no picture in PNG or JPEG. Save it as PNG or JPEG and add it again.
problem-picture-too-large = The picture { $name } is larger than { $max } MB. Make it smaller and add it again.
problem-pictures-too-large = The pictures are together larger than { $max } MB. The last ones are left out of the PDF. Make some of them smaller.
form-choice-missing = Choose an option under “{ $label }”.
form-field-missing = Fill in “{ $label }”.
form-file-missing = Choose a file under “{ $label }”.
field-missing-named = Fill in the field { $field }.
problem-text-too-long = Shorten the text to at most { $max } characters.
problem-problems-more = … and { $count } more that are not shown here. Mend those that are shown and try again, and more are shown.
problem-form-too-large = The form has more than { $max } fields. Divide it and send one part at a time.
problem-character-not-allowed = { $before ->
    [none] The text begins with a character that cannot be stored ({ $character }). Remove it, or write the text again.
   *[other] After “{ $before }” there is a character that cannot be stored ({ $character }). Remove it, or write the text again.
}
problem-choice-invalid = “{ $value }” is not one of the choices. Choose one of them.
problem-date-invalid = “{ $value }” is not a date. Write for example 2026-11-22 or 22 November 2026.
problem-integer-invalid = { $meant ->
    [none] “{ $value }” is not a whole number. Write one number in digits, for example 2026 or 4 361 000.
   *[other] { $other ->
        [none] “{ $value }” cannot be read as a whole number. Do you mean { $meant }?
       *[other] “{ $value }” can be read in several ways. Do you mean { $meant } or { $other }?
    }
}
problem-number-invalid = { $meant ->
    [none] “{ $value }” is not a number. Write one number, for example 12.5 or 1 234.5.
   *[other] { $other ->
        [none] “{ $value }” cannot be read as a number. Do you mean { $meant }?
       *[other] “{ $value }” can be read in several ways. Do you mean { $meant } or { $other }?
    }
}
problem-amount-invalid = { $meant ->
    [none] “{ $value }” is not an amount. Write one amount in kronor with at most two decimals, for example 82 859 or 1 234,50.
   *[other] { $other ->
        [none] “{ $value }” cannot be read as an amount. Do you mean { $meant }?
       *[other] “{ $value }” can be read in several ways. Do you mean { $meant } or { $other }?
    }
}
problem-key-invalid = { $value ->
    [none] The key is empty. Write one with a–z, 0–9 and hyphens, at most 80 characters.
   *[other] “{ $value }” cannot be a key. Use a–z, 0–9 and hyphens, at most 80 characters.
}
problem-decision-in-future = The day of the decision has not been yet. Write the day when it was taken.
problem-not-adopted = There is no adoption to withdraw here. Reload the page to see what is in force.
problem-withdrawal-reason-missing = Write what was wrong with the adoption.
problem-reopening-reason-missing = Write why it is to be changed.
problem-decision-body-missing = Write which body took the decision.
notice-saved = Saved.

# Names of fields, in the log and the histories.
field-name = Name
field-email = E-mail address
field-administrator = Administrator
field-active = Can sign in
field-role = Role
field-at = Holds for
field-count = Number
field-key = Key
field-title = Title
field-text = Text
field-note = Note
field-kind = Kind
field-code = Code
field-source = Source
field-year = Year
field-from = From
field-to = To
field-date = Date
field-valid-from = Valid from
field-valid-to = Valid to
field-status = Status
field-state = State
field-area = Area
field-topics = Topics
field-reach = Reach
field-certainty = Reliability
field-others = Others
field-parties = Parties
field-party = Party
field-series = List
field-focus-area = Focus area
field-focus-areas = Focus areas
field-goal = Goal
field-goals = Goals
field-catalogue-goals = Goals in strategies
field-responsible = Responsible
field-owner = Owner
field-decision = Decision
field-body = Body
field-paragraph = Paragraph
field-reference = Reference
field-purpose = Purpose
field-vision = Vision
field-summary = Summary
field-published = Open to everybody
field-number = Number
field-amount = Amount
field-cost = Cost
field-base-amount = Basic fee
field-printed-total = Printed total
field-lines = Lines
field-parts = Parts
field-part = Part
field-label = Label
field-unit = Unit
field-value = Value
field-values = Values
field-levels = Levels
field-level = Level
field-characteristics = Characteristics
field-questions = Questions
field-first-is-none = The first level means no collaboration
field-publisher = Publisher
field-version = Version
field-successor = Successor
field-successors = Successors
field-language = Language
field-percent = Per cent
field-measure = Measure
field-direction = Direction
field-rounding = Rounding
field-rule = Rule
field-rules = Rules
field-members = Members
field-population = Population
field-organisation-number = Organisation number
field-short-name = Short name
field-legal-form = Legal form
field-host = Host
field-function = Calculation
field-years = Years
field-rows = Rows
field-plan = Plan
field-model = Model
field-budget = Budget
field-ladder = Ladder
field-standing = Standing
field-reason = Reason
field-outcome = Outcome
field-base-value = Starting value
field-base-date = Starting date
field-decimals = Decimals
field-columns = Columns
field-cells = Amounts per column
field-content = Content
field-result = Result
field-subject = About
field-share = Share
field-phase = Phase
field-phases = Phases
field-sections = Sections
field-appendices = Appendices
field-adopted = Adopted

# More names of fields, and who a change was made for.
field-municipality-code = Municipality code
field-region-code = County code
field-organiser = Organised by
field-parent = Belongs to
field-cooperation = How they collaborate
field-financed-by = Paid by
field-wanted-level = Wanted level
field-on-behalf-of = On behalf of
field-whole = The whole collaboration
field-group = Group
field-pair = Two parties
field-leadership-group = Leadership group
field-budget-part = Part of the budget
field-without-indicator = Why there is no indicator
field-indicator = Indicator
field-numerator = Numerator
field-numerator-source = Source of the numerator
field-denominator = Denominator
field-denominator-source = Source of the denominator
field-targets = Target values
field-collaboration = Collaboration
field-method = Method
field-from-year = From year
field-to-year = To year
field-takers = Who pays
field-base = Base
field-modifiers = Adjustments
field-joined-from = Joined from
field-joined-to = Joined to
field-table = Table
field-shares = Shares
field-rate = Kronor per unit
field-gives = The step gives
field-steps = Steps
field-below = Up to but not including
field-amounts = Amounts
field-difference = Difference
field-differences = Differences
field-above = Above
field-old = Old value
field-new = New value
field-printed = Printed table
field-input = Input
field-kinds = Kinds
field-joined = Joined
field-measures = Measures
field-last-year = The year before
field-distributed = Distributed
value-years-before = { $count ->
    [0] the budget year
    [one] the year before the budget year
   *[other] { $count } years before the budget year
 }
log-on-behalf-of = on behalf of { $party }

order-drag = Drag the row to another place
order-moved = { $name } is now in place { $place } of { $all }.

and-more = { $count ->
   *[other] and { $count } more
}
