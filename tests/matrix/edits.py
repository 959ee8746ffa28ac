"""Every kind of edit of a ledger's files, each at several places.

An edit is (row, change, where, knowable): the row of the matrix, a function that damages a copy,
what a finding must name to count as located exactly, and whether an offline auditor with one older
checkpoint can know of it at all.
"""

import random
import re
from collections import namedtuple

from copies import flip, leaf_hash

Edit = namedtuple("Edit", "row change where knowable copy")


def places(count, row):
    """First, middle and last of so many, and two at random: the same in every run."""
    some = random.Random(row)
    return sorted({0, count // 2, count - 1, some.randrange(count), some.randrange(count)})


def at_entry(seq):
    """A finding that names this entry and no other."""
    return lambda finding: finding.get("seq") == seq and finding.get("last", seq) == seq


def at_row(*texts):
    """A finding that names this row: its table and key, wherever it says so."""
    def names(finding):
        said = " ".join(str(finding.get(key, "")) for key in ("where", "expected", "found"))
        return all(text in said for text in texts)
    return names


def changed_salt(data):
    place = data.rfind(b'"salt":"') + 8
    return data[:place] + (b"1" if data[place:place + 1] != b"1" else b"2") + data[place + 1:]


class LedgerEdits:
    """Edits of entries, checkpoints, keys and derived rows."""

    def __init__(self, original):
        self.original = original

    def all(self):
        yield from self.entries()
        yield from self.order()
        yield from self.tails()
        yield from self.checkpoints()
        yield from self.keys()
        yield from self.rows()

    def edit(self, row, change, where, knowable=True):
        return Edit(row, change, where, knowable, "ledger")

    def entries(self):
        entries = self.original.entries

        def put(seq, data, leaf=None):
            def change(copy):
                copy.sql("UPDATE entries SET bytes = ? WHERE seq = ?", data, seq)
                if leaf:
                    copy.sql("UPDATE entries SET leaf = ? WHERE seq = ?", leaf, seq)
            return change

        row = "a bit of an entry flipped"
        for seq in places(self.original.size, row):
            data = entries[seq]
            for place in places(len(data), f"{row} {seq}"):
                yield self.edit(row, put(seq, flip(data, place, seq % 8)), at_entry(seq))
        row = "an entry cut off, or emptied"
        for seq in places(self.original.size, row):
            for data in (b"", entries[seq][:-1], entries[seq][:100], entries[seq] + b" "):
                yield self.edit(row, put(seq, data), at_entry(seq))
        row = "a bit of an entry's stored hash flipped"
        for seq in places(self.original.size, row):
            for place in (0, 15, 31):
                leaf = flip(self.original.leaves[seq], place, 7)
                yield self.edit(row, put(seq, entries[seq], leaf), at_entry(seq))
        row = "an entry changed, and its own hash computed again"
        for seq in places(self.original.size, row):
            data = changed_salt(entries[seq])
            yield self.edit(row, put(seq, data, leaf_hash(data)), at_entry(seq))
        row = "an entry replaced by a copy of another"
        for seq in places(self.original.size, row):
            other = (seq + 7) % self.original.size
            yield self.edit(row, put(seq, entries[other], self.original.leaves[other]),
                            at_entry(seq))

    def order(self):
        size, entries = self.original.size, self.original.entries

        def delete(seq, move):
            def change(copy):
                copy.sql("DELETE FROM entries WHERE seq = ?", seq)
                if move:
                    shift(copy, seq + 1, -1)
            return change

        def shift(copy, first, by):
            copy.sql("UPDATE entries SET seq = -1 - seq WHERE seq >= ?", first)
            copy.sql("UPDATE entries SET seq = -1 - seq + ? WHERE seq < 0", by)

        def insert(seq, data):
            def change(copy):
                shift(copy, seq, 1)
                copy.sql("INSERT INTO entries VALUES(?,?,?)", seq, data, leaf_hash(data))
            return change

        def swap(one, two):
            def change(copy):
                for old, new in ((one, -1), (two, one), (-1, two)):
                    copy.sql("UPDATE entries SET seq = ? WHERE seq = ?", new, old)
            return change

        row = "an entry deleted"
        for seq in places(size, row):
            yield self.edit(row, delete(seq, False), at_entry(seq))
        row = "an entry deleted, the later ones moved up"
        for seq in places(size, row):
            yield self.edit(row, delete(seq, True), at_entry(seq))
        row = "two neighbours swapped"
        for seq in places(size - 1, row):
            yield self.edit(row, swap(seq, seq + 1), at_entry(seq))
        row = "two entries swapped"
        for seq in places(size, row):
            other = random.Random(f"{row} {seq}").randrange(size - 1)
            other += other >= seq
            yield self.edit(row, swap(seq, other), at_entry(min(seq, other)))
        row = "an entry doubled, the later ones moved down"
        for seq in places(size, row):
            yield self.edit(row, insert(seq + 1, entries[seq]), at_entry(seq + 1))
        row = "an entry made up, the later ones moved down"
        for seq in places(size, row):
            yield self.edit(row, insert(seq, changed_salt(entries[seq])), at_entry(seq))
        row = "an entry appended"
        for seq in places(size, row):
            def append(copy, seq=seq):
                copy.set_entries(size, [(entries[seq], True)])
            yield self.edit(row, append, at_entry(size))

    def tails(self):
        size, entries = self.original.size, self.original.entries

        def rehash(first, tail, rows):
            def change(copy):
                copy.set_entries(first, [(data, True) for data in tail])
                if rows:
                    copy.rebuild()
            return change

        for name, tail_of in (("changed", lambda s: [changed_salt(entries[s]), *entries[s + 1:]]),
                              ("deleted", lambda s: entries[s + 1:]),
                              ("made up", lambda s: [changed_salt(entries[s]), *entries[s:]])):
            row = f"an entry {name}, all hashes after it computed again, without the key"
            for seq in places(size, row):
                for rows in (False, True):
                    yield self.edit(row, rehash(seq, tail_of(seq), rows), at_entry(seq))
        row = "cut off at the end"
        for seq in places(size, row):
            def cut(copy, seq=seq):
                copy.sql("DELETE FROM entries WHERE seq >= ?", seq)
            yield self.edit(row, cut, lambda f, seq=seq: f.get("seq") == seq)
        sizes = sorted(self.original.checkpoints)
        for row, those, knowable in (
                ("an older copy put back, from before the kept checkpoint",
                 [s for s in sizes if s < self.original.kept_size], True),
                ("an older copy put back, from after the kept checkpoint",
                 [s for s in sizes if self.original.kept_size <= s < size], False)):
            for place in places(len(those), row):
                yield self.edit(row, roll_back(those[place]),
                                lambda f, s=those[place]: f.get("seq") == s, knowable)

    def checkpoints(self):
        original, sizes = self.original, sorted(self.original.checkpoints)

        def put(size, note):
            return lambda copy: copy.sql("UPDATE checkpoints SET note = ? WHERE size = ?", note,
                                         size)

        row = "a byte of a checkpoint changed"
        for size in (sizes[i] for i in places(len(sizes), row)):
            note = original.checkpoints[size]
            for place in places(len(note), f"{row} {size}"):
                other = "A" if note[place] != "A" else "B"
                yield self.edit(row, put(size, note[:place] + other + note[place + 1:]),
                                at_entry(size))
        row = "a checkpoint signed by a stranger"
        root = bytes(range(32))
        for size in (sizes[i] for i in places(len(sizes), row)):
            yield self.edit(row, put(size, original.stranger.checkpoint(size, root)),
                            at_entry(size))
        row = "the checkpoint of another size in a checkpoint's place"
        for i in places(len(sizes), row):
            other = sizes[(i + 3) % len(sizes)]
            yield self.edit(row, put(sizes[i], original.checkpoints[other]), at_entry(sizes[i]))
        row = "the newest checkpoints deleted"
        for count in (1, 2, 5, len(sizes)):
            def newest(copy, first=sizes[-count]):
                copy.sql("DELETE FROM checkpoints WHERE size >= ?", first)
            end = sizes[-count - 1] if count < len(sizes) else 0
            yield self.edit(row, newest, lambda f, end=end: f.get("seq") == end)
        row = "a checkpoint before the newest deleted"
        for i in places(len(sizes) - 1, row):
            def inner(copy, size=sizes[i]):
                copy.sql("DELETE FROM checkpoints WHERE size = ?", size)
            yield self.edit(row, inner, at_entry(sizes[i]), False)

    def keys(self):
        original = self.original

        def replace(sign, opening, own_key):
            def change(copy):
                (copy.folder / "log.vkey").write_text(original.stranger.vkey + "\n")
                if not own_key:
                    copy.vkey = None
                leaves = original.leaves
                if opening:
                    first = original.entries[0].replace(original.key.vkey.encode(),
                                                        original.stranger.vkey.encode())
                    leaves = copy.set_entries(
                        0, [(data, True) for data in (first, *original.entries[1:])])
                if sign:
                    copy.sign(leaves, 0, original.stranger)
                if opening:
                    copy.rebuild()
            return change

        for row, sign, opening in (
                ("the log's key replaced", False, False),
                ("the log's key replaced, all checkpoints signed with the new one", True, False),
                ("the log's key replaced, all entries and checkpoints made anew", True, True)):
            for own_key in (False, True):
                if own_key and not sign:
                    continue
                yield self.edit(row, replace(sign, opening, own_key), at_entry(0))

    def rows(self):
        from tables import table_edits
        yield from table_edits(self.original)


def roll_back(size):
    """The ledger as it was with so many entries: a backup of that day."""
    def change(copy):
        for statement in ("DELETE FROM entries WHERE seq >= ?",
                          "DELETE FROM checkpoints WHERE size > ?"):
            copy.sql(statement, size)
        copy.rebuild()
    return change


class TileEdits:
    """Edits of an exported folder of tiles."""

    def __init__(self, original):
        self.original = original

    def all(self):
        original = self.original
        names = sorted(str(p.relative_to(original.tiles))
                       for p in (original.tiles / "tile").rglob("*") if p.is_file())
        for name in names:
            level = name.split("/")[1]
            what = f"tile/{level}: "
            data = (original.tiles / name).read_bytes()
            for place in places(len(data), name):
                yield self.edit(what + "a bit flipped", name, flip(data, place, place % 8))
            yield self.edit(what + "deleted", name, None)
            yield self.edit(what + "cut off", name, data[:-1])
            yield self.edit(what + "made longer", name, data + b"\0")
            other = (original.tiles / names[names.index(name) - 1]).read_bytes()
            yield self.edit(what + "another tile in its place", name, other)
        note = (original.tiles / "checkpoint").read_text()
        for place in places(len(note), "checkpoint"):
            other = "A" if note[place] != "A" else "B"
            yield self.edit("checkpoint of the tiles: a byte changed", "checkpoint",
                            (note[:place] + other + note[place + 1:]).encode())
        for row, size in (("before", max(s for s in original.checkpoints
                                         if s < original.kept_size)),):
            yield self.edit(f"checkpoint of the tiles: one from {row} the kept one", "checkpoint",
                            original.checkpoints[size].encode())
        yield self.edit("key of the tiles replaced", "log.vkey",
                        (original.stranger.vkey + "\n").encode(), own_key=False)

    def edit(self, row, name, data, own_key=True):
        def change(copy):
            if data is None:
                (copy.folder / name).unlink()
            else:
                copy.write(name, data)
            if not own_key:
                copy.vkey = None
        return Edit(row, change, self.where(name), True, "tiles")

    @staticmethod
    def where(name):
        """The entries of a bundle, or of a tile of leaves; the node of an upper tile."""
        match = re.fullmatch(r"tile/(entries|\d)/(\d{3})(?:\.p/\d+)?", name)
        if not match:
            return lambda finding: finding["damage"] == "forged" or "checkpoint" in finding.get(
                "where", "")
        first = int(match[2]) * 256
        if match[1] in ("entries", "0"):
            return lambda finding: first <= finding.get("seq", -1) < first + 256
        return at_row(f"node {match[1]}/") if match[1] != "1" else at_row("node 1/")
