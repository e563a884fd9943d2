"""What becomes of claims when two records of one person are joined."""

from __future__ import annotations

from django.utils.translation import gettext as _

from network.membership.joining.actions import Rows, move
from network.models import Supporter

from .models import Claim


def rows() -> dict[str, Rows]:
    return {"claims.Claim.supporter": move}


def obstacles(staying: Supporter, joining: Supporter) -> list[str]:
    """C7: one person is not two supporters of a visit."""
    visits = Claim.objects.live().filter(supporter=staying).values("visit")
    if not Claim.objects.live().filter(supporter=joining, visit__in=visits).exists():
        return []
    return [_("Both have claimed for the same visit. Decide first which of the claims is withdrawn or rejected.")]
