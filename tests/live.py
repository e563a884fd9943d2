"""A whole portal in processes of its own: server, worker and clock, as `dev.py run` starts them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from devtools.services import company, portal_services, wait_for_answer
from tests import databases


@contextmanager
def portal() -> Iterator[tuple[str, databases.Copy]]:
    """Serves a copy of the seeded demo; yields its base address without a slash at the end, and the copy."""
    with databases.copy_of(databases.seeded()) as copy:
        port = free_port()
        address = f"http://localhost:{port}"
        environment = {**copy.environment, "PORTAL_ADDRESS": address}
        with company(portal_services(port), environment) as together:
            wait_for_answer(together, port, threading.Event())
            yield address, copy


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
