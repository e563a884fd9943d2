from __future__ import annotations

from enum import StrEnum

from django.template.loader import render_to_string

from portal.texts import Refusal, Saying, explain, say


class Reason(StrEnum):
    TOO_LATE = "too_late"
    NOT_WHOLE = "not_whole"


SENTENCES = {Reason.TOO_LATE: "It was possible until %(closes)s.", Reason.NOT_WHOLE: "Only 50 % stand here."}
RULE_URL = "/how-it-works/#times"
TOO_LATE = Saying(
    "You are late: %(closes)s.", "Until %(closes)s.", "times", "Ask before %(closes)s.", lambda: "/ask/", "Ask"
)
NOT_WHOLE = Saying("It is not whole.", "", "", "Look again.", lambda: "", "Look")
SAYINGS = {Reason.TOO_LATE: TOO_LATE, Reason.NOT_WHOLE: NOT_WHOLE}


def test_reasons_are_said_in_their_order_with_their_figures() -> None:
    twice = [Reason.TOO_LATE, Reason.TOO_LATE]
    assert say(twice, SENTENCES, closes="23:59") == ["It was possible until 23:59."] * 2
    assert say([], SENTENCES, closes="23:59") == []


def test_sentence_without_figures_is_said_as_it_stands() -> None:
    assert say([Reason.NOT_WHOLE], SENTENCES) == ["Only 50 % stand here."]


def test_reasons_are_explained_with_clause_and_way_out() -> None:
    late, not_whole = explain([Reason.TOO_LATE, Reason.NOT_WHOLE], SAYINGS, closes="23:59")
    assert late == Refusal(
        matter="You are late: 23:59.",
        way_out="Ask before 23:59.",
        url="/ask/",
        action="Ask",
        rule="Until 23:59.",
        rule_url=late.rule_url,
    )
    assert late.rule_url.endswith(RULE_URL)
    assert not_whole == Refusal("It is not whole.", "Look again.", action="Look")


def test_explained_reason_leads_to_the_rule_and_out_where_it_has_them() -> None:
    explained = explain(list(Reason), SAYINGS, closes="23:59")
    shown = render_to_string("includes/refusals.html", {"refusals": explained, "title": "Not now"})
    assert (shown.count("<li"), shown.count('href="/ask/"'), shown.count(RULE_URL)) == (2, 1, 1)
    assert shown.count("<span>") == 3
    bare = render_to_string("includes/refusals.html", {"refusals": explained, "title": "", "without_links": True})
    assert (bare.count('href="/ask/"'), bare.count(RULE_URL)) == (0, 1)


def test_refusal_is_announced_unless_it_only_warns() -> None:
    refusals = [Refusal("It is over.", "Look at the others.")]
    shown = {
        tone: render_to_string("includes/refusals.html", {"refusals": refusals, "title": "", "tone": tone})
        for tone in ("", "warning")
    }
    assert ["is-danger" in shown[""], 'role="alert"' in shown[""]] == [True, True]
    assert ["is-warning" in shown["warning"], 'role="alert"' in shown["warning"]] == [True, False]
