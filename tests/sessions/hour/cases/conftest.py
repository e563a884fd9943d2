from __future__ import annotations

import pytest

from network.models import Supporter
from sessions.models import Meeting
from tests.sessions.made import BookingFactory, MeetingFactory


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory()


@pytest.fixture
def supporter(meeting: Meeting) -> Supporter:
    """Has a confirmed place."""
    return BookingFactory(meeting=meeting).supporter
