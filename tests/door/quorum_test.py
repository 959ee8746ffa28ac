"""A server, its witnesses and a policy: what an auditor sees, and what a forger cannot hide."""

import shutil
import tempfile
import unittest
from pathlib import Path

from door import Server, donation, run
from made_log import Log, cosigned_at
from witness import Witness, wait

def size_of(note):
    return int(note.split("\n")[1])


class Office:
    """A demo ledger with two witnesses, and the files that name them."""

    def __init__(self):
        self.temp = Path(tempfile.mkdtemp(prefix="mingzhang-quorum-"))
        self.server = Server(self.temp / "ledger")
        vkey = (self.server.folder / "log.vkey").read_text().strip()
        self.origin = vkey.split("+")[0]
        self.witnesses = [Witness([(vkey, "none")], f"witness.example/{name}").start()
                          for name in ("city", "audit")]
        self.ca = self.temp / "witnesses.pem"
        self.ca.write_text("".join((each.state / "tls.crt").read_text()
                                   for each in self.witnesses))
        self.both = self.policy("both", "all")
        self.any = self.policy("any", "any")
        self.server.set_password("cashier")
        self.count = 0

    def policy(self, name, needed):
        path = self.temp / name
        city, audit = self.witnesses
        path.write_text(f"# {name}\nwitness city {city.vkey} {city.url}\n"
                        f"witness audit {audit.vkey} {audit.url}\n"
                        f"group both {needed} city audit\nquorum both\n")
        return path

    def serve(self, folder=None, policy=None):
        server = self.server if folder is None else Server(folder)
        server.arguments = ["--witness-policy", policy or self.both, "--witness-ca", self.ca]
        return server.start()

    def write(self, server):
        self.count += 1
        client = server.client("cashier")
        answer = client.post("/v1/donations", {"fund": "jinan", "body": donation(f"w{self.count}")})
        client.close()
        assert answer.status == 201, answer.body
        self.size = answer.json["seq"] + 1

    def verify(self, source, policy, *more):
        return run("mingzhang-audit", "verify", source, "--witness-policy", policy, *more,
                   check=False)

    def close(self):
        for each in self.witnesses:
            each.__exit__()
        self.server.stop()
        shutil.rmtree(self.temp, ignore_errors=True)


def note_at(server, path):
    client = server.client()
    answer = client.get(path)
    client.close()
    return answer.body.decode() if answer.status == 200 else ""


def metrics_of(server):
    client = server.client()
    lines = client.get("/metrics").body.decode().splitlines()
    client.close()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def is_witnessed(server, size):
    """A checkpoint of that size, which may be shown a moment later, has its quorum."""
    witnessed = note_at(server, "/log/witnessed")
    return witnessed != "" and size_of(witnessed) >= size


class Quorum(unittest.TestCase):
    def setUp(self):
        self.office = Office()
        self.addCleanup(self.office.close)

    def assert_cosigned(self, note):
        body = note.partition("\n\n")[0] + "\n"
        for witness in self.office.witnesses:
            self.assertEqual(len(cosigned_at(witness.vkey, body, note.partition("\n\n")[2])), 1)

    def test_checkpoints_carry_the_cosignatures_that_a_policy_asks_for(self):
        office = self.office
        server = office.serve()
        office.write(server)
        wait("the first quorum", lambda: is_witnessed(server, office.size))
        self.assert_cosigned(note_at(server, "/log/checkpoint"))
        ca = ["--ca", server.folder / "tls.crt", "--vkey", server.folder / "log.vkey"]

        # One is away: its part is missing, the other's is there; writing goes on.
        city, audit = office.witnesses
        before = note_at(server, "/log/witnessed")
        audit.kill()
        office.write(server)
        failing = 'mingzhang_witness_failing{witness="audit"}'
        behind = 'mingzhang_witness_behind_entries{witness="%s"}'
        wait("one fails", lambda: metrics_of(server)[failing] == "1")
        wait("the other goes on", lambda: metrics_of(server)[behind % "city"] == "0")
        self.assertNotEqual(metrics_of(server)[behind % "audit"], "0")
        self.assertEqual(note_at(server, "/log/witnessed"), before)
        newest = note_at(server, "/log/checkpoint")
        self.assertEqual(len(newest.partition("\n\n")[2].splitlines()), 2)
        # By the policy of another reader that is enough already.
        server.stop()
        self.assertEqual(office.verify(server.folder, office.any).returncode, 0)
        partly = office.verify(server.folder, office.both)
        self.assertEqual(partly.returncode, 0, partly.stdout)  # Less than an hour behind.
        self.assertIn(f"{size_of(before)} entries", partly.stdout)

        # It comes back, and so do cosignatures that were there before a restart.
        server = office.serve()
        self.assertEqual(note_at(server, "/log/witnessed"), before)
        self.assertEqual(note_at(server, "/log/checkpoint"), newest)
        audit.start()
        wait("both again", lambda: is_witnessed(server, office.size))
        self.assert_cosigned(note_at(server, "/log/checkpoint"))
        self.assertEqual(metrics_of(server)["mingzhang_witnessed_entries"],
                         str(size_of(note_at(server, "/log/checkpoint"))))
        server.stop()

        for more in ([], ["--format", "json"]):
            whole = office.verify(server.folder, office.both, *more)
            self.assertEqual(whole.returncode, 0, whole.stdout)
        run("mingzhang", "backup", server.folder, office.temp / "copy")
        whole = office.verify(office.temp / "copy", office.both)
        self.assertEqual(whole.returncode, 0, whole.stdout)
        bundle = office.temp / "bundle"
        run("mingzhang-audit", "export", server.folder, bundle)
        whole = office.verify(bundle, office.both, *ca[2:])
        self.assertEqual(whole.returncode, 0, whole.stdout)
        tiles = office.temp / "tiles"
        run("mingzhang-audit", "export", server.folder, tiles, "--as", "tiles")
        whole = office.verify(tiles, office.both, *ca[2:])
        self.assertEqual(whole.returncode, 0, whole.stdout)

        # Without the files that hold them, or with one that is not true, it is a finding.
        (tiles / "witnessed").unlink()
        self.assertEqual(office.verify(tiles, office.both, *ca[2:]).returncode, 1)
        kept = server.folder / "checkpoint.witnessed"
        true = kept.read_text()
        lines = true.splitlines(keepends=True)
        cosigned = server.folder / "checkpoint.cosigned"
        cosigned.unlink()
        # The 20th digit lies behind the key's hash and the time, in the signature.
        head, digits = lines[-1].rsplit(" ", 1)
        swapped = f"{head} {digits[:20]}{'B' if digits[20] == 'A' else 'A'}{digits[21:]}"
        for wrong, word in (("".join(lines[:-1]), "not witnessed"),
                            ("".join(lines[:-1]) + swapped, "bad_signature")):
            kept.write_text(wrong)
            found = office.verify(server.folder, office.both)
            self.assertEqual(found.returncode, 1, found.stdout)
            self.assertIn(word, found.stdout)
        kept.unlink()
        self.assertEqual(office.verify(server.folder, office.both).returncode, 1)
        kept.write_text(true)
        self.assertEqual(office.verify(server.folder, office.both).returncode, 0)

    def test_a_second_history_gets_no_cosignature_and_the_first_proves_it(self):
        office = self.office
        server = office.serve()
        office.write(server)
        wait("the first quorum", lambda: is_witnessed(server, office.size))
        server.stop()
        # The operator keeps a copy, goes on with one, and later shows the other.
        copy = office.temp / "copy"
        shutil.copytree(server.folder, copy)
        shutil.copytree(f"{server.folder}.guard", f"{copy}.guard")
        server = office.serve()
        office.write(server)
        office.write(server)
        wait("the honest one", lambda: is_witnessed(server, office.size))
        honest = note_at(server, "/log/witnessed")
        server.stop()
        forger = Server(copy)
        forger.passwords, forger.secrets = dict(server.passwords), dict(server.secrets)
        forger.tokens = dict(server.tokens)
        forger.arguments = ["--witness-policy", office.both, "--witness-ca", office.ca]
        forger.start()
        self.addCleanup(forger.stop)
        old = note_at(forger, "/log/witnessed")
        for _ in range(4):
            office.write(forger)
        log = forger.folder / "serve.log"
        wait("refused", lambda: log.read_text().count("witness city:") > 0
             and log.read_text().count("witness audit:") > 0)
        self.assertEqual(note_at(forger, "/log/witnessed"), old)
        wait("the longer one",
             lambda: size_of(note_at(forger, "/log/checkpoint")) > size_of(honest))
        wait("refused again", lambda: log.read_text().count("FORKED")
             + log.read_text().count("422") >= 2)
        self.assertEqual(note_at(forger, "/log/witnessed"), old)
        forger.stop()
        # Whoever has the cosigned checkpoint of the other history has the proof.
        (copy / "checkpoint.witnessed").write_text(honest)
        (copy / "checkpoint.cosigned").write_text(honest)
        found = office.verify(copy, office.both)
        self.assertEqual(found.returncode, 1)
        self.assertIn("another history", found.stdout)

    def test_a_policy_that_cannot_be_used_is_told_at_the_start(self):
        office = self.office
        stranger = office.temp / "stranger"
        stranger.write_text(f"log {Log('other.example').vkey}\nquorum none\n")
        broken = office.temp / "broken"
        broken.write_text("witness x\nquorum none\n")
        for policy, words in ((stranger, "other logs"), (broken, "broken:1: it is: witness")):
            with self.assertRaisesRegex(RuntimeError, words):
                office.serve(policy=policy)
        self.assertEqual(office.verify(office.server.folder, broken).returncode, 3)
        found = office.verify(office.server.folder, stranger)
        self.assertEqual(found.returncode, 1, found.stdout)


if __name__ == "__main__":
    unittest.main()
