from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from courses.models import Watching
from network.importing.enums import ImportState, Undone
from network.importing.facts.undoing import OWN_ROWS, resting_rows
from network.membership import actions as membership
from network.models import FormerNetworkID, LanguageSpoken, Supporter, User
from network.papers.actions import open_papers, remind_of_renewal
from network.people.facts import label_of, relations_to
from portal.audit import AuditEntry
from surveys.models import Completion, Qualification, RequiredPeriod
from tests.factories import SupporterFactory, TermFactory
from tests.learning import make_course, make_lecture, make_recording, make_survey
from tests.network.bringing_in import FULL, INDEX, Office, network_ids, outcomes, undone
from tests.network.spreadsheets import member

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)


def test_untouched_new_members_are_removed_with_their_logins(office: Office) -> None:
    kept = SupporterFactory()
    done = office.imported(FULL, member("BN-2", "Hoa"))

    undoing = office.undo(done)

    assert undoing.state == ImportState.UNDONE
    assert undone(undoing) == [(2, Undone.REMOVED, []), (3, Undone.REMOVED, [])]
    assert list(Supporter.objects.all()) == [kept]
    assert not User.objects.filter(email="lan@example.org").exists()
    assert Qualification.objects.count() == LanguageSpoken.objects.count() == 0
    assert list(FormerNetworkID.objects.order_by("pk").values_list("network_id", "supporter")) == [
        ("BN-1", None),
        ("BN-2", None),
    ]


def test_filled_places_are_emptied_again(office: Office) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan", user=None, prefecture="", telephone="")
    before = Supporter.objects.filter(pk=known.pk).values().get()
    done = office.imported(FULL)
    assert Supporter.objects.filter(pk=known.pk).values().get() != before

    assert undone(office.undo(done)) == [(2, Undone.RESTORED, [])]
    assert Supporter.objects.filter(pk=known.pk).values().get() == before
    assert Qualification.objects.count() == LanguageSpoken.objects.count() == EmailAddress.objects.count() - 1 == 0
    assert not User.objects.filter(email="lan@example.org").exists()


def test_what_was_changed_since_stays_and_is_named(office: Office) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan", user=None, prefecture="", telephone="")
    done = office.imported(FULL)
    Supporter.objects.update(telephone="09000000009")
    LanguageSpoken.objects.update(level="fluent")

    assert undone(office.undo(done)) == [
        (2, Undone.RESTORED, [["telephone", "changed"], ["languages", "changed"]]),
    ]
    known.refresh_from_db()
    assert (known.telephone, known.prefecture, known.experience_confirmed_on) == ("09000000009", "", None)
    assert LanguageSpoken.objects.get().level == "fluent"


def test_new_member_into_whom_a_later_import_filled_more_says_which_is_undone_first(office: Office) -> None:
    first = office.imported(member("BN-1", "Lan"), member("BN-2", "Hoa"))
    later = office.imported(member("BN-1", "Lan", telephone="090-0000-0001"))
    Supporter.objects.filter(network_id="BN-2").update(telephone="09000000009")

    told = office.client.get(f"{INDEX}{first.pk}/undo/").context["staying"]
    assert [one["reasons"] for one in told] == [
        ["A later import has filled in more. The member goes only if that one is undone first."],
        ["Changed since the import."],
    ]
    office.undo(later)

    assert undone(office.undo(first)) == [(2, Undone.REMOVED, []), (3, Undone.STAYS, [["", "changed"]])]


@pytest.mark.parametrize("was_known", [True, False])
def test_experience_that_the_office_confirmed_by_hand_since_stays(office: Office, was_known: bool) -> None:
    if was_known:
        SupporterFactory(network_id="BN-1", name="Lan", user=None, prefecture="")
    done = office.imported(member("BN-1", "Lan", prefecture="大阪", confirmed="2024-04-01"))
    lan = Supporter.objects.get()
    for _time in range(2):
        office.client.post(f"/admin/supporters/confirm-experience/{lan.pk}/")

    assert AuditEntry.objects.filter(verb="experience confirmed").count() == 1
    assert undone(office.undo(done)) == [
        (2, Undone.RESTORED, [["experience_confirmed_on", "confirmed"]])
        if was_known
        else (2, Undone.STAYS, [["", "confirmed"]])
    ]
    lan.refresh_from_db()
    assert (lan.experience_confirmed_on, lan.prefecture) == (date(2024, 4, 1), "" if was_known else "27")


def test_line_that_changed_nothing_has_nothing_to_undo(office: Office) -> None:
    SupporterFactory(network_id="BN-1", name="Lan")

    assert undone(office.undo(office.imported(member("BN-1", "Lan"), member("BN-2", "Hoa", email="none")))) == [
        (2, Undone.NOTHING, []),
        (3, Undone.NOTHING, []),
    ]


def sign_in(supporter: Supporter) -> None:
    User.objects.filter(supporter=supporter).update(last_login=NOW)


def prove(supporter: Supporter) -> None:
    EmailAddress.objects.filter(user__supporter=supporter).update(verified=True)


def choose_a_password(supporter: Supporter) -> None:
    User.objects.filter(supporter=supporter).update(password="x")


def work_in_the_office(supporter: Supporter) -> None:
    assert supporter.user is not None
    supporter.user.groups.add(Group.objects.get(name="Desk"))


def deactivate(supporter: Supporter) -> None:
    User.objects.filter(supporter=supporter).update(is_active=False)


def correct(supporter: Supporter) -> None:
    membership.correct(supporter, {"organisation": "Another"}, by_id=None, now=NOW)


def leave(supporter: Supporter) -> None:
    membership.leave(supporter, by_id=None, now=NOW)


def ask_for_papers(supporter: Supporter) -> None:
    open_papers(supporter, TermFactory(), by_id=None, now=NOW)


def watch(supporter: Supporter) -> None:
    recording = make_recording(make_lecture(make_course()))
    Watching.objects.create(supporter=supporter, recording=recording, updated_at=NOW)


def bear_a_second_id(supporter: Supporter) -> None:
    FormerNetworkID.objects.create(network_id="BN-9", supporter=supporter)


@pytest.mark.parametrize(
    ("touch", "stays"),
    [
        (sign_in, [["", "login_used"]]),
        (prove, [["", "login_used"]]),
        (choose_a_password, [["", "login_used"]]),
        (work_in_the_office, [["", "login_used"]]),
        (deactivate, [["", "login_used"]]),
        (correct, [["", "changed"]]),
        (leave, [["", "changed"]]),
        (ask_for_papers, [["", "in_use"]]),
        (watch, [["", "in_use"]]),
        (bear_a_second_id, [["", "in_use"]]),
    ],
)
def test_new_member_whom_somebody_touched_stays(
    office: Office, touch: Callable[[Supporter], None], stays: list[list[str]]
) -> None:
    done = office.imported(FULL, member("BN-2", "Hoa"))
    lan = Supporter.objects.get(network_id="BN-1")
    touch(lan)
    before = Supporter.objects.filter(pk=lan.pk).values().get()

    assert undone(office.undo(done)) == [(2, Undone.STAYS, stays), (3, Undone.REMOVED, [])]
    assert Supporter.objects.filter(pk=lan.pk).values().get() == before
    assert network_ids() == ["BN-1"]


def test_login_that_was_filled_in_and_used_stays(office: Office) -> None:
    lan = SupporterFactory(network_id="BN-1", name="Lan", user=None, telephone="")
    done = office.imported(member("BN-1", "Lan", email="lan@example.org", telephone="090-0000-0001"))
    lan.refresh_from_db()
    sign_in(lan)

    assert undone(office.undo(done)) == [(2, Undone.RESTORED, [["email", "login_used"]])]
    lan.refresh_from_db()
    assert lan.user is not None
    assert (lan.user.email, lan.telephone) == ("lan@example.org", "")


def test_mail_that_the_portal_sends_by_itself_touches_nobody(office: Office) -> None:
    TermFactory(starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 10))
    TermFactory(starts_on=date(2026, 6, 11), ends_on=date(2027, 6, 10))
    done = office.imported(FULL)
    Supporter.objects.update(wants_to_accompany=False)
    remind_of_renewal(NOW)

    assert undone(office.undo(done)) == [(2, Undone.REMOVED, [])]


def test_qualification_by_surveys_outlives_the_imported_one(office: Office) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan")
    earned = SupporterFactory(network_id="BN-2", name="Hoa")
    done = office.imported(member("BN-1", "Lan", qualified="2024-05-01"), member("BN-2", "Hoa", qualified="2024-05-01"))
    survey = make_survey(make_lecture(make_course()))
    RequiredPeriod.objects.create(starts_on=date(2023, 7, 10)).surveys.set([survey])
    Completion.objects.create(supporter=earned, survey=survey, day=date(2026, 5, 10))

    office.undo(done)

    assert list(Qualification.objects.values_list("supporter", "qualified_on")) == [(earned.pk, date(2026, 5, 10))]
    assert not Qualification.objects.filter(supporter=known).exists()


def test_nobody_undoes_their_own_record(office: Office) -> None:
    done = office.imported(FULL, member("BN-2", "Hoa"))
    own = User.objects.get(pk=office.client.session["_auth_user_id"])
    lan = Supporter.objects.get(network_id="BN-1")
    assert lan.user is not None
    email, lan.user = lan.user, own
    lan.save()
    email.delete()

    assert undone(office.undo(done)) == [(2, Undone.STAYS, [["", "own_record"]]), (3, Undone.REMOVED, [])]
    assert Supporter.objects.get().experience_confirmed_on == date(2024, 4, 1)


def test_same_list_brings_the_same_people_again_under_their_ids(office: Office) -> None:
    office.undo(office.imported(FULL))

    assert outcomes(office.imported(member("bn 1", "Hoa"))) == [(2, "wrong", [["network_id", "like_another_id"]])]
    assert outcomes(office.imported(FULL)) == [(2, "new", [])]
    assert network_ids() == ["BN-1"]
    assert FormerNetworkID.objects.count() == 0


def test_id_that_an_undoing_took_back_is_named_before_and_after_it_comes_again(office: Office) -> None:
    told = "A member with this network ID was removed when an import was undone. Is it the same person?"
    office.undo(office.imported(member("BN-1", "Lan"), member("BN-2", "Hoa")))

    again = office.check(member("BN-1", "Binh"), member("BN-3", "Chi"))
    shown = [office.client.get(f"{INDEX}{again.pk}/").text.count(told)]
    office.start(again)
    shown.append(office.client.get(f"{INDEX}{again.pk}/").text.count(told))

    assert shown == [1, 1]
    assert [line.id_was_taken_back for line in again.lines.all()] == [True, False]


def test_every_relation_to_a_person_says_whether_it_rests_on_credit() -> None:
    assert sorted(map(label_of, relations_to(Supporter))) == sorted(resting_rows())


def test_row_of_a_relation_that_nobody_has_named_holds_the_credit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan")
    done = office.imported(member("BN-1", "Lan", confirmed="2024-05-01"))
    bear_a_second_id(known)
    monkeypatch.delitem(OWN_ROWS, "network.FormerNetworkID.supporter")

    assert undone(office.undo(done)) == [(2, Undone.STAYS, [["experience_confirmed_on", "relied_on"]])]
