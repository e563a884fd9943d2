"""What "my page" shows of meetings, referrals and cohorts (J2)."""

from __future__ import annotations

from ..bookings import journey as taking_part
from ..hour import journey as leading
from ..progress import journey as cohorts
from ..referrals import journey as referrals

PARTS = (taking_part, leading, cohorts, referrals)
