"""Taken down means taken down: every byte, caption, transcript and word asks (L2, L4, L7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.actions.availability import change_what_is_told, put_back
from courses.enums import UnavailableReason
from courses.models import LecturePage, WatchedOtherwise, Watching
from network.models import Supporter
from portal.audit import AuditEntry
from portal.pages import publish_due_pages
from portal.refusals import RefusedError
from tests.courses.giving_out import (
    ALL,
    NOW,
    WAYS,
    Given,
    a_whole_lecture,
    answers,
    in_another_language,
    opened,
    report,
    taken_down,
)
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_lecture, make_recording, publish
from tests.queries import counted

pytestmark = pytest.mark.django_db

REFUSED = dict.fromkeys(WAYS, 404)
TAKEN_DOWN = dict.fromkeys(WAYS, 410)


def test_lecture_that_stands_is_given_out(member: Client, given: Given) -> None:
    assert answers(member, given) == ALL


def test_lecture_taken_down_gives_out_nothing(member: Client, given: Given) -> None:
    taken_down(given)

    assert answers(member, given) == TAKEN_DOWN
    assert WatchedOtherwise.objects.count() == 0


def test_lecture_put_back_is_given_out_again(member: Client, given: Given) -> None:
    taken_down(given)
    put_back(given.page.translation_key, by_id=None, now=NOW)

    assert answers(member, given) == ALL


def test_recordings_of_other_lectures_stay(member: Client, given: Given) -> None:
    page = make_lecture(given.page.get_parent().specific, 2)
    other = Given(page, make_recording(page), given.caption, given.transcript)
    taken_down(given)

    assert answers(member, other) == TAKEN_DOWN | {"video": 200, "audio": 404, "say_watched": 302}


def test_lecture_unpublished_in_its_last_language_gives_out_nothing(member: Client, given: Given) -> None:
    english = in_another_language(given.page, "en")
    given.page.unpublish()
    assert answers(member, given)["video"] == 200

    english.unpublish()
    assert answers(member, given) == REFUSED


def test_lecture_that_expired_gives_out_nothing_before_the_clock_comes_by(member: Client, given: Given) -> None:
    LecturePage.objects.filter(pk=given.page.pk).update(expire_at=NOW)
    with time_machine.travel(NOW - timedelta(seconds=1), tick=False):
        assert answers(member, given) == ALL
    with time_machine.travel(NOW, tick=False):
        assert answers(member, given) == REFUSED
        publish_due_pages(NOW)
        assert answers(member, given) == REFUSED


def test_lecture_of_an_unpublished_course_gives_out_nothing(member: Client, given: Given) -> None:
    """Wagtail leaves the pages below as they are."""
    given.page.get_parent().specific.unpublish()
    given.page.refresh_from_db()

    assert given.page.live
    assert answers(member, given) == REFUSED
    assert "data-player" not in member.get(given.page.url).content.decode()


def test_lecture_of_a_course_that_stands_in_another_language_is_given_out(member: Client, given: Given) -> None:
    in_another_language(given.page, "en")
    given.page.get_parent().specific.unpublish()

    assert answers(member, given)["video"] == 200


def test_lecture_whose_pages_are_deleted_gives_out_nothing(member: Client, given: Given) -> None:
    given.page.delete()

    assert answers(member, given) == REFUSED


def test_lecture_that_was_never_published_gives_out_nothing(member: Client, given: Given) -> None:
    course = given.page.get_parent().specific
    draft = LecturePage(title="Bài 2", slug="lecture-2", number=2, live=False, locale=course.locale)
    course.add_child(instance=draft)

    assert answers(member, Given(draft, make_recording(draft), given.caption, given.transcript))["video"] == 404


def test_draft_has_its_lecture_so_that_it_can_be_held_back(member: Client, given: Given) -> None:
    course = given.page.get_parent().specific
    draft = LecturePage(title="Bài 2", slug="lecture-2", number=2, live=False, locale=course.locale)
    course.add_child(instance=draft)
    prepared = Given(draft, make_recording(draft), given.caption, given.transcript)
    taken_down(prepared)
    draft.save_revision().publish()

    assert answers(member, prepared)["video"] == 410


def test_who_keeps_recordings_may_look_at_what_is_gone(client: Client, given: Given) -> None:
    taken_down(given)
    client.force_login(UserFactory(groups=["Editors"]))

    assert answers(client, given) == TAKEN_DOWN | {"video": 200, "audio": 200, "captions": 200, "say_watched": 404}


def test_other_staff_may_not_look_at_what_is_gone(client: Client, given: Given) -> None:
    client.force_login(UserFactory(groups=["Desk"]))
    assert answers(client, given)["video"] == 200

    taken_down(given)
    assert answers(client, given) == TAKEN_DOWN | {"say_watched": 404}


NOTES = {"vi": "Bài đang được quay lại.", "ja": "撮り直しています。", "en": "It is being recorded again."}


# what was watched


def test_seconds_seen_before_the_taking_down_count_however_late_they_arrive(
    member: Client, supporter: Supporter, given: Given
) -> None:
    with time_machine.travel(NOW - timedelta(minutes=2), tick=False):
        token = opened(member, given.page)
    taken_down(given)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        status, said = report(member, token, [[0, 60_000]])

    assert (status, said) == (200, {"share": 60, "reasons": [], "gone": True})
    assert Watching.objects.get().share == 60


def test_seconds_nobody_can_have_seen_are_refused(member: Client, supporter: Supporter) -> None:
    given = a_whole_lecture()
    given.recording.duration_ms = 3_600_000
    given.recording.save()
    with time_machine.travel(NOW - timedelta(minutes=2), tick=False):
        token = opened(member, given.page)
    taken_down(given)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        status, said = report(member, token, [[0, 3_600_000]])

    assert (status, said["share"], Watching.objects.count()) == (422, 0, 0)


def test_player_opened_after_the_taking_down_reports_in_vain(member: Client, given: Given) -> None:
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        token = opened(member, given.page)
        taken_down(given)
        assert report(member, token, [[0, 1000]]) == (410, {"error": "gone"})


def test_report_of_a_recording_that_is_gone_is_refused(member: Client, given: Given) -> None:
    token = opened(member, given.page)
    given.recording.delete()

    assert report(member, token, [[0, 1000]]) == (410, {"error": "gone"})


# the row


def test_taking_down_and_putting_back_are_on_record(given: Given) -> None:
    editor = UserFactory(groups=["Editors"])
    key = given.page.translation_key
    taken_down(given)
    change_what_is_told(key, UnavailableReason.RIGHTS, {"vi": "…"}, by_id=editor.pk, now=NOW)
    put_back(key, by_id=editor.pk, now=NOW)

    found = AuditEntry.objects.filter(object_ref=str(key)).order_by("pk").values_list("verb", "actor_id")
    assert list(found) == [
        ("lecture taken down", None),
        ("lecture's reason changed", editor.pk),
        ("lecture put back", editor.pk),
    ]


def test_lecture_is_not_taken_down_twice(given: Given) -> None:
    taken_down(given)
    with pytest.raises(RefusedError):
        taken_down(given, UnavailableReason.RIGHTS)

    assert given.lecture.unavailable_reason == UnavailableReason.OFFICE


def test_lecture_that_stands_is_not_put_back(given: Given) -> None:
    with pytest.raises(RefusedError):
        put_back(given.page.translation_key, by_id=None, now=NOW)


def test_words_emptied_give_way_to_the_reasons_own(given: Given) -> None:
    taken_down(given, vi="Bài đang được quay lại.", en="It is being recorded again.")
    change_what_is_told(
        given.page.translation_key, UnavailableReason.OFFICE, {"vi": "", "en": "Soon."}, by_id=None, now=NOW
    )

    assert list(given.lecture.notes.values_list("language", "text")) == [("en", "Soon.")]


def test_shares_and_numbers_are_one_for_all_languages_while_the_copies_lag(member: Client, given: Given) -> None:
    english = in_another_language(given.page, "en")
    LecturePage.objects.filter(pk=given.page.pk).update(required_share=60, number=3)
    given.page.refresh_from_db()
    given.page.save_revision().publish()

    seen = [member.get(page.url).context["entry"] for page in (given.page, english)]
    assert [(entry.required_share, entry.number) for entry in seen] == [(60, 3), (60, 3)]


# looking before it is published


def test_preview_shows_the_recording_and_records_nothing(client: Client, given: Given) -> None:
    course = given.page.get_parent().specific
    draft = publish(course, LecturePage(title="Bài 2", slug="lecture-2", number=2))
    make_recording(draft)
    draft.unpublish()
    editor = UserFactory(groups=["Editors"])
    SupporterFactory(user=editor)
    client.force_login(editor)
    html = client.get(f"/admin/pages/{draft.pk}/view_draft/").content.decode()

    assert ("data-player" in html, 'data-token=""' in html) == (True, True)


def test_gate_looks_for_no_page_once_it_is_known(member: Client, given: Given) -> None:
    answers(member, given)
    with translation.override("vi"):
        address = reverse("courses:captions", args=[given.caption.pk])
    with counted() as queries:
        member.get(address)

    assert [sql for sql in queries.statements if "page" in sql] == []
