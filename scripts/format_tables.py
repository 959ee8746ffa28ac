#!/usr/bin/env python3
"""Fills the generated blocks of the pages in docs/ from the code that they describe.

    scripts/format_tables.py [--check]    writes the pages; --check: exit 1 when one is not in step
    scripts/format_tables.py [--check] --schema PROGRAM
                                  docs/format/schema.json as well, from `PROGRAM schema`

A block stands between <!-- generated:NAME --> and <!-- end -->.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "docs" / "format.md", ROOT / "docs" / "guide" / "audit-findings.md"]
SCHEMA = ROOT / "docs" / "format" / "schema.json"
FUND = ROOT / "ledger" / "fund"
DUTIES = r"MZ_DUTIES\(([^)]*)\)"


def read(path):
    return path.read_text("utf-8")


def one_space(text):
    return " ".join(text.split())


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def duties(text):
    return ", ".join(re.findall(r"Duty::(\w+)", text)) or "–"


def kinds():
    found = re.findall(
        rf'MZ_KIND\(\w+,\s*"([\w.]+)",\s*(\w+),\s*{DUTIES},\s*{DUTIES},\s*{DUTIES},\s*(\w+)\)',
        re.sub(r"//[^\n]*", "", read(FUND / "kinds.def")))
    rows = [(f"[`{name}`](#{name.replace('.', '')})", scope, duties(may), duties(propose),
             duties(second), "yes" if founding == "true" else "–")
            for name, scope, may, propose, second, founding in found]
    return table(["kind", "belongs to", "writes it alone", "proposes it", "seconds it", "founding"],
                 rows)


def refusals():
    rows = re.findall(r'MZ_REFUSAL\((\w+), (\w+), "([^"]*)", "([^"]*)"\)',
                      read(ROOT / "ledger" / "base" / "refusals.def"))
    return table(["code", "class", "中文", "English"],
                 [(f"`{code}`", cls, zh, en) for code, cls, zh, en in rows])


def indexes():
    rows = []
    for comment, name, count, columns in re.findall(
            r'((?:^//[^\n]*\n)+)MZ_INDEX\((\w+), (\d+), ([^)]*)\)', read(FUND / "indexes.def"),
            re.M):
        names = re.findall(r'"(\w+)"', columns)
        keyed = ", ".join(f"**`{n}`**" if i < int(count) else f"`{n}`"
                          for i, n in enumerate(names))
        rows.append((f"`index_{name}`", keyed, one_space(comment.replace("//", ""))))
    return table(["table", "columns (bold: the primary key)", "a row"], rows)


def damage():
    meaning = dict(re.findall(r"^  (\w+),\s*///< ([^\n]*)", read(ROOT / "audit" / "finding.h"),
                              re.M))
    rows = re.findall(r'\{"(\w+)",\s*\{"([^"]*)",\s*"([^"]*)"\}',
                      read(ROOT / "audit" / "finding.cc"))
    return table(["damage", "中文", "English", "meaning"],
                 [(f"`{name}`", zh, en, meaning[name]) for name, zh, en in rows])


def strings(macro, text):
    """The arguments of each use of a macro: names as they are, neighbouring strings joined."""
    for use in re.findall(rf'^{macro}\(((?:[^()"]|"[^"]*")*)\)', text, re.M):
        found = re.findall(r'((?:"[^"]*"\s*)+)|(\w+)', use)
        yield [name or "".join(re.findall(r'"([^"]*)"', text)) for text, name in found]


def doubts():
    text = read(ROOT / "audit" / "doubts.def")
    signs = {}
    for name, doubt, zh, en, _, _ in strings("MZ_SIGN", text):
        signs.setdefault(doubt, []).append(f"`{name}` {zh} / {en}")
    rows = []
    for doubt, zh, en, law_zh, law_en, rules, open_zh, open_en in strings("MZ_DOUBT", text):
        answers = []
        if rules:
            answers.append("**verify:** " + ", ".join(f"`{rule}`" for rule in rules.split()))
        if doubt in signs:
            answers.append("**examine:** " + "; ".join(signs[doubt]))
        if open_en:
            answers.append(f"**not in the ledger:** {open_zh} / {open_en}")
        rows.append((doubt, f"{zh} / {en}", f"{law_zh} / {law_en}" if law_en else "–",
                     "<br>".join(answers)))
    return table(["id", "what is asked", "law or policy", "how it is answered"], rows)


def words():
    rows = []
    for path in sorted([*FUND.glob("*.h"), *FUND.glob("kinds/*.h")]):
        for name, names in re.findall(
                r"struct EnumNames<(\w+)> \{\s*static constexpr [^{]*\{([^}]*)\}", read(path)):
            values = ", ".join(f"`{v}`" for v in re.findall(r'"([^"]+)"', names))
            rows.append((f"`{name}`", values))
    return table(["choice", "values"], sorted(rows))


def type_name(schema):
    if "enum" in schema:
        return "choice: " + ", ".join(f"`{name}`" for name in schema["enum"])
    if "const" in schema:
        return "`true`"
    if schema["type"] == "integer":
        if schema["maximum"] == 10**14:
            return "money" if schema["minimum"] == 1 else "fen"
        if schema["maximum"] == 2**53 - 1:
            return "seq"
        return f"int {schema['minimum']:,}…{schema['maximum']:,}"
    if schema["type"] == "array":
        return f"list {schema['maxItems']:,} of {type_name(schema['items'])}"
    if schema["type"] == "object":
        fields = ", ".join(f"`{name}`{'' if name in schema['required'] else ' ?'} {type_name(part)}"
                           for name, part in schema["properties"].items())
        return "{" + fields + "}"
    pattern = schema.get("pattern", "")
    if pattern.startswith("^[0-9]{4}-[0-9]{2}-"):
        return "date"
    if pattern.startswith("^[0-9]{4}-"):
        return "month"
    if pattern.startswith("^[0-9a-f]"):
        return "hash" if schema["maxLength"] == 64 else f"hex {schema['maxLength']}"
    return "id" if pattern.startswith("^[a-z0-9]") else f"text {schema['maxLength']}"


def fields():
    """The fields of the kinds of aid and of corrections, from the schema."""
    schema = json.loads(read(SCHEMA))
    first = list(schema).index("income.cancelled") + 1
    parts = []
    for kind in ["transfer.received", *list(schema)[first:]]:
        properties = schema[kind]["properties"]
        rows = [(f"`{name}`{'' if name in schema[kind]['required'] else ' ?'}", type_name(part))
                for name, part in properties.items()]
        parts.append(f"### {kind}\n\n" + table(["field", "type"], rows))
    return "\n\n".join(parts)


def steps():
    rows = re.findall(r'MZ_(CASE|LINE)_STEP\("([\w.]+)", (\w+), (\w+)\)', read(FUND / "steps.def"))
    return table(["of a", "kind", "from", "to"],
                 [(noun.lower(), f"`{kind}`", before, after)
                  for noun, kind, before, after in rows])


def columns():
    def names(text):
        return ", ".join(f"`{n}`" for n in re.findall(r'"(\w+)"', text)) or "–"
    rows = re.findall(r'\{"(\w+)", \{([^}]*)\}, \{([^}]*)\}\},\s*// (\w+)',
                      read(FUND / "tables.cc"))
    return table(["table", "key", "must", "may"],
                 [(f"`{name}`", f"`{key}`", names(must), names(may))
                  for key, must, may, name in rows])


def sql(file="sqlite_schema.cc", place=0):
    texts = re.findall(r'R"sql\(\n(.*?)\)sql"', read(ROOT / "ledger" / "store" / file), re.S)
    return f"```sql\n{texts[place]}```"


def vault_sql():
    return sql("sqlite_vault_schema.cc", 0)


def keys_sql():
    return sql("sqlite_vault_schema.cc", 1)


BLOCKS = {"kinds": kinds, "refusals": refusals, "indexes": indexes, "damage": damage,
          "doubts": doubts,
          "words": words, "columns": columns, "fields": fields, "sql": sql, "steps": steps,
          "vault_sql": vault_sql, "keys_sql": keys_sql}


def filled(page):
    def fill(match):
        body = BLOCKS[match[1]]()
        return f"<!-- generated:{match[1]} -->\n{body}\n<!-- end -->"
    return re.sub(r"<!-- generated:(\w+) -->\n.*?<!-- end -->", fill, page, flags=re.S)


def schema_text(program):
    out = subprocess.run([program, "schema"], check=True, capture_output=True, text=True).stdout
    return json.dumps(json.loads(out), ensure_ascii=False, indent=1) + "\n"


def main(arguments):
    check = "--check" in arguments
    wanted = [(page, filled(read(page))) for page in PAGES]
    if "--schema" in arguments:
        wanted.append((SCHEMA, schema_text(arguments[arguments.index("--schema") + 1])))
    stale = [path for path, text in wanted if not path.exists() or read(path) != text]
    if check and stale:
        names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
        sys.exit(f"{names}: not in step with the code; run scripts/format_tables.py")
    for path, text in wanted:
        if path in stale:
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
