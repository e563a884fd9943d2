from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Django makes permissions only when all migrations are over.
PERMISSIONS = {"view_supporter": "Can view supporter", "confirm_experience": "Can confirm a supporter's experience"}


def let_desk_confirm(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    desk = apps.get_model("auth", "Group").objects.get(name="Desk")
    supporter, _created = ContentType.objects.get_or_create(app_label="network", model="supporter")
    for codename, name in PERMISSIONS.items():
        permission, _created = Permission.objects.get_or_create(
            content_type=supporter, codename=codename, defaults={"name": name}
        )
        desk.permissions.add(permission)


def forbid_desk_to_confirm(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    desk = apps.get_model("auth", "Group").objects.get(name="Desk")
    desk.permissions.remove(*desk.permissions.filter(content_type__app_label="network", codename__in=PERMISSIONS))


class Migration(migrations.Migration):
    dependencies = [("network", "0003_staff_groups")]
    operations = [migrations.RunPython(let_desk_confirm, forbid_desk_to_confirm)]
