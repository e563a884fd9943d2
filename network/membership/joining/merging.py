"""What the joined record says of the person. What belongs together comes whole from one of the two."""

from __future__ import annotations

from typing import Any

from portal.readings import usual_width

from ...people.models import Supporter

# Parts that mean something beside each other only; the first is what they are about. A letter to the one's house with
# the other's postal code arrives at neither.
WHOLE = (
    ("name", "name_kana"),
    ("postal_address", "postal_code", "prefecture"),
    ("telephone",),
    ("organisation",),
    ("experience_account",),
)
SAID_ONCE = ("wants_to_accompany", "wants_to_learn", "wants_foreign_origin_training", "has_declared_experience")


def merged(staying: Supporter, other: Supporter, *, reader: Supporter) -> dict[str, Any]:
    """Field → value. `reader`: whose login stays."""
    confirmed = [one.experience_confirmed_on for one in (staying, other) if one.experience_confirmed_on is not None]
    said: dict[str, Any] = {}
    for fields in WHOLE:
        said |= _whole(fields, staying, other)
    return {
        **said,
        **{field: getattr(staying, field) or getattr(other, field) for field in SAID_ONCE},
        "errands": [*dict.fromkeys([*staying.errands, *other.errands])],
        "communities": [*dict.fromkeys([*staying.communities, *other.communities])],
        "experience_confirmed_on": min(confirmed, default=None),
        "registered_at": min(staying.registered_at, other.registered_at),
        # The older record stays, so that the other one's was agreed to later.
        "consent_version": other.consent_version,
        "language": reader.language,
        "user": reader.user,
    }


def _whole(fields: tuple[str, ...], staying: Supporter, other: Supporter) -> dict[str, str]:
    """The staying record's; the other's where it says nothing of it, or all of it and more."""
    mine, others = ([getattr(one, field) for field in fields] for one in (staying, other))
    says_more = all(not own or _bare(own) == _bare(another) for own, another in zip(mine, others, strict=True))
    is_missing = not mine[0] and bool(others[0])
    filled = [own or another for own, another in zip(mine, others, strict=True)] if says_more else mine
    return dict(zip(fields, others if is_missing else filled, strict=True))


def _bare(text: str) -> str:
    return "".join(usual_width(text).casefold().split())
