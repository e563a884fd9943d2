"""Parts of pages that are rendered once, and the gaps in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.template import Context, Engine, engines
from django.template.loaders.locmem import Loader
from django.test import RequestFactory
from django.utils import translation

from portal import structure
from portal.templatetags.ready_tags import Fixed

pytestmark = pytest.mark.django_db

TEMPLATES = {
    "part.html": '{{ word }}{% load ready_tags %}{% gap "own.html" %}.{% gap "own.html" %}{{ reader }}',
    "own.html": "[{{ reader }}]",
    "page.html": '{% load ready_tags %}{% ready "part.html" word word=word %}',
    "around.html": '{% load ready_tags %}{% for reader in readers %}{% ready "part.html" word word=word %}{% endfor %}',
    "tongue.html": '{% load i18n ready_tags %}{% ready "said.html" %}',
    "said.html": "{{ LANGUAGE_CODE }}",
    "setting.html": '{% load i18n ready_tags %}{% translate "Bansō Net" as word %}{{ word }}',
    "after.html": '{% load ready_tags %}{% gap "setting.html" %} {{ word }}',
    "markup.html": '{% load ready_tags %}{% ready "shown.html" word word=word %}',
    "shown.html": "<b>{{ word }}</b>",
    "fixed.html": "{% load ready_tags %}{% fixed %}{{ LANGUAGE_CODE }} {{ reader }}{% endfixed %}{{ reader }}",
}


@pytest.fixture(autouse=True)
def _templates() -> Iterator[None]:
    engine = engines["django"].engine
    before = engine.template_loaders
    engine.template_loaders = [Loader(engine, TEMPLATES), *before]
    yield
    engine.template_loaders = before


def rendered(name: str, *, is_preview: bool = False, **context: Any) -> str:
    request = RequestFactory().get("/")
    request.is_preview = is_preview  # type: ignore[attr-defined]
    return engines["django"].get_template(name).render(context, request)


def test_ready_part_knows_only_what_the_tag_names_and_its_gaps_know_the_page() -> None:
    assert rendered("page.html", word="one", reader="Lan") == "one[Lan].[Lan]"


def test_ready_part_is_rendered_once_and_its_gaps_for_each_reader() -> None:
    assert [rendered("page.html", word="one", reader=name) for name in ("Lan", "Hana")] == [
        "one[Lan].[Lan]",
        "one[Hana].[Hana]",
    ]
    kept = structure.kept("ready:vi:part.html:one")
    assert (kept.texts, kept.gaps) == (["one", ".", ""], ["own.html", "own.html"])


def test_gap_in_a_loop_is_filled_by_what_stands_around_it() -> None:
    assert rendered("around.html", word="one", readers=["Lan", "Hana"]) == "one[Lan].[Lan]one[Hana].[Hana]"


def test_what_a_gap_sets_is_not_seen_by_the_page() -> None:
    assert rendered("after.html", word="one") == "Bansō Net one"


def test_each_key_and_language_has_a_part_of_its_own() -> None:
    assert [rendered("page.html", word=word, reader="") for word in ("one", "two")] == ["one[].[]", "two[].[]"]
    said = []
    for language in ("vi", "ja"):
        with translation.override(language):
            said.append(rendered("tongue.html"))
    assert said == ["vi", "ja"]


def test_part_of_a_preview_is_neither_kept_nor_taken_from_what_is_kept() -> None:
    rendered("markup.html", word="published")
    structure.let_go()

    assert rendered("markup.html", is_preview=True, word="draft") == "<b>draft</b>"
    assert structure.kept("ready:vi:shown.html:draft") is None


def test_what_is_named_is_escaped_as_anywhere() -> None:
    assert rendered("markup.html", word="<i>") == "<b>&lt;i&gt;</b>"


def test_change_by_an_editor_makes_it_anew() -> None:
    rendered("markup.html", word="one")
    structure.forget()

    assert structure.kept("ready:vi:shown.html:one") is None


def test_what_is_fixed_knows_the_language_and_nobody() -> None:
    shown = [rendered("fixed.html", reader=name) for name in ("Lan", "Hana")]
    with translation.override("ja"):
        shown.append(rendered("fixed.html", reader="Lan"))

    assert shown == ["vi Lan", "vi Hana", "ja Lan"]


def test_nothing_that_is_fixed_asks_for_what_it_cannot_know() -> None:
    engine = engines["django"].engine
    unknown, engine.string_if_invalid = engine.string_if_invalid, "unknown: %s"
    try:
        for name, number, node in everything_fixed(engine):
            context = Context()
            with context.bind_template(engine.get_template(name)):
                assert "unknown: " not in node.nodes.render(context), (name, number)
    finally:
        engine.string_if_invalid = unknown


def everything_fixed(engine: Engine) -> Iterator[tuple[str, int, Fixed]]:
    folders = [Path(folder) for folder in engine.dirs]
    if apps.is_installed("claims"):
        folders.append(settings.BASE_DIR / "claims" / "templates")
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            for number, node in enumerate(engine.get_template(name).nodelist.get_nodes_by_type(Fixed)):
                yield name, number, node
