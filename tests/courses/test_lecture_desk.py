"""The editors' desk: one button takes a lecture down in all languages."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageLogEntry

from courses.enums import UnavailableReason
from courses.models import FileMove, LecturePage
from portal.names import Name
from portal.pages import language_name
from surveys.models import RequiredPeriod
from tests.courses.giving_out import NOW, Given, a_whole_lecture, answers, in_another_language, taken_down
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_survey
from tests.sessions.made import CohortFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def given() -> Given:
    return a_whole_lecture()


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Editors"]))
    client.cookies["django_language"] = "en"
    return client


def address(verb: str, given: Given) -> str:
    return reverse(f"lectures:{verb}", args=[given.page.translation_key])


def send(client: Client, verb: str, given: Given, **typed: object) -> Any:
    sent = {"idempotency_key": uuid.uuid4(), "reason": "correction", **typed}
    return client.post(address(verb, given), sent, headers={"Accept-Language": "en"}, follow=True)


def shown(client: Client, path: str) -> str:
    return client.get(path, headers={"Accept-Language": "en"}).content.decode()


def test_one_press_takes_a_lecture_down_in_all_languages(editor: Client, given: Given) -> None:
    in_another_language(given.page, "en")
    send(editor, "take_down", given, note_vi="Đang quay lại.", note_en="Being recorded again.")
    lecture = given.lecture
    editor.force_login(SupporterFactory().user)

    assert lecture.unavailable_reason == UnavailableReason.CORRECTION
    assert dict(lecture.notes.values_list("language", "text")) == {
        "vi": "Đang quay lại.",
        "en": "Being recorded again.",
    }
    assert set(answers(editor, given).values()) == {410}


def test_own_words_tell_nobody_who_somebody_is(editor: Client, given: Given) -> None:
    """They are public at once."""
    sent = {"note_vi": "Hỏi chị Lan", "note_en": "Call 090-1234-5678"}
    refused = send(editor, "take_down", given, **sent)

    assert sorted(refused.context["form"].errors) == ["looked_again", "note_en"]
    assert not given.lecture.unavailable_reason

    asked = send(editor, "take_down", given, note_vi="Hỏi chị Lan")
    assert list(asked.context["form"].errors) == ["looked_again"]
    tick = asked.context["form"].fields["looked_again"].widget.words
    send(editor, "take_down", given, note_vi="Hỏi chị Lan", looked_again=tick)
    assert given.lecture.notes.get().text == "Hỏi chị Lan"


def test_form_sent_twice_takes_down_once(editor: Client, given: Given) -> None:
    key = uuid.uuid4()
    send(editor, "take_down", given, idempotency_key=key)
    since = given.lecture.unavailable_since
    response = send(editor, "take_down", given, idempotency_key=key)

    assert (response.status_code, given.lecture.unavailable_since) == (200, since)
    assert "already" not in response.content.decode()


def test_whoever_comes_second_is_told(editor: Client, given: Given) -> None:
    taken_down(given)
    html = send(editor, "take_down", given).content.decode()

    assert "This lecture has been taken down already." in html
    assert given.lecture.unavailable_reason == UnavailableReason.OFFICE


def test_words_can_be_changed_while_it_is_down(editor: Client, given: Given) -> None:
    taken_down(given, vi="Cũ")
    assert "Cũ" in shown(editor, address("change", given))

    send(editor, "change", given, note_vi="Mới", reason="rights")
    assert (given.lecture.unavailable_reason, given.lecture.notes.get().text) == ("rights", "Mới")


def test_putting_back_keeps_the_words_for_the_next_time(editor: Client, given: Given) -> None:
    taken_down(given, vi="Lời nhắn")
    send(editor, "put_back", given)

    assert (given.lecture.unavailable_since, given.lecture.unavailable_reason) == (None, "")
    assert "Lời nhắn" in shown(editor, address("take_down", given))


def test_before_the_button_stands_what_will_happen(editor: Client, given: Given) -> None:
    in_another_language(given.page, "en")
    survey = make_survey(given.page)
    RequiredPeriod.objects.create(starts_on=date(2023, 7, 10)).surveys.set([survey])
    CohortFactory(name=Name.of("Mùa xuân")).lectures.add(given.page.translation_key)
    CohortFactory(name=Name.of("Đã đóng"), closed_on=date(2026, 4, 1)).lectures.add(given.page.translation_key)
    html = shown(editor, address("take_down", given))

    assert f"Its pages stand in: {language_name('vi')}, English." in html
    assert "Links to its files that were already given out die at once." in html
    assert "Its survey is required to qualify" in html
    assert ("Mùa xuân" in html, "Đã đóng" in html) == (True, False)


def test_list_says_of_each_lecture_where_it_stands(editor: Client, given: Given) -> None:
    html = shown(editor, "/admin/lectures/")
    assert ("Can be watched" in html, "Taken down since" in html) == (True, False)

    taken_down(given)
    html = shown(editor, "/admin/lectures/")
    assert "Taken down since Friday, 1 May 2026, 19:00" in html
    assert "Dead" in html


def test_list_counts_files_whose_links_still_live(editor: Client, given: Given) -> None:
    taken_down(given)
    FileMove.objects.create(lecture=given.lecture, old_name="a", new_name="b", asked_at=NOW, next_try_at=NOW)

    assert "Still open. Files that are being moved: 1" in shown(editor, "/admin/lectures/")


def test_lecture_published_nowhere_is_named_so(editor: Client, given: Given) -> None:
    given.page.unpublish()

    assert "Published in no language" in shown(editor, address("inspect", given))


@pytest.mark.parametrize("where", ["edit", "explore"])
def test_page_offers_to_take_its_lecture_down(editor: Client, given: Given, where: str) -> None:
    pages = {
        "edit": reverse("wagtailadmin_pages:edit", args=[given.page.pk]),
        "explore": reverse("wagtailadmin_explore", args=[given.page.get_parent().pk]),
    }
    assert address("take_down", given) in shown(editor, pages[where])

    taken_down(given)
    html = shown(editor, pages[where])
    assert (address("put_back", given) in html, address("take_down", given) in html) == (True, False)


@pytest.mark.parametrize("verb", ["take_down", "change", "put_back"])
@pytest.mark.parametrize("group", ["Desk", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_nobody_but_editors_takes_lectures_down(client: Client, given: Given, verb: str, group: str) -> None:
    client.force_login(UserFactory(groups=[group]))
    client.post(address(verb, given), {"idempotency_key": uuid.uuid4(), "reason": "office"})

    assert given.lecture.unavailable_since is None


def test_recording_is_brought_in_for_a_draft_and_not_for_one_thrown_away(editor: Client, given: Given) -> None:
    course = given.page.get_parent().specific
    for number in (2, 3):
        draft = LecturePage(title=f"Nháp {number}", slug=f"draft-{number}", number=number, live=False)
        draft.locale = course.locale
        course.add_child(instance=draft)
    draft.delete()
    lectures = editor.get("/admin/recordings/new/").context["form"].fields["lecture"].queryset

    assert sorted(str(lecture) for lecture in lectures) == ["Bài 1", "Nháp 2"]


# Wagtail's own button


def unpublish(client: Client, page: Any) -> str:
    path = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    return client.post(path, follow=True, headers={"Accept-Language": "en"}).content.decode()


def test_unpublishing_in_one_language_says_where_the_lecture_still_stands(editor: Client, given: Given) -> None:
    english = in_another_language(given.page, "en")
    with override("en"):
        html = unpublish(editor, given.page)

    assert "can still be watched, for its pages stand in: English." in html
    assert address("take_down", given) in html
    html = unpublish(editor, english)
    assert "is given out to nobody any more." in html


def test_unpublishing_many_says_it_of_each(editor: Client, given: Given) -> None:
    in_another_language(given.page, "en")
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    response = editor.post(f"{path}?id={given.page.pk}", follow=True, headers={"Accept-Language": "en"})

    assert PageLogEntry.objects.filter(action="wagtail.unpublish", page=given.page.pk).exists()
    assert "can still be watched, for its pages stand in: English." in response.content.decode()
