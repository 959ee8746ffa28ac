#!/usr/bin/python3
"""Two pairs of eyes that share nothing with the programs look at the same ledgers.

    tests/independent/independent_test.py BIN

The verifier written from docs/format.md must say sound and not sound of the same copies as
mingzhang-audit, and name the same first entry; Go's sumdb/note and sumdb/tlog must accept our
checkpoint, tiles and proofs, and refuse tampered ones. Needs python3-cryptography, golang-go and
golang-golang-x-mod-dev.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import verify_ledger

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "matrix"))
import edits as edit_list  # noqa: E402
import thief as thief_list  # noqa: E402
from copies import Copy, Original, Tiles, flip  # noqa: E402

BIN = None
EVERY = 3         # Of the edits that need no key.
EVERY_FIELD = 10  # Of the fields that a thief changed.


def eyes(copy):
    """What the independent verifier says: (sound, first damaged entry)."""
    try:
        vkey = copy.vkey.read_text().strip() if copy.vkey else None
        kept = [(f"kept {i}", note) for i, note in enumerate(copy.kept)]
        done = verify_ledger.verify(copy.folder, vkey, kept)
        return not done.findings, done.damaged, done.findings
    except (verify_ledger.Wrong, ValueError, OSError, sqlite3.Error) as error:
        return False, None, [str(error)]


def ours(copy):
    report = copy.verify()
    if report.get("error"):
        return False, None, [report["error"]]
    exact = [f["seq"] for f in report["findings"] if "seq" in f and "last" not in f
             and f["damage"] in ("altered", "forged", "missing", "rule_broken", "unknown")]
    return not report["findings_total"], min(exact, default=None), report["findings"]


class Eyes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temp = Path(tempfile.mkdtemp(prefix="mz-eyes-"))
        cls.addClassCleanup(shutil.rmtree, cls.temp)
        cls.original = Original(BIN, cls.temp)
        cls.addClassCleanup(cls.original.close)


class Verifiers(Eyes):
    def test_find_nothing_in_untouched_ledgers(self):
        for copy in (Copy(self.original), Tiles(self.original)):
            copy.kept.append(self.original.newest)
            self.assertTrue(ours(copy)[0])
            self.assertEqual(eyes(copy), (True, None, []))

    def test_agree_on_every_kind_of_edit(self):
        edits = [*edit_list.LedgerEdits(self.original).all(),
                 *edit_list.TileEdits(self.original).all()]
        # Cases, lines and objects are not derived by the second verifier: it says so itself.
        edits = [edit for edit in edits if not edit.row.startswith(("index_objects", "state"))]
        for edit in edits[::EVERY]:
            with self.subTest(edit.row):
                copy = Tiles(self.original) if edit.copy == "tiles" else Copy(self.original)
                edit.change(copy)
                mine, theirs = ours(copy), eyes(copy)
                self.assertEqual(mine[0], theirs[0], f"{mine[2][:2]} / {theirs[2][:2]}")

    def test_agree_on_edits_of_balances(self):
        for key in ("account/bank", "pool/jinan/donation/none/-", "entity/jinan"):
            copy = Copy(self.original)
            copy.sql("UPDATE state SET value = replace(value, '0,', '1,') WHERE key = ?", key)
            self.assertFalse(ours(copy)[0])
            self.assertTrue(any(key in said for said in eyes(copy)[2]), key)

    def test_agree_on_the_entry_that_was_changed(self):
        size = self.original.size
        for seq in (0, 40, size // 2, 200, size - 2):
            data = self.original.entries[seq]
            copy = Copy(self.original)
            copy.sql("UPDATE entries SET bytes = ? WHERE seq = ?",
                     flip(data, data.find(b'"salt":"') + 8), seq)
            mine, theirs = ours(copy), eyes(copy)
            self.assertEqual((mine[1], theirs[1]), (seq, seq))

    def test_agree_on_what_a_thief_of_the_key_changed(self):
        """And on the first entry that breaks a rule. Where two neighbours contradict each other,
        by `seq` or `prev`, either may be blamed."""
        fields = list(thief_list.Thief(self.original).all())
        for kind, field, edit, _ in fields[::EVERY_FIELD]:
            with self.subTest(f"{kind} {field}"):
                copy = Copy(self.original)
                edit.change(copy)
                copy.kept = copy.kept[:-1]  # Else the fork would hide what the rules say.
                mine, theirs = ours(copy), eyes(copy)
                count = 1 if field.startswith(("seq ", "prev ")) else 2
                self.assertEqual(mine[:count], theirs[:count], f"{mine[2][:2]} / {theirs[2][:2]}")


class Go(Eyes):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls.temp / "sumdb"
        environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode",
                       "GOPROXY": "off", "GOFLAGS": "", "GOCACHE": str(cls.temp / "gocache")}
        subprocess.run(["go", "build", "-o", cls.program, "."], check=True, env=environment,
                       cwd=ROOT / "tests" / "independent" / "sumdb")

    def check(self, tiles, *more):
        done = subprocess.run([self.program, "-vkey", self.original.vkey, *more, tiles.folder],
                              capture_output=True, text=True)
        return done.returncode, done.stdout

    def files(self):
        older = self.temp / "older"
        older.write_text(self.original.kept)
        proof = self.temp / "40.tlog-proof"
        proof.write_bytes(subprocess.run([BIN / "mingzhang-audit", "prove", self.original.ledger,
                                          "40"], check=True, capture_output=True).stdout)
        return older, proof

    def test_accepts_our_checkpoint_tiles_and_proofs(self):
        older, proof = self.files()
        code, said = self.check(Tiles(self.original), "-older", older, "-proof", proof)
        self.assertEqual((code, said), (
            0, f"{self.original.size} entries, 1 older checkpoints, 1 proofs\n"))

    def test_refuses_every_tampered_tile_and_checkpoint(self):
        for edit in edit_list.TileEdits(self.original).all():
            if edit.row.startswith(("key of", "checkpoint of the tiles: one")):
                continue
            tiles = Tiles(self.original)
            edit.change(tiles)
            self.assertEqual(self.check(tiles)[0], 1, edit.row)

    def test_refuses_an_older_checkpoint_of_another_history_and_a_changed_proof(self):
        older, proof = self.files()
        older.write_text(self.original.key.checkpoint(self.original.kept_size, bytes(32)))
        self.assertEqual(self.check(Tiles(self.original), "-older", older)[0], 1)
        older, proof = self.files()
        proof.write_text(proof.read_text().replace("index 40", "index 41"))
        self.assertEqual(self.check(Tiles(self.original), "-proof", proof)[0], 1)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    BIN = Path(sys.argv.pop(1)).resolve()
    unittest.main()
