from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from devtools.environment import child_environment
from devtools.places import PYTHON, ROOT


def told_by(program: str, *arguments: str) -> Iterator[Any]:
    """What a program of this folder prints as JSON, line by line: it works with the settings of the tests."""
    command = [str(PYTHON), "-m", f"tests.benchmarks.house.{program}", *arguments]
    environment = child_environment(DJANGO_SETTINGS_MODULE="config.settings.test")
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        yield from map(json.loads, process.stdout or ())
    if process.returncode:
        raise RuntimeError(f"{program} has failed")
