from __future__ import annotations

import django.db.models.deletion
import modelcluster.fields
import portal.fields
import portal.languages
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("courses", "0001_initial"),
        ("network", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("qualified_on", models.DateField()),
                (
                    "supporter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="qualification",
                        to="network.supporter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="courses.lecture"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedAnswer",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("payload", portal.fields.EncryptedJSONField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.survey"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RequiredPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(unique=True, verbose_name="from")),
                (
                    "surveys",
                    models.ManyToManyField(related_name="+", to="surveys.survey", verbose_name="required surveys"),
                ),
            ],
            options={
                "verbose_name": "required surveys",
                "verbose_name_plural": "required surveys",
                "ordering": ["starts_on"],
            },
        ),
        migrations.CreateModel(
            name="Completion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="completions", to="network.supporter"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="completions", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("supporter", "survey"), name="answered_once_a_person")],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("question", models.UUIDField()),
                ("option", models.UUIDField(null=True)),
                ("value", models.PositiveSmallIntegerField(null=True)),
                ("text", portal.fields.EncryptedTextField(blank=True)),
                ("month", models.DateField()),
                ("language", portal.languages.LanguageField(blank=True, max_length=10)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["survey", "question"], name="answer_by_question")],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "One choice"),
                            ("multiple", "Several choices"),
                            ("scale", "Scale from 1 to 5"),
                            ("short", "Short text"),
                            ("long", "Long text"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="question")),
                ("help", models.CharField(blank=True, max_length=300, verbose_name="help")),
                ("is_required", models.BooleanField(default=True, verbose_name="must be answered")),
                (
                    "options",
                    wagtail.fields.StreamField(
                        [("option", 0)],
                        blank=True,
                        block_lookup={0: ("wagtail.blocks.CharBlock", (), {"label": "Option", "max_length": 200})},
                        verbose_name="options",
                    ),
                ),
                ("min_label", models.CharField(blank=True, max_length=100, verbose_name="what 1 means")),
                ("max_label", models.CharField(blank=True, max_length=100, verbose_name="what 5 means")),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="surveys.surveypage"
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
    ]
