from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import audit, limits

from ..people.models import Supporter
from ..people.rules.codes import CONSULTEE_CODE_LENGTH, VISIT_CODE_LENGTH, is_code, make_code, normalise_code
from .facts import consultee_code_digest, find_consultee_code
from .models import Consultee, ConsulteeCode


def issue_consultee_code(supporter: Supporter | None, now: datetime, *, by_id: int | None = None) -> ConsulteeCode:
    """A code for a person who has none yet (D2), to a supporter or, for the office, to nobody.

    Of the person nothing is asked and nothing kept.
    """
    code = make_code(CONSULTEE_CODE_LENGTH)
    with transaction.atomic():
        issued = ConsulteeCode.objects.create(
            consultee=Consultee.objects.create(),
            digest=consultee_code_digest(code),
            code=code,
            issued_to=supporter,
            issued_at=now,
        )
        audit.record(
            "consultee code issued",
            on=issued,
            ref=str(issued.pk),
            now=now,
            actor_id=supporter.user_id if supporter else by_id,
        )
    return issued


Found = TypeVar("Found")

MOST = 10
WITHIN = timedelta(hours=1)


def look_up_a_code(guesser_id: int, code: str, find: Callable[[str], Found | None], *, now: datetime) -> Found | None:
    """What a well-formed code leads to. After ten that nobody has, this person looks up nothing more for an hour.

    Counted before it looks, so that no number of parallel guesses passes the limit. That is undone when the code was
    right, or has been counted already: a page that is loaded again is no new guess. Raises ValidationError.
    """
    with transaction.atomic():
        is_new = limits.take("one code that nobody has", f"{guesser_id} {code}", most=1, per=WITHIN, now=now)
        may_look = limits.take("codes that nobody has", str(guesser_id), most=MOST, per=WITHIN, now=now)
        found = find(code) if may_look else None
        if found is not None or not is_new or not may_look:
            transaction.set_rollback(True)
    if not may_look:
        raise ValidationError(
            _(
                "You have typed ten codes that the portal does not know. Try again in an hour. What you have typed "
                "is kept."
            )
        )
    return found


def look_up_consultee_code(guesser_id: int, typed: str, *, given: int | None = None, now: datetime) -> ConsulteeCode:
    """The code that somebody typed from a person's card. Raises ValidationError: what is wrong, and the way out.

    What was issued to this person, or is `given`, filled in by the portal, is no guess.
    """
    code = normalise_code(typed)
    if is_code(code, VISIT_CODE_LENGTH):
        raise ValidationError(_("This looks like a visit code or a network ID. The person's code is longer."))
    if not is_code(code, CONSULTEE_CODE_LENGTH):
        raise ValidationError(_("This code has a typing mistake. Compare each character with the card."))
    found = find_consultee_code(code)
    is_own = found is not None and found.issued_to is not None and found.issued_to.user_id == guesser_id
    if found is None or not (is_own or found.pk == given):
        found = look_up_a_code(guesser_id, code, find_consultee_code, now=now)
    if found is None:
        raise ValidationError(_("The portal has not issued this code. Ask the person to show you the card again."))
    return found
