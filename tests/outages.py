"""A portal with production's settings whose mail, storage and cache refuse or never answer."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from devtools.services import company, portal_services, wait_for_answer
from tests import databases, lines, published
from tests.lines import HOST, Line
from tests.live import free_port

WAYS = ("refuse", "hang")
HEADERS = {"Host": "portal.example.org", "X-Forwarded-Proto": "https"}


@dataclass(frozen=True)
class Lonely:
    """The portal's port, and its lines to the others."""

    port: int
    cache: Line
    storage: Line
    mail: Line

    def status_of(self, path: str) -> int:
        return self._answer("GET", path).status

    def status_of_sending(self, path: str, typed: dict[str, str]) -> int:
        """A form opened and sent, as by a browser that has been here for no other page."""
        cookies: SimpleCookie = SimpleCookie()
        for header in self._answer("GET", path).headers.get_all("Set-Cookie", []):
            cookies.load(header)
        token = cookies["csrftoken"].value
        headers = {
            "Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"https://{HEADERS['Host']}{path}",
        }
        return self._answer("POST", path, urlencode({**typed, "csrfmiddlewaretoken": token}), headers).status

    def _answer(
        self, method: str, path: str, body: str | None = None, headers: Mapping[str, str] = MappingProxyType({})
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request(method, path, body, {**HEADERS, **headers})
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()


@contextmanager
def portal(way: str) -> Iterator[Lonely]:
    with databases.copy_of(databases.seeded()) as copy, ExitStack() as cut:
        cache, storage, mail = (cut.enter_context(lines.line()) for _line in range(3))
        for one in (cache, storage, mail):
            getattr(one, way)()
        port = free_port()
        environment = _environment(copy, cache.port, storage.port, mail.port)
        server = [service for service in portal_services(port) if service.name == "server"]
        with company(server, environment) as together:
            wait_for_answer(together, port, threading.Event())
            yield Lonely(port, cache, storage, mail)


def _environment(copy: databases.Copy, cache: int, storage: int, mail: int) -> dict[str, str]:
    of_anymail = f"MAILGUN_API_KEY=key,MAILGUN_SENDER_DOMAIN=example.org,MAILGUN_API_URL=http://{HOST}:{mail}/"
    return {
        **copy.environment,
        **published.RIGHT,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": copy.environment["DATABASE_URL"] or f"sqlite:///{copy.database}",
        "REDIS_URL": f"redis://{HOST}:{cache}/0",
        "AWS_ENDPOINT_URL_S3": f"http://{HOST}:{storage}",
        "ANYMAIL": of_anymail,
        "STATIC_ROOT": str(Path(copy.folder, "static")),
    }
