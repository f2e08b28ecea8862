"""Calls people of the demo to meetings, and reads their letters as mail and calendar programs would:
check_invitations.py BINARY FOLDER

The library accepts broken calls, so what programs need is asserted here. The mail server answers 451 at first, while the
meeting is moved and the program is killed at once (SIGKILL): what then comes is one call, to where it is.
"""

import atexit
import datetime
import email
import email.policy
import email.utils
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zoneinfo
from http.cookiejar import CookieJar

import icalendar
from aiosmtpd.controller import Controller

STOCKHOLM = zoneinfo.ZoneInfo("Europe/Stockholm")
COUNCIL = "/samverkan/digitaliseringsradet"
binary, folder = sys.argv[1:]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


port, listen = free_port(), f"127.0.0.1:{free_port()}"
base = f"http://{listen}"


def start():
    """The program on its data, when it answers."""
    environment = os.environ | {
        "SAMVERK_DEMO": "1",
        "SAMVERK_DATA": f"{folder}/data",
        "SAMVERK_LISTEN": listen,
        "SAMVERK_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "SAMVERK_MAIL_FROM": "Samverk <samverk@exempel.se>",
        "RUST_LOG": "error",
    }
    with open(f"{folder}/said", "ab") as said:
        program = subprocess.Popen([binary, "serve"], env=environment, stdout=said, stderr=said)
    atexit.register(program.kill)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{base}/health/ready")
            return program
        except OSError:
            assert program.poll() is None, open(f"{folder}/said").read()
            time.sleep(0.1)
    raise AssertionError("the program does not answer")


class Sink:
    """Takes letters, or says that it cannot now."""

    def __init__(self):
        self.letters, self.refused, self.is_closed = [], 0, True

    async def handle_DATA(self, server, session, envelope):
        if self.is_closed:
            self.refused += 1
            return "451 4.3.0 Try again later"
        self.letters.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


sink = Sink()
controller = Controller(sink, hostname="127.0.0.1", port=port)
controller.start()
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def get(path):
    return opener.open(base + path).read().decode()


def post(path, **form):
    body = urllib.parse.urlencode(form, doseq=True).encode()
    request = urllib.request.Request(base + path, body, {"Sec-Fetch-Site": "same-origin"})
    return opener.open(request).read().decode()


def wait_for(what, condition, seconds=180):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, what
        time.sleep(0.2)


def revision(path):
    return re.search(r'name="revision" value="(\d+)"', get(path)).group(1)


def meeting(key, date):
    return {
        "key": key,
        "title": "Rådets möte, våren",
        "date": date,
        "begins": "09:30",
        "ends": "12:00",
        "place": "Rådhuset; sal 2",
    }


def call(key, people):
    path = f"{COUNCIL}/moten/{key}/kallelse"
    post(path, person=people, revision=revision(path))


def read(letter):
    """What the letter asks the calendar of whoever gets it to do."""
    (recipient,), content = letter
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    alternatives = [part for part in message.walk() if part.get_content_type() == "multipart/alternative"]
    assert parts and parts[0] in alternatives[0].iter_parts(), "the event stands among the alternatives"
    text = parts[0].get_content().encode()
    text = text if b"\r\n" in text else text.replace(b"\n", b"\r\n")
    assert all(len(line) <= 75 for line in text.split(b"\r\n")), "lines are folded"
    assert text.index(b"BEGIN:VTIMEZONE") < text.index(b"BEGIN:VEVENT"), "the zone stands first"
    calendar = icalendar.Calendar.from_ical(text)
    method = str(calendar["METHOD"])
    assert method in ("REQUEST", "CANCEL") and calendar["VERSION"] == "2.0"
    for part in parts:
        assert part["content-type"].params["method"] == method, part["content-type"]
    assert not calendar.get_missing_tzids(), calendar.get_missing_tzids()
    (event,) = calendar.walk("VEVENT")
    assert not event.errors and event["DTSTAMP"] and event["SUMMARY"], event
    assert "METHOD" not in event and "RRULE" not in event
    sender = email.utils.parseaddr(str(message["from"]))[1]
    assert str(event["ORGANIZER"]) == f"mailto:{sender}", "the organizer sends it"
    assert str(event["ATTENDEE"]) == f"mailto:{recipient}", "it is for whoever gets it"
    assert (event["STATUS"] == "CANCELLED") == (method == "CANCEL")
    starts = event["DTSTART"].dt
    local = datetime.datetime(starts.year, starts.month, starts.day, 9, 30, tzinfo=STOCKHOLM)
    assert starts.tzinfo is not None and starts == local, (starts, local)
    assert starts.utcoffset() == local.utcoffset(), "the zone's own rules agree"
    return recipient, method, str(event["UID"]), int(event["SEQUENCE"]), starts.date().isoformat()


def told(count):
    """The calls that have come since, by recipient."""
    wait_for(f"{count} letters", lambda: len(calls()) >= count)
    time.sleep(2)
    found = sorted(read(letter) for letter in calls())
    sink.letters.clear()
    assert len(found) == count, found
    return found


def calls():
    return [letter for letter in sink.letters if b"text/calendar" in letter[1]]


program = start()
post("/logga-in", email="samordnare@exempel.se", password="prova-samverk-nu")
# Around the days on which Sweden changes its clocks.
post(f"{COUNCIL}/moten/ny", **meeting("kallelseprov", "2026-10-25"))
form = get(f"{COUNCIL}/moten/kallelseprov/kallelse")
people = re.findall(r'name="person"[^>]*value="([^"]+)"', form) or re.findall(
    r'value="([0-9a-f-]{36})"[^>]*name="person"', form
)
assert len(people) > 1, "the demo has people to call"
call("kallelseprov", people[:2])
wait_for("the mail server is asked", lambda: sink.refused >= 2)
edit = f"{COUNCIL}/moten/kallelseprov/redigera"
post(edit, **meeting("kallelseprov", "2027-03-28"), revision=revision(edit))
program.kill()
program.wait()
program = start()
wait_for("the mail server is asked again", lambda: sink.refused >= 4)
assert not sink.letters
sink.is_closed = False
first = told(2)
uid = first[0][2]
assert all(one[1:] == ("REQUEST", uid, 1, "2027-03-28") for one in first), first
post(edit, **meeting("kallelseprov", "2026-10-25"), note="Ta med kaffe", revision=revision(edit))
moved = told(2)
assert all(one[1:] == ("REQUEST", uid, 2, "2026-10-25") for one in moved), moved
post(edit, **meeting("kallelseprov", "2026-10-25"), note="Ta med te", revision=revision(edit))
call("kallelseprov", people[:1])
(off,) = told(1)
assert off[1:] == ("CANCEL", uid, 2, "2026-10-25"), off
step = f"{COUNCIL}/moten/kallelseprov/beslut"
post(step, to="cancelled", reason="Sjukdom", revision=revision(step))
(cancelled,) = told(1)
assert cancelled[1:] == ("CANCEL", uid, 3, "2026-10-25") and cancelled[0] != off[0], cancelled
controller.stop()
print(f"Calls, a move, a removal and a cancellation of one event, after {sink.refused} times 451")
