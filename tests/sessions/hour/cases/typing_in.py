"""A case as somebody types it."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import translation

from network.models import Supporter
from portal.drafts import draft_of
from sessions.hour.actions import draft_name
from sessions.hour.forms import CaseForm
from sessions.models import Meeting

TEXT = "Lương hai tháng chưa được trả. Người này muốn biết hỏi ở đâu."
NUMBERED = "Gọi 090-1234-5678 sau giờ làm."

case_form = partial(CaseForm, guesser_id=0)


def typed(supporter: Supporter, **changed: Any) -> dict[str, Any]:
    page = draft_of(supporter.user_id or 0, draft_name(Meeting.objects.get().pk)).page
    basics = {"way": "needs_code", "field": "labour", "language": "vi", "text": TEXT}
    return {**basics, "draft_owner": page.signed(), "idempotency_key": str(uuid.uuid4()), **changed}


def address(name: str, *args: object) -> str:
    with translation.override("vi"):
        return reverse(f"consultations:{name}", args=args)
