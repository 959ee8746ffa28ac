#!/usr/bin/python3
"""Verifies a ledger, with code of its own: written from docs/format.md, shares nothing with the
programs.

    tests/docs/verify_ledger.py [--vkey FILE] [--checkpoint FILE]… FOLDER

FOLDER is a ledger (ledger.db), a backup of one, or what `mingzhang-audit export-tiles` writes. It
checks the form of every entry, the chain, the leaf hashes, the tree, every checkpoint and its
signature, and tree nodes or tiles; not the rules of money. Exit: 0 sound, 1 findings, 2 usage.
Needs python3-cryptography, for Ed25519.
"""

import argparse
import base64
import hashlib
import json
import re
import sqlite3
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ENTRY_BYTES_MAX = 65535
INT_MAX = 2**53 - 1
DEPTH_MAX = 8
TITLE_BYTES_MAX = 200
WIDTH = 256
MUST = {"actor", "body", "kind", "prev", "salt", "seq", "time", "v"}
MAY = {"fund", "private"}
KEY = re.compile(r"[a-z][a-z0-9_]*")
ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,22}")
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
HEX32 = re.compile(r"[0-9a-f]{32}")
HEX64 = re.compile(r"[0-9a-f]{64}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class Wrong(Exception):
    """What is wrong with one thing."""


def sha256(data):
    return hashlib.sha256(data).digest()


# Entries


def once(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise Wrong("a key is there twice")
    return dict(pairs)


def is_title(text):
    for c in map(ord, text):
        if c < 0x20 or 0x7F <= c <= 0x9F or c in (0x2028, 0x2029, 0x061C, 0x200E, 0x200F):
            return False
        if 0x202A <= c <= 0x202E or 0x2066 <= c <= 0x2069:
            return False
        if 0xFDD0 <= c <= 0xFDEF or c & 0xFFFE == 0xFFFE:
            return False
    return len(text.encode()) <= TITLE_BYTES_MAX


def check_value(value, depth, key):
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > INT_MAX:
            raise Wrong(f"{key}: the number is out of range")
    elif isinstance(value, str):
        good = is_title(value) if key == "title" else all(" " <= c <= "~" for c in value)
        if not value or not good:
            raise Wrong(f"{key}: not a text that is allowed")
    elif isinstance(value, (dict, list)):
        if not value or depth > DEPTH_MAX:
            raise Wrong(f"{key}: empty, or too deep")
        for inner in value.items() if isinstance(value, dict) else ((key, v) for v in value):
            if isinstance(value, dict) and not KEY.fullmatch(inner[0]):
                raise Wrong(f"{key}: no key can be called so")
            check_value(inner[1], depth + 1, inner[0])
    else:
        raise Wrong(f"{key}: null, or a fraction")


def parse_entry(data):
    """The entry of these bytes, if they are one in canonical form."""
    if len(data) > ENTRY_BYTES_MAX:
        raise Wrong("too large")
    try:
        entry = json.loads(data.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"not JSON: {error}") from None
    if not isinstance(entry, dict):
        raise Wrong("not an object")
    check_value(entry, 1, "")
    again = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if again.encode() != data:
        raise Wrong("not in canonical form")
    if not MUST <= set(entry) <= MUST | MAY:
        raise Wrong("a key is missing, or one too many")

    def fits(key, pattern):
        return isinstance(entry[key], str) and pattern.fullmatch(entry[key])

    private = entry.get("private", ["00" * 32])
    if not (fits("actor", ID) and fits("kind", KIND) and fits("prev", HEX64)
            and fits("salt", HEX32) and fits("time", TIME) and isinstance(entry["body"], dict)
            and ("fund" not in entry or fits("fund", ID)) and type(entry["seq"]) is int
            and entry["seq"] >= 0 and type(entry["v"]) is int and entry["v"] == 1
            and isinstance(private, list) and len(private) <= 32
            and all(isinstance(c, str) and HEX64.fullmatch(c) for c in private)):
        raise Wrong("a field of the entry is not of its form")
    return entry


# Notes


class Verifier:
    def __init__(self, vkey):
        try:
            self.name, key_id, key = vkey.split("+", 2)
            data = base64.b64decode(key, validate=True)
        except ValueError:
            raise Wrong("this is not a verifier key") from None
        if len(data) != 33 or data[0] != 1:
            raise Wrong("this is not an Ed25519 verifier key")
        self.id = sha256(self.name.encode() + b"\n" + data)[:4]
        if self.id.hex() != key_id:
            raise Wrong("the key does not fit its id")
        self.vkey = vkey
        self.key = Ed25519PublicKey.from_public_bytes(data[1:])

    def checkpoint(self, note):
        """(size, root) of a checkpoint that this key signed."""
        body, blank, signatures = note.rpartition("\n\n")
        if not blank or not signatures.endswith("\n"):
            raise Wrong("not a signed note")
        text = body + "\n"
        signed = False
        for line in signatures[:-1].split("\n"):
            match = re.fullmatch(r"\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)", line)
            if not match:
                raise Wrong("not a signature line")
            data = base64.b64decode(match[2], validate=True)
            if match[1] == self.name and data[:4] == self.id:
                try:
                    self.key.verify(data[4:], text.encode())
                except InvalidSignature:
                    raise Wrong("the signature is not the log's") from None
                signed = True
        if not signed:
            raise Wrong("not signed by the log")
        lines = text.split("\n")
        if len(lines) != 4 or lines[0] != self.name:
            raise Wrong("not a checkpoint of this log")
        if not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):
            raise Wrong("the size is not a number")
        root = base64.b64decode(lines[2], validate=True)
        if len(root) != 32 or base64.b64encode(root).decode() != lines[2]:
            raise Wrong("the root is not a hash")
        return int(lines[1]), root


# The tree


def node_hash(left, right):
    return sha256(b"\1" + left + right)


class Tree:
    """Grows leaf by leaf; keeps the roots of the full subtrees of its right edge."""

    def __init__(self):
        self.size = 0
        self.edge = []  # (level, hash), the largest first

    def append(self, leaf):
        """Appends a leaf; returns the subtrees that it completes, as (level, index, hash)."""
        self.size += 1
        level, done = 0, [(0, self.size - 1, leaf)]
        while self.edge and self.edge[-1][0] == level:
            leaf = node_hash(self.edge.pop()[1], leaf)
            level += 1
            done.append((level, (self.size >> level) - 1, leaf))
        self.edge.append((level, leaf))
        return done

    def root(self):
        if not self.edge:
            return sha256(b"")
        root = self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            root = node_hash(left, root)
        return root


class Verification:
    def __init__(self, verifier, kept):
        self.verifier = verifier
        self.findings = []
        self.tree = Tree()
        self.prev = "00" * 32
        self.time = ""
        self.gifts = [0, 0]
        self.checkpoints = {}
        self.met = 0
        for source, note in kept:
            self.add_checkpoint(source, note, None)

    def find(self, place, what):
        self.findings.append(f"{place}: {what}")

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
            self.check_entry(seq, parse_entry(data))
        except Wrong as error:
            self.find(f"entry {seq}", error)
        self.prev = leaf.hex()
        done = self.tree.append(leaf)
        for source, root in self.checkpoints.pop(seq + 1, []):
            if root == self.tree.root():
                self.met += 1
            else:
                self.find(source, f"the root of {seq + 1} entries is another")
        return leaf, done

    def check_entry(self, seq, entry):
        if entry["seq"] != seq:
            self.find(f"entry {seq}", f"says it is {entry['seq']}")
        if entry["prev"] != self.prev:
            self.find(f"entry {seq}", "does not follow the entry before")
        if entry["time"] < self.time:
            self.find(f"entry {seq}", "is older than the entry before")
        self.time = max(self.time, entry["time"])
        if (seq == 0) != (entry["kind"] == "ledger.opened"):
            self.find(f"entry {seq}", "the ledger is opened by entry 0 and no other")
        if seq == 0 and (entry["body"].get("vkey") != self.verifier.vkey
                         or entry["body"].get("origin") != self.verifier.name):
            self.find("entry 0", "names another key, or another origin")
        if entry["kind"] == "donation.received":
            self.gifts[0] += 1
            self.gifts[1] += entry["body"].get("amount", 0)

    def finish(self):
        for size, claims in self.checkpoints.items():
            for source, root in claims:
                if size == 0 and root == sha256(b""):
                    self.met += 1
                else:
                    self.find(source, f"of {size} entries, but there are {self.tree.size}")


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
            verification.find(f"entry {verification.tree.size}", "missing")
            break
        computed, done = verification.take(bytes(data))
        if computed != leaf:
            verification.find(f"entry {seq}", "does not fit the hash stored beside it")
        for level, index, value in done:
            if level % 8 == 0 and level > 0 and nodes.pop((level // 8, index), None) != value:
                verification.find(f"node {level // 8}/{index}", "differs, or is missing")
    for level, index in nodes:
        verification.find(f"node {level}/{index}", "no such full subtree")
    if last != verification.tree.size:
        verification.find("the end", f"the newest checkpoint is of {last} entries")


def tile_path(level, index, width):
    path = f"{index % 1000:03d}"
    while index >= 1000:
        index //= 1000
        path = f"x{index % 1000:03d}/{path}"
    return f"tile/{level}/{path}" + (f".p/{width}" if width < WIDTH else "")


def tiles(size, level):
    count = size >> (8 * level)
    return [(i, min(WIDTH, count - i * WIDTH)) for i in range((count + WIDTH - 1) // WIDTH)]


def read_bundle(data, width):
    entries = []
    while data:
        length = int.from_bytes(data[:2], "big")
        if len(data) < 2 + length:
            raise Wrong("an entry is cut off")
        entries.append(data[2:2 + length])
        data = data[2 + length:]
    if len(entries) != width:
        raise Wrong(f"{len(entries)} entries in place of {width}")
    return entries


def verify_tiles(folder, verification):
    note = (folder / "checkpoint").read_text()
    verification.add_checkpoint("checkpoint", note, None)
    size = verification.verifier.checkpoint(note)[0]
    levels = {}
    for index, width in tiles(size, 0):
        path = tile_path("entries", index, width)
        try:
            entries = read_bundle((folder / path).read_bytes(), width)
        except (OSError, Wrong) as error:
            verification.find(path, error)
            return
        for data in entries:
            for level, _, value in verification.take(data)[1]:
                if level % 8 == 0:
                    levels.setdefault(level // 8, []).append(value)
    for level, hashes in levels.items():
        for index, width in tiles(size, level):
            path = tile_path(level, index, width)
            expected = b"".join(hashes[index * WIDTH:index * WIDTH + width])
            if not (folder / path).is_file() or (folder / path).read_bytes() != expected:
                verification.find(path, "differs, or is missing")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vkey", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    folder = arguments.folder
    vkey = (arguments.vkey or folder / "log.vkey").read_text().removesuffix("\n")
    try:
        kept = [(str(path), path.read_text()) for path in arguments.checkpoint]
        verification = Verification(Verifier(vkey), kept)
        if (folder / "ledger.db").exists():
            verify_database(folder / "ledger.db", verification)
        else:
            verify_tiles(folder, verification)
        verification.finish()
    except (Wrong, ValueError, sqlite3.DatabaseError) as error:
        sys.exit(f"{folder}: {error}")
    for finding in verification.findings:
        print(finding)
    print(f"{verification.tree.size} entries, {verification.met} checkpoints met, "
          f"{verification.gifts[0]} gifts of {verification.gifts[1]} fen, "
          f"{len(verification.findings)} findings")
    return 1 if verification.findings else 0


if __name__ == "__main__":
    sys.exit(main())
