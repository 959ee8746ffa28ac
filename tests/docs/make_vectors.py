#!/usr/bin/python3
"""Makes docs/format/vectors.json from docs/format.md alone: it shares no code with the programs.

    tests/docs/make_vectors.py           writes the file
    tests/docs/make_vectors.py --check   exit 1 when the file is not what would be written

Needs python3-cryptography, for Ed25519.
"""

import base64
import hashlib
import hmac
import json
import re
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

FILE = Path(__file__).resolve().parents[2] / "docs" / "format" / "vectors.json"
ORIGIN = "vectors.mingzhang.example/jinan"
SEED = bytes(range(32))
LEDGER = "000102030405060708090a0b0c0d0e0f"


def sha256(data):
    return hashlib.sha256(data).digest()


def canonical(value):
    """RFC 8785 for what an entry may hold: no floats, no control characters, ASCII keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf(data):
    return sha256(b"\0" + data)


def root(leaves):
    """RFC 9162 section 2.1.1, word for word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\1" + root(leaves[:k]) + root(leaves[k:]))


def split(n):
    """The largest power of two below n."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def inclusion(index, leaves):
    """RFC 9162 section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return inclusion(index, leaves[:k]) + [root(leaves[k:])]
    return inclusion(index - k, leaves[k:]) + [root(leaves[:k])]


def consistency(old, leaves, whole=True):
    """RFC 9162 section 2.1.4.1."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return consistency(old, leaves[:k], whole) + [root(leaves[k:])]
    return consistency(old - k, leaves[k:], False) + [root(leaves[:k])]


class Key:
    def __init__(self, name, seed):
        self.name = name
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = sha256(name.encode() + b"\n\x01" + self.public)[:4]
        key = base64.b64encode(b"\x01" + self.public).decode()
        self.vkey = f"{name}+{self.id.hex()}+{key}"

    def note(self, text):
        signature = base64.b64encode(self.id + self.private.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {signature}\n"

    def checkpoint(self, leaves):
        hash64 = base64.b64encode(root(leaves)).decode()
        return self.note(f"{self.name}\n{len(leaves)}\n{hash64}\n")


def proof_text(data, index, leaves, note):
    lines = ["c2sp.org/tlog-proof@v1", "extra " + base64.b64encode(data).decode(), f"index {index}"]
    lines += [base64.b64encode(h).decode() for h in inclusion(index, leaves)]
    return "\n".join(lines) + "\n\n" + note


def target_digest(kind, fund, body, private):
    head = f"{kind}\n{fund}\n" + "".join(c + "\n" for c in private)
    return sha256(head.encode() + body).hex()


def table_digest(parts):
    return sha256(canonical([row for part in parts for row in part])).hex()


def index_key(noun, text):
    return int.from_bytes(sha256(noun.encode() + b"\0" + text.encode())[:8], "big", signed=True)


def ref_key(text):
    """The index key of a reference, with the number that it ends with in bits 38 to 61."""
    key = index_key("ref", text)
    digits = re.search(r"[0-9]{1,8}$", text)
    if not digits:
        return key
    mask = (1 << 24) - 1
    key = key & ((1 << 64) - 1) & ~(mask << 38) | (int(digits[0]) & mask) << 38
    return key - (1 << 64) if key >> 63 else key


def entry(seq, prev, kind, body, actor="administrator", fund=None, private=None):
    value = {"actor": actor, "body": body, "kind": kind, "prev": prev, "seq": seq, "v": 1,
             "salt": sha256(f"salt {seq}".encode())[:16].hex(),
             "time": f"2026-11-23T08:00:{seq:02d}.000Z"}
    if fund:
        value["fund"] = fund
    if private:
        value["private"] = private
    return value


LIMITS = {
    "aid_per_year_count": 1, "aid_window": "calendar_year", "award_valid_days": 90,
    "cash_max": 100000, "decision_days": 15, "income_per_head_max": 400000,
    "medical_remainder": True, "notice_days": 3, "pay_days": 3, "proposal_days": 7,
    "publish_days": 10, "single_voucher_from": 1000000, "small_aid_max": 200000,
    "small_decision_days": 3, "source_order": ["gov", "donation"],
    "two_approvers_above": 2000000, "urgent_decision_hours": 24, "urgent_ratify_days": 5,
    "urgent_release_max": 500000, "voucher_rule": "daily_summary_v1"}
POLICY = {"limits": LIMITS, "rules": 1, "title": "管理参数"}
CHANNELS = [{"code": "cash", "title": "现金"}, {"code": "wechat", "title": "微信支付"}]
FILE_KEY = bytes(range(32, 64))
FILE_BYTES = b"number,date,amount\n1,2026-11-22,10.00\n"
COMMITMENT_KEY = bytes(range(64, 96))
DETAILS = {"name": "张三", "phone": "13800000000"}


def file_digest():
    return hmac.new(FILE_KEY, b"qrpos1\n" + FILE_BYTES, hashlib.sha256).hexdigest()


def commitment():
    message = b"mingzhang/details/1\n" + canonical(DETAILS)
    return hmac.new(COMMITMENT_KEY, message, hashlib.sha256).hexdigest()


def opening(key):
    def founder(name):
        return {"person": name, "subject": "s_" + name}
    return {"administrator": founder("administrator"), "approver": founder("approver"),
            "auditor": founder("auditor"), "currency": "cny", "ledger": LEDGER, "origin": ORIGIN,
            "responsible": founder("responsible"), "suite": "sha256-ed25519",
            "title": "济南市乡村扶贫解困慈善救助基金", "utc_offset_min": 480, "vkey": key.vkey}


def donation():
    return {"account": "qrpos1", "amount": 1000, "anonymous": True, "book_date": "2026-11-22",
            "channel": "wechat", "donor": "d0123", "import": "i" + file_digest()[:20],
            "purpose": {"code": "370126", "type": "county"}, "receipt_wanted": True,
            "ref": 'wechat:qrpos1:No. "1"\\2', "source": "donation", "value_date": "2026-11-22"}


def bodies(key):
    """One body of every kind: (kind, body, actor, fund, private)."""
    table = {"digest": table_digest([CHANNELS]), "from": "2014-01-01", "parts": 1,
             "table": "channels"}
    return [
        ("ledger.opened", opening(key), "administrator", None, None),
        ("policy.adopted", {**POLICY, "proposal": 8}, "responsible", None, None),
        ("table.adopted", {**table, "part": 1, "rows": CHANNELS}, "administrator", None, None),
        ("entity.opened", {
            "accounting_system": "npo2024", "books_from": "2020-01", "entity": "jinan_charity",
            "level": "city", "region": "370100", "title": "济南市慈善总会",
            "uscc": "51370100000000000X"}, "administrator", None, None),
        ("account.opened", {
            "account": "qrpos1", "bound_source": "donation", "entity": "jinan_charity",
            "from": "2020-01-01", "title": "扫码收款", "type": "channel"},
         "administrator", None, None),
        ("fund.opened", {"entity": "jinan_charity", "fund": "jinan", "territory": "370100",
                         "title": "专项基金"}, "administrator", None, None),
        ("person.enrolled", {
            "duties": ["cashier"], "entity": "jinan_charity", "person": "cashier",
            "scope": ["jinan"], "subject": "s_cashier"}, "administrator", None, None),
        ("person.changed", {"person": "cashier", "proposal": 6, "status": "suspended"},
         "approver", None, None),
        ("action.proposed", {
            "expires": "2026-11-30T08:00:08.000Z", "target_body": POLICY,
            "target_kind": "policy.adopted"}, "administrator", None, None),
        ("action.declined", {"proposal": 8, "reason": "other"}, "responsible", None, None),
        ("import.recorded", {
            "account": "qrpos1", "file_digest": file_digest(), "format": "receipts_csv",
            "from": "2026-11-22", "import": "i" + file_digest()[:20], "rows": 1,
            "to": "2026-11-22", "total": 1000}, "cashier", "jinan", None),
        ("donation.received", donation(), "cashier", "jinan", [commitment()]),
        ("injection.received", {
            "account": "treasury1", "amount": 10**14, "book_date": "2026-11-23",
            "budget_level": "city", "budget_year": 2026, "document_no": "JCS [2026] 17",
            "purpose": {"type": "none"}, "source": "gov", "value_date": "2026-11-23"},
         "cashier", "jinan", None),
        ("income.confirmed", {
            "against": "statement 2026-11", "amount": 1000, "count": 1, "except": [12],
            "first": 11, "last": 12}, "bookkeeper", "jinan", None),
        ("income.cancelled", {"income": 12, "reason": "typing_error"}, "cashier", "jinan", None),
    ]


def make_entries(key):
    items = []
    for seq, (kind, body, actor, fund, private) in enumerate(bodies(key)):
        prev = ("00" if seq == 0 else f"{seq:02x}") * 32
        data = canonical(entry(seq, prev, kind, body, actor, fund, private))
        items.append({"kind": kind, "bytes": data.decode(), "leaf": leaf(data).hex()})
    return items


def make_chain(key):
    """Three entries that a new ledger may begin with, all rules kept."""
    known = {kind: body for kind, body, *_ in bodies(key)}
    chain, prev = [], "00" * 32
    for seq, kind in enumerate(["ledger.opened", "table.adopted", "entity.opened"]):
        data = canonical(entry(seq, prev, kind, known[kind]))
        prev = leaf(data).hex()
        chain.append(data)
    leaves = [leaf(data) for data in chain]
    return {
        "entries": [{"bytes": data.decode(), "leaf": leaf(data).hex()} for data in chain],
        "roots": [root(leaves[:size]).hex() for size in range(4)],
        "checkpoint": key.checkpoint(leaves),
        "tlog_proof_of_entry_1": proof_text(chain[1], 1, leaves, key.checkpoint(leaves))}


def make_trees():
    """Leaf i is the hash of the decimal digits of i, as if they were an entry."""
    leaves = [leaf(str(i).encode()) for i in range(257)]
    sizes = [*range(18), 255, 256, 257]
    paths = [(0, 1), (0, 2), (4, 5), (3, 7), (6, 7), (0, 17), (255, 256), (256, 257), (100, 257)]
    spans = [(1, 2), (3, 7), (4, 8), (6, 8), (8, 17), (256, 257), (255, 257), (5, 5)]
    return {
        "leaf": "SHA-256(0x00 || decimal digits of i)",
        "roots": {str(size): root(leaves[:size]).hex() for size in sizes},
        "inclusion": [{"index": index, "size": size,
                       "path": [h.hex() for h in inclusion(index, leaves[:size])]}
                      for index, size in paths],
        "consistency": [{"old_size": old, "new_size": new,
                         "path": [h.hex() for h in consistency(old, leaves[:new])]}
                        for old, new in spans]}


def make_digests():
    target = canonical(POLICY)
    return {
        "target_digest": [
            {"kind": "policy.adopted", "fund": "", "body": target.decode(), "private": [],
             "digest": target_digest("policy.adopted", "", target, [])},
            {"kind": "donation.refunded", "fund": "jinan", "body": '{"amount":1}',
             "private": ["ab" * 32, "cd" * 32],
             "digest": target_digest("donation.refunded", "jinan", b'{"amount":1}',
                                     ["ab" * 32, "cd" * 32])}],
        "table_digest": [
            {"parts": [canonical(p).decode() for p in parts], "digest": table_digest(parts)}
            for parts in ([CHANNELS], [CHANNELS[:1], CHANNELS[1:]])],
        "import": {"key": FILE_KEY.hex(), "account": "qrpos1", "file": FILE_BYTES.hex(),
                   "file_digest": file_digest(), "import": "i" + file_digest()[:20]},
        "commitment": {"key": COMMITMENT_KEY.hex(), "details": canonical(DETAILS).decode(),
                       "commitment": commitment()},
        "index_key": [{"noun": noun, "text": text, "key": index_key(noun, text)}
                      for noun, text in [("ref", "wechat:qrpos1:1"),
                                         ("object", "import:i0123456789abcdef0123")]],
        "ref_key": [{"ref": ref, "key": ref_key(ref)}
                    for ref in ["wechat:qrpos1:1", "wechat:qrpos1:2", "wechat:qrpos1:16777217",
                                "qrpos:qrpos1:0102202611250930000012345678", "bank:bank1:A"]]}


def make_refused(key):
    """Bytes that are no entry, each with the code and the path that say why."""
    items = make_entries(key)
    base = {item["kind"]: item["bytes"].encode() for item in items}
    gift, title, table = base["donation.received"], base["fund.opened"], base["table.adopted"]
    salt = b',"salt":"' + json.loads(gift)["salt"].encode() + b'"'
    refused = []

    def add(name, data, code, field):
        refused.append({"name": name, "hex": data.hex(), "code": code, "field": field})

    def swap(name, data, old, new, code, field):
        assert data.count(old) == 1, (name, data.count(old))
        add(name, data.replace(old, new), code, field)

    add("nothing", b"", "json_malformed", "")
    add("a byte order mark", b"\xef\xbb\xbf" + gift, "json_malformed", "")
    add("a line feed at the end", gift + b"\n", "json_malformed", "")
    add("cut off", gift[:-1], "json_malformed", "")
    swap("a blank after a colon", gift, b'"actor":', b'"actor": ', "type_wrong", "actor")
    swap("a key out of order", gift, b',"fund":"jinan","kind":"donation.received"',
         b',"kind":"donation.received","fund":"jinan"', "key_order", "fund")
    swap("a key out of order in the body", gift, b'"account":"qrpos1","amount":1000',
         b'"amount":1000,"account":"qrpos1"', "key_order", "body.account")
    swap("a key twice", gift, salt, salt + salt, "key_duplicate", "salt")
    swap("a key twice in the body", gift, b'"amount":1000,', b'"amount":1000,"amount":1000,',
         "key_duplicate", "body.amount")
    swap("an unknown key", gift, salt, b',"remark":"x"' + salt, "key_unknown", "remark")
    swap("an unknown key in the body", gift, b'"receipt_wanted"', b'"receipt":true,"receipt_wanted"',
         "key_unknown", "body.receipt")
    swap("no salt", gift, salt, b"", "field_missing", "salt")
    swap("no amount", gift, b'"amount":1000,', b"", "field_missing", "body.amount")
    for name, text, code in [
            ("amount 0", b"0", "amount_out_of_range"), ("amount -1", b"-1", "amount_out_of_range"),
            ("amount 10^14 + 1", b"100000000000001", "amount_out_of_range"),
            ("amount 2^53", b"9007199254740992", "amount_out_of_range"),
            ("amount of 30 digits", b"9" * 30, "amount_out_of_range"),
            ("amount -0", b"-0", "number_malformed"), ("amount 01", b"01", "number_malformed"),
            ("amount 1000.0", b"1000.0", "number_malformed"),
            ("amount 1e3", b"1e3", "number_malformed"), ("amount -", b"-", "number_malformed"),
            ("amount as a string", b'"1000"', "type_wrong"), ("amount null", b"null", "type_wrong")]:
        swap(name, gift, b'"amount":1000', b'"amount":' + text, code, "body.amount")
    swap("seq 2^53", gift, b'"seq":11', b'"seq":9007199254740992', "number_out_of_range", "seq")
    swap("seq -1", gift, b'"seq":11', b'"seq":-1', "number_out_of_range", "seq")
    swap("false, which is left out", gift, b'"anonymous":true', b'"anonymous":false', "type_wrong",
         "body.anonymous")
    swap("null", gift, b'"donor":"d0123"', b'"donor":null', "type_wrong", "body.donor")
    swap("an empty string", gift, b'"donor":"d0123"', b'"donor":""', "value_empty", "body.donor")
    swap("an empty list", gift, b'["' + commitment().encode() + b'"]', b"[]", "value_empty",
         "private")
    swap("33 commitments", gift, b'["' + commitment().encode() + b'"]',
         b"[" + b",".join([b'"' + commitment().encode() + b'"'] * 33) + b"]", "list_too_long",
         "private")
    swap("an id in capitals", gift, b'"donor":"d0123"', b'"donor":"D0123"', "text_malformed",
         "body.donor")
    swap("an id that begins with a dot", gift, b'"donor":"d0123"', b'"donor":".d"',
         "text_malformed", "body.donor")
    swap("an id of 24 bytes", gift, b'"donor":"d0123"', b'"donor":"' + b"d" * 24 + b'"',
         "text_too_long", "body.donor")
    ref = b'"ref":"wechat:qrpos1:No. \\"1\\"\\\\2"'
    for name, text, code in [
            ("a needless escape", b"\\u0041", "text_malformed"),
            ("an escaped slash", b"a\\/b", "text_malformed"),
            ("a line feed in a text", b"a\nb", "text_malformed"),
            ("DEL in a text", b"a\x7fb", "text_malformed"),
            ("Chinese in a text that is no title", "微信".encode(), "text_malformed"),
            ("a reference of 96 bytes", b"r" * 96, "text_too_long")]:
        swap(name, gift, ref, b'"ref":"' + text + b'"', code, "body.ref")
    swap("a salt in capitals", gift, salt, salt.upper().replace(b"SALT", b"salt"),
         "text_malformed", "salt")
    swap("a salt of 15 bytes", gift, salt, salt[:-3] + b'"', "text_malformed", "salt")
    swap("a day that is none", gift, b'"book_date":"2026-11-22"', b'"book_date":"2026-02-29"',
         "date_malformed", "body.book_date")
    swap("a time without milliseconds", gift, b'08:00:11.000Z', b'08:00:11Z', "date_malformed",
         "time")
    swap("a choice that is none", gift, b'"type":"county"', b'"type":"town"', "value_unknown",
         "body.purpose.type")
    swap("an unknown kind", gift, b"donation.received", b"donation.imagined", "kind_unknown",
         "kind")
    swap("another version", gift, b'"v":1', b'"v":2', "version_unknown", "v")
    for name, text, code in [
            ("bad UTF-8 in a title", b"\xe4\xb8", "text_malformed"),
            ("an over-long form in a title", b"\xc0\xaf", "text_malformed"),
            ("a surrogate in a title", b"\xed\xa0\x80", "text_malformed"),
            ("U+2028 in a title", "a\u2028b".encode(), "text_malformed"),
            ("a bidirectional control in a title", "a\u202eb".encode(), "text_malformed"),
            ("a non-character in a title", "a\ufffeb".encode(), "text_malformed"),
            ("a C1 control in a title", "a\u0085b".encode(), "text_malformed"),
            ("a title of 201 bytes", "济".encode() * 67, "text_too_long")]:
        swap(name, title, "专项基金".encode(), text, code, "body.title")
    rows = b'"rows":' + canonical(CHANNELS)
    swap("seven lists in a list", table, rows, b'"rows":' + b"[" * 7 + b"1" + b"]" * 7, "too_deep",
         "body.rows")
    swap("a column that the table has not", table, b'"code":"cash"',
         b'"code":"cash","path":"any"', "key_unknown", "body.rows.0.path")
    return refused


def make():
    key = Key(ORIGIN, SEED)
    return {
        "about": "Test vectors of docs/format.md, made by tests/docs/make_vectors.py. "
                 "Hashes and keys are in hexadecimal, notes and proofs as they are.",
        "key": {"name": key.name, "seed": SEED.hex(), "public": key.public.hex(),
                "id": key.id.hex(), "vkey": key.vkey},
        "entries": make_entries(key),
        "chain": make_chain(key),
        "trees": make_trees(),
        "digests": make_digests(),
        "refused": make_refused(key)}


def main():
    text = json.dumps(make(), ensure_ascii=False, indent=1) + "\n"
    if sys.argv[1:] == ["--check"]:
        if not FILE.exists() or FILE.read_text() != text:
            sys.exit(f"{FILE} is not what {Path(__file__).name} makes")
        return
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text)


if __name__ == "__main__":
    main()
