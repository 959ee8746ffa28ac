"""A whole appeal's receipts through the door while 16 clients read and write, then the auditor, on
the folder and over the network. Runs where MZ_REAL_RECEIPTS names a file."""

import os
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

from door import Server, donation, run

CLIENTS = 16
FILE = os.environ.get("MZ_REAL_RECEIPTS", "")


class Busy(threading.Thread):
    """One of those who work meanwhile: half of them write gifts, half read."""

    def __init__(self, server, number, stop):
        super().__init__(daemon=True)
        self.server, self.number, self.stop = server, number, stop
        self.written, self.read, self.slowest_s, self.wrong = 0, 0, 0.0, []

    def run(self):
        writes = self.number % 2 == 0
        client = self.server.client("cashier" if writes else "bookkeeper")
        paths = ("/v1/pools", "/v1/donations?limit=5", "/v1/entries?order=desc&limit=5",
                 "/log/checkpoint", "/v1/ledger")
        count = 0
        while not self.stop.is_set():
            count += 1
            began = time.monotonic()
            if writes:
                answer = client.post("/v1/donations", {
                    "fund": "jinan", "body": donation(f"busy-{self.number}-{count}")})
                self.written += answer.status == 201
            else:
                answer = client.get(paths[count % len(paths)])
                self.read += answer.status == 200
            if answer.status not in (200, 201):
                self.wrong.append((answer.status, answer.body))
            self.slowest_s = max(self.slowest_s, time.monotonic() - began)
        client.close()


@unittest.skipUnless(FILE, "MZ_REAL_RECEIPTS names no file")
class RealFile(unittest.TestCase):
    def test_is_taken_in_while_others_work_and_is_proved(self):
        with Server() as server:
            server.stop()
            for person in ("cashier", "bookkeeper", "auditor"):
                server.set_password(person)
            server.start()
            for person in ("cashier", "bookkeeper", "auditor"):
                server.client(person).close()
            stop = threading.Event()
            busy = [Busy(server, number, stop) for number in range(CLIENTS)]
            for one in busy:
                one.start()
            began = time.monotonic()
            tls = ("--ca", server.folder / "tls.crt")
            url = f"https://127.0.0.1:{server.port}"
            imported = run("mingzhang", "import", FILE, "--server", url, *tls, "--fund", "jinan",
                           env={"MINGZHANG_TOKEN": server.tokens["cashier"]}, check=False)
            took = time.monotonic() - began
            stop.set()
            for one in busy:
                one.join()
            self.assertEqual(imported.returncode, 0, imported.stderr)
            print(imported.stdout)
            written, read = sum(b.written for b in busy), sum(b.read for b in busy)
            slowest = max(b.slowest_s for b in busy)
            print(f"import {took:.1f} s; meanwhile {written} gifts written and {read} pages read "
                  f"by {CLIENTS} clients, the slowest answer after {slowest:.2f} s")
            self.assertEqual([one.wrong for one in busy if one.wrong], [])
            again = run("mingzhang", "import", FILE, "--server", url, *tls, "--fund", "jinan",
                        env={"MINGZHANG_TOKEN": server.tokens["cashier"]})
            self.assertRegex(again.stdout, r"new gifts: +0\n")
            began = time.monotonic()
            remote = run("mingzhang-audit", "verify", url, *tls, "--vkey",
                         server.folder / "log.vkey", check=False,
                         env={"MINGZHANG_TOKEN": server.tokens["auditor"]})
            self.assertEqual(remote.returncode, 0, remote.stdout + remote.stderr)
            print(f"verify over the network {time.monotonic() - began:.1f} s")
            server.stop()
            began = time.monotonic()
            local = run("mingzhang-audit", "verify", server.folder, check=False)
            self.assertEqual(local.returncode, 0, local.stdout + local.stderr)
            print(f"verify the folder {time.monotonic() - began:.1f} s")
            print(local.stdout)


if __name__ == "__main__":
    unittest.main()
