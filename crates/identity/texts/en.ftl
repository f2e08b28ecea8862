
person-name = Name
person-email = E-mail address
person-role = Role
person-roles = Roles
person-state = State
person-state-active = Can sign in
person-state-invited = Invited
person-state-inactive = Shut out
person-state-demo = Example person
person-since = Added
person-no-roles = The person has no roles.
person-is-administrator = Installation administrator
person-is-administrator-hint = May do everything, in all collaborations and at all parties.
person-give-role = Give a role
person-role-heading = Give { $name } a role
person-role-collaboration = Collaboration
person-role-collaboration-hint = For coordinators and economists.
person-role-party = Party
person-role-party-hint = For party administrators, representatives and readers.
person-sign-in-heading = Sign-in
person-send-link-lead = With the link the person chooses a new password. It is valid for two hours.
person-send-link = Send a link for a new password
person-links-heading = Sign-in with an organisation
role-from-provider = { $role } (from the identity provider)
person-roles-provided = A role from the identity provider goes when the provider no longer gives it. If you remove it here it comes back at the next sign-in, as long as the provider gives it. Give the role by hand if it is to stay.
person-links-lead = The person is known again when signing in here. Whoever is unlinked is signed out everywhere and judged as new the next time.
person-link-since = { $name }, since { $time }
person-unlink = Unlink
person-unlink-label = Unlink { $name }
person-deactivate-lead = A person who is shut out is signed out at once and cannot sign in. The roles remain.
person-deactivate = Shut out
person-activate = Let in again

password-label = Password
password-current = Present password
password-new = New password
password-again = New password once more
password-hint = At least { $min } characters. A few words that only you would put together are easy to remember and hard to guess.
password-save = Save the password

demo-heading = Try it as an example person
demo-lead = The people are invented and exist in demo mode only.
demo-caption = Sign-ins in demo mode, one for each role

forgotten-heading = Forgotten the password?
forgotten-lead = Write your e-mail address and we send a link where you choose a new password.
forgotten-submit = Send the link
forgotten-sent = If we know the address, a link is on its way there. It is valid for two hours. Look among the junk mail if it does not arrive.
reset-sent = { $name } gets a link to choose a new password. It is valid for two hours.
link-sent-heading = A link is on its way
link-shown = No mail is sent in demo mode. Here is the link:

choose-password-heading = Choose a password
choose-password-invited = Welcome, { $name }! Choose a password. Then sign in with { $email }.
choose-password-reset = { $name }, choose a new password. Then sign in with { $email }.

account-heading = My details
account-more = More about you
account-letters = Which letters you get
account-follows = Things you follow
account-calendars = Your calendars
account-change-name = Change name
account-change-password = Change password
account-password-lead = When you change the password you are signed out everywhere but here.
account-roles = My roles
account-no-roles = You have no role yet. Ask the coordinator or your organisation's administrator for one.

sessions-heading = Where you are signed in
sessions-lead = Sign out where you do not recognise yourself, and then change the password.
sessions-caption = Sign-ins that are valid now
sessions-end-others = Sign out everywhere but here
sessions-of-person-heading = Sessions
sessions-of-person-lead = Sign the person out where a computer or telephone is lost. The password still holds: send a link for a new one, or shut the person out.
sessions-of-person-end = Sign out everywhere
notice-sessions-of-person-ended = The person is signed out everywhere.
session-where = Where
session-since = Signed in
session-last-seen = Last used
session-end-heading = End
session-end = Sign out
session-end-label = Sign out { $device }
session-this = This one
session-device = { $browser } on { $system }
session-device-unknown = Unknown browser

people-place = People and roles
people-heading = People
personal-data-heading = Personal data
people-lead = Everybody who has an account here, also those who are invited or shut out.
people-caption = People and their roles
people-add = Add a person
people-add-lead = The person gets a link to choose a password. It is valid for seven days. Roles in collaborations and at parties are given afterwards.
people-at-heading = People at { $place }
people-in-heading = People in { $place }
people-back = To the people
people-none = Nobody has a role here yet.
people-remove = Remove
people-remove-label = Remove the role { $role } from { $name }
people-address-hidden = Not shown
party-people-lead = Those who speak for the party or read on its behalf.
collaboration-people-lead = Everybody with a role here or at a member. You see the e-mail addresses of your own party and of those you share a group with.

invite-heading = Invite
invite-lead = Whoever you invite to { $place } gets a link to choose a password. It is valid for seven days. A person who already has an account only gets the role.
invite-submit = Invite
invite-sent = { $name } is invited. The link is valid for seven days.

log-place = Log
log-heading = Log of changes
log-lead = Every change in the installation: who made it, on whose behalf and what was changed. The latest come first.
log-in-heading = Log of changes in { $place }
log-in-lead = Every change in the collaboration: who made it, on whose behalf and what was changed. The latest come first.
log-caption = Changes
log-changes = Changed
log-none = Nothing has been changed yet.
log-older = Older changes
log-many = { $count } details changed

event-person-added = Person added
event-person-invited = Person invited
event-person-signed-in = Signed in
event-person-signed-out = Signed out
event-person-renamed = Name changed
event-person-password-chosen = Password chosen by link
event-person-password-changed = Password changed
event-person-reset-asked = Link for a new password asked for
event-person-reset-sent = Link for a new password made
event-person-activated = Person let in again
event-person-deactivated = Person shut out
event-session-revoked = Sign-in ended
event-grant-added = Role given
event-grant-removed = Role removed
event-person-added-by-provider = Person added at first sign-in
event-person-identity-linked = Linked to an identity provider
event-person-identity-unlinked = Unlinked from an identity provider
event-party-just-in-time-allowed = Added at first sign-in: on
event-party-just-in-time-stopped = Added at first sign-in: off

notice-password-chosen = The password is chosen. Sign in with it.
notice-password-changed = The password is changed. You are signed out everywhere but here.
notice-name-changed = The name is changed.
notice-session-ended = The sign-in is ended.
notice-sessions-ended = You are signed out everywhere but here.
notice-invited = The role is given, and the person gets a letter about it.
notice-role-given = The role is given.
notice-role-taken = The role is removed.
notice-person-activated = The person can sign in again.
notice-person-deactivated = The person is shut out.
notice-provider-unlinked = The person is unlinked and signed out everywhere.
notice-just-in-time-allowed = People are now added at their first sign-in.
notice-just-in-time-stopped = New people are no longer added at their first sign-in.

mail-invitation-subject = Invitation to Samverk
mail-invitation-text =
    Hello { $name }!

    You are invited to Samverk, where municipalities and regions run their digital development together.

    Choose a password here:
    { $link }

    The link is valid until { $until } and can be used once. If you did not expect an invitation you need not do anything.
mail-reset-subject = New password in Samverk
mail-reset-text =
    Hello { $name }!

    Somebody, we hope you, wants to choose a new password for you in Samverk.

    Do it here:
    { $link }

    The link is valid until { $until } and can be used once. If it was not you, you need not do anything: your password is unchanged.
mail-role-subject = You have a new role in Samverk
mail-role-text =
    Hello { $name }!

    You have been given the role { $role } for { $place } in Samverk.

    See your roles here:
    { $link }

problem-email-taken = { $email } already has an account. Give the person a role on the page People instead.
problem-sign-in-failed = The e-mail address or the password is wrong. Try again or choose a new password.
problem-too-many-attempts = There have been too many attempts. Wait { $minutes } min and try again.
problem-password-wrong = The password is wrong. Write the one that you sign in with now.
problem-password-too-short = The password is too short. Write at least { $min } characters.
problem-password-too-long = The password is too long. Write at most { $max } characters.
problem-password-common = The password is easy to guess. Choose another, for example a few words that only you would put together.
problem-passwords-differ = The passwords differ. Write the same password once more.
problem-link-invalid = The link is used or too old. Ask for a new one under Forgotten the password on the sign-in page, or ask whoever invited you for a new one.
problem-person-unknown = Nobody has the e-mail address { $email }. Check the address or add the person.
problem-person-inactive = { $name } is shut out. Ask whoever looks after the installation to let the person in again.
problem-role-not-here = The role cannot be given here. Choose one of the roles in the list.
problem-role-needs-place = Choose where the role holds.
problem-role-already-held = { $name } already has the role. You need not do anything.
problem-last-administrator = Somebody must look after the installation. Give the role to another person first.
problem-demo-only = Example people exist in demo mode only. Start in demo mode or add real people.
problem-mail-not-configured = No mail server is given. Give the address of one in the configuration.
problem-mail-settings-invalid = The mail setting ({ $setting }) cannot be read. See how it is written in the documentation for operations.
problem-mail-failed = The mail server did not take the letter. Check that it answers and that the settings are right.

# The log: what it says instead of stored codes, how it is searched and downloaded.
value-role-administrator = { role-administrator }
value-role-coordinator = { role-coordinator }
value-role-economist = { role-economist }
value-role-party-administrator = { role-party-administrator }
value-role-representative = { role-representative }
value-role-reader = { role-reader }
value-role-opener = { role-opener }
object-kind-person = Person
log-filter-heading = Search the log
log-filter-person = Person
log-filter-about = Searching for a person finds what the person has done and what is about the person. Searching for a party finds what was done on behalf of the party and what is about it.
log-filter-party = Party
log-filter-kind = About
log-filter-collaboration = Collaboration
log-filter-name = The name contains
log-of-object = Only the changes of one thing are shown. Its name is the one it had when the change was made.
log-filter-from = From
log-filter-to = To
log-filter-all = All
log-filter-every = Everything
log-filter-show = Search
log-filter-clear = Show the whole log
log-filter-none = No changes match the search. Remove one of the conditions and search again.
log-newest = To the latest changes
log-download = Download the changes found, one row for each changed field:
log-cut = The file does not have room for all changes found, only the latest. Choose a shorter time to get them all.
log-room = A file has room for at most { $max } changes.
log-field = Field
log-before = Before
log-after = After
log-for = On behalf of
log-object = Name
invite-name-hint = Needed only if the person has no account.
problem-name-needed = Write the person’s name. It is needed to invite somebody who is new here.
problem-invitation-refused = The address cannot be invited. Check it, or ask whoever looks after the installation for help.

# Tokens with which programs act for a person.
tokens-heading = Tokens for programs
tokens-lead = With a token a program reads and changes through the API what you may read and change. Revoke those that are no longer used. A token holds even if you change your password.
tokens-of-person-lead = With a token a program reads and changes what the person may read and change. A token that is revoked stops working at once.
tokens-caption = Tokens that are not revoked
token-name = Name of the token
token-name-hint = What it is to be used for, for example Nightly reading into the data warehouse.
token-scopes = May
token-scopes-hint = Choose only what the program needs. What is to change things mostly needs to read them too.
token-scope-parties-read = Read parties, collaborations and groups
token-scope-parties-write = Change parties, collaborations and groups
token-scope-goals-read = Read plans and goals
token-scope-goals-write = Change plans and goals
token-scope-economy-read = Read budgets and distributions
token-scope-economy-write = Change budgets and distributions
token-scope-cases-read = Read cases in registries
token-scope-cases-write = Register and change cases
token-scope-archive-read = Read deliveries and disposals
token-scope-archive-write = Make deliveries and disposals
token-scope-contracts-read = Read legal limits of purchases
token-scope-contracts-write = Change legal limits of purchases
token-scope-systems-read = Read areas of need, suppliers, products and user associations
token-scope-systems-write = Change areas of need, suppliers, products and user associations
token-scope-overview-read = Read parties' overviews: costs, goals, mandates and what awaits
token-scope-search-read = Search everything that you may read
token-scope-people-read = Read which people have roles
token-scope-log-read = Read the audit log
token-scope-works-read = See and download long tasks that you have started
token-scope-works-write = Make folders and PDFs of all that you may read
token-place = Holds in
token-everywhere = Everything the person may
token-place-gone = A collaboration that is gone
token-only = Only in one collaboration
token-only-hint = In others the program then only sees what is published. Leave empty if it is to hold everywhere.
token-last-day = Last day
token-last-day-hint = At most a year from now.
token-last-used = Last used
token-never-used = Never
token-until = Valid until
token-expired = Has expired
token-revoke-heading = End
token-revoke = Revoke
token-revoke-label = Revoke { $name }
token-new-heading = Make a token
token-new-lead = The token never allows more than you yourself may.
token-create = Make the token
token-created-heading = Your new token
token-created-lead = Copy { $name } now. For safety it cannot be shown again.
token-created-label = Token
token-created-use = Keep it like a password. The program sends it with every request:
token-created-api = How the API is used
token-created-done = I have copied it
event-token-created = Token made
event-token-revoked = Token revoked
notice-token-revoked = The token is revoked and no longer valid.
field-token = Token
field-scopes = May
field-valid-until = Valid until
value-scopes-parties-read = { token-scope-parties-read }
value-scopes-parties-write = { token-scope-parties-write }
value-scopes-goals-read = { token-scope-goals-read }
value-scopes-goals-write = { token-scope-goals-write }
value-scopes-economy-read = { token-scope-economy-read }
value-scopes-economy-write = { token-scope-economy-write }
value-scopes-cases-read = { token-scope-cases-read }
value-scopes-cases-write = { token-scope-cases-write }
value-scopes-archive-read = { token-scope-archive-read }
value-scopes-archive-write = { token-scope-archive-write }
value-scopes-contracts-read = { token-scope-contracts-read }
value-scopes-contracts-write = { token-scope-contracts-write }
value-scopes-systems-read = { token-scope-systems-read }
value-scopes-systems-write = { token-scope-systems-write }
value-scopes-overview-read = { token-scope-overview-read }
value-scopes-search-read = { token-scope-search-read }
value-scopes-people-read = { token-scope-people-read }
value-scopes-log-read = { token-scope-log-read }
value-scopes-works-read = { token-scope-works-read }
value-scopes-works-write = { token-scope-works-write }
problem-token-end-invalid = The last day is to lie between { $first } and { $last }. Choose another day.
problem-token-invalid = The token is not valid. Check that all of it came along, or make a new one on the page My details.
problem-token-expired = The token has expired. Make a new one on the page My details.
problem-token-revoked = The token is revoked. Make a new one on the page My details.

# Sign-in with an identity provider.
sign-in-by-provider = Sign in with your organisation
sign-in-by-provider-lead = You sign in on your organisation's own page and then come back here.
sign-in-by-password = Sign in with a password
account-by-provider = You sign in with your organisation.
signed-out-heading = You are signed out of Samverk
signed-out-lead = Now you are signed out at { $provider } too. If nothing happens, use the button.
signed-out-onward = Sign out at { $provider }
signed-out-stay = To the start page without signing out there
just-in-time-heading = Sign-in with your identity provider
just-in-time-on = Whoever signs in for the first time with your identity provider is added here by themselves, with the role that is set for the provider.
just-in-time-off = Only those who have a role here can sign in with your identity provider. You can let others be added by themselves at their first sign-in, with the role that is set for the provider.
just-in-time-allow = Add at first sign-in
just-in-time-stop = Stop adding at first sign-in
field-provider = Identity provider
problem-provider-unreachable = { $provider } does not answer as it should. Try again in a while, or sign in with a password if you have one.
problem-provider-attempt-unknown = The sign-in at { $provider } has been used, is too old or began in another browser. Start again here.
problem-provider-refused = { $provider } did not let you sign in, or you stopped. Try again, or ask your organisation's IT support.
problem-provider-answer-invalid = The answer from { $provider } cannot be trusted: { $fault ->
    [algorithm] it is signed in a way that is not accepted
    [audience] it is meant for another program
    [code] the code of the sign-in is missing or not accepted
    [expired] it has expired
    [issuer] it comes from somebody else
    [nonce] it belongs to another sign-in
    [signature] the signature is wrong
    [sub] it does not say who you are
    [unsigned] it is not signed
    [userinfo] the facts about you could not be fetched
   *[other] it cannot be read
} ({ $fault }). You are not signed in. Start again, and tell whoever runs the installation if it happens again.
problem-provider-email-missing = { $provider } does not vouch for any e-mail address of yours. Ask your organisation's IT support to give your address to Samverk.
problem-provider-party-unknown = { $provider } does not say which party you belong to, or the party does not exist here. Ask whoever runs the installation for help.
problem-provider-person-elsewhere = { $email } has an account but no role at { $party }. Ask the administrator of { $party } for a role, or sign in with a password.
problem-provider-people-not-added = You have no role at { $party } in Samverk. Ask the administrator of { $party } to invite you.
problem-provider-role-missing = Your organisation gives you no role at { $party } in Samverk. Ask the administrator of { $party } to invite you.
problem-provider-setting-missing = The identity provider { $provider } lacks the field { $field }. docs/identity-providers.md describes all fields.
problem-provider-setting-invalid = The field { $field } of the identity provider { $provider } cannot be “{ $value }”. docs/identity-providers.md describes all fields.
problem-provider-setting-twice = The field { $field } of the identity provider { $provider } excludes another one that is filled in. docs/identity-providers.md describes all fields.
problem-provider-secret-unusable = What the field { $field } of the identity provider { $provider } points to cannot be read. Check that the file or environment variable exists and, for a key, that it is RSA (2048 bits or more) or P-256 in PEM.
problem-provider-key-taken = Two identity providers have the key { $provider }. Give one of them another.

event-security-sign-in-failed = Failed sign-in
event-security-throttled = Too many attempts to sign in
event-security-forbidden = Refused: the role does not suffice
event-security-link-refused = Password link that does not hold
event-security-provider-refused = Refused sign-in with an identity provider
event-security-token-refused = Token used that does not hold
object-kind-unknown-account = Unknown account
object-kind-password-link = Password link
object-kind-identity-provider = Identity provider
object-kind-access-token = Token
field-asked-for = Page
field-earlier = More times since the last line
next-people = People and roles
next-people-why = Invite whoever coordinates, and whoever looks after the money.

# What somebody holds
people-holds = { $count ->
    [one] Has one open case: hand over
   *[other] Has { $count } open cases: hand over
}
person-holds-lead = The person is an officer. Ask the party's administrator to hand over the cases before you deactivate the account.
person-holds = { $count ->
    [one] { $party }: one open case
   *[other] { $party }: { $count } open cases
}
