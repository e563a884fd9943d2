from __future__ import annotations

from tests.benchmarks.house._walks import Stay, read, untrue

WALK = """
counting the modules of a walk
  tests.benchmarks.house.walks:figures
    tests.benchmarks.house._walks:read
    tests.benchmarks.house._walks:untrue
      tests.benchmarks.house._walks:_names
        tests.benchmarks.house._walks:_named
          tests.benchmarks.house._code:whence
            tests.benchmarks.house._code:file_of
    tests.benchmarks:at_most

another
"""


def stays(text: str) -> list[Stay]:
    return read(text)["counting the modules of a walk"]


def test_walk_is_read_with_the_depth_at_which_each_stay_is_called() -> None:
    assert list(read(WALK)) == ["counting the modules of a walk", "another"]
    assert stays(WALK)[:2] == [
        Stay(1, "tests.benchmarks.house.walks", "figures"),
        Stay(2, "tests.benchmarks.house._walks", "read"),
    ]


def test_walk_that_the_code_goes_is_true() -> None:
    assert list(untrue(stays(WALK))) == []


def test_stay_that_is_not_there_is_told() -> None:
    assert list(untrue(stays(WALK.replace("_walks:read", "_walks:write")))) == [
        "tests.benchmarks.house._walks:write isn't there"
    ]


def test_stay_that_is_not_called_from_where_it_stands_is_told() -> None:
    assert list(untrue(stays(WALK.replace("_walks:_names", "_walks:_bound")))) == [
        "tests.benchmarks.house._walks:untrue doesn't name tests.benchmarks.house._walks:_bound",
        "tests.benchmarks.house._walks:_bound doesn't name tests.benchmarks.house._walks:_named",
    ]


def test_module_that_the_way_leads_to_and_that_is_left_out_is_told() -> None:
    assert list(untrue(stays(WALK.replace("    tests.benchmarks:at_most\n", "")))) == [
        "tests.benchmarks.house.walks:figures leads to tests.benchmarks:at_most too",
        "tests.benchmarks.house.walks:figures leads to tests.benchmarks:exactly too",
    ]
