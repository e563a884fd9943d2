"""Locks of people and of their logins, for all nouns above; and the one order of locks in the whole portal.

Whoever takes several takes them in this order, several of a kind by their keys, so that nobody waits in a circle:

1. files of members (`importing.locks`); roles of the office (here)
2. people, then their logins, then where these are signed in (here)
3. lines of those files, papers (`papers.locks`), a proposal to join (`membership.joining.locks`), what else hangs on a
   person in this room
4. consultees, a visit, a claim (`claims.locks`)
5. a cohort, a membership, a meeting, a booking, a case, a referral, an offer, the address of a calendar (`locks` of the
   nouns of `sessions`)
6. what was watched (`courses.locks`), the box of a survey (`surveys.locks`), drafts, mails

Who has written a row that points at another waits for that one at the end of the transaction, with everything in hand:
for the supporter of an offer, for the login of a mail's reader or of a session. Locks let them pass (`no_key`), but for
two. People of whom one may go are locked strongly (`lock_people_who_may_go`), for what is written of them meanwhile
would be lost. And so is a login (`lock_login`) that changes, or is about to be deleted: after it nobody takes what
somebody may hold who writes to it by mail.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group

from .models import BrowserSession, Supporter, SupporterQuerySet, User


def lock_roles() -> list[Group]:
    return list(Group.objects.select_for_update().order_by("pk"))


def lock_person(pk: int) -> Supporter:
    return Supporter.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def lock_people(ids: Iterable[int | None]) -> dict[int, Supporter]:
    """Those that are still there."""
    return _by_key(Supporter.objects.select_for_update(no_key=True, of=("self",)), ids)


def lock_people_who_may_go(ids: Iterable[int | None]) -> dict[int, Supporter]:
    """Those that are still there; nothing is hung on them meanwhile."""
    return _by_key(Supporter.objects.select_for_update(of=("self",)), ids)


def lock_logins_of(people: Iterable[Supporter]) -> None:
    """Whoever changes or undoes an address takes it too; who writes to it by mail goes on."""
    list(User.objects.select_for_update(no_key=True, of=("self",)).filter(supporter__in=people).order_by("pk"))


def lock_login(pk: int) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=pk)


def hold_login(pk: int) -> None:
    """Weakly, before a session of theirs: whoever changes the login ends its sessions."""
    User.objects.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()


def lock_session(key: str | None) -> BrowserSession | None:
    """None, where it was ended meanwhile."""
    return BrowserSession.objects.select_for_update(of=("self",)).filter(pk=key).first()


def _by_key(locked: SupporterQuerySet, ids: Iterable[int | None]) -> dict[int, Supporter]:
    return {supporter.pk: supporter for supporter in locked.order_by("pk").filter(pk__in=ids)}
