"""A member's certificate page, the public check, and the coordinator's desk (L6)."""

from __future__ import annotations

import html
import re
import uuid
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from network.people.rules.codes import in_groups
from sessions.models import Certificate, Membership
from sessions.progress.actions import issue, revoke
from sessions.progress.facts import is_valid
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.made import ENDS, MembershipFactory
from tests.sessions.progress.test_certificates import a_member

pytestmark = pytest.mark.django_db

AFTER = ENDS + timedelta(hours=1)


@pytest.fixture
def membership() -> Membership:
    return MembershipFactory(completed=True, supporter__name="Registered Name")


# The member's page


@pytest.fixture
def member(client: Client, membership: Membership) -> Client:
    client.force_login(membership.supporter.user)  # type: ignore[arg-type]
    return client


def address(membership: Membership, page: str = "") -> str:
    return f"/en/meet/cohorts/{membership.cohort_id}/certificate/{page}"


def typed(**fields: str) -> dict[str, str]:
    return {"idempotency_key": str(uuid.uuid4()), "name_on": "chosen_name", "name": "Lan Anh", **fields}


def test_member_looks_at_it_first_and_then_has_it_issued(member: Client, membership: Membership) -> None:
    page = member.post(address(membership), typed())
    assert (page.context["preview"], Certificate.objects.count()) == ("Lan Anh", 0)

    sent = typed(issue="yes")
    for _time in range(2):
        assert member.post(address(membership), sent)["Location"] == address(membership)

    issued = Certificate.objects.get()
    page = member.get(address(membership))
    assert [words for words in ("Lan Anh", in_groups(issued.code)) if words not in page.text] == []
    assert "Registered Name" not in page.text


def test_network_id_alone_ignores_what_was_typed_as_a_name(member: Client, membership: Membership) -> None:
    page = member.post(address(membership), typed(name_on="network_id"))

    assert page.context["preview"] == str(membership.supporter)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name_on": ""}, {"name_on": ["Choose one of the two."]}),
        ({"name": " "}, {"name": ["Type the name, or choose your network ID."]}),
        ({"name": "한글"}, {"name": ["These characters can't be printed: 한, 글. Write the name without them."]}),
    ],
)
def test_bad_choice_is_explained_and_nothing_typed_is_lost(
    member: Client, membership: Membership, fields: dict[str, str], errors: dict[str, list[str]]
) -> None:
    page = member.post(address(membership), typed(issue="yes", **fields))

    assert page.context["form"].errors == errors
    assert page.context["form"]["name"].value() == fields.get("name", "Lan Anh")
    assert not Certificate.objects.exists()


def test_file_is_in_the_language_of_its_address_and_kept_by_no_browser(member: Client, membership: Membership) -> None:
    assert member.get(address(membership, "pdf/")).status_code == 404
    issue(membership, name="Lan", now=AFTER)

    response = member.get(address(membership, "pdf/"))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"] == 'inline; filename="certificate.pdf"'
    assert response["Cache-Control"] == "no-store, private"
    files = member.get(address(membership)).context["standing"]["files"]
    assert [file["url"].split("/")[1] for file in files] == ["vi", "ja", "ja-hira", "en"]


@pytest.mark.parametrize("page", ["", "pdf/"])
def test_certificate_of_somebody_else_is_not_there(client: Client, membership: Membership, page: str) -> None:
    issue(membership, name="Nguyen Thi Lan", now=AFTER)
    client.force_login(SupporterFactory().user)  # type: ignore[arg-type]

    answer = client.get(address(membership, page))

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "Nguyen Thi Lan" not in answer.text


def test_member_lets_the_portal_look_now(client: Client) -> None:
    membership = a_member()
    client.force_login(membership.supporter.user)  # type: ignore[arg-type]
    with time_machine.travel(AFTER, tick=False):
        assert client.get(address(membership)).context["refusals"] != []
        client.post(address(membership, "completed/"))

        assert client.get(address(membership)).context["refusals"] == []


# Checking


def test_everybody_sees_whether_a_code_is_valid_and_nothing_else(client: Client, membership: Membership) -> None:
    issued = issue(membership, name="Lan Anh", now=AFTER)

    page = client.get(f"/en/meet/certificates/{in_groups(issued.code).lower()}/")

    assert page.context["is_valid"]
    told = ("Lan Anh", "Registered Name", str(membership.supporter), str(membership.cohort), "2026")
    assert [words for words in told if words in page.text] == []
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex", "no-referrer")


def answer_about(client: Client, code: str) -> str:
    """The page but for the code in its addresses, and the form's token."""
    page = client.get(f"/en/meet/certificates/{code}/").text.replace(quote(code), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_revoked_unknown_and_mistyped_codes_get_the_same_answer(client: Client, membership: Membership) -> None:
    issued = issue(membership, name="Lan", now=AFTER)
    revoke(issued, reason="…", by_id=1, now=AFTER)
    issued.refresh_from_db()

    answers = {answer_about(client, code) for code in (issued.code, "0000000000000", "nonsense", "x" * 200, "🌸")}

    assert len(answers) == 1


def test_code_is_typed_into_a_form(client: Client, membership: Membership) -> None:
    issued = issue(membership, name="", now=AFTER)

    page = client.post("/en/meet/certificates/", {"code": f" {in_groups(issued.code)} "})
    assert (page.context["is_asked"], page.context["is_valid"]) == (True, True)
    assert not client.get("/en/meet/certificates/").context["is_asked"]
    assert client.post("/en/meet/certificates/", {"code": ""}).context["form"].errors == {
        "code": ["This field is required."]
    }


def test_short_address_leads_to_the_readers_language(client: Client) -> None:
    response = client.get("/c/7K3M-920A/", headers={"accept-language": "ja"})

    assert response["Location"] == "/ja/meet/certificates/7K3M-920A/"


# At the desk


def test_coordinator_revokes_and_gives_back(client: Client, membership: Membership) -> None:
    issued = issue(membership, name="Lan Anh", now=AFTER)
    client.force_login(UserFactory(groups=["Coordinators"]))
    cohort_page = f"/admin/cohorts/inspect/{membership.cohort_id}/"
    assert [words for words in ("Lan Anh", "Registered Name") if words in client.get(cohort_page).text] == []

    for page, is_valid_now in (("revoke", False), ("give-back", True)):
        sent = {"idempotency_key": str(uuid.uuid4()), "reason": "mistake"}
        for _time in range(2):
            response = client.post(f"/admin/cohorts/certificates/{issued.pk}/{page}/", sent)
            assert response["Location"] == cohort_page
        assert is_valid(issued.code) == is_valid_now


def test_reason_of_revoking_names_nobody(client: Client, membership: Membership) -> None:
    issued = issue(membership, name="", now=AFTER)
    client.force_login(UserFactory(groups=["Coordinators"]))
    address = f"/admin/cohorts/certificates/{issued.pk}/revoke/"

    for reason, where in (("mail mai@example.com", "reason"), ("anh Minh", "looked_again")):
        shown = client.post(address, {"idempotency_key": str(uuid.uuid4()), "reason": reason})
        assert list(shown.context["form"].errors) == [where]
        assert str(shown.context["form"].errors[where][0]) in html.unescape(shown.text)
    assert 'name="looked_again"' in shown.text
    assert is_valid(issued.code)


@pytest.mark.parametrize("group", ["Editors", "Desk", "Auditors"])
def test_others_of_the_office_revoke_nothing(client: Client, membership: Membership, group: str) -> None:
    issued = issue(membership, name="", now=AFTER)
    client.force_login(UserFactory(groups=[group]))

    client.post(
        f"/admin/cohorts/certificates/{issued.pk}/revoke/", {"idempotency_key": str(uuid.uuid4()), "reason": "x"}
    )

    assert is_valid(issued.code)
