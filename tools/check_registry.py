"""Registers cases and lays files at them while the program is killed (SIGKILL): check_registry.py BINARY FOLDER

Two people ask for two hundred numbers each; whoever gets no answer sends the same form again. Afterwards the numbers of the
year have no gap, none stands twice, and no case is there twice. Then files are sent and the program is killed in the middle:
no row tells of bytes that are not there, and what was answered is there.
"""

import atexit
import csv
import datetime
import io
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar

binary, folder = sys.argv[1:]
REGISTRY = "/aktorer/provkopings-kommun/diarier/kommunstyrelsen"
PEOPLE = ["partsadministrator@exempel.se", "representant@exempel.se"]
EACH = 200
KILLS = 6
YEAR = datetime.date.today().year

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    listen = f"127.0.0.1:{free.getsockname()[1]}"
base = f"http://{listen}"
environment = os.environ | {
    "SAMVERK_DEMO": "1",
    "SAMVERK_DATA": f"{folder}/data",
    "SAMVERK_LISTEN": listen,
    "RUST_LOG": "error",
}


def start():
    """The program on its data, when it answers."""
    with open(f"{folder}/said", "ab") as said:
        program = subprocess.Popen([binary, "serve"], env=environment, stdout=said, stderr=said)
    atexit.register(program.kill)
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"{base}/health/ready")
            return program
        except OSError:
            assert program.poll() is None, open(f"{folder}/said").read()
            time.sleep(0.05)
    raise AssertionError("the program does not answer")


def kill(program):
    program.send_signal(signal.SIGKILL)
    program.wait()


class Person:
    def __init__(self, address):
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.post("/logga-in", {"email": address, "password": "prova-samverk-nu"})

    def get(self, path):
        return self.opener.open(base + path, timeout=30).read().decode()

    def post(self, path, form):
        body = urllib.parse.urlencode(form).encode()
        return self.sent(path, body, "application/x-www-form-urlencoded")

    def sent(self, path, body, kind):
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": kind}
        request = urllib.request.Request(base + path, body, headers)
        return self.opener.open(request, timeout=30).read().decode()

    def register(self, subject):
        """Sends the same form until somebody answers."""
        form = {"token": str(uuid.uuid4()), "subject": subject, "begun": "own"}
        while True:
            try:
                return self.post(f"{REGISTRY}/arenden/ny", form)
            except urllib.error.HTTPError as refused:
                raise AssertionError(f"{refused.code}: {refused.read().decode()}") from refused
            except OSError:
                time.sleep(0.05)

    def lay(self, case, name, content):
        edge = "zebra"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        path = re.search(r'"(/filer/ny/case/[0-9a-f-]+)"', self.get(case)).group(1)
        return self.sent(path, body, f"multipart/form-data; boundary={edge}")


def numbers(person):
    text = person.get(f"{REGISTRY}/lista.csv").lstrip("\ufeff")
    kind = csv.Sniffer().sniff(text.splitlines()[0], ";,")
    return list(csv.DictReader(io.StringIO(text), dialect=kind))


def check_numbers():
    program = start()
    people = [Person(address) for address in PEOPLE]
    stood = [row for row in numbers(people[0]) if row["number"].startswith(f"KS {YEAR}/")]
    done = []

    def register(person, who):
        for index in range(EACH):
            person.register(f"Ärende {who}-{index}")
            done.append(who)

    threads = [threading.Thread(target=register, args=(person, who)) for who, person in enumerate(people)]
    for thread in threads:
        thread.start()
    for kills in range(1, KILLS + 1):
        while len(done) < kills * len(people) * EACH // (KILLS + 1):
            time.sleep(0.005)
        kill(program)
        program = start()
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
    return program, people[0]


def check_files(program, person):
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
        kill(program)
        thread.join()
        judged = subprocess.run([binary, "check"], env=environment, capture_output=True, text=True)
        assert judged.returncode == 0, judged.stdout + judged.stderr
        program = start()
        page = person.get(case)
        for known in answered:
            assert known in page, f"{known} was answered and is gone"
    person.lay(case, "sist.bin", b"\x00\x01" * 1000)
    assert "sist.bin" in person.get(case)
    program.terminate()
    program.wait()
    return len(answered)


running, registrar = check_numbers()
kept = check_files(running, registrar)
print(f"{2 * EACH} numbers without a gap over {KILLS} kills; 8 uploads killed, {kept} of them answered before")
