from __future__ import annotations

import errno
import socket

from devtools import demo
from devtools.environment import ensure_environment
from devtools.progress import SetUpError, elapsed, say
from devtools.services import ServiceEndedError, company, portal_services, stop_signals, wait_for_answer


def run(*, port: int, fresh: bool) -> int:
    """Sets up what is missing and serves the demo until Ctrl-C, or until one of its programs ends."""
    check_port(port)
    ensure_environment(development=False)
    demo.prepare(fresh=fresh)
    address = demo.ADDRESS.format(port=port)
    say("Starting the server, the worker and the clock")
    with (
        stop_signals() as stopping,
        company(portal_services(port), demo.demo_environment(PORTAL_ADDRESS=address)) as together,
    ):
        try:
            wait_for_answer(together, port, stopping)
            if not stopping.is_set():
                _greet(address)
            while not stopping.wait(0.5):
                together.check()
        except ServiceEndedError as reason:
            raise SetUpError(f"{reason}; the others were ended too.") from reason
    print("\nThe portal has ended.")
    return 0


def check_port(port: int) -> None:
    if not 1 <= port <= 65535:
        raise SetUpError(f"{port} is no port. Choose one from 1024 to 65535: python3 dev.py run --port 8001")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server will: a port that only waits for old connections to fade is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise SetUpError(f"Port {port} is for administrators. Choose another: run --port 8000") from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            other = port + 1 if port < 65535 else 8000
            raise SetUpError(
                f"Port {port} is taken. End the program that uses it, or choose another: "
                f"python3 dev.py run --port {other}"
            ) from error


def _greet(address: str) -> None:
    print(f"\nReady after {elapsed():.0f} s: {address}   (end with Ctrl-C)\n")
    rows = [("who", "e-mail", "password"), *demo.logins()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows if len(rows) > 1 else ():
        print("  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    print(f"\nMails sent:                {address}/demo/mail/")
    print(f"Sign-in codes, the office: {address}/demo/codes/\n", flush=True)
