from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Django makes permissions only when all migrations are over. Group → model → codename → name.
GRANTED = {
    "Desk": {
        "papers": {
            "view_papers": "Can view papers",
            "handle_papers": "Can send out papers and register what comes back",
        },
        "payeeaccount": {"key_payeeaccount": "Can key in payee accounts"},
    },
    "Treasurers": {
        "payeeaccount": {"see_payeeaccount": "Can see a whole payee account"},
    },
    "Auditors": {"papers": {"view_papers": "Can view papers"}},
}


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for group, models in GRANTED.items():
        for model, permissions in models.items():
            content_type, _created = ContentType.objects.get_or_create(app_label="network", model=model)
            for codename, name in permissions.items():
                permission, _created = Permission.objects.get_or_create(
                    content_type=content_type, codename=codename, defaults={"name": name}
                )
                Group.objects.get(name=group).permissions.add(permission)


def withdraw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    for group, models in GRANTED.items():
        permissions = Group.objects.get(name=group).permissions
        for model, codenames in models.items():
            found = permissions.filter(content_type__app_label="network", content_type__model=model)
            permissions.remove(*found.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("network", "0006_terms_never_overlap")]
    operations = [migrations.RunPython(grant, withdraw)]
