"""Every field of every kind, changed by a thief who holds the log's key: all later links and hashes
are computed anew, all checkpoints are signed anew, all derived rows are derived anew."""

import json
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from copies import canonical
from edits import Edit, at_entry

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "format" / "schema.json")
                    .read_text("utf-8"))
ENVELOPE = {"actor": {"type": "string"}, "fund": {"type": "string"}, "kind": {"enum": list(SCHEMA)},
            "private": {"type": "array", "items": {"type": "string"}}}
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Values:
    """Which values stand under which key anywhere in the ledger."""

    def __init__(self, entries):
        self.seen = defaultdict(set)
        for data in entries:
            self.collect("", json.loads(data))
        self.sorted = {key: sorted(values) for key, values in self.seen.items()}

    def collect(self, key, value):
        if isinstance(value, dict):
            for inner, each in value.items():
                self.collect(inner, each)
        elif isinstance(value, list):
            for each in value:
                self.collect(key, each)
        elif isinstance(value, str):
            self.seen[key].add(value)

    def another(self, key, value, schema):
        """Another value that could stand there, one of this ledger where there is any."""
        if isinstance(value, bool):
            return None
        if isinstance(value, int):
            return value - 1 if value >= schema.get("maximum", 2**53) else value + 1
        if "enum" in schema:
            values = schema["enum"]
            return values[(values.index(value) + 1) % len(values)] if len(values) > 1 else None
        if DATE.fullmatch(value):
            return (date.fromisoformat(value) - timedelta(days=1)).isoformat()
        if re.fullmatch(r"\d{4}-\d\d", value):
            return f"{int(value[:4]) - 1}{value[4:]}"
        if re.fullmatch(r"\d{4}-\d\d-\d\dT.*Z", value):
            return value[:-2] + ("1Z" if value[-2] != "1" else "2Z")
        if re.fullmatch(r"[0-9a-f]{16,64}", value):
            return ("1" if value[0] != "1" else "2") + value[1:]
        others = [other for other in self.sorted.get(key, []) if other != value]
        if others:
            return others[len(value) % len(others)]
        return value[:-1] + ("x" if value[-1] != "x" else "y")

    def made(self, key, schema):
        """A value for a field that is not there."""
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if schema["type"] == "integer":
            return max(schema.get("minimum", 0), 1)
        if schema["type"] == "array":
            return [self.made(key, schema["items"])]
        if schema["type"] == "object":
            return {name: self.made(name, schema["properties"][name])
                    for name in schema.get("required", [])}
        if self.sorted.get(key):
            return self.sorted[key][0]
        length = schema.get("minLength", 1)
        if "[0-9]{4}-[0-9]{2}-[0-9]{2}" in schema.get("pattern", "") and length == 10:
            return "2026-11-20"
        return "1" * length


def fields(value, schema, path=()):
    """Every place in a value: (path, schema of what is there, whether it is there)."""
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for key in sorted(set(value) | set(known)):
            inner = known.get(key, {})
            yield (*path, key), inner, key in value
            if key in value:
                yield from fields(value[key], inner, (*path, key))
    elif isinstance(value, list):
        # The first stands for all of a list.
        yield (*path, 0), schema.get("items", {}), True
        yield from fields(value[0], schema.get("items", {}), (*path, 0))


def altered(entry, path, edit):
    """A copy of the entry with one place edited; `edit` gets the holder and the last step."""
    copy = json.loads(json.dumps(entry))
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    edit(holder, path[-1])
    return copy


class Thief:
    def __init__(self, original):
        self.original = original
        self.values = Values(original.entries)
        self.fullest = {}
        for seq, data in enumerate(original.entries):
            entry = json.loads(data)
            rank = self.count(entry)
            if rank > self.fullest.get(entry["kind"], (0, 0))[0]:
                self.fullest[entry["kind"]] = (rank, seq)

    def count(self, value):
        if isinstance(value, dict):
            return sum(self.count(inner) for inner in value.values())
        return sum(self.count(inner) for inner in value) if isinstance(value, list) else 1

    def all(self):
        """(kind, field, edit), the edits of each kind at its entry with the most fields."""
        for kind in SCHEMA:
            seq = self.fullest[kind][1]
            entry = json.loads(self.original.entries[seq])
            whole = {"properties": {**ENVELOPE, "body": SCHEMA[kind]}}
            for path, schema, there in fields(entry, whole):
                for how, edit in self.ways(entry, path, schema, there):
                    name = ".".join(str(step) for step in path)
                    data = canonical(altered(entry, path, edit))
                    yield kind, f"{name} {how}", Edit(kind, self.rewrite(seq, data),
                                                      at_entry(seq), True, "ledger"), seq

    def ways(self, entry, path, schema, there):
        def drop(holder, step):
            del holder[step]

        def put(value):
            def edit(holder, step):
                holder[step] = value
            return edit

        key = next(step for step in reversed(path) if isinstance(step, str))
        if not there:
            yield "added", put(self.values.made(key, schema))
            return
        yield "removed", drop
        holder = entry
        for step in path:
            holder = holder[step]
        if not isinstance(holder, (dict, list)):
            another = self.values.another(key, holder, schema)
            if another is not None:
                yield "changed", put(another)

    def rewrite(self, seq, data):
        def change(copy):
            tail = [(after, True) for after in self.original.entries[seq + 1:]]
            leaves = copy.set_entries(seq, [(data, False), *tail])
            copy.sign(leaves, seq)
            before = max((s for s in self.original.checkpoints if s <= seq), default=None)
            copy.kept = [self.original.checkpoints[before]] if before else []
            copy.kept.append(self.original.newest)
            copy.rebuild()
        return change
