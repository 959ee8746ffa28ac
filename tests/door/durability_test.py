"""What was acknowledged is in the books, once, whatever happens to the server."""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import uuid
from pathlib import Path

from door import BIN, Server, donation, run

WRITERS = 4
CYCLES = int(os.environ.get("MINGZHANG_KILLS", "100"))


class Writer(threading.Thread):
    """Writes gifts until the server is gone; knows what was acknowledged and what is not sure."""

    def __init__(self, server, number, cycle):
        super().__init__(daemon=True)
        self.server, self.number, self.cycle = server, number, cycle
        self.acknowledged = {}
        self.unsure = None
        self.started = threading.Event()

    def run(self):
        client = self.server.client("cashier")
        for count in range(1_000_000):
            ref = f"{self.cycle}-{self.number}-{count}"
            key = str(uuid.uuid4())
            self.unsure = (ref, key)
            try:
                answer = client.post("/v1/donations", {"fund": "jinan", "body": donation(ref)},
                                     key=key)
            except Exception:
                return  # The server is gone: this one may be in the books or not.
            if answer.status not in (200, 201):
                return
            self.acknowledged[ref] = answer.json
            self.unsure = None
            self.started.set()


def entries_of(folder):
    """Every gift in the file by its reference: [(seq, leaf)]."""
    base = sqlite3.connect(f"file:{folder / 'ledger.db'}?mode=ro", uri=True)
    found = {}
    for seq, text, leaf in base.execute("SELECT seq, bytes, leaf FROM entries"):
        entry = json.loads(text)
        if entry["kind"] == "donation.received":
            number = entry["body"]["ref"].rsplit(":", 1)[1]
            found.setdefault(number, []).append((seq, leaf.hex()))
    base.close()
    return found


class Durability(unittest.TestCase):
    def test_every_acknowledged_write_is_there_once_after_each_of_many_kills(self):
        rng = random.Random(7)
        acknowledged, repeated = {}, 0
        with Server() as server:
            server.stop()
            server.set_password("cashier")
            server.start()
            server.client("cashier").close()
            for cycle in range(CYCLES):
                writers = [Writer(server, number, cycle) for number in range(WRITERS)]
                for writer in writers:
                    writer.start()
                for writer in writers:
                    self.assertTrue(writer.started.wait(60), "nothing was acknowledged")
                time.sleep(rng.random() * 0.05)  # The moment of the kill is any.
                server.kill()
                for writer in writers:
                    writer.join(60)
                server.start()
                client = server.client("cashier")
                for writer in writers:
                    acknowledged.update(writer.acknowledged)
                    if writer.unsure is None:
                        continue
                    # The same request again tells, and is never written twice.
                    ref, key = writer.unsure
                    body = {"fund": "jinan", "body": donation(ref)}
                    answer = client.post("/v1/donations", body, key=key)
                    self.assertIn(answer.status, (200, 201), answer.body)
                    repeated += answer.status == 200
                    acknowledged[ref] = answer.json
                client.close()
            server.stop()
            found = entries_of(server.folder)
            for ref, answer in acknowledged.items():
                self.assertEqual(found.get(ref), [(answer["seq"], answer["leaf"])], ref)
            self.assertTrue(all(len(places) == 1 for places in found.values()))
            self.assertEqual(set(found), set(acknowledged))
            verified = run("mingzhang-audit", "verify", server.folder, check=False)
            self.assertEqual(verified.returncode, 0, verified.stdout)
            print(f"{CYCLES} kills, {len(acknowledged)} gifts acknowledged, {repeated} of them "
                  "were in the books though the answer was lost")

    def test_a_second_server_on_the_same_folder_is_refused_and_told_by_whom(self):
        with Server() as server:
            second = run("mingzhang", "serve", server.folder, "--port", "0", check=False)
            self.assertEqual(second.returncode, 3)
            self.assertIn(str(server.process.pid), second.stderr)
            imported = run("mingzhang", "rebuild", server.folder, check=False)
            self.assertEqual(imported.returncode, 3)
            self.assertIn(str(server.process.pid), imported.stderr)
            client = server.client()
            self.assertEqual(client.get("/healthz").status, 200)
            client.close()

    def test_a_stop_answers_what_is_under_way_and_ends_with_0(self):
        with Server() as server:
            server.stop()
            server.set_password("cashier")
            server.start()
            writers = [Writer(server, number, 0) for number in range(WRITERS)]
            server.client("cashier").close()
            for writer in writers:
                writer.start()
            for writer in writers:
                self.assertTrue(writer.started.wait(60))
            self.assertEqual(server.stop(), 0)
            acknowledged = {}
            for writer in writers:
                writer.join(60)
                acknowledged.update(writer.acknowledged)
            found = entries_of(server.folder)
            for ref, answer in acknowledged.items():
                self.assertEqual(found.get(ref), [(answer["seq"], answer["leaf"])])


class FullDisk(unittest.TestCase):
    """In a small file system of its own, which only this process and its children see."""

    def test_refuses_to_write_and_resumes_when_there_is_space_again(self):
        folder = Path(tempfile.mkdtemp(prefix="mingzhang-full-"))
        inside = [sys.executable, __file__, "--on-full-disk", str(folder)]
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c",
             f'mount -t tmpfs -o size=32m none "{folder}" && exec "$@"', "sh", *inside],
            capture_output=True, text=True)
        os.rmdir(folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


def on_full_disk(folder):
    server = Server(folder / "ledger")
    server.set_password("cashier")
    server.start()
    try:
        fill_and_free(server, folder)
    finally:
        server.stop()
    verified = run("mingzhang-audit", "verify", server.folder, check=False)
    assert verified.returncode == 0, verified.stdout


def fill_and_free(server, folder):
    client = server.client("cashier")
    write = lambda ref: client.post("/v1/donations", {"fund": "jinan", "body": donation(ref)})
    assert write("before").status == 201
    ballast = folder / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass  # Full.
    statuses = set()
    for count in range(3000):
        answer = write(f"full-{count}")
        statuses.add(answer.status)
        if answer.status != 201:
            break
    assert answer.status == 503, answer.body
    assert answer.code == "read_only", answer.body
    assert answer.headers["Retry-After"]
    assert client.get("/readyz").status == 503
    assert client.get("/v1/ledger").status == 200, "reading goes on"
    ballast.unlink()
    deadline = time.monotonic() + 60
    while write("after").status != 201:
        assert time.monotonic() < deadline, "it did not resume"
        time.sleep(0.2)
    assert client.get("/readyz").status == 200


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--on-full-disk", type=Path)
    arguments, rest = parser.parse_known_args()
    if arguments.on_full_disk:
        on_full_disk(arguments.on_full_disk)
    else:
        unittest.main(argv=[sys.argv[0], *rest])
