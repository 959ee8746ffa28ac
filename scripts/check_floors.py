#!/usr/bin/env python3
"""Checks the floors of the house: which folder may include which (docs/architecture.md).

    scripts/check_floors.py [ROOT]        exit 0, or 1 with one line "file:line: reason" each
    scripts/check_floors.py --self-test   breaks every rule once in a small tree, expects findings
"""

import re
import sys
import tempfile
from pathlib import Path

# Room -> the rooms it may include, besides itself. A folder belongs to the longest room that holds
# it; so `ledger` is only the façade, the files directly in ledger/.
ROOMS = {
    "ledger/base": set(),
    "ledger/tlog": {"ledger/base"},
    "ledger/fund": {"ledger/base"},
    "ledger/store": {"ledger/base", "ledger/tlog", "ledger/fund"},
    "ledger": {"ledger/base", "ledger/tlog", "ledger/fund", "ledger/store"},
    "terminal": {"ledger/base"},
    "client": {"ledger/base"},
    "api/http": {"ledger/base"},
    "api": {"ledger/base", "ledger/tlog", "ledger/fund", "ledger/store", "ledger", "terminal",
            "client", "api/http"},
    "audit": {"ledger/base", "ledger/tlog", "ledger/fund", "ledger/store", "ledger", "terminal",
              "client", "api/http"},
}

# Header prefix of a library -> the folders that may include it. tests/ may include any.
LIBRARIES = {
    "SQLiteCpp/": ("ledger/store",),
    "sqlite3": ("ledger/store",),
    "openssl/": ("ledger/base", "api/http"),
    "boost/": ("api/http",),
    "nlohmann/": ("api", "audit"),
    "toml++/": ("api",),
    "CLI/": ("api", "audit"),
    "csv.h": ("api/imports",),
    "argon2.h": ("api/auth",),
    "curl/": ("client",),
    "prometheus/": ("api",),
    "unicode/": ("api",),
}

# The rules of money are pure: no disk, no clock, no threads, no randomness, no locale.
IMPURE = set("""
    thread mutex shared_mutex condition_variable future atomic stop_token semaphore latch barrier
    pthread.h chrono ctime time.h sys/time.h random fstream iostream ostream istream filesystem
    cstdio stdio.h unistd.h fcntl.h csignal signal.h clocale locale locale.h
""".split())
PURE = ("ledger/fund",)

SUFFIXES = {".h", ".cc", ".def"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"(?P<ours>[^"]+)"|<(?P<theirs>[^>]+)>)')


def inside(path, folder):
    return path == folder or path.startswith(folder + "/")


def room_of(path):
    """The room of a file or include, both relative to the root; none outside the house."""
    return max((room for room in ROOMS if inside(path, room)), key=len, default=None)


def break_of(file, match):
    """Why `file` may not include what `match` found; none where it may."""
    here = room_of(file)
    target = match["ours"] or match["theirs"]
    if target.endswith((".cc", ".cpp")):
        return f"{target} is a source file: include its header"
    if match["ours"]:
        if target.startswith(".") or "/" not in target:
            return f'"{target}" does not start at the root of the repository'
        there = room_of(target)
        if here and target.startswith("tests/"):
            return f"{here} includes a test: {target}"
        if here and there and there != here and there not in ROOMS[here]:
            return f"{here} may not include {there}: {target}"
    if here is None:
        return None
    for prefix, folders in LIBRARIES.items():
        if target.startswith(prefix) and not any(inside(file, folder) for folder in folders):
            return f"<{target}> is only for {' and '.join(folders)}"
    if target in IMPURE and any(inside(file, folder) for folder in PURE):
        return f"{here} is pure and may not include <{target}>"
    return None


def breaks(root):
    """Every break under `root` as (file, line number from 1, reason)."""
    tops = sorted({room.split("/")[0] for room in ROOMS} | {"tests"})
    for top in tops:
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in SUFFIXES or not path.is_file():
                continue
            file = path.relative_to(root).as_posix()
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                reason = match and break_of(file, match)
                if reason:
                    yield file, number, reason


# One file with one include each, and what the finding must say; None: it is allowed.
CASES = [
    ("ledger/base/a.h", "<openssl/evp.h>", None),
    ("ledger/base/b.h", '"ledger/tlog/tree.h"', "may not include ledger/tlog"),
    ("ledger/base/c.h", '"ledger/fund/state.h"', "may not include ledger/fund"),
    ("ledger/base/d.h", '"terminal/bar.h"', "may not include terminal"),
    ("ledger/tlog/a.cc", '"ledger/base/bytes.h"', None),
    ("ledger/tlog/b.cc", '"ledger/fund/state.h"', "may not include ledger/fund"),
    ("ledger/tlog/c.cc", '"ledger/store/store.h"', "may not include ledger/store"),
    ("ledger/tlog/d.cc", "<openssl/evp.h>", "only for ledger/base"),
    ("ledger/fund/a.cc", '"ledger/fund/kinds/gift.h"', None),
    ("ledger/fund/b.cc", '"ledger/tlog/tree.h"', "may not include ledger/tlog"),
    ("ledger/fund/kinds/a.cc", '"ledger/store/store.h"', "may not include ledger/store"),
    ("ledger/fund/kinds/b.cc", '"ledger/ledger.h"', "may not include ledger:"),
    ("ledger/fund/c.cc", "<nlohmann/json.hpp>", "only for api and audit"),
    ("ledger/store/a.cc", "<SQLiteCpp/SQLiteCpp.h>", None),
    ("ledger/store/b.cc", '"ledger/tlog/tree.h"', None),
    ("ledger/store/c.cc", '"ledger/ledger.h"', "may not include ledger:"),
    ("ledger/a.h", '"ledger/store/store.h"', None),
    ("ledger/b.h", '"api/http/server.h"', "may not include api"),
    ("ledger/c.h", "<sqlite3.h>", "only for ledger/store"),
    ("ledger/d.h", '"terminal/bar.h"', "may not include terminal"),
    ("terminal/a.h", '"ledger/base/result.h"', None),
    ("terminal/b.h", '"ledger/ledger.h"', "may not include ledger:"),
    ("terminal/c.h", '"api/main.h"', "may not include api"),
    ("api/a.cc", '"ledger/ledger.h"', None),
    ("api/b.cc", '"audit/verify.h"', "may not include audit"),
    ("api/c.cc", "<SQLiteCpp/SQLiteCpp.h>", "only for ledger/store"),
    ("api/http/a.cc", "<openssl/ssl.h>", None),
    ("api/http/b.cc", '"ledger/ledger.h"', "api/http may not include ledger:"),
    ("api/http/c.cc", '"api/routes/a.h"', "api/http may not include api:"),
    ("api/routes/a.cc", '"api/http/server.h"', None),
    ("api/routes/b.cc", "<boost/beast.hpp>", "only for api/http"),
    ("api/routes/c.cc", "<argon2.h>", "only for api/auth"),
    ("client/a.cc", "<curl/curl.h>", None),
    ("client/b.cc", '"ledger/ledger.h"', "client may not include ledger:"),
    ("audit/d.cc", '"client/https.h"', None),
    ("audit/e.cc", "<curl/curl.h>", "only for client"),
    ("api/imports/a.cc", "<csv.h>", None),
    ("api/d.cc", '"api/e.cc"', "is a source file"),
    ("api/f.cc", '"main.h"', "does not start at the root"),
    ("api/g.cc", '  "../audit/verify.h"', "does not start at the root"),
    ("api/h.cc", '"tests/story.h"', "includes a test"),
    ("audit/a.cc", '"ledger/ledger.h"', None),
    ("audit/b.cc", '"api/http/server.h"', None),
    ("audit/f.cc", '"api/routes/a.h"', "may not include api:"),
    ("audit/c.cc", "<toml++/toml.h>", "only for api"),
    ("tests/api/a.cc", '"audit/verify.h"', None),
    ("tests/api/b.cc", "<sqlite3.h>", None),
    ("tests/api/c.cc", '"api/main.cc"', "is a source file"),
] + [(f"ledger/fund/x{i}.cc", f"<{name}>", "is pure") for i, name in enumerate(sorted(IMPURE))]


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for file, include, _ in CASES:
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"// a\n# include {include}  // b\n", "utf-8")
        found = {(file, line): reason for file, line, reason in breaks(root)}
    wrong = []
    for file, include, expected in CASES:
        reason = found.pop((file, 2), None)
        if (reason is None) != (expected is None) or (expected and expected not in reason):
            wrong.append(f"{file} includes {include}: expected {expected!r}, found {reason!r}")
    wrong += [f"unexpected finding {key}: {reason}" for key, reason in found.items()]
    print("\n".join(wrong) or f"{len(CASES)} cases: as expected")
    return 1 if wrong else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    found = list(breaks(root))
    for file, line, reason in found:
        print(f"{file}:{line}: {reason}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
