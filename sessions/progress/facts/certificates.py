from __future__ import annotations

from network.people.rules.codes import is_code, normalise_code
from network.printing.rules import unprintable
from portal.fields import keyed_hash
from portal.printing.typesetting import coverage

from ...groups.enums import MembershipState
from ...groups.models import Cohort, Membership
from ..models import Certificate
from ..rules.certificates import CERTIFICATE_CODE_LENGTH, HolderFacts, NameFacts


def certificate_digest(code: str) -> str:
    return keyed_hash(code, purpose="certificate")


def is_valid(typed: str) -> bool:
    """Whatever was typed, the same is done: how long it takes tells nothing either."""
    code = normalise_code(typed[:100])
    stands = Certificate.objects.filter(digest=certificate_digest(code), revoked_on=None).exists()
    return is_code(code, CERTIFICATE_CODE_LENGTH) and stands


def valid_certificate(membership: Membership) -> Certificate | None:
    return membership.certificates.filter(revoked_on=None).first()


def holder_facts(membership: Membership) -> HolderFacts:
    made = list(membership.certificates.values_list("revoked_on", flat=True))
    return HolderFacts(
        has_completed=membership.state == MembershipState.COMPLETED,
        has_left=membership.supporter.has_left,
        certificates=len(made),
        has_valid_one=None in made,
    )


def name_facts(name: str, *, is_chosen: bool) -> NameFacts:
    return NameFacts(is_chosen, name, tuple(unprintable([name], coverage())))


def last_certificates(cohort: Cohort) -> list[Certificate]:
    """Of each member the last one, for the office: names are not its business."""
    made = Certificate.objects.filter(membership__cohort=cohort).defer("code", "name")
    last = {one.membership_id: one for one in made.select_related("membership__supporter").order_by("pk")}
    return sorted(last.values(), key=lambda one: one.membership.supporter.network_id)
