"""Sends files to a case while a real clamd judges them, and when it is stopped: check_scanner.py BINARY CLAMD FOLDER

Its one signature is our own: the letters SAMVERK-PROV anywhere in a file.
"""

import atexit
import os
import re
import subprocess
import sys
import time
import urllib.error

from demo import Demo, Person

binary, clamd, folder = sys.argv[1:]
CASE = "/aktorer/provkopings-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001"
socket = f"{folder}/clamd.ctl"


def start_scanner():
    os.mkdir(f"{folder}/signatures")
    with open(f"{folder}/signatures/prov.ndb", "w") as signatures:
        signatures.write("Samverk.Prov:0:*:53414d5645524b2d50524f56\n")
    with open(f"{folder}/clamd.conf", "w") as settings:
        settings.write(
            f"LocalSocket {socket}\nDatabaseDirectory {folder}/signatures\nForeground yes\n"
            "OfficialDatabaseOnly no\n"
        )
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    daemon = subprocess.Popen([clamd, "--config-file", f"{folder}/clamd.conf"], **silent)
    atexit.register(daemon.kill)
    for _ in range(600):
        if os.path.exists(socket):
            return daemon
        time.sleep(0.1)
    raise AssertionError("clamd does not start")


daemon = start_scanner()
demo = Demo(binary, folder, SAMVERK_CLAMD=socket)
person = Person(demo, "partsadministrator@exempel.se")
person.lay(CASE, "ren.txt", b"Protokoll")
try:
    told = person.lay(CASE, "smittad.txt", b"xx SAMVERK-PROV xx")
except urllib.error.HTTPError as refused:
    told = refused.read().decode()
assert "virus" in told.lower(), told
page = person.get(CASE)
assert re.search(r'href="/filer/[0-9a-f-]+/1/ren\.txt"', page), page
assert not re.search(r'href="/filer/[0-9a-f-]+/1/smittad\.txt"', page), page
assert "Virus hittat" in page, page
infected = re.search(r'href="(/filer/[0-9a-f-]+)">Mer om smittad', page).group(1)
try:
    person.get(f"{infected}/1/smittad.txt")
    raise AssertionError("an infected file is handed out")
except urllib.error.HTTPError as refused:
    assert refused.code in (404, 409), refused.code
daemon.kill()
daemon.wait()
person.lay(CASE, "sedan.txt", b"Protokoll")
page = person.get(CASE)
assert "sedan.txt" in page, page
state = page[page.index("sedan.txt"):].lower()
assert "inte virus" in state or "ej virus" in state, state[:2000]
print("a case takes what clamd finds clean, refuses what it does not, and says what it has not seen")
