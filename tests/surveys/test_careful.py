"""Own words in surveys: nobody may be recognised by them (D1)."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.actions.watching import say_watched_otherwise
from courses.enums import OtherWay
from network.models import Supporter
from portal.drafts import draft_of
from surveys.drafts import draft_name
from surveys.models import Completion, Question, SealedAnswer, Survey
from tests.factories import SupporterFactory
from tests.learning import field_of, make_course, make_lecture, make_survey
from tests.surveys.test_answering import NOW, address_of

pytestmark = pytest.mark.django_db

NUMBERED = "Gọi 090-1234-5678 nhé"
NAMED = "Chị Lan rất vui."


@pytest.fixture
def survey() -> Survey:
    asked = (Question(kind="short", text="Gì?", is_required=False), Question(kind="long", text="Vì sao?", help="Kể."))
    return make_survey(make_lecture(make_course()), *asked)


@pytest.fixture
def signed_in(client: Client, survey: Survey) -> Client:
    supporter = SupporterFactory()
    say_watched_otherwise(supporter.pk, survey.lecture_id, OtherWay.TRANSCRIPT, now=NOW)
    client.force_login(supporter.user)
    return client


def sent(survey: Survey, *, short: str = "", long: str = "vui", **more: Any) -> dict[str, Any]:
    supporter = Supporter.objects.get()
    return {
        "draft_owner": draft_of(supporter.user_id or 0, draft_name(survey.pk)).page.signed(),
        "idempotency_key": str(uuid.uuid4()),
        field_of(survey, "short"): short,
        field_of(survey, "long"): long,
        **more,
    }


@pytest.mark.parametrize("kind", ["short", "long"])
def test_what_tells_who_somebody_is_is_refused(signed_in: Client, survey: Survey, kind: str) -> None:
    response = signed_in.post(address_of(survey), sent(survey, **{kind: NUMBERED}))

    assert response.context["form"].errors.keys() == {field_of(survey, kind)}
    assert "090-1234-5678" in response.context["form"].errors[field_of(survey, kind)][0]
    assert Completion.objects.count() == 0


def test_what_looks_like_a_name_is_asked_about(signed_in: Client, survey: Survey) -> None:
    asked = signed_in.post(address_of(survey), sent(survey, short=NAMED))
    tick = re.findall(r'name="looked_again" value="(\w+)"', asked.content.decode())

    assert asked.context["form"].errors.keys() == {"looked_again"}
    assert [field.name for field in asked.context["form"].visible_fields()][-1] == "looked_again"
    assert '<label class="choice" for="id_looked_again">' in asked.text

    answered = signed_in.post(address_of(survey), sent(survey, short=NAMED, looked_again=tick[0]))

    assert (answered.status_code, Completion.objects.count()) == (302, 1)
    assert set(SealedAnswer.objects.get().payload["answers"].values()) == {NAMED, "vui"}


@pytest.mark.parametrize("text", [NUMBERED, NAMED])
def test_what_was_refused_is_there_in_another_language(signed_in: Client, survey: Survey, text: str) -> None:
    """Without scripts, too: nothing was typed since."""
    signed_in.post(address_of(survey), sent(survey, long=text))

    shown = signed_in.get(address_of(survey)).context["form"]

    assert shown[field_of(survey, "long")].value() == text


def test_warning_stands_beside_every_text(signed_in: Client, survey: Survey) -> None:
    form = signed_in.get(address_of(survey)).context["form"]

    with translation.override("vi"):
        helps = [str(form.fields[field_of(survey, kind)].help_text) for kind in ("short", "long")]
    assert helps[1] == f"Kể. {helps[0]}"
    assert "tên" in helps[0]


def test_own_data_and_the_page_show_no_answers(signed_in: Client, survey: Survey) -> None:
    answered = signed_in.post(address_of(survey), sent(survey, short="rất riêng", long="rất riêng"))

    pages = [answered["Location"], address_of(survey), *(reverse(name) for name in ("my_page", "network:my_data"))]
    with translation.override("vi"):
        pages += [reverse("network:my_data_json"), reverse("network:my_data_html")]
    for page in pages:
        shown = signed_in.get(page, follow=True)
        assert (shown.status_code, "rất riêng" in shown.content.decode()) == (200, False)
