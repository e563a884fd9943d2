"""Locks of people and of their logins, for all nouns above.

Whoever takes several takes files of members first (`importing.locks`), then people in the order of their keys, then
their logins, then what hangs on them. One exception: a membership that ends takes the login before the person, and
weakly (`lock_login_weakly`), for it waits for nobody who holds what is to be ended.
"""

from __future__ import annotations

from collections.abc import Iterable

from .models import Supporter, User


def lock_person(pk: int) -> Supporter:
    return Supporter.objects.select_for_update(of=("self",)).get(pk=pk)


def lock_people(ids: Iterable[int | None]) -> dict[int, Supporter]:
    """Those that are still there."""
    people = Supporter.objects.select_for_update(of=("self",)).order_by("pk")
    return {supporter.pk: supporter for supporter in people.filter(pk__in=ids)}


def lock_login(pk: int) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=pk)


def lock_logins_of(people: Iterable[Supporter]) -> list[User]:
    return list(User.objects.select_for_update(of=("self",)).filter(supporter__in=people).order_by("pk"))


def lock_login_weakly(supporter: Supporter) -> None:
    """Whoever changes or undoes an address takes it too; not the lock that keeps others from writing to it by mail, who
    hold what is to be ended."""
    User.objects.select_for_update(no_key=True, of=("self",)).filter(supporter=supporter).first()
