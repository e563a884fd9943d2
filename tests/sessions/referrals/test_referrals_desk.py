from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network.models import LanguageSpoken, Supporter, User
from network.people.enums import LanguageLevel, SpokenLanguage
from network.people.rules.codes import in_groups
from portal.audit import AuditEntry
from sessions.models import Offer, Referral
from sessions.referrals.enums import OfferState, ReferralOutcome, ReferralState, Urgency
from tests.factories import SupporterFactory
from tests.sessions.made import DURING_SIGN_UP, OfferFactory, ReferralFactory
from tests.sessions.secret_referrals import SECRETS, desk, key, leaked, of_the_office, secret_referral

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def coordinator(client: Client, db: None) -> User:
    return of_the_office(client, "Coordinators")


def speaker(**more: Any) -> Supporter:
    supporter = SupporterFactory(experienced=True, **more)
    LanguageSpoken.objects.create(
        supporter=supporter, language=SpokenLanguage.VIETNAMESE, level=LanguageLevel.MOTHER_TONGUE
    )
    return supporter


def test_list_tells_who_waits_and_nothing_of_the_person(client: Client, coordinator: User) -> None:
    referral = secret_referral(raised_at=DURING_SIGN_UP - timedelta(days=3))
    OfferFactory(referral=referral)
    page = client.get(reverse("referrals:index")).text

    told = [str(referral), "Supporters are being asked", "Within two weeks", "3 days", "Tokyo", "Vietnamese"]
    assert [words for words in told if words not in page] == []
    assert leaked(page, in_groups(referral.consultee_code.code)) == []


def test_list_begins_with_what_waits_most(client: Client, coordinator: User) -> None:
    ended = ReferralFactory(state=ReferralState.CLOSED, ended_at=DURING_SIGN_UP)
    matched = ReferralFactory(state=ReferralState.MATCHED)
    calm = ReferralFactory(urgency=Urgency.NO_HURRY)
    urgent = ReferralFactory(urgency=Urgency.DAYS)
    older = ReferralFactory(urgency=Urgency.DAYS, raised_at=DURING_SIGN_UP - timedelta(days=1))
    raised = ReferralFactory(state=ReferralState.RAISED)

    listed = list(client.get(reverse("referrals:index")).context["object_list"])
    assert listed == [raised, older, urgent, calm, matched, ended]


@pytest.mark.parametrize("asked", ["state=raised", "urgency=days", "prefecture=27"])
def test_list_is_filtered(client: Client, coordinator: User, asked: str) -> None:
    wanted = ReferralFactory(state=ReferralState.RAISED, urgency=Urgency.DAYS, prefecture="27")
    ReferralFactory()

    assert list(client.get(f"{reverse('referrals:index')}?{asked}").context["object_list"]) == [wanted]


def test_list_asks_the_same_number_of_questions_however_long(
    client: Client, coordinator: User, count_queries: Callable[[], AbstractContextManager[Any]]
) -> None:
    OfferFactory()
    for _visit in range(2):
        client.get(reverse("referrals:index"))
    with count_queries() as few:
        client.get(reverse("referrals:index"))
    OfferFactory.create_batch(5)
    with count_queries() as many:
        client.get(reverse("referrals:index"))

    assert len(many) == len(few)


def test_page_of_a_referral_tells_no_text_before_the_press(client: Client, coordinator: User) -> None:
    referral = secret_referral()
    asked = OfferFactory(referral=referral)
    page = client.get(desk("inspect", referral)).text

    assert (str(asked.supporter) in page, "Show the need" in page) == (True, True)
    assert leaked(page, in_groups(referral.consultee_code.code), asked.supporter.name) == []


def test_whole_card_is_shown_on_a_press_and_each_look_is_on_record(client: Client, coordinator: User) -> None:
    referral = secret_referral()
    assert client.get(desk("card", referral)).status_code == 405
    for _look in range(2):
        answer = client.post(desk("card", referral))

    assert leaked(answer.text) == list(SECRETS)
    assert in_groups(referral.consultee_code.code) in answer.text
    assert "no-store" in answer["Cache-Control"]
    seen = AuditEntry.objects.filter(verb="referral seen")
    assert list(seen.values_list("object_ref", "actor_id")) == [(str(referral), coordinator.pk)] * 2


def test_coordinator_takes_it_on_chooses_and_asks(client: Client, coordinator: User) -> None:
    referral = ReferralFactory(state=ReferralState.RAISED)
    first, second, third = speaker(), speaker(), speaker()
    assert client.post(desk("take_on", referral))["Location"] == desk("candidates", referral)
    page = client.get(desk("candidates", referral))
    assert [row["supporter"] for row in page.context["rows"]] == [first, second, third]
    told = [str(first), "Tokyo", "Vietnamese: Mother tongue", "In the same prefecture"]
    assert [words for words in told if words not in page.text] == []
    assert [person.name for person in (first, second, third) if person.name in page.text] == []

    sent = key(supporters=[third.pk, first.pk])
    answers = [client.post(desk("candidates", referral), sent)["Location"] for _twice in range(2)]

    assert answers == [desk("inspect", referral)] * 2
    assert set(Offer.objects.values_list("supporter", "state")) == {
        (first.pk, OfferState.OPEN),
        (third.pk, OfferState.OPEN),
    }
    rows = client.get(desk("candidates", referral)).context["rows"]
    assert [row["supporter"] for row in rows] == [second]


def test_candidates_ask_the_same_number_of_questions_however_many(
    client: Client, coordinator: User, count_queries: Callable[[], AbstractContextManager[Any]]
) -> None:
    referral = ReferralFactory()
    speaker()
    for _visit in range(2):
        client.get(desk("candidates", referral))
    with count_queries() as few:
        client.get(desk("candidates", referral))
    for _number in range(5):
        speaker()
    with count_queries() as many:
        client.get(desk("candidates", referral))

    assert len(many) == len(few)


def test_asking_nobody_says_so(client: Client, coordinator: User) -> None:
    speaker()
    page = client.post(desk("candidates", ReferralFactory()), key())

    assert "Choose at least one supporter." in page.text


def test_asking_whom_another_coordinator_has_asked_says_so(client: Client, coordinator: User) -> None:
    referral = ReferralFactory()
    asked, free = speaker(), speaker()
    OfferFactory(referral=referral, supporter=asked)
    page = client.post(desk("candidates", referral), key(supporters=[asked.pk, free.pk]), follow=True)

    assert "1 supporter is asked." in page.text
    assert "Whoever had been asked already, or cannot be asked any more, was left out." in page.text
    assert Offer.objects.count() == 2


def test_asking_when_somebody_is_found_already_is_refused(client: Client, coordinator: User) -> None:
    referral = ReferralFactory(state=ReferralState.MATCHED)
    person = speaker()
    changed = "This referral has changed meanwhile, so this is no longer possible. Look at it again."

    assert changed in client.get(desk("candidates", referral)).text
    page = client.post(desk("candidates", referral), key(supporters=[person.pk]), follow=True)
    assert changed in page.text
    assert Offer.objects.count() == 0


def test_coordinator_raises_one_at_the_desk(client: Client, coordinator: User) -> None:
    answers = {
        "way": "needs_code", "need": "somebody at the town office", "errand": "municipality", "field": "welfare",
        "language": "vi", "other_language": "ja", "prefecture": "23", "urgency": "days", "origin_wish": "no_matter",
        "supporters_wanted": "2", "consented_on": "2026-05-14",
    }  # fmt: skip
    assert client.get(reverse("referrals:new")).status_code == 200
    sent = key(**answers)
    places = [client.post(reverse("referrals:new"), sent)["Location"] for _twice in range(2)]

    referral = Referral.objects.get()
    assert places == [desk("inspect", referral)] * 2
    assert (referral.state, referral.languages, referral.supporters_wanted) == (
        ReferralState.SEARCHING, ["vi", "ja"], 2,
    )  # fmt: skip


def test_coordinator_changes_number_and_urgency(client: Client, coordinator: User) -> None:
    referral = ReferralFactory()
    client.post(desk("change", referral), key(supporters_wanted="2", urgency="days"))

    referral.refresh_from_db()
    assert (referral.supporters_wanted, referral.urgency) == (2, Urgency.DAYS)


def test_change_that_would_send_somebody_away_says_why(client: Client, coordinator: User) -> None:
    referral = ReferralFactory(state=ReferralState.MATCHED, supporters_wanted=2)
    OfferFactory(referral=referral, won=True)
    OfferFactory(referral=referral, state=OfferState.WON, place=2)
    page = client.post(desk("change", referral), key(supporters_wanted="1", urgency="days"))

    assert "Two supporters are found already." in page.text


def test_coordinator_closes_it_with_its_outcome(client: Client, coordinator: User) -> None:
    referral = ReferralFactory()
    sent = key(outcome=ReferralOutcome.NOBODY_FOUND)
    places = [client.post(desk("close", referral), sent)["Location"] for _twice in range(2)]

    referral.refresh_from_db()
    assert places == [desk("inspect", referral)] * 2
    assert (referral.state, referral.outcome) == (ReferralState.CLOSED, ReferralOutcome.NOBODY_FOUND)
    assert desk("close", referral) not in client.get(desk("inspect", referral)).text


def test_coordinator_takes_it_back_at_the_persons_wish(client: Client, coordinator: User) -> None:
    referral = ReferralFactory()
    waiting = OfferFactory(referral=referral)
    assert client.get(desk("take_back", referral)).status_code == 200
    client.post(desk("take_back", referral), key())

    waiting.refresh_from_db()
    referral.refresh_from_db()
    assert (referral.state, waiting.state) == (ReferralState.REVOKED, OfferState.WITHDRAWN)


def test_page_of_forgotten_texts_still_opens(client: Client, coordinator: User) -> None:
    referral = ReferralFactory(
        state=ReferralState.CLOSED,
        ended_at=DURING_SIGN_UP,
        need="",
        origin_wish="",
        consented_on=date(2026, 5, 1),
    )

    page = client.post(desk("card", referral))

    assert (page.status_code, str(referral) in page.text) == (200, True)
