from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import ForeignKey, ManyToOneRel, Model, Q
from django.http import HttpRequest
from django.utils import timezone

from portal import structure
from portal.audit import AuditEntry
from portal.fields import keyed_hash
from portal.mail import OutboxMail

from .models import AddressChange, ConsulteeCode, MemberImport, Papers, PayeeAccount, Supporter, Term, User
from .rules import CONSULTEE_CODE_LENGTH, is_code, normalise_code
from .rules.addresses import Ending, judge_ending
from .rules.papers import PapersFacts, is_renewable


def supporter_of(user: User | AnonymousUser) -> Supporter | None:
    """The supporter behind a login; no query, because the login brings it along (network.backends)."""
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


def is_address_taken(address: str, *, but_for: int | None, now: datetime) -> bool:
    """One question for all doors by which an account gets an address."""
    logins = User.objects.filter(email=address).exclude(pk__in=[but_for])
    return logins.exists() or is_address_reserved(address, but_for=but_for, now=now)


def is_address_reserved(address: str, *, but_for: int | None, now: datetime) -> bool:
    """For an account that left it and can still undo that."""
    return AddressChange.objects.leaving(address).in_time(now).exclude(user=but_for).exists()


def is_mail_held(mail: OutboxMail) -> bool:
    return mail.recipient_id is not None and is_old_mailbox_unsafe(mail.recipient_id, now=timezone.now())


def is_old_mailbox_unsafe(user_id: int, *, now: datetime) -> bool:
    """Somebody else reads it, its owner has said, and a new address is not confirmed yet."""
    return AddressChange.objects.silent(now).filter(user=user_id).exists()


def leaving_of(supporter: Supporter, *, now: datetime) -> Ending:
    return judge_ending(_address_changes(supporter, now), now=now)


def erasing_of(supporter: Supporter, *, now: datetime) -> Ending:
    """Not while a worker needs the file that speaks of the person, or the digests by which it undoes."""
    is_import_at_work = MemberImport.objects.at_work().exists()
    return judge_ending(_address_changes(supporter, now), now=now, is_import_at_work=is_import_at_work)


def _address_changes(supporter: Supporter, now: datetime) -> Iterable[AddressChange]:
    return AddressChange.objects.in_time(now).filter(user=supporter.user_id)


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


def consultee_code_digest(code: str) -> str:
    return keyed_hash(code, purpose="consultee code")


def find_consultee_code(typed: str) -> ConsulteeCode | None:
    """The code that somebody typed, or None when it is mistyped or was never issued."""
    code = normalise_code(typed)
    if not is_code(code, CONSULTEE_CODE_LENGTH):
        return None
    return ConsulteeCode.objects.filter(digest=consultee_code_digest(code)).first()


ACCOUNT_SEEN = "account seen"


@dataclass(frozen=True)
class AccountView:
    """One look at a whole account, as its owner is told of it: of the office, nobody by name."""

    at: datetime
    reason: str


def views_of(supporter: Supporter) -> list[AccountView]:
    """Every look at this supporter's account, the newest first."""
    seen = AuditEntry.objects.filter(
        verb=ACCOUNT_SEEN,
        object_type=PayeeAccount._meta.label_lower,
        object_ref__in=[str(supporter), *map(str, supporter.former_ids.all())],
    )
    return [AccountView(entry.at, entry.reason) for entry in seen.order_by("-at", "-pk")]


def papers_facts(papers: Papers) -> PapersFacts:
    supporter = papers.supporter
    return PapersFacts(
        state=papers.state,
        has_left=supporter.has_left,
        is_erased=supporter.erased_on is not None,
        is_reachable=bool(supporter.postal_address),
    )


def terms() -> list[Term]:
    """All registration terms in their order; they change once a year."""
    return structure.remember("terms", lambda: list(Term.objects.all()))


def renewable_term(supporter: Supporter, today: date) -> Term | None:
    """The term for which papers can be asked for today: the running one, or the next once its renewal is open."""
    return missing_term(list(supporter.papers.all()), today)


def missing_term(papers: Iterable[Papers], today: date) -> Term | None:
    had = {one.term_id for one in papers}
    waiting = (term for term in terms() if term.ends_on >= today and is_renewable(term.starts_on, today))
    return next((term for term in waiting if term.pk not in had), None)


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
    return exact or Supporter.objects.filter(network_id=normalise_code(typed)).first() or _formerly(typed)


def _formerly(typed: str) -> Supporter | None:
    ways = Q(former_ids__network_id__iexact=typed.strip()) | Q(former_ids__network_id=normalise_code(typed))
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
