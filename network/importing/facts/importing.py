"""What the portal knows about the members of a spreadsheet, in a fixed number of queries."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from wagtail import hooks

from portal.dates import tokyo_day
from portal.fields import keyed_hash
from portal.mail.models import address_digest

from ...people.addresses.models import AddressChange
from ...people.models import FormerNetworkID, Supporter, User
from ...people.rules.codes import NETWORK_ID_LENGTH, is_code, normalise_code
from ..enums import Column
from ..judging import Known, Standing
from ..lines import Line

# Column → the field of Supporter that holds it.
FIELDS = {
    Column.NAME: "name",
    Column.NAME_KANA: "name_kana",
    Column.TELEPHONE: "telephone",
    Column.POSTAL_CODE: "postal_code",
    Column.POSTAL_ADDRESS: "postal_address",
    Column.PREFECTURE: "prefecture",
    Column.ORGANISATION: "organisation",
    Column.LANGUAGE: "language",
    Column.EXPERIENCE: "has_declared_experience",
    Column.EXPERIENCE_CONFIRMED_ON: "experience_confirmed_on",
    Column.WANTS_TO_ACCOMPANY: "wants_to_accompany",
    Column.WANTS_TO_LEARN: "wants_to_learn",
    Column.WANTS_TRAINING: "wants_foreign_origin_training",
}
RECORD = "record"


@dataclass
class NetworkIDs:
    """All that were ever given, as they stand and as they are looked up. None: nobody answers to it any more."""

    stored: dict[str, int | None]
    looked_up: set[str]

    @classmethod
    def of_everybody(cls) -> NetworkIDs:
        stored: dict[str, int | None] = dict(FormerNetworkID.objects.values_list("network_id", "supporter"))
        stored.update(Supporter.objects.values_list("network_id", "pk"))
        return cls(stored, set(map(normalise_code, stored)))

    def add(self, supporter: Supporter) -> None:
        self.stored[supporter.network_id] = supporter.pk
        self.looked_up.add(normalise_code(supporter.network_id))

    def owner(self, written: str) -> int | None:
        """Letter by letter; one that the portal made also in groups and however it is typed."""
        if written in self.stored:
            return self.stored[written]
        code = normalise_code(written)
        return self.stored.get(code) if is_code(code, NETWORK_ID_LENGTH) else None

    def was_taken_back(self, written: str) -> bool:
        """An undone import brought it, and nobody has it since."""
        return written in self.stored and self.stored[written] is None

    def is_like_another(self, written: str) -> bool:
        """One that an undone import brought may come again, written alike: by the same list, to the same person."""
        is_known = written in self.stored or self.owner(written) is not None
        return not is_known and normalise_code(written) in self.looked_up


def standings(lines: Iterable[Line], network_ids: NetworkIDs, *, importers: Collection[int]) -> dict[int, Standing]:
    """Line number → what is known: six queries, however many lines."""
    lines = list(lines)
    owners = {line.number: network_ids.owner(line.values.get(Column.NETWORK_ID, "")) for line in lines}
    known = _known({owner for owner in owners.values() if owner is not None}, importers)
    logins = _logins({line.values[Column.EMAIL] for line in lines if Column.EMAIL in line.values})
    return {line.number: _standing(line, owners[line.number], known, logins, network_ids) for line in lines}


def _standing(
    line: Line, owner: int | None, known: Mapping[int, Known], logins: Mapping[str, int | None], network_ids: NetworkIDs
) -> Standing:
    written, address = line.values.get(Column.NETWORK_ID), line.values.get(Column.EMAIL)
    is_anothers = bool(address) and address in logins and (owner is None or logins[str(address)] != owner)
    return Standing(
        known=known.get(owner) if owner is not None else None,
        is_like_another_id=bool(written) and network_ids.is_like_another(str(written)),
        id_was_taken_back=bool(written) and network_ids.was_taken_back(str(written)),
        address_is_anothers=is_anothers,
        registered_as=logins[str(address)] if is_anothers else None,
    )


def _logins(addresses: Collection[str]) -> dict[str, int | None]:
    """Address → the supporter who signs in with it, or for whom it is reserved; None for somebody who is none."""
    digests = {address_digest(address): address for address in addresses}
    reserved = AddressChange.objects.in_time(timezone.now()).filter(old_digest__in=digests)
    return {
        **{digests[digest]: owner for digest, owner in reserved.values_list("old_digest", "user__supporter")},
        **dict(User.objects.filter(email__in=addresses).values_list("email", "supporter")),
    }


def _known(supporter_ids: Collection[int], importers: Collection[int]) -> dict[int, Known]:
    return {
        pk: Known(
            values=member.values,
            has_left=member.supporter.has_left or member.supporter.erased_on is not None,
            is_of_an_importer=member.supporter.user_id in importers,
        )
        for pk, member in members(supporter_ids).items()
    }


@dataclass(frozen=True)
class Member:
    """A supporter, and what the columns of a spreadsheet would say of them."""

    supporter: Supporter
    values: Mapping[Column, Any]

    def traces(self, columns: Iterable[Column], *, is_new: bool) -> dict[str, str]:
        """By which an import knows again what it wrote, without keeping a value: a digest of each of these columns, and
        of the whole record of a new member."""
        whole = {RECORD: self.trace_of_record()} if is_new else {}
        return {column.value: self.trace_of(column) for column in columns} | whole

    def trace_of(self, column: Column) -> str:
        return self._digest(column.value, self.values[column])

    def trace_of_record(self) -> str:
        stored = {field.attname: getattr(self.supporter, field.attname) for field in Supporter._meta.concrete_fields}
        return self._digest(RECORD, {**stored, **{column.value: value for column, value in self.values.items()}})

    def _digest(self, name: str, value: Any) -> str:
        """Two members of whom the same is said have different ones."""
        said = json.dumps([self.supporter.pk, name, value], default=str, sort_keys=True)
        return keyed_hash(said, purpose="trace of an import")


def members(supporter_ids: Collection[int]) -> dict[int, Member]:
    supporters = (
        Supporter.objects.filter(pk__in=supporter_ids).select_related("user").prefetch_related("languages_spoken")
    )
    qualified = qualification_days(supporter_ids)
    return {
        supporter.pk: Member(supporter, _values(supporter, qualified.get(supporter.pk))) for supporter in supporters
    }


def qualification_days(supporter_ids: Collection[int]) -> dict[int, date]:
    """The room above knows (L3)."""
    days: dict[int, date] = {}
    for hook in hooks.get_hooks("network_qualification_days"):
        days.update(hook(supporter_ids))
    return days


def _values(supporter: Supporter, qualified_on: date | None) -> dict[Column, Any]:
    return {
        **{column: getattr(supporter, field) for column, field in FIELDS.items()},
        # Unticked is not said.
        Column.EXPERIENCE: supporter.has_declared_experience or None,
        Column.EMAIL: supporter.user.email if supporter.user else "",
        Column.LANGUAGES: tuple((spoken.language, spoken.level) for spoken in supporter.languages_spoken.all()),
        Column.REGISTERED_ON: tokyo_day(supporter.registered_at),
        Column.QUALIFIED_ON: qualified_on,
    }
