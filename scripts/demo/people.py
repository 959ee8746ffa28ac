#!/usr/bin/env python3
"""Lets the people of a demo ledger in: signs each in, with a password and where their duty asks for
it a second factor, and keeps both in DIR/demo-people.json for the next time.

    scripts/demo/people.py DIR PORT           prepares who is new, prints the table
    scripts/demo/people.py DIR code PERSON    prints the second factor's code of this moment

For demonstrations only: nobody keeps other people's passwords in earnest.
"""

import json
import os
import ssl
import sys
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "door"))

from door import DEMO, Server, totp  # noqa: E402

WORDS = {
    "administrator": ("管理员", "enrols people"), "approver": ("县民政审批", "approves"),
    "auditor": ("审计", "verifies"), "bookkeeper": ("会计", "confirms, releases"),
    "caseworker": ("帮扶工作组", "applies, delivers"), "cashier": ("出纳", "records, pays"),
    "responsible": ("单位负责人", "seconds"), "reviewer": ("乡镇审核", "reviews"),
}


class Running(Server):
    """The server that scripts/run has started."""

    def __init__(self, folder, port, kept):
        self.folder, self.port = folder, port
        self.passwords = {name: one["password"] for name, one in kept.items()}
        self.secrets = {name: one["secret"] for name, one in kept.items() if "secret" in one}
        self.tokens = {name: one["token"] for name, one in kept.items() if "token" in one}
        self.tls = ssl.create_default_context(cafile=folder / "tls.crt")


def wide(text, columns):
    used = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * (columns - used)


def main(folder, what, person=None):
    folder = Path(folder)
    file = folder / "demo-people.json"
    kept = json.loads(file.read_text()) if file.exists() else {}
    if what == "code":
        print(totp(kept[person]["secret"]))
        return
    server = Running(folder, int(what), kept)
    for name in DEMO:
        if "ready" in kept.get(name, {}):
            continue
        token = server.sign_in(name)
        kept[name] = {"password": server.passwords[name], "ready": int(time.time()),
                      "token": token}
        if name in server.secrets:
            kept[name]["secret"] = server.secrets[name]
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(kept, out, indent=1)
    for name in DEMO:
        zh, en = WORDS[name]
        secret = kept[name].get("secret", "")
        print(f"  {name:<14} {wide(zh, 12)} {en:<18} {kept[name]['password']}  {secret}")


if __name__ == "__main__":
    main(*sys.argv[1:])
