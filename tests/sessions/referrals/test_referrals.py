from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from network.consultees.actions import issue_consultee_code
from network.models import Supporter
from network.people.rules.codes import in_groups
from portal.drafts import draft_of
from sessions.models import Referral
from sessions.referrals.enums import ReferralState
from tests.ended_sessions import read_last_by
from tests.factories import SupporterFactory, UserFactory
from tests.headings import NOT_OPEN, heading
from tests.sessions.handing_on import NEED, NEW, errors, typed
from tests.sessions.made import DURING_SIGN_UP, ReferralFactory

pytestmark = pytest.mark.usefixtures("at_noon")

ASK_FIRST = "Nobody is handed on without having agreed. Ask the person first, then write here on which day they agreed."


@pytest.fixture
def supporter(db: None) -> Supporter:
    return SupporterFactory()


@pytest.fixture
def signed_in(client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client


def test_supporter_hands_somebody_on_once(signed_in: Client, supporter: Supporter) -> None:
    sent = typed(supporter)
    answers = [signed_in.post(NEW, sent)["Location"] for _twice in range(2)]

    referral = Referral.objects.get()
    assert answers == [f"/en/meet/referrals/{referral.reference}/sent/"] * 2
    assert (referral.state, referral.raised_by, referral.need) == (ReferralState.RAISED, supporter, NEED)
    assert draft_of(supporter.user_id or 0, "referral").values == {}
    page = signed_in.get(answers[0]).text
    assert in_groups(referral.consultee_code.code) in page
    assert "hospital" not in page


def test_code_from_the_card_is_used_however_it_is_typed(signed_in: Client, supporter: Supporter) -> None:
    known = issue_consultee_code(SupporterFactory(), DURING_SIGN_UP)
    typed_code = f" {in_groups(known.code).lower()} "
    answer = signed_in.post(NEW, typed(supporter, way="has_code", code=typed_code))

    assert Referral.objects.get().consultee_code == known
    assert in_groups(known.code) not in signed_in.get(answer["Location"]).text


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        (
            {"consented_on": ""},
            {"consented_on": [ASK_FIRST]},
        ),
        (
            {"consented_on": "2026-05-16"},
            {"consented_on": ["This day is still to come. Write the day on which the person agreed."]},
        ),
        ({"origin_wish": "not_wanted"}, {"community": ["Choose which community is meant."]}),
        ({"way": "has_code"}, {"code": ["Type the code from the person's card."]}),
        (
            {"way": "has_code", "code": "ABC"},
            {"code": ["This code has a typing mistake. Compare each character with the card."]},
        ),
        ({"need": "Call 090-1234-5678."}, {"need": ["“090-1234-5678” looks like a telephone number. Leave it out."]}),
        (
            {"language": "", "consented_on": "", "override_reason": "not mine to give"},
            {
                "language": ["This field is required."],
                "consented_on": [ASK_FIRST],
            },
        ),
    ],
)
def test_what_is_wrong_is_told_with_the_way_out_and_nothing_is_lost(
    signed_in: Client, supporter: Supporter, changes: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    answer = signed_in.post(NEW, typed(supporter, **changes))

    assert errors(answer) == wrong
    assert Referral.objects.count() == 0
    again = signed_in.get(NEW).context["form"]
    assert again["need"].value() == changes.get("need", NEED)


def test_need_that_is_too_long_comes_back_whole_in_another_language(signed_in: Client, supporter: Supporter) -> None:
    long = "người đi cùng đến bệnh viện " * 50

    signed_in.post(NEW, typed(supporter, need=long.strip(), switch_language="vi"))

    assert signed_in.get(NEW).context["form"]["need"].value() == long.strip()


def test_session_that_ends_loses_nothing(client: Client, supporter: Supporter) -> None:
    answer = read_last_by(supporter.user, client).post(NEW, typed(supporter))
    assert answer["Location"].startswith("/en/account/login/")
    client.force_login(supporter.user)

    assert client.get(NEW).context["form"]["need"].value() == NEED


def test_draft_is_kept_while_typing_for_its_owner_alone(client: Client, supporter: Supporter) -> None:
    client.force_login(SupporterFactory().user)
    assert client.post(f"{NEW}keep/", typed(supporter)).status_code == 403
    client.force_login(supporter.user)
    assert client.post(f"{NEW}keep/", typed(supporter)).status_code == 204
    assert client.post(f"{NEW}keep/", typed()).status_code == 403

    assert draft_of(supporter.user_id or 0, "referral").values["need"] == [NEED]


def test_referral_that_is_sent_is_not_kept_by_a_page_from_before(signed_in: Client, supporter: Supporter) -> None:
    late = typed(supporter, draft_owner=signed_in.get(NEW).context["form"].initial["draft_owner"])
    signed_in.post(NEW, late)

    assert signed_in.post(f"{NEW}keep/", late).status_code == 403
    assert signed_in.get(NEW).context["form"]["need"].value() is None


def test_next_referral_is_kept_again(signed_in: Client, supporter: Supporter) -> None:
    signed_in.post(NEW, typed(supporter))
    page = signed_in.get(NEW).context["form"].initial["draft_owner"]

    assert signed_in.post(f"{NEW}keep/", typed(supporter, draft_owner=page, need="hai người")).status_code == 204
    assert signed_in.get(NEW).context["form"]["need"].value() == "hai người"


def test_login_without_registration_can_hand_on_nobody(client: Client, db: None) -> None:
    client.force_login(UserFactory())

    answers = [client.get(NEW), client.post(NEW, typed())]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [(403, NOT_OPEN)] * 2
    assert Referral.objects.count() == 0


def test_supporter_sees_the_state_of_what_they_raised_and_of_nothing_else(
    signed_in: Client, supporter: Supporter
) -> None:
    mine = ReferralFactory(raised_by=supporter, state=ReferralState.MATCHED, need="the secret need")
    others = ReferralFactory(raised_by=SupporterFactory())
    listed = signed_in.get("/en/meet/referrals/")

    assert list(listed.context["page_obj"]) == [mine]
    page = signed_in.get(f"/en/meet/referrals/{mine.reference}/").text
    assert "Supporters are found" in page
    assert [word for word in ("secret need", in_groups(mine.consultee_code.code)) if word in page] == []
    for path in ("", "sent/", "take-back/"):
        assert signed_in.get(f"/en/meet/referrals/{others.reference}/{path}").status_code == 404


def test_list_asks_the_same_number_of_questions_however_long(
    signed_in: Client, supporter: Supporter, count_queries: Callable[[], AbstractContextManager[Any]]
) -> None:
    ReferralFactory(raised_by=supporter)
    for _visit in range(2):
        signed_in.get("/en/meet/referrals/")
    with count_queries() as few:
        signed_in.get("/en/meet/referrals/")
    ReferralFactory.create_batch(5, raised_by=supporter)
    with count_queries() as many:
        signed_in.get("/en/meet/referrals/")

    assert len(many) == len(few)


def test_raiser_takes_it_back_at_once(signed_in: Client, supporter: Supporter) -> None:
    mine = ReferralFactory(raised_by=supporter)
    address = f"/en/meet/referrals/{mine.reference}/"
    assert "Take this referral back?" in signed_in.get(f"{address}take-back/").text
    sent = {"idempotency_key": str(uuid.uuid4())}
    answers = [signed_in.post(f"{address}take-back/", sent)["Location"] for _twice in range(2)]

    mine.refresh_from_db()
    assert (answers, mine.state) == ([address] * 2, ReferralState.REVOKED)
    assert "/take-back/" not in signed_in.get(address).text


def test_what_has_ended_is_not_taken_back(signed_in: Client, supporter: Supporter) -> None:
    mine = ReferralFactory(raised_by=supporter, state=ReferralState.CLOSED, ended_at=DURING_SIGN_UP)
    address = f"/en/meet/referrals/{mine.reference}/take-back/"
    answer = signed_in.post(address, {"idempotency_key": str(uuid.uuid4())})

    assert answer.context["refusals"] == [
        "This referral has changed meanwhile, so this is no longer possible. Look at it again."
    ]


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_pages_are_neutral_and_not_indexed(signed_in: Client, supporter: Supporter, language: str) -> None:
    mine = ReferralFactory(raised_by=supporter)
    root = f"/{language}/meet/referrals/"
    for path in ("", "new/", f"{mine.reference}/", f"{mine.reference}/sent/", f"{mine.reference}/take-back/"):
        page = signed_in.get(root + path)
        title = page.text.partition("<title>")[2].partition("</title>")[0]
        assert page.status_code == 200
        assert '<meta name="robots" content="noindex">' in page.text
        assert [word for word in ("eferral", "つなぎ", str(mine)) if word in title] == []
