"""What changes people and their papers: one function a verb."""

from __future__ import annotations

from .consultees import issue_consultee_code
from .membership import confirm_experience, leave
from .registering import Registration, register, send_registration_again

__all__ = [
    "Registration",
    "confirm_experience",
    "issue_consultee_code",
    "leave",
    "register",
    "send_registration_again",
]
