"""What changes people and their papers: one function a verb."""

from __future__ import annotations

from .accounts import (
    Keying,
    KeyingsDifferError,
    NothingKeyedError,
    discard_keying,
    key_account,
    see_account,
)
from .consultees import issue_consultee_code
from .guessing import look_up_a_code, look_up_consultee_code
from .membership import confirm_experience, correct, erase, leave
from .papers import ask_for_renewal, move_papers, open_papers, remind_of_renewal, renew
from .registering import Registration, page_after_registering, register, send_registration_again

__all__ = [
    "Keying",
    "KeyingsDifferError",
    "NothingKeyedError",
    "Registration",
    "ask_for_renewal",
    "confirm_experience",
    "correct",
    "discard_keying",
    "erase",
    "issue_consultee_code",
    "key_account",
    "leave",
    "look_up_a_code",
    "look_up_consultee_code",
    "move_papers",
    "open_papers",
    "page_after_registering",
    "register",
    "remind_of_renewal",
    "renew",
    "see_account",
    "send_registration_again",
]
