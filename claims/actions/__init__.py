"""What happens to claims: one function a verb."""

from __future__ import annotations

from portal.refusals import RefusedError

from .deciding import approval_of, approve, is_own_claim, reject, return_for_correction, withdraw
from .filing import VisitDetails, file_claim, join_visit, resend, resending_facts
from .history import MAIL_KIND

__all__ = [
    "MAIL_KIND",
    "RefusedError",
    "VisitDetails",
    "approval_of",
    "approve",
    "file_claim",
    "is_own_claim",
    "join_visit",
    "reject",
    "resend",
    "resending_facts",
    "return_for_correction",
    "withdraw",
]
