from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Django makes permissions only when all migrations are over. Group → model → codename → name.
LOOKING = {
    "meeting": {"view_meeting": "Can view session"},
    "referral": {"view_referral": "Can view referral"},
    "cohort": {"view_cohort": "Can view cohort"},
}
DOING = {
    "meeting": {
        "plan_meeting": "Can plan, announce, move and cancel sessions, and accept people",
        "export_figures": "Can export figures on sessions, cases and referrals",
    },
    "referral": {"coordinate_referral": "Can find supporters for referrals"},
    "cohort": {"run_cohort": "Can set up cohorts, invite and accept members, and revoke certificates"},
}
GRANTED = {
    "Coordinators": {model: LOOKING[model] | DOING[model] for model in LOOKING},
    "Auditors": LOOKING,
}


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for group, models in GRANTED.items():
        for model, permissions in models.items():
            content_type, _created = ContentType.objects.get_or_create(app_label="consultations", model=model)
            for codename, name in permissions.items():
                permission, _created = Permission.objects.get_or_create(
                    content_type=content_type, codename=codename, defaults={"name": name}
                )
                Group.objects.get(name=group).permissions.add(permission)


def withdraw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    for group in GRANTED:
        permissions = Group.objects.get(name=group).permissions
        permissions.remove(*permissions.filter(content_type__app_label="consultations"))


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial"), ("network", "0003_staff_groups")]
    operations = [migrations.RunPython(grant, withdraw)]
