#!/usr/bin/python3
"""What anybody may see, and who watches over the books, at the door of the real server.

    MINGZHANG_BIN=FOLDER tests/door/public_test.py      the folder of mingzhang

Needs python3-yaml, python3-jsonschema and python3-cryptography.
"""

import json
import os
import unittest

import contract_story
import door
from contract import Contract
from contract_static_test import root_above, verify_ledger
from contract_test import Asker
from witness import wait

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
AID = 300  # Fen that every household of this test is paid.


def base32(number, digits=1):
    text = ""
    while number or len(text) < digits:
        number, rest = divmod(number, 32)
        text = ALPHABET[rest] + text
    return text


def code_of(seq, leaf):
    """By the page that describes it, not by the program."""
    return f"{base32(seq)}-{base32(int(leaf[:16], 16) >> 14, 10)}"


class Public(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.contract = Contract()
        cls.server = door.Server()
        cls.addClassCleanup(cls.server.__exit__)
        for person in door.DEMO:
            cls.server.set_password(person)
        cls.report = cls.server.folder / "report.json"
        cls.server.arguments = ["--verification", cls.report]
        cls.server.start()
        cls.asker = Asker(cls.server, cls.contract)
        for client in cls.asker.clients.values():
            cls.addClassCleanup(client.close)
        cls.story = contract_story.Story(cls.asker, cls.contract)
        contract_story.receive_money(cls.story)

    @classmethod
    def tearDownClass(cls):
        assert not cls.asker.faults, cls.asker.faults

    def overview(self, query="", status=200):
        answer = self.story.ask(None, "public_overview", status=status, query=query)
        if status != 200:
            return answer
        return {fund["fund"]: fund for fund in answer.json["funds"]}

    def gift(self, query, status=200):
        return self.story.ask(None, "public_gift", status=status, query=query)

    def wait_for_checkpoint(self):
        """What is shown to others may be a moment behind."""
        size = self.story.ask("auditor", "ledger", status=200).json["size"]
        wait("the checkpoint", lambda: size == int(self.story.ask(
            None, "log_checkpoint", status=200).body.decode().split("\n")[1]))

    def pay(self, batch, numbers):
        cases = [self.story.case(number) for number in numbers]
        lines = [{"line": n, "case": case["case"], "amount": AID}
                 for n, case in enumerate(cases, 1)]
        self.story.write("cashier", "move_money", amount=AID * len(lines))
        self.story.write("cashier", "build_batch", {}, batch=batch, count=len(lines),
                         total=AID * len(lines), lines=lines)
        self.story.write("bookkeeper", "release_batch", {"batch": batch})
        for line in lines:
            self.story.write("cashier", "pay_line", {"batch": batch, "line": line["line"]},
                             case=line["case"])

    def pools(self, fund):
        answer = self.story.ask("auditor", "pools", status=200, query=f"?fund={fund}")
        return sum(pool["balance"] for pool in answer.json["items"])

    def test_1_two_households_are_too_few_to_be_told_and_four_are_not(self):
        before = self.overview()["jinan"]
        self.assertEqual(before["balance"], self.pools("jinan"))
        self.assertEqual((before["causes"], before["townships"]), ([], []))
        self.assertEqual(before["region"], {"code": "370100", "name": "济南市", "level": "city"})
        self.pay("b1", (3001, 3002))
        few = self.overview()["jinan"]
        self.assertNotIn("balance", few)
        self.assertNotIn("h3001", json.dumps(few))
        for group in ("causes", "townships"):
            self.assertEqual([cell["few"] for cell in few[group]], [True])
            self.assertNotIn("amount", few[group][0])
        self.assertEqual(len([month for month in few["months"] if "few" in month]), 1)
        self.pay("b2", (3003, 3004))
        told = self.overview()["jinan"]
        self.assertEqual(told["balance"], self.pools("jinan"))
        self.assertEqual(told["balance"], before["balance"] - 4 * AID)
        self.assertEqual([(cell["households"], cell["amount"], cell["name"])
                          for cell in told["causes"]], [(4, 4 * AID, "意外事故")])
        self.assertEqual([(cell["households"], cell["amount"]) for cell in told["townships"]],
                         [(4, 4 * AID)])
        self.assertEqual(sum(month["aided"] for month in told["months"]), 4 * AID)

    def test_2_the_months_are_those_that_are_asked_for(self):
        fund = self.overview("?from=2026-10&to=2026-12")["jinan"]
        self.assertEqual([month["month"] for month in fund["months"]],
                         ["2026-10", "2026-11", "2026-12"])
        self.assertEqual(len(self.overview()["jinan"]["months"]), 12)
        for query in ("?from=2026-12&to=2026-11", "?from=2000-01&to=2026-01", "?to=x",
                      "?from=2026-13"):
            self.overview(query, 400)

    def test_3_a_gift_is_found_by_its_code_and_proves_itself(self):
        listed = self.story.ask("auditor", "entries", status=200,
                                query="?kind=donation.received&limit=2").json["items"][0]
        seq = listed["entry"]["seq"]
        code = code_of(seq, listed["leaf"])
        self.wait_for_checkpoint()
        gift = self.gift(f"?code={code}").json
        self.assertEqual((gift["seq"], gift["code"]), (seq, code))
        self.assertEqual(self.gift("?code=" + code.lower().replace("0", "o")).json["seq"], seq)
        leaf = verify_ledger.sha256(b"\0" + gift["bytes"].encode())
        self.assertEqual(leaf.hex(), gift["leaf"])
        vkey = self.story.ask(None, "log_vkey", status=200).body.decode().strip()
        size, root = verify_ledger.Verifier(vkey).checkpoint(gift["checkpoint"])
        self.assertEqual(root_above(leaf, seq, size, map(bytes.fromhex, gift["proof"])), root)
        # The first gift is spent first.
        self.assertEqual(gift["standing"], "confirmed")
        parts = [use["amount"] for use in gift["use"]] + [gift["unspent"]]
        self.assertEqual(sum(parts + [rest["amount"] for rest in gift["rest"]]), gift["amount"])
        self.assertGreater(gift["use"][0]["amount"], 0)
        self.assertEqual(gift["use"][0]["cause_name"], "意外事故")
        self.assertEqual(gift["use"][0]["region"], "370126")
        told = json.dumps({key: value for key, value in gift.items() if key != "bytes"})
        for private in ("h3001", "c3001", "370126001"):
            self.assertNotIn(private, told)

    def test_4_or_by_order_number_amount_and_day_if_all_agree(self):
        body = self.story.example("receive_donation")["body"]
        number = body["ref"].rpartition(":")[2]
        asked = f"?ref={number}&amount={body['amount']}&date={body['value_date']}"
        gift = self.gift(asked).json
        self.assertEqual((gift["amount"], gift["value_date"]),
                         (body["amount"], body["value_date"]))
        wrong = [f"?ref={number}&amount={body['amount'] + 1}&date={body['value_date']}",
                 f"?ref={number}&amount={body['amount']}&date=2020-01-01",
                 f"?ref={number}x&amount={body['amount']}&date={body['value_date']}",
                 f"?ref={body['ref']}&amount={body['amount']}&date={body['value_date']}",
                 "?code=13-0000000000", "?code=0-0000000000", "?code=x", "?code=",
                 "?code=ZZZZZZZZZZ-0000000000", "?ref=&amount=1&date=2026-11-20"]
        answers = set()
        for query in wrong:
            document = self.gift(query, 404).json
            del document["request"]
            answers.add(json.dumps(document))
        self.assertEqual(len(answers), 1, answers)
        for query in ("", f"?ref={number}", f"?ref={number}&amount=x&date=2026-11-20",
                      f"?ref={number}&amount=1&date=x"):
            self.gift(query, 400)

    def test_5_the_overseers_see_report_and_upkeep_and_nobody_else(self):
        for name in ("verification", "upkeep"):
            for person in set(door.DEMO) - {"administrator", "auditor", "responsible"}:
                self.assertEqual(self.story.ask(person, name, status=403).code, "duty_missing")
        self.assertEqual(self.story.ask("auditor", "verification", status=404).code,
                         "report_missing")
        report = door.run("mingzhang-audit", "verify", self.server.folder, "--format", "json")
        self.report.write_text(report.stdout)
        os.utime(self.report, (1795651200, 1795651200))
        answer = self.story.ask("responsible", "verification", status=200).json
        self.assertEqual(answer["report"], json.loads(report.stdout))
        self.assertEqual(answer["time"], "2026-11-26T00:00:00.000Z")
        for text in ("", "{", "[]", '{"sound": true}', report.stdout[:-20], "\xff", "[" * 100000):
            self.report.write_text(text, "latin-1")
            self.assertEqual(self.story.ask("auditor", "verification", status=409).code,
                             "report_damaged", text[:40])
        with self.report.open("w") as file:
            file.truncate(5 << 20)
        damaged = self.story.ask("auditor", "verification", status=409).json
        self.assertEqual(damaged["detail"], "too_large")

    def test_6_upkeep_tells_what_is_known(self):
        self.wait_for_checkpoint()
        seen = self.story.ask("administrator", "upkeep", status=200).json
        self.assertNotIn("backup", seen)
        self.assertNotIn("witnesses", seen)
        self.assertEqual(seen["checkpoint"]["size"], seen["entries"])
        self.assertGreaterEqual(seen["ledger_bytes"],
                                (self.server.folder / "ledger.db").stat().st_size)
        free = os.statvfs(self.server.folder)
        self.assertEqual(seen["disk"]["bytes"], free.f_blocks * free.f_frsize)
        place = self.server.temp / "copy"
        door.run("mingzhang", "backup", self.server.folder, place)
        backup = self.story.ask("administrator", "upkeep", status=200).json["backup"]
        self.assertEqual((backup["place"], backup["size"]), (str(place), seen["entries"]))
        self.assertEqual(backup["bytes"], (place / "ledger.db").stat().st_size)

    def test_9_who_asks_too_often_waits(self):
        for number in range(40):
            answer = self.asker.ask(self.contract.operations["public_gift"],
                                    "/v1/public/gift?code=x")
            if answer.status == 429:
                break
        self.assertEqual(answer.status, 429)
        self.assertLessEqual(int(answer.headers["Retry-After"]), 2)
        self.overview()  # It is not the whole door that is shut.


if __name__ == "__main__":
    unittest.main()
