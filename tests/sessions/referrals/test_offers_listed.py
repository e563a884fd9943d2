"""What lists of referrals and my page tell a supporter who is asked to go along. It is Friday 15 May 2026, noon in
Tokyo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client

from network.models import Supporter
from network.people.facts import has_any
from sessions.referrals import journey as referrals
from sessions.referrals.actions.answering import accept
from tests.factories import SupporterFactory
from tests.queries import counted
from tests.sessions.made import DURING_SIGN_UP as NOW
from tests.sessions.made import OfferFactory
from tests.sessions.referrals.offers import HELP, page, private_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_list_of_many_costs_as_much_as_one(signed_in: Client, supporter: Supporter) -> None:
    OfferFactory.create_batch(6, supporter=supporter)
    OfferFactory()

    with counted() as queries:
        answer = signed_in.get(HELP)

    asked = [sql for sql in queries.statements if "consultations_" in sql]
    assert len(answer.context["offers"]) == 6
    assert len(asked) == 1, asked


def test_my_page_leads_to_what_waits_and_what_was_accepted(signed_in: Client, supporter: Supporter) -> None:
    waiting = OfferFactory(supporter=supporter)
    accepted = accept(OfferFactory(supporter=supporter), now=NOW)
    OfferFactory(supporter=supporter, open_until=NOW - timedelta(hours=1))

    answer = signed_in.get("/en/my/")

    told = [(step.url, step.state) for step in answer.context["steps"] if "/meet/help/" in step.url]
    assert told == [(page(waiting), "now"), (page(accepted, "card/"), "now")]
    assert [word for word in private_words(accepted) if word in answer.text] == []


def test_my_page_offers_to_tell_the_coordinator(signed_in: Client) -> None:
    assert "/en/meet/referrals/new/" in signed_in.get("/en/my/").text


def test_my_page_of_a_newcomer_is_silent_about_it(client: Client) -> None:
    client.force_login(SupporterFactory().user)

    assert "/meet/referrals/new/" not in client.get("/en/my/").text


def test_offers_cost_my_page_one_query_once_it_is_known_that_there_are_any(supporter: Supporter) -> None:
    OfferFactory.create_batch(3, supporter=supporter)
    request = HttpRequest()
    request.user = supporter.user
    assert has_any(request, "offers")
    with counted() as queries:
        referrals.steps(request)
        referrals.cards(request)

    assert len(queries) == 1, queries.statements
