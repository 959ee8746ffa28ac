#!/usr/bin/python3
"""Verifies a ledger, with code of its own: written from docs/format.md, shares nothing with the
programs.

    tests/independent/verify_ledger.py [--vkey FILE] [--checkpoint FILE]… FOLDER

FOLDER is a ledger (ledger.db), a backup of one, or an exported folder of tiles. Checked: the form
of every entry and of its body, the chain, the tree, every checkpoint and its signature, tree nodes
or tiles, the rules, balances and derived rows. Not checked: what rows.py lists; it is printed.
Exit: 0 sound, 1 findings, 2 usage, 3 unreadable.
Needs python3-cryptography, for Ed25519.
"""

import argparse
import json
import sqlite3
import sys
from pathlib import Path

from books import Books
from form import Wrong, parse_entry
from rows import NOT_CHECKED, index_rows, state_rows
from tlog import Tree, Verifier, node_hash, read_bundle, sha256, tile_path, tiles  # noqa: F401


class Verification:
    def __init__(self, verifier, kept):
        self.verifier = verifier
        self.findings = []
        self.damaged = None  # the lowest entry that a finding names
        self.tree, self.books = Tree(), Books()
        self.prev, self.time = "00" * 32, ""
        self.gifts = [0, 0]
        self.checkpoints, self.met = {}, 0
        self.replaying = True
        for source, note in kept:
            self.add_checkpoint(source, note, None)

    def find(self, place, what, seq=None):
        self.findings.append(f"{place}: {what}")
        if seq is not None and (self.damaged is None or seq < self.damaged):
            self.damaged = seq

    def at(self, seq, what):
        self.find(f"entry {seq}", what, seq)

    def add_checkpoint(self, source, note, size):
        try:
            claimed, root = self.verifier.checkpoint(note)
            if size is not None and claimed != size:
                raise Wrong(f"it is of {claimed} entries")
            self.checkpoints.setdefault(claimed, []).append((source, root))
        except (Wrong, ValueError) as error:
            self.find(source, error)

    def take(self, data):
        """Takes the next entry; returns its leaf hash and the subtrees it completes."""
        seq = self.tree.size
        leaf = sha256(b"\0" + data)
        try:
            self.check_entry(seq, parse_entry(data), leaf)
        except Wrong as error:
            self.at(seq, error)
            self.replaying = False
        self.prev = leaf.hex()
        done = self.tree.append(leaf)
        for source, root in self.checkpoints.pop(seq + 1, []):
            if root == self.tree.root():
                self.met += 1
            else:
                self.find(source, f"the root of {seq + 1} entries is another")
        return leaf, done

    def check_entry(self, seq, entry, leaf):
        for wrong, what in ((entry["seq"] != seq, f"says it is {entry['seq']}"),
                            (entry["prev"] != self.prev, "does not follow the entry before"),
                            (entry["time"] < self.time, "is older than the entry before")):
            if wrong:
                self.at(seq, what)
        self.time = max(self.time, entry["time"])
        if seq == 0 and entry["kind"] == "ledger.opened" and (
                entry["body"]["vkey"] != self.verifier.vkey
                or entry["body"]["origin"] != self.verifier.name):
            self.at(0, "names another key, or another origin")
        if entry["kind"] == "donation.received":
            self.gifts[0] += 1
            self.gifts[1] += entry["body"]["amount"]
        if self.replaying and entry["seq"] == seq:
            self.replay(seq, entry, leaf)
        else:
            self.replaying = False

    def replay(self, seq, entry, leaf):
        """The books. Behind a broken rule an effect may have nothing to stand on."""
        try:
            for code in self.books.check(entry):
                self.at(seq, code)
            self.books.take(entry, leaf)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            if not self.findings:
                raise
            self.at(seq, f"not replayed from here on ({error!r})")
            self.replaying = False
            return
        for what in self.books.unsound():
            self.at(seq, what)

    def finish(self):
        for size, claims in self.checkpoints.items():
            for source, root in claims:
                if size == 0 and root == sha256(b""):
                    self.met += 1
                else:
                    self.find(source, f"of {size} entries, but there are {self.tree.size}",
                              min(size, self.tree.size))
        for what in self.books.unsound_at_end() if self.replaying else []:
            self.find("the end", what)


def compare(verification, name, expected, found):
    for key in expected.keys() | found.keys():
        if expected.get(key) != found.get(key):
            verification.find(f"{name} {key}", f"is {found.get(key)}, not {expected.get(key)}")


def verify_rows(database, verification):
    """The derived rows, where the books could be replayed to the end."""
    if not verification.replaying or verification.books.info is None:
        return
    kept = tuple(f"{name}/" for name in NOT_CHECKED["state rows"])
    found = {key: value for key, value in database.execute("SELECT key, value FROM state")
             if not key.startswith(kept)}
    compare(verification, "state", state_rows(verification.books), found)
    for table, expected in index_rows(verification.books).items():
        found = set(database.execute(f"SELECT * FROM index_{table}"))
        for row in expected ^ found:
            verification.find(f"index_{table} {row}", "missing" if row in expected else "one more")


def verify_database(path, verification):
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    last = 0
    for size, note in database.execute("SELECT size, note FROM checkpoints ORDER BY size"):
        verification.add_checkpoint(f"checkpoint {size}", note, size)
        last = size
    nodes = {(level, index): bytes(h) for level, index, h in
             database.execute("SELECT level, idx, hash FROM nodes")}
    for seq, data, leaf in database.execute("SELECT seq, bytes, leaf FROM entries ORDER BY seq"):
        if seq != verification.tree.size:
            verification.at(verification.tree.size, "missing")
            verification.replaying = False
            break
        computed, done = verification.take(bytes(data))
        if computed != leaf:
            verification.at(seq, "does not fit the hash stored beside it")
        for level, index, value in done:
            if level % 8 == 0 and level > 0 and nodes.pop((level // 8, index), None) != value:
                verification.find(f"node {level // 8}/{index}", "differs, or is missing")
    for level, index in nodes:
        verification.find(f"node {level}/{index}", "no such full subtree")
    if last < verification.tree.size:
        verification.at(last, "no checkpoint covers it")
    verify_rows(database, verification)
    database.close()


def verify_tiles(folder, verification):
    note = (folder / "checkpoint").read_text()
    verification.add_checkpoint("checkpoint", note, None)
    try:
        size = verification.verifier.checkpoint(note)[0]
    except (Wrong, ValueError):
        return  # A finding already.
    levels = {}
    for index, width in tiles(size, 0):
        path = tile_path("entries", index, width)
        try:
            entries = read_bundle((folder / path).read_bytes(), width)
        except (OSError, Wrong) as error:
            verification.find(path, error, verification.tree.size)
            return
        for data in entries:
            for level, _, value in verification.take(data)[1]:
                if level % 8 == 0:
                    levels.setdefault(level // 8, []).append(value)
    for level, hashes in levels.items():
        for index, width in tiles(size, level):
            path = tile_path(level, index, width)
            expected = b"".join(hashes[index * 256:index * 256 + width])
            if not (folder / path).is_file() or (folder / path).read_bytes() != expected:
                verification.find(path, "differs, or is missing")


def verify(folder, vkey=None, kept=()):
    """The verification of a folder. Errors: Wrong, ValueError, OSError, sqlite3.Error."""
    vkey = vkey or (folder / "log.vkey").read_text().removesuffix("\n")
    verification = Verification(Verifier(vkey), kept)
    if (folder / "ledger.db").exists():
        verify_database(folder / "ledger.db", verification)
    else:
        verify_tiles(folder, verification)
    verification.finish()
    return verification


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vkey", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    try:
        vkey = arguments.vkey.read_text().removesuffix("\n") if arguments.vkey else None
        kept = [(str(path), path.read_text()) for path in arguments.checkpoint]
        verification = verify(arguments.folder, vkey, kept)
    except (Wrong, ValueError, OSError, sqlite3.DatabaseError) as error:
        print(f"{arguments.folder}: {error}", file=sys.stderr)
        return 3
    for finding in verification.findings:
        print(finding)
    print("Not checked: " + json.dumps(NOT_CHECKED))
    print(f"{verification.tree.size} entries, {verification.met} checkpoints met, "
          f"{verification.gifts[0]} gifts of {verification.gifts[1]} fen, "
          f"{len(verification.findings)} findings")
    return 1 if verification.findings else 0


if __name__ == "__main__":
    sys.exit(main())
