from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Django makes permissions only when all migrations are over.
CODENAMES = [f"{verb}_recording" for verb in ("add", "change", "delete", "view")]


def let_editors_bring_recordings(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Permission = apps.get_model("auth", "Permission")
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="courses", model="recording"
    )
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    for codename in CODENAMES:
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )
        editors.permissions.add(permission)


def take_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    editors.permissions.remove(*editors.permissions.filter(content_type__app_label="courses", codename__in=CODENAMES))


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial"), ("network", "0003_staff_groups")]
    operations = [migrations.RunPython(let_editors_bring_recordings, take_back)]
