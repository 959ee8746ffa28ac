"""The real server on a real ledger, and clients at its door: what the tests of this folder share.

Only the standard library. Everything listens on 127.0.0.1 and ends with the test.
"""

import base64
import gzip
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import struct
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("MINGZHANG_BIN", ROOT / "build" / "dev" / "bin"))
READY_S = 60
DEMO = ("administrator", "approver", "auditor", "bookkeeper", "caseworker", "cashier",
        "responsible", "reviewer")


def run(*arguments, check=True, env=None):
    """Runs one of our programs to its end."""
    return subprocess.run([BIN / arguments[0], *map(str, arguments[1:])], capture_output=True,
                          text=True, check=check,
                          env={**os.environ, "LANG": "en_US.UTF-8", **(env or {})})


def make_certificate(folder, name="tls"):
    """A certificate of its own for 127.0.0.1 and localhost: its PEM and its key's."""
    crt, key = folder / f"{name}.crt", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", crt],
        check=True, capture_output=True)
    return crt, key


def totp(secret, step_offset=0):
    """The code of a Base32 secret now (RFC 6238)."""
    key = base64.b32decode(secret)
    step = int(time.time()) // 30 + step_offset
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        if self.headers.get_content_type() == "application/json" and \
                self.headers.get("Content-Encoding") == "gzip":
            self.body = gzip.decompress(self.body)

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The code of a problem document."""
        return self.json.get("code")

    @property
    def code_or_none(self):
        """The same, of an answer that need not be one."""
        problem = self.headers.get("Content-Type", "").startswith("application/problem+json")
        return self.code if problem else None


class Client:
    """One keep-alive connection, with or without a session."""

    def __init__(self, server, token=None, person=None, **headers):
        self.server = server
        self.token = token
        self.person = person
        self.headers = headers
        self.connection = None

    def ask(self, method, path, body=None, headers=None, raw=None):
        """Sends one request; `body` as JSON, `raw` as it is."""
        sent = {"Accept-Language": "en", **self.headers, **(headers or {})}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        if self.connection is None:
            self.connection = http.client.HTTPSConnection(
                "127.0.0.1", self.server.port, context=self.server.tls, timeout=60)
        try:
            target = re.sub(r"[^\x00-\x7f]", lambda found: quote(found[0]), path)
            self.connection.request(method, target, data, sent)
            return Answer(self.connection.getresponse())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, key=None, **more):
        headers = {"Idempotency-Key": key or str(uuid.uuid4()), **more.pop("headers", {})}
        return self.ask("POST", path, body=body, headers=headers, **more)

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Server:
    """A demo ledger in a temporary folder and the server over it."""

    days_ahead = 0  # Not in __init__: scripts/demo's Running has one of its own.

    def __init__(self, folder=None, arguments=()):
        self.temp = None if folder else Path(tempfile.mkdtemp(prefix="mingzhang-door-"))
        self.folder = Path(folder) if folder else self.temp / "ledger"
        self.arguments = list(arguments)
        self.process = None
        self.port = None
        self.passwords = {}
        self.secrets = {}
        self.tokens = {}
        if not (self.folder / "ledger.db").exists():
            run("mingzhang", "init", self.folder, "--demo")
        if not (self.folder / "tls.crt").exists():
            make_certificate(self.folder)
        self.tls = ssl.create_default_context(cafile=self.folder / "tls.crt")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        if self.temp:
            shutil.rmtree(self.temp, ignore_errors=True)

    def start(self, port=0):
        env = {**os.environ, "LANG": "en_US.UTF-8"}
        if self.days_ahead:
            env |= {"LD_PRELOAD": "/usr/$LIB/faketime/libfaketimeMT.so.1",  # Debian's faketime.
                    "FAKETIME": f"+{self.days_ahead}d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        self.log = open(self.folder / "serve.log", "ab")
        self.process = subprocess.Popen(
            [BIN / "mingzhang", "serve", self.folder, "--port", str(port), *self.arguments],
            stdout=subprocess.PIPE, stderr=self.log, text=True, env=env)
        line = self.process.stdout.readline()
        if not line.startswith("ready "):
            self.process.wait()
            raise RuntimeError((self.folder / "serve.log").read_text())
        self.port = int(line.split()[1].rsplit(":", 1)[1])
        return self

    def stop(self):
        """As Ctrl-C does; returns the exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(60)
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return code

    def kill(self):
        """As a power cut does."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()
        self.process = None

    def set_password(self, person):
        """A first password from the operator. Pre: the server does not run."""
        out = run("mingzhang", "person", self.folder, "--password", person).stdout
        self.passwords[person] = re.search(r"(\w{4}-){3}\w{4}", out)[0]

    def client(self, person=None, **headers):
        """A client of its own; signed in where a person is named."""
        if person is None:
            return Client(self, **headers)
        if person not in self.tokens:
            self.tokens[person] = self.sign_in(person)
        return Client(self, self.tokens[person], person, **headers)

    def sign_in(self, person):
        """All that a person has to do before the first work: password, second factor. A token."""
        door = Client(self)
        asked = {"person": person, "password": self.passwords[person]}
        if person in self.secrets:
            asked["code"] = self.fresh_code(person)
        answer = door.post("/v1/session", asked)
        assert answer.status == 201, answer.body
        token = answer.json["token"]
        client = Client(self, token, person)
        if "change_password" in answer.json["must"]:
            new = f"demo-{uuid.uuid4().hex[:12]}"
            changed = client.post("/v1/session/password",
                                  {"old_password": self.passwords[person], "new_password": new})
            assert changed.status == 204, changed.body
            self.passwords[person] = new
        if "enrol_second_factor" in client.get("/v1/session").json["must"]:
            begun = client.post("/v1/session/second-factor")
            assert begun.status == 201, begun.body
            self.secrets[person] = begun.json["secret"]
            confirmed = client.ask("PUT", "/v1/session/second-factor",
                                   {"code": self.fresh_code(person)})
            assert confirmed.status == 204, confirmed.body
        door.close()
        client.close()
        return token

    def fresh_code(self, person):
        """A code that was not used, as each is good once, and stays good for some seconds."""
        used = self.__dict__.setdefault("used_steps", {})
        here = int(time.time()) // 30
        ahead = self.days_ahead * 2880
        oldest = int(time.time() + 5) // 30 - 1 + ahead
        step = max(oldest, used.get(person, 0) + 1)
        assert step <= here + ahead + 1, "no unused code within the window"
        used[person] = step
        return totp(self.secrets[person], step - here)

    def raw(self):
        """A TLS connection on which bytes are sent as they are."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return self.tls.wrap_socket(plain, server_hostname="127.0.0.1")


def donation(number, fen=100, **more):
    """The body of a gift with a reference of its own."""
    return {"account": "qrpos1", "amount": fen, "channel": "qrpos",
            "purpose": {"type": "none"}, "ref": f"qrpos:qrpos1:{number}", "source": "donation",
            "value_date": "2026-11-20", **more}
