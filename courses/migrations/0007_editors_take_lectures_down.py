from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Django makes permissions only when all migrations are over.
GRANTED = {
    "view_lecture": "Can view lecture",
    "take_down_lecture": "Can take lectures down everywhere, and put them back",
}


def let_editors_take_lectures_down(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Permission = apps.get_model("auth", "Permission")
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="courses", model="lecture"
    )
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    for codename, name in GRANTED.items():
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        editors.permissions.add(permission)


def take_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    of_lectures = editors.permissions.filter(content_type__app_label="courses", content_type__model="lecture")
    editors.permissions.remove(*of_lectures.filter(codename__in=GRANTED))


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_pages_have_no_availability"), ("network", "0003_staff_groups")]
    operations = [migrations.RunPython(let_editors_take_lectures_down, take_back)]
