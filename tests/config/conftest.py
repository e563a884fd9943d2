from __future__ import annotations

import runpy
from types import SimpleNamespace

import pytest

from config.published import refusals
from tests.config import Refused
from tests.published import RIGHT


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Its lines, with these variables instead of the right ones and these settings instead of production's."""

    def read(_settings: dict[str, object] | None = None, **changes: str) -> list[str]:
        for name, value in (RIGHT | changes).items():
            monkeypatch.setenv(name, value)
        settings = runpy.run_module("config.settings.production")
        return refusals(SimpleNamespace(**{**settings, **(_settings or {})}))

    return read
