"""Files from practice come out as is right for each."""

from __future__ import annotations

import pytest

from tests.network.import_cases import CASES, FOLDER, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.says}")
def test_file_comes_out_as_is_right(case: Case) -> None:
    assert case.comes_out(case.file) == case.right


def test_every_file_has_its_case() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {case.file for case in CASES}
