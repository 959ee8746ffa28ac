"""Every route x every duty x own and other fund, from the table of routes itself: a route that is
added is tested by being there."""

import json
import unittest

import yaml

from door import DEMO, ROOT, Server, run

OTHER = "shanghe"  # Another entity with a fund of its own, of the demo.


def routes():
    return json.loads(run("mingzhang", "schema", "--routes").stdout)


def is_write(route):
    """Whether the ledger's own rules say who may."""
    return "kind" in route or route["operation"] in ("write_entry", "propose", "second")


def people():
    """Who asks: each duty twice, at home and in another entity."""
    for duty in DEMO:
        yield f"own.{duty}", duty, True
        yield f"other.{duty}", duty, False


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        for name, duty, own in people():
            entity = "jinan_charity" if own else f"{OTHER}_charity"
            enrol(cls.server.folder, name, duty, entity)
            cls.server.set_password(name)
        cls.server.start()
        cls.contract = yaml.safe_load((ROOT / "api" / "openapi.yaml").read_text("utf-8"))
        cls.operations = {operation["operationId"]: operation
                          for path in cls.contract["paths"].values()
                          for operation in path.values()
                          if isinstance(operation, dict) and "operationId" in operation}
        cls.clients = {name: cls.server.client(name) for name, _, _ in people()}
        cls.objects, cls.refund = make_objects(cls.clients)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def path_of(self, route):
        """The address with what exists in the own fund in the place of the braces."""
        path = route["pattern"].replace("{path*}", "000.p/1").replace("{kind}", "donation.received")
        for name, value in self.objects.items():
            path = path.replace("{" + name + "}", str(value))
        self.assertNotIn("{", path, "a kind of object that this test does not make")
        return path

    def ask(self, client, route):
        """One request as the contract's example has it."""
        operation = self.operations[route["operation"]]
        content = operation.get("requestBody", {}).get("content", {})
        path, body, raw, headers = self.path_of(route), None, None, {}
        if route["takes"] == "json":
            media = content["application/json"]
            body = media.get("example") or next(iter(media["examples"].values()))["value"]
        if route["takes"] == "file":
            raw, headers = b"x", {"Content-Type": "text/csv"}
            path += "?fund=jinan"
        if route["operation"] == "propose":
            path, body = "/v1/proposals/donation.refunded", self.refund
        if route.get("scope") == "fund":
            body = {**body, "fund": "jinan"}
        if route["method"] == "POST":
            return client.post(path, body, raw=raw, headers=headers)
        return client.ask(route["method"], path, body=body)

    def test_without_a_session_only_what_anyone_may_see_is_answered(self):
        stranger = self.server.client()
        for route in routes():
            answer = self.ask(stranger, route)
            with self.subTest(route=route["operation"]):
                if route["access"] in ("anyone", "operators"):
                    self.assertNotIn(answer.code_or_none, ("session_missing", "duty_missing"))
                else:
                    self.assertEqual((answer.status, answer.code), (401, "session_missing"))

    def test_every_duty_is_let_in_where_the_table_says_and_nowhere_else(self):
        checked = 0
        for route in routes():
            # What ends a session is tried last, in a test of its own.
            if route["access"] in ("anyone", "operators", "signed_in"):
                continue
            for name, duty, own in people():
                if route["access"] == "administrators" and duty == "administrator":
                    continue
                answer = self.ask(self.clients[name], route)
                with self.subTest(route=route["operation"], person=name):
                    self.assertNotEqual(answer.status, 401, answer.body)
                    self.assertLess(answer.status, 500, answer.body)
                    if duty not in route["duties"]:
                        self.assertEqual((answer.status, answer.code), (403, "duty_missing"))
                    elif route["operation"] == "read_private":
                        continue  # What is whole to whom depends on the entry: a test of its own.
                    elif not is_write(route) and answer.status == 403:
                        self.assertNotEqual(answer.code, "duty_missing")
                    checked += 1
        print(f"{checked} combinations of route and person")

    def test_nobody_of_another_entity_sees_or_writes_what_is_not_theirs(self):
        objects = set(self.objects)
        for route in routes():
            if route["access"] not in ("staff", "office", "families"):
                continue
            names = {part.strip("{}") for part in route["pattern"].split("/") if "{" in part}
            for name, duty, own in people():
                if own or duty not in route["duties"]:
                    continue
                answer = self.ask(self.clients[name], route)
                with self.subTest(route=route["operation"], person=name):
                    if route["operation"] == "household" and answer.status == 200:
                        # A family of the county's villages; what another fund does for it is not
                        # shown, but for the sums that everybody needs to see repeats.
                        self.assertEqual(answer.json["cases"], [])
                    elif is_write(route) or names & objects - {"person", "table"}:
                        # A fund of others, or an entity's: neither is theirs to write.
                        self.assertIn(answer.status, (403, 404), answer.body)
                    elif route["method"] == "GET" and "fund" in self.parameters(route):
                        path = self.path_of(route) + "?fund=jinan"
                        answer = self.clients[name].get(path)
                        self.assertEqual((answer.status, answer.code),
                                         (403, "fund_out_of_scope"))

    def test_lists_show_what_is_the_persons_own_and_nothing_else(self):
        for path in ("/v1/donations", "/v1/entries", "/v1/cases", "/v1/households", "/v1/batches",
                     "/v1/pools", "/v1/unconfirmed", "/v1/accounts", "/v1/tasks",
                     "/v1/search?q=b1"):
            own = self.clients["own.bookkeeper"].get(path)
            other = self.clients["other.bookkeeper"].get(path)
            with self.subTest(path=path):
                self.assertEqual((own.status, other.status), (200, 200))
                self.assertTrue(own.json["items"])
                self.assertNotIn('"jinan"', json.dumps(other.json))

    def test_who_pays_reads_the_payee_in_full_and_nothing_else_of_a_family(self):
        reason = {"reason": "payment"}
        for duty in ("cashier", "bookkeeper", "caseworker"):
            client = self.clients[f"own.{duty}"]
            answer = client.post(f"/v1/entries/{self.objects['payee']}/private", reason)
            self.assertEqual(answer.status, 200, answer.body)
            self.assertEqual(answer.json["items"][0]["details"], {"name": "王小明"})
            other = client.post(f"/v1/entries/{self.objects['seq']}/private", reason)
            expected = (200, None) if duty == "caseworker" else (403, "duty_missing")
            self.assertEqual((other.status, other.code_or_none), expected)
        other = self.clients["other.cashier"].post(
            f"/v1/entries/{self.objects['payee']}/private", reason)
        self.assertEqual((other.status, other.code), (403, "fund_out_of_scope"))

    def parameters(self, route):
        operation = self.operations[route["operation"]]
        names = set()
        for parameter in operation.get("parameters", []):
            if "$ref" in parameter:
                parameter = self.contract["components"]["parameters"][
                    parameter["$ref"].rsplit("/", 1)[1]]
            names.add(parameter["name"])
        return names


def enrol(folder, name, duty, entity):
    """By two, as the rules ask."""
    proposed = run("mingzhang", "do", folder, "person.enrolled", "--as", "administrator",
                   "--propose", f"person={name}", f"subject=s.{name}", f"entity={entity}",
                   f"duties={duty}").stdout
    seq = proposed.split()[-2]
    run("mingzhang", "second", folder, seq, "--as", "responsible")


def make_objects(clients):
    """One of each in the fund jinan, by those whose duty it is."""
    def write(person, path, body, **more):
        answer = clients[f"own.{person}"].post(path, {"fund": "jinan", "body": body, **more})
        assert answer.status == 201, (path, answer.body)
        return answer.json["seq"]

    from door import donation
    gift = write("cashier", "/v1/donations", donation("access", 100_000))
    write("bookkeeper", "/v1/confirmations",
          {"first": gift, "last": gift, "count": 1, "amount": 100_000})
    waiting = write("cashier", "/v1/donations", donation("access2"))
    household = {"household": "h1", "village": "370124001001", "class": "other",
                 "members": [{"person": "m1", "relation": "head"}]}
    write("caseworker", "/v1/households", household)
    write("caseworker", "/v1/cases",
          {"case": "c1", "household": "h1", "cause": "accident", "event_date": "2026-11-20",
           "by": "workgroup", "amount_asked": 30_000})
    write("caseworker", "/v1/cases/c1/survey",
          {"date": "2026-11-21", "means": "surveyed", "income": 300_000, "members": 1, "round": 1,
           "surveyors": ["own.caseworker", "own.reviewer"]})
    write("reviewer", "/v1/cases/c1/review", {"amount": 30_000})
    write("approver", "/v1/cases/c1/approve", {"amount": 30_000, "basis": "person"})
    payee = write(
        "caseworker", "/v1/cases/c1/payee",
        {"type": "person", "holder": "m1", "relation": "self", "method": "bank",
         "account_tag": "t1"}, private=[{"subject": "m1", "details": {"name": "王小明"}}])
    write("cashier", "/v1/batches",
          {"batch": "b1", "account": "qrpos1", "source": "donation", "count": 1, "total": 30_000,
           "lines": [{"line": 1, "case": "c1", "amount": 30_000}]})
    refund = {"fund": "jinan", "body": {"donation": gift, "amount": 100, "reason": "duplicate",
                                        "account": "qrpos1", "value_date": "2026-11-21"}}
    proposed = clients["own.cashier"].post("/v1/proposals/donation.refunded", refund)
    assert proposed.status == 201, proposed.body
    return {"seq": gift, "income": waiting, "household": "h1", "case": "c1", "batch": "b1",
            "line": 1, "stamp": "1.tsr", "proposal": proposed.json["seq"], "person": "own.reviewer",
            "table": "causes", "payee": payee}, refund


if __name__ == "__main__":
    unittest.main()
