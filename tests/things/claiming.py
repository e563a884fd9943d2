from __future__ import annotations

from network.models import Supporter
from tests.claims.made import a_claim, a_code


def things(owner: Supporter) -> dict[str, str]:
    claim = a_claim(owner, code=a_code(owner))
    return {
        "claims_desk:pk": str(claim.pk),
        "claims:reference": claim.reference,
        "claims:pk": str(claim.visit.consultee_code_id),
        "claims:step:name": "visit",
        "claims:keep:name": "visit",
    }
