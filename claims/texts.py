"""How reasons against a claim are said: the rules', with their clause in plain words and a way out; the office's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.templatetags.portal_tags import day
from portal.texts import HOW_IT_WORKS, Refusal, Saying, contact, explain, page

from .enums import RejectionReason, ReturnReason
from .models import ClaimDecision
from .rules import Decision, ProgrammeFacts, Reason


def refusals(decision: Decision, programme: ProgrammeFacts | None) -> list[Refusal]:
    return explain(decision.reasons, SAYINGS, **_figures(decision, programme))


def labels(entry: ClaimDecision) -> list[Any]:
    return [REASON_LABELS[reason] for reason in entry.reasons]


def last_reasons(history: Sequence[ClaimDecision]) -> list[Any]:
    """Of the office; what others do meanwhile has none."""
    return next((labels(entry) for entry in reversed(history) if entry.reasons), [])


def _figures(decision: Decision, programme: ProgrammeFacts | None) -> dict[str, object]:
    return {
        "period": f"{day(programme.starts_on)} – {day(programme.ends_on)}" if programme else "–",
        "deadline": day(decision.deadline) if decision.deadline else "–",
        "minimum": programme.minimum_minutes if programme else 60,
        "visits": programme.visits_per_consultee if programme else 3,
        "supporters": programme.supporters_per_visit if programme else 2,
    }


def step(name: str) -> Callable[[], str]:
    return lambda: reverse("claims:step", args=[name])


def _nowhere() -> str:
    return ""


def _list() -> str:
    return reverse("claims:list")


ASK = _("Ask the office")
CHANGE_TIMES = _("Change the times")
YOUR_CLAIMS = _("Your claims")
REASON_LABELS = {**dict(RejectionReason.choices), **dict(ReturnReason.choices)}
HOW_LONG = _("A visit must last at least %(minimum)s minutes.")

SAYINGS = {
    Reason.NOT_REGISTERED: Saying(
        _("You are not registered with the network."),
        _("Only registered supporters can claim."),
        "registration",
        _("Register first. It takes a few minutes."),
        lambda: page(HOW_IT_WORKS),
        _("How to register"),
    ),
    Reason.HAS_LEFT: Saying(
        _("Your registration has ended."),
        _("Only registered supporters can claim."),
        "claim-who",
        _("The office can tell you how to come back."),
        contact,
        ASK,
    ),
    Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED: Saying(
        _("You have not yet declared experience, and not yet answered all required surveys."),
        _("To claim, you need experience of accompanying people, or the surveys of the basic course."),
        "claim-who",
        _("Answer the remaining surveys. What you typed here is saved."),
        lambda: page("courses/"),
        _("Go to the courses"),
    ),
    Reason.OUTSIDE_PROGRAMME: Saying(
        _("On the day of this visit no programme was running."),
        _("Visits count on these days: %(period)s."),
        "claim-period",
        _("Check the date of the visit."),
        step("visit"),
        _("Change the date"),
    ),
    Reason.NOT_OVER: Saying(
        _("According to the times you gave, the visit is not over yet."),
        _("A claim is sent after the visit."),
        "claim-deadline",
        _("Check date and times, or send the claim after the visit."),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.DEADLINE_PASSED: Saying(
        _("The time for this claim is over. Its last day was %(deadline)s."),
        _("A claim must arrive within one month after the visit."),
        "claim-deadline",
        _("Check the date. If it is right, the claim can no longer be accepted."),
        step("visit"),
        _("Change the date"),
    ),
    Reason.ENDS_BEFORE_START: Saying(
        _("The visit ends before it begins."),
        HOW_LONG,
        "claim-one-hour",
        _("Check the times. If it went past midnight, give the day on which it ended."),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.OVER_A_DAY: Saying(
        _("The visit lasts longer than 24 hours."),
        _("One claim is for one visit."),
        "claim-one-hour",
        _("Check the date and the times."),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.TOO_SHORT: Saying(
        _("The visit is shorter than %(minimum)s minutes."),
        HOW_LONG,
        "claim-one-hour",
        _("Check the times."),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.CONSULTEE_LIMIT: Saying(
        _("%(visits)s visits of this person have already been claimed."),
        _("Each person can be accompanied %(visits)s times in a programme, whoever goes along."),
        "claim-three-visits",
        _(
            "If you went together with a supporter who has already claimed, check your times: where they overlap, "
            "it is one visit."
        ),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.VISIT_FULL: Saying(
        _("%(supporters)s supporters have already claimed for this visit."),
        _("At most %(supporters)s supporters can claim for one visit."),
        "claim-two-supporters",
        _("Check your times and the code with the other supporter."),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.TIMES_APART: Saying(
        _("Your times and those of the other supporter have no moment in common."),
        _("Two supporters of one visit must have been there together for some time."),
        "claim-two-supporters",
        _("Check your times. If you have typed a visit code, check that with the other supporter too."),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.MEETS_ANOTHER_VISIT: Saying(
        _("Your times overlap with another visit of this person."),
        _("Visits of one person that overlap are one visit, of at most %(supporters)s supporters."),
        "claim-two-supporters",
        _("Check your times. If they are right, call the office."),
        step("times"),
        CHANGE_TIMES,
    ),
    Reason.ALREADY_CLAIMED: Saying(
        _("You have already claimed for this visit."),
        _("Each supporter sends one claim for a visit."),
        "claim-alone",
        _("Look at your claims. You can withdraw one and send it anew."),
        _list,
        YOUR_CLAIMS,
    ),
    Reason.EXPERIENCE_UNCONFIRMED: Saying(
        _("The declared experience is not confirmed yet, and the person was not qualified when filing."),
        _("A claim needs confirmed experience, or the qualification through the course, to be approved."),
        "claim-who",
        _("The desk confirms experience when it handles the papers. The claim can wait until then."),
        _nowhere,
        "",
    ),
    Reason.WRONG_STATE: Saying(
        _("This claim has changed meanwhile, so this is no longer possible."),
        _("Each step fits one state of a claim."),
        "",
        _("Look at it again."),
        _list,
        YOUR_CLAIMS,
    ),
    Reason.OWN_CLAIM: Saying(
        _("This is your own claim."),
        _("Nobody decides an own claim."),
        "",
        _("Another officer has to decide it."),
        _nowhere,
        "",
    ),
    Reason.OWN_VISIT: Saying(
        _("You have claimed for this visit yourself."),
        _("Nobody decides a claim of a visit for which they have claimed."),
        "",
        _("Another officer has to decide it."),
        _nowhere,
        "",
    ),
    Reason.ALREADY_TOLD: Saying(
        _("You have told the office already that nobody was there with you."),
        _("It is told once of each supporter who joins a visit."),
        "",
        _("Whatever else it should know, tell it by telephone or e-mail."),
        contact,
        ASK,
    ),
    Reason.IN_FROZEN_BATCH: Saying(
        _("The payment of this claim is already being prepared."),
        _("A claim can be withdrawn until its payment is prepared."),
        "claim-payment",
        _("Call the office."),
        contact,
        ASK,
    ),
}
