from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Django makes permissions only when all migrations are over.
GRANTED = {
    "supporter": {"end_membership": "Can register that a supporter leaves, or has their data erased"},
    "term": {
        "view_term": "Can view registration term",
        "add_term": "Can add registration term",
        "change_term": "Can change registration term",
    },
}


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    desk = apps.get_model("auth", "Group").objects.get(name="Desk")
    for model, permissions in GRANTED.items():
        content_type, _created = ContentType.objects.get_or_create(app_label="network", model=model)
        for codename, name in permissions.items():
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            desk.permissions.add(permission)


def withdraw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    desk = apps.get_model("auth", "Group").objects.get(name="Desk")
    for model, permissions in GRANTED.items():
        found = desk.permissions.filter(content_type__app_label="network", content_type__model=model)
        desk.permissions.remove(*found.filter(codename__in=permissions))


class Migration(migrations.Migration):
    dependencies = [("network", "0009_member_imports")]
    operations = [
        migrations.AlterModelOptions(
            name="supporter",
            options={
                "permissions": [
                    ("confirm_experience", "Can confirm a supporter's experience"),
                    ("end_membership", "Can register that a supporter leaves, or has their data erased"),
                ],
                "verbose_name": "supporter",
                "verbose_name_plural": "supporters",
            },
        ),
        migrations.RunPython(grant, withdraw),
    ]
