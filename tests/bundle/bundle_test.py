"""The bundle that is handed to an audit bureau: other people's programs agree with it, and every
edit of it is found.

    /usr/bin/python3 tests/bundle/bundle_test.py BIN_FOLDER

The ledger is the one in which every kind of entry occurs (tests/matrix). hledger, ledger and
beancount are the real ones, of Debian.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path()
DERIVED = ("README.txt", "balances.csv", "entries.csv", "entries.jsonl", "journal.beancount",
           "journal.hledger", "journal.ledger", "postings.csv")


def run(*arguments, code=0, env=None):
    # hledger reads what the locale says: UTF-8, wherever this runs.
    done = subprocess.run(list(map(str, arguments)), capture_output=True, text=True,
                          env=env or {**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done.stdout


def audit(*arguments, code=0, env=None):
    return run(BIN / "mingzhang-audit", *arguments, code=code, env=env)


def fen(yuan):
    whole, cents = yuan.replace(",", "").split(".")
    assert len(cents) == 2, yuan
    return int(whole + cents)


def rows(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.DictReader(io.StringIO(data[3:].decode(), newline="")))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def mend_manifest(bundle):
    """What a forger does who knows the form: the list of files says what is there."""
    path = bundle / "manifest.json"
    lines = []
    for line in path.read_text("utf-8").splitlines(keepends=True):
        match = re.match(r'    \{"path": "([^"]+)"', line)
        if match and (bundle / match[1]).exists():
            data = (bundle / match[1]).read_bytes()
            line = re.sub(r'"bytes": \d+, "sha256": "\w+"',
                          f'"bytes": {len(data)}, "sha256": "{sha256(data)}"', line)
        elif match:
            continue
        lines.append(line)
    path.write_text("".join(lines), "utf-8")


def hledger(bundle):
    """What hledger says: account to fen."""
    path = bundle / "journal.hledger"
    run("hledger", "-f", path, "check", "--strict")
    found = {}
    for row in csv.DictReader(io.StringIO(
            run("hledger", "-f", path, "balance", "--empty", "--flat", "-N", "-O", "csv"))):
        found[row["account"]] = 0 if row["balance"] == "0" else fen(row["balance"][:-4])
    return found


def ledger(bundle):
    found = {}
    for line in run("ledger", "--pedantic", "-f", bundle / "journal.ledger", "balance", "--empty",
                    "--flat", "--no-total").splitlines():
        amount, name = re.fullmatch(r" *(\S+)(?: CNY)?  (\S+)", line).groups()
        found[name] = 0 if amount == "0" else fen(amount)
    return found


def beancount(bundle):
    path = bundle / "journal.beancount"
    assert run("bean-check", path) == ""
    found = {}
    for row in csv.reader(io.StringIO(run("bean-query", "-f", "csv", path, "SELECT account, "
                                          "sum(position) GROUP BY account"))):
        name, amount = row[0].strip(), row[1].strip()
        if name != "account":
            found[name] = fen(amount[:-4]) if amount else 0
    return found


class BundleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        cls.ledger = cls.folder / "ledger"
        run(BIN / "matrix_desk", "make", cls.ledger)
        cls.bundle = cls.folder / "bundle"
        audit("--lang", "en", "export", cls.ledger, cls.bundle)
        cls.ours = {row["account"]: int(row["balance (debit - credit, fen)"])
                    for row in rows(cls.bundle / "balances.csv")}

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def verify(self, bundle, *options, code=1):
        return json.loads(audit("--lang", "en", "verify", bundle, "--vkey",
                                self.ledger / "log.vkey", "--format", "json", *options, code=code))

    def edited(self, edit):
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.bundle, copy)
        edit(copy)
        return copy

    def places(self, edit):
        report = self.verify(self.edited(edit))
        self.assertFalse(report["sound"])
        return {finding["where"]: finding for finding in report["findings"]
                if finding["damage"] == "bundle_differs"}

    # What others make of it.

    def test_the_ledger_has_what_is_hard(self):
        kinds = {row["kind"] for row in rows(self.bundle / "postings.csv")}
        for kind in ("income.confirmed", "aid.paid", "aid.returned", "donation.refunded",
                     "transfer.sent", "entry.reversed", "money.moved"):
            self.assertIn(kind, kinds)
        self.assertIn("purpose.changed", {row["kind"] for row in rows(self.bundle / "entries.csv")})
        self.assertGreater(len({re.search(":E-([^:]+)", name)[1] for name in self.ours}), 1)
        self.assertTrue(any(self.ours.values()))
        self.assertEqual(sum(self.ours.values()), 0)

    def test_hledger_has_our_balances(self):
        self.assertEqual(hledger(self.bundle), self.ours)

    def test_ledger_has_our_balances(self):
        self.assertEqual(ledger(self.bundle), self.ours)

    def test_beancount_has_our_balances(self):
        self.assertEqual(beancount(self.bundle), self.ours)

    def test_a_demo_with_the_ministry_s_chart(self):
        """Chinese names of accounts, ids with an underscore, and a spreadsheet in Chinese."""
        demo, out = self.folder / "demo", self.folder / "demo-bundle"
        run(BIN / "mingzhang", "init", demo, "--demo")
        run(BIN / "mingzhang", "import", demo, ROOT / "scripts" / "demo" / "gifts.csv", "--fund",
            "jinan")
        run(BIN / "mingzhang", "confirm", demo, "--fund", "jinan")
        audit("--lang", "zh", "export", demo, out)
        ours = {row["账户名(三种记账程序中)"]: int(row["余额(借减贷,分)"])
                for row in rows(out / "balances.csv")}
        self.assertTrue(all(re.search("[\u4e00-\u9fff]", name) for name in ours))
        self.assertTrue(any("X5F" in name for name in ours))
        self.assertEqual([hledger(out), ledger(out), beancount(out)], [ours] * 3)
        audit("verify", out, "--vkey", demo / "log.vkey")

    def test_the_programs_themselves_find_a_wrong_amount(self):
        def more(path):
            text = path.read_text("utf-8")
            changed = re.sub(r"(Assets:\S+)  200\.00 CNY\n(    Income:\S+)  -200\.00",
                             r"\1  200.01 CNY\n\2  -200.01", text, count=1)
            self.assertNotEqual(changed, text)
            path.write_text(changed, "utf-8")
        copy = self.edited(lambda copy: [more(path) for path in copy.glob("journal.*")])
        for command in (["hledger", "-f", copy / "journal.hledger", "balance"],
                        ["ledger", "-f", copy / "journal.ledger", "balance"],
                        ["bean-check", copy / "journal.beancount"]):
            done = subprocess.run(command, capture_output=True, check=False)
            self.assertNotEqual(done.returncode, 0, command)

    def test_postings_entries_and_balances_agree(self):
        sums = Counter()
        for row in rows(self.bundle / "postings.csv"):
            amount = int(row["amount (fen)"])
            self.assertEqual(fen(row["amount (yuan)"]), amount)
            whose = (row["entity"], row["fund"], row["source"])
            sums[(row["debit code"], *whose)] += amount
            sums[(row["credit code"], *whose)] -= amount
        ours = Counter()
        for row in rows(self.bundle / "balances.csv"):
            ours[(row["code"], row["entity"], row["fund"], row["source"])] += int(
                row["balance (debit - credit, fen)"])
        self.assertEqual(dict(sums), dict(ours))
        lines = [json.loads(line) for line in
                 (self.bundle / "entries.jsonl").read_text("utf-8").splitlines()]
        table = rows(self.bundle / "entries.csv")
        self.assertEqual([row["hash"] for row in table], [line["hash"] for line in lines])
        for seq, line in enumerate(lines):
            entry = json.dumps(line["entry"], sort_keys=True, separators=(",", ":"),
                               ensure_ascii=False).encode()
            self.assertEqual(sha256(b"\0" + entry), line["hash"])
            self.assertEqual((line["seq"], line["kind"]), (seq, line["entry"]["kind"]))

    def test_money_of_each_fund_is_what_the_report_says(self):
        """Books against the pools: assets of a fund less what it owes are its pools."""
        report = json.loads(audit("report", self.ledger, "--from", "2014-01-01", "--to",
                                  "2099-12-31", "--format", "json"))
        pools = {}
        for fund in report["funds"]:
            held = fund["held"]["fen"]
            pools[fund["fund"]] = sum(s["closing"] for s in fund["sources"].values()) - held
        books = Counter()
        for name, balance in self.ours.items():
            fund = re.search(":F-([^:]+)", name)
            if fund and name.startswith(("Assets", "Liabilities")):
                books[fund[1]] += balance
        self.assertEqual({fund: fen for fund, fen in pools.items() if fen}, dict(books))

    def test_the_same_ledger_gives_the_same_bytes(self):
        again = self.folder / "again"
        audit("--lang", "en", "export", self.ledger, again,
              env={"LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai", "PATH": "/usr/bin"})
        self.assertEqual(files(again), files(self.bundle))
        chinese = self.folder / "chinese"
        audit("--lang", "zh", "export", self.ledger, chinese)
        self.assertIn("借方科目", (chinese / "postings.csv").read_text("utf-8"))
        self.assertTrue(self.verify(chinese, code=0)["sound"])

    def test_nothing_is_written_over_and_nothing_is_left_behind(self):
        before = files(self.bundle)
        audit("export", self.ledger, self.bundle, code=3)
        self.assertEqual(files(self.bundle), before)
        audit("export", self.folder / "nothing", self.folder / "never", code=3)
        self.assertEqual([path.name for path in self.folder.iterdir() if ".tmp-" in path.name], [])

    # What is found.

    def test_a_bundle_is_sound(self):
        report = self.verify(self.bundle, code=0)
        self.assertTrue(report["sound"])
        self.assertEqual(report["bundle"], {"files": len(files(self.bundle)) - 1, "derived": True})
        self.assertGreater(report["checkpoints"], 30)

    def test_every_altered_file_is_found(self):
        for path, data in files(self.bundle).items():
            with self.subTest(path):
                at = len(data) // 2
                report = self.verify(self.edited(lambda copy: (copy / path).write_bytes(
                    data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])))
                self.assertGreater(report["findings_total"], 0)
                if path != "manifest.json":
                    self.assertIn(path, {one.get("where") for one in report["findings"]})

    def test_every_missing_file_is_found(self):
        for path in files(self.bundle):
            with self.subTest(path):
                if path == "tiles/checkpoint":
                    continue  # Without it nothing says how large the log is: unreadable, below.
                report = self.verify(self.edited(lambda copy: (copy / path).unlink()))
                self.assertIn(path, {one.get("where") for one in report["findings"]})
        gone = self.edited(lambda copy: (copy / "tiles" / "checkpoint").unlink())
        audit("verify", gone, code=3)

    def test_a_file_too_many_is_found(self):
        for path in ("more.txt", "tiles/more", "checkpoints/1"):
            self.assertIn(path, self.places(lambda copy: (copy / path).write_text("more")))

    def test_a_line_is_found_although_the_manifest_was_mended(self):
        for path in DERIVED:
            lines = (self.bundle / path).read_bytes().splitlines(keepends=True)
            at = len(lines) * 2 // 3
            edits = {
                "altered": lines[:at] + [b"x" + lines[at]] + lines[at + 1:],
                "missing": lines[:at] + lines[at + 1:],
                "twice": lines[:at] + [b"x" + lines[at]] + lines[at:],
                "cut": lines[:at],
                "more": lines + [b"more\n"],
            }
            for name, edit in edits.items():
                with self.subTest(f"{path} {name}"):
                    def forge(copy):
                        (copy / path).write_bytes(b"".join(edit))
                        mend_manifest(copy)
                    places = self.places(forge)
                    lines_found = [place for place in places if place.startswith(path + ":")]
                    number = len(lines) + 1 if name == "more" else at + 1
                    if name != "cut":
                        self.assertEqual(lines_found, [f"{path}:{number}"])
                    self.assertTrue(any(place.startswith("manifest.json:") for place in places))
                    one = places[f"{path}:{number}"]
                    self.assertTrue(one["expected"] and one["found"])

    def test_the_manifest_s_own_lines_are_found(self):
        for key in ("form", "ledger", "origin", "size", "root", "first_time", "last_time"):
            with self.subTest(key):
                def forge(copy):
                    path = copy / "manifest.json"
                    text = path.read_text("utf-8")
                    changed = re.sub(rf'"{key}": "?', lambda match: match[0] + "1", text, count=1)
                    path.write_text(changed, "utf-8")
                self.assertTrue(any(place.startswith("manifest.json") for place in
                                    self.places(forge)))

    def test_a_checkpoint_of_another_is_found(self):
        names = sorted(int(path.name) for path in (self.bundle / "checkpoints").iterdir())

        def swap(copy):
            one, two = (copy / "checkpoints" / str(name) for name in names[3:5])
            one.write_bytes(two.read_bytes())
            mend_manifest(copy)
        report = self.verify(self.edited(swap))
        self.assertEqual({one["damage"] for one in report["findings"]}, {"forged"})

    def test_paths_that_leave_the_bundle_are_not_followed(self):
        def forge(copy):
            path = copy / "manifest.json"
            path.write_text(path.read_text("utf-8").replace('"README.txt"', '"../ledger/log.key"'),
                            "utf-8")
        self.assertIn("../ledger/log.key", self.places(forge))

        def link(copy):
            (copy / "README.txt").unlink()
            (copy / "README.txt").symlink_to(self.bundle / "README.txt")
        self.assertIn("README.txt", self.places(link))

    def test_a_lower_level_says_what_it_left_out(self):
        report = self.verify(self.bundle, "--level", "signatures", code=0)
        self.assertFalse(report["bundle"]["derived"])
        self.assertIn("bundle_tables", report["not_checked"])

    def test_a_ledger_with_findings_is_not_made_a_bundle(self):
        import sqlite3
        copy = self.folder / "damaged"
        shutil.copytree(self.ledger, copy)
        with sqlite3.connect(copy / "ledger.db") as database:
            for (name,) in list(database.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
                database.execute(f"DROP TRIGGER {name}")
            database.execute("UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), "
                             "'\"amount\":20000', '\"amount\":20001') AS BLOB)")
        database.close()
        out = audit("--lang", "en", "export", copy, self.folder / "no", code=1)
        self.assertIn("Nothing was exported", out)
        self.assertFalse((self.folder / "no").exists())


if __name__ == "__main__":
    BIN = Path(sys.argv.pop(1)).resolve()
    unittest.main()
