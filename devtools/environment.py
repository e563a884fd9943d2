from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.places import LOCK, PYTHON, ROOT, VAR, VENV, program
from devtools.progress import SetUpError, follow, say

UV = "uv>=0.13"

# Set for another project or another Python, they would lead our own programs astray.
_FOREIGN = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "CONDA_PREFIX", "DJANGO_SETTINGS_MODULE")


def child_environment(**changes: str) -> dict[str, str]:
    """The variables for a program of the project's environment."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return kept | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"} | changes


def ensure_environment(*, development: bool) -> None:
    """Makes `.venv` hold what `uv.lock` says; costs next to nothing when it does already."""
    with _alone():
        if not _is_usable():
            _make()
        _synchronise(development=development)


def _is_usable() -> bool:
    return _runs(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))") and _runs(program("uv"), "--version")


def _runs(path: Path, *arguments: str) -> bool:
    return path.exists() and subprocess.run([path, *arguments], capture_output=True, check=False).returncode == 0


def _make() -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise SetUpError(
                f"This Python lacks its module {module}. Install it (Debian, Ubuntu: apt-get install python3-venv) "
                "and start again."
            )
    if VENV.exists():
        say("The environment in .venv is not complete and is made anew")
        shutil.rmtree(VENV)
    say("Making the environment in .venv")
    follow(
        [sys.executable, "-m", "venv", VENV],
        environment=child_environment(),
        log=VAR / "setup" / "venv.log",
        failure="Making .venv failed",
    )
    say("Installing uv, which installs the packages")
    follow(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV],
        environment=child_environment(),
        log=VAR / "setup" / "pip.log",
        failure="Installing uv failed",
    )


def _synchronise(*, development: bool) -> None:
    stamp = _stamp()
    marks = [VENV / ".synchronised-development"]
    if not development:
        marks.append(VENV / ".synchronised")
    if any(_reads(mark) == stamp for mark in marks):
        return
    # A package whose installation was cut short looks whole to uv: after an interruption all are laid anew.
    begun = VENV / ".synchronising"
    again = ["--reinstall"] if begun.exists() else []
    begun.touch()
    say("Installing the packages of uv.lock")
    follow(
        [program("uv"), "sync", "--frozen", "--inexact", *([] if development else ["--no-dev"]), *again],
        environment=child_environment(**_uv_settings()),
        log=VAR / "setup" / "uv.log",
        failure="Installing the packages failed",
        hide=(" + ", " - ", " ~ ", "Uninstalled"),
    )
    marks[-1].write_text(stamp)
    begun.unlink()


def _uv_settings() -> dict[str, str]:
    settings = {
        "UV_PROJECT": str(ROOT),
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": str(PYTHON),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
    }
    trusted = ssl.get_default_verify_paths()
    if trusted.cafile or trusted.capath:
        # uv brings certificates of its own and would not know those of a company's proxy.
        settings["UV_SYSTEM_CERTS"] = "1"
    return settings


def _stamp() -> str:
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update((VENV / "pyvenv.cfg").read_bytes())
    return digest.hexdigest()


def _reads(mark: Path) -> str:
    return mark.read_text() if mark.exists() else ""


@contextmanager
def _alone() -> Iterator[None]:
    """Two dev.py at once must not build the same environment; the second waits."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    VAR.mkdir(exist_ok=True)
    with (VAR / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
