"""A real time-stamp authority: openssl ts behind a web server."""

import http.server
import subprocess
import threading

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.crt
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    """Answers at http://127.0.0.1:PORT, as most authorities do without TLS."""

    def __init__(self, folder, name="授时中心"):
        self.folder = folder
        folder.mkdir()
        self.certificate = folder / "tsa.crt"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", folder / "tsa.key", "-out", self.certificate, "-days", "3650",
             "-utf8", "-subj", f"/CN={name}", "-addext", "extendedKeyUsage=critical,timeStamping"],
            check=True, capture_output=True)
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        self.refuse = False
        self.asked = 0
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                authority.asked += 1
                query = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/timestamp-query"
                if authority.refuse:
                    self.send_error(503)
                    return
                response = authority.answer(query)
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(response)))
                self.end_headers()
                self.wfile.write(response)

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/stamp"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, query):
        (self.folder / "query").write_bytes(query)
        subprocess.run(["openssl", "ts", "-reply", "-config", self.folder / "tsa.cnf", "-section",
                        "here", "-queryfile", self.folder / "query", "-out",
                        self.folder / "reply"], check=True, capture_output=True)
        return (self.folder / "reply").read_bytes()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
