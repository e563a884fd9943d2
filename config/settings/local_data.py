"""Where an embedded portal keeps its files: one folder, `PORTAL_DATA`, that is the whole backup."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path
from typing import Any

import environ

from .base import BASE_DIR

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def data_folder(name: str) -> Path:
    folder = Path(os.environ.get("PORTAL_DATA", BASE_DIR / "var" / name))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database(sqlite_file: Path) -> dict[str, Any]:
    """The database of DATABASE_URL, or else an SQLite file tuned for several processes."""
    env = environ.Env()
    if os.environ.get("DATABASE_URL"):
        return {**env.db("DATABASE_URL")}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(sqlite_file), "OPTIONS": dict(SQLITE_OPTIONS)}


def kept_secret(folder: Path, name: str) -> str:
    """A random secret, made once and kept readable by the owner alone: 32 bytes in URL-safe base 64."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
    return path.read_text()
