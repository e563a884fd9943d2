"""What Wagtail's own desks are about."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.admin.models import EditingSession
from wagtail.blocks import Block
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Site, UploadedFile

from network.models import User
from portal.models import ContactSettings
from tests.factories import UserFactory

NAMES = {
    "wagtailsettings:app_name": "portal",
    "wagtailsettings:model_name": "contactsettings",
    "wagtail_bulk_action:app_label": "wagtailcore",
    "wagtail_bulk_action:model_name": "page",
    "wagtail_bulk_action:action": "delete",
    "wagtailadmin_tag_model_autocomplete:app_name": "taggit",
    "wagtailadmin_tag_model_autocomplete:model_name": "tag",
    "wagtailadmin_dismissibles!": "{}",
    "wagtailadmin_choose_page_external_link!": "external-link-chooser-url=https://example.org/",
}


def things() -> dict[str, str]:
    return {**NAMES, **_media(), **_settings()}


def _media() -> dict[str, str]:
    document = Document.objects.create(title="…", file=ContentFile(b"%PDF", name="a.pdf"))
    image = Image.objects.create(title="…", file=get_test_image_file())
    return {
        "document": f"{document.pk}/{document.filename}",
        "document_id": str(document.pk),
        "doc_id": str(document.pk),
        "wagtailadmin_api:documents:pk": str(document.pk),
        "wagtailadmin_api:documents:find?": f"?id={document.pk}",
        "wagtaildocs_chooser:pk": str(document.pk),
        "wagtaildocs:uploaded_file_id": _uploaded(Document),
        "image_id": str(image.pk),
        "wagtailadmin_api:images:pk": str(image.pk),
        "wagtailadmin_api:images:find?": f"?id={image.pk}",
        "wagtailimages_chooser:pk": str(image.pk),
        "wagtailimages:uploaded_file_id": _uploaded(Image),
        "wagtailimages:filter_spec": "width-10",
    }


def _uploaded(model: type[Document | Image]) -> str:
    kind = ContentType.objects.get_for_model(model)
    return str(UploadedFile.objects.create(for_content_type=kind, file=ContentFile("…", name="a")).pk)


def _settings() -> dict[str, str]:
    collection = str(Collection.get_first_root_node().add_child(name="…").pk)
    return {
        "wagtailsettings:pk": str(ContactSettings.load().pk),
        "wagtailadmin_collections:pk": collection,
        "wagtailadmin_collections:collection_id": collection,
        "wagtailsites:pk": str(Site.objects.get().pk),
        "wagtaillocales:pk": str(Locale.objects.get(language_code="en").pk),
        "wagtailusers_users:pk": str(UserFactory(groups=["Desk"]).pk),
        "wagtailusers_groups:pk": str(Group.objects.create(name="…").pk),
        "wagtailadmin_block_preview?": f"?id={next(iter(Block.definition_registry))}",
    }


def make_personal(user: User) -> None:
    """What Wagtail shows to nobody but whoever has uploaded it, or is at it."""
    UploadedFile.objects.update(uploaded_by_user=user)
    EditingSession.objects.update(user=user)
