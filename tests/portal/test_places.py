from __future__ import annotations

import pytest

from portal.places import lowest_free


@pytest.mark.parametrize(
    ("taken", "free"), [([], 1), ([1, 2], 3), ([2, 3], 1), ([1, 3], 2), ([None, 1], 2), ([3, None, 1, None], 2)]
)
def test_lowest_place_that_nobody_holds_is_free(taken: list[int | None], free: int) -> None:
    assert lowest_free(taken) == free
