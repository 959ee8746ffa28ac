"""A transparency log and its cosignatures, after RFC 9162 and C2SP: shares no code with ours."""

import base64
import hashlib
import random
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LOG, COSIGNATURE = 1, 4  # C2SP signed-note, signature types


def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


def split(n):
    """The largest power of two below n."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


class Tree:
    """RFC 9162 section 2.1, as it stands there; remembers what it hashed."""

    def __init__(self, leaves):
        self.leaves = [sha256(b"\0" + leaf) for leaf in leaves]
        self.known = {}

    def root(self, begin, end):
        if begin == end:
            return sha256(b"")
        if end - begin == 1:
            return self.leaves[begin]
        if (begin, end) not in self.known:
            k = begin + split(end - begin)
            self.known[begin, end] = sha256(b"\1" + self.root(begin, k) + self.root(k, end))
        return self.known[begin, end]

    def consistency(self, old, size):
        return self.subproof(old, 0, size, True) if 0 < old < size else []

    def subproof(self, m, begin, end, whole):
        n = end - begin
        if m == n:
            return [] if whole else [self.root(begin, end)]
        k = split(n)
        if m <= k:
            return self.subproof(m, begin, begin + k, whole) + [self.root(begin + k, end)]
        return self.subproof(m - k, begin + k, end, False) + [self.root(begin, begin + k)]


def key_id(name, kind, public):
    return sha256(name.encode() + b"\n" + bytes([kind]) + public)[:4]


def parse_vkey(vkey):
    name, digits, key = vkey.split("+", 2)
    key = base64.b64decode(key)
    assert key_id(name, key[0], key[1:]).hex() == digits, vkey
    return name, key[0], key[1:]


class Log:
    """A log of made-up entries, and if asked another one with the same name and key."""

    def __init__(self, origin, seed=0, size=0):
        self.origin = origin
        self.key = Ed25519PrivateKey.from_private_bytes(
            random.Random(f"{origin} {seed}").randbytes(32))
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = key_id(origin, LOG, self.public)
        self.vkey = f"{origin}+{self.id.hex()}+{b64(bytes([LOG]) + self.public)}"
        self.tree = Tree([f"entry {i}".encode() for i in range(size)])

    def branch(self, common, size):
        """The same log with other entries from `common` on: what a forger shows to others."""
        other = Log.__new__(Log)
        other.__dict__.update(self.__dict__)
        other.tree = Tree([])
        other.tree.leaves = self.tree.leaves[:common] + [
            sha256(b"\0other %d" % i) for i in range(common, size)]
        return other

    def body(self, size, extensions=""):
        return f"{self.origin}\n{size}\n{b64(self.tree.root(0, size))}\n{extensions}"

    def line(self, body):
        return f"— {self.origin} {b64(self.id + self.key.sign(body.encode()))}\n"

    def note(self, size, extensions=""):
        body = self.body(size, extensions)
        return f"{body}\n{self.line(body)}"

    def request(self, old, size, proof=None, note=None):
        proof = self.tree.consistency(old, size) if proof is None else proof
        lines = "".join(b64(each) + "\n" for each in proof)
        return f"old {old}\n{lines}\n{note or self.note(size)}"


def cosigned_at(vkey, body, lines):
    """The moments of the cosignatures of one witness on a body; refuses any that is wrong."""
    name, kind, public = parse_vkey(vkey)
    assert kind == COSIGNATURE
    moments = []
    for line in lines.splitlines():
        dash, by, data = line.split(" ")
        data = base64.b64decode(data)
        if dash != "—" or by != name or data[:4] != key_id(name, kind, public):
            continue
        moment, = struct.unpack(">Q", data[4:12])
        message = f"cosignature/v1\ntime {moment}\n{body}".encode()
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(data[12:], message)
        except InvalidSignature:
            raise AssertionError(f"{name} did not cosign {body!r}") from None
        moments.append(moment)
    return moments
