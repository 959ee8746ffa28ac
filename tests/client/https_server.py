#!/usr/bin/env python3
"""A small HTTPS server for the tests: one that answers, and one that misbehaves as it is asked to.

    https_server.py CERTIFICATE KEY [--tiles FOLDER] [--token TOKEN] [--busy N]
                    [--alter PATH --offset N] [--together N]

Listens on a free port of the loopback, says "ready PORT", and ends when its standard input does.
"""

import argparse
import hashlib
import socket
import ssl
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

OPTIONS = None
CONNECTIONS = set()
BUSY = {"left": 0}
TOGETHER = {"left": 0, "lock": threading.Lock()}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        CONNECTIONS.add(self.client_address)
        path = self.path
        if path.startswith("/log/"):
            return self.answer_log(path.removeprefix("/log/"))
        if path == "/hello":
            headers = [("Content-Type", "text/plain"), ("ETag", '"1"'), ("X-Mixed", " two  words ")]
            return self.answer(200, b"hello", headers)
        if path == "/connections":
            return self.answer(200, str(len(CONNECTIONS)).encode())
        if path == "/token":
            return self.answer(200, self.headers.get("Authorization", "none").encode())
        if path.startswith("/bytes/"):
            return self.answer(200, b"x" * int(path.removeprefix("/bytes/")))
        if path == "/elsewhere":
            return self.answer(302, b"", [("Location", "/hello")])
        if path == "/stall":
            self.send_response(200)
            self.send_header("Content-Length", "10")
            self.end_headers()
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(30)
            return None
        if path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "10")
            self.end_headers()
            self.wfile.write(b"x")
            self.close_connection = True
            return None
        return self.answer(404, b"no such thing")

    def do_POST(self):
        """Answers with the method, the size, and the SHA-256 of what was sent."""
        CONNECTIONS.add(self.client_address)
        if self.path == "/reset":
            self.rfile.read(1 << 16)
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
            return socket.close(self.connection.detach())
        if self.path == "/refused":
            # Without a look at the body.
            self.close_connection = True
            return self.answer(413, b"too large")
        left = int(self.headers.get("Content-Length", "0"))
        size, digest = left, hashlib.sha256()
        while left > 0:
            piece = self.rfile.read(min(left, 1 << 16))
            digest.update(piece)
            left -= len(piece)
        kind = self.headers.get("Content-Type", "")
        self.answer(200, f"{self.command} {size} {digest.hexdigest()} {kind}".encode())

    do_PUT = do_POST
    do_DELETE = do_POST

    def answer_log(self, path):
        """A folder that `export --as tiles` wrote, as the server of a ledger has it."""
        if BUSY["left"] > 0:
            BUSY["left"] -= 1
            return self.answer(503, b"busy", [("Retry-After", "1")])
        if path.startswith("tile/entries/") and OPTIONS.token:
            if self.headers.get("Authorization") != "Bearer " + OPTIONS.token:
                return self.answer(401, b"who are you?")
            self.wait_for_others()
        elif "Authorization" in self.headers:
            return self.answer(400, b"the token is for entries only")
        file = OPTIONS.tiles / {"vkey": "log.vkey"}.get(path, path)
        if ".." in path or not file.is_file():
            return self.answer(404, b"no such tile")
        body = bytearray(file.read_bytes())
        if path == OPTIONS.alter:
            body[OPTIONS.offset] ^= 1
        return self.answer(200, bytes(body))

    def wait_for_others(self):
        """The first N of these requests are answered once all of them are there."""
        with TOGETHER["lock"]:
            waits = TOGETHER["left"] > 0
            TOGETHER["left"] -= 1
        if waits:
            TOGETHER["barrier"].wait(60)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Clients that hang up are what is tested."""


def main():
    global OPTIONS
    parser = argparse.ArgumentParser()
    parser.add_argument("certificate")
    parser.add_argument("key")
    parser.add_argument("--tiles", type=Path)
    parser.add_argument("--token", default="")
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--alter", default="")
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--together", type=int, default=0)
    OPTIONS = parser.parse_args()
    BUSY["left"] = OPTIONS.busy
    TOGETHER["left"] = OPTIONS.together
    TOGETHER["barrier"] = threading.Barrier(max(1, OPTIONS.together))
    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(OPTIONS.certificate, OPTIONS.key)
    # The handshake is the handler's: a client that refuses it must not stop the others.
    server.socket = context.wrap_socket(server.socket, server_side=True,
                                        do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"ready {server.server_port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
