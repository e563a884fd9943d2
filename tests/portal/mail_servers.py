"""Mail servers on loopback that behave as real ones do on bad days."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import create_server

from pytest_django import Settings

REFUSED, HANGING = "refused@example.org", "hanging@example.org"


@dataclass
class MailServer:
    """`received`: the recipients of what was taken, in order. Whoever writes to REFUSED gets a 550, to HANGING nothing
    any more on that connection."""

    port: int = 0
    received: list[str] = field(default_factory=list)
    connections: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    state = MailServer()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            state.connections += 1
            self.say("220 here")
            to = ""
            for line in self.rfile:
                verb = line[:4].strip().upper()
                if verb == b"RCPT":
                    to = re.findall(r"<(.*)>", line.decode())[0]
                    if to == HANGING:
                        state.is_over.wait()
                        return
                    self.say("550 nobody of this name" if to == REFUSED else "250 ok")
                elif verb == b"DATA":
                    self.say("354 go on")
                    while self.rfile.readline() != b".\r\n":
                        pass
                    state.received.append(to)
                    self.say("250 taken")
                elif verb == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Conversation) as server:
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        state.is_over.set()
        server.shutdown()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of one that accepts and never says a word."""
    with create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def on_loopback(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "portal.mail.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.2
