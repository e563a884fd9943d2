"""One of everything that addresses speak of, belonging to nobody who walks through them (tests.walking)."""

from __future__ import annotations

from datetime import date, datetime

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import Translation, TranslationSource

from courses.models import Caption, Lecture, Transcript
from network.importing.reading import Table
from network.models import MemberImport
from portal.dates import TOKYO
from portal.models import ContactSettings, HomePage, StandardPage
from sessions.models import Certificate, Membership
from sessions.viewsets.participants import VERBS
from surveys.models import RequiredPeriod
from tests.factories import PapersFactory, ProgrammeFactory, SupporterFactory, UserFactory
from tests.learning import make_course, make_lecture, make_recording, make_survey, publish
from tests.sessions.made import BookingFactory, CaseFactory, MembershipFactory, OfferFactory

NAMES = {
    "wagtailsettings:app_name": "portal",
    "wagtailsettings:model_name": "contactsettings",
    "content_type_app_name": "portal",
    "content_type_model_name": "standardpage",
    "wagtail_bulk_action:app_label": "wagtailcore",
    "wagtail_bulk_action:model_name": "page",
    "wagtail_bulk_action:action": "delete",
    "network:register_step:name": "about",
    "claims:step:name": "visit",
    "way": "transcript",
    "pk": "0",
}


def things() -> dict[str, str]:
    """Names of parts of addresses, as tests.walking looks them up."""
    made = {**NAMES, **_pages(), **_teaching(), **_network(), **_meeting(), **_office()}
    return {**made, **(_claim() if apps.is_installed("claims") else {})}


def _pages() -> dict[str, str]:
    page = publish(HomePage.objects.get(locale__language_code="vi"), StandardPage(title="Trang", slug="page"))
    ways = ("page_id", "parent_page_id", "page_to_move_id", "page_pk", "wagtailadmin_api:pages:pk")
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target()
    return {
        **dict.fromkeys(ways, str(page.pk)),
        "translation_source_id": str(source.pk),
        "translation_id": str(translation.pk),
        "destination_id": str(Page.objects.get(depth=1).pk),
        "revision_id": str(page.latest_revision_id),
    }


def _teaching() -> dict[str, str]:
    lecture = make_lecture(make_course())
    recording = make_recording(lecture)
    survey = make_survey(lecture)
    period = RequiredPeriod.objects.create(starts_on=date(2026, 3, 1))
    caption = Caption.objects.create(recording=recording, language="vi", text="WEBVTT\n")
    transcript = Transcript.objects.create(recording=recording, language="vi", text="…")
    return {
        "courses:key": str(Lecture.objects.get(key=lecture.translation_key).key),
        "courses:pk": str(recording.pk),
        "courses:captions:pk": str(caption.pk),
        "courses:transcript:pk": str(transcript.pk),
        "recordings:pk": str(recording.pk),
        "surveys:key": str(survey.key),
        "required_surveys:pk": str(period.pk),
    }


def _network() -> dict[str, str]:
    supporter = SupporterFactory(declared=True)
    papers = PapersFactory(supporter=supporter)
    return {
        "supporters:pk": str(supporter.pk),
        "programmes:pk": str(ProgrammeFactory().pk),
        "papers:pk": str(papers.pk),
        "terms:pk": str(papers.term_id),
        "member_import:pk": str(_import().pk),
    }


def _import() -> MemberImport:
    then = datetime(2026, 5, 1, 9, tzinfo=TOKYO)
    sent = {"made_by_id": 0, "made_at": then, "moved_at": then, "file_name": "members.csv", "total": 1}
    return MemberImport.objects.create(rows=Table(("E-mail",), ((2, ("a@example.org",)),)).as_data(), **sent)


def _meeting() -> dict[str, str]:
    case, offer = CaseFactory(), OfferFactory()
    booking = BookingFactory(meeting=case.meeting)
    member = MembershipFactory(completed=True)
    ways = ("help_offer", "help_accept", "help_decline", "help_card", "help_give_back", "accompanied")
    cases = ("case", "withdraw_case", "refer_case", "keep_refer_case")
    return {
        "consultations:key": str(case.meeting_id),
        "consultations:uid": str(booking.uid),
        "consultations:pk": str(member.cohort_id),
        "consultations:member": str(member.pk),
        "consultations:reference": offer.referral.reference,
        "consultations:code": "7K3M-920A",
        "certificate:code": "7K3M-920A",
        **{f"consultations:{way}:pk": str(offer.pk) for way in ways},
        **{f"consultations:{way}:pk": str(case.pk) for way in cases},
        "meetings:key": str(case.meeting_id),
        "meetings:pk": str(case.meeting_id),
        "meetings:fiscal_year": "2026",
        **{f"meetings:participant_{verb}:pk": str(booking.pk) for verb in VERBS},
        "referrals:pk": str(offer.referral_id),
        "cohorts:pk": str(member.cohort_id),
        **{f"cohorts:{verb}:pk": str(member.pk) for verb in ("accept", "decline", "remove")},
        **{f"cohorts:{verb}_certificate:pk": str(_certificate(member)) for verb in ("revoke", "give_back")},
    }


def _certificate(member: Membership) -> int:
    return Certificate.objects.get_or_create(membership=member, digest="0", issued_on=date(2026, 8, 2))[0].pk


def _office() -> dict[str, str]:
    document = Document.objects.create(title="…", file=ContentFile(b"%PDF", name="a.pdf"))
    return {
        "document": f"{document.pk}/{document.filename}",
        "wagtailsettings:pk": str(ContactSettings.load().pk),
        "document_id": str(document.pk),
        "doc_id": str(document.pk),
        "wagtailadmin_api:documents:pk": str(document.pk),
        "wagtaildocs_chooser:pk": str(document.pk),
        "wagtailadmin_collections:pk": str(Collection.get_first_root_node().add_child(name="…").pk),
        "wagtailsites:pk": str(Site.objects.get().pk),
        "wagtaillocales:pk": str(Locale.objects.get(language_code="en").pk),
        "wagtailusers_users:pk": str(UserFactory(groups=["Desk"]).pk),
        "wagtailusers_groups:pk": str(Group.objects.get(name="Desk").pk),
    }


def _claim() -> dict[str, str]:
    from tests.claims.made import a_claim

    claim = a_claim(SupporterFactory(experienced=True))
    return {
        "claims_desk:pk": str(claim.pk),
        "claims:reference": claim.reference,
        "claims:start_from:reference": "R00000",
        "claims:pk": str(claim.visit.consultee_code_id),
    }
