role-administrator = Installation administrator
role-coordinator = Coordinator
role-economist = Economist
role-party-administrator = Party administrator
role-representative = Representative
role-reader = Reader
role-public = Everybody

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
account-change-name = Change name
account-change-password = Change password
account-password-lead = When you change the password you are signed out everywhere but here.
account-roles = My roles
account-no-roles = You have no role yet. Ask the coordinator or your organisation's administrator for one.
account-administration = The installation

sessions-heading = Where you are signed in
sessions-lead = Sign out where you do not recognise yourself, and then change the password.
sessions-caption = Sign-ins that are valid now
sessions-end-others = Sign out everywhere but here
session-where = Where
session-since = Signed in
session-last-seen = Last used
session-end-heading = End
session-end = Sign out
session-end-label = Sign out { $device }
session-this = This one
session-device = { $browser } on { $system }
session-device-unknown = Unknown browser

people-heading = People
people-lead = Everybody who can sign in to the installation.
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

log-heading = Log of changes
log-lead = Every change in the installation: who made it, on whose behalf and what was changed. The latest come first.
log-in-heading = Log of changes in { $place }
log-in-lead = Every change in the collaboration: who made it, on whose behalf and what was changed. The latest come first.
log-caption = Changes
log-changes = Changed
log-none = Nothing has been changed yet.
log-older = Older changes
log-on-behalf-of = for { $party }
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

notice-password-chosen = The password is chosen. Sign in with it.
notice-password-changed = The password is changed. You are signed out everywhere but here.
notice-name-changed = The name is changed.
notice-session-ended = The sign-in is ended.
notice-sessions-ended = You are signed out everywhere but here.
notice-invited = The invitation is sent.
notice-role-given = The role is given.
notice-role-taken = The role is removed.
notice-person-activated = The person can sign in again.
notice-person-deactivated = The person is shut out.

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

problem-email-invalid = “{ $value }” is not an e-mail address. Write for example name@example.com.
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
