from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from courses.models import WatchedOtherwise, Watching
from network.membership.joining.actions import CannotJoinError, drop_joining, join_records, joined_rows, propose_joining
from network.membership.joining.comparing import compared
from network.membership.joining.facts import joining_of
from network.models import Consent, FormerNetworkID, JoiningProposal, LanguageSpoken, Papers, Supporter, User
from network.papers.enums import PapersState
from network.people.facts import find_supporter, label_of, relations_to
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from surveys.models import Completion, Qualification, RequiredPeriod
from tests.factories import PapersFactory, SupporterFactory, TermFactory
from tests.learning import make_course, make_lecture, make_recording, make_survey
from tests.network.two_records import CONFIRMER, NOW, PROPOSER, join, listed, online, outcome

pytestmark = pytest.mark.django_db


def test_every_relation_to_a_person_is_named_by_its_room() -> None:
    assert sorted(map(label_of, relations_to(Supporter))) == sorted(joined_rows())


def test_every_relation_to_a_login_is_known_to_go_or_to_stay() -> None:
    """What hangs on a login that is closed goes with it; drafts are handed on. A new relation is decided on here."""
    ours = ("network", "portal", "account", "mfa", "courses", "surveys", "consultations", "claims")
    found = {label_of(relation) for relation in relations_to(User) if relation.model._meta.app_label in ours}

    goes_with_the_login = {
        "account.EmailAddress.user",
        "mfa.Authenticator.user",
        "network.AddressChange.user",
        "network.AddressChange.asker",
        "network.BrowserSession.user",
        "network.User_groups.user",
        "network.User_user_permissions.user",
        "portal.OutboxMail.recipient",
        "portal.UnsentForm.owner",
    }
    assert found == {*goes_with_the_login, "network.Supporter.user", "portal.Draft.owner"}


def test_older_id_stays_and_the_other_answers_to_it() -> None:
    old, new = listed(), online()

    assert join(new, old) == old
    assert list(Supporter.objects.all()) == [old]
    assert list(FormerNetworkID.objects.values_list("network_id", "supporter")) == [("7K3M92QX", old.pk)]
    for typed in ("BN-1", "7K3M-92QX", "7k3m92qx", "7K3M92QX"):
        assert find_supporter(typed) == old
    assert list(Supporter.objects.beginning_with("7K3M")) == [old]


def test_of_two_registrations_the_earlier_id_stays() -> None:
    later = online(registered_at=NOW)
    earlier = SupporterFactory(registered_at=NOW - timedelta(days=1))

    assert join(later, earlier) == earlier


def test_ids_of_three_records_lead_to_the_last() -> None:
    old, new, newest = listed(), online(), SupporterFactory(network_id="3A3A3A3X", registered_at=NOW)
    join(new, newest)

    join(old, new)

    assert find_supporter("3A3A3A3X") == find_supporter("7K3M92QX") == old


def test_empty_places_are_filled_and_what_was_said_stays() -> None:
    old = listed(telephone="", prefecture="27", errands=["hospital"], experience_confirmed_on=date(2026, 4, 2))
    new = online(
        telephone="09000000001",
        prefecture="13",
        errands=["court"],
        has_declared_experience=True,
        experience_confirmed_on=date(2026, 5, 1),
        registered_at=NOW,
        language="ja",
    )

    staying = join(old, new)

    assert (staying.telephone, staying.prefecture, staying.errands) == ("09000000001", "27", ["hospital", "court"])
    assert (staying.has_declared_experience, staying.experience_confirmed_on) == (True, date(2026, 4, 2))
    assert (staying.registered_at, staying.consent_version, staying.language) == (old.registered_at, "test", "ja")


TAITO = {"postal_code": "", "postal_address": "東京都台東区上野 1-1", "prefecture": "13"}
OSAKA = {"postal_code": "530-0001", "postal_address": "大阪市北区梅田 2-2", "prefecture": "27"}
NOWHERE = {"postal_code": "", "postal_address": "", "prefecture": "13"}


@pytest.mark.parametrize(
    ("of_old", "of_new", "joined", "changed"),
    [
        (TAITO, OSAKA, TAITO, []),
        (NOWHERE, OSAKA, OSAKA, ["postal_code", "postal_address"]),
        (OSAKA, NOWHERE, OSAKA, []),
        (TAITO, {**TAITO, "postal_code": "110-0005"}, {**TAITO, "postal_code": "110-0005"}, ["postal_code"]),
        ({**NOWHERE, "postal_code": "110-0005"}, OSAKA, OSAKA, ["postal_code", "postal_address"]),
    ],
)
def test_address_comes_whole_from_one_record(
    of_old: dict[str, str], of_new: dict[str, str], joined: dict[str, str], changed: list[str]
) -> None:
    staying = join(listed(**of_old), online(**of_new))

    assert {field: getattr(staying, field) for field in joined} == joined
    assert AuditEntry.objects.get(verb="records joined").changes["fields"] == changed


@pytest.mark.parametrize(
    ("of_old", "of_new", "joined"),
    [
        (("山田　花子", ""), ("山田花子", "ヤマダ ハナコ"), ("山田　花子", "ヤマダ ハナコ")),
        (("グエン・ラン", ""), ("ラン", "ラン"), ("グエン・ラン", "")),
    ],
)
def test_kana_belong_to_their_name(of_old: tuple[str, str], of_new: tuple[str, str], joined: tuple[str, str]) -> None:
    old, new = (make(name=name, name_kana=kana) for make, (name, kana) in ((listed, of_old), (online, of_new)))

    staying = join(old, new)

    assert (staying.name, staying.name_kana) == joined


def test_what_was_agreed_to_later_counts() -> None:
    earlier, later = online(consent_version="1"), SupporterFactory(consent_version="2", registered_at=NOW)

    assert join(earlier, later).consent_version == "2"


def test_every_field_of_a_person_is_joined_and_shown_or_belongs_to_one_record() -> None:
    """A new field is decided on here."""
    joining = joining_of(listed(), online(), by_id=CONFIRMER, now=NOW)
    of_one_record = {"id", "network_id", "left_on", "erased_on"}

    assert {field.name for field in Supporter._meta.concrete_fields} - of_one_record == joining.merged.keys()
    assert {row.name for row in compared(joining)} == {*joining.merged, "languages_spoken"}


def test_watching_comes_together() -> None:
    old, new = listed(), online()
    recording = make_recording(make_lecture(make_course()), seconds=100)
    for supporter, intervals, share, version in (
        (old, [[0, 40_000]], 40, 3),
        (new, [[30_000, 90_000]], 60, 7),
    ):
        Watching.objects.create(
            supporter=supporter, recording=recording, intervals=intervals, share=share, version=version, updated_at=NOW
        )
    WatchedOtherwise.objects.create(supporter=new, lecture=recording.lecture, way="transcript", day=date(2026, 5, 1))

    join(old, new)

    [watching] = Watching.objects.all()
    assert (watching.supporter, watching.intervals, watching.share) == (old, [[0, 90_000]], 90)
    assert watching.version == 8
    assert WatchedOtherwise.objects.get().supporter == old


def test_earlier_completion_and_qualification_stay() -> None:
    old, new = listed(), online()
    survey = make_survey(make_lecture(make_course()))
    for supporter, day in ((old, date(2026, 5, 2)), (new, date(2026, 5, 1))):
        Completion.objects.create(supporter=supporter, survey=survey, day=day)
        Qualification.objects.create(supporter=supporter, qualified_on=day)

    join(old, new)

    assert list(Completion.objects.values_list("supporter", "day")) == [(old.pk, date(2026, 5, 1))]
    assert list(Qualification.objects.values_list("supporter", "qualified_on")) == [(old.pk, date(2026, 5, 1))]


def test_surveys_of_both_records_together_qualify() -> None:
    old, new, course = listed(), online(), make_course()
    surveys = []
    for number, supporter in ((1, old), (2, new)):
        lecture = make_lecture(course, number)
        surveys.append(make_survey(lecture))
        Completion.objects.create(supporter=supporter, survey=surveys[-1], day=date(2026, 5, number))
    RequiredPeriod.objects.create(starts_on=date(2023, 7, 10)).surveys.set(surveys)
    assert Qualification.objects.count() == 0

    join(old, new)

    assert list(Qualification.objects.values_list("supporter", "qualified_on")) == [(old.pk, date(2026, 5, 2))]


@pytest.mark.parametrize(
    ("of_old", "of_new", "stays"),
    [("complete", "to_send", "complete"), ("to_send", "complete", "complete"), ("sent", "sent", "sent")],
)
def test_papers_that_have_come_further_stay(of_old: str, of_new: str, stays: str) -> None:
    old, new, term = listed(), online(), TermFactory()
    for supporter, state in ((old, of_old), (new, of_new)):
        papers = PapersFactory(supporter=supporter, term=term, state=state)
        papers.steps.create(at=NOW, state=state)
    earlier = PapersFactory(supporter=new, term=TermFactory(starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31)))

    join(old, new)

    papers = Papers.objects.get(term=term)
    assert (papers.supporter, papers.state) == (old, PapersState(stays))
    assert sorted(papers.steps.values_list("state", flat=True)) == sorted([of_old, of_new])
    earlier.refresh_from_db()
    assert earlier.supporter == old


def test_languages_and_consents_come_together() -> None:
    old, new = listed(), online()
    LanguageSpoken.objects.create(supporter=old, language="vi", level="mother")
    for language, level in (("vi", "everyday"), ("ja", "fluent")):
        LanguageSpoken.objects.create(supporter=new, language=language, level=level)
    Consent.objects.create(supporter=new, version="test", language="vi", text="…", given_at=NOW)

    join(old, new)

    said = set(LanguageSpoken.objects.values_list("supporter", "language", "level"))
    assert said == {(old.pk, "vi", "mother"), (old.pk, "ja", "fluent")}
    assert Consent.objects.get().supporter == old


def test_nobody_confirms_their_own_proposal() -> None:
    old, new = listed(), online()
    proposal = propose_joining(old, new, reason="…", by_id=PROPOSER, now=NOW)

    with pytest.raises(PermissionDenied):
        join_records(proposal, outcome=outcome(old, new), by_id=PROPOSER, now=NOW)
    assert Supporter.objects.count() == 2


def test_nobody_joins_their_own_record() -> None:
    old, new = listed(), online()
    assert new.user_id is not None

    with pytest.raises(CannotJoinError):
        propose_joining(old, new, reason="…", by_id=new.user_id, now=NOW)
    proposal = propose_joining(old, new, reason="…", by_id=PROPOSER, now=NOW)
    with pytest.raises(CannotJoinError):
        join_records(proposal, outcome=outcome(old, new), by_id=new.user_id, now=NOW)
    assert Supporter.objects.count() == 2


def test_dropped_proposal_is_not_confirmed() -> None:
    old, new = listed(), online()
    proposal = propose_joining(old, new, reason="…", by_id=PROPOSER, now=NOW)
    drop_joining(proposal, by_id=CONFIRMER, now=NOW)

    with pytest.raises(CannotJoinError):
        join_records(proposal, outcome=outcome(old, new), by_id=CONFIRMER, now=NOW)
    assert (Supporter.objects.count(), JoiningProposal.objects.count()) == (2, 0)


def test_joining_is_recorded_with_its_reason() -> None:
    new = online()
    given_up = str(new)
    join(listed(), new)

    entries = AuditEntry.objects.filter(object_type="network.supporter").order_by("pk")
    assert list(entries.values_list("verb", "object_ref", "actor_id", "changes", "reason")) == [
        ("joining proposed", "BN-1", PROPOSER, {"with": given_up}, "asked by telephone"),
        (
            "records joined",
            "BN-1",
            CONFIRMER,
            {"with": given_up, "proposed_by": PROPOSER, "fields": []},
            "asked by telephone",
        ),
    ]


def test_dropping_a_proposal_twice_is_recorded_once() -> None:
    proposal = propose_joining(listed(), online(), reason="", by_id=PROPOSER, now=NOW)

    for _time in range(2):
        drop_joining(proposal, by_id=PROPOSER, now=NOW)

    assert JoiningProposal.objects.count() == 0
    assert AuditEntry.objects.filter(verb="joining dropped").count() == 1


def test_record_that_is_gone_meanwhile_is_not_joined() -> None:
    old, gone = listed(), online()
    Supporter.objects.filter(pk=gone.pk).delete()

    with pytest.raises(CannotJoinError):
        propose_joining(old, gone, reason="", by_id=PROPOSER, now=NOW)

    assert (JoiningProposal.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_records_without_a_login_are_joined_and_nobody_is_written_to() -> None:
    first, second = listed(), listed(network_id="BN-2")

    joined = join(first, second)

    assert (joined.user, Supporter.objects.count(), OutboxMail.objects.count()) == (None, 1, 0)
