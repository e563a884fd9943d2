from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, ForeignKey, ManyToOneRel, Model, Q, QuerySet
from django.http import HttpRequest
from wagtail import hooks

from portal.audit import AuditEntry
from portal.compiled import Compiled, Parameter
from portal.dashboard import once_a_request

from .models import Supporter, User
from .rules.codes import normalise_code


def supporter_of(user: User | AnonymousUser) -> Supporter | None:
    """The supporter behind a login; no query, because the login brings it along (`signing_in.browser_sessions`)."""
    return getattr(user, "supporter", None)


def is_member(user_id: int) -> bool:
    """Whether that login's supporter is registered and has not left."""
    return Supporter.objects.filter(user=user_id, left_on=None).exists()


def owner_of(email: str) -> User | None:
    """Whose login this address is, with the supporter. One query, whether anybody has it or not."""
    return User.objects.filter(email=email, is_active=True).select_related("supporter").first()


def signed_in_supporter(request: HttpRequest) -> Supporter | None:
    return supporter_of(request.user)


def signed_in_user(request: HttpRequest) -> User:
    """Who is signed in; for views that let nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def has_any(request: HttpRequest, name: str) -> bool:
    """Whether there is any of what the rooms hold of who is signed in, told in one statement for all: my page asks
    further only for what is there. Each room answers `network_belongings` with rows of `OuterRef("pk")`, by name."""
    return name in once_a_request(request, "_belongings", lambda: _names_of_what_is_there(request))


def _names_of_what_is_there(request: HttpRequest) -> set[str]:
    supporter = signed_in_supporter(request)
    found = supporter and _there.first(supporter=supporter.pk)
    return {name for name, is_there in zip(_belongings(), found or (), strict=False) if is_there}


@Compiled
def _there() -> QuerySet[Any, Any]:
    own = Supporter.objects.filter(pk=Parameter("supporter", Supporter, "id"))
    return own.values_list(*map(Exists, _belongings().values()))


@cache
def _belongings() -> dict[str, QuerySet[Any]]:
    return {name: rows for answer in hooks.get_hooks("network_belongings") for name, rows in answer().items()}


REACH = ("telephone", "postal_code", "postal_address")
CORRECTED = "corrected"
EXPERIENCE_CONFIRMED = "experience confirmed"
RECORDS_JOINED = "records joined"
UNPROVEN_PASSWORD_DROPPED = "unproven password dropped"  # noqa: S105  the verb of a record


def reach_changed(owner: User) -> dict[str, datetime]:
    """When each of the data by which the office reaches somebody was last changed on their own page, found to be typed
    by whoever registered with their address, or filled from another record."""
    changed: dict[str, datetime] = {}
    supporter = supporter_of(owner)
    if supporter is None:
        return changed
    on_supporter = Q(object_type=Supporter._meta.label_lower, object_ref=str(supporter), verb=CORRECTED)
    on_login = Q(object_type=User._meta.label_lower, object_ref=str(owner.pk), verb=UNPROVEN_PASSWORD_DROPPED)
    by_owner = (on_supporter | on_login) & Q(actor_id=owner.pk)
    joined = Q(object_type=Supporter._meta.label_lower, object_ref=str(supporter), verb=RECORDS_JOINED)
    entries = AuditEntry.objects.filter(by_owner | joined)
    for entry in entries.order_by("at"):
        changed.update(dict.fromkeys(entry.changes.get("fields", REACH), entry.at))
    return changed


def confirmed_here(supporters: Iterable[Supporter]) -> set[int]:
    """Those whose experience somebody has confirmed in the portal, whatever day a list says (R5)."""
    by_ref = {str(supporter): supporter.pk for supporter in supporters}
    entries = AuditEntry.objects.filter(
        verb=EXPERIENCE_CONFIRMED, object_type=Supporter._meta.label_lower, object_ref__in=by_ref
    )
    return {by_ref[ref] for ref in entries.values_list("object_ref", flat=True)}


def user_id(request: HttpRequest) -> int:
    """Of who is signed in; for views that let nobody else in."""
    assert request.user.pk is not None
    return request.user.pk


def relations_to(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Every foreign key of any room that leads to it, those of tables behind many-to-many fields included."""
    relations = (one for one in model._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel))
    return [relation.field for relation in relations]


def label_of(relation: ForeignKey[Any, Any]) -> str:
    return f"{relation.model._meta.label}.{relation.name}"


Resting = Callable[[datetime], Q]
"""Of a relation's rows, those that came to rest on experience or a qualification since then."""


def no_rows(since: datetime) -> Q:
    return Q(pk__in=[])


def find_supporter(typed: str) -> Supporter | None:
    """By a network ID as it was scanned or typed; imported ones may have any shape. One that was given up when two
    records were joined leads to the person's other one."""
    exact = Supporter.objects.filter(network_id__iexact=typed.strip()).first()
    return exact or Supporter.objects.filter(network_id=normalise_code(typed)).first() or staying_for(typed)


def staying_for(given_up: str) -> Supporter | None:
    """Of two records that were joined the one that stays, by the network ID of the other, as it was typed."""
    ways = Q(former_ids__network_id__iexact=given_up.strip()) | Q(former_ids__network_id=normalise_code(given_up))
    return Supporter.objects.filter(ways).first()


# What the room that finds somebody to go along and the room that pays for it tell each other, through hooks.
@dataclass(frozen=True)
class Accompaniment:
    """One supporter was found for one person. Values of the closed lists; `day`: when they went, once they say so."""

    reference: str
    consultee_code: int
    prefecture: str
    errand: str
    field: str
    language: str
    day: date | None = None


@dataclass(frozen=True)
class FiledVisit:
    """A supporter has claimed for it."""

    visit: int
    consultee_code: int
    day: date
