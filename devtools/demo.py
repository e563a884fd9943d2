from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from devtools.environment import child_environment
from devtools.places import LOCK, PYTHON, ROOT, data_folder
from devtools.progress import SetUpError, follow, say

SETTINGS = "config.settings.demo"
ADDRESS = "http://localhost:{port}"

# Made by the settings, the loader and the set-up; `--fresh` takes these away and nothing else.
FILES = ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "logins.txt", ".prepared")
FOLDERS = ("cache", "files", "keys", "mail", "media", "recordings", "static")

# What the prepared data depend on, besides the packages.
SOURCES = ("config", "portal", "network", "courses", "surveys", "sessions", "claims", "search")
SOURCES_WITH_DATA = (*SOURCES, "locale", "static")


def demo_environment(**changes: str) -> dict[str, str]:
    """The variables for a program that works on the demo's data."""
    return child_environment(DJANGO_SETTINGS_MODULE=SETTINGS, PORTAL_DATA=str(data_folder()), **changes)


def prepare(*, fresh: bool) -> None:
    """Brings database, messages, static files, content and search index up to date."""
    data = data_folder()
    stamp = data / ".prepared"
    embedded = not os.environ.get("DATABASE_URL")
    if fresh and not embedded:
        raise SetUpError("--fresh empties the built-in database only. Unset DATABASE_URL, or empty yours yourself.")
    # Without the stamp a first set-up was cut short: what it left is nobody's work and may be half of something.
    if fresh or (embedded and not stamp.exists() and (data / "db.sqlite3").exists()):
        say("Removing the earlier demo" if fresh else "Removing what an interrupted set-up left")
        _forget(data)
    state = _fingerprint()
    if embedded and (data / "db.sqlite3").exists() and stamp.read_text() == state:
        return
    follow(
        [PYTHON, ROOT / "manage.py", "prepare_demo"],
        environment=demo_environment(),
        log=data / "setup.log",
        failure="The set-up stopped",
    )
    stamp.write_text(state)


def logins() -> list[tuple[str, str, str]]:
    """Role, e-mail address and password of each demo login."""
    try:
        lines = (data_folder() / "logins.txt").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    rows = [line.split("\t") for line in lines if line.strip()]
    return [(role, email, password) for role, email, password in rows]


def _forget(data: Path) -> None:
    for name in FILES:
        (data / name).unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(data / name, ignore_errors=True)


def _fingerprint() -> str:
    digest = hashlib.sha256(LOCK.read_bytes())
    # The demo's current programme is dated from its last loading: each month moves it along.
    digest.update(f"{datetime.now(UTC):%Y-%m}".encode())
    for path in source_files(SOURCES_WITH_DATA):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def source_files(folders: tuple[str, ...]) -> Iterator[Path]:
    """The files of these folders in a fixed order, without what Python and the set-up themselves write."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".mo"):
                yield path
