"""A published portal on the loopback: production's settings, a storage of another origin, TLS in front."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.published import SMTP
from devtools.environment import child_environment
from devtools.places import PYTHON, ROOT
from devtools.services import company, portal_services, wait_for_answer
from tests import databases
from tests.lines import redis
from tests.live import free_port
from tests.published import RIGHT
from tests.storage_server import KEYS, Storage
from tests.web_server import web_server

PUBLIC, PRIVATE = "portal-public", "portal-private"


@dataclass(frozen=True)
class Published:
    address: str  # as browsers reach it
    port: int  # of the portal itself, behind the web server
    storage: Storage
    people: Mapping[str, str]  # of tests.e2e.bringing
    environment: Mapping[str, str]


@contextmanager
def published_portal() -> Iterator[Published]:
    plain = databases.plain("config.settings.test")
    with databases.copy_of(plain) as copy, Storage().serving() as storage, redis() as redis_port:
        storage.make_buckets(public=PUBLIC, private=PRIVATE)
        port, portal_port = free_port(), free_port()
        address = f"https://localhost:{port}"
        environment = _environment(copy, storage, address, redis_port)
        _run(environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        people = json.loads(_run(environment, "-m", "tests.e2e.bringing"))
        with company(portal_services(portal_port), environment) as together:
            wait_for_answer(together, portal_port, threading.Event())
            with web_server(port, portal_port, copy.folder):
                yield Published(address, portal_port, storage, people, environment)


def _environment(copy: databases.Copy, storage: Storage, address: str, redis_port: int) -> dict[str, str]:
    made = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "ALLOWED_HOSTS": "localhost",
        "PORTAL_ADDRESS": address,
        "DATABASE_URL": copy.environment["DATABASE_URL"] or _sqlite(copy.database),
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}",
        "STATIC_ROOT": str(copy.folder / "collected"),
        # Nobody listens there: what is to be sent waits in the outbox.
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(free_port()),
        "EMAIL_USE_TLS": "0",
        "AWS_ENDPOINT_URL_S3": storage.address,
        "PUBLIC_BUCKET": PUBLIC,
        "PRIVATE_BUCKET": PRIVATE,
    }
    return child_environment(**(RIGHT | KEYS | made))


def _sqlite(path: str) -> str:
    """For server, worker and clock at once."""
    return f"sqlite:///{path}?timeout=20&transaction_mode=IMMEDIATE"


def _run(environment: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(
        [str(PYTHON), *command], cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
    return done.stdout


def big_recording(folder: Path) -> Path:
    """Two minutes that a browser doesn't load at once: seeking asks the storage. Its sound alone lies beside it."""
    path = folder / "big.mp4"
    noise = "nullsrc=s=320x180:r=12,geq=random(1)*255:128:128"
    inputs = ["-f", "lavfi", "-i", noise, "-f", "lavfi", "-i", "sine=frequency=330", "-t", "120"]
    video = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", "2M"]
    command = ["ffmpeg", "-loglevel", "error", *inputs, *video, "-c:a", "aac", "-movflags", "+faststart", str(path)]
    subprocess.run(command, check=True)
    sound = ["-i", str(path), "-vn", "-c:a", "copy", str(path.with_suffix(".m4a"))]
    subprocess.run(["ffmpeg", "-loglevel", "error", *sound], check=True)
    return path
