"""A witness never signs two histories: every answer of the protocol, at any moment of a kill."""

import os
import random
import subprocess
import sys
import threading
import unittest

from made_log import Log, cosigned_at, b64
from witness import Witness

KILLS = int(os.environ.get("MINGZHANG_KILLS", "25"))


def lines_of(note):
    return note.partition("\n\n")[2]


class Protocol(unittest.TestCase):
    """c2sp.org/tlog-witness, one case after the other."""

    @classmethod
    def setUpClass(cls):
        cls.log = Log("log.example/a", size=300)
        cls.second = Log("log.example/a", seed=1)  # Another key that may sign for it.
        cls.other = Log("log.example/b", size=10)
        cls.witness = Witness([(cls.log.vkey, "none"), (cls.second.vkey, "none"),
                               (cls.other.vkey, "none")]).start()
        cls.stranger = Log("log.example/stranger", size=10)

    @classmethod
    def tearDownClass(cls):
        cls.witness.__exit__()

    def refused(self, status, body, **more):
        answer = self.witness.ask(body, **more)
        self.assertEqual(answer.status, status, answer.text)
        self.assertNotIn("—", answer.text)
        return answer

    def cosigned(self, log, old, size, **more):
        answer = self.witness.ask(log.request(old, size, **more))
        self.assertEqual(answer.status, 200, answer.text)
        note = more.get("note") or log.note(size)
        body = note.partition("\n\n")[0] + "\n"
        self.assertEqual(len(cosigned_at(self.witness.vkey, body, answer.text)), 1)
        self.assertEqual(len(answer.text.splitlines()), 1)
        return answer

    def conflicts(self, size, body):
        answer = self.refused(409, body)
        self.assertEqual(answer.headers["Content-Type"], "text/x.tlog.size")
        self.assertEqual(answer.text, f"{size}\n")

    def test_1_is_asked_only_by_post_at_its_one_address(self):
        request = self.log.request(0, 1)
        self.assertEqual(self.refused(405, None, method="GET").headers["Allow"], "POST")
        self.refused(405, request, method="PUT")
        for path in ("/", "/add-checkpoint/", "/ADD-CHECKPOINT", "/x/add-checkpoint"):
            self.refused(404, request, path=path)

    def test_2_malformed_is_400(self):
        good = self.log.request(0, 5)
        note = self.log.note(5)
        zeroes = b64(bytes(32))
        for body in (
                "", "\n", note, "old\n\n" + note, "old 00\n\n" + note, "old -1\n\n" + note,
                "old 0\n" + note, "old 0\nzz\n\n" + note, "old 0\r\n\r\n" + note,
                f"old 0\n{zeroes}\n" * 1 + note,
                "old 0\n" + f"{zeroes}\n" * 64 + "\n" + note,
                good[:-1], good + "\n", good + "x\n", good.replace("\n5\n", "\n05\n"),
                good.replace("\n5\n", "\n\n5\n"), good.replace("— ", "- "),
                "old 0\n\n" + self.log.body(5), "old 0\n\n" + self.log.body(5) + "\n",
                good.encode() + b"\xff", good.replace("log.example/a\n", "\n"),
                # A tree of no entries has one root.
                "old 0\n\n" + f"log.example/a\n0\n{zeroes}\n\n"
                + self.log.line(f"log.example/a\n0\n{zeroes}\n")):
            self.refused(400, body)
        self.refused(413, "x" * (256 * 1024 + 1))

    def test_3_an_unknown_origin_is_404_and_a_stranger_s_key_403(self):
        self.refused(404, self.stranger.request(0, 5))
        body = self.log.body(5)
        self.refused(403, self.log.request(0, 5, note=f"{body}\n{self.stranger.line(body)}"))
        wrong = self.log.line(self.log.body(4))
        self.refused(403, self.log.request(0, 5, note=f"{body}\n{wrong}"))
        # The key of another log that it serves.
        self.refused(403, self.log.request(0, 5, note=f"{body}\n{self.other.line(body)}"))

    def test_4_an_old_size_above_the_checkpoint_is_400(self):
        self.refused(400, self.log.request(6, 5, proof=[]))

    def test_5_the_first_checkpoint_needs_no_proof_and_has_none(self):
        self.conflicts(0, self.log.request(3, 5))
        self.refused(422, self.log.request(0, 5, proof=[bytes(32)]))
        self.cosigned(self.log, 0, 5)

    def test_6_goes_on_only_from_the_newest_with_a_proof(self):
        for old in (0, 4, 6):
            self.conflicts(5, self.log.request(old, 9))
        proof = self.log.tree.consistency(5, 9)
        for wrong in ([], proof[:-1], proof + [bytes(32)], proof[::-1],
                      self.log.tree.consistency(4, 9)):
            self.refused(422, self.log.request(5, 9, proof=wrong))
        self.refused(422, self.log.branch(4, 20).request(5, 9))
        self.cosigned(self.log, 5, 9)
        self.conflicts(9, self.log.request(5, 9))

    def test_7_the_same_size_again_is_cosigned_again_and_another_root_never(self):
        self.cosigned(self.log, 9, 9)
        self.refused(422, self.log.request(9, 9, proof=[bytes(32)]))
        self.conflicts(9, self.log.branch(8, 9).request(9, 9))
        self.cosigned(self.log, 9, 256)
        self.cosigned(self.log, 256, 300)

    def test_8_extension_lines_are_cosigned_and_unknown_signatures_left_aside(self):
        note = self.log.note(300, "an extension\n")
        self.cosigned(self.log, 300, 300, note=note)
        body = self.log.body(300)
        lines = self.stranger.line(body) * 15 + self.log.line(body)
        self.cosigned(self.log, 300, 300, note=f"{body}\n{lines}")

    def test_9_any_of_the_keys_of_a_log_will_do(self):
        body = self.log.body(300)
        self.cosigned(self.log, 300, 300, note=f"{body}\n{self.second.line(body)}")
        both = f"{body}\n{self.log.line(body)}{self.second.line(body)}"
        self.cosigned(self.log, 300, 300, note=both)

    def test_an_empty_tree_is_cosigned_once_it_is_asked_for(self):
        empty = Log("log.example/b")
        self.assertEqual(self.witness.ask(empty.request(0, 0)).status, 200)
        self.cosigned(self.other, 0, 10)

    def test_many_requests_on_one_connection(self):
        connection = self.witness.connect()
        for _ in range(5):
            self.assertEqual(self.witness.ask(self.stranger.request(0, 5), connection).status, 404)
        connection.close()


class State(unittest.TestCase):
    def test_the_key_is_made_once_and_is_its_owner_s_alone(self):
        log = Log("log.example/a", size=9)
        with Witness([(log.vkey, "none")]) as witness:
            vkey = witness.vkey
            self.assertEqual((witness.state / "witness.key").stat().st_mode & 0o777, 0o600)
            self.assertEqual((witness.state / "witness.vkey").read_text(), vkey + "\n")
            second = subprocess.run(witness.command(), capture_output=True, text=True)
            self.assertEqual(second.returncode, 3)
            self.assertIn(str(witness.process.pid), second.stderr)
            self.assertEqual(witness.stop(), 0)
            witness.start()
            self.assertEqual(witness.vkey, vkey)
            witness.stop()
            (witness.state / "witness.key").chmod(0o644)
            with self.assertRaisesRegex(RuntimeError, "open to others"):
                witness.start()

    def test_a_damaged_memory_is_not_an_empty_one(self):
        log = Log("log.example/a", size=9)
        with Witness([(log.vkey, "none")]) as witness:
            self.assertEqual(witness.ask(log.request(0, 5)).status, 200)
            witness.stop()
            kept, = (witness.state / "logs").iterdir()
            text = kept.read_text()
            for damaged in ("", text[:-5], text.replace("\n5\n", "\n4\n"), log.note(3)):
                kept.write_text(damaged)
                with self.assertRaisesRegex(RuntimeError, "is not what this witness cosigned"):
                    witness.start()
            kept.write_text(text)
            witness.start()
            self.assertEqual(witness.ask(log.request(0, 9)).text, "5\n")

    def test_a_log_that_is_no_longer_served_is_remembered(self):
        log = Log("log.example/a", size=9)
        with Witness([(log.vkey, "none")]) as witness:
            self.assertEqual(witness.ask(log.request(0, 5)).status, 200)
            witness.stop()
            served = witness.logs.read_text()
            witness.logs.write_text("logs/v0\n")
            witness.start()
            self.assertEqual(witness.ask(log.request(5, 9)).status, 404)
            witness.stop()
            witness.logs.write_text(served)
            witness.start()
            self.assertEqual(witness.ask(log.request(0, 9)).text, "5\n")

    def test_many_logs_go_on_at_once_and_apart(self):
        logs = [Log(f"log.example/{i}", size=40) for i in range(40)]
        failures = []

        def grow(witness, mine):
            connection = witness.connect()
            for size in range(4, 41, 4):
                for log in mine:
                    answer = witness.ask(log.request(size - 4, size), connection)
                    if answer.status != 200 or len(
                            cosigned_at(witness.vkey, log.body(size), answer.text)) != 1:
                        failures.append((log.origin, size, answer.status, answer.text))
            connection.close()

        with Witness([(log.vkey, "none") for log in logs]) as witness:
            threads = [threading.Thread(target=grow, args=(witness, logs[i::8]))
                       for i in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(failures, [])
            witness.stop()
            witness.start()
            for log in logs:
                self.assertEqual(witness.ask(log.request(0, 40)).text, "40\n")


class Forger(threading.Thread):
    """Shows a log, or its other branch, to the witness until that is gone; keeps what it got."""

    def __init__(self, witness, branch, rng, got, started):
        super().__init__(daemon=True)
        self.witness, self.branch, self.rng = witness, branch, rng
        self.got, self.started = got, started

    def run(self):
        connection = self.witness.connect()
        seen = 0
        try:
            while True:
                old = seen if self.rng.random() < 0.8 else self.rng.randrange(seen + 1)
                top = len(self.branch.tree.leaves)
                size = min(top, old + self.rng.choice((0, 1, 1, 2, 3)))
                answer = self.witness.ask(self.branch.request(old, size), connection)
                if answer.status == 200:
                    self.got.append((self.branch, size, answer.text))
                    seen = size
                    self.started.set()
                elif answer.status == 409:
                    seen = min(int(answer.text), top)
                    self.started.set()
                elif answer.status != 422:
                    return
        except Exception:
            return  # It was killed. An answer that was lost was not got.


class Kill(unittest.TestCase):
    def test_what_was_cosigned_is_one_history_after_each_of_many_kills(self):
        rng = random.Random(5)
        logs = [Log(f"log.example/{i}", size=6000) for i in range(3)]
        branches = {log.origin: [log, log.branch(37, 6000)] for log in logs}
        got = {log.origin: [] for log in logs}
        after = 0
        with Witness([(log.vkey, "none") for log in logs]) as witness:
            for _ in range(KILLS):
                threads, started = [], []
                for log in logs:
                    for branch in branches[log.origin] * 2:
                        started.append(threading.Event())
                        threads.append(Forger(witness, branch, random.Random(rng.random()),
                                              got[log.origin], started[-1]))
                for thread in threads:
                    thread.start()
                for event in started:
                    self.assertTrue(event.wait(60), "no answer")
                threading.Event().wait(rng.random() * 0.1)  # The moment of the kill is any.
                witness.kill()
                for thread in threads:
                    thread.join(60)
                witness.start()
                for log in logs:
                    remembered = int(witness.ask(log.request(6000, 6000)).text)
                    most = max((size for _, size, _ in got[log.origin]), default=0)
                    self.assertGreaterEqual(remembered, most, "it went back")
                    after += remembered > most
            vkey = witness.vkey
        for log in logs:
            roots, moments = {}, []
            for branch, size, lines in got[log.origin]:
                moment, = cosigned_at(vkey, branch.body(size), lines)
                self.assertEqual(roots.setdefault(size, branch.body(size)), branch.body(size))
                moments.append((moment, size))
            # From the first size on where the branches differ, only one of them was cosigned.
            forked = {branch is log for branch, size, _ in got[log.origin] if size > 37}
            self.assertEqual(len(forked), 1)
            last = 0
            for moment in sorted({moment for moment, _ in moments}):
                sizes = [size for at, size in moments if at == moment]
                self.assertGreaterEqual(min(sizes), last, "it went back")
                last = max(sizes)
        print(f"{KILLS} kills, {sum(map(len, got.values()))} cosignatures, {after} times more was "
              "remembered than answered", file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
