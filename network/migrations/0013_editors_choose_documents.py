from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Editors could put documents in, but link none; and they keep the contact of the office (P5)."""
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    Permission = apps.get_model("auth", "Permission")
    choose = Permission.objects.get(content_type__app_label="wagtaildocs", codename="choose_document")
    everything = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    GroupCollectionPermission.objects.get_or_create(group=editors, collection=everything, permission=choose)
    # Django makes permissions only when all migrations are over.
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="portal", model="contactsettings"
    )
    change, _created = Permission.objects.get_or_create(
        codename="change_contactsettings",
        content_type=content_type,
        defaults={"name": "Can change Contact of the office"},
    )
    editors.permissions.add(change)


def withdraw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group=editors, permission__content_type__app_label="wagtaildocs", permission__codename="choose_document"
    ).delete()
    editors.permissions.remove(
        *editors.permissions.filter(content_type__app_label="portal", codename="change_contactsettings")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0012_names_in_each_language"),
        ("portal", "0004_speech_bubbles"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(grant, withdraw)]
