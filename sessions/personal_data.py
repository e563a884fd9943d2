from __future__ import annotations

from network.models import Supporter
from portal.personal_data import Section


def sections(supporter: Supporter) -> list[Section]:
    return []
