"""Who is asked first to go along: by place, origin wish, errand, language and load (S5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from network.people.enums import LanguageLevel

from ..enums import OriginWish

LEVELS: dict[str, int] = {LanguageLevel.EVERYDAY: 1, LanguageLevel.FLUENT: 2, LanguageLevel.MOTHER_TONGUE: 3}

SAME, NEIGHBOURING, FAR = 2, 1, 0

_BY_LAND = (
    "02:03,05 03:04,05 04:05,06,07 05:06 06:07,15 07:08,09,10,15 08:09,11,12 09:10,11 10:11,15,20 11:12,13,19,20 "
    "12:13 13:14,19 14:19,22 15:16,20 16:17,20,21 17:18,21 18:21,25,26 19:20,22 20:21,22,23 21:23,24,25 22:23 "
    "23:24 24:25,26,29,30 25:26 26:27,28,29 27:28,29,30 28:31,33 29:30 31:32,33,34 32:34,35 33:34 34:35 36:37,38,39 "
    "37:38 38:39 40:41,43,44 41:42 43:44,45,46 44:45 45:46"
)
# Where a bridge, a tunnel or an hour of boat makes two of them neighbours all the same.
_BY_BRIDGE = "01:02 12:14 28:36 33:37 34:38 35:40"


def _neighbours() -> dict[str, set[str]]:
    near: dict[str, set[str]] = {f"{number:02}": set() for number in range(1, 48)}
    for entry in f"{_BY_LAND} {_BY_BRIDGE}".split():
        one, others = entry.split(":")
        for other in others.split(","):
            near[one].add(other)
            near[other].add(one)
    return near


NEIGHBOURS = _neighbours()
"""Prefectures that border each other, by their JIS X 0401 number. Okinawa has none."""


class CandidateReason(StrEnum):
    SAME_PREFECTURE = "same_prefecture"
    NEIGHBOURING_PREFECTURE = "neighbouring_prefecture"
    FAR_AWAY = "far_away"
    OF_THE_COMMUNITY = "of_the_community"
    NOT_OF_THE_COMMUNITY = "not_of_the_community"
    COMMUNITY_UNKNOWN = "community_unknown"
    GOES_THERE = "goes_there"
    MOTHER_TONGUE = "mother_tongue"
    FLUENT = "fluent"
    EVERYDAY = "everyday"
    FREE = "free"
    BUSY = "busy"
    RAISED_IT = "raised_it"


LEVEL_REASONS: dict[str, CandidateReason] = {
    LanguageLevel.MOTHER_TONGUE: CandidateReason.MOTHER_TONGUE,
    LanguageLevel.FLUENT: CandidateReason.FLUENT,
    LanguageLevel.EVERYDAY: CandidateReason.EVERYDAY,
}
PLACE_REASONS = {
    SAME: CandidateReason.SAME_PREFECTURE,
    NEIGHBOURING: CandidateReason.NEIGHBOURING_PREFECTURE,
    FAR: CandidateReason.FAR_AWAY,
}


class Sought(Protocol):
    """A referral, as far as these rules look at it."""

    prefecture: str
    errand: str
    origin_wish: str
    community: str


@dataclass(frozen=True)
class CandidateFacts:
    """`level` is the best one in a language that is sought; `load` what they are asked for and found for now.

    `communities` are those the supporter has told of; empty where nothing was told, or nobody looked.
    """

    supporter_id: int
    level: str
    prefecture: str = ""
    errands: frozenset[str] = frozenset()
    communities: frozenset[str] = frozenset()
    load: int = 0
    raised_it: bool = False


@dataclass(frozen=True)
class Ranked:
    facts: CandidateFacts
    reasons: tuple[CandidateReason, ...]


def rank(sought: Sought, candidates: Iterable[CandidateFacts]) -> list[Ranked]:
    """The best first. S5: of the community that is not wished for, nobody is on the list."""
    refused = sought.community if sought.origin_wish == OriginWish.NOT_WANTED else None
    wished = [facts for facts in candidates if refused not in facts.communities]
    wished.sort(key=lambda facts: (*(-part for part in _score(sought, facts)), facts.supporter_id))
    return [Ranked(facts, _reasons(sought, facts)) for facts in wished]


def nearness(sought: str, prefecture: str) -> int:
    if prefecture == sought:
        return SAME
    return NEIGHBOURING if prefecture in NEIGHBOURS[sought] else FAR


def _score(sought: Sought, facts: CandidateFacts) -> tuple[int, ...]:
    """What is compared first stands first: who can't get there is no use, however well they speak."""
    return (
        nearness(sought.prefecture, facts.prefecture),
        _origin(sought, facts.communities),
        int(sought.errand in facts.errands),
        LEVELS[facts.level],
        -facts.load,
    )


def _origin(sought: Sought, communities: frozenset[str]) -> int:
    """Who hasn't told may well be of the community that is refused: nobody can know, so they come later."""
    if sought.origin_wish == OriginWish.WANTED:
        return int(sought.community in communities)
    return int(sought.origin_wish == OriginWish.NOT_WANTED and bool(communities))


def _reasons(sought: Sought, facts: CandidateFacts) -> tuple[CandidateReason, ...]:
    place = PLACE_REASONS[nearness(sought.prefecture, facts.prefecture)]
    errand = (CandidateReason.GOES_THERE,) if sought.errand in facts.errands else ()
    load = CandidateReason.BUSY if facts.load else CandidateReason.FREE
    raised = (CandidateReason.RAISED_IT,) if facts.raised_it else ()
    return (place, *_origin_reasons(sought, facts.communities), *errand, LEVEL_REASONS[facts.level], load, *raised)


def _origin_reasons(sought: Sought, communities: frozenset[str]) -> tuple[CandidateReason, ...]:
    if sought.origin_wish == OriginWish.NO_MATTER:
        return ()
    if not communities:
        return (CandidateReason.COMMUNITY_UNKNOWN,)
    belongs = sought.community in communities
    return (CandidateReason.OF_THE_COMMUNITY if belongs else CandidateReason.NOT_OF_THE_COMMUNITY,)
