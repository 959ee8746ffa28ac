"""Edits of every table that is not entries or checkpoints: one row at a time, every column."""

import sqlite3

from copies import flip
from edits import Edit, at_row, places

# Nothing that is signed says anything of these; see the end of the page.
UNKNOWABLE = {"requests", "unsettled", "details: seq changed", "details: time_ms changed",
              "ids: digest changed", "ids: id changed", "ids: a row deleted",
              "reads: the newest row deleted", "keys: destroyed_ms changed", "keys: a row added",
              "master: one changed", "master: a row added"}
VAULT = {"details": "vault.db", "unsettled": "vault.db", "ids": "vault.db", "reads": "vault.db",
         "keys": "keys.db", "master": "keys.db"}


def describe(path, table):
    """Columns, key columns and all rows of a table."""
    database = sqlite3.connect(path)
    info = database.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [column[1] for column in info]
    keys = [column[1] for column in sorted(info, key=lambda c: c[5]) if column[5]]
    rows = database.execute(f"SELECT * FROM {table} ORDER BY {', '.join(keys)}").fetchall()
    database.close()
    return columns, keys, rows


def other(value):
    """Another value of the same type, as near as can be."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return flip(value, len(value) // 2, 3) if value else b"\1"
    if value is None:
        return 1
    last = value[-1] if value else ""
    if value.endswith("}"):  # JSON of a state row: a digit or letter of it.
        place = next(i for i in range(len(value) - 1, -1, -1) if value[i].isalnum())
        return value[:place] + ("1" if value[place] != "1" else "2") + value[place + 1:]
    return value[:-1] + ("1" if last != "1" else "2")


def table_edits(original):
    database = original.ledger / "ledger.db"
    names = [name for (name,) in sqlite3.connect(database).execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    for table in names:
        if table not in ("entries", "checkpoints"):
            yield from edits_of(original, table, "ledger.db", "ledger")


def vault_edits(original):
    for table, file in VAULT.items():
        yield from edits_of(original, table, file, "vault")


def names_of(table, columns, row):
    """What a finding says of this row."""
    if table == "state":
        return at_row("state " + row[0])
    if table == "nodes":
        return at_row(f"node {row[0]}/{row[1]}")
    if table.startswith("index_"):
        return at_row(table, " ".join(f"{c}={v}" for c, v in zip(columns, row)))
    if table == "details":
        return at_row("private " + row[0].hex())
    if table == "ids":
        return at_row("id " + row[2])
    if table == "reads":
        return at_row(f"read {row[0]}")
    return lambda finding: False


def edits_of(original, table, file, copy):
    columns, keys, rows = describe(original.ledger / file, table)
    match = " AND ".join(f"{key} = ?" for key in keys)

    def key_of(row):
        return [row[columns.index(key)] for key in keys]

    def run(statement, *values):
        if copy == "ledger":
            return lambda target: target.sql(statement, *values)
        return lambda target: target.other_sql(file, statement, *values)

    def edit(row, change, where):
        row = f"{table}: {row}"
        return Edit(row, change, where, not {table, row} & UNKNOWABLE, copy)

    taken = {tuple(key_of(row)) for row in rows}

    def free(row, place):
        """The row with another value in this column, and a key that no other row has."""
        new = list(row)
        new[place] = other(new[place])
        while tuple(key_of(new)) in taken - {tuple(key_of(row))}:
            one = {int: 1, bytes: b"1", str: "1"}[type(new[place])]
            new[place] = new[place] + one
        return new

    some = [rows[i] for i in places(len(rows), table)] if rows else []
    for row in some:
        where = names_of(table, columns, row)
        for place, column in enumerate(columns):
            yield edit(f"{column} changed",
                       run(f"UPDATE {table} SET {column} = ? WHERE {match}",
                           free(row, place)[place], *key_of(row)), where)
        newest = table == "reads" and row == rows[-1]
        yield edit(f"{'the newest' if newest else 'a'} row deleted", run(
            f"DELETE FROM {table} WHERE {match}", *key_of(row)), where)
        new = free(row, columns.index(keys[-1]))
        yield edit("a row added", run(f"INSERT INTO {table} VALUES({','.join('?' * len(new))})",
                                      *new), names_of(table, columns, new))
    if not rows:
        empty = {"requests": (5, bytes(32), bytes(32), 1), "unsettled": (bytes(32),)}[table]
        yield edit("a row added", run(f"INSERT INTO {table} VALUES({','.join('?' * len(empty))})",
                                      *empty), lambda finding: False)
