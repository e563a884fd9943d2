from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from devtools.environment import child_environment, ensure_environment
from devtools.places import PYTHON, ROOT, program

TEMPLATES = ("templates", "claims/templates")


@dataclass(frozen=True)
class Check:
    title: str
    command: Sequence[str]


@dataclass(frozen=True)
class Outcome:
    holds: bool
    seconds: float
    output: str


def checks() -> list[Check]:
    manage = [str(PYTHON), str(ROOT / "manage.py")]
    ruff, djlint = str(program("ruff")), str(program("djlint"))
    return [
        Check("types (mypy)", [str(program("mypy"))]),
        Check("style (ruff check)", [ruff, "check", "--output-format", "concise", "."]),
        Check("layout (ruff format)", [ruff, "format", "--check", "--output-format", "concise", "."]),
        # Its layout is not asked for: it puts spaces into running text, which Japanese shows.
        Check("templates (djlint)", [djlint, "--lint", "--quiet", *TEMPLATES]),
        Check("import contracts (lint-imports)", [str(program("lint-imports")), "--no-logo"]),
        Check("missing migrations (makemigrations)", [*manage, "makemigrations", "--check", "--dry-run"]),
        Check("message catalogues (check_catalogues)", [*manage, "check_catalogues"]),
    ]


def check() -> int:
    """Runs every check, says which hold, and shows what those that don't have printed."""
    ensure_environment(development=True)
    environment = child_environment(DJANGO_SETTINGS_MODULE="config.settings.test", NO_COLOR="1")
    environment.pop("DATABASE_URL", None)
    failed = []
    with ThreadPoolExecutor(max_workers=2) as two_at_a_time:
        waiting = [(item, two_at_a_time.submit(_outcome, item, environment)) for item in checks()]
        for item, future in waiting:
            outcome = future.result()
            print(f"{'holds' if outcome.holds else 'FAILS'}  {outcome.seconds:5.1f} s  {item.title}", flush=True)
            if not outcome.holds:
                failed.append(item.title)
                print(outcome.output.rstrip() + "\n", flush=True)
    print("\n".join([f"checks: {len(waiting) - len(failed)} hold, {len(failed)} fail", *failed]))
    return 1 if failed else 0


def _outcome(item: Check, environment: dict[str, str]) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        list(item.command),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Outcome(done.returncode == 0, time.monotonic() - started, done.stdout)
