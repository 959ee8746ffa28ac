"""Derived rows, from replayed books: docs/format.md, sections 8 and 9."""

import hashlib
import re

from form import canonical

NOT_CHECKED = {
    "state rows": ["case", "line", "aid"],
    "rules": ["aid_repeated", "path of a cause", "all aid of an event", "total_saturated",
              "unconfirmed_full"],
    "index tables": ["objects"],
    "other": ["requests", "the vault", "file digests"],
}


def index_key(noun, text):
    digest = hashlib.sha256(noun.encode() + b"\0" + text.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def ref_key(text):
    """The index key of a reference, with the number that it ends with in bits 38 to 61."""
    key = index_key("ref", text)
    digits = re.search(r"[0-9]{1,8}$", text)
    if not digits:
        return key
    mask = (1 << 24) - 1
    key = key & ((1 << 64) - 1) & ~(mask << 38) | (int(digits[0]) & mask) << 38
    return key - (1 << 64) if key >> 63 else key


def index_rows(books):
    """All rows of the index tables that are checked."""
    rows = {table: set(books.rows[table]) for table in (
        "against", "income", "inflows", "numbers", "outflows", "taken")}
    rows["refs"] = {(ref_key(text), seq, gift) for text, seq, gift in books.rows["refs"]}
    return rows


def state_rows(books):
    """Key and text of every state row that is checked."""
    rows = {}

    def put(key, value):
        rows[key] = canonical({k: v for k, v in value.items() if v is not None}).decode()

    put("ledger/ledger", books.info)
    if books.policy:
        put("policy/policy", books.policy)
    for name, table in (("entity", books.entities), ("account", books.accounts),
                        ("fund", books.funds), ("person", books.people),
                        ("household", books.aid.households), ("import", books.imports),
                        ("batch", books.aid.batches)):
        for key, value in table.items():
            put(f"{name}/{key}", value)
    for seq, value in books.proposals.items():
        put(f"proposal/{seq:016d}", value)
    put_tables(books, put)
    put_money(books, put)
    return rows


def put_tables(books, put):
    for state, parts_of in (("adopted", books.adopted), ("pending", books.pending)):
        for (table, start), parts in parts_of.items():
            for part in parts:
                row = {key: part[key] for key in ("digest", "from", "part", "parts", "rows",
                                                  "table")}
                put(f"table/{state}/{table}/{start}/{part['part']:016d}",
                    {**row, "pending": True if state == "pending" else None})


def put_money(books, put):
    for (fund, source, kind, code), pool in books.pools.items():
        purpose = {"type": kind, **({"code": code} if code != "-" else {})}
        put(f"pool/{fund}/{source}/{kind}/{code}", {
            "balance": pool.balance, "fund": fund, "in": pool.arrived, "next": pool.next(),
            "no": pool.no, "purpose": purpose, "reserved": pool.reserved, "source": source})
        for start, end in pool.struck():
            put(f"struck/{pool.no:016d}/{start:016d}", {"end": end, "pool": pool.no,
                                                        "start": start})
    for seq, income in books.unconfirmed.items():
        body = income["body"]
        key = ref_key(body["ref"]) if "ref" in body else None
        put(f"unconfirmed/{income['fund']}/{seq:016d}", {
            **{name: body.get(name) for name in ("account", "amount", "book_date", "channel",
                                                 "import", "purpose", "source")},
            "fund": income["fund"], "maker": income["maker"], "seq": seq,
            "ref_key": key.to_bytes(8, "big", signed=True).hex() if key is not None else None})
    for (fund, year), (last, seq) in books.gifts.items():
        put(f"numbering/{fund}/{year}", {"fund": fund, "last": last, "seq": seq, "year": year})
    for (entity, month, code, fund, source), (credit, debit) in books.balances.items():
        put(f"book_balance/{entity}/{month}/{code}/{fund}/{source}", {
            "code": code, "credit": credit, "debit": debit, "entity": entity, "month": month,
            "fund": fund if fund != "-" else None, "source": source if source != "-" else None})
