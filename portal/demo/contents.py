"""Makes pages of the demo from files that say every sentence in all languages.

The first language becomes the page; the others become translations in wagtail-localize, where editors go on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

Content = dict[str, Any]

FIRST = settings.LANGUAGE_CODE
OTHERS = [code for code, _name in settings.LANGUAGES if code != FIRST]


def read(folder: Path) -> list[Content]:
    """The page files of a folder, parents before children and siblings in their order."""
    contents = [
        {"slug": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))} for path in folder.glob("*.toml")
    ]
    by_parent: dict[str, list[Content]] = {}
    for content in contents:
        by_parent.setdefault(content.get("parent", ""), []).append(content)
    slugs = {content["slug"] for content in contents}
    roots = [content for content in contents if content.get("parent", "") not in slugs]
    return list(_downwards(sorted(roots, key=_order), by_parent))


def _downwards(contents: Iterable[Content], by_parent: dict[str, list[Content]]) -> Iterator[Content]:
    for content in contents:
        yield content
        yield from _downwards(sorted(by_parent.get(content["slug"], []), key=_order), by_parent)


def _order(content: Content) -> int:
    return content["order"]


def add_page(parent: Page, page: Page, *, before: str = "") -> Page:
    """Publish a page of the first language under its parent, unless one with that slug is there already.

    Rooms load one after the other; `before` is the slug of the page of an earlier room that this one precedes.
    """
    existing = parent.get_children().filter(slug=page.slug).specific().first()
    if existing is not None:
        return existing
    page.locale = parent.locale
    following = parent.get_children().filter(slug=before).first()
    if following is None:
        parent.add_child(instance=page)
    else:
        following.add_sibling("left", instance=page)
    page.save_revision().publish()
    return page


def translate(page: Page, texts: Iterable[dict[str, Any]]) -> None:
    """Publish the page in the other languages. Each text maps languages to a string, or to lists that line up."""
    said = {
        _segment(lined_up[FIRST]): {code: _segment(lined_up[code]) for code in OTHERS}
        for text in texts
        for lined_up in _lined_up(text)
    }
    source, _created = TranslationSource.get_or_create_from_instance(page)
    for code in OTHERS:
        locale = Locale.objects.get(language_code=code)
        if page.has_translation(locale):
            continue
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.select_related("string"):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context_id=segment.context_id,
                defaults={
                    "data": said[segment.string.data][code],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )
        translation.save_target(publish=True)
        _place_translation(page, locale)


def _place_translation(page: Page, locale: Locale) -> None:
    """A translation is made as the last of its siblings; they stand in one order in all languages."""
    following = page.get_next_siblings().first()
    if following is not None and following.has_translation(locale):
        page.get_translation(locale).move(following.get_translation(locale), pos="left")


def _lined_up(text: dict[str, Any]) -> Iterator[dict[str, str]]:
    codes = [FIRST, *OTHERS]
    if isinstance(text[FIRST], str):
        yield {code: text[code] for code in codes}
        return
    for items in zip(*(text[code] for code in codes), strict=True):
        if isinstance(items[0], str):
            yield dict(zip(codes, items, strict=True))
            continue
        for name in items[0]:
            yield {code: item[name] for code, item in zip(codes, items, strict=True)}


def _segment(text: str) -> str:
    return StringValue.from_plaintext(text).data


def texts_of(content: Content) -> Iterator[dict[str, Any]]:
    for name in ("title", "intro", "search_description"):
        if name in content:
            yield content[name]
    for block in content.get("body", []):
        if FIRST in block:
            yield block


def fields_of(content: Content) -> dict[str, Any]:
    """What every page type of the portal takes from its file, in the first language."""
    return {
        "slug": content["slug"],
        "title": content["title"][FIRST],
        "intro": content["intro"][FIRST],
        "search_description": content["search_description"][FIRST],
        "show_in_menus": content["in_menu"],
        "body": [(block["block"], BLOCK_VALUES.get(block["block"], _said)(block)) for block in content.get("body", [])],
    }


def _said(block: dict[str, Any]) -> Any:
    return block.get(FIRST)


BLOCK_VALUES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "heading": lambda block: {"text": block[FIRST], "anchor": block.get("anchor", "")},
    "text": lambda block: RichText("".join(f"<p>{escape(paragraph)}</p>" for paragraph in block[FIRST])),
    "notice": lambda block: {"tone": block["tone"], "text": block[FIRST]},
}
