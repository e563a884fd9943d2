from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

LECTURE = "courses.lecture"


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_sizes_of_recordings")]

    operations = [
        migrations.AlterModelOptions(
            name="lecture",
            options={
                "default_permissions": ["view"],
                "permissions": [("take_down_lecture", "Can take lectures down everywhere, and put them back")],
                "verbose_name": "lecture",
                "verbose_name_plural": "lectures",
            },
        ),
        migrations.AddField(
            "lecture",
            "unavailable_since",
            models.DateTimeField(blank=True, null=True, verbose_name="taken down since"),
        ),
        migrations.AddField(
            "lecture",
            "unavailable_reason",
            models.CharField(
                blank=True,
                choices=[
                    ("office", "Reasons of the office"),
                    ("correction", "Something in it is wrong and is being corrected"),
                    ("protection", "Somebody in it must be protected"),
                    ("rights", "We may not show it any more"),
                ],
                default="",
                max_length=20,
                verbose_name="reason",
            ),
        ),
        migrations.AddConstraint(
            "lecture",
            models.CheckConstraint(
                condition=Q(unavailable_since=None, unavailable_reason="")
                | (Q(unavailable_since__isnull=False) & ~Q(unavailable_reason="")),
                name="unavailable_lecture_says_why",
            ),
        ),
        migrations.CreateModel(
            name="UnavailableNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=settings.LANGUAGES, max_length=10, verbose_name="language"),
                ),
                ("text", models.TextField(verbose_name="what readers are told")),
                (
                    "lecture",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notes", to=LECTURE),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("lecture", "language"), name="one_note_per_language")],
            },
        ),
        migrations.CreateModel(
            name="FileMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_name", models.CharField(max_length=100, unique=True)),
                ("new_name", models.CharField(max_length=100, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="file_moves", to=LECTURE
                    ),
                ),
            ],
            options={"default_permissions": (), "verbose_name": "file to be moved"},
        ),
    ]
