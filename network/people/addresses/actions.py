"""Changing the e-mail address by which somebody signs in, and undoing it.

Each locks the account first. Who was told by mail, and what is reserved, follows from the rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import get_language

from portal import audit, mail
from portal.forgetting import forget
from portal.mail.actions import drop_secrets, note_that_mail_arrives
from portal.mail.models import address_digest
from portal.refusals import Decision, RefusedError, allowed

from ..actions.account_mails import mail_account_news
from ..actions.sessions import end_all_sessions
from ..facts import reach_changed, supporter_of
from ..locks import lock_login
from ..models import User
from . import rules
from .enums import OPEN_ADDRESS_CHANGES, AddressChangeState, AskedBy
from .facts import is_address_taken, is_old_mailbox_unsafe
from .models import AddressChange

NEW_ADDRESS = "network.new_address"
ADDRESS_LEFT = "network.address_left"

KEPT_FOR = timedelta(days=7)
"""Longer than anything can be undone, so that old links still find what replaced them."""


def ask_to_change_address(
    user: User,
    new_address: str,
    *,
    is_silent: bool = False,
    session_key: str | None = None,
    by_id: int,
    now: datetime,
    reason: str = "",
) -> AddressChange:
    """The newest asking holds. The new mailbox gets a link, the old one is told, unless somebody else reads it: then
    nothing that lies there opens the account any more, and of all sessions only the one named goes on. What follows on
    one of which the old mailbox was to learn nothing is such a one too, whoever asks.

    Raises RefusedError.
    """
    with transaction.atomic():
        owner = lock_login(user.pk)
        allowed(rules.judge_asking(is_own=owner.email == new_address, is_active=owner.is_active))
        is_open_asking_of_the_office = not is_silent and by_id != owner.pk
        is_silent = is_silent or is_old_mailbox_unsafe(owner.pk, now=now)
        replaced = AddressChange.objects.of_open_state().filter(user=owner)
        silenced = Q(silences_the_office=True) | Q(is_silent=False) & ~Q(asker=owner)
        silences_the_office = is_silent and (is_open_asking_of_the_office or replaced.filter(silenced).exists())
        replaced.update(state=AddressChangeState.REPLACED, changed_at=now)
        change = AddressChange.objects.create(
            user=owner,
            old_address=owner.email,
            old_digest=address_digest(owner.email),
            new_address=new_address,
            is_silent=is_silent,
            silences_the_office=silences_the_office,
            asker_id=by_id,
            asked_at=now,
            changed_at=now,
        )
        drop_secrets(owner.pk, now=now)
        _write_to(change, NEW_ADDRESS, new_address, now)
        if is_silent:
            end_all_sessions(owner, but_for=session_key, by_id=by_id, now=now)
        else:
            _write_to(change, ADDRESS_LEFT, change.old_address, now)
        _record("address change asked for", change, by_id, now, reason=reason, changes={"silent": is_silent})
    return change


def confirm_address(change: AddressChange, *, session_key: str | None = None, now: datetime) -> AddressChange:
    """By the link in the new mailbox. When the change takes effect, of all sessions only the one named goes on: others
    may be of somebody who reads the old mailbox. Raises RefusedError."""
    with transaction.atomic():
        owner, change = _locked_change(change)
        allowed(rules.judge_link(change, **_standing(owner, change, now), now=now))
        if change.is_silent:
            _move(change, AddressChangeState.AT_DESK, now)
            _record("new address confirmed", change, owner.pk, now)
        else:
            _take_effect(owner, change, owner.pk, now)
            end_all_sessions(owner, but_for=session_key, by_id=owner.pk, now=now)
            _write_to(change, ADDRESS_LEFT, change.old_address, now)
    return change


def keep_old_address(user: User, *, by_id: int, now: datetime) -> None:
    """By whoever asked for the change: nothing else happens."""
    with transaction.atomic():
        owner = lock_login(user.pk)
        for change in AddressChange.objects.of_open_state().filter(user=owner):
            _move(change, AddressChangeState.WITHDRAWN, now)
            _record("address change withdrawn", change, by_id, now)


def let_address_change(change: AddressChange, *, asked_by: AskedBy, by_id: int, now: datetime) -> None:
    """By the office, which has asked the owner by another way. Raises RefusedError."""
    _refuse_the_wrong_hand(change.user_id, by_id)
    if change.asker_id == by_id:
        raise PermissionDenied("Nobody confirms at the desk what they have asked for themselves.")
    with transaction.atomic():
        owner, change = _locked_change(change)
        _refuse_the_wrong_way(owner, asked_by, asked_at=change.asked_at)
        allowed(rules.judge_desk(change, **_standing(owner, change, now), now=now))
        _take_effect(owner, change, by_id, now, reason=asked_by)


def refuse_address_change(change: AddressChange, *, asked_by: AskedBy, by_id: int, now: datetime) -> None:
    """By the office: the owner knows nothing of it, so whoever asked is shut out. Raises RefusedError."""
    _refuse_the_wrong_hand(change.user_id, by_id)
    with transaction.atomic():
        owner, change = _locked_change(change)
        _refuse_the_wrong_way(owner, asked_by, asked_at=change.asked_at)
        allowed(rules.judge_refusal(change))
        _move(change, AddressChangeState.REFUSED, now)
        _shut_out(owner, since=change.asked_at, by_id=by_id, now=now)
        _record("address change refused", change, by_id, now, reason=asked_by)


def ask_for_the_owner(
    owner: User, new_address: str, *, is_silent: bool, asked_by: AskedBy, by_id: int, now: datetime
) -> AddressChange:
    """By the office, for somebody who can't show any more that it is they. Raises RefusedError."""
    _refuse_the_wrong_hand(owner.pk, by_id)
    if owner.works_in_the_office:
        raise PermissionDenied("Colleagues' accounts are an administrator's matter.")
    _refuse_the_wrong_way(owner, asked_by, asked_at=now)
    return ask_to_change_address(owner, new_address, is_silent=is_silent, by_id=by_id, now=now, reason=asked_by)


def undo_by_the_office(change: AddressChange, *, asked_by: AskedBy, by_id: int, now: datetime) -> None:
    _refuse_the_wrong_hand(change.user_id, by_id)
    _refuse_the_wrong_way(change.user, asked_by, asked_at=change.asked_at)
    undo_address_change(change, by_id=by_id, now=now, reason=asked_by)


def undo_address_change(change: AddressChange, *, by_id: int | None, now: datetime, reason: str = "") -> None:
    """By the old mailbox or the office: whoever asked for it isn't the owner. What they changed since is undone too.

    Raises RefusedError.
    """
    with transaction.atomic():
        owner, change = _locked_change(change)
        allowed(rules.judge_undoing(change, is_active=owner.is_active, now=now))
        later = AddressChange.objects.not_given_up(now).filter(user=owner, pk__gt=change.pk)
        (later | AddressChange.objects.filter(pk=change.pk)).update(state=AddressChangeState.UNDONE, changed_at=now)
        _sign_in_by(owner, change.old_address)
        _shut_out(owner, since=change.asked_at, by_id=by_id, now=now)
        _record("address change undone", change, by_id, now, reason=reason)


def forget_old_address_changes(now: datetime) -> None:
    """What waits for the office stays until the office has decided, or it has lapsed."""
    forget(AddressChange.objects.filter(changed_at__lt=now - KEPT_FOR).exclude(state__in=OPEN_ADDRESS_CHANGES))


def lapse_address_changes(now: datetime) -> None:
    """Holds from its moment on without this. It is written down, so that the week runs after which it is forgotten."""
    for change in AddressChange.objects.of_open_state().exclude(pk__in=AddressChange.objects.open(now)):
        with transaction.atomic():
            _owner, locked = _locked_change(change)
            if rules.state_at(locked, now) == AddressChangeState.LAPSED != locked.state:
                _move(locked, AddressChangeState.LAPSED, now)
                _record("address change lapsed", locked, None, now)


def _refuse_the_wrong_hand(owner_id: int, by_id: int) -> None:
    if owner_id == by_id:
        raise PermissionDenied("Nobody decides for the office on their own address.")


def _refuse_the_wrong_way(owner: User, asked_by: AskedBy, *, asked_at: datetime) -> None:
    allowed(rules.judge_way(asked_by, changed=reach_changed(owner), asked_at=asked_at))


def _locked_change(change: AddressChange) -> tuple[User, AddressChange]:
    owner = lock_login(change.user_id)
    return owner, AddressChange.objects.get(pk=change.pk)


def _standing(owner: User, change: AddressChange, now: datetime) -> dict[str, bool]:
    is_taken = is_address_taken(change.new_address, but_for=owner.pk, now=now)
    return {"is_taken": is_taken, "is_active": owner.is_active}


def _take_effect(owner: User, change: AddressChange, by_id: int, now: datetime, *, reason: str = "") -> None:
    try:
        with transaction.atomic():
            _sign_in_by(owner, change.new_address)
    except IntegrityError as error:
        # Somebody else was quicker, after we looked.
        raise RefusedError(Decision((rules.AddressReason.TAKEN,))) from error
    change.in_effect_at = now
    _move(change, AddressChangeState.IN_EFFECT, now)
    note_that_mail_arrives(change.new_address)
    _record("address changed", change, by_id, now, reason=reason)


def _sign_in_by(owner: User, address: str) -> None:
    owner.email = address
    owner.save(update_fields=["email"])
    EmailAddress.objects.filter(user=owner).delete()
    EmailAddress.objects.create(user=owner, email=address, primary=True, verified=True)


def _shut_out(owner: User, *, since: datetime, by_id: int | None, now: datetime) -> None:
    """Whoever isn't the owner: by nothing they have set or asked for do they come in again. They may have set up an
    app first and asked then; an owner who did so sets it up anew."""
    owner.set_unusable_password()
    owner.save(update_fields=["password"])
    Authenticator.objects.filter(user=owner, created_at__gte=since - rules.UNDO_WITHIN).delete()
    drop_secrets(owner.pk, now=now)
    end_all_sessions(owner, by_id=by_id, now=now)
    mail_account_news(owner, now=now)


def _move(change: AddressChange, to: AddressChangeState, now: datetime) -> None:
    change.state, change.changed_at = to, now
    change.save(update_fields=["state", "changed_at", "in_effect_at"])


def _write_to(change: AddressChange, kind: str, address: str, now: datetime) -> None:
    supporter = supporter_of(change.user)
    mail.queue(
        kind,
        recipient_id=change.user_id,
        language=supporter.language if supporter else get_language() or settings.LANGUAGE_CODE,
        reference=str(change.pk),
        dedupe_key=f"{kind}:{uuid4().hex}",
        sealed={"email": address},
        now=now,
    )


def _record(verb: str, change: AddressChange, by_id: int | None, now: datetime, **more: object) -> None:
    """Of addresses nothing: the record stays for years."""
    audit.record(verb, on=change.user, ref=str(change.user_id), now=now, actor_id=by_id, **more)  # type: ignore[arg-type]
