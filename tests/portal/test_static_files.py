"""Readers load one stylesheet, of all the small ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from portal.static_files import IMPORT, STYLESHEET

FOLDER = settings.BASE_DIR / "static" / "css"


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = str(tmp_path)
    storages = settings.STORAGES
    settings.STORAGES = {**storages, "staticfiles": {"BACKEND": "portal.static_files.OneStylesheet"}}
    call_command("collectstatic", "--no-input", "--verbosity", "0")
    return tmp_path


def test_readers_get_the_small_stylesheets_in_one(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]

    whole = (collected / names[STYLESHEET]).read_text()

    parts = IMPORT.findall((FOLDER / "portal.css").read_text())
    assert len(parts) > 10
    assert "@import" not in whole
    assert [part for part in parts if (FOLDER / part).read_text().strip() not in whole] == []
    assert whole.index("@layer reset, tokens") < whole.index("@layer tokens")


def test_changed_part_gives_the_whole_another_name(collected: Path) -> None:
    """Browsers keep it for a year."""
    name = json.loads((collected / "staticfiles.json").read_text())["paths"][STYLESHEET]

    assert name != STYLESHEET
    assert (collected / f"{name}.gz").exists()


@pytest.mark.django_db
def test_pages_ask_for_one_stylesheet(client: Client) -> None:
    assert client.get("/vi/").text.count('rel="stylesheet"') == 1
