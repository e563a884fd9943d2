from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from devtools.environment import child_environment, ensure_environment
from devtools.places import PYTHON, ROOT
from devtools.progress import SetUpError

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def test(arguments: Sequence[str], *, browser: bool, postgres: str | None) -> int:
    """Runs the tests on SQLite, or on the PostgreSQL server of that address."""
    if browser:
        _check_browser()
    ensure_environment(development=True)
    environment = child_environment()
    environment.pop("DATABASE_URL", None)
    if postgres:
        environment["DATABASE_URL"] = postgres
    # The last -m counts: a person's own stands after this one.
    marked = ["-m", "not race"] if browser else []
    return _run(["-m", "pytest", "-n", "2", *marked, *arguments], environment)


def bench(names: Sequence[str]) -> int:
    ensure_environment(development=True)
    return _run(["-m", "tests.benchmarks", *names], child_environment())


def screens(names: Sequence[str]) -> int:
    _check_browser()
    ensure_environment(development=True)
    return _run(["-m", "tests.e2e.screens", *names], child_environment())


def _check_browser() -> None:
    if not any(shutil.which(name) for name in BROWSERS):
        raise SetUpError("No Chromium was found. Install it (Debian, Ubuntu: apt-get install chromium).")


def _run(arguments: Sequence[str], environment: dict[str, str]) -> int:
    command = [str(PYTHON), *arguments]
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(command[0], command, environment)
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
