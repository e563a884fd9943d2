"""From the database to what is printed, and to what stands in its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.models import ContactSettings
from portal.printing.typesetting import coverage

from ..papers.models import Papers
from ..people.models import Supporter
from .contents import JAPANESE, Printing, papers_of
from .models import AgreementText
from .rules import (
    AgreementOutline,
    Obstacle,
    Recipient,
    obstacles_of,
    obstacles_of_the_agreement,
    obstacles_of_the_office,
    unprintable,
)
from .texts import plain


@dataclass(frozen=True)
class Problem:
    obstacle: Obstacle
    # Of whose papers; none where it is the office's own matter.
    supporter: Supporter | None = None
    language: str = ""
    characters: tuple[str, ...] = ()


def gather(ids: Iterable[int]) -> Printing:
    """In a fixed number of queries, in the order of the network IDs."""
    return Printing(
        office=ContactSettings.load(),
        agreements={text.language: text for text in AgreementText.objects.all()},
        papers=list(
            Papers.objects.filter(pk__in=ids).select_related("supporter", "term").order_by("supporter__network_id")
        ),
    )


def latest_papers_of(supporter: Supporter) -> Papers | None:
    """Those of the newest term that the supporter has registered for."""
    return supporter.papers.order_by("-term__starts_on").first()


def problems_of(printing: Printing) -> list[Problem]:
    return [
        *(Problem(obstacle) for obstacle in obstacles_of_the_office(printing.office.postal_address)),
        *_problems_of_the_texts(printing),
        *(problem for papers in printing.papers for problem in _problems_of_papers(papers)),
    ]


def _problems_of_the_texts(printing: Printing) -> Iterator[Problem]:
    outlines = {code: text.outline for code, text in printing.agreements.items()}
    for code in printing.languages:
        outline = AgreementOutline(outlines.get(JAPANESE, []), outlines.get(code, []))
        for obstacle in obstacles_of_the_agreement(outline):
            yield Problem(obstacle, language=_name_of(code))
        if code in printing.agreements and (characters := _unprintable_in(_texts_of(printing.agreements[code]))):
            yield Problem(Obstacle.NO_GLYPHS, language=_name_of(code), characters=characters)
    if characters := _unprintable_in([printing.office.postal_address, printing.office.telephone]):
        yield Problem(Obstacle.NO_GLYPHS, characters=characters)


def _problems_of_papers(papers: Papers) -> Iterator[Problem]:
    supporter = papers.supporter
    recipient = Recipient(supporter.name, supporter.postal_code, supporter.postal_address, has_left=supporter.has_left)
    for obstacle in obstacles_of(recipient):
        yield Problem(obstacle, supporter)
    printed = papers_of(papers)
    if characters := _unprintable_in(text for key, text in printed.items() if key != "qr"):
        yield Problem(Obstacle.NO_GLYPHS, supporter, characters=characters)


def _texts_of(text: AgreementText) -> Sequence[str]:
    return [text.title, *(value for paragraph in text.paragraphs for value in paragraph.values())]


def _unprintable_in(texts: Iterable[Any]) -> tuple[str, ...]:
    return tuple(unprintable((plain(text) for text in texts), coverage()))


def _name_of(code: str) -> str:
    return str(dict(settings.LANGUAGES)[code])
