from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "uv.lock"
VAR = ROOT / "var"

_PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
_SUFFIX = ".exe" if os.name == "nt" else ""


def program(name: str) -> Path:
    """Where the project's environment keeps the program of that name."""
    return _PROGRAMS / f"{name}{_SUFFIX}"


PYTHON = program("python")


def data_folder() -> Path:
    """The folder of the demo's database, media, caches and keys."""
    return Path(os.environ.get("PORTAL_DATA") or VAR / "demo").resolve()
