"""How often somebody may try, or have a mail sent. All of it stands in the database (portal.limits).

Whatever is asked on behalf of an address counts for that address, whether anybody has it or not; browsers that have
signed in with it before count apart (network.people.signing_in.known_browsers), so that strangers shut no owner out.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from portal import limits

HOUR = timedelta(hours=1)
TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)
MAILS = 3
BROWSERS = 5
CODES_TYPED = 3
"""Of one code that was mailed; it lives no longer than TRIES_WITHIN."""


def may_be_written_to(quota: str, *, now: datetime) -> bool:
    """On behalf of somebody who only types an address; of all kinds of such mails together."""
    return limits.take("mails", quota, most=MAILS, per=HOUR, now=now)


def may_remind_to_confirm(quota: str, *, is_asked: bool, now: datetime) -> bool:
    """Of the link that proves a mailbox, when somebody signs in too early: while mails are left, once an hour, and
    beside them, for a quota that shrinks would tell whose password was right. The same work where nothing `is_asked`.
    """
    are_left = limits.has_room("mails", quota, most=MAILS, per=HOUR, now=now)
    subject = quota if is_asked and are_left else f"{quota} nothing"
    return limits.take("links that prove", subject, most=1, per=HOUR, now=now) and are_left


def may_make_a_browser_known(user_id: int, *, now: datetime) -> bool:
    """By a link from a mail. Each has quotas of its own then: a link that is passed on must not open any number."""
    return limits.take("browsers made known", str(user_id), most=BROWSERS, per=timedelta(days=1), now=now)


def may_ask_for_another_address(user_id: int, *, now: datetime) -> bool:
    """Each asking writes to two mailboxes."""
    return limits.take("changes of address", str(user_id), most=MAILS, per=HOUR, now=now)


def may_try_a_password(quota: str, *, now: datetime) -> bool:
    """Counted before it is looked at, so that no number of parallel tries passes the limit."""
    return limits.take("passwords", quota, most=TRIES, per=TRIES_WITHIN, now=now)


def password_was_right(quota: str) -> None:
    limits.start_again("passwords", quota)


def may_try_a_code_of_an_app(quota: str, *, now: datetime) -> bool:
    """Of a million codes three are right at a time: guessing one takes a stranger years."""
    return limits.take("codes of an app", quota, most=TRIES, per=TRIES_WITHIN, now=now)


def code_of_an_app_was_right(quota: str) -> None:
    limits.start_again("codes of an app", quota)


def may_try_a_mailed_code(session: str, code: str, *, now: datetime) -> bool:
    """However many windows of a browser send at once."""
    return limits.take("mailed codes", f"{session} {code}", most=CODES_TYPED, per=TRIES_WITHIN, now=now)
