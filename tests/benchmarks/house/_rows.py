"""One row more of everything that the office's lists show, as often as asked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import Translation, TranslationSource

from courses.models import CoursePage
from network.importing.enums import ImportState, Outcome
from network.models import AgreementText, ImportLine, LanguageSpoken, Supporter, Term
from network.people.addresses.actions import ask_to_change_address
from network.people.enums import SpokenLanguage
from portal.models import HomePage, StandardPage
from sessions.bookings.enums import Role
from sessions.models import Certificate, Cohort, Meeting, Referral
from surveys.models import RequiredPeriod
from tests.claims.made import a_claim
from tests.factories import PapersFactory, ProgrammeFactory, SupporterFactory, TermFactory, UserFactory
from tests.learning import make_lecture, make_recording, make_survey, publish
from tests.sessions.made import (
    BookingFactory,
    CaseFactory,
    CohortFactory,
    MeetingFactory,
    MembershipFactory,
    OfferFactory,
    ReferralFactory,
)
from tests.things.network import account_of, given_up_mail, member_import, proposal

_numbers = count(10)


def one_more(known: dict[str, str]) -> None:
    """Beside what `tests.things` made, and in what that made for its own lists: its meeting, its cohort, its import."""
    number, supporter = next(_numbers), SupporterFactory(experienced=True)
    LanguageSpoken.objects.create(supporter=supporter, language=SpokenLanguage.VIETNAMESE, level="mother")
    _of_the_network(known, number, supporter)
    _of_terms(number)
    _of_courses(number)
    _of_meetings(known, supporter)
    _of_referrals(known, supporter)
    _of_cohorts(known, number, supporter)
    _of_wagtail(number)
    a_claim(SupporterFactory(experienced=True))


def _of_the_network(known: dict[str, str], number: int, supporter: Supporter) -> None:
    PapersFactory(supporter=supporter, term=Term.objects.get(pk=known["terms:pk"]))
    given_up_mail(supporter)
    account_of(supporter)
    proposal()
    asking = UserFactory()
    ask_to_change_address(asking, f"safe{number}@example.org", is_silent=True, by_id=asking.pk, now=timezone.now())
    member_import(state=ImportState.DONE)
    for page in ("report", "undo"):
        ImportLine.objects.create(
            member_import_id=int(known[f"member_import:{page}:pk"]),
            number=number,
            outcome=Outcome.NEW,
            supporter=supporter,
            registered_as=SupporterFactory(),
        )


def _of_terms(number: int) -> None:
    year = 2030 + number
    TermFactory(starts_on=date(year, 4, 1), ends_on=date(year + 1, 3, 31))
    ProgrammeFactory(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    missing = set(dict(settings.LANGUAGES)) - set(AgreementText.objects.values_list("language", flat=True))
    for language in sorted(missing)[:1]:
        AgreementText.objects.create(language=language, title="…", body=[])


def _of_courses(number: int) -> None:
    lecture = make_lecture(CoursePage.objects.get(), number)
    make_recording(lecture)
    period = RequiredPeriod.objects.create(starts_on=date(2026, 3, 1) + timedelta(days=number))
    period.surveys.add(make_survey(lecture))


def _of_meetings(known: dict[str, str], supporter: Supporter) -> None:
    meeting = Meeting.objects.get(pk=known["meetings:pk"])
    BookingFactory(meeting=meeting, supporter=supporter)
    BookingFactory(meeting=meeting, waitlisted=True)
    CaseFactory(meeting=meeting, brought_by=supporter)
    BookingFactory(meeting=MeetingFactory(facilitators=[supporter]), role=Role.LEARNER)


def _of_referrals(known: dict[str, str], supporter: Supporter) -> None:
    OfferFactory(referral=ReferralFactory(raised_by=supporter))
    OfferFactory(referral=Referral.objects.get(pk=known["referrals:pk"]))


def _of_cohorts(known: dict[str, str], number: int, supporter: Supporter) -> None:
    cohort = Cohort.objects.get(pk=known["cohorts:pk"])
    completed = MembershipFactory(cohort=cohort, completed=True)
    Certificate.objects.create(membership=completed, digest=str(number), issued_on=date(2026, 8, 2))
    MembershipFactory(cohort=cohort, applied=True)
    MembershipFactory(cohort=CohortFactory(), supporter=supporter)


def _of_wagtail(number: int) -> None:
    UserFactory(groups=["Desk"])
    Group.objects.create(name=f"Group {number}")
    Collection.get_first_root_node().add_child(name=f"Collection {number}")
    home = HomePage.objects.get(locale__language_code="vi")
    page = publish(home, StandardPage(title=f"Trang {number}", slug=f"page-{number}"))
    Page.objects.filter(pk=page.pk).update(locked=True, locked_at=timezone.now(), locked_by=UserFactory())
    source, _created = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    Site.objects.create(hostname=f"{number}.example.org", root_page=home)
    Document.objects.create(title=f"Document {number}", file=ContentFile(b"%PDF", name=f"{number}.pdf"))
    Image.objects.create(title=f"Image {number}", file=get_test_image_file())
