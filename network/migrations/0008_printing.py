"""The text of the agreement, which editors write, and what was printed with which words."""

from __future__ import annotations

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LANGUAGES = [("vi", "Vietnamese"), ("ja", "Japanese"), ("ja-hira", "Plain Japanese"), ("en", "English")]
# Django makes permissions only when all migrations are over. Codename → name.
GRANTED = {
    "add_agreementtext": "Can add agreement text",
    "change_agreementtext": "Can change agreement text",
    "view_agreementtext": "Can view agreement text",
}


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    content_type, _created = ContentType.objects.get_or_create(app_label="network", model="agreementtext")
    for codename, name in GRANTED.items():
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        editors.permissions.add(permission)


def withdraw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permissions = apps.get_model("auth", "Group").objects.get(name="Editors").permissions
    found = permissions.filter(content_type__app_label="network", content_type__model="agreementtext")
    permissions.remove(*found.filter(codename__in=GRANTED))


class Migration(migrations.Migration):
    dependencies = [("network", "0007_desk_handles_papers")]

    operations = [
        migrations.CreateModel(
            name="AgreementText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=LANGUAGES, max_length=10, unique=True, verbose_name="language"),
                ),
                ("title", models.CharField(max_length=100, verbose_name="title")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("paragraph", 0), ("clause", 3)],
                        block_lookup={
                            0: ("wagtail.blocks.TextBlock", (), {"icon": "pilcrow", "label": "Paragraph"}),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "Text"}),
                            3: ("wagtail.blocks.StructBlock", [[("title", 1), ("text", 2)]], {}),
                        },
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement text",
                "verbose_name_plural": "agreement texts",
                "ordering": ["pk"],
                "default_permissions": ["add", "change", "view"],
            },
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(choices=LANGUAGES, max_length=10)),
                ("title", models.CharField(max_length=100)),
                ("paragraphs", models.JSONField()),
                ("first_printed_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="PrintedPapers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField()),
                (
                    "papers",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="printings", to="network.papers"
                    ),
                ),
                ("versions", models.ManyToManyField(related_name="+", to="network.agreementversion")),
            ],
            options={"ordering": ["pk"], "default_permissions": ()},
        ),
        migrations.RunPython(grant, withdraw),
    ]
