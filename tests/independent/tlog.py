"""Signed notes, checkpoints, the tree and tiles: docs/format.md, section 3."""

import base64
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from form import Wrong

WIDTH = 256


def sha256(data):
    return hashlib.sha256(data).digest()


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
            if base64.b64encode(data).decode() != match[2]:
                raise Wrong("not base64 as it is written")
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
