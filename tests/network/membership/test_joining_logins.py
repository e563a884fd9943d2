"""Which login stays when two records are joined, and who hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import translation

from network.membership.joining.actions import CannotJoinError, join_records, propose_joining
from network.models import Supporter, User
from network.people.facts import reach_changed
from portal.drafts import Draft, discard, draft_of, keep
from portal.mail import OutboxMail, letter_kinds
from tests.factories import UserFactory
from tests.network.two_records import CONFIRMER, NOW, PROPOSER, join, listed, online, outcome

pytestmark = pytest.mark.django_db

LONG_AGO = NOW - timedelta(days=500)


def test_login_of_the_registration_goes_to_the_listed_member() -> None:
    old, new = listed(), online()

    staying = join(old, new)

    assert staying.user == new.user
    assert list(OutboxMail.objects.values_list("kind", "recipient")) == [("network.account_news", new.user_id)]


@pytest.mark.parametrize(
    ("old_is_proven", "new_is_proven", "stays"),
    [(True, False, "old"), (False, True, "new"), (True, True, "old"), (False, False, "old")],
)
def test_proven_login_stays_and_of_two_the_settled_one(old_is_proven: bool, new_is_proven: bool, stays: str) -> None:
    new = online(user=UserFactory(email="new@example.org", address__verified=new_is_proven))
    old = listed(user=UserFactory(email="old@example.org", address__verified=old_is_proven, date_joined=LONG_AGO))

    staying = join(old, new)

    assert staying.user is not None
    assert list(User.objects.values_list("email", flat=True)) == [staying.user.email] == [f"{stays}@example.org"]
    both = old_is_proven and new_is_proven
    closed = [mail.sealed for mail in OutboxMail.objects.filter(kind="network.login_closed")]
    assert closed == ([{"email": "new@example.org"}] if both else [])


def test_closed_mailbox_is_told_nothing_of_the_other_one() -> None:
    """Who registers anew may do so because somebody else reads the first mailbox."""
    old, new = listed(user=UserFactory(email="old@example.org", date_joined=LONG_AGO)), online()
    join(old, new)

    mail = OutboxMail.objects.get(kind="network.login_closed")
    with translation.override("en"):
        letter = letter_kinds()[mail.kind].build(mail)

    assert letter is not None
    assert letter.text.splitlines() == [
        "There is news: this e-mail address opens no login of the portal any more.",
        "",
        "If you do not know why, tell the office at once. Its telephone number stands at the foot of this page:",
        f"{settings.PORTAL_ADDRESS}/en/",
    ]


def test_nothing_is_joined_otherwise_than_was_shown() -> None:
    """The other mailbox is proven while a colleague looks at the page: by now another login would stay."""
    old, new = listed(user=UserFactory()), online()
    EmailAddress.objects.filter(user=old.user).update(verified=False)
    proposal = propose_joining(old, new, reason="…", by_id=PROPOSER, now=NOW)
    shown = outcome(old, new)
    User.objects.filter(pk=old.user_id).update(date_joined=LONG_AGO)
    EmailAddress.objects.filter(user=old.user).update(verified=True)

    with pytest.raises(CannotJoinError):
        join_records(proposal, outcome=shown, by_id=CONFIRMER, now=NOW)
    assert (Supporter.objects.count(), User.objects.count()) == (2, 2)


def test_telephone_from_another_record_counts_as_changed() -> None:
    """The office asks nobody by what came in a registration that was just joined."""
    old = listed(user=UserFactory(date_joined=LONG_AGO), postal_address="Ueno 1")
    new = online(telephone="09011112222", postal_address="Elsewhere 2")

    staying = join(old, new)

    assert (staying.telephone, staying.postal_address) == ("09011112222", "Ueno 1")
    assert staying.user is not None
    assert reach_changed(staying.user) == {"telephone": NOW}


def test_login_of_a_colleague_stays() -> None:
    old, new = listed(user=UserFactory(groups=["Coordinators"], address__verified=False)), online()

    assert join(old, new).user == old.user


def test_half_filled_forms_go_along_with_the_login() -> None:
    old, new = listed(user=UserFactory(address__verified=False)), online()
    for owner, form in ((old.user, "claim"), (old.user, "about"), (new.user, "about")):
        Draft.objects.create(owner=owner, form=form, values={"by": owner.email}, updated_at=NOW)

    staying = join(old, new)

    assert staying.user == new.user
    kept = {draft.form: draft.values["by"] for draft in Draft.objects.filter(owner=new.user)}
    assert kept == {"claim": old.user.email, "about": "lan@example.org"}
    assert Draft.objects.count() == 2


def test_half_filled_form_goes_along_though_the_staying_login_has_sent_one() -> None:
    old, new = listed(user=UserFactory(address__verified=False)), online()
    assert old.user is not None
    assert new.user is not None
    before = draft_of(new.user.pk, "claim").page
    discard(new.user.pk, "claim", now=NOW)
    keep(draft_of(old.user.pk, "claim").page, {"code": "Q36GC-V9G2E"}, now=NOW)

    join(old, new)

    draft = draft_of(new.user.pk, "claim")
    assert (draft.values, draft.is_sent) == ({"code": "Q36GC-V9G2E"}, False)
    assert keep(before, {"code": "sent already"}, now=NOW) is False
    assert Draft.objects.count() == 1


def test_form_that_was_sent_takes_the_place_of_no_half_filled_one() -> None:
    old, new = listed(user=UserFactory(address__verified=False)), online()
    assert old.user is not None
    assert new.user is not None
    discard(old.user.pk, "claim", now=NOW)
    keep(draft_of(new.user.pk, "claim").page, {"by": "the staying one"}, now=NOW)

    join(old, new)

    assert draft_of(new.user.pk, "claim").values == {"by": "the staying one"}


def test_closed_address_is_free_again() -> None:
    old, new = listed(user=UserFactory(email="old@example.org", address__verified=False)), online()

    join(old, new)

    assert not EmailAddress.objects.filter(email="old@example.org").exists()
    assert User.objects.create_user("old@example.org").pk is not None
