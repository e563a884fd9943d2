from __future__ import annotations

import pytest

from network.models import Supporter
from sessions.models import Meeting
from tests.factories import SupporterFactory
from tests.sessions.made import MeetingFactory


@pytest.fixture
def facilitator(db: None) -> Supporter:
    return SupporterFactory()


@pytest.fixture
def meeting(facilitator: Supporter) -> Meeting:
    return MeetingFactory(facilitators=[facilitator])
