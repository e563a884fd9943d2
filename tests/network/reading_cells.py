"""One cell of a list of members, read on the first of May 2026."""

from __future__ import annotations

from datetime import date

import pytest

from network.importing.enums import Column
from network.importing.lines import clean_cell
from network.importing.mistakes import Reason, WrongError

TODAY = date(2026, 5, 1)


def reason_of(column: Column, cell: str) -> Reason:
    with pytest.raises(WrongError) as wrong:
        clean_cell(column, cell, TODAY)
    return wrong.value.reason
