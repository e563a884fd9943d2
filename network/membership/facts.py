from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..importing.models import MemberImport
from ..people.addresses.models import AddressChange
from ..people.addresses.rules import Ending, judge_ending
from ..people.models import Supporter


def leaving_of(supporter: Supporter, *, now: datetime) -> Ending:
    return judge_ending(_address_changes(supporter, now), now=now)


def erasing_of(supporter: Supporter, *, now: datetime) -> Ending:
    """Not while a worker needs the file that speaks of the person, or the digests by which it undoes."""
    is_import_at_work = MemberImport.objects.at_work().exists()
    return judge_ending(_address_changes(supporter, now), now=now, is_import_at_work=is_import_at_work)


def _address_changes(supporter: Supporter, now: datetime) -> Iterable[AddressChange]:
    return AddressChange.objects.in_time(now).filter(user=supporter.user_id)
