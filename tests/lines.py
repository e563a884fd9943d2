"""Servers that fail in the ways servers fail: a port of this machine that leads to one, refuses, or never answers."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from fakeredis import TcpFakeServer
from pytest_django import Settings

from portal import cache_lines, caching, structure

HOST = "127.0.0.1"


class Line:
    """Cut with `refuse` or `hang`, mended with `mend`; each of them ends the connections there are."""

    def __init__(self, loop: asyncio.AbstractEventLoop, leads_to: int | None) -> None:
        self.port = 0
        self.connections = 0  # that were taken, since the state last changed
        self._loop = loop
        self._leads_to = leads_to
        self._is_hanging = leads_to is None
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    def refuse(self) -> None:
        self._do(self._change(is_listening=False))

    def hang(self) -> None:
        self._do(self._change(is_hanging=True))

    def mend(self) -> None:
        self._do(self._change())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _change(self, *, is_listening: bool = True, is_hanging: bool = False) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for writer in self._open:
            writer.transport.abort()
        self._is_hanging, self.connections = is_hanging, 0
        if is_listening:
            self._server = await asyncio.start_server(self._take, HOST, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        try:
            if self._is_hanging or self._leads_to is None:
                await reader.read()
            else:
                await self._lead(reader, writer, self._leads_to)
        finally:
            self._open.discard(writer)
            writer.close()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        there, back = await asyncio.open_connection(HOST, port)
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextmanager
def line(leads_to: int | None = None) -> Iterator[Line]:
    """Open at first if it leads anywhere; otherwise it takes connections and never answers."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made = Line(loop, leads_to)
    try:
        made.hang() if leads_to is None else made.mend()
        yield made
    finally:
        made.refuse()
        asyncio.run_coroutine_threadsafe(_until_all_have_ended(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _until_all_have_ended() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def redis() -> Iterator[int]:
    """The port of a Redis in this process."""
    with TcpFakeServer((HOST, 0)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class CacheOnALine:
    """A cache as production's, on a Redis that can be cut off."""

    def __init__(self, to_redis: Line, clock: Clock) -> None:
        self.line = to_redis
        self._clock = clock

    def goes_away(self) -> None:
        self.line.refuse()

    def is_back(self) -> None:
        """With all that it held; and it has been left alone for long enough."""
        self.line.mend()
        self._clock.seconds += cache_lines.LEFT_ALONE


@contextmanager
def cache_on_a_line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CacheOnALine]:
    clock = Clock()
    monkeypatch.setattr(cache_lines, "monotonic", clock)
    monkeypatch.setattr(caching, "monotonic", clock)
    monkeypatch.setattr(cache_lines, "_lines", {})
    monkeypatch.setattr(structure, "_outages_made_up_for", 0)
    with redis() as port, line(port) as to_redis:
        # A busy machine must not look like a failing server.
        options = {"socket_connect_timeout": 5, "socket_timeout": 5}
        address = f"redis://{HOST}:{to_redis.port}"
        settings.CACHES = {
            "default": {"BACKEND": "portal.caching.CacheThatMayFail", "LOCATION": address, "OPTIONS": options}
        }
        yield CacheOnALine(to_redis, clock)
