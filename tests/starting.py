"""How long a developer waits: from nothing (`dev.py bench pages`), and every day (`dev.py bench trust.suite`)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.places import ROOT
from tests.benchmarks import Figure, at_most
from tests.live import free_port

FIRST_START = 90  # seconds, with the packages to download
SECOND_START = 10
SUITE = 240


def starting_figures() -> Iterator[Figure]:
    """Seconds for a first and a second `dev.py run`."""
    with _fresh_clone() as (clone, environment):
        yield at_most("first start from nothing", _seconds_until_ready(clone, environment), "s", FIRST_START)
        yield at_most("second start", _seconds_until_ready(clone, environment), "s", SECOND_START)


def suite_figures() -> Iterator[Figure]:
    """Seconds for `dev.py test` on SQLite."""
    with _fresh_clone() as (clone, environment):
        yield at_most("test suite on SQLite", _seconds_of_suite(clone, environment), "s", SUITE)


@contextmanager
def _fresh_clone() -> Iterator[tuple[Path, dict[str, str]]]:
    """With an environment in which nothing has been set up or downloaded."""
    with tempfile.TemporaryDirectory(prefix="fresh-clone-") as folder:
        home, clone = Path(folder, "home"), Path(folder, "clone")
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        yield clone, {"PATH": os.environ["PATH"], "HOME": str(home)}


def _seconds_until_ready(clone: Path, environment: dict[str, str]) -> float:
    started = time.monotonic()
    command = [_python(), str(clone / "dev.py"), "run", "--port", str(free_port())]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            printed = []
            for line in process.stdout or ():
                printed.append(line)
                if line.startswith("Ready"):
                    return round(time.monotonic() - started, 1)
            raise RuntimeError("dev.py run ended: " + "".join(printed[-3:]))
        finally:
            process.send_signal(signal.SIGTERM)


def _seconds_of_suite(clone: Path, environment: dict[str, str]) -> float:
    # What has to be installed first is counted by the first start.
    subprocess.run(
        [_python(), str(clone / "dev.py"), "test", "--collect-only", "-q"],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    started = time.monotonic()
    subprocess.run(
        [_python(), str(clone / "dev.py"), "test", "-q"], env=environment, stdout=subprocess.DEVNULL, check=True
    )
    return round(time.monotonic() - started, 1)


def _python() -> str:
    """The Python outside of any environment."""
    return str(Path(sys.base_prefix) / "bin" / "python3")
