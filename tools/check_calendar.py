"""Reads a calendar that Samverk publishes as a calendar program would: check_calendar.py BASE EMAIL PASSWORD

The library accepts broken calendars, so what clients need is asserted here: METHOD on the calendar, no
missing zones, one UID for each day and the same the next time, a stamp, and no addresses of people.
"""

import re
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import icalendar

base, email, password = sys.argv[1:4]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def post(path, **form):
    body = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(base + path, body, {"Sec-Fetch-Site": "same-origin"})
    return opener.open(request).read().decode()


post("/logga-in", email=email, password=password)
page = post("/mina-uppgifter/kalendrar", of="")
path = re.search(r"/kalender/[\w-]+\.ics", page).group(0)


def read():
    answer = urllib.request.urlopen(base + path)
    kind = answer.headers["content-type"]
    assert kind.startswith("text/calendar") and "method=PUBLISH" in kind, kind
    text = answer.read()
    assert b"\r\n" in text and not re.search(rb"(?<!\r)\n", text), "every line ends as RFC 5545 says"
    assert all(len(line) <= 75 for line in text.split(b"\r\n")), "lines are folded"
    return text, icalendar.Calendar.from_ical(text)


text, calendar = read()
assert calendar["METHOD"] == "PUBLISH" and calendar["VERSION"] == "2.0"
assert not calendar.get_missing_tzids(), calendar.get_missing_tzids()
days = calendar.walk("VEVENT")
assert days, "the demo has days to come"
uids = [str(day["UID"]) for day in days]
assert len(set(uids)) == len(uids), "one UID for each"
assert uids == [str(day["UID"]) for day in read()[1].walk("VEVENT")], "the same for life"
for day in days:
    assert day["DTSTAMP"] and day["SUMMARY"], day
    assert "ORGANIZER" not in day and "ATTENDEE" not in day and "RRULE" not in day, day
    assert not day.errors, day.errors
    starts = day["DTSTART"]
    is_timed = hasattr(starts.dt, "hour")
    assert not is_timed or starts.params["TZID"] == "Europe/Stockholm", "hours are local, with their zone"
assert email.encode() not in text and b"mailto:" not in text.lower()
print(f"{len(days)} days, read by icalendar {icalendar.__version__}")
