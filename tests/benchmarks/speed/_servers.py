"""Two sides under the same server settings: the portal as it is published, and the smallest views."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.published import SMTP
from devtools.environment import child_environment
from devtools.places import PYTHON, ROOT, program
from devtools.services import Service, company, wait_for_answer
from tests import databases, postgres
from tests.benchmarks.speed._cpu import children
from tests.live import free_port
from tests.published import RIGHT

WORKERS, THREADS = 2, 2
NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream portal {{ server 127.0.0.1:{behind}; keepalive 32; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://portal;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-For $remote_addr;
    }}
  }}
}}
"""


@dataclass(frozen=True)
class Side:
    port: int
    processes: list[int]  # those that were started; what they start belongs to them
    people: list[dict[str, Any]]
    environment: Mapping[str, str]


def nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def portal(redis_url: str, people: int) -> Iterator[Side]:
    with databases.copy_of(databases.seeded()) as copy:
        environment = child_environment(
            **RIGHT
            | {
                "DJANGO_SETTINGS_MODULE": "config.settings.production",
                "ALLOWED_HOSTS": "localhost",
                "PORTAL_ADDRESS": "https://localhost",
                "DATABASE_URL": copy.environment["DATABASE_URL"],
                "REDIS_URL": redis_url,
                "STATIC_ROOT": str(copy.folder / "collected"),
                # Nobody listens there: what is to be sent waits in the outbox.
                "EMAIL_BACKEND": SMTP,
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": str(free_port()),
            }
        )
        run(environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        yield from _served("config.wsgi:application", environment, "tests.benchmarks.speed._bringing", people)


@contextmanager
def limits(database_url: str, redis_url: str, people: int) -> Iterator[Side]:
    name = f"{postgres.PREFIX}_limits"
    postgres.drop(database_url, name)
    postgres.create(database_url, name)
    try:
        environment = child_environment(
            DJANGO_SETTINGS_MODULE="tests.benchmarks.limits.settings",
            DATABASE_URL=postgres.address(database_url, name),
            REDIS_URL=redis_url,
            SECRET_KEY=RIGHT["SECRET_KEY"],
        )
        application = "tests.benchmarks.limits.wsgi:application"
        yield from _served(application, environment, "tests.benchmarks.limits.bringing", people)
    finally:
        postgres.drop(database_url, name)


class Beside:
    """A process of its own in a side's settings (tests.benchmarks.speed._beside)."""

    def __init__(self, side: Side) -> None:
        self._process = subprocess.Popen(
            [str(PYTHON), "-m", "tests.benchmarks.speed._beside"],
            cwd=ROOT,
            env=dict(side.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def do(self, **told: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def run(environment: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(
        [str(PYTHON), *command], cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
    return done.stdout


def _served(application: str, environment: Mapping[str, str], bringing: str, people: int) -> Iterator[Side]:
    known = json.loads(run(environment, "-m", bringing, str(people)))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        behind = free_port()
        services = [_granian(application, behind)]
        port = behind
        if found := nginx():
            port = free_port()
            conf = Path(folder, "nginx.conf")
            conf.write_text(NGINX.format(folder=folder, behind=behind, port=port))
            services.append(Service("nginx", [found, "-p", folder, "-c", str(conf), "-e", "stderr"]))
        before = children()
        with company(services, environment) as together:
            wait_for_answer(together, behind, threading.Event())
            wait_for_answer(together, port, threading.Event())
            yield Side(port, sorted(children() - before), known, environment)


def _granian(application: str, port: int) -> Service:
    server = [str(program("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    size = ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--backlog", "128"]
    return Service("server", [*server, *size, "--log-level", "warning", "--no-ws", application])
