"""Registers cases and lays files at them while the program is killed (SIGKILL): check_registry.py BINARY FOLDER

Two people ask for two hundred numbers each; whoever gets no answer sends the same form again. Afterwards the numbers of the
year have no gap, none stands twice, and no case is there twice. Then files are sent and the program is killed in the middle:
no row tells of bytes that are not there, and what was answered is there.
"""

import csv
import datetime
import io
import os
import random
import sys
import threading
import time
import urllib.error
import uuid

from demo import Demo, Person

binary, folder = sys.argv[1:]
REGISTRY = "/aktorer/provkopings-kommun/diarier/kommunstyrelsen"
PEOPLE = ["partsadministrator@exempel.se", "representant@exempel.se"]
EACH = 200
KILLS = 6
YEAR = datetime.date.today().year


def register(person, subject):
    """Sends the same form until somebody answers."""
    form = {"token": str(uuid.uuid4()), "subject": subject, "begun": "own"}
    while True:
        try:
            return person.post(f"{REGISTRY}/arenden/ny", form)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{refused.code}: {refused.read().decode()}") from refused
        except OSError:
            time.sleep(0.05)


def numbers(person):
    text = person.get(f"{REGISTRY}/lista.csv").lstrip("\ufeff")
    kind = csv.Sniffer().sniff(text.splitlines()[0], ";,")
    return list(csv.DictReader(io.StringIO(text), dialect=kind))


def check_numbers():
    people = [Person(demo, address) for address in PEOPLE]
    stood = [row for row in numbers(people[0]) if row["number"].startswith(f"KS {YEAR}/")]
    done = []

    def work(person, who):
        for index in range(EACH):
            register(person, f"Ärende {who}-{index}")
            done.append(who)

    threads = [threading.Thread(target=work, args=(person, who)) for who, person in enumerate(people)]
    for thread in threads:
        thread.start()
    for kills in range(1, KILLS + 1):
        while len(done) < kills * len(people) * EACH // (KILLS + 1):
            time.sleep(0.005)
        demo.kill()
        demo.start()
    for thread in threads:
        thread.join()
    rows = [row for row in numbers(people[0]) if row["number"].startswith(f"KS {YEAR}/")]
    sequences = sorted(int(row["number"].split("/")[1]) for row in rows)
    expected = list(range(1, len(stood) + len(people) * EACH + 1))
    assert sequences == expected, f"{len(sequences)} numbers, {set(expected) ^ set(sequences)}"
    subjects = [row["subject"] for row in rows]
    for who in range(len(people)):
        for index in range(EACH):
            assert subjects.count(f"Ärende {who}-{index}") == 1, (who, index)
    return people[0]


def check_files(person):
    case = f"{REGISTRY}/arenden/ks-{YEAR}-{1:05}"
    answered = []
    for attempt in range(8):
        content = os.urandom(6_000_000)
        name = f"bilaga-{attempt}.bin"

        def send(name=name, content=content):
            try:
                person.lay(case, name, content)
                answered.append(name)
            except OSError:
                pass

        thread = threading.Thread(target=send)
        thread.start()
        time.sleep(random.uniform(0.01, 0.9))
        demo.kill()
        thread.join()
        demo.check()
        demo.start()
        page = person.get(case)
        for known in answered:
            assert known in page, f"{known} was answered and is gone"
    person.lay(case, "sist.bin", b"\x00\x01" * 1000)
    assert "sist.bin" in person.get(case)
    return len(answered)


demo = Demo(binary, folder)
kept = check_files(check_numbers())
print(f"{2 * EACH} numbers without a gap over {KILLS} kills; 8 uploads killed, {kept} of them answered before")
