"""A real ledger in which every kind of entry occurs, and copies of it to be damaged."""

import base64
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SEEN = re.compile(rb'"seen":"([0-9a-f]{64})"')


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(data):
    return sha256(b"\0" + data)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def flip(data, place=0, bit=0):
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1:]


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def roots(leaves, sizes):
    """The tree's root at each of these sizes, and the roots of its full tiles."""
    found, full, edge = {}, [], []
    if 0 in sizes:
        found[0] = sha256(b"")
    for size, value in enumerate(leaves, 1):
        level = 0
        while edge and edge[-1][0] == level:
            value = node_hash(edge.pop()[1], value)
            level += 1
            if level == 8:
                full.append(value)
        edge.append((level, value))
        if size in sizes:
            root = edge[-1][1]
            for _, left in reversed(edge[:-1]):
                root = node_hash(left, root)
            found[size] = root
    return found, full


class Key:
    """A log's key, or a stranger's who took its name."""

    def __init__(self, name, seed):
        self.name = name
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = sha256(name.encode() + b"\n\x01" + public)[:4]
        self.vkey = "+".join([name, self.id.hex(), base64.b64encode(b"\x01" + public).decode()])

    def checkpoint(self, size, root):
        text = f"{self.name}\n{size}\n{base64.b64encode(root).decode()}\n"
        signature = base64.b64encode(self.id + self.private.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {signature}\n"


def export_tiles(bin_folder, ledger, target):
    """The one place that knows how the program is asked for tiles."""
    subprocess.run([bin_folder / "mingzhang-audit", "export", ledger, target, "--as", "tiles"],
                   check=True, capture_output=True)


class Original:
    """The ledger that is not touched, with what a thief of its key knows."""

    def __init__(self, bin_folder, folder):
        self.bin, self.folder = Path(bin_folder), Path(folder)
        self.ledger = self.folder / "ledger"
        subprocess.run([self.bin / "matrix_desk", "make", self.ledger], check=True)
        self.desk = subprocess.Popen([self.bin / "matrix_desk", "answer"], text=True,
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.vkey = self.folder / "auditor.vkey"
        shutil.copyfile(self.ledger / "log.vkey", self.vkey)
        vkey = self.vkey.read_text().strip()
        self.key = Key(vkey.split("+")[0], bytes.fromhex(
            (self.ledger / "log.key").read_text().strip()))
        self.stranger = Key(self.key.name, bytes(32))
        with sqlite3.connect(self.ledger / "ledger.db") as database:
            self.triggers = [sql for (sql,) in database.execute(
                "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")]
            for (name,) in list(database.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
                database.execute(f"DROP TRIGGER {name}")
            self.entries = [bytes(data) for (data,) in database.execute(
                "SELECT bytes FROM entries ORDER BY seq")]
            self.checkpoints = dict(database.execute("SELECT size, note FROM checkpoints"))
        database.close()
        with sqlite3.connect(self.ledger / "vault.db") as database:
            for (name,) in list(database.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
                database.execute(f"DROP TRIGGER {name}")
        database.close()
        self.leaves = [leaf_hash(data) for data in self.entries]
        self.size = len(self.entries)
        sizes = sorted(self.checkpoints)
        self.kept_size = sizes[len(sizes) * 5 // 8]
        self.kept = self.checkpoints[self.kept_size]
        self.newest = self.checkpoints[self.size]
        self.tiles = self.folder / "tiles"
        export_tiles(self.bin, self.ledger, self.tiles)

    def ask(self, **question):
        self.desk.stdin.write(json.dumps(question) + "\n")
        self.desk.stdin.flush()
        answer = json.loads(self.desk.stdout.readline())
        return answer

    def close(self):
        self.desk.stdin.close()
        self.desk.wait()


class Copy:
    """A copy of the ledger, in a folder that every copy uses in its turn."""

    def __init__(self, original, vault=False):
        self.original = original
        self.folder = original.folder / "copy"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.vkey, self.kept, self.vault = original.vkey, [original.kept], vault
        for name in ("ledger.db", "log.vkey") + (("vault.db", "keys.db", "master.key") if vault
                                                 else ()):
            shutil.copy(original.ledger / name, self.folder / name)
        self.connection = None

    def sql(self, statement, *values):
        if self.connection is None:
            self.connection = sqlite3.connect(self.folder / "ledger.db", isolation_level=None)
            self.connection.execute("PRAGMA synchronous=OFF")
            self.connection.execute("BEGIN")
        return self.connection.execute(statement, values).fetchall()

    def other_sql(self, file, statement, *values):
        connection = sqlite3.connect(self.folder / file)
        connection.execute("PRAGMA ignore_check_constraints=ON")
        with connection:
            connection.execute("DROP INDEX IF EXISTS ids_id")
            rows = connection.execute(statement, values).fetchall()
        connection.close()
        return rows

    def done(self):
        if self.connection is not None:
            self.connection.execute("COMMIT")
            self.connection.close()
            self.connection = None

    def rebuild(self):
        """Derives all rows anew with the product's own code. Not where an entry cannot be read."""
        for trigger in self.original.triggers:
            self.sql(trigger)
        self.done()
        return self.original.ask(do="rebuild", source=str(self.folder / "ledger.db"))

    def set_entries(self, first, entries):
        """Puts these in the place of all from `first` on; hashes, links and what entries say of
        the hashes of others are computed anew."""
        before = self.original.leaves[first - 1] if first > 0 else bytes(32)
        self.sql("DELETE FROM entries WHERE seq >= ?", first)
        leaves = self.original.leaves[:first]
        renamed = {}
        for seq, (data, is_free) in enumerate(entries, first):
            old = leaf_hash(data)
            if is_free:
                data = relinked(data, seq, before)
                data = SEEN.sub(lambda m: b'"seen":"' + renamed.get(m[1], m[1]) + b'"', data)
            before = leaf_hash(data)
            renamed[old.hex().encode()] = before.hex().encode()
            if len(entries) == self.original.size - first:
                # One in the place of another: who saw that one, saw this one.
                renamed[self.original.leaves[seq].hex().encode()] = before.hex().encode()
            leaves.append(before)
            self.sql("INSERT INTO entries VALUES(?,?,?)", seq, data, before)
        return leaves

    def sign(self, leaves, first, key=None):
        """What who holds the key can do: signs every checkpoint that covers `first` anew."""
        key = key or self.original.key
        sizes = {s for s in self.original.checkpoints if first < s < len(leaves)} | {len(leaves)}
        self.sql("DELETE FROM checkpoints WHERE size > ?", first)
        found, full = roots(leaves, sizes)
        for size in sorted(sizes):
            self.sql("INSERT INTO checkpoints VALUES(?,?)", size, key.checkpoint(size, found[size]))
        self.sql("DELETE FROM nodes")
        for index, value in enumerate(full):
            self.sql("INSERT INTO nodes VALUES(1,?,?)", index, value)

    def verify(self):
        self.done()
        more = {"vault": True} if self.vault else {}
        return self.original.ask(do="verify", source=str(self.folder),
                                 vkey=str(self.vkey or ""), kept=self.kept, **more)


def relinked(data, seq, before):
    """The entry with the number and the link that its place asks for; else as it was."""
    start = data.find(b'"prev":"') + 8
    data = data[:start] + before.hex().encode() + data[start + 64:]
    start = data.rfind(b'"seq":') + 6
    end = data.find(b",", start)
    return data[:start] + str(seq).encode() + data[end:]


class Tiles:
    """A copy of the folder of tiles."""

    def __init__(self, original):
        self.original, self.kept = original, [original.kept]
        self.folder = original.folder / "copy"
        self.vkey = original.vkey
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(original.tiles, self.folder)

    def files(self):
        return sorted(str(p.relative_to(self.folder)) for p in self.folder.rglob("*")
                      if p.is_file() and p.parts[len(self.folder.parts)] == "tile")

    def read(self, name):
        return (self.folder / name).read_bytes()

    def write(self, name, data):
        (self.folder / name).write_bytes(data)

    def verify(self):
        return self.original.ask(do="verify", source=str(self.folder), vkey=str(self.vkey or ""),
                                 kept=self.kept)
