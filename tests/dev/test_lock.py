from __future__ import annotations

import tomllib
from typing import Any

from devtools.places import LOCK, ROOT

PUBLIC_INDEX = "https://pypi.org/simple"
PUBLIC_FILES = "https://files.pythonhosted.org/packages/"


def packages() -> list[dict[str, Any]]:
    locked: list[dict[str, Any]] = tomllib.loads(LOCK.read_text())["package"]
    return locked


def test_lock_names_only_the_public_index() -> None:
    indexes = {package["source"].get("registry", "") for package in packages()}

    assert indexes == {PUBLIC_INDEX, ""}


def test_lock_has_only_the_project_itself_without_an_index() -> None:
    own = [package["name"] for package in packages() if "registry" not in package["source"]]

    assert own == ["banso-net-portal"]


def test_lock_downloads_only_public_files() -> None:
    files = [file for package in packages() for file in (*package.get("wheels", []), package.get("sdist", {}))]
    elsewhere = [file["url"] for file in files if file and not file["url"].startswith(PUBLIC_FILES)]

    assert elsewhere == []


def test_project_sets_no_index() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["uv"]

    assert settings == {"package": False}
