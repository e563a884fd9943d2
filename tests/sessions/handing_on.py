"""What is typed when somebody is handed on to accompaniment."""

from __future__ import annotations

import uuid
from typing import Any

from network.models import Supporter
from portal.drafts import draft_of
from sessions.referrals.enums import OriginWish

NEW = "/en/meet/referrals/new/"
NEED = "somebody to explain the letter of the hospital"


def typed(supporter: Supporter | None = None, form: str = "referral", **changes: Any) -> dict[str, Any]:
    return {
        "way": "needs_code",
        "code": "",
        "need": NEED,
        "errand": "hospital",
        "field": "medical_care",
        "language": "vi",
        "other_language": "",
        "prefecture": "13",
        "urgency": "days",
        "origin_wish": OriginWish.NO_MATTER,
        "community": "",
        "supporters_wanted": "1",
        "consented_on": "2026-05-14",
        "idempotency_key": str(uuid.uuid4()),
        "draft_owner": draft_of(supporter.user_id or 0, form).page.signed() if supporter else "",
        **changes,
    }


def errors(answer: Any) -> dict[str, list[str]]:
    return {name: list(map(str, found)) for name, found in answer.context["form"].errors.items()}
