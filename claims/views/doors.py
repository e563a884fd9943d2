"""Who may come in, and what is kept of those whose session has ended."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from network.models import Supporter
from network.people.facts import is_member, signed_in_supporter
from network.people.rules.codes import normalise_code
from portal.doors import handed_over
from portal.drafts import posted_page

from ..drafts import FORM, ClaimDraft
from ..models import Claim

# Who has left makes no new claims; the old ones stay open to them.
supporters_only = handed_over(signed_in_supporter, otherwise="claims/not_registered.html")
members_only = handed_over(signed_in_supporter, otherwise="claims/not_registered.html", has_left="claims/has_left.html")


def own_claim(supporter: Supporter, reference: str) -> Claim:
    """Somebody else's claim is as good as none."""
    claim = Claim.objects.with_visit().filter(supporter=supporter, reference=normalise_code(reference)[:10]).first()
    if claim is None:
        raise Http404
    return claim


def keep_for_owner(request: HttpRequest, step: str, form: str) -> bool:
    """Keep what was typed for the signed owner of the page, signed in or not; never for anybody else.

    Who has left since still corrects an old claim, and begins no new one.
    """
    page = posted_page(request, form)
    if page is None or (form == FORM and not is_member(page.owner_id)):
        return False
    draft = ClaimDraft(page.owner_id, form)
    return draft.page == page and draft.keep(step, request.POST, now=timezone.now())
