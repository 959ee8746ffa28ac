#!/usr/bin/env python3
"""A demo ledger of its own and the server with the web client, for the tests of this folder.

    serve.py [--history [--whole]]

Prints {"url", "people": {person: {"password", "token"}}} when all can work, then answers each line:
"code PERSON" with a second factor's code that was not used yet, "stop" and "start", "later DAYS":
stopped, and started with its clock so far ahead (everybody signs in anew). Ends with its standard
input. --history: with three months of scripts/demo/history.py; --whole: all of it.
"""

import datetime
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "door"))
sys.path.insert(0, str(ROOT / "scripts" / "demo"))

from door import DEMO, Server, run  # noqa: E402
from history import write_year  # noqa: E402

WEB = Path(os.environ.get("MINGZHANG_WEB", ROOT / "build" / "web"))


def say(value):
    print(json.dumps(value), flush=True)


def main():
    verification = WEB.parent / f"verification-{os.getpid()}.json"
    server = Server(arguments=["--web", WEB, "--verification", verification])
    with server:
        server.stop()
        for person in DEMO:
            server.set_password(person)
        server.start()
        for person in DEMO:
            server.client(person).close()
        if "--history" in sys.argv[1:]:
            write_year(server, datetime.date.today(), small="--whole" not in sys.argv[1:])
        verification.write_text(
            run("mingzhang-audit", "verify", server.folder, "--format", "json").stdout)
        say({"url": f"https://127.0.0.1:{server.port}", "folder": str(server.folder),
             "verification": str(verification),
             "people": {person: {"password": server.passwords[person],
                                 "token": server.tokens[person]} for person in DEMO}})
        for line in sys.stdin:
            word, *rest = line.split()
            if word == "code":
                say({"code": server.fresh_code(rest[0])})
            elif word == "stop":
                server.stop()
                say({})
            elif word == "start":
                server.start(server.port)
                say({})
            elif word == "later":
                server.stop()
                server.days_ahead = int(rest[0])
                server.start(server.port)
                say({})
    verification.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
