"""Databases made once and copied for every run (migrating costs seconds, copying a file next to nothing).

There are two originals. The *plain* one is migrated and holds what migrations write. The *seeded* one is a whole
folder as `dev.py run` would prepare it: database, media, recordings, static files and keys. Both are kept under
`var/test` (on PostgreSQL the databases as templates on the server) under a hash of all they are made from.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devtools.demo import SOURCES, SOURCES_WITH_DATA, source_files
from devtools.environment import child_environment
from devtools.places import LOCK, PYTHON, ROOT, VAR
from tests import postgres

FOLDER = VAR / "test"
KEPT = 4  # originals of each kind, so that going back and forth between branches stays quick


@dataclass(frozen=True)
class Original:
    kind: str
    fingerprint: str
    settings: str

    @property
    def folder(self) -> Path:
        return FOLDER / "originals" / f"{self.kind}-{self.fingerprint}"

    @property
    def template(self) -> str:
        """The name of the PostgreSQL database."""
        return f"{postgres.PREFIX}_{self.kind}_{self.fingerprint}"


@dataclass(frozen=True)
class Copy:
    folder: Path
    database: str  # for Django's NAME: a file, or a database of the server
    environment: Mapping[str, str]  # for a program that is to work on this copy


def plain(settings: str) -> Original:
    """Migrated for those settings, with only what the migrations write, and the roles."""
    written_by = {"migrations", "config"}
    files = [path for path in source_files(SOURCES) if written_by & set(path.relative_to(ROOT).parts)]
    return Original("plain", _fingerprint(files, settings), settings)


def seeded() -> Original:
    """The demo, prepared by the demo's own settings."""
    return Original("seeded", _fingerprint(source_files(SOURCES_WITH_DATA), ""), "config.settings.demo")


@contextmanager
def copy_of(original: Original) -> Iterator[Copy]:
    """A copy for one run: on the server of DATABASE_URL, or else as an SQLite file."""
    url = os.environ.get("DATABASE_URL")
    # The process stands in the name, so that what a killed run left is known for what it is.
    name = f"run_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    folder = FOLDER / "copies" / name
    ensure(original, url)
    shutil.copytree(original.folder, folder)
    try:
        if not url:
            yield Copy(folder, str(folder / "db.sqlite3"), _environment(original, folder))
            return
        database = f"{postgres.PREFIX}_{name}"
        postgres.copy(url, original.template, database)
        try:
            yield Copy(folder, database, _environment(original, folder, postgres.address(url, database)))
        finally:
            postgres.drop(url, database)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ensure(original: Original, url: str | None) -> None:
    """Makes it, unless it is there; whoever wants the same meanwhile waits."""
    with _one_at_a_time():
        _forget_killed_runs(url)
        if not original.folder.exists() or (url and not postgres.exists(url, original.template)):
            shutil.rmtree(original.folder, ignore_errors=True)
            _make(original, url)
            _forget_old(original, url)
        original.folder.touch()


def _make(original: Original, url: str | None) -> None:
    """Builds under another name, so that an interrupted one is never taken for whole."""
    unfinished = original.folder.with_name(f"unfinished-{original.kind}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    if original.kind == "seeded":
        _write_test_keys(unfinished / "keys")
    command = ["migrate", "--no-input", "--verbosity", "0"] if original.kind == "plain" else ["prepare_demo"]
    if url:
        half = f"{postgres.PREFIX}_unfinished"
        postgres.drop(url, half)
        postgres.create(url, half)
        _manage(command, _environment(original, unfinished, postgres.address(url, half)))
        postgres.drop(url, original.template)
        postgres.rename(url, half, original.template)
    else:
        _manage(command, _environment(original, unfinished))
    unfinished.rename(original.folder)


def _manage(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        [str(PYTHON), str(ROOT / "manage.py"), *command],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {command[0]} failed for a test database:\n{done.stdout[-4000:]}")


def _environment(original: Original, folder: Path, url: str = "") -> dict[str, str]:
    return child_environment(DJANGO_SETTINGS_MODULE=original.settings, PORTAL_DATA=str(folder), DATABASE_URL=url)


def _write_test_keys(folder: Path) -> None:
    """The keys of the test settings: what the demo encrypts can be read in the test's own process too."""
    from config.settings import test

    folder.mkdir()
    for name, key in (("fields", test.FIELD_KEYS[0]), ("hash", test.HASH_KEY)):
        (folder / name).write_text(key)
        (folder / name).chmod(0o600)


def _fingerprint(files: Iterator[Path] | list[Path], settings: str) -> str:
    # On each server the originals are others, though the files beside them are the same.
    digest = hashlib.sha256(f"{settings} {os.environ.get('DATABASE_URL', '')}".encode() + LOCK.read_bytes())
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _forget_old(original: Original, url: str | None) -> None:
    others = sorted(original.folder.parent.glob(f"{original.kind}-*"), key=lambda path: path.stat().st_mtime)
    for folder in others[:-KEPT]:
        shutil.rmtree(folder)
        if url:
            postgres.drop(url, f"{postgres.PREFIX}_{folder.name.replace('-', '_')}")


def _forget_killed_runs(url: str | None) -> None:
    for folder in (FOLDER / "copies").glob("run_*"):
        process = int(folder.name.split("_")[1])
        if not _is_alive(process):
            shutil.rmtree(folder, ignore_errors=True)
            if url:
                postgres.drop(url, f"{postgres.PREFIX}_{folder.name}")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    import fcntl

    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "originals.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
