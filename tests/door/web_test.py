#!/usr/bin/python3
"""The web client beside the API: its files, its first page, and nothing else.

    MINGZHANG_BIN=FOLDER tests/door/web_test.py      the folder of mingzhang
"""

import re
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

from door import Server

PAGE = '<!doctype html><script nonce="__CSP_NONCE__" src="/assets/main-Dk3_9xZa.js"></script>'
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Web(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temp = TemporaryDirectory(prefix="mingzhang-web-")
        cls.addClassCleanup(temp.cleanup)
        cls.folder = Path(temp.name) / "dist"
        (cls.folder / "assets").mkdir(parents=True)
        (cls.folder / "index.html").write_text(PAGE)
        (cls.folder / "assets" / "main-Dk3_9xZa.js").write_text("let plain = 1")
        (cls.folder / "assets" / "main-Dk3_9xZa.js.gz").write_bytes(b"\x1f\x8b compressed")
        (cls.folder.parent / "secret.txt").write_text("secret")
        cls.server = Server()
        cls.addClassCleanup(cls.server.__exit__)
        with cls.assertRaisesRegex(cls(), RuntimeError, "has no index.html"):
            cls.server.arguments = ["--web", cls.folder / "assets"]
            cls.server.start()
        cls.server.stop()
        cls.server.arguments = ["--web", cls.folder]
        cls.server.start()
        cls.client = cls.server.client()
        cls.addClassCleanup(cls.client.close)

    def test_a_browser_gets_the_page_and_a_program_the_welcome(self):
        page = self.client.get("/", headers=BROWSER)
        nonce = re.search(rb'nonce="([^"]+)"', page.body)[1].decode()
        self.assertIn(f"'nonce-{nonce}'", page.headers["Content-Security-Policy"])
        self.assertNotIn(b"__CSP_NONCE__", page.body)
        self.assertTrue(page.headers["Strict-Transport-Security"])
        welcome = self.client.get("/")
        self.assertTrue(welcome.body.startswith(b"Mingzhang"))
        self.assertEqual(welcome.headers["Vary"], "Accept")

    def test_an_address_of_a_page_is_the_page(self):
        for path in ("/gifts", "/cases/c1?tab=2", "/index.html"):
            answer = self.client.get(path)
            self.assertEqual((answer.status, answer.headers["Content-Type"]),
                             (200, "text/html; charset=utf-8"))
            head = self.client.ask("HEAD", path)
            self.assertEqual((head.status, head.body), (200, b""))
            self.assertEqual(head.headers["Content-Length"], str(len(answer.body)))

    def test_a_file_comes_once_and_compressed_where_that_is_taken(self):
        path = "/assets/main-Dk3_9xZa.js"
        plain = self.client.get(path)
        self.assertEqual(plain.body, b"let plain = 1")
        self.assertIn("immutable", plain.headers["Cache-Control"])
        small = self.client.get(path, headers={"Accept-Encoding": "gzip, br"})
        self.assertEqual((small.body, small.headers["Content-Encoding"]),
                         (b"\x1f\x8b compressed", "gzip"))
        again = self.client.get(path, headers={"If-None-Match": plain.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(self.client.get("/healthz").body, b"ok\n", "the connection goes on")

    def test_the_api_is_as_it_was(self):
        self.assertEqual(self.client.get("/v1/funds").code, "session_missing")
        for path in ("/v1/nothing", "/log/nothing", "/v1", "/none.js", "/../secret.txt",
                     "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/main-Dk3_9xZa.js.gz"):
            answer = self.client.get(path, headers=BROWSER)
            self.assertEqual((answer.status, answer.code_or_none), (404, "route_unknown"), path)
        self.assertEqual(self.client.post("/gifts", {}).status, 404)
        self.assertEqual(self.client.ask("DELETE", "/healthz").status, 405)

    def test_a_body_is_not_taken(self):
        self.assertEqual(self.client.ask("GET", "/gifts", raw=b"x").status, 413)


if __name__ == "__main__":
    unittest.main()
