"""What an office does, from the first gift to a signed delivery, with the contract's examples."""

import json
import uuid

import door
from contract import ROOT
from wild import encode, fill

GIFTS = ROOT / "scripts" / "demo" / "gifts.csv"
HASH = "0123456789abcdef" * 4


class Story:
    """Writes with the examples of operations, altered where the story needs it."""

    def __init__(self, asker, contract):
        self.asker = asker
        self.contract = contract

    def ask(self, person, name, path=None, raw=None, status=201, query="", **headers):
        operation = self.contract.operations[name]
        target = fill(operation.path, path or {}) + query
        headers.setdefault("Idempotency_Key", str(uuid.uuid4()))
        dry = target + ("&" if query else "?") + "dry_run=true"
        writes = "repeated" in operation.spec["responses"].get("200", {}).get("$ref", "")
        tried = self.asker.ask(operation, dry, person, raw, **headers) if writes else None
        answer = self.asker.ask(operation, target, person, raw, **headers)
        assert not tried or tried.status == 200, f"{name} by {person} tried: {tried.body}"
        assert answer.status == status, f"{name} by {person}: {answer.status} {answer.body}"
        if writes:
            again = self.asker.ask(operation, target, person, raw, **headers)
            assert again.status == 200, f"{name} by {person} again: {again.status} {again.body}"
            same = ("seq", "kind", "leaf", "bytes")
            body = json.loads(answer.json["bytes"])["body"]
            opaque = b"id:" in (raw or b"") or b"account:" in (raw or b"")
            would = tried.json["body"]
            if "expires" in body:  # A moment, and time goes on.
                would["expires"] = body["expires"]
            assert opaque or would == body, f"{name} tried: {tried.body}"
            assert [again.json[key] for key in same] == [answer.json[key] for key in same], name
        return answer

    def example(self, name):
        content = self.contract.operations[name].body["application/json"]
        return json.loads(json.dumps(content["example"]))

    def write(self, person, name, path=None, fund=None, **fields):
        """The example of a thin name with these fields in its place; None leaves one out."""
        ask = self.example(name)
        fields = {**ask["body"], **fields}
        ask["body"] = {key: value for key, value in fields.items() if value is not None}
        if fund:
            ask["fund"] = fund
        return self.ask(person, name, path, encode(ask)).json["seq"]

    def two(self, kind, body, proposer, seconder, fund=None):
        ask = {"body": body, **({"fund": fund} if fund else {})}
        seq = self.ask(proposer, "propose", {"kind_or_seq": kind}, encode(ask)).json["seq"]
        return self.ask(seconder, "second", {"proposal": seq}).json["seq"]

    def household(self, number):
        """A household of its own, with a case that was surveyed."""
        ids = {"household": f"h{number}", "case": f"c{number}"}
        ask = self.example("register_household")
        for member in ask["body"]["members"]:
            member["person"] = f"id:{number}.{member['relation']}"
        ask["body"]["household"] = ids["household"]
        ask["private"][0]["subject"] = ask["body"]["members"][0]["person"]
        self.ask("caseworker", "register_household", {}, encode(ask))
        return ids

    def case(self, number, until="approve", **more):
        ids = self.household(number)
        path = {"case": ids["case"]}
        self.write("caseworker", "open_case", {}, **ids, **more)
        if until == "open":
            return path
        self.write("caseworker", "survey_case", path)
        if until == "survey":
            return path
        seen = self.ask("reviewer", "case_page", path, status=200).json["seen"]
        self.write("reviewer", "review_case", path, seen=seen)
        seen = self.ask("approver", "case_page", path, status=200).json["seen"]
        self.write("approver", "approve_case", path, seen=seen,
                   sources=[{"amount": 300, "source": "donation"}])
        ask = self.example("set_payee")
        ask["body"]["holder"] = ask["private"][0]["subject"] = f"id:{number}.head"
        self.ask("caseworker", "set_payee", path, encode(ask))
        return path


def receive_money(story):
    answer = story.ask("cashier", "import_gifts", raw=GIFTS.read_bytes(), status=200,
                       query="?fund=jinan&channel=qrpos")
    assert answer.json["fresh"] == 40, answer.body
    bad = GIFTS.with_name("gifts_bad.csv").read_bytes()
    story.ask("cashier", "import_gifts", raw=bad, status=422, query="?fund=jinan")
    story.ask("cashier", "import_gifts", raw=bad, status=200, query="?fund=jinan&dry_run")
    income = story.write("cashier", "receive_donation")
    story.ask("cashier", "donation", {"seq": income}, status=200)
    story.write("cashier", "receive_injection")
    story.write("cashier", "receive_transfer", fund="jinan", account="bank1",
                origin={"origin": "elsewhere.example/fund", "seq": 7, "leaf": HASH}, sent=None)
    wrong = story.write("cashier", "receive_donation", ref="qrpos:qrpos1:twice")
    story.write("cashier", "cancel_donation", {"income": wrong})
    plan = story.ask("bookkeeper", "confirmation_plan", status=200, query="?fund=jinan").json
    for item in plan["items"]:
        story.write("bookkeeper", "confirm_income", **item)


def help_families(story):
    paths = [story.case(number) for number in (2001, 2002, 2003)]
    story.write("cashier", "move_money", amount=900)
    lines = [{"line": n, "case": path["case"], "amount": 300} for n, path in enumerate(paths, 1)]
    story.write("cashier", "build_batch", {}, count=3, total=900, lines=lines)
    story.write("bookkeeper", "release_batch", {"batch": "b1120"})
    at = [{"batch": "b1120", "line": line["line"]} for line in lines]
    for line, path in ((0, 0), (1, 1)):
        story.write("cashier", "pay_line", at[line], case=paths[path]["case"])
    story.write("cashier", "fail_line", at[2], case=paths[2]["case"])
    story.write("cashier", "return_line", at[1], case=paths[1]["case"])
    story.write("caseworker", "deliver_line", at[0], case=paths[0]["case"])
    sent_back = story.case(2004, "survey")
    story.write("reviewer", "return_case", sent_back)
    story.write("caseworker", "attach_evidence", sent_back)
    story.write("caseworker", "change_household", {"household": "h2004"})
    story.write("approver", "reject_case", story.case(2005, "survey"))
    story.write("caseworker", "withdraw_case", story.case(2006, "survey"))
    urgent = story.case(2007, "open", urgent=True)
    story.write("approver", "approve_case", urgent, seen=None)
    story.write("caseworker", "survey_case", urgent)
    story.write("reviewer", "review_case", urgent, seen=None)
    story.write("approver", "ratify_case", urgent)
    story.case(2008)
    story.write("cashier", "build_batch", {}, batch="b2",
                lines=[{"line": 1, "case": "c2008", "amount": 300}])


def look_from_outside(story):
    """What the public and the overseers see."""
    gift = story.example("receive_donation")["body"]
    number = gift["ref"].rpartition(":")[2]
    asked = f"?ref={number}&amount={gift['amount']}&date={gift['value_date']}"
    story.ask(None, "public_gift", status=200, query=asked)
    story.ask(None, "public_overview", status=200, query="?from=2026-01&to=2026-12")
    for person in ("administrator", "auditor", "responsible"):
        story.ask(person, "verification", status=200)
        story.ask(person, "upkeep", status=200)


def look(story):
    """What the screens ask."""
    look_from_outside(story)
    for person, task in (("bookkeeper", "batches_to_release"), ("caseworker", "lines_failed"),
                         ("caseworker", "cases_to_survey"), ("approver", "proposals_to_second")):
        found = {item["task"]: item for item in
                 story.ask(person, "tasks", status=200).json["items"]}
        assert found[task]["count"], f"{task} of {person}: {found}"
        path, _, query = found[task]["list"].partition("?")
        name = {"/v1/batches": "batches", "/v1/cases": "cases",
                "/v1/proposals": "proposals"}[path]
        assert story.ask(person, name, status=200, query="?" + query).json["items"], task
    gifts = story.ask("cashier", "donations", status=200, query="?standing=confirmed").json
    number, code = gifts["items"][-1]["number"], gifts["items"][-1]["code"]
    for q, kind in ((number, "gift"), (code, "gift"), ("c2004", "case"), ("h2004", "household"),
                    ("b2", "batch"), ("0", "entry")):
        found = story.ask("cashier", "search", status=200, query=f"?q={q}").json["items"]
        assert found and found[0]["type"] == kind, f"{q}: {found}"
    return [number, code, "c2004", "h2", "b2", "0", "35", "2026112000017", "x"]


def decide(story):
    account = {"account": "bank2", "entity": "jinan_charity", "title": "专户", "type": "bank",
               "from": "2026-01-01"}
    story.two("account.opened", account, "administrator", "responsible")
    body = {"body": {"person": "cashier", "status": "suspended"}}
    for _ in range(2):
        seq = story.ask("administrator", "propose", {"kind_or_seq": "person.changed"},
                        encode(body)).json["seq"]
        story.write("administrator", "decline", {"proposal": seq})
    story.write("bookkeeper", "close_period", period="2020-01")
    body["body"]["status"] = "active"  # Whoever seconds it by chance takes nobody's work away.
    return story.ask("administrator", "propose", {"kind_or_seq": "person.changed"},
                     encode(body)).json["seq"]


def play(asker, contract):
    """Fills a fresh demo ledger; what may be named in requests, by name."""
    story = Story(asker, contract)
    receive_money(story)
    help_families(story)
    proposal = decide(story)
    searched = look(story)
    story.ask("cashier", "write_entry", {"kind_or_seq": "donation.received"},
              encode({"fund": "jinan", "body": door.donation("story")}))
    story.ask("reviewer", "read_private", {"seq": 60}, encode({"reason": "home_visit"}), 200)
    size = story.ask("auditor", "ledger", status=200).json["size"]
    note = story.ask(None, "log_checkpoint", status=200).body.decode()
    full, rest = divmod(int(note.split("\n")[1]), 256)  # It may be a moment behind.
    tiles = [f"0/{full:03}.p/{rest}"] + ["0/000"] * bool(full)
    story.ask(None, "log_tile", {"path": tiles[0]}, status=200)
    story.ask("auditor", "log_entries", {"path": tiles[0].removeprefix("0/")}, status=200)
    story.ask("auditor", "proposal", {"kind_or_seq": proposal}, status=200)
    numbers = list(range(30, size)) + [size, 10**9]
    people = [*door.DEMO, "nobody"]
    cases = [f"c200{n}" for n in range(1, 10)]
    return {"q": searched,
            "fund": ["jinan", "shanghe", "nofund"], "account": ["bank1", "qrpos1", "cash1", "no"],
            "entity": ["jinan_charity", "shanghe_charity"], "case": cases, "seq": numbers,
            "household": [case.replace("c", "h") for case in cases], "batch": ["b1120", "b2"],
            "village": ["370126001001", "370124001001"], "cause": ["accident", "illness", "x"],
            "reason": ["account_closed", "survey_incomplete", "entered_twice", "x"],
            "proposal": [proposal, 0, 40], "income": numbers, "line": [1, 2, 3, 500],
            "kind": contract.component("kind")["enum"], "person": people, "actor": people,
            "tile": [*tiles, "1/000", "0/000.p/0", "9/9", "000", tiles[0].removeprefix("0/")],
            "surveyors": people, "date": ["2026-11-20", "2026-11-01", "2020-02-29", "9999-12-31"],
            "purpose": [{"type": "none"}, {"type": "village", "code": "370126001001"}],
            "amount": [1, 300, 10**14], "source": ["donation", "gov"], "subject": ["id:2001.head"]}


def unsettle(asker, contract, maker):
    """Every operation on sessions once as it should be, by one who is not needed afterwards."""
    story = Story(asker, contract)
    server = asker.server

    def ask(client, name, body=None, status=204):
        operation = contract.operations[name]
        answer = asker.ask(operation, operation.path, client=client,
                           raw=None if body is None else encode(body))
        assert answer.status == status, f"{name}: {answer.status} {answer.body}"
        return answer

    person = "reviewer"
    reset = story.ask("administrator", "set_password", {"person": person}, status=201)
    server.passwords[person] = reset.json["password"]
    story.ask("administrator", "end_sessions", {"person": person}, status=204)
    signed = ask(None, "sign_in", {"person": person, "password": server.passwords[person]}, 201)
    client = door.Client(server, signed.json["token"], person)
    ask(client, "funds", status=403)  # The password must be changed first.
    ask(client, "begin_second_factor", status=403)
    words = {"old_password": server.passwords[person], "new_password": "0123456789"}
    ask(client, "change_password", words, 400)
    words["new_password"] = f"correct horse {uuid.uuid4()}"
    ask(client, "change_password", {**words, "old_password": "wrong"}, 401)
    ask(client, "change_password", words)
    ask(client, "set_password", status=403)
    ask(client, "reset_second_factor", status=403)
    ask(client, "end_sessions", status=403)
    ask(client, "confirm_second_factor", {"code": "000000"}, 409)
    server.secrets[person] = ask(client, "begin_second_factor", status=201).json["secret"]
    ask(client, "confirm_second_factor", {"code": "x"}, 401)
    ask(client, "confirm_second_factor", {"code": server.fresh_code(person)})
    ask(client, "begin_second_factor", status=409)
    asked = {"person": person, "password": words["new_password"], "kind": "cookie"}
    ask(None, "sign_in", asked, 401)
    ask(None, "sign_in", {**asked, "code": "123456"}, 401)
    story.ask("administrator", "reset_second_factor", {"person": person}, status=204)
    signed = ask(None, "sign_in", asked, 201)
    cookie = signed.headers["Set-Cookie"].partition(";")[0]
    browser = door.Client(server, None, person, Cookie=cookie)
    ask(browser, "who_am_i", status=200)
    ask(browser, "sign_out", status=403)
    browser.headers["X-CSRF-Token"] = signed.json["csrf"]
    ended = ask(browser, "sign_out")
    assert "Max-Age=0" in ended.headers["Set-Cookie"]
    for _ in range(30):
        operation = contract.operations["sign_in"]
        answer = asker.ask(operation, "/v1/session", raw=encode({**asked, "password": "wrong"}))
        if answer.status == 429:
            break
    assert answer.status == 429, "guessing is not throttled"


def read_again(case, asker, contract):
    """Asks again for what was read with an ETag: plain, compressed, and by who has it already."""
    compressed = unchanged = 0
    for name, (path, person) in asker.tagged.items():
        operation = contract.operations[name]
        plain = asker.ask(operation, path, person)
        zipped = asker.ask(operation, path, person, Accept_Encoding="gzip")
        if plain.status == zipped.status == 200:
            large = len(plain.body) >= 1400
            case.assertEqual("Content-Encoding" in zipped.headers, large, path)
            compressed += large
        tag = zipped.headers["ETag"] or ""
        again = asker.ask(operation, path, person, If_None_Match=tag)
        if again.status == 200:  # It tells the time, or one may not ask so often.
            case.assertNotEqual(again.headers["ETag"], tag.removeprefix("W/"), path)
        unchanged += again.status == 304
    case.assertGreater(compressed, 5)
    case.assertGreater(unchanged, len(asker.tagged) - 5)
    promised = {one.id for one in contract.operations.values() if "304" in one.spec["responses"]}
    case.assertEqual(set(asker.tagged), promised)
