#!/usr/bin/python3
"""The tamper matrix: every kind of edit, tried on a ledger in which every kind of entry occurs.

    tests/matrix/tamper_matrix.py BIN            prints the page
    tests/matrix/tamper_matrix.py BIN --write    writes docs/tamper-matrix.md
    tests/matrix/tamper_matrix.py BIN --check    exit 1 when the page is not what would be written

BIN: the folder of mingzhang-audit and matrix_desk. Exit 1 when anything is missed that an offline
auditor with one older checkpoint can know. Needs python3-cryptography, for Ed25519.
"""

import argparse
import collections
import json
import shutil
import sys
import tempfile
from pathlib import Path

from copies import Copy, Original, Tiles
from edits import LedgerEdits, TileEdits
from page import page_of
from tables import vault_edits
from thief import Thief

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tamper-matrix.md"


class Tally:
    """What came of one kind of edit."""

    def __init__(self):
        self.tried = self.found = self.exact = 0
        self.missed = []

    def count(self, edit, report, name=""):
        """Counts one edit; the findings of its verification."""
        causes = [f for f in report.get("findings", []) if not f.get("follows")]
        self.tried += 1
        # A file that cannot be read at all is no comfort either: exit 3.
        if report.get("error") or report["findings_total"]:
            self.found += 1
            self.exact += any(edit.where(finding) for finding in causes)
        else:
            self.missed.append(name or f"place {self.tried}")


class Matrix:
    def __init__(self, original):
        self.original = original
        self.knowable = collections.OrderedDict()
        self.unknowable = collections.OrderedDict()
        self.before = collections.OrderedDict()
        self.after = collections.OrderedDict()

    def copy_for(self, edit):
        if edit.copy == "tiles":
            return Tiles(self.original)
        return Copy(self.original, edit.copy == "vault")

    def try_untouched(self):
        """Nothing is found where nothing was changed."""
        for copy in (Copy(self.original), Copy(self.original, True), Tiles(self.original)):
            report = copy.verify()
            if report.get("error") or report["findings_total"]:
                sys.exit(f"the untouched ledger is not sound: {json.dumps(report, indent=1)}")

    def try_edit(self, edit):
        copy = self.copy_for(edit)
        edit.change(copy)
        return copy.verify()

    def run(self):
        self.try_untouched()
        edits = [*LedgerEdits(self.original).all(), *vault_edits(self.original),
                 *TileEdits(self.original).all()]
        for edit in edits:
            table = self.knowable if edit.knowable else self.unknowable
            table.setdefault(edit.row, Tally()).count(edit, self.try_edit(edit))
        for kind, field, edit, _ in Thief(self.original).all():
            report = self.try_edit(edit)
            self.before.setdefault(kind, Tally()).count(edit, report, field)
            # The same without the newest checkpoint: what an auditor knows who kept the last one
            # from before this entry.
            rules = [f for f in report.get("findings", [])
                     if f["damage"] != "forked" or f["last"] < self.original.size - 1]
            self.after.setdefault(kind, Tally()).count(
                edit, {**report, "findings": rules, "findings_total": len(rules)}, field)

    def missed(self):
        return [f"{row}: {name}" for table in (self.knowable, self.before)
                for row, tally in table.items() for name in tally.missed]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bin", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mz-matrix-"))
    try:
        original = Original(arguments.bin.resolve(), folder)
        matrix = Matrix(original)
        matrix.run()
        original.close()
    finally:
        shutil.rmtree(folder)
    text = page_of(matrix)
    missed = matrix.missed()
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    if arguments.write:
        PAGE.write_text(text, "utf-8")
    elif not arguments.check:
        print(text)
    elif PAGE.read_text("utf-8") != text:
        print(f"{PAGE} is not what the program prints: see --write", file=sys.stderr)
        return 1
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
