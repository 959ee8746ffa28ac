"""A server that asks a time-stamp authority, and an auditor offline."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from authority import Authority
from door import Server, donation, run
from witness import wait

def get(server, path):
    client = server.client()
    answer = client.get(path)
    client.close()
    return answer


def metric(server, name):
    lines = get(server, "/metrics").body.decode().splitlines()
    return next((line.split()[-1] for line in lines if line.startswith(name + " ")), None)


class Timestamps(unittest.TestCase):
    def setUp(self):
        self.temp = Path(tempfile.mkdtemp(prefix="mingzhang-timestamps-"))
        self.addCleanup(shutil.rmtree, self.temp, True)
        self.authority = Authority(self.temp / "authority")
        self.addCleanup(self.authority.close)
        self.server = Server(self.temp / "ledger")
        self.addCleanup(self.server.stop)
        self.server.arguments = ["--timestamp-authority", self.authority.url]

    def verify(self, source, *more, trust=None):
        return run("mingzhang-audit", "--lang", "en", "verify", source,
                   "--timestamp-certificates", trust or self.authority.certificate, *more,
                   check=False)

    def stamped(self):
        """Starts the server until its newest checkpoint is stamped; the size of that one."""
        self.server.start()
        wait("the stamp", lambda: get(self.server, "/log/timestamps").body != b"")
        return int(get(self.server, "/log/timestamps").body.split()[-1])

    def test_the_newest_checkpoint_is_stamped_and_proved_offline(self):
        self.server.set_password("auditor")
        size = self.stamped()
        note = get(self.server, f"/log/timestamps/{size}.checkpoint")
        token = get(self.server, f"/log/timestamps/{size}.tsr")
        self.assertEqual(token.headers["Content-Type"], "application/timestamp-reply")
        self.assertEqual(note.body.split(b"\n")[1], str(size).encode())
        self.assertEqual(metric(self.server, "mingzhang_stamped_entries"), str(size))
        for path in (f"/log/timestamps/{size + 1}.tsr", "/log/timestamps/log.key",
                     "/log/timestamps/..%2Flog.key"):
            self.assertIn(get(self.server, path).status, (400, 404), path)

        # With the tool that everybody has, and with ours.
        (self.temp / "note").write_bytes(note.body)
        (self.temp / "token").write_bytes(token.body)
        subprocess.run(["openssl", "ts", "-verify", "-in", self.temp / "token", "-data",
                        self.temp / "note", "-CAfile", self.authority.certificate], check=True,
                       capture_output=True)
        secret = self.temp / "auditor.token"
        client = self.server.client("auditor")
        secret.write_text(client.token)
        client.close()
        by_url = self.verify(f"https://127.0.0.1:{self.server.port}", "--ca",
                             self.server.folder / "tls.crt", "--token-file", secret)
        self.assertEqual(by_url.returncode, 0, by_url.stdout + by_url.stderr)
        self.assertIn("授时中心", by_url.stdout)
        self.server.stop()
        for form in ("tiles", "bundle"):
            out = self.temp / form
            run("mingzhang-audit", "export", self.server.folder, out, "--as", form)
            found = self.verify(out)
            self.assertEqual(found.returncode, 0, found.stdout)
            self.assertIn(f"time-stamped up to:    {size} entries", found.stdout)
        run("mingzhang", "backup", self.server.folder, self.temp / "copy")
        for folder in (self.server.folder, self.temp / "copy"):
            found = self.verify(folder)
            self.assertEqual(found.returncode, 0, found.stdout)

        # Nothing new, nothing to stamp.
        asked = self.authority.asked
        self.stamped()
        self.server.stop()
        self.assertEqual(self.authority.asked, asked)

    def test_what_is_not_as_it_was_stamped_is_found(self):
        size = self.stamped()
        self.server.stop()
        folder = self.server.folder / "timestamps"
        token, note = folder / f"{size}.tsr", folder / f"{size}.checkpoint"
        whole, text = token.read_bytes(), note.read_text()
        self.assertEqual(self.verify(self.server.folder).returncode, 0)

        stranger = Authority(self.temp / "stranger")
        self.addCleanup(stranger.close)
        found = self.verify(self.server.folder, trust=stranger.certificate)
        self.assertEqual(found.returncode, 1)
        self.assertIn(f"timestamps/{size}.tsr", found.stdout)
        self.assertIn("[unstamped]", found.stdout)

        cut = bytearray(whole)
        cut[-5] ^= 1
        for change in (lambda: token.write_bytes(bytes(cut)), lambda: token.write_bytes(b""),
                       lambda: note.write_text(text.replace("\n", "\n\n", 1)), note.unlink):
            change()
            found = self.verify(self.server.folder)
            self.assertEqual(found.returncode, 1, found.stdout)
            self.assertIn("[forged]", found.stdout)
            token.write_bytes(whole)
            note.write_text(text)
        self.assertEqual(self.verify(self.server.folder).returncode, 0)
        shutil.rmtree(folder)
        found = self.verify(self.server.folder)
        self.assertEqual(found.returncode, 1)
        self.assertIn("[unstamped]", found.stdout)

    def test_an_authority_that_is_away_stops_nothing(self):
        self.authority.refuse = True
        self.server.set_password("cashier")
        self.server.start()
        wait("the attempt", lambda: metric(self.server, "mingzhang_timestamp_failing") == "1")
        client = self.server.client("cashier")
        answer = client.post("/v1/donations", {"fund": "jinan", "body": donation("s1")})
        client.close()
        self.assertEqual(answer.status, 201)
        self.assertEqual(get(self.server, "/log/timestamps").body, b"")
        self.assertIn("answered 503", (self.server.folder / "serve.log").read_text())
        self.server.stop()
        # At the next start it is stamped, the gift with it.
        self.authority.refuse = False
        self.assertEqual(self.stamped(), answer.json["seq"] + 1)


if __name__ == "__main__":
    unittest.main()
