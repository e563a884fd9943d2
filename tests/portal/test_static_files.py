"""Each file is a request: readers load one stylesheet and one script, of all the small ones."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from portal.static_files import JOINED, joined_script, joined_stylesheet

FOLDER = settings.BASE_DIR / "static"
STYLESHEET = "css/portal.css"


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = str(tmp_path)
    storages = settings.STORAGES
    settings.STORAGES = {**storages, "staticfiles": {"BACKEND": "portal.static_files.JoinedFiles"}}
    call_command("collectstatic", "--no-input", "--verbosity", "0")
    return tmp_path


def names(collected: Path) -> Mapping[str, str]:
    told: dict[str, str] = json.loads((collected / "staticfiles.json").read_text())["paths"]
    return told


def test_readers_get_the_small_stylesheets_in_one(collected: Path) -> None:
    whole = (collected / names(collected)[STYLESHEET]).read_text()

    parts = re.findall(r'^@import "(.+)";$', (FOLDER / STYLESHEET).read_text(), re.MULTILINE)
    assert len(parts) > 10
    assert "@import" not in whole
    assert [part for part in parts if (FOLDER / "css" / part).read_text().strip() not in whole] == []
    assert whole.index("@layer reset, tokens") < whole.index("@layer tokens")


def test_stylesheet_of_the_player_holds_that_of_plyr() -> None:
    whole = joined_stylesheet("css/player.css", read)

    assert whole.index(read("vendor/plyr/plyr.css")) < whole.index("@layer components")


def test_changed_part_gives_the_whole_another_name(collected: Path) -> None:
    """Browsers keep it for a year."""
    name = names(collected)[STYLESHEET]

    assert name != STYLESHEET
    assert (collected / f"{name}.gz").exists()


def test_scripts_ask_for_no_other_but_the_player_for_plyr(collected: Path) -> None:
    """By the name that changes with what it holds, so that no browser keeps an old one beside a new one."""
    known = names(collected)
    asked = {name: re.findall(r'^import.*"(.+)";$', (collected / known[name]).read_text(), re.M) for name in JOINED}

    plyr = known["vendor/plyr/plyr.min.mjs"]
    assert {name: paths for name, paths in asked.items() if paths} == {"js/player.js": [f"../{plyr}"]}
    assert plyr != "vendor/plyr/plyr.min.mjs"


def test_module_stands_once_before_all_that_import_it_in_a_scope_of_its_own() -> None:
    modules = {
        "js/main.js": 'import "./quick.js";\nimport { leave } from "./leave.js";\nleave();\n',
        "js/quick.js": 'import { leave, WORD } from "./leave.js";\nconst box = WORD;\n',
        "js/leave.js": "const box = 1;\nexport const WORD = 2;\nexport async function leave() {}\n",
    }

    assert joined_script("js/main.js", modules.__getitem__).splitlines() == [
        "const modules = {};",
        'modules["js/leave.js"] = (() => {',
        *("const box = 1;", "const WORD = 2;", "async function leave() {}", "return {WORD, leave};", "})();"),
        'modules["js/quick.js"] = (() => {',
        *('const { leave, WORD } = modules["js/leave.js"];', "const box = WORD;", "return {};", "})();"),
        *('const { leave } = modules["js/leave.js"];', "leave();"),
    ]


@pytest.mark.parametrize(
    "text",
    ['import { a as b } from "./part.js";', 'import part from "./part.js";', "export default 1;", "export { a };"],
)
def test_import_or_export_of_another_form_is_refused(text: str) -> None:
    modules = {"js/main.js": 'import "./part.js";\n', "js/part.js": f"{text}\n"}

    with pytest.raises(ValueError, match=re.escape(text)):
        joined_script("js/main.js", modules.__getitem__)


@pytest.mark.django_db
def test_pages_ask_for_one_stylesheet(client: Client) -> None:
    assert client.get("/vi/").text.count('rel="stylesheet"') == 1


def read(name: str) -> str:
    return str((FOLDER / name).read_text())
