"""What two records of one person are, side by side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from wagtail import hooks

from portal.fields import keyed_hash

from ...importing.models import MemberImport
from ...payees.models import PayeeAccount
from ...people.addresses.models import AddressChange
from ...people.enums import ON_PAPER
from ...people.models import Supporter, User
from .merging import merged
from .rules import Login, Record, judge_joining, older, staying_login
from .texts import sentences

ACCOUNT = ("bank_code", "branch_code", "kind", "number", "holder")


@dataclass(frozen=True)
class Joining:
    staying: Supporter
    joining: Supporter
    # The login that stays, and the one that is closed.
    login: User | None
    closed: User | None
    # What the joined record says: field → value; language → level.
    merged: dict[str, Any]
    languages: dict[str, str]
    # Sentences: all that stands against it, of every room.
    obstacles: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """What would be, to be compared with what somebody saw when they decided."""
        ends = (self.staying, self.joining, self.login, self.closed)
        said = json.dumps([self.merged, self.languages], default=str, sort_keys=True)
        return "-".join([*(str(end.pk if end else 0) for end in ends), keyed_hash(said, purpose="joined record")])


def joining_of(one: Supporter, other: Supporter, *, by_id: int, now: datetime) -> Joining:
    records = {supporter.pk: _record(supporter, now) for supporter in (one, other)}
    staying = one if older(records[one.pk], records[other.pk]).pk == one.pk else other
    joining = other if staying is one else one
    login = staying_login(*(record.login for record in records.values()))
    users = [supporter.user for supporter in (one, other) if supporter.user is not None]
    decision = judge_joining(
        records[one.pk],
        records[other.pk],
        by_id=by_id,
        accounts_differ=_accounts_differ(one, other),
        is_import_at_work=MemberImport.objects.at_work().exists(),
    )
    reader = joining if joining.user is not None and login == records[joining.pk].login else staying
    of_rooms = [said for hook in hooks.get_hooks("network_joining_obstacles") for said in hook(staying, joining)]
    return Joining(
        staying,
        joining,
        login=next((user for user in users if login is not None and user.pk == login.user_id), None),
        closed=next((user for user in users if login is not None and user.pk != login.user_id), None),
        merged=merged(staying, joining, reader=reader),
        languages={**languages_of(joining), **languages_of(staying)},
        obstacles=(*sentences(decision), *of_rooms),
    )


def languages_of(supporter: Supporter) -> dict[str, str]:
    return dict(supporter.languages_spoken.values_list("language", "level"))


def _record(supporter: Supporter, now: datetime) -> Record:
    return Record(
        pk=supporter.pk,
        registered_at=supporter.registered_at,
        is_on_paper=supporter.consent_version == ON_PAPER,
        has_left=supporter.has_left or supporter.erased_on is not None,
        login=_login(supporter.user, now) if supporter.user else None,
    )


def _login(user: User, now: datetime) -> Login:
    return Login(
        user_id=user.pk,
        since=user.date_joined,
        is_proven=EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists(),
        is_of_the_office=user.works_in_the_office,
        is_changing_address=AddressChange.objects.in_time(now).filter(user=user).exists(),
    )


def _accounts_differ(one: Supporter, other: Supporter) -> bool:
    accounts = PayeeAccount.objects.filter(supporter__in=[one, other])
    return len({tuple(getattr(account, name) for name in ACCOUNT) for account in accounts}) > 1
