"""In the place of the web server in front of a published portal: it ends TLS and says so."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "localhost"


@contextmanager
def web_server(port: int, portal_port: int, folder: Path) -> Iterator[None]:
    """Serves `https://localhost:{port}` from the portal on that other port; its certificate is made in `folder`."""
    handler = type("Handler", (_Handler,), {"portal_port": portal_port})
    server = _Server(("127.0.0.1", port), handler)
    server.socket = _tls(folder).wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *args: object) -> None:
        """Browsers hang up when they have seen enough, and one that wasn't told to dislikes the certificate."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    portal_port: int

    def do_GET(self) -> None:
        self._hand_on()

    def do_HEAD(self) -> None:
        self._hand_on()

    def do_POST(self) -> None:
        self._hand_on()

    def _hand_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kept = {name: value for name, value in self.headers.items() if not name.lower().startswith("x-forwarded-")}
        said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0], "Connection": "close"}
        connection = http.client.HTTPConnection("127.0.0.1", self.portal_port, timeout=60)
        try:
            connection.request(self.command, self.path, body, kept | said)
            self._pass_on(connection.getresponse())
        finally:
            connection.close()

    def _pass_on(self, answer: http.client.HTTPResponse) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding"):
                self.send_header(name, value)
        # Without a length its end is the end of the connection.
        self.send_header("Connection", "close")
        self.end_headers()
        while piece := answer.read(64 * 1024):
            self.wfile.write(piece)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Nothing is worth a line."""


def _tls(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*private) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
