#!/usr/bin/python3
"""Every answer of the real server is one that api/openapi.yaml promises, whatever is asked.

    MINGZHANG_BIN=FOLDER tests/door/contract_test.py      the folder of both programs

A year of an office in small is written with the contract's own examples; then every operation is
asked with requests made from its schemas, good and broken, by every role and by nobody. Seed and
count are fixed. Needs python3-yaml, python3-jsonschema and openssl.
"""

import collections
import hashlib
import http.client
import json
import random
import unittest
import uuid
from urllib.parse import quote

import contract_story
import door
import wild
from authority import Authority
from contract import PAGE, Contract
from witness import Witness, wait

SEED = 20261120
GOOD, BROKEN, BYTES = 14, 36, 14  # Of each operation that takes JSON.
EVERYBODY = (*door.DEMO, None)
# They end sessions or guess at passwords: asked last, of one person.
UNSETTLING = ("sign_in", "sign_out", "change_password", "begin_second_factor",
              "confirm_second_factor", "set_password", "reset_second_factor", "end_sessions")
# What names a new thing in the body of an operation, so that it can be done again.
NEW = {"receive_donation": "ref", "receive_injection": "ref", "receive_transfer": "ref",
       "register_household": "household", "open_case": "case", "build_batch": "batch"}
METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUX")


class Asker:
    """Asks, and keeps every answer that the contract does not promise."""

    def __init__(self, server, contract):
        self.server = server
        self.contract = contract
        self.clients = {person: server.client(person) for person in EVERYBODY}
        self.seen = collections.Counter()
        self.faults = {}
        self.worked = {}  # Writes that were taken: path, person, body.
        self.tagged = {}  # What was read with an ETag: path, person.

    def note(self, operation, what, answer, head_only=False, sent_well=True):
        self.seen[operation.id, answer.status] += 1
        faults = list(self.contract.faults(operation, answer, head_only))
        if answer.status == 500:
            faults.append("status 500")
        if not sent_well and answer.status < 400:
            faults.append(f"{answer.status} for a request that the contract does not allow")
        if operation.id in WRITES and answer.status in (200, 201):
            faults += self.written_faults(answer)
        for fault in faults:
            self.faults.setdefault((operation.id, fault.split(":")[0]),
                                   f"{operation.id} {what}: {fault} {answer.body[:400]}")
        return answer

    def written_faults(self, answer):
        """A leaf is the hash of its bytes, and Location leads to the entry; of a dry run there is
        neither."""
        said = answer.json
        if "would" in said:
            if answer.status != 200 or "Location" in answer.headers:
                yield "a dry run that wrote"
            return
        leaf = hashlib.sha256(b"\0" + said["bytes"].encode()).hexdigest()
        if leaf != said["leaf"]:
            yield "the leaf is not that of the bytes"
        if answer.headers["Location"] != f"/v1/entries/{said['seq']}":
            yield "Location leads elsewhere"

    def ask(self, operation, path, person=None, raw=None, client=None, method=None, well=True,
            **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if operation.id in WRITES:
            sent.setdefault("Idempotency-Key", str(uuid.uuid4()))
        if raw is not None and operation.body:
            sent.setdefault("Content-Type", next(iter(operation.body)))
        client = client or self.clients[person]
        method = method or operation.method
        for attempt in (1, 2):  # What was refused may have closed the connection.
            try:
                answer = client.ask(method, path, raw=raw, headers=sent)
                break
            except (OSError, http.client.HTTPException):
                if attempt == 2:
                    raise
        if answer.status == 201 and raw is not None and person is not None:
            self.worked.setdefault(operation.id, []).append((path, person, raw))
        if method == "GET" and answer.status == 200 and "ETag" in answer.headers:
            self.tagged[operation.id] = path, person
        what = f"{method} {path[:200]} by {person}, body {raw[:300] if raw else raw}"
        return self.note(operation, what, answer, method == "HEAD", well)

    def bytes(self, operation, head, what):
        """Sends bytes on a connection of their own; the answer, where there is one."""
        with self.server.raw() as stream:
            stream.sendall(head)
            response = http.client.HTTPResponse(stream, method=operation.method)
            response.begin()
            return self.note(operation, what, door.Answer(response))


class TheServerKeepsItsContract(unittest.TestCase):
    @classmethod
    def attested(cls):
        """Starts a witness of this log and an authority, lets the verifier leave a report; what the
        server has to be told."""
        folder = cls.server.folder
        witness = Witness([((folder / "log.vkey").read_text().strip(), "none")]).start()
        cls.addClassCleanup(witness.__exit__)
        policy = witness.temp / "policy"
        policy.write_text(f"witness w1 {witness.vkey} {witness.url}\nquorum w1\n")
        authority = Authority(witness.temp / "authority")
        cls.addClassCleanup(authority.close)
        report = door.run("mingzhang-audit", "verify", folder, "--format", "json")
        (witness.temp / "report.json").write_text(report.stdout)
        return ["--verification", witness.temp / "report.json", "--witness-policy", policy,
                "--witness-ca", witness.state / "tls.crt", "--timestamp-authority", authority.url]

    @classmethod
    def setUpClass(cls):
        cls.rng = random.Random(SEED)
        cls.contract = Contract()
        cls.server = door.Server()
        cls.addClassCleanup(cls.server.__exit__)
        for person in door.DEMO:
            cls.server.set_password(person)
        cls.server.arguments = cls.attested()
        cls.server.start()
        cls.asker = Asker(cls.server, cls.contract)
        for client in cls.asker.clients.values():
            cls.addClassCleanup(client.close)
        cls.slow = cls.server.raw()  # Never finishes its request.
        cls.addClassCleanup(cls.slow.close)
        cls.slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        cls.known = contract_story.play(cls.asker, cls.contract)
        seen = cls.contract.operations["log_witnessed"]
        wait("a witness", lambda: cls.asker.ask(seen, seen.path).status == 200)
        stamps = cls.contract.operations["log_timestamps"]
        wait("a stamp", lambda: cls.asker.ask(stamps, stamps.path).body)
        size = cls.asker.ask(stamps, stamps.path).body.decode().split()[0]
        stamp = cls.contract.operations["log_timestamp"]
        cls.known["stamp"] = [f"{size}.tsr", f"{size}.checkpoint", "9.tsr"]
        for ending in ("tsr", "checkpoint"):
            cls.asker.ask(stamp, stamp.path.replace("{stamp}", f"{size}.{ending}"))
        cls.maker = wild.Maker(cls.contract, cls.rng, cls.known)

    def operations(self):
        return [one for one in self.contract.operations.values() if one.id not in UNSETTLING]

    def target(self, operation, broken=None):
        """A path and query for the operation; `broken`: the parameter to leave out."""
        values = {}
        for parameter in operation.parameters_in("path"):
            schema = parameter["schema"]
            values[parameter["name"]] = self.maker.value(
                schema, "tile" if parameter["name"] == "path" else parameter["name"])
            if parameter["name"] == "kind_or_seq" and "kind" in schema.get("$ref", ""):
                values[parameter["name"]] = self.rng.choice(self.known["kind"])
            elif parameter["name"] == "kind_or_seq":
                values[parameter["name"]] = self.rng.choice(self.known["seq"])
        path = operation.path
        if broken in values:
            path = path.replace("{" + broken + "}", self.rng.choice(wild.PATHS))
        query = []
        for parameter in operation.parameters_in("query"):
            name = parameter["name"]
            if name == broken:
                query.append(f"{name}={self.rng.choice(wild.QUERIES)}")
            elif parameter.get("required") or self.rng.random() < 0.3:
                query.append(f"{name}={quote(str(self.query_value(parameter)), safe=':')}")
            elif name == "limit":
                query.append("limit=3")
        return wild.fill(path, values) + ("?" + "&".join(query) if query else "")

    def query_value(self, parameter):
        if parameter["name"] == "cursor":
            return self.rng.choice(("0", "36", "h0417", "c2026-0417"))
        if parameter["name"] == "limit":
            return self.rng.choice((1, 2, 5))
        return self.maker.value(parameter["schema"], parameter["name"])

    def good_body(self, operation, path):
        """A body that fits, or one of the examples; bytes of a file as they are."""
        if not operation.body:
            return None
        if "text/csv" in operation.body:
            return contract_story.GIFTS.read_bytes()
        content = operation.body["application/json"]
        examples = [one["value"] for one in content.get("examples", {}).values()]
        examples += [content["example"]] if "example" in content else []
        if self.rng.random() < 0.2:
            return self.rng.choice(examples)
        value = self.maker.value(content["schema"])
        kind = path.rpartition("/")[2]
        if operation.id in ("write_entry", "propose") and kind in self.known["kind"]:
            name = "body_" + kind.replace(".", "_")
            value["body"] = self.maker.value({"$ref": f"#/components/schemas/{name}"})
        return value

    def likely(self, operation):
        """A path, person and body that should be taken, as one like it was; or any that fits."""
        if operation.id not in self.asker.worked or self.rng.random() < 0.3:
            path = self.target(operation)
            person = self.rng.choice(operation.spec["x-access"]["duties"])
            return path, person, self.good_body(operation, path)
        path, person, raw = self.rng.choice(self.asker.worked[operation.id][:3])
        value = json.loads(raw)
        fresh = NEW.get(operation.id)
        if fresh:
            value["body"][fresh] = f"{fresh}.{self.rng.randrange(10**9)}"
        return path, person, value

    def raw_body(self, operation, path):
        body = self.good_body(operation, path)
        return body if isinstance(body, (bytes, type(None))) else wild.encode(body)

    def fits(self, schema, raw):
        """Whether bytes are what the contract allows as a body."""
        try:
            value = json.loads(raw, parse_float=self.refuse, parse_constant=self.refuse)
        except (ValueError, RecursionError):
            return False
        return not self.contract.errors(schema, value)

    @staticmethod
    def refuse(text):
        raise ValueError(text)

    def test_1_everybody_asks_for_everything(self):
        for operation in self.operations():
            for person in EVERYBODY:
                path = self.target(operation)
                raw = self.raw_body(operation, path)
                answer = self.asker.ask(operation, path, person, raw)
                access = operation.spec["x-access"]["access"]
                if person is None and access not in ("anyone", "operators"):
                    self.assertEqual(answer.status, 401, operation.id)
                duties = operation.spec["x-access"]["duties"]
                if person not in (None, *duties) and access != "operators":
                    self.assertEqual((answer.status, answer.code), (403, "duty_missing"),
                                     operation.id)
                if operation.method == "GET":
                    self.asker.ask(operation, path, person, method="HEAD")

    def test_2_bodies_good_and_broken(self):
        for operation in self.operations():
            if "application/json" not in operation.body:
                continue
            schema = operation.body["application/json"]["schema"]
            for number in range(GOOD + BROKEN + BYTES):
                path, person, body = self.likely(operation)
                raw = wild.encode(body)
                if number >= GOOD + BROKEN:
                    raw = wild.break_bytes(body, self.rng)
                elif number >= GOOD:
                    raw = wild.encode(wild.break_value(body, self.rng)[0])
                language = self.rng.choice(("en", "zh-CN", "zh;q=0.5,en;q=0.9", "*", "xx", ""))
                self.asker.ask(operation, path, person, raw, well=self.fits(schema, raw),
                               Accept_Language=language)

    def test_3_paths_and_queries_that_nobody_should_send(self):
        for operation in self.operations():
            names = [p["name"] for p in operation.parameters_in("path")] * 2
            names += [p["name"] for p in operation.parameters_in("query")]
            for name in names:
                for _ in range(10):
                    path = self.target(operation, broken=name)
                    people = operation.spec["x-access"]["duties"]
                    self.asker.ask(operation, path, self.rng.choice(people),
                                   self.raw_body(operation, path.partition("?")[0]))
            for query in ("?%", "?=&&=", "?a=%zz", "?unknown=1", "?" + "a&" * 900):
                path = self.target(operation).partition("?")[0] + query
                self.asker.ask(operation, path, self.rng.choice(door.DEMO),
                               b"{}" if operation.body else None)

    def test_4_types_and_sizes(self):
        for operation in self.contract.operations.values():
            path = self.target(operation)
            person = self.rng.choice(operation.spec["x-access"]["duties"])
            if "application/json" in operation.body:
                for media in ("text/plain", "application/x-www-form-urlencoded", "", "json",
                              "application/jsonx", "application/problem+json"):
                    answer = self.asker.ask(operation, path, person, b"{}", Content_Type=media)
                    self.assertEqual(answer.status, 415, media)
                self.asker.ask(operation, path, person, b"{}",
                               Content_Type="application/json; charset=utf-8")
            if "text/csv" not in operation.body:
                size = 1_048_577 if operation.body else 1
                answer = self.asker.ask(operation, path, person, b" " * size)
                self.assertEqual(answer.status, 413, operation.id)
        upload = self.contract.operations["import_gifts"]
        head = (f"POST {upload.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/csv\r\n"
                f"Authorization: Bearer {self.server.tokens['cashier']}\r\n"
                f"Content-Length: {300 << 20}\r\n\r\n")
        self.assertEqual(self.asker.bytes(upload, head.encode(), "a large file").status, 413)

    def test_4_keys_and_tokens(self):
        for operation in self.operations():
            path = self.target(operation)
            raw = self.raw_body(operation, path)
            person = self.rng.choice(operation.spec["x-access"]["duties"])
            if operation.id in WRITES:
                for key in ("", " ", "x" * 128, "x" * 129, "\xe9", "\x7f", "a\tb"):
                    self.asker.ask(operation, path, person, raw, Idempotency_Key=key)
            for token in ("Bearer x", "Bearer ", "Basic x", "Bearer mz1_" + "A" * 43):
                answer = self.asker.ask(operation, path, None, raw, Authorization=token)
                if operation.spec["x-access"]["access"] not in ("anyone", "operators"):
                    self.assertEqual(answer.status, 401, operation.id)

    def test_5_requests_that_are_not_http_of_ours(self):
        for operation in self.contract.operations.values():
            path = self.target(operation).partition("?")[0]
            line = f"{operation.method} {path}"
            host = "Host: 127.0.0.1\r\n"
            for status, head in (
                    (400, f"{line} HTTP/1.1\r\n\r\n"),
                    (400, f"{line} HTTP/1.1\r\n{host}Content-Length: x\r\n\r\n"),
                    (400, f"{line} HTTP/1.1\n{host}\n"),
                    (414, f"{line}?{'x' * 4200} HTTP/1.1\r\n{host}\r\n"),
                    (417, f"{line} HTTP/1.1\r\n{host}Expect: tea\r\n\r\n"),
                    (431, f"{line} HTTP/1.1\r\n{host}X: {'x' * 9000}\r\n\r\n"),
                    (501, f"{line} HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                    (505, f"{line} HTTP/1.0\r\n{host}\r\n")):
                answer = self.asker.bytes(operation, head.encode(), head[:80])
                self.assertEqual(answer.status, status, head[:80])

    def test_6_methods_that_an_address_does_not_have(self):
        for path, item in self.contract.document["paths"].items():
            ways = [one for one in self.contract.operations.values() if one.path == path]
            target = self.target(ways[0]).partition("?")[0]
            for method in METHODS:
                if method.lower() in item:
                    continue
                answer = self.asker.ask(ways[0], target, "auditor", method=method)
                self.assertEqual(answer.status, 405, f"{method} {target}")
                allowed = {name.strip() for name in answer.headers["Allow"].split(",")}
                methods = {one.method for one in ways}
                self.assertEqual(allowed, methods | ({"HEAD"} if "GET" in methods else set()),
                                 target)

    def test_6_what_a_client_has_is_not_sent_again_and_the_rest_compressed(self):
        contract_story.read_again(self, self.asker, self.contract)

    def test_7_sessions(self):
        contract_story.unsettle(self.asker, self.contract, self.maker)
        for name in UNSETTLING:
            operation = self.contract.operations[name]
            for number in range(20):
                path = self.target(operation)
                if operation.parameters_in("path"):
                    path = operation.path.replace("{person}", self.rng.choice(wild.PATHS))
                raw = None
                if operation.body:
                    body = self.good_body(operation, path)
                    raw = wild.encode(body)
                    if number % 2:
                        raw = wild.break_bytes(wild.break_value(body, self.rng)[0], self.rng)
                person = None
                if operation.parameters_in("path"):
                    person = self.rng.choice(("administrator", "cashier", None))
                self.asker.ask(operation, path, person, raw)

    def test_8_the_server_serves_the_contract_and_stays_sound(self):
        served = self.asker.ask(self.contract.operations["contract"], "/v1/openapi.yaml")
        self.assertEqual(served.body, PAGE.read_bytes())
        late = http.client.HTTPResponse(self.slow)
        late.begin()
        operation = self.contract.operations["healthz"]
        self.assertEqual(self.asker.note(operation, "half a request", door.Answer(late)).status,
                         408)
        self.assertEqual(self.asker.ask(operation, "/healthz").status, 200)
        self.assertEqual(self.asker.ask(self.contract.operations["readyz"], "/readyz").status, 200)
        self.assertEqual(self.server.stop(), 0)
        report = door.run("mingzhang-audit", "verify", self.server.folder, "--vault", check=False)
        self.assertEqual(report.returncode, 0, report.stdout + report.stderr)

    def test_9_nothing_came_that_is_not_promised(self):
        for fault in self.asker.faults.values():
            with self.subTest():
                self.fail(fault)
        seen = self.asker.seen
        for operation in self.contract.operations.values():
            good = [status for (name, status) in seen if name == operation.id and status < 300]
            self.assertTrue(good, f"{operation.id} never succeeded")
        print(f"{sum(seen.values())} answers, {len(seen)} kinds of answer, "
              f"{len(self.contract.operations)} operations: {len(self.asker.faults)} not promised")


WRITES = {one.id for one in Contract().operations.values()
          if "Idempotency-Key" in {parameter["name"] for parameter in one.parameters}}

if __name__ == "__main__":
    unittest.main()
