"""What "my page" shows of a person's registration (J1–J3)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.dashboard import Card, Step
from portal.pages import language_name
from portal.templatetags.portal_tags import day

from .enums import Want
from .facts import signed_in_supporter
from .models import Supporter


def journey_steps(request: HttpRequest) -> list[Step]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        return []
    steps = [registration_step(supporter)]
    if supporter.wants_to_accompany and supporter.is_experienced:
        steps.append(experience_step(supporter))
    if supporter.wants_foreign_origin_training:
        steps.append(training_step())
    return steps


def registration_step(supporter: Supporter) -> Step:
    text = _("Since %(day)s. Your network ID is %(network_id)s.")
    return Step(
        order=10,
        title=_("Registered with the network"),
        text=text % {"day": day(supporter.registered_at), "network_id": supporter},
        state="done",
    )


def experience_step(supporter: Supporter) -> Step:
    if supporter.has_confirmed_experience:
        text = _("Your experience is confirmed. Consultation sessions are open to you too.")
    else:
        text = _("You told us of your experience. The office confirms it when it handles your papers.")
    return Step(order=12, title=_("You may accompany at once"), text=text, state="done")


def training_step() -> Step:
    return Step(
        order=25,
        title=_("Training for supporters with foreign roots"),
        text=_("You learn in a group, in plain Japanese or your own language. The office will write to you."),
        state="later",
    )


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    found = []
    if supporter is not None:
        shown = {
            "supporter": supporter,
            "wants": wants_of(supporter),
            "language": language_name(supporter.language),
        }
        found.append(Card(10, "network/supporter_card.html", shown, beside=True))
    if request.user.is_superuser or request.user.groups.exists():
        found.append(Card(90, "network/office_card.html", beside=True))
    return found


def wants_of(supporter: Supporter) -> list[str]:
    wanted = {
        Want.ACCOMPANY: supporter.wants_to_accompany,
        Want.LEARN: supporter.wants_to_learn,
        Want.FOREIGN_ORIGIN_TRAINING: supporter.wants_foreign_origin_training,
    }
    return [str(want.label) for want, is_wanted in wanted.items() if is_wanted]
