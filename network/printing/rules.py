"""What stands in the way of printing a supporter's papers, before anything is printed (R3, P5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.printing.coverage import Coverage

# Of one file. More take minutes to fold, and longer to print again when the paper jams.
MOST_AT_ONCE = 50


class Obstacle(StrEnum):
    """Everything that has to be mended first."""

    NO_OFFICE_ADDRESS = "no_office_address"
    NO_AGREEMENT = "no_agreement"
    AGREEMENTS_DIFFER = "agreements_differ"
    NO_PAPERS = "no_papers"
    HAS_LEFT = "has_left"
    NO_NAME = "no_name"
    NO_ADDRESS = "no_address"
    NO_GLYPHS = "no_glyphs"


@dataclass(frozen=True)
class Recipient:
    name: str
    postal_code: str
    postal_address: str
    has_left: bool = False


@dataclass(frozen=True)
class AgreementOutline:
    """The kinds of an agreement's paragraphs in their order, in Japanese and in the reader's language."""

    japanese: Sequence[str]
    own: Sequence[str]


def obstacles_of_the_office(postal_address: str) -> list[Obstacle]:
    """P5: a letter without the office's address is not printed."""
    return [] if postal_address.strip() else [Obstacle.NO_OFFICE_ADDRESS]


def obstacles_of(recipient: Recipient) -> list[Obstacle]:
    found = {
        Obstacle.HAS_LEFT: recipient.has_left,
        Obstacle.NO_NAME: not recipient.name.strip(),
        Obstacle.NO_ADDRESS: not (recipient.postal_code.strip() and recipient.postal_address.strip()),
    }
    return [obstacle for obstacle, stands in found.items() if stands]


def obstacles_of_the_agreement(outline: AgreementOutline) -> list[Obstacle]:
    """Both languages say the same, paragraph beside paragraph: where one has more, one of them is not up to date."""
    if not outline.japanese or not outline.own:
        return [Obstacle.NO_AGREEMENT]
    return [] if list(outline.japanese) == list(outline.own) else [Obstacle.AGREEMENTS_DIFFER]


def unprintable(texts: Iterable[str], coverage: Coverage) -> list[str]:
    """The characters that would come out as empty boxes, each once, in the order in which they are met."""
    seen = dict.fromkeys(character for text in texts for character in text)
    return [character for character in seen if character not in "\n" and not coverage.has(character)]
