from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.audit import AuditEntry

from ..people.models import Supporter
from .models import PayeeAccount

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
