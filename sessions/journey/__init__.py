"""What "my page" shows of meetings, referrals and cohorts (J2)."""

from __future__ import annotations

from . import cohorts, leading, referrals, taking_part

PARTS = (taking_part, leading, cohorts, referrals)
