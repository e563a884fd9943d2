"""What happens to a supporter after registering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail import hooks

from portal import audit
from portal.dates import tokyo_day
from portal.refusals import allowed

from ..importing.enums import Column, ImportState
from ..importing.locks import lock_waiting
from ..importing.models import ImportLine, MemberImport
from ..importing.reading import Book
from ..importing.tables import Table
from ..importing.waiting import Person
from ..papers.actions import ask_for_papers
from ..payees.models import AccountEntry, PayeeAccount
from ..people.actions.account_mails import mail_account_news, mail_that_data_are_erased
from ..people.addresses.models import AddressChange
from ..people.facts import CORRECTED, EXPERIENCE_CONFIRMED, confirmed_here
from ..people.locks import lock_login, lock_logins_of, lock_person
from ..people.models import FormerNetworkID, Supporter
from ..registering.actions import say_languages
from .facts import erasing_of, leaving_of


def leave(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """The network ID stays taken for ever (R2); from this day it opens no claim (C2). Raises RefusedError, and
    Supporter.DoesNotExist where the record has become one with another."""
    with transaction.atomic():
        locked = _lock_with_login(supporter)
        allowed(leaving_of(locked, now=now))
        if locked.has_left:
            return
        _end(locked, by_id=by_id, now=now)
        if locked.user is not None:
            mail_account_news(locked.user, now=now)


def _lock_with_login(supporter: Supporter) -> Supporter:
    locked = lock_person(supporter.pk)
    lock_logins_of([locked])
    return locked


def _end(locked: Supporter, *, by_id: int | None, now: datetime) -> None:
    locked.left_on = tokyo_day(now)
    locked.save(update_fields=["left_on"])
    audit.record("left", on=locked, ref=str(locked), now=now, actor_id=by_id)
    for hook in hooks.get_hooks("network_member_left"):
        hook(locked, by_id=by_id, now=now)


def correct(
    supporter: Supporter,
    told: Mapping[str, Any],
    *,
    languages: Iterable[tuple[str, str]] | None = None,
    by_id: int | None,
    now: datetime,
) -> None:
    """What somebody says of themselves now. The record names the fields, never what stands in them."""
    with transaction.atomic():
        locked = lock_person(supporter.pk)
        if locked.erased_on is not None:
            raise Supporter.DoesNotExist
        changed = [name for name, value in told.items() if getattr(locked, name) != value]
        for name in changed:
            setattr(locked, name, told[name])
        locked.save(update_fields=changed)
        if languages is not None:
            say_languages(locked, languages)
        ask_for_papers(locked, now=now)
        audit.record(
            CORRECTED, on=locked, ref=str(locked), now=now, actor_id=by_id, changes={"fields": sorted(changed)}
        )


def erase(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """Everything that tells who the person is. The network ID stays taken for ever (R2); what has to be kept (D5)
    hangs on it alone. An account stays until what is owed on it has been paid. Raises as `leave` does."""
    with transaction.atomic():
        waiting = lock_waiting()
        locked = _lock_with_login(supporter)
        if locked.erased_on is not None:
            return
        allowed(erasing_of(locked, now=now))
        if not locked.has_left:
            _end(locked, by_id=by_id, now=now)
        for name, nothing in ERASED.items():
            setattr(locked, name, nothing)
        user, locked.user = locked.user, None
        locked.erased_on = tokyo_day(now)
        locked.save(update_fields=[*ERASED, "user", "erased_on"])
        locked.languages_spoken.all().delete()
        AccountEntry.objects.filter(supporter=locked).delete()
        # Spreadsheets on their way in hold the same data once more, and what is known of the others its digests.
        _forget_files_of(locked, user.email if user else "", waiting, by_id=by_id, now=now)
        ImportLine.objects.filter(supporter=locked).update(traces={})
        if not any(is_owed(locked) for is_owed in hooks.get_hooks("network_payment_is_owed")):
            PayeeAccount.objects.filter(supporter=locked).delete()
        for forget in hooks.get_hooks("network_member_erased"):
            forget(locked, now=now)
        audit.record("erased", on=locked, ref=str(locked), now=now, actor_id=by_id)
        if user is not None:
            mail_that_data_are_erased(user, language=locked.language, now=now)
            AddressChange.objects.filter(user=user).delete()
            # A colleague's login stays: it belongs to the office too.
            if not user.works_in_the_office:
                lock_login(user.pk).delete()


def _forget_files_of(
    supporter: Supporter, address: str, waiting: Iterable[MemberImport], *, by_id: int | None, now: datetime
) -> None:
    """Whose line it is, is written at a line only once it is imported."""
    former = FormerNetworkID.objects.filter(supporter=supporter).values_list("network_id", flat=True)
    person = Person([supporter.network_id, *former], address)
    for file in waiting:
        if _speaks_of(person, file):
            audit.record("import forgotten", on=file, ref=str(file), now=now, actor_id=by_id)
            file.delete()


def _speaks_of(person: Person, file: MemberImport) -> bool:
    if file.state == ImportState.RECEIVED:
        return person.is_in_book(Book.from_data(file.content))
    return person.is_in_table(Table.from_data(file.content), file.mapping[Column.NETWORK_ID])


# What tells who somebody is, and what stands there afterwards.
ERASED: dict[str, Any] = {
    **dict.fromkeys(("name", "name_kana", "telephone", "postal_code", "postal_address", "organisation"), ""),
    **dict.fromkeys(("experience_account", "prefecture"), ""),
    "errands": [],
    "communities": [],
}


def confirm_experience(supporter: Supporter, *, by_id: int | None, now: datetime, reason: str) -> None:
    """R5, once: the first confirmation stands. The day of a list stays, and is the office's own then (see undoing).
    Raises Supporter.DoesNotExist where the record has become one with another."""
    if by_id is not None and by_id == supporter.user_id:
        raise PermissionDenied("Nobody confirms their own experience.")
    with transaction.atomic():
        locked = lock_person(supporter.pk)
        if locked.has_confirmed_experience and confirmed_here([locked]):
            return
        locked.experience_confirmed_on = locked.experience_confirmed_on or tokyo_day(now)
        locked.save(update_fields=["experience_confirmed_on"])
        audit.record(EXPERIENCE_CONFIRMED, on=locked, ref=str(locked), now=now, actor_id=by_id, reason=reason)
