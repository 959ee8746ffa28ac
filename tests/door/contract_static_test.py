#!/usr/bin/python3
"""Checks api/openapi.yaml without a server: form, completeness, examples, and against the program.

    MINGZHANG_BIN=FOLDER tests/door/contract_static_test.py      the folder of mingzhang

Needs python3-yaml, python3-jsonschema and python3-cryptography.
"""

import json
import subprocess
import sys
import unittest
from pathlib import Path

import jsonschema

import contract as contracts
import openapi
from contract import PROBLEM, Contract, names_in, pattern_of, references
from door import BIN

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "independent"))
import verify_ledger  # noqa: E402

CONTRACT = Contract()
OPERATIONS = CONTRACT.operations.values()
# Statuses that every operation of an access must document, beside 400 and the default.
IMPLIED = {"anyone": (), "signed_in": (401, 403), "staff": (401, 403), "office": (401, 403),
           "families": (401, 403), "auditors": (401, 403), "administrators": (401, 403),
           "operators": (401, 403), "overseers": (401, 403)}
WRITES = (200, 201, 400, 401, 403, 404, 409, 422, 503)
# Answered at once, from memory: they never wait for a thread, so they never say 503.
AT_ONCE = {"welcome", "healthz", "contract", "log_checkpoint", "log_vkey",
           "log_witnessed", "who_am_i", "ledger"}
# The header that a refusal of a status must have.
PROMISED = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}


def printed(*arguments):
    out = subprocess.run([BIN / "mingzhang", "schema", *arguments], check=True,
                         capture_output=True, text=True).stdout
    return json.loads(out)


def root_above(node, index, size, path):
    """The root that a path of RFC 9162 leads to (section 2.1.3.2); none where it does not fit."""
    last = size - 1
    for other in path:
        if last == 0:
            return None
        if index % 2 or index == last:
            node = verify_ledger.node_hash(other, node)
            while index and index % 2 == 0:
                index, last = index // 2, last // 2
        else:
            node = verify_ledger.node_hash(node, other)
        index, last = index // 2, last // 2
    return node if last == 0 else None


def statuses(operation):
    return {int(s) for s in operation.spec["responses"] if s != "default"}


def writes(operation):
    """Whether it writes one entry."""
    return "Idempotency-Key" in {one["name"] for one in operation.parameters}


class Form(unittest.TestCase):
    def test_is_openapi_3_1(self):
        self.assertEqual(list(openapi.faults(CONTRACT.document)), [])

    def test_a_fault_in_any_object_of_the_document_is_found(self):
        for path, key, value in openapi.BREAKS:
            broken = json.loads(json.dumps(CONTRACT.document))
            at = broken
            for step in path:
                at = at[next(iter(at))] if step is None else at[step]
            at.pop(key) if value is openapi.GONE else at.__setitem__(key, value)
            with self.subTest(path=path, key=key):
                self.assertTrue(list(openapi.faults(broken)))

    def test_every_schema_is_a_json_schema(self):
        for name, schema in CONTRACT.document["components"]["schemas"].items():
            with self.subTest(name):
                jsonschema.Draft202012Validator.check_schema(schema)

    def test_every_reference_leads_somewhere_and_every_component_is_used(self):
        document = CONTRACT.document
        seen, waiting = set(), set(references(document["paths"]))
        while waiting:
            ref = waiting.pop()
            seen.add(ref)
            waiting |= set(references(contracts.pointer(document, ref))) - seen
        there = {f"#/components/{kind}/{name}"
                 for kind, parts in document["components"].items() for name in parts}
        ways = [way for one in OPERATIONS for way in
                one.spec.get("security", document["security"])]
        schemes = {name for way in ways for name in way}
        seen |= {f"#/components/securitySchemes/{name}" for name in schemes}
        self.assertEqual(there - seen, set(), "not used")
        self.assertEqual(seen - there, set(), "not there")

    def test_every_operation_says_what_it_is(self):
        tags = {tag["name"] for tag in CONTRACT.document["tags"]}
        count = sum(method in item for item in CONTRACT.document["paths"].values()
                    for method in contracts.METHODS)
        self.assertEqual(len(CONTRACT.operations), count, "an operationId is there twice")
        used = set()
        for one in OPERATIONS:
            with self.subTest(one.id):
                self.assertTrue(one.spec["summary"])
                self.assertFalse(one.spec["summary"].endswith("."))
                self.assertTrue(one.spec.get("description", "x.").endswith((".", ":")))
                self.assertEqual(len(one.spec["tags"]), 1)
                used |= set(one.spec["tags"])
        self.assertEqual(used, tags)

    def test_every_path_has_its_parameters(self):
        for one in OPERATIONS:
            with self.subTest(one.id):
                found = [p["name"] for p in one.parameters_in("path")]
                self.assertEqual(sorted(found), sorted(names_in(one.path)))
                for parameter in one.parameters:
                    self.assertTrue(parameter["description"].endswith("."), parameter["name"])


class Answers(unittest.TestCase):
    def test_every_operation_documents_success_and_what_its_access_implies(self):
        for one in OPERATIONS:
            with self.subTest(one.id):
                found = statuses(one)
                self.assertTrue(any(status < 300 for status in found))
                self.assertIn("default", one.spec["responses"])
                implied = {400, *IMPLIED[one.spec["x-access"]["access"]]}
                if writes(one):
                    implied |= set(WRITES)
                if one.body:
                    implied.add(413)
                if "application/json" in one.body:
                    implied.add(415)
                if one.parameters_in("path"):
                    implied.add(404)
                if one.id not in AT_ONCE | {"metrics"}:
                    implied.add(503)
                self.assertEqual(implied - found, set())

    def test_signing_in_and_guessing_are_throttled(self):
        for name in ("sign_in", "change_password", "confirm_second_factor"):
            self.assertIn(429, statuses(CONTRACT.operations[name]))

    def test_every_refusal_is_a_problem_document_with_its_headers(self):
        for one in OPERATIONS:
            for status, response in one.spec["responses"].items():
                if status.startswith(("2", "3")) or (one.id, status) == ("readyz", "503"):
                    continue
                with self.subTest(f"{one.id} {status}"):
                    response = CONTRACT.resolve(response)
                    self.assertEqual(list(response["content"]), [PROBLEM])
                    headers = {name for name, header in response["headers"].items()
                               if CONTRACT.resolve(header).get("required")}
                    self.assertIn("Content-Language", headers)
                    if status != "default" and int(status) in PROMISED:
                        self.assertIn(PROMISED[int(status)], headers)

    def test_every_code_has_the_status_under_which_it_is_documented(self):
        refusals = printed("--refusals")
        documented = set()
        for name, response in CONTRACT.document["components"]["responses"].items():
            content = response.get("content", {}).get(PROBLEM)
            for status, code in self.pairs(content["schema"]) if content else ():
                with self.subTest(f"{name} {code}"):
                    self.assertIn(refusals[code], status)
                    documented.add(code)
        # Of commands and files, which the server never says.
        silent = set(refusals) - documented
        self.assertEqual(silent, {"no_space"})

    def pairs(self, schema):
        """The codes of a narrowed problem, each with its statuses."""
        for part in schema.get("anyOf", [schema]):
            for narrow in CONTRACT.whole(part).get("allOf", [])[1:]:
                status, code = narrow["properties"]["status"], narrow["properties"]["code"]
                for one in code["enum"]:
                    yield status.get("enum", [status.get("const")]), one

    def test_every_answer_to_a_write_says_where_the_entry_is(self):
        for one in filter(writes, OPERATIONS):
            written = {"$ref": "#/components/schemas/written"}
            would = {"$ref": "#/components/schemas/would_write"}
            for status, schema in ((201, written), (200, {"anyOf": [written, would]})):
                response = one.response(status)
                location = CONTRACT.resolve(response["headers"]["Location"])
                self.assertEqual(location.get("required", False), status == 201)
                self.assertEqual(response["content"]["application/json"]["schema"], schema)


class Examples(unittest.TestCase):
    def examples_of(self, value, path=""):
        """Every example with its schema, of parameters, headers and media types."""
        if isinstance(value, dict):
            if "schema" in value and "example" in value:
                yield path, value["schema"], value["example"]
            if "schema" in value and "examples" in value:
                for name, example in value["examples"].items():
                    yield f"{path}/{name}", value["schema"], example["value"]
            for key, part in value.items():
                if key not in ("example", "examples"):
                    yield from self.examples_of(part, f"{path}/{key}")

    def test_every_example_is_valid(self):
        count = 0
        for path, schema, example in self.examples_of(CONTRACT.document):
            count += 1
            with self.subTest(path):
                self.assertEqual(CONTRACT.errors(schema, example), [])
                self.assertEqual(list(CONTRACT.body_faults(example)), [])
        self.assertGreater(count, 120)

    def test_the_written_entry_proves_itself(self):
        written = CONTRACT.example_of("write_entry", 201)
        note = verify_ledger.Verifier(CONTRACT.example_of("log_vkey").strip())
        size, root = note.checkpoint(written["checkpoint"])
        leaf = verify_ledger.sha256(b"\0" + written["bytes"].encode())
        self.assertEqual(leaf.hex(), written["leaf"])
        self.assertEqual(root_above(leaf, written["seq"], size,
                                    map(bytes.fromhex, written["proof"])), root)
        self.assertEqual(CONTRACT.example_of("entry")["bytes"], written["bytes"])
        self.assertEqual(CONTRACT.example_of("entry")["entry"], json.loads(written["bytes"]))

    def test_bodies_and_json_answers_and_problems_have_one(self):
        for one in OPERATIONS:
            with self.subTest(one.id):
                for content in one.body.values():
                    self.assertTrue("example" in content or "examples" in content)
                for response in one.spec["responses"].values():
                    for media, content in CONTRACT.resolve(response).get("content", {}).items():
                        if media.endswith("json"):
                            self.assertIn("example", content)


class Program(unittest.TestCase):
    def test_routes_access_duties_and_takes_are_those_of_the_program(self):
        routes = printed("--routes")
        self.assertEqual({route["operation"] for route in routes}, set(CONTRACT.operations))
        same = {}
        for route in routes:
            same.setdefault(pattern_of(route["pattern"]), []).append(names_in(route["pattern"]))
        for route in routes:
            with self.subTest(route["operation"]):
                one = CONTRACT.operations[route["operation"]]
                self.assertEqual(one.method, route["method"])
                self.assertEqual(pattern_of(one.path), pattern_of(route["pattern"]))
                # One path has one name for what two routes name each in its way: kind_or_seq.
                names = ["_or_".join(sorted(set(found)))
                         for found in zip(*same[pattern_of(route["pattern"])])]
                self.assertEqual(names_in(one.path), names)
                self.assertEqual(one.spec["x-access"],
                                 {"access": route["access"], "duties": route["duties"]})
                takes = {"nothing": [], "json": ["application/json"], "file": ["text/csv"]}
                self.assertEqual(list(one.body), takes[route["takes"]])
                if "kind" in route:
                    name = "ask_" + route["kind"].replace(".", "_")
                    self.assertEqual(one.body["application/json"]["schema"],
                                     {"$ref": f"#/components/schemas/{name}"})
                    asked = CONTRACT.component(name)["properties"]
                    self.assertEqual("fund" in asked, route["scope"] == "fund")

    def test_only_who_writes_an_entry_is_asked_for_a_key(self):
        plain = {"write_entry", "propose", "second"}
        names = {route["operation"] for route in printed("--routes") if "kind" in route} | plain
        self.assertEqual({one.id for one in OPERATIONS if writes(one)}, names)

    def test_security_is_that_of_the_access(self):
        cookie = {"GET": {"cookie": []}}
        for one in OPERATIONS:
            with self.subTest(one.id):
                ways = [{"bearer": []}, cookie.get(one.method, {"cookie": [], "csrf": []})]
                access = one.spec["x-access"]["access"]
                if access == "anyone":
                    ways = []
                elif access == "operators":
                    ways = [{}, *ways]
                found = one.spec.get("security", CONTRACT.document["security"])
                self.assertEqual(found, ways)

    def test_the_kinds_and_rows_are_those_of_the_program(self):
        kinds = printed()
        for kind, schema in kinds.items():
            with self.subTest(kind):
                body = CONTRACT.component("body_" + kind.replace(".", "_"))
                self.assertEqual(CONTRACT.whole(body), schema)
        self.assertEqual(CONTRACT.component("kind")["enum"], list(kinds))
        rows = printed("--rows")
        found = [name for name in CONTRACT.document["components"]["schemas"]
                 if name.startswith("row_")]
        self.assertGreater(len(found), 10)
        for name in found:
            with self.subTest(name):
                self.assertEqual(CONTRACT.whole(CONTRACT.component(name)),
                                 rows[name.removeprefix("row_")])

    def test_the_generated_part_is_in_step(self):
        script = contracts.ROOT / "scripts" / "update_contract.py"
        subprocess.run(["/usr/bin/python3", script, BIN / "mingzhang", "--check"], check=True)
        self.assertLess(contracts.PAGE.stat().st_size, 1_000_000)


if __name__ == "__main__":
    unittest.main()
