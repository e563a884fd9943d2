"""Members as they come in, line by line."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from network.importing.enums import ImportState, Outcome
from network.models import ImportLine, LanguageSpoken, Supporter, User
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from surveys.models import Qualification
from tests import mailing
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import Office, outcomes
from tests.network.spreadsheets import member

pytestmark = pytest.mark.django_db


def test_member_comes_in_with_all_that_the_line_says(office: Office) -> None:
    reported = office.bring_in(
        member(
            "BN-2023-0014",
            "Nguyễn Thị Mẫu",
            email=" Mau@Example.org",
            telephone="０９０-0000-0002",
            prefecture="埼玉",
            languages="ベトナム語(母語)、日本語",
            experience="○",
            confirmed="2023/8/21",
            qualified="2023年12月3日",
        )
    )

    supporter = Supporter.objects.get()
    assert reported == [(2, Outcome.NEW, [])]
    assert supporter.network_id == "BN-2023-0014"
    assert (supporter.name, supporter.telephone, supporter.prefecture) == ("Nguyễn Thị Mẫu", "09000000002", "11")
    assert (supporter.language, supporter.has_declared_experience) == ("ja", True)
    assert supporter.experience_confirmed_on == date(2023, 8, 21)
    assert set(LanguageSpoken.objects.values_list("language", "level")) == {("vi", "mother"), ("ja", "everyday")}
    assert Qualification.objects.get(supporter=supporter).qualified_on == date(2023, 12, 3)


def test_member_with_an_address_signs_in_by_a_code_and_is_not_written_to(office: Office) -> None:
    office.bring_in(member(email="hanako@example.org"))

    user = Supporter.objects.get().user
    assert user is not None
    assert (user.email, user.has_usable_password()) == ("hanako@example.org", False)
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        ("hanako@example.org", False, True)
    ]
    assert OutboxMail.objects.count() == 0
    assert mailing.delivered() == []

    Client().post("/en/account/login/code/", {"email": "hanako@example.org"})
    assert [message.to for message in mailing.delivered()] == [["hanako@example.org"]]


def test_member_without_an_address_has_no_login(office: Office) -> None:
    office.bring_in(member())

    assert Supporter.objects.get().user is None


def test_dry_run_changes_no_member(office: Office) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan", telephone="")

    checked = office.check(
        member("BN-1", "Lan", telephone="090-0000-0001"), member("BN-2", "Hoa"), member("BN-3", "Mai", email="mai")
    )

    assert (checked.state, checked.done) == (ImportState.CHECKED, 0)
    assert outcomes(checked) == [
        (2, Outcome.CHANGED, []),
        (3, Outcome.NEW, []),
        (4, Outcome.WRONG, [["email", "no_address"]]),
    ]
    known.refresh_from_db()
    assert (Supporter.objects.get(), known.telephone) == (known, "")


def test_same_file_again_changes_nothing(office: Office) -> None:
    lines = [
        member("BN-1", "Lan", email="lan@example.org", telephone="090-0000-0001", languages="vi", experience="no"),
        member("BN-2", "Hoa", prefecture="大阪", experience="yes", confirmed="2024-04-01", qualified="2024-05-01"),
    ]
    office.bring_in(*lines)
    before = (list(Supporter.objects.values()), list(User.objects.values()), AuditEntry.objects.count())

    assert office.bring_in(*lines) == [(2, Outcome.SAME, []), (3, Outcome.SAME, [])]
    assert (list(Supporter.objects.values()), list(User.objects.values())) == before[:2]
    assert LanguageSpoken.objects.count() == 1
    # Received and started; no member was touched.
    assert AuditEntry.objects.count() == before[2] + 2


def test_wrong_line_is_mended_and_sent_again(office: Office) -> None:
    right, wrong = member("BN-1", "Lan"), member("BN-2", "Hoa", qualified="2024/2/31")

    assert office.bring_in(right, wrong) == [
        (2, Outcome.NEW, []),
        (3, Outcome.WRONG, [["qualified_on", "no_such_day"]]),
    ]
    assert list(Supporter.objects.values_list("network_id", flat=True)) == ["BN-1"]

    assert office.bring_in(right, member("BN-2", "Hoa", qualified="2024/2/29")) == [
        (2, Outcome.SAME, []),
        (3, Outcome.NEW, []),
    ]
    assert Qualification.objects.get().supporter.network_id == "BN-2"


def test_known_member_is_filled_in_and_what_differs_is_told(office: Office) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan", user=None, prefecture="13", telephone="")
    Qualification.objects.create(supporter=known, qualified_on=date(2024, 1, 1))

    line = member(
        "BN-1", "LAN", email="lan@example.org", telephone="090-0000-0001", prefecture="愛知", qualified="2025-01-01"
    )
    assert office.bring_in(line) == [(2, Outcome.CHANGED, [])]

    known.refresh_from_db()
    reported = ImportLine.objects.get()
    assert (known.name, known.prefecture, known.telephone) == ("Lan", "13", "09000000001")
    assert known.user is not None
    assert known.user.email == "lan@example.org"
    assert Qualification.objects.get().qualified_on == date(2024, 1, 1)
    assert (reported.fills, reported.differs) == (["email", "telephone"], ["prefecture", "qualified_on"])
    assert reported.supporter == known


def test_id_of_the_portal_is_known_however_written(office: Office) -> None:
    supporter = SupporterFactory(name="Lan")

    for written in (supporter.network_id, str(supporter), str(supporter).lower()):
        assert office.bring_in(member(written, "Lan")) == [(2, Outcome.SAME, [])]


@pytest.mark.parametrize("written", ["bn-1", "BN1", "BN-I", "ＢＮ－１"])
def test_id_that_is_looked_up_like_anothers_is_wrong(office: Office, written: str) -> None:
    SupporterFactory(network_id="BN-1", name="Lan")

    assert office.bring_in(member(written, "Hoa")) == [(2, Outcome.WRONG, [["network_id", "like_another_id"]])]
    assert Supporter.objects.count() == 1


def test_address_of_another_supporter_is_left_out(office: Office) -> None:
    other = SupporterFactory(user__email="lan@example.org")

    line = member("BN-1", "Hoa", email="LAN@example.org")
    assert office.bring_in(line) == [(2, Outcome.NEW, [])]
    assert Supporter.objects.get(network_id="BN-1").user is None
    assert ImportLine.objects.get().registered_as == other


def test_address_of_a_colleague_is_wrong(office: Office) -> None:
    UserFactory(email="treasurer@example.org", groups=["Treasurers"])
    SupporterFactory(network_id="BN-1", name="Hoa", user=None)

    line = member("BN-1", "Hoa", email="treasurer@example.org")
    assert office.bring_in(line) == [(2, Outcome.WRONG, [["email", "address_taken"]])]
    assert Supporter.objects.get().user is None


def test_own_address_of_a_known_member_is_no_problem(office: Office) -> None:
    SupporterFactory(network_id="BN-1", name="Lan", user__email="lan@example.org")

    assert office.bring_in(member("BN-1", "Lan", email="lan@example.org")) == [(2, Outcome.SAME, [])]


def test_lines_that_meet_are_both_left_out(office: Office) -> None:
    assert office.bring_in(member("BN-1", "Lan"), member("bn 1", "Hoa"), member("BN-2", "Mai")) == [
        (2, Outcome.WRONG, [["network_id", "twice_in_the_file"]]),
        (3, Outcome.WRONG, [["network_id", "twice_in_the_file"]]),
        (4, Outcome.NEW, []),
    ]


def test_member_who_left_is_not_filled_in(office: Office) -> None:
    SupporterFactory(network_id="BN-1", name="Lan", left=True, telephone="")

    line = member("BN-1", "Lan", telephone="090-0000-0001")
    assert office.bring_in(line) == [(2, Outcome.WRONG, [["network_id", "has_left"]])]
    assert Supporter.objects.get().telephone == ""


def test_nobody_confirms_their_own_experience_by_a_spreadsheet(office: Office) -> None:
    importer = User.objects.get(pk=office.client.session["_auth_user_id"])
    SupporterFactory(network_id="BN-1", name="Lan", user=importer)

    line = member("BN-1", "Lan", confirmed="2024-04-01")
    assert office.bring_in(line) == [(2, Outcome.WRONG, [["network_id", "own_record"]])]
    assert Supporter.objects.get().experience_confirmed_on is None


def test_what_was_right_at_the_dry_run_is_judged_again(office: Office) -> None:
    checked = office.check(member("BN-1", "Hoa", email="hoa@example.org"))
    UserFactory(email="hoa@example.org")

    assert outcomes(office.start(checked)) == [(2, Outcome.WRONG, [["email", "address_taken"]])]
    assert Supporter.objects.count() == 0


def test_import_is_recorded_without_personal_data(office: Office) -> None:
    office.bring_in(member("BN-1", "Lan", email="lan@example.org", telephone="090-0000-0001"))

    supporter = Supporter.objects.get()
    entries = list(AuditEntry.objects.order_by("pk").values_list("verb", "changes"))
    assert [verb for verb, _changes in entries] == ["import received", "import started", "imported"]
    assert AuditEntry.objects.get(verb="imported").object_ref == str(supporter)
    assert entries[-1][1] == {"columns": ["name", "email", "telephone"]}


def test_rows_are_not_kept_in_clear(office: Office) -> None:
    office.check(member("BN-1", "Lan Secret", email="lan@example.org"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM network_memberimport")
        stored = cursor.fetchone()[0]
    assert "Lan" not in stored
    assert "BN-1" not in stored
