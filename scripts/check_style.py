#!/usr/bin/env python3
"""Checks what the house style lets a program check.

    scripts/check_style.py [--no-format]   exit 0, or 1 with one line "file:line: reason" each
    scripts/check_style.py --self-test     breaks every rule once and expects the finding

Over all files that git tracks or would track: lines of at most 100 columns (a Chinese character is
two), no tabs, no blanks at the end of a line or file. Over C++ and TypeScript: files of at most 400
lines. Over C++: `#pragma once` in headers, functions of at most 60, the layout of clang-format-19.
Exceptions, each with its reason, are lines of scripts/style_allowed.txt.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

COLUMNS_MAX = 100
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
CODE = {".h", ".cc"}
# Prose is wrapped as it reads best; a row of a table, in Markdown or a .def file, is one line.
TEXT = {".py", ".sh", ".cmake", ".txt", ".toml", ".json", ".yaml", ".yml", ".service", ""}
UNWRAPPED = {".md", ".def"}
# The web client: prettier lays it out.
WEB = {".ts", ".tsx"}
# Third-party text, golden files and what npm writes are kept byte for byte.
EXACT = re.compile(r"^LICENSE$|^tests/.*(golden|vectors)|(^|/)package-lock\.json$")
ALLOWED = "scripts/style_allowed.txt"


def columns(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def check_lines(file, lines, widths):
    for number, line in enumerate(lines, 1):
        if widths and columns(line) > COLUMNS_MAX:
            yield number, "columns", f"{columns(line)} columns, at most {COLUMNS_MAX}"
        if "\t" in line:
            yield number, "blanks", "a tab"
        if line != line.rstrip():
            yield number, "blanks", "blanks at the end of the line"
    if lines and not lines[-1]:
        yield len(lines), "blanks", "empty lines at the end of the file"


CONTAINER = re.compile(
    r"^\s*(template\s*<.*>\s*)?(inline\s+)?(namespace|class|struct|enum|union|extern)\b")
NOT_A_STATEMENT = re.compile(r"^\s*($|//|#|(public|private|protected):)")


def functions(lines):
    """Every function as (first line from 1, last line). Reads the layout of clang-format: a body
    ends at the first line that begins with a brace in the column of the function's first line."""
    index, start = 0, None
    while index < len(lines):
        line = lines[index]
        if NOT_A_STATEMENT.match(line):
            start = None
        elif start is None:
            start = index
        code = re.sub(r"\s*//.*$", "", line)
        if start is not None and code.endswith("{"):
            head = " ".join(lines[start : index + 1])
            if "(" in head and not CONTAINER.match(head) and not re.search(r"=\s*\{+$", code):
                indent = re.match(r"\s*", lines[start])[0]
                end = index + 1
                while end < len(lines) and not lines[end].startswith(indent + "}"):
                    end += 1
                yield start + 1, min(end, len(lines) - 1) + 1
                index = end
            start = None
        elif code.endswith((";", "}")):
            start = None
        index += 1


def check_code(file, lines):
    if file.endswith(".h") and "#pragma once" not in lines:
        yield 1, "pragma", "a header without #pragma once"
    for first, last in functions(lines):
        count = last - first + 1
        if count > FUNCTION_LINES_MAX:
            yield first, "function", f"a function of {count} lines, at most {FUNCTION_LINES_MAX}"


def check_text(file, text):
    """Every break in one file as (line number from 1, rule, reason)."""
    suffix = Path(file).suffix
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    elif text:
        yield len(lines), "blanks", "no line end at the end of the file"
    yield from check_lines(file, lines, suffix in CODE | TEXT)
    if suffix in CODE | WEB and len(lines) > FILE_LINES_MAX:
        yield len(lines), "file", f"{len(lines)} lines, at most {FILE_LINES_MAX}"
    if suffix in CODE:
        yield from check_code(file, lines)


def read_allowed(text):
    """(rule, file) -> reason."""
    allowed = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            rule, file, reason = line.split(maxsplit=2)
            allowed[rule, file] = reason
    return allowed


def listed(root):
    """The files git tracks or would track; without git, all that are not built."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(root).as_posix() for path in root.rglob("*")]
        names = [name for name in names if not name.startswith(("build/", ".git/", "demo/"))]
    return sorted({name for name in names if name and (root / name).is_file()})


def check_tree(root, format_too):
    allowed_file = root / ALLOWED
    allowed = read_allowed(allowed_file.read_text("utf-8")) if allowed_file.exists() else {}
    used = set()
    code = []
    for file in listed(root):
        suffix = Path(file).suffix
        if suffix not in CODE | TEXT | UNWRAPPED or EXACT.search(file):
            continue
        if suffix in CODE:
            code.append(file)
        try:
            text = (root / file).read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            yield f"{file}:1: not UTF-8"
            continue
        for line, rule, reason in check_text(file, text):
            if (rule, file) in allowed:
                used.add((rule, file))
            else:
                yield f"{file}:{line}: {reason}"
    for rule, file in sorted(set(allowed) - used):
        yield f"{ALLOWED}: no longer needed: {rule} {file}"
    if format_too and code:
        run = subprocess.run(["clang-format-19", "--dry-run", "-Werror", *code], cwd=root,
                             capture_output=True, text=True)
        if run.returncode:
            yield from (line for line in run.stderr.splitlines() if ": error: " in line)


def self_test():
    body = "  x();\n"
    header = "#pragma once\n"
    cases = [
        ("a.cc", "int x;\n", None),
        ("a.cc", "//" + "x" * 98 + "\n", None),
        ("a.cc", "//" + "x" * 99 + "\n", "columns"),
        ("a.cc", "//" + "明" * 50 + "\n", "columns"),
        ("a.md", "x" * 300 + "\n", None),
        ("a.py", "\tx\n", "blanks"),
        ("a.py", "x \n", "blanks"),
        ("a.py", "x\n\n", "blanks"),
        ("a.py", "x", "blanks"),
        ("a.h", header, None),
        ("a.h", "int x;\n", "pragma"),
        ("a.cc", "int x;\n" * 400, None),
        ("a.cc", "int x;\n" * 401, "file"),
        ("a.cc", "void f() {\n" + body * 58 + "}\n", None),
        ("a.cc", "void f() {\n" + body * 59 + "}\n", "function"),
        ("a.cc", "void f(int a,\n       int b) {\n" + body * 58 + "}\n", "function"),
        ("a.cc", "void f() {\n" + body * 40 + "}\n\nvoid g() {\n" + body * 40 + "}\n", None),
        ("a.cc", "namespace a {\n\nTEST(A, B) {\n" + body * 59 + "}\n\n}\n", "function"),
        ("a.h", header + "class A {\n public:\n" + "  void f();\n" * 80 + "};\n", None),
        ("a.h", header + "class A {\n  void f() {\n" + "  " + body * 59 + "  }\n};\n", "function"),
        ("a.cc", "const int kX[] = {\n" + "    f(1),\n" * 80 + "};\n", None),
    ]
    wrong = []
    for file, text, expected in cases:
        found = sorted({rule for _, rule, _ in check_text(file, text)})
        if found != ([expected] if expected else []):
            wrong.append(f"{file} {text[:40]!r}: expected {expected}, found {found}")
    print("\n".join(wrong) or f"{len(cases)} cases: as expected")
    return 1 if wrong else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    root = Path(__file__).resolve().parent.parent
    found = list(check_tree(root, "--no-format" not in arguments))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
