"""The roles of the office (experience, "Who comes here"). Each room grants its own permissions in its own migration."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUPS = ["Editors", "Desk", "Claims officers", "Treasurers", "Coordinators", "Auditors"]
WAGTAIL_GROUPS = ["Editors", "Moderators"]
PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
COLLECTION_PERMISSIONS = ["add_image", "change_image", "choose_image", "add_document", "change_document"]


def make_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")

    # Wagtail's two ready-made groups know nothing of our roles.
    Group.objects.filter(name__in=WAGTAIL_GROUPS).delete()
    enter_admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name in GROUPS:
        Group.objects.create(name=name).permissions.add(enter_admin)
    let_editors_edit(apps, Group.objects.get(name="Editors"))


def let_editors_edit(apps: StateApps, editors: object) -> None:
    Permission = apps.get_model("auth", "Permission")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS):
        GroupPagePermission.objects.create(group=editors, page=root, permission=permission)
    for permission in Permission.objects.filter(codename__in=COLLECTION_PERMISSIONS):
        GroupCollectionPermission.objects.create(group=editors, collection=collection, permission=permission)
    for permission in Permission.objects.filter(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    ):
        editors.permissions.add(permission)


def remove_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_programmes_never_overlap"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
