"""How a person becomes a supporter (R1, R2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from portal import audit, mail
from portal.dates import tokyo_day

from ..papers.actions import ask_for_papers
from ..people.actions.account_mails import mail_nobody
from ..people.addresses.facts import is_address_reserved, is_old_mailbox_unsafe
from ..people.enums import Want
from ..people.facts import owner_of, supporter_of
from ..people.models import Consent, FormerNetworkID, LanguageSpoken, Supporter, User
from ..people.rules.codes import NETWORK_ID_LENGTH, make_code
from ..people.signing_in import quotas

REGISTERED = "network.registered"
ALREADY_REGISTERED = "network.already_registered"

# For the work of a registration that is undone at once.
NOBODYS = "{}@nobody.invalid"


@dataclass(frozen=True)
class Registration:
    """What somebody said of themselves, their password hashed. `languages` are pairs (SpokenLanguage, LanguageLevel);
    the other lists hold values of Want, ErrandKind and Community."""

    name: str
    email: str
    password: str
    prefecture: str
    language: str
    wants: frozenset[str]
    has_declared_experience: bool
    consent_version: str
    consent_text: str = ""
    name_kana: str = ""
    telephone: str = ""
    postal_code: str = ""
    postal_address: str = ""
    organisation: str = ""
    experience_account: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    errands: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()


# What goes from the form into the row as it is.
TOLD = (
    *("name", "name_kana", "telephone", "postal_code", "postal_address", "prefecture", "language", "organisation"),
    *("has_declared_experience", "experience_account", "consent_version"),
)


@transaction.atomic
def register(registration: Registration, *, quota: str, now: datetime) -> None:
    """Make a supporter with a network ID and a login, and write to them (R2).

    The same work when the e-mail address is known already: then only its owner learns so, by mail. Either mail counts
    in the quota; the network ID comes even so: nobody had the address before, so none of the mails asked for was sent.
    """
    owner = User.objects.select_related("supporter").filter(email=registration.email).first()
    is_reserved = is_address_reserved(registration.email, but_for=None, now=now)
    is_unsafe = is_old_mailbox_unsafe(owner.pk if owner else 0, now=now)
    is_written_to = quotas.may_be_written_to(quota, now=now) and not is_unsafe
    is_free = owner is None and not is_reserved
    enrolled = registration if is_free else replace(registration, email=NOBODYS.format(uuid4().hex))
    with transaction.atomic():
        supporter = _enrol(enrolled, now)
        if not is_free:
            transaction.set_rollback(True)
    if is_free and supporter is None:  # another registration with this address was quicker
        owner = User.objects.select_related("supporter").filter(email=registration.email).first()
    if is_free and supporter is not None:
        _send_network_id(supporter, now, key="first")
    elif owner is not None and is_written_to:
        _tell_of_the_account(owner, registration.language, now)
    else:
        mail_nobody(now=now)


def _enrol(registration: Registration, now: datetime) -> Supporter | None:
    """None, where another registration with this address was quicker."""
    its_password = {"password": registration.password, "password_set_at": now}
    user, is_new = User.objects.get_or_create(email=registration.email, defaults=its_password)
    if not is_new:
        return None
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    supporter = _with_unused_id(
        Supporter(
            user=user,
            **{name: getattr(registration, name) for name in TOLD},
            errands=list(registration.errands),
            communities=list(registration.communities),
            wants_to_accompany=Want.ACCOMPANY in registration.wants,
            wants_to_learn=Want.LEARN in registration.wants,
            wants_foreign_origin_training=Want.FOREIGN_ORIGIN_TRAINING in registration.wants,
            registered_at=now,
        )
    )
    say_languages(supporter, registration.languages)
    agree(supporter, registration.consent_version, registration.consent_text, now=now)
    ask_for_papers(supporter, now=now)
    audit.record("registered", on=supporter, ref=str(supporter), now=now, actor_id=user.pk)
    return supporter


def _send_network_id(supporter: Supporter, now: datetime, *, key: str) -> None:
    mail.queue(
        REGISTERED,
        recipient_id=supporter.user_id,
        language=supporter.language,
        dedupe_key=f"{REGISTERED}:{supporter.user_id}:{key}",
        urgent=True,
        now=now,
    )


def say_languages(supporter: Supporter, languages: Iterable[tuple[str, str]]) -> None:
    """These and no others."""
    supporter.languages_spoken.all().delete()
    LanguageSpoken.objects.bulk_create(
        [LanguageSpoken(supporter=supporter, language=language, level=level) for language, level in languages]
    )


def agree(supporter: Supporter, version: str, text: str, *, now: datetime) -> None:
    Consent.objects.create(supporter=supporter, version=version, language=supporter.language, text=text, given_at=now)


def _with_unused_id(supporter: Supporter) -> Supporter:
    while True:
        supporter.network_id = make_code(NETWORK_ID_LENGTH)
        if FormerNetworkID.objects.filter(network_id=supporter.network_id).exists():
            continue
        try:
            with transaction.atomic():
                supporter.save(force_insert=True)
        except IntegrityError:
            if not Supporter.objects.filter(network_id=supporter.network_id).exists():
                raise
        else:
            return supporter


def _tell_of_the_account(user: User, language: str, now: datetime) -> None:
    """Once a day at most: whoever types another's address must not fill their mailbox."""
    supporter = supporter_of(user)
    mail.queue(
        ALREADY_REGISTERED,
        recipient_id=user.pk,
        language=supporter.language if supporter else language,
        dedupe_key=f"{ALREADY_REGISTERED}:{user.pk}:{tokyo_day(now)}",
        urgent=True,
        now=now,
    )


def send_registration_again(email: str, *, language: str, now: datetime) -> None:
    """For whom the first mail didn't reach; a confirmed address gets no second link. Whoever has the address or not,
    the work is the same."""
    owner = owner_of(email)
    is_confirmed = EmailAddress.objects.filter(email=email, verified=True).exists()
    supporter = supporter_of(owner) if owner else None
    if owner is None or is_old_mailbox_unsafe(owner.pk, now=now):
        mail_nobody(now=now)
    elif supporter is None or is_confirmed:
        _tell_of_the_account(owner, language, now)
    else:
        _send_network_id(supporter, now, key=uuid4().hex)
