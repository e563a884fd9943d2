"""Server, worker and clock: started together, ended together."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from devtools.places import PYTHON, ROOT, program

ANSWER_WITHIN = 60  # seconds for the server's first answer
END_WITHIN = 10  # seconds for a program to end by itself before it is killed


@dataclass(frozen=True)
class Service:
    name: str
    command: Sequence[str]


class ServiceEndedError(Exception):
    """A program that should run ended by itself."""


def portal_services(port: int) -> list[Service]:
    manage = [str(PYTHON), str(ROOT / "manage.py")]
    server = [str(program("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    quiet = ["--log-level", "warning", "--workers", "1", "--blocking-threads", "4", "--no-ws"]
    return [
        Service("server", [*server, *quiet, "config.wsgi:application"]),
        Service("worker", [*manage, "db_worker", "--interval", "1", "--no-startup-delay"]),
        Service("clock", [*manage, "tick", "--loop"]),
    ]


class Company:
    """Programs that live and end together."""

    def __init__(self, environment: Mapping[str, str], place: Path) -> None:
        self._environment = dict(environment)
        self._place = place
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, service: Service) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we end the others in order.
        process = subprocess.Popen(
            list(service.command),
            cwd=self._place,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._running.append((service.name, process))

    def check(self) -> None:
        """Raises ServiceEndedError when one of them has ended."""
        for name, process in self._running:
            status = process.poll()
            if status is not None:
                raise ServiceEndedError(f"The {name} ended by itself (exit {status})")

    def end(self) -> None:
        for _name, process in self._running:
            if process.poll() is None:
                process.terminate()
        for _name, process in self._running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(END_WITHIN)
            _kill_session(process)
        self._running.clear()


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    """Takes down what is left of a program and of those it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


@contextmanager
def company(services: Sequence[Service], environment: Mapping[str, str], *, place: Path = ROOT) -> Iterator[Company]:
    """They work in `place`: on the code that lies there."""
    together = Company(environment, place)
    try:
        for service in services:
            together.start(service)
        yield together
    finally:
        together.end()


def wait_for_answer(together: Company, port: int, stopping: threading.Event) -> None:
    """Returns when the server answers; raises ServiceEndedError when it can't, or answers that it is broken."""
    for _attempt in range(ANSWER_WITHIN * 5):
        together.check()
        status = _answer(port)
        if status is not None and status < 500:
            return
        if status is not None:
            raise ServiceEndedError(f"The server answers with an error ({status})")
        if stopping.wait(0.2):
            return
    raise ServiceEndedError(f"The server gave no answer within {ANSWER_WITHIN} s")


def _answer(port: int) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_WITHIN)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C, a closed terminal and SIGTERM set, so that nothing is left half started."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield stopping
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
