"""Bytes and form of an entry: docs/format.md, sections 1, 2 and 6."""

import hashlib
import json
import re
from datetime import date, datetime
from pathlib import Path

ENTRY_BYTES_MAX = 65535
INT_MAX = 2**53 - 1
DEPTH_MAX = 8
TITLE_BYTES_MAX = 200
MUST = {"actor", "body", "kind", "prev", "salt", "seq", "time", "v"}
MAY = {"fund", "private"}
KEY = re.compile(r"[a-z][a-z0-9_]*")
ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,22}")
HEX32 = re.compile(r"[0-9a-f]{32}")
HEX64 = re.compile(r"[0-9a-f]{64}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)

# The page's second half: the JSON Schema of each kind's body.
SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "format" / "schema.json")
                    .read_text("utf-8"))

# Section 7: what a row of a table must and may hold.
COLUMNS = {"causes": ("code path title", ""), "channels": ("code title", ""),
           "chart": ("code side title type", ""), "chart_map": ("code use", ""),
           "dibao": ("amount code", "title"), "doc_types": ("code title", ""),
           "holidays": ("date type", ""), "reasons": ("code title use", ""),
           "regions": ("code title", "from to"), "villages": ("code title", "type")}
TABLE_KEY = {"chart_map": "use", "holidays": "date"}


class Wrong(Exception):
    """What is wrong with one thing."""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


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
    """What every value meets, whatever its key list."""
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


def is_date(text):
    try:
        return bool(DATE.fullmatch(text)) and date.fromisoformat(text).year >= 1900
    except ValueError:
        return False


def is_month(text):
    return bool(MONTH.fullmatch(text)) and text >= "1900" and "01" <= text[5:] <= "12"


def is_moment(text):
    try:
        return bool(TIME.fullmatch(text)) and datetime.fromisoformat(text[:-1]).year >= 1970
    except ValueError:
        return False


def check_schema(value, schema, where):
    """A value against its part of the schema; real days and moments besides."""
    if "const" in schema or "enum" in schema:
        allowed = [schema["const"]] if "const" in schema else schema["enum"]
        if type(value) is not type(allowed[0]) or value not in allowed:
            raise Wrong(f"{where}: there is no such choice")
        return
    python = {"object": dict, "array": list, "string": str, "integer": int}[schema["type"]]
    if type(value) is not python:
        raise Wrong(f"{where}: of another type")
    if python is dict and "properties" in schema:
        known = schema["properties"]
        for key in value.keys() - known.keys():
            raise Wrong(f"{where}.{key}: there is no such field")
        for key in schema["required"]:
            if key not in value:
                raise Wrong(f"{where}.{key}: missing")
        for key, inner in value.items():
            check_schema(inner, known[key], f"{where}.{key}")
    elif python is list:
        if len(value) > schema.get("maxItems", len(value)):
            raise Wrong(f"{where}: too long")
        for inner in value if "items" in schema else []:
            check_schema(inner, schema["items"], where)
    elif python is int:
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            raise Wrong(f"{where}: out of range")
    elif python is str:
        check_text(value, schema, where)


def check_text(value, schema, where):
    size = len(value.encode())
    if not schema.get("minLength", 1) <= size <= schema["maxLength"]:
        raise Wrong(f"{where}: too long, or too short")
    pattern = schema.get("pattern", "")
    if pattern and not re.search(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern, value):
        raise Wrong(f"{where}: not of its form")
    if "[0-9]{2}T[0-9]" in pattern:
        real = is_moment(value)
    elif schema["maxLength"] == 10 and "[0-9]{4}" in pattern:
        real = is_date(value)
    elif schema["maxLength"] == 7 and "[0-9]{4}" in pattern:
        real = is_month(value)
    else:
        real = True
    if not real:
        raise Wrong(f"{where}: no such day")


def check_rows(table, rows):
    """The rows of a part of a table, section 7."""
    must, may = (set(names.split()) for names in COLUMNS[table])
    if len(rows) > 4000 or len(canonical(rows)) > 24000:
        raise Wrong("body.rows: too many")
    for row in rows:
        if not isinstance(row, dict) or not must <= set(row) <= must | may:
            raise Wrong("body.rows: not the columns of this table")
        for name, value in row.items():
            if name == "title":
                good = isinstance(value, str)
            elif name == "amount":
                good = type(value) is int and 0 <= value <= INT_MAX
            elif name in ("date", "from", "to"):
                good = isinstance(value, str) and is_date(value)
            else:
                good = isinstance(value, str) and ID.fullmatch(value)
            if not good:
                raise Wrong(f"body.rows.{name}: not of its form")


def check_body(kind, body, where="body"):
    check_schema(body, SCHEMA[kind], where)
    if kind == "table.adopted":
        check_rows(body["table"], body["rows"])
    if kind == "action.proposed":
        target = body["target_kind"]
        if target not in SCHEMA:
            raise Wrong(f"{where}.target_kind: there is no such kind of entry")
        inner = f"{where}.target_body"
        if len(canonical(body["target_body"])) > 60000:
            raise Wrong(f"{inner}: too long")
        if target == "table.adopted":
            check_schema(body["target_body"], table_header(), inner)
        else:
            check_body(target, body["target_body"], inner)


def table_header():
    known = SCHEMA["table.adopted"]["properties"]
    names = ("digest", "document_no", "from", "parts", "table")
    return {"type": "object", "properties": {name: known[name] for name in names},
            "required": [name for name in names if name != "document_no"]}


def parse_json(data, bytes_max=ENTRY_BYTES_MAX):
    """The object of these bytes, if they are one in canonical form."""
    if len(data) > bytes_max:
        raise Wrong("too large")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Wrong("not an object")
    check_value(value, 1, "")
    if canonical(value) != data:
        raise Wrong("not in canonical form")
    return value


def parse_entry(data):
    """The entry of these bytes, if they are one."""
    entry = parse_json(data)
    if not MUST <= set(entry) <= MUST | MAY:
        raise Wrong("a key is missing, or one too many")

    def fits(key, pattern):
        return isinstance(entry[key], str) and pattern.fullmatch(entry[key])

    private = entry.get("private", ["00" * 32])
    if not (fits("actor", ID) and fits("prev", HEX64) and fits("salt", HEX32)
            and isinstance(entry["time"], str) and is_moment(entry["time"])
            and isinstance(entry["body"], dict) and ("fund" not in entry or fits("fund", ID))
            and type(entry["seq"]) is int and entry["seq"] >= 0
            and type(entry["v"]) is int and entry["v"] == 1
            and isinstance(private, list) and len(private) <= 32
            and all(isinstance(c, str) and HEX64.fullmatch(c) for c in private)):
        raise Wrong("a field of the entry is not of its form")
    if not isinstance(entry["kind"], str) or entry["kind"] not in SCHEMA:
        raise Wrong("kind: there is no such kind of entry")
    check_body(entry["kind"], entry["body"])
    return entry
