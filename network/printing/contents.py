"""What the templates get: plain data of the papers to be printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.languages import html_language
from portal.models import ContactSettings
from portal.printing.pieces import qr_code

from ..papers.models import Papers, Term
from .models import AgreementText
from .rules import MOST_AT_ONCE
from .texts import Said, clause_in, plain, said, words_in

# A name, and on Japanese envelopes: the same in every language.
OFFICE = "移住連事務局"
JAPANESE = "ja"
TEMPLATE = Path(__file__).parent / "templates" / "main.typ"


@dataclass(frozen=True)
class Printing:
    """What is printed at once."""

    office: ContactSettings
    agreements: dict[str, AgreementText]
    papers: Sequence[Papers]

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys([JAPANESE, *(papers.supporter.language for papers in self.papers)]))


def contents_of(printing: Printing, *, with_cover: bool) -> dict[str, Any]:
    """In the language that is active: that of who prints."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        # Neutral: it stands in the window's title.
        "title": _("Papers of Bansō Net"),
        "language": language,
        "tags": {code: html_language(code) for code in [*dict(settings.LANGUAGES), language]},
        "office": {
            "name": OFFICE,
            "postal_address": plain(printing.office.postal_address.strip()),
            "telephone": printing.office.telephone,
        },
        "words": {code: words_in(code) for code in printing.languages},
        "agreements": {code: agreement_in(printing.agreements[code]) for code in printing.languages},
        "cover": cover() if with_cover else None,
        "sets": [papers_of(papers) for papers in printing.papers],
    }


def papers_of(papers: Papers) -> dict[str, str]:
    supporter = papers.supporter
    return {
        "language": supporter.language,
        "network_id": str(supporter),
        # As it is kept: what a scanner types into the desk's search.
        "qr": qr_code(supporter.network_id),
        "name": plain(supporter.name),
        "kana": plain(supporter.name_kana),
        "postal_code": postal_code(supporter.postal_code),
        "postal_address": plain(supporter.postal_address.strip()),
        "term": term_in(papers.term, supporter.language),
        "state": str(papers.get_state_display()),
        "enclosed": enclosed_in(supporter.get_language_display()) if supporter.language != JAPANESE else enclosed(),
    }


def enclosed() -> str:
    return _("Agreement in two copies, payee form; in Japanese")


def enclosed_in(language: str) -> str:
    return _("Agreement in two copies, payee form; in Japanese and %(language)s") % {"language": language}


def cover() -> dict[str, Any]:
    return {
        "title": _("Papers to be sent"),
        "explanation": _(
            "The numbers are those on the labels. The papers follow after the labels, in the same order. "
            "At most %(most)d sets are printed at once."
        )
        % {"most": MOST_AT_ONCE},
        "columns": [_("No."), _("Network ID"), _("Name"), _("State"), _("In the envelope"), _("Done")],
    }


def agreement_in(text: AgreementText) -> dict[str, Any]:
    number = 0
    paragraphs: list[dict[str, Said]] = []
    for paragraph in text.paragraphs:
        shown = {"text": said(paragraph["text"])}
        if paragraph["kind"] == "clause":
            number += 1
            shown["title"] = said(f"{clause_in(text.language, number)}　{paragraph['title']}")
        paragraphs.append(shown)
    return {"title": said(text.title), "paragraphs": paragraphs}


def term_in(term: Term, language: str) -> str:
    """Name and days in Japanese, and as the supporter reads them."""
    lines = [said_in(code, term) for said_in in (_name, _days) for code in (JAPANESE, language)]
    return plain("\n".join(dict.fromkeys(lines)))


def _name(language: str, term: Term) -> str:
    with translation.override(language):
        return str(term.name)


def _days(language: str, term: Term) -> str:
    with translation.override(language):
        return " – ".join(_day(day) for day in (term.starts_on, term.ends_on))


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def postal_code(typed: str) -> str:
    """`123-4567`, however it was typed; what isn't seven digits stays as it is."""
    text = unicodedata.normalize("NFKC", typed).strip().removeprefix("〒").strip()
    digits = [character for character in text if character.isdigit()]
    return f"{''.join(digits[:3])}-{''.join(digits[3:])}" if len(digits) == 7 else text
