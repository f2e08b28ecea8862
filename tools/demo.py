"""A demo that runs for a check, and people who are signed in to it."""

import atexit
import os
import re
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar


class Demo:
    """The program with its data in a folder. It may be killed and started again."""

    def __init__(self, binary, folder, **more):
        self.binary, self.folder = binary, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            listen = f"127.0.0.1:{free.getsockname()[1]}"
        self.base = f"http://{listen}"
        own = {"SAMVERK_DEMO": "1", "SAMVERK_DATA": f"{folder}/data", "SAMVERK_LISTEN": listen}
        self.environment = os.environ | own | {"RUST_LOG": "error"} | more
        self.start()

    def start(self):
        with open(f"{self.folder}/said", "ab") as said:
            self.program = subprocess.Popen(
                [self.binary, "serve"], env=self.environment, stdout=said, stderr=said
            )
        atexit.register(self.program.kill)
        for _ in range(1200):
            try:
                return urllib.request.urlopen(f"{self.base}/health/ready")
            except OSError:
                assert self.program.poll() is None, open(f"{self.folder}/said").read()
                time.sleep(0.05)
        raise AssertionError("the program does not answer")

    def kill(self):
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()

    def check(self):
        """What the program's own check says of database and files."""
        judged = subprocess.run(
            [self.binary, "check"], env=self.environment, capture_output=True, text=True
        )
        assert judged.returncode == 0, judged.stdout + judged.stderr


class Person:
    """Somebody at a browser."""

    def __init__(self, demo, address):
        self.base = demo.base
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.post("/logga-in", {"email": address, "password": "prova-samverk-nu"})

    def get(self, path):
        return self.opener.open(self.base + path, timeout=30).read().decode()

    def post(self, path, form):
        body = urllib.parse.urlencode(form).encode()
        return self.sent(path, body, "application/x-www-form-urlencoded")

    def sent(self, path, body, kind):
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": kind}
        request = urllib.request.Request(self.base + path, body, headers)
        return self.opener.open(request, timeout=30).read().decode()

    def lay(self, case, name, content):
        edge = "zebra"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        path = re.search(r'"(/filer/ny/case/[0-9a-f-]+)"', self.get(case)).group(1)
        return self.sent(path, body, f"multipart/form-data; boundary={edge}")
