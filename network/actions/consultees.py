from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal import audit

from ..facts import consultee_code_digest
from ..models import Consultee, ConsulteeCode, Supporter
from ..rules import CONSULTEE_CODE_LENGTH, make_code


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
