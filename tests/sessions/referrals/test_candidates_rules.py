from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.people.enums import LanguageLevel, Prefecture
from sessions.referrals.enums import OriginWish
from sessions.referrals.rules.candidates import (
    LEVELS,
    NEIGHBOURS,
    CandidateFacts,
    nearness,
    rank,
)
from sessions.referrals.rules.candidates import CandidateReason as R


@dataclass
class Sought:
    prefecture: str
    errand: str
    origin_wish: str = OriginWish.NO_MATTER
    community: str = ""


IN_TOKYO = Sought("13", "court")
NOBODY_VIETNAMESE = replace(IN_TOKYO, origin_wish=OriginWish.NOT_WANTED, community="vietnamese")
SOMEBODY_VIETNAMESE = replace(IN_TOKYO, origin_wish=OriginWish.WANTED, community="vietnamese")


def facts(supporter_id: int = 1, level: str = "fluent", prefecture: str = "13", **more: object) -> CandidateFacts:
    return CandidateFacts(supporter_id, level, prefecture, **more)  # type: ignore[arg-type]


def order(sought: Sought, *candidates: CandidateFacts) -> list[int]:
    return [ranked.facts.supporter_id for ranked in rank(sought, candidates)]


def test_rules_speak_of_the_same_lists() -> None:
    assert set(NEIGHBOURS) == set(Prefecture.values)
    assert set(LEVELS) == set(LanguageLevel.values)


def test_neighbours_are_mutual_and_never_oneself() -> None:
    odd = [(one, other) for one, near in NEIGHBOURS.items() for other in near if one not in NEIGHBOURS[other]]

    assert odd == []
    assert [one for one, near in NEIGHBOURS.items() if one in near] == []


@pytest.mark.parametrize(
    ("prefecture", "neighbours"),
    [
        ("01", {"02"}),
        ("11", {"08", "09", "10", "12", "13", "19", "20"}),
        ("13", {"11", "12", "14", "19"}),
        ("20", {"10", "11", "15", "16", "19", "21", "22", "23"}),
        ("23", {"20", "21", "22", "24"}),
        ("26", {"18", "24", "25", "27", "28", "29"}),
        ("30", {"24", "27", "29"}),
        ("37", {"33", "36", "38"}),
        ("40", {"35", "41", "43", "44"}),
        ("42", {"41"}),
        ("47", set()),
    ],
)
def test_neighbours_of_known_prefectures(prefecture: str, neighbours: set[str]) -> None:
    assert NEIGHBOURS[prefecture] == neighbours


def test_nearest_come_first() -> None:
    far, near, here, unsaid = facts(1, prefecture="27"), facts(2, prefecture="11"), facts(3), facts(4, prefecture="")

    assert order(IN_TOKYO, far, near, here, unsaid) == [3, 2, 1, 4]


def test_place_counts_more_than_language_and_load() -> None:
    assert order(IN_TOKYO, facts(1, "mother", "11"), facts(2, "everyday", "13", load=3)) == [2, 1]


def test_in_one_place_errand_then_level_then_load_decide() -> None:
    goes = facts(1, "everyday", errands=frozenset({"court"}))
    speaks, free, busy = facts(2, "mother"), facts(3, "everyday"), facts(4, "everyday", load=1)

    assert order(IN_TOKYO, busy, free, speaks, goes) == [1, 2, 3, 4]


def test_who_speaks_better_comes_first() -> None:
    everyday, fluent, mother = facts(1, "everyday"), facts(2, "fluent"), facts(3, "mother")

    assert order(IN_TOKYO, everyday, fluent, mother) == [3, 2, 1]


def test_who_is_of_the_wished_community_comes_up() -> None:
    of_it, other, untold = (
        facts(3, communities=frozenset({"vietnamese"})),
        facts(1, communities=frozenset({"thai"})),
        facts(2),
    )

    assert order(SOMEBODY_VIETNAMESE, other, untold, of_it) == [3, 1, 2]
    assert order(IN_TOKYO, other, untold, of_it) == [1, 2, 3]


def test_who_is_of_the_refused_community_is_not_on_the_list() -> None:
    of_it, other, untold = (
        facts(1, communities=frozenset({"thai", "vietnamese"})),
        facts(3, communities=frozenset({"thai"})),
        facts(2),
    )

    assert order(NOBODY_VIETNAMESE, of_it, other, untold) == [3, 2]


def test_reasons_are_all_told_in_a_fixed_order() -> None:
    best = facts(communities=frozenset({"vietnamese"}), errands=frozenset({"court"}), raised_it=True, level="mother")
    worst = facts(prefecture="47", level="everyday", load=2)

    assert rank(SOMEBODY_VIETNAMESE, [best])[0].reasons == (
        R.SAME_PREFECTURE, R.OF_THE_COMMUNITY, R.GOES_THERE, R.MOTHER_TONGUE, R.FREE, R.RAISED_IT,
    )  # fmt: skip
    assert rank(NOBODY_VIETNAMESE, [worst])[0].reasons == (R.FAR_AWAY, R.COMMUNITY_UNKNOWN, R.EVERYDAY, R.BUSY)
    assert rank(IN_TOKYO, [worst])[0].reasons == (R.FAR_AWAY, R.EVERYDAY, R.BUSY)


prefectures = st.sampled_from([*Prefecture.values, ""])
communities = st.frozensets(st.sampled_from(["vietnamese", "thai", "other"]), max_size=2)
made = st.builds(
    CandidateFacts,
    supporter_id=st.integers(1, 10_000),
    level=st.sampled_from(sorted(LEVELS)),
    prefecture=prefectures,
    errands=st.frozensets(st.sampled_from(["court", "hospital"])),
    communities=communities,
    load=st.integers(0, 4),
)
lists = st.lists(made, max_size=12, unique_by=lambda one: one.supporter_id)
wishes = st.sampled_from([IN_TOKYO, NOBODY_VIETNAMESE, SOMEBODY_VIETNAMESE])


@given(wishes, lists, st.randoms())
def test_order_does_not_depend_on_who_was_read_first(sought: Sought, candidates: list[CandidateFacts], random) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    shuffled = random.sample(candidates, len(candidates))

    assert rank(sought, shuffled) == rank(sought, candidates)


def better(sought: Sought, one: CandidateFacts) -> list[CandidateFacts]:
    nearer = [place for place in ("13", "11") if nearness("13", place) > nearness("13", one.prefecture)]
    improved = [
        *(replace(one, prefecture=place) for place in nearer),
        *(replace(one, level=level) for level in LEVELS if LEVELS[level] > LEVELS[one.level]),
        replace(one, errands=one.errands | {"court"}),
        replace(one, load=0),
    ]
    if sought.origin_wish == OriginWish.WANTED:
        improved.append(replace(one, communities=one.communities | {"vietnamese"}))
    if sought.origin_wish == OriginWish.NOT_WANTED and not one.communities:
        improved.append(replace(one, communities=frozenset({"thai"})))
    return improved


@given(wishes, lists.filter(bool))
def test_better_fact_never_ranks_lower(sought: Sought, candidates: list[CandidateFacts]) -> None:
    one, *others = candidates
    before = order(sought, *candidates)
    if one.supporter_id not in before:
        return
    after = [order(sought, improved, *others).index(one.supporter_id) for improved in better(sought, one)]

    assert [place for place in after if place > before.index(one.supporter_id)] == []


@given(lists)
def test_refused_community_is_never_on_the_list(candidates: list[CandidateFacts]) -> None:
    listed = [ranked.facts for ranked in rank(NOBODY_VIETNAMESE, candidates)]

    assert [one for one in listed if "vietnamese" in one.communities] == []
    assert len(listed) == len([one for one in candidates if "vietnamese" not in one.communities])
