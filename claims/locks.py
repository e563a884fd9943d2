"""Everything that takes or frees a slot or a place locks the claimant's row, then the consultee's, then the visit's,
then the claim's: always in this order, so that nobody waits in a circle (`network.people.locks` has that of the whole
portal); and then judges again what the locked rows say. The claimant's comes first, as in leaving the network and in
joining two records, which go on from the person to what hangs on them.

A correction can take a visit to another consultee, and a claim to another visit; a joining, a claim to another record.
Who waited meanwhile holds the lock of what is past, and is refused. Mails come last: they hold their readers' logins.
"""

from __future__ import annotations

from django.db.models import QuerySet

from network.models import Consultee, Supporter
from portal.compiled import Compiled, Parameter
from portal.refusals import RefusedError

from .models import Claim, Visit
from .rules import Decision, Reason


def lock_claimant(supporter_id: int) -> Supporter:
    locked = _claimant.first(supporter=supporter_id)
    if locked is None:
        raise RefusedError(Decision((Reason.WRONG_STATE,)))
    return locked


@Compiled
def _claimant() -> QuerySet[Supporter]:
    own = Supporter.objects.filter(pk=Parameter("supporter", Supporter, "id"))
    return own.select_for_update(no_key=True, of=("self",))


def lock_consultees(*ids: int) -> None:
    """In the order of their keys, so that two of us never wait for each other."""
    for key in sorted(set(ids)):
        _consultee.first(consultee=key)


@Compiled
def _consultee() -> QuerySet[Consultee]:
    return Consultee.objects.filter(pk=Parameter("consultee", Consultee, "id")).select_for_update(no_key=True)


def lock_visit(visit: Visit, *more_consultees: int) -> Visit:
    lock_consultees(visit.consultee_id, *more_consultees)
    locked = Visit.objects.select_for_update(no_key=True, of=("self",)).select_related("programme").get(pk=visit.pk)
    _unmoved(locked.consultee_id == visit.consultee_id)
    return locked


def lock_claim(claim: Claim, consultee_id: int | None = None) -> Claim:
    lock_claimant(claim.supporter_id)
    visit = lock_visit(claim.visit, *([consultee_id] if consultee_id else []))
    locked = Claim.objects.select_for_update(no_key=True, of=("self",)).with_visit().get(pk=claim.pk)
    _unmoved((locked.visit_id, locked.supporter_id) == (visit.pk, claim.supporter_id))
    locked.visit = visit
    return locked


def _unmoved(is_so: bool) -> None:
    if not is_so:
        raise RefusedError(Decision((Reason.WRONG_STATE,)))
