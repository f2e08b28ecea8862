problem-config-invalid = The settings in { $file } cannot be read: { $reason }. Correct the file; docs/operations.md describes every field.
problem-listen-invalid = “{ $value }” is not an address to listen on. Write for example 127.0.0.1:8080.
problem-trusted-proxies-invalid = “{ $value }” is not the address of a proxy. Write addresses or networks with commas between, for example 10.0.0.7, 192.168.0.0/16.
problem-contact-invalid = “{ $value }” is neither an e-mail address nor a web address. Write for example api@exempel.se or https://exempel.se/kontakt.
problem-listen-taken = The address { $address } cannot be listened on ({ $reason }). Stop the other program or choose another address with SAMVERK_LISTEN.
problem-demo-not-loopback = Demo mode has known passwords and may only listen on this machine, not on { $address }. Use 127.0.0.1 or turn SAMVERK_DEMO off.
problem-demo-behind-proxy = Demo mode has known passwords and may not be reached from outside, but { $setting } is set. Remove the setting or turn SAMVERK_DEMO off.
problem-demo-foreign-host = Demo mode answers only at this computer's own address. Open http://127.0.0.1 with the same port, or start without SAMVERK_DEMO if others are to reach Samverk.
problem-limit-invalid = { $setting } cannot be “{ $value }”. Write a whole number, at least 1; times are in seconds.
problem-data-folder-unusable = The data folder { $folder } cannot be used ({ $reason }). Choose another with SAMVERK_DATA.
problem-bundle-format-unknown = The folder has another format. This version reads format { $known }.
problem-collaboration-unknown = There is no collaboration with the key “{ $key }”. Check the key.

document-version = Version { $label }
document-sum = Sum
document-chart = Amount per member
document-groups-national = National groups
document-groups-regional = Regional groups
document-groups-local = Local groups
document-groups-inside = The collaboration's own groups
problem-database-missing = The database { $database } does not exist yet. Run samverk migrate, or check SAMVERK_DATA.
problem-database-behind = The database lacks steps: { $steps }. Run samverk migrate.
problem-database-scheme-unknown = DATABASE_URL begins with “{ $scheme }”, which Samverk does not know. Write postgres://user:password@server/database or sqlite:PATH.
problem-database-address-invalid = The address in DATABASE_URL cannot be read ({ $reason }). Write postgres://user:password@server/database.
problem-database-unreachable = The database { $server } does not answer ({ $reason }). See to that PostgreSQL runs and that DATABASE_URL is right.
problem-database-refused = The database { $server } does not let Samverk in ({ $reason }). Check user, password and the database's name in DATABASE_URL.
problem-database-foreign = The database belongs to something other than Samverk (it has the tables { $tables }). Name an empty database in DATABASE_URL, or an empty folder in SAMVERK_DATA. Nothing has been changed.
problem-database-newer = The database was changed by a later version of Samverk (step { $steps }). Run that version. Nothing has been changed.
problem-database-differs = Step { $step } in the database is not as in this version of Samverk. Run the version that made the database. Nothing has been changed.
problem-backup-by-pg-dump = The database lies in PostgreSQL, which has its own tools for backups. Run pg_dump --format=custom --file=FILE with the address in DATABASE_URL, and copy the data folder.
problem-restore-by-pg-restore = The database lies in PostgreSQL, which has its own tools for backups. Run pg_restore --dbname=ADDRESS FILE on an empty database, and copy the data folder back.
problem-backup-exists = { $file } exists already, and is not written over. Choose another name.
problem-backup-inside-data = The backup would lie in the data folder { $folder } and be lost with it. Choose another folder, best on another disk.
problem-backup-unwritable = { $file } cannot be written ({ $reason }). Check the folder, the permissions, and that there is room.
problem-backup-unreadable = { $file } cannot be read as a backup of Samverk ({ $reason }). Choose a file that samverk backup has made.
problem-backup-damaged = The backup { $file } is damaged: { $part } is not as it was. Nothing has been restored. Choose another backup.
problem-data-folder-not-empty = The data folder { $folder } is not empty, and nothing is written over. Move away what lies there, or choose another folder with SAMVERK_DATA.

spreadsheet-heading = Spreadsheets
spreadsheet-lead = Download a workbook with what is there, change it and add to it in the spreadsheet program, and read it in again. Nothing is saved until everything is right.
spreadsheet-none = There is nothing for you to fill in here.
spreadsheet-note = A budget that is adopted is locked and is not here. The next year's budget begins with the same parts and lines. Add the very first budget under Budget, with its parts. Measurements can be filled in for plans that have indicators.
spreadsheet-groups = Groups and members
spreadsheet-budget = Budget { $year }
spreadsheet-budget-after = Budget { $year }, new, with the parts and lines of { $from }
spreadsheet-measurements = Measurements in { $plan }
spreadsheet-download = Download workbook
spreadsheet-download-long = Download the workbook to fill in
spreadsheet-read = Read in
spreadsheet-read-heading = Read in: { $title }
spreadsheet-read-lead = Choose the workbook that you have filled in. Rows are added and changed. What is missing from the workbook is kept.
spreadsheet-read-lead-budget = Choose the workbook that you have filled in. The budget gets the lines that stand in it. Lines that are gone are removed.
spreadsheet-read-lead-budget-after = Choose the workbook that you have filled in. The budget is added as a draft, with the parts of the last budget and the lines of the workbook.
spreadsheet-file = Workbook
spreadsheet-file-hint = A file in the XLSX format, at most 10 MB and without macros.
spreadsheet-other-file = Or choose a corrected workbook
spreadsheet-problems = To correct ({ $count })
spreadsheet-warnings = To read through ({ $count })
spreadsheet-sheet = Sheet
spreadsheet-row = Row
spreadsheet-column = Column
spreadsheet-what = What it is about
spreadsheet-whole = The whole workbook
spreadsheet-confirm = I have read through the list and want to read the workbook in as it is
spreadsheet-yes = Yes
spreadsheet-about-name = How to fill in
spreadsheet-lists-name = Lists
spreadsheet-about-fill = The sheets after this one are tables. Change what stands there and add rows below.
spreadsheet-about-headings = Do not change the names of the sheets or the headings in the first row. Do not merge cells. Sheets with names in parentheses are not read.
spreadsheet-about-read = Save as an Excel workbook (.xlsx) and read it in under Spreadsheets on the collaboration's page. If something is wrong you are told sheet, row and column, and nothing is saved.
spreadsheet-about-sheet = Sheet
spreadsheet-about-column = Column
spreadsheet-about-meaning = What stands there
spreadsheet-about-needed = Must be filled in
sheet-groups-key = The group's key: small letters a–z, digits and hyphens. It never changes.
sheet-groups-name = The group's name.
sheet-groups-kind = Own group (inside), or surrounding group (surrounding) for one beside it. Write the word or the code.
sheet-groups-organiser = Who calls the group together, in your own words.
sheet-groups-parent = The key of the group that the group is part of.
sheet-groups-reach = How far the group stretches: national, regional or local.
sheet-groups-legal-form = Legal form, if known. See the sheet with lists.
sheet-groups-host = The key of the party that is the host.
sheet-groups-purpose = What the group is for.
sheet-groups-cooperation = How the collaboration works with the group.
sheet-groups-cost = Cost per year in kronor.
sheet-groups-financed-by = Who pays.
sheet-groups-note = Note.
sheet-members-group = The group's key. Empty means the collaboration itself.
sheet-members-party = The party's key. See the sheet with lists.
sheet-members-standing = In what way the party takes part. See the sheet with lists.
sheet-members-from = From which date, for example 2026-11-22.
sheet-members-to = Until which date.
sheet-members-note = Note.
sheet-lines-part = The key of the budget's part. Empty means the budget as a whole.
sheet-lines-name = What the item is called.
sheet-lines-kind = Cost (cost), income (income) or unspent funds (unspent). Write the word or the code.
sheet-lines-amount = Amount in kronor without minus, with at most two decimals. Income and unspent funds are deducted.
sheet-lines-note = Note.
sheet-measurements-indicator = The indicator's key. See the sheet with lists.
sheet-measurements-date = Date of measurement, for example 2026-11-22. A new row on the same date corrects the earlier one.
sheet-measurements-value = Measured value in the indicator's unit. 38 per cent is written 38.
sheet-measurements-numerator = The numerator's value.
sheet-measurements-denominator = The denominator's value.
sheet-measurements-note = Note.
notice-spreadsheet-imported = The workbook has been read in.
problem-spreadsheet-refused = Nothing is saved. { $count } { $count ->
    [one] thing needs
   *[other] things need
} to be corrected in the workbook; see the table above.
problem-spreadsheet-unconfirmed = Nothing is saved yet. Read through the list above and tick the box to read the workbook in anyway.
problem-spreadsheet-without-tables = The workbook has no sheet with anything in it that is called { $names }. Download the workbook to fill in, or give the sheet the right name.
spreadsheet-measures = Own measures
spreadsheet-printed = Printed table of { $title }
spreadsheet-read-lead-printed = Choose the workbook that you have filled in. The table is compared with the computation, and you read what differs before it is saved.
sheet-measures-measure = The measure's key: small letters, digits and hyphens.
sheet-measures-name = The measure's name.
sheet-measures-unit = What is counted, for example employees.
sheet-measures-party = The party that the figure is about.
sheet-measures-year = The year, empty when the figure has none.
sheet-measures-value = The figure.
sheet-printed-party = The party of the row.
sheet-printed-share = The words in the column of shares, for example 1.90 %.
sheet-printed-amount = The amount in kronor, empty when the table has shares only.
folder-place = Everything in a folder
folder-heading = The whole collaboration as a folder
folder-about = Everything in the collaboration exists as a folder of text files and sheets, packed as a ZIP.
folder-link = Download or read in the folder
folder-lead = Choose the whole folder of the collaboration, packed as a ZIP. Either all of it is read in or nothing. If something is wrong you are told in which file, row and column. Files that lie at the pages do not come along here; they do when whoever looks after the installation exports.
folder-file = The folder as a ZIP
folder-file-hint = At most 10 MB. The files lie as in the folder that you can download below.
folder-download = Download the folder as a ZIP
notice-folder-imported = The folder is read in.
folder-sheet = File
folder-whole = The whole folder
folder-confirm = I have read through the list and want to read the folder in as it is
folder-other-file = Or choose a corrected folder
problem-folder-refused = Nothing is saved. { $count } { $count ->
    [one] thing needs
   *[other] things need
} to be corrected in the folder's files; see the table above.
problem-folder-unconfirmed = Nothing is saved yet. Read through the list above and tick the box to read the folder in anyway.
personal-data-lead = Search for a person who wants to know what is kept, or to have it corrected or removed. Write the name or a part of it, or the address.
personal-data-words = Name or address
personal-data-find = Search
personal-data-found = { $count ->
    [0] Nothing that is kept names those words.
    [one] One thing names those words. Open it to correct or remove.
   *[other] { $count } things name those words. Open them to correct or remove.
}
personal-data-fields = Fields with personal data
personal-data-hits = What names the person
personal-data-thing = Thing
personal-data-kind = Kind
personal-data-field = Field
personal-data-why = Why it is kept
personal-data-elsewhere = Accounts, and the log of who has changed what, have pages of their own:

administration-place = How Samverk is
administration-lead = See how the installation is, and find what you look after for everybody.
administration-facts = The installation
administration-version = Version
administration-database = Database
administration-address = Address
administration-contact = Contact
administration-none = None is given
administration-mail = E-mail
administration-mail-sent = Is sent
administration-mail-none = Is not sent: no mail server is set, so you hand over the links yourself to whoever is invited
administration-jobs = Mail and other work in the background
administration-waiting = { $count ->
    [0] Nothing waits.
    [one] One thing waits to be done.
   *[other] { $count } things wait to be done.
}
administration-jobs-caption = What waits or has failed
administration-job = What
administration-job-state = State
administration-job-attempts = Attempts
administration-job-error = What went wrong last
administration-job-gave-up = Given up
administration-job-waits = Done { $time }
administration-job-mail = Letter
administration-job-link-mail = Letter with a link
administration-job-print-adopted = PDF of what was adopted

guides-heading = Guides for the roles
guides-lead = Each guide shows how to do what is most common in a role. The guides are in Swedish.
guides-contact = Questions about this installation? Ask { $contact }.
long-work-kind-plan = PDF of a plan
long-work-kind-distribution = PDF of a distribution
long-work-kind-scenarios = PDF of a comparison of scenarios
long-work-kind-folder = Folder with everything in a collaboration
long-work-kind-installation = Folder with everything in the installation
long-work-kind-folder-import = Reading in a folder
long-work-kind-workbook-import = Reading in a workbook
long-work-step-gather = Gathering the data.
long-work-step-typeset = Typesetting the PDF.
long-work-step-pack = Packing the folder.
long-work-step-unpack = Unpacking the file.
long-work-step-take-in = Checking and reading in everything at once.
long-work-step-keep = Saving the file to download.
administration-works = Long tasks
administration-works-lead = What waits, is under way or has failed. Only whoever asked for them sees what they hold.
administration-works-caption = Tasks that wait, are under way or have failed
administration-work-asked-at = Asked for
administration-works-none = No long tasks wait or are under way.
administration-export = Download everything in the installation as a folder
administration-export-lead = The folder has all collaborations with what they refer to, but neither attached files nor comments within a party. samverk export and the backup have those.
