"""What the running portal would write to its log, as its own handler writes it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from portal.logs import Line


@contextmanager
def log() -> Iterator[StringIO]:
    written = StringIO()
    handler = next(one for one in logging.getLogger().handlers if isinstance(one.formatter, Line))
    assert isinstance(handler, logging.StreamHandler)
    before = handler.setStream(written)
    try:
        yield written
    finally:
        handler.setStream(before)
