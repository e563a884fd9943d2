"""A case of a session is handed on by who leads the session, and by the coordinators (S4)."""

from __future__ import annotations

import pytest
from django.test import Client

from network.membership.actions import leave
from network.models import Supporter
from network.people.rules.codes import in_groups
from portal.drafts import Draft
from sessions.models import Case, Meeting, Referral
from sessions.referrals.enums import ReferralState
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.handing_on import errors, typed
from tests.sessions.made import DURING_SIGN_UP, CaseFactory, MeetingFactory, ReferralFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def facilitated() -> tuple[Supporter, Case]:
    facilitator = SupporterFactory(experienced=True)
    meeting: Meeting = MeetingFactory(facilitators=[facilitator])
    return facilitator, CaseFactory(meeting=meeting, text="the secret story")


def of_case(case: Case) -> str:
    return f"/en/meet/cases/{case.pk}/refer/"


def test_facilitator_hands_on_a_case_with_code_field_and_language(client: Client) -> None:
    facilitator, case = facilitated()
    client.force_login(facilitator.user)
    page = client.get(of_case(case))
    form = page.context["form"]
    assert (form["field"].value(), form["language"].value(), "way" in form.fields) == (case.field, case.language, False)
    assert [word for word in (in_groups(case.consultee_code.code), "secret story") if word in page.text] == []

    answer = client.post(of_case(case), typed(facilitator))

    referral = Referral.objects.get()
    assert answer["Location"] == f"/en/meet/referrals/{referral.reference}/sent/"
    assert (referral.case, referral.consultee_code, referral.raised_by) == (case, case.consultee_code, facilitator)


def test_facilitator_hands_on_without_agreement_for_a_reason(client: Client) -> None:
    facilitator, case = facilitated()
    client.force_login(facilitator.user)
    client.post(of_case(case), typed(facilitator, consented_on="", override_reason="cannot be asked now"))

    assert Referral.objects.get().override_reason == "cannot be asked now"


def test_coordinator_hands_on_a_case_and_goes_on_at_the_desk(client: Client) -> None:
    case = CaseFactory()
    client.force_login(UserFactory(groups=["Coordinators"]))
    answer = client.post(of_case(case), typed())

    referral = Referral.objects.get()
    assert answer["Location"] == f"/admin/referrals/inspect/{referral.pk}/"
    assert (referral.state, referral.raised_by) == (ReferralState.SEARCHING, None)


def test_case_is_handed_on_once(client: Client) -> None:
    facilitator, case = facilitated()
    ReferralFactory(case=case)
    client.force_login(facilitator.user)
    answer = client.post(of_case(case), typed(facilitator))

    assert errors(answer) == {"__all__": ["This case has been handed on already. There is no need to do it again."]}


def test_case_of_another_session_is_not_there(client: Client) -> None:
    _facilitator, case = facilitated()
    other, _case = facilitated()
    for stranger in (other.user, case.brought_by.user, UserFactory(groups=["Auditors"]), UserFactory()):
        client.force_login(stranger)
        answers = [client.get(of_case(case)), client.post(of_case(case), typed())]
        assert [(answer.status_code, case.text in answer.text) for answer in answers] == [(404, False)] * 2
    assert Referral.objects.count() == 0


def test_typed_words_about_a_case_are_kept_for_who_may_see_it(client: Client) -> None:
    facilitator, case = facilitated()
    client.force_login(facilitator.user)
    about_it = typed(facilitator, draft_owner=client.get(of_case(case)).context["form"].initial["draft_owner"])
    about_none = typed(facilitator, form="referral of case 999991")

    assert client.post(f"{of_case(case)}keep/", about_it).status_code == 204
    assert client.post("/en/meet/cases/999991/refer/keep/", about_it).status_code == 403
    assert client.post("/en/meet/cases/999991/refer/keep/", about_none).status_code == 403
    leave(facilitator, by_id=None, now=DURING_SIGN_UP)
    assert client.post(f"{of_case(case)}keep/", about_it).status_code == 403
    assert list(Draft.objects.values_list("form", flat=True)) == [f"referral of case {case.pk}"]


def test_facilitator_who_left_finds_no_case_any_more(client: Client) -> None:
    facilitator, case = facilitated()
    leave(facilitator, by_id=None, now=DURING_SIGN_UP)
    client.force_login(facilitator.user)

    answers = [client.get(of_case(case)), client.post(of_case(case), typed(facilitator))]

    assert [(answer.status_code, case.text in answer.text) for answer in answers] == [(404, False)] * 2
    assert Referral.objects.count() == 0
