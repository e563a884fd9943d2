"""When a mail is tried again, and when no more."""

from __future__ import annotations

from datetime import timedelta

# Tried for about a day; what a provider refuses for good, three times within some minutes.
ATTEMPTS = 14
ATTEMPTS_REFUSED = 3
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)

# A code or a link lies in the outbox for this long at most; nobody waits at the page any more.
SECRETS_LIVE = timedelta(hours=24)


def wait_after(attempts: int) -> timedelta:
    """Twice as long after each failure: 1, 2, 4 … minutes, at most four hours."""
    return min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)


def is_hopeless(attempts: int, *, is_refused: bool) -> bool:
    return attempts >= (ATTEMPTS_REFUSED if is_refused else ATTEMPTS)
