"""What happens to claims: one function a verb."""

from __future__ import annotations

from .correcting import resend
from .deciding import (
    approval_of,
    approve,
    dispute,
    disputing_of,
    reject,
    rejection_of,
    return_for_correction,
    return_of,
    uphold,
    upholding_of,
    withdraw,
)
from .filing import MAIL_KIND, VisitDetails, file_claim, join_visit

__all__ = [
    "MAIL_KIND",
    "VisitDetails",
    "approval_of",
    "approve",
    "dispute",
    "disputing_of",
    "file_claim",
    "join_visit",
    "reject",
    "rejection_of",
    "resend",
    "return_for_correction",
    "return_of",
    "uphold",
    "upholding_of",
    "withdraw",
]
