"""Requests made from the contract's schemas: good ones, and the same broken in every known way."""

import copy
import json
import string
from urllib.parse import quote

HUGE = 10**30
# Values of every type, and what servers stumble over.
WRONG = (None, True, 0, -1, 1, 2**53, -2**63, 2**63, HUGE, "", " ", "x", "\u0000", "\u0007", "a\nb",
         "../..", "\u202ehidden", "\ud800", "\U0001f600" * 40, "济南" * 200, "x" * 5000, [], {},
         [[]], [None], {"": ""}, {"x": {"x": {"x": {}}}})
# What is no JSON number of ours, as it is written.
NUMBERS = ("1.5", "-0", "-0.0", "1e3", "1E400", "00", "+1", "0x10", "NaN", "Infinity", "-", "1.",
           "9" * 400)
PATHS = ("%", "%zz", "%00", "%2F", "%2e%2e", "..", ".", "%E6%B5%8E%E5%8D%97", "%ff%fe", "a%20b",
         "%22", "'", "-1", "1.5", "0x10", "1e3", "+1", "%0d%0a", "9007199254740991",
         "9007199254740992", "99999999999999999999999", "x" * 24, "x" * 900, "A", "_a", "~", "*",
         "%C0%80", "%ED%A0%80", "{}", ";a=1", "0", "00000036")
QUERIES = ("", "-1", "0", "1", "1001", "1000", "abc", "1e3", "1.5", "%", "%zz", "%00", "%ff",
           "%E6%B5%8E", "a b".replace(" ", "%20"), "+", "9007199254740992", "9" * 40, "x" * 700,
           "asc", "desc", "true", "jinan", "pingyin", "donation.received", "%22%27%3C")
DEEP = b"[" * 50000
BYTES = (b"", b"null", b"1", b"\"x\"", b"[]", b"{", b"{}", b"{}}", b"{} {}", b"{'a':1}",
         b"\xef\xbb\xbf{}",
         b"{\"body\":{\"\xff\":1}}", b"{\"body\":{\"a\":\"\xc0\x80\"}}",
         b"{\"body\":{\"a\":\"\xed\xa0\x80\"}}", b"{\"a\":1,\"a\":2}",
         b"{\"body\":{},\"body\":{}}", b"{\"body\":{\"x\":1,\"x\":1}}", b"\x00", b"{\"a\":\x01}",
         b"{\"body\":{\"a\":\"\x07\"}}", b"{\"body\":{\"a\":\"\\u0000\"}}",
         b"{\"body\":{\"a\":\"\\ud800\"}}", b"{\"body\":{}} \x00", DEEP,
         b"{\"body\":" * 2000 + b"1" + b"}" * 2000, b"{\"body\":[" * 6 + b"]}" * 6,
         "{\"body\":{\"a\":1}}".encode("utf-16"))


class Maker:
    """Values that fit a schema."""

    def __init__(self, contract, rng, known):
        self.contract = contract
        self.rng = rng
        self.known = known  # By the last part of a reference, or by the name of a member.

    def text(self, schema, name):
        pattern = schema.get("pattern", "")
        low, high = schema.get("minLength", 0), schema.get("maxLength", 60)
        size = self.rng.choice((low, min(high, low + 3), high))
        if pattern.startswith("^(id|account):"):
            return self.rng.choice(("id:", "account:")) + str(self.rng.randrange(10**15))
        if pattern.startswith("^[0-9]{4}"):
            return self.rng.choice(("2026-11-20T08:15:30.123Z", "2020-01-01T00:00:00.000Z",
                                    "9999-12-31T23:59:59.999Z"))[:high]
        letters = string.ascii_lowercase + string.digits
        if pattern.startswith("^[0-9a-f]"):
            letters = string.hexdigits[:16]
            size = high if low == high else size
        elif not pattern and low:
            letters += " 济南é"
        return "".join(self.rng.choice(letters) for _ in range(max(size, low)))

    def value(self, schema, name=""):
        rng = self.rng
        ref = schema.get("$ref", "").rpartition("/")[2]
        pool = self.known.get(name) or self.known.get(ref)
        if pool and rng.random() < 0.8:
            return copy.deepcopy(rng.choice(pool))
        schema = self.contract.resolve(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return rng.choice(schema["enum"])
        if "anyOf" in schema:
            return self.value(rng.choice(schema["anyOf"]), name)
        kind = schema.get("type")
        if kind == "integer":
            low, high = schema.get("minimum", -5), schema.get("maximum", 10**6)
            return rng.choice((low, high, rng.randint(low, min(high, low + 1000))))
        if kind == "array":
            count = rng.randint(schema.get("minItems", 0), min(schema.get("maxItems", 3), 3))
            return [self.value(schema.get("items", {}), name) for _ in range(count)]
        if kind == "object":
            needed = schema.get("required", [])
            return {key: self.value(part, key)
                    for key, part in schema.get("properties", {}).items()
                    if key in needed or rng.random() < 0.4}
        return self.text(schema, name)


def places(value, path=()):
    """The path of every value within a value."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) \
        if isinstance(value, list) else ()
    for key, part in items:
        yield from places(part, (*path, key))


def outer(value, path):
    for key in path[:-1]:
        value = value[key]
    return value


def break_value(value, rng):
    """A copy with one thing wrong, most likely, and what was done."""
    value = copy.deepcopy(value)
    inner = [path for path in places(value) if path]
    if not inner:
        return rng.choice(WRONG), "replaced"
    path = rng.choice(inner)
    holder, key = outer(value, path), path[-1]
    how = rng.randrange(4)
    if how == 0:
        del holder[key]
        return value, f"without {path}"
    if how == 1 and isinstance(holder, dict):
        holder[rng.choice(("unknown", "", "Amount", "\u0000", "body"))] = rng.choice(WRONG)
        return value, f"unknown beside {path}"
    holder[key] = rng.choice(WRONG)
    return value, f"another {path}"


def encode(value):
    """JSON as bytes; half of a surrogate pair goes out as an escape."""
    return json.dumps(value).encode()


def break_bytes(value, rng):
    """The bytes of a body that no JSON library would write."""
    how = rng.randrange(4)
    text = encode(value)
    if how == 0:
        return rng.choice(BYTES)
    if how == 1:  # A number in a form of its own.
        places_of = [i for i, c in enumerate(text) if chr(c).isdigit() and text[i - 1:i] == b":"]
        if places_of:
            at = rng.choice(places_of)
            end = at
            while chr(text[end]).isdigit():
                end += 1
            return text[:at] + rng.choice(NUMBERS).encode() + text[end:]
        return rng.choice(NUMBERS).encode()
    at = rng.randrange(len(text) + 1)
    if how == 2:
        return text[:at]
    return text[:at] + rng.choice((b"\xff", b"\x00", b"\xc3", b"\"", b",", b"}", b"\\")) + text[at:]


def fill(template, values):
    """A path with its parameters, percent-encoded."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", quote(str(value), safe="/"))
    return template
