#!/usr/bin/env python3
"""Checks that no co_await meets what g++ 12 destroys twice.

    scripts/check_co_await.py [ROOT]        exit 0, or 1 with one line "file:line: reason" each
    scripts/check_co_await.py --self-test   breaks every rule once and expects the finding

g++ 12.2 miscompiles (GCC bug 95599 and its family: a double free, silent without a sanitizer) a
statement that awaits and also builds a lambda with captures, a braced temporary, or chooses with
`?:`. So: one co_await in a statement, and what it needs is named on the line before. Coroutines
stay in api/http, where they are few.
"""

import re
import sys
import tempfile
from pathlib import Path

HOME = "api/http/"
SUFFIXES = {".h", ".cc"}

# Comments, literals and raw strings: what they hold is not code. Kept: their line breaks.
NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\\\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.S)
# A '[' that begins a lambda follows neither a value nor another '[' (an attribute).
LAMBDA = re.compile(r"(?<![\w\])>\[])\s*\[(?!\[)(?P<captures>[^\]]*)\]\s*(?:[({<]|mutable\b)")
# A brace after what cannot end the head of a block.
BRACED = re.compile(r"(?:[(,=<:?&|+]|\breturn|\bco_await|\bco_return|[\w>])\s*\{")
# What stands before the brace of a block: nothing, a ')' with what follows it, a keyword, a label.
BLOCK = re.compile(
    r"^\s*$|\)\s*(?:(?:const|noexcept|override|final|mutable)\b\s*)*(?:->[\w:<>,\s&*]+)?$"
    r"|\b(?:else|do|try)\s*$|:\s*$|^[^=(]*\b(?:namespace|class|struct|enum|union|extern)\b")


def blank(text):
    """`text` with comments and literals blanked, of the same length and lines."""
    return NOT_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def statements(code):
    """Every statement as (line from 1, text): what stands between ';' and the braces of blocks. The
    braces of a value belong to its statement, and so does all of a lambda."""
    start, parentheses, braces = 0, 0, []  # braces: True for one that belongs to a value.
    for index, c in enumerate(code):
        parentheses += (c in "([") - (c in ")]")
        in_value = parentheses > 0 or True in braces
        if c == "{":
            braces.append(in_value or not BLOCK.search(code[start:index]))
            ends = not braces[-1]
        elif c == "}":
            ends = not (braces and braces.pop())
        else:
            ends = c == ";" and not in_value
        if ends:
            yield from statement(code, start, index)
            start = index + 1
    yield from statement(code, start, len(code))


def statement(code, start, end):
    text = code[start:end]
    if text.strip():
        blanks = len(text) - len(text.lstrip())
        yield code.count("\n", 0, start + blanks) + 1, text


def reasons(text):
    """Why a statement may not stay as it is."""
    count = len(re.findall(r"\bco_await\b", text))
    if count == 0:
        return
    if count > 1:
        yield "more than one co_await in a statement"
    if any(match["captures"].strip() for match in LAMBDA.finditer(text)):
        yield "a lambda with captures beside co_await: name it first"
    if BRACED.search(text):
        yield "a braced value beside co_await: name it first"
    if "?" in text:
        yield "a choice by ?: beside co_await: use if"


def findings(file, text):
    """Every break in one file as (line, reason)."""
    code = blank(text)
    if not file.startswith(HOME):
        for match in re.finditer(r"\bco_(?:await|yield|return)\b", code):
            yield code.count("\n", 0, match.start()) + 1, f"a coroutine outside {HOME}"
        return
    for line, each in statements(code):
        for reason in reasons(each):
            yield line, reason


def check_tree(root):
    for path in sorted(root.rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.suffix in SUFFIXES and not file.startswith(("build/", ".git/")):
            for line, reason in findings(file, path.read_text("utf-8")):
                yield f"{file}:{line}: {reason}"


# A statement and what the finding must say; None: it is allowed.
CASES = [
    ("co_await f(x);", None),
    ("const auto result = co_await f(std::move(x), kResult);", None),
    ("auto& [error, count] = result;", None),
    ("if (co_await f(x)) { g(A{1, 2}); }", None),
    ("while (more) { more = co_await f(); }", None),
    ("for (;;) { co_await f(); }", None),
    ("if (x) { co_await f(); } else { co_await g(); }", None),
    ("do { co_await f(); } while (x);", None),
    ("try { co_await f(); } catch (const E&) { }", None),
    ("switch (x) { case 1: { co_await f(); } }", None),
    ("A a{1, 2};\nco_await f(std::move(a));", None),
    ("const auto job = [big] { return big; };\nco_await f(job);", None),
    ("timer.wait([this](E) { again(); });\nco_await f();", None),
    ("co_await f(table[i], list[0]);", None),
    ("co_await f(std::string(\"{?[x]\"));", None),
    ("// co_await f(A{1});\nco_await f(a);  /* ?: { */", None),
    ("co_await f([] { return 1; });", None),
    ("co_await f(A{1, 2});", "braced"),
    ("co_await f({1, 2});", "braced"),
    ("co_await f(x, {});", "braced"),
    ("co_await f(A{.field = 1});", "braced"),
    ("co_await f(std::vector<int>{1});", "braced"),
    ("co_await K{}.m();", "braced"),
    ("A a{co_await x, y};", "braced"),
    ("A a = {co_await x, y};", "braced"),
    ("f(A{co_await x});", "braced"),
    ("co_return A{co_await x};", "braced"),
    ("if (co_await f(A{1})) { g(); }", "braced"),
    ("while (co_await f({1})) { g(); }", "braced"),
    ("co_await f([c] { g(c); });", "lambda"),
    ("co_await f([&] { g(); });", "lambda"),
    ("co_await f(x,\n         [c = std::move(c)]() mutable { g(c); });", "lambda"),
    ("co_await [c]() -> awaitable<void> { co_return; }();", "lambda"),
    ("const auto x = y ? co_await f() : 0;", "choice"),
    ("co_await f(y ? a : b);", "choice"),
    ("co_await f(co_await g());", "more than one"),
]


def self_test():
    wrong = []
    for body, expected in CASES:
        text = "Async<void> each(A a, B b) {\n  " + body + "\n}\n"
        found = [reason for _, reason in findings(HOME + "a.cc", text)]
        if bool(found) != bool(expected) or (expected and not any(expected in r for r in found)):
            wrong.append(f"{body!r}: expected {expected!r}, found {found}")
    with tempfile.TemporaryDirectory() as folder:
        for file, expected in (("api/routes/a.cc", 1), ("tests/http/a.h", 1), (HOME + "a.cc", 0)):
            path = Path(folder) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("// co_await\nvoid f() {\n  co_await g();\n}\n", "utf-8")
            found = [line for line in check_tree(Path(folder)) if line.startswith(file + ":3: ")]
            if len(found) != expected:
                wrong.append(f"{file}: expected {expected} findings, found {found}")
    print("\n".join(wrong) or f"{len(CASES) + 3} cases: as expected")
    return 1 if wrong else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    found = list(check_tree(root))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
