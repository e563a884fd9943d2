"""Where Django's Vietnamese formats leave gaps: 8.000 in groups, and a month that stands within a sentence."""

from __future__ import annotations

NUMBER_GROUPING = 3
YEAR_MONTH_FORMAT = r"\t\h\á\n\g n/Y"
