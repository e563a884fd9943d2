"""What becomes of completions and qualification when two records of one person are joined: the earlier credit stays."""

from __future__ import annotations

from datetime import datetime

from network.membership.joining.actions import Rows, one_each
from network.models import Supporter
from portal.dates import tokyo_day

from .actions.answering import qualify


def rows() -> dict[str, Rows]:
    return {
        "surveys.Completion.supporter": one_each("survey_id", earlier="day"),
        "surveys.Qualification.supporter": one_each(earlier="qualified_on"),
    }


def qualify_joined(staying: Supporter, *, now: datetime) -> None:
    """Some surveys answered under the one record, the others under the other."""
    qualify(staying.pk, tokyo_day(now))
