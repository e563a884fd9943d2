"""Who may claim how much, until when, and why not (C1-C12).

Every function judges frozen facts and answers with all reasons at once, in a fixed
order. Time comes in as aware datetimes; states come in as plain strings.
"""

from __future__ import annotations

from .deciding import (
    judge_approval,
    judge_disputing,
    judge_payment,
    judge_rejection,
    judge_return,
    judge_upholding,
    judge_withdrawal,
)
from .filing import (
    LONGEST_VISIT,
    amount_for,
    claim_deadline,
    day_of_visit,
    judge_filing,
    judge_resending,
    month_to_speak_of,
    pay_month,
)
from .terms import (
    REASON_CLAUSES,
    RULES_VERSION,
    ClaimantFacts,
    Decision,
    FilingFacts,
    Interval,
    ProgrammeFacts,
    Reason,
)

__all__ = [
    "LONGEST_VISIT",
    "REASON_CLAUSES",
    "RULES_VERSION",
    "ClaimantFacts",
    "Decision",
    "FilingFacts",
    "Interval",
    "ProgrammeFacts",
    "Reason",
    "amount_for",
    "claim_deadline",
    "day_of_visit",
    "judge_approval",
    "judge_disputing",
    "judge_filing",
    "judge_payment",
    "judge_rejection",
    "judge_resending",
    "judge_return",
    "judge_upholding",
    "judge_withdrawal",
    "month_to_speak_of",
    "pay_month",
]
