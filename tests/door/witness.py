"""The real witness, as a process, and how to ask it."""

import http.client
import os
import shutil
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from door import BIN, Answer, make_certificate


def wait(what, condition, seconds=120):
    """Until it is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


class Witness:
    def __init__(self, logs, name="witness.example/w1"):
        self.temp = Path(tempfile.mkdtemp(prefix="mingzhang-witness-"))
        self.state = self.temp / "state"
        self.state.mkdir()
        self.name = name
        self.logs = self.temp / "logs"
        self.logs.write_text("logs/v0\n" + "".join(
            f"vkey {vkey}\norigin {origin}\n" for vkey, origin in logs))
        self.port = 0
        self.process = None
        make_certificate(self.state)
        self.tls = ssl.create_default_context(cafile=self.state / "tls.crt")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.temp, ignore_errors=True)

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}"

    def command(self):
        return [BIN / "mingzhang-audit", "witness", "--listen", f"127.0.0.1:{self.port}",
                "--state", self.state, "--logs", self.logs, "--name", self.name]

    def start(self):
        """On the same port as before, if it had one."""
        self.log = open(self.temp / "log", "ab")
        self.process = subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=self.log,
                                        text=True, env={**os.environ, "LANG": "en_US.UTF-8"})
        line = self.process.stdout.readline()
        if not line.startswith("ready "):
            self.process.wait()
            raise RuntimeError((self.temp / "log").read_text())
        words = line.split()
        self.port = int(words[1].rsplit(":", 1)[1])
        self.vkey = words[4]
        return self

    def end(self):
        self.process.wait(60)
        self.process.stdout.close()
        self.log.close()
        code = self.process.returncode
        self.process = None
        return code

    def stop(self):
        if self.process is None:
            return None
        self.process.terminate()
        return self.end()

    def kill(self):
        self.process.kill()
        self.end()

    def connect(self):
        return http.client.HTTPSConnection("127.0.0.1", self.port, context=self.tls, timeout=60)

    def ask(self, body, connection=None, method="POST", path="/add-checkpoint"):
        own = connection or self.connect()
        own.request(method, path, body.encode() if isinstance(body, str) else body)
        answer = Answer(own.getresponse())
        if connection is None:
            own.close()
        answer.text = answer.body.decode()
        return answer
