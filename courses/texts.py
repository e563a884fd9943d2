"""What is said of a lecture that can't be watched."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import UnavailableReason
from .rules.availability import Reason

# Nothing here tells of persons: a lecture taken down to protect somebody is unavailable like any other.
TOLD_TO_READERS: Mapping[str, Promise] = MappingProxyType(
    {
        UnavailableReason.OFFICE: _("For reasons on the office's side, this lecture cannot be watched at present."),
        UnavailableReason.CORRECTION: _(
            "Something in this lecture is being corrected. Until then it cannot be watched."
        ),
        UnavailableReason.PROTECTION: _("For reasons on the office's side, this lecture cannot be watched at present."),
        UnavailableReason.RIGHTS: _("We may not show this lecture at present."),
    }
)

# Of one that stands in no language: its course, for instance, is unpublished.
NOT_SHOWN = _("This lecture cannot be watched at present.")

REFUSALS: Mapping[Reason, Promise] = MappingProxyType(
    {
        Reason.TAKEN_DOWN_ALREADY: _("This lecture has been taken down already."),
        Reason.NOT_TAKEN_DOWN: _("This lecture is not taken down."),
    }
)
