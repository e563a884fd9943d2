from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks import Figure, at_least, at_most, exactly, lines, names, of_that_name


class Measured:
    def figures(self) -> Iterator[Figure]:
        yield at_most("queries of my page", 12, "queries", 12)
        yield at_most("size of a lecture page", 300.5, "KB", 300)
        yield exactly("visits left", 3, "visits", 3)


class Broken:
    def figures(self) -> Iterator[Figure]:
        yield at_most("first", 1, "s", 2)
        raise ConnectionError("no server")


class Empty:
    def figures(self) -> Iterator[Figure]:
        return iter(())


class InParts:
    def figures(self, part: str = "") -> Iterator[Figure]:
        yield at_least(f"mutants of {part}", 95, "%", 90)


def test_figures_are_told_a_line_each_with_their_verdict() -> None:
    assert list(lines("pages", Measured())) == [
        ("queries of my page  12 queries  limit 12  holds", True),
        ("size of a lecture page  300.5 KB  limit 300  falls short", False),
        ("visits left  3 visits  limit 3  holds", True),
    ]


def test_figure_that_cannot_be_measured_falls_short() -> None:
    assert list(lines("load", Broken())) == [
        ("first  1 s  limit 2  holds", True),
        ("load: can't be measured (ConnectionError: no server)  falls short", False),
    ]


def test_benchmark_without_figures_falls_short() -> None:
    assert list(lines("load", Empty())) == [("load: no figure was measured  falls short", False)]


def test_name_of_a_folder_stands_for_all_of_its_modules() -> None:
    of_trust = [name for name in names() if name.startswith("trust.")]

    assert of_trust
    assert of_that_name("trust") == of_trust
    assert of_that_name(of_trust[0]) == of_trust[:1]
    assert of_that_name("claims") == ["claims"]
    assert of_that_name("trus") == []


def test_part_behind_a_colon_goes_to_what_is_measured() -> None:
    assert of_that_name("house.mutants:claims.rules") == ["house.mutants:claims.rules"]
    assert list(lines("house.mutants:claims.rules", InParts())) == [
        ("mutants of claims.rules  95 %  limit 90  holds", True)
    ]


def test_smallest_views_are_not_figures_themselves() -> None:
    assert [name for name in names() if name.startswith("limits")] == []
