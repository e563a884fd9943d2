"""The training for supporters with foreign roots on my page (J2, L6): three queries more, and only for who wants it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Supporter
from network.people.facts import signed_in_supporter
from portal.dashboard import Card, Step
from portal.dates import tokyo_day
from portal.templatetags.portal_tags import day, moment

from ..groups.enums import MembershipState
from ..groups.facts import facts_of, is_facilitator
from ..groups.models import Cohort, Membership
from ..groups.rules import judge_taking_up
from .facts import OwnWay, own_way
from .rules.progress import Next, next_step

ORDER = 25
TITLE = gettext_lazy("Training for supporters with foreign roots")
# What a person needs to hear of first, when there is more than one cohort.
SHOWN_FIRST = (MembershipState.MEMBER, MembershipState.INVITED, MembershipState.APPLIED, MembershipState.COMPLETED)


def steps(request: HttpRequest) -> list[Step]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left or not supporter.wants_foreign_origin_training:
        return []
    now = timezone.now()
    membership = _foremost(supporter, now)
    return [_training(now) if membership is None else step_of(request, membership, now)]


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        return []
    leads, is_learning = is_facilitator(supporter), supporter.wants_foreign_origin_training
    cohorts = list(Cohort.objects.facilitated_by(supporter).filter(closed_on=None)) if leads else []
    if not cohorts and not is_learning:
        return []
    # The step leads to what is next; the group itself is found here.
    return [Card(13, "consultations/progress/card.html", {"cohorts": cohorts, "is_learning": is_learning})]


def _foremost(supporter: Supporter, now: datetime) -> Membership | None:
    known = Membership.objects.filter(supporter=supporter, state__in=SHOWN_FIRST).select_related("cohort", "supporter")
    standing = [
        one for one in known if one.state != MembershipState.INVITED or judge_taking_up(facts_of(one), now).is_allowed
    ]
    return min(standing, key=lambda one: (SHOWN_FIRST.index(MembershipState(one.state)), -one.pk), default=None)


def _training(now: datetime) -> Step:
    """For who is in no group yet."""
    if Cohort.objects.enrolling(tokyo_day(now)).exists():
        text = _("You learn in a group, in plain Japanese or your own language. You can apply now.")
        return Step(ORDER, TITLE, text, "now", reverse("consultations:cohorts"), _("See the groups"))
    text = _("You learn in a group, in plain Japanese or your own language. The office will write to you.")
    return Step(ORDER, TITLE, text, "later")


def step_of(request: HttpRequest, membership: Membership, now: datetime) -> Step:
    address = reverse("consultations:cohorts")
    if membership.state == MembershipState.INVITED:
        assert membership.invited_until is not None
        text = _("You are invited to join a group. Please answer by %(day)s.")
        said = text % {"day": day(membership.invited_until)}
        return Step(ORDER, TITLE, said, "now", address, _("See the invitation"))
    if membership.state == MembershipState.APPLIED:
        return Step(ORDER, TITLE, _("You have applied. The office will write to you."), "later", address, _("Look"))
    if membership.state == MembershipState.COMPLETED:
        return _resting_step(Next.NOTHING, reverse("consultations:cohort", args=[membership.cohort_id]))
    return member_step(own_way(request, membership, now=now), membership, now)


def member_step(way: OwnWay, membership: Membership, now: datetime) -> Step:
    """What comes next in the own cohort: one lecture, or one workshop."""
    bookable = {str(one.key) for one, _s in way.workshops if one.sign_up_opens_at <= now < one.sign_up_closes_at}
    what, key = next_step(way.progress, bookable)
    if what in (Next.BOOK, Next.COME):
        return _workshop_step(way, what, key)
    if what in (Next.ANSWER, Next.WATCH):
        return _lecture_step(way, what, key)
    if what == Next.FINISH:
        address = reverse("consultations:certificate", args=[membership.cohort_id])
        return Step(ORDER, TITLE, _("You have done everything that is needed."), "now", address, _("Your certificate"))
    return _resting_step(what, reverse("consultations:cohort", args=[membership.cohort_id]))


def _resting_step(what: Next, own: str) -> Step:
    if what == Next.NOTHING:
        return Step(ORDER, TITLE, _("You have completed the training."), "done", own, _("Look back"))
    text = _("There is nothing to do at the moment. When there is, you will find it here.")
    return Step(ORDER, TITLE, text, "later", own, _("See how far you are"))


def _workshop_step(way: OwnWay, what: Next, key: str) -> Step:
    workshop = next(one for one, _s in way.workshops if str(one.key) == key)
    address = reverse("consultations:meeting", args=[workshop.key])
    if what == Next.BOOK:
        text = _("A workshop on %(moment)s. Say that you are coming.") % {"moment": moment(workshop.starts_at)}
        return Step(ORDER, TITLE, text, "now", address, _("Sign up for the workshop"))
    text = _("Your workshop is on %(moment)s.") % {"moment": moment(workshop.starts_at)}
    return Step(ORDER, TITLE, text, "now", address, _("See the workshop"))


def _lecture_step(way: OwnWay, what: Next, key: str) -> Step:
    entry = next(entry for entry, _s in way.lectures if entry is not None and str(entry.key) == key)
    if what == Next.ANSWER and entry.survey is not None:
        text = _("The survey of the lecture “%(title)s” is still to be answered.") % {"title": entry.title}
        return Step(ORDER, TITLE, text, "now", entry.survey.url, _("Answer the survey"))
    text = _("Watch the lecture “%(title)s”.") % {"title": entry.title}
    return Step(ORDER, TITLE, text, "now", entry.url, _("Watch the lecture"))
