from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.utils import timezone

from network.importing.enums import ImportState
from network.importing.reading import read_book, table, usual_choice
from network.models import AddressChange, AgreementText, JoiningProposal, MemberImport, PayeeAccount, Supporter, User
from network.papers.actions import NEWS_MAIL
from network.payees.enums import AccountKind
from network.people.actions.account_mails import mail_reset_link
from network.people.addresses.actions import ask_to_change_address
from network.people.addresses.links import key_for_the_new, key_for_the_old
from network.people.enums import Browser
from network.people.signing_in.known_browsers import key_for
from network.people.signing_in.reset_links import token_for
from portal.dates import TOKYO
from portal.mail import MailState, OutboxMail
from tests.factories import PapersFactory, ProgrammeFactory, SupporterFactory, UserFactory

THEN = datetime(2026, 5, 1, 9, tzinfo=TOKYO)


def things(owner: Supporter) -> dict[str, str]:
    papers = PapersFactory(supporter=owner)
    account_of(owner)
    return {
        **_signing_in(UserFactory(address__verified=False)),
        "supporters:pk": str(owner.pk),
        "supporters:join_with:other": str(SupporterFactory().pk),
        **{f"supporters:{page}:pk": str(proposal().pk) for page in ("join_confirm", "join_drop")},
        "network:edit:page": "about",
        **dict.fromkeys(("network:bank", "supporters:bank"), "0001"),
        **dict.fromkeys(("network:branch", "supporters:branch"), "001"),
        **_address_change(owner),
        "programmes:pk": str(ProgrammeFactory().pk),
        "papers:pk": str(papers.pk),
        "mails:pk": str(given_up_mail(owner).pk),
        "papers:open:pk": str(owner.pk),
        "terms:pk": str(papers.term_id),
        "agreement_texts:pk": str(AgreementText.objects.create(language="vi", title="…", body=[]).pk),
        "member_import:pk": str(member_import().pk),
        **{f"member_import:{way}:pk": str(member_import(state=ImportState.DONE).pk) for way in ("report", "download")},
        "member_import:undo:pk": str(member_import(state=ImportState.DONE, imported_at=timezone.now()).pk),
        "network:register_step:name": "about",
        "network:register_keep:name": "about",
    }


def given_up_mail(reader: Supporter) -> OutboxMail:
    return OutboxMail.objects.create(
        recipient=reader.user,
        kind=NEWS_MAIL,
        state=MailState.GIVEN_UP,
        settled_at=THEN,
        next_try_at=THEN,
        dedupe_key=f"{NEWS_MAIL}:{reader.pk}",
    )


def _signing_in(user: User) -> dict[str, str]:
    key = EmailConfirmationHMAC(EmailAddress.objects.get(user=user)).key
    return {
        "unconfirmed_email": key,
        "password_key": f"{user_pk_to_url_str(user)}-{_reset_token(user)}",
    }


def _reset_token(user: User) -> str | None:
    key = mail_reset_link(user, user.email, browser=Browser.STRANGE, now=THEN)
    return token_for(OutboxMail.objects.get(dedupe_key=key))


def _address_change(owner: Supporter) -> dict[str, str]:
    """Of somebody else: a link needs no session, and what the owner has asked for isn't to be undone."""
    change = ask_to_change_address(UserFactory(), "new@example.org", by_id=owner.user_id, now=timezone.now())
    return {
        "addresses:pk": str(_silent_change().pk),
        "network:confirm_address:key": key_for_the_new(change),
        "network:undo_address:key": key_for_the_old(change),
        "network:this_browser:key": key_for(owner.user),
    }


def _silent_change() -> AddressChange:
    user = UserFactory()
    return ask_to_change_address(user, "safe@example.org", is_silent=True, by_id=user.pk, now=timezone.now())


def account_of(owner: Supporter) -> None:
    PayeeAccount.objects.create(
        supporter=owner,
        bank_code="0001",
        bank_name="…",
        branch_code="001",
        branch_name="…",
        kind=AccountKind.values[0],
        number="1234567",
        holder="…",
        last_three="567",
        confirmed_at=THEN,
    )


def proposal() -> JoiningProposal:
    pair = {"staying": SupporterFactory(), "joining": SupporterFactory()}
    return JoiningProposal.objects.create(**pair, reason="…", proposed_by_id=0, proposed_at=THEN)


def member_import(**fields: str) -> MemberImport:
    """Without `state`, its file lies here whole."""
    book = read_book(b"E-mail\na@example.org\n")
    choice = usual_choice(book)
    content = table(book, choice).as_data() if fields else book.as_data()
    said = {"file_name": "members.csv", "total": 1, "mapping": {"network_id": 0}, "choice": choice.as_data()}
    sent = {"made_by_id": 0, "made_at": THEN, "moved_at": THEN, **said, **fields}
    return MemberImport.objects.create(content=content, **sent)
