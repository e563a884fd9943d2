from __future__ import annotations

import courses.models.lectures
import courses.webvtt
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import portal.languages
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseIndexPage",
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
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("text", 3),
                            ("list", 5),
                            ("steps", 9),
                            ("figures", 13),
                            ("notice", 15),
                            ("way", 16),
                            ("contact", 17),
                            ("children", 18),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Heading"}),
                            1: (
                                "wagtail.blocks.RegexBlock",
                                (),
                                {
                                    "error_messages": {"invalid": "Use small letters, digits and hyphens."},
                                    "label": "Name for links to this place",
                                    "regex": "^[a-z0-9-]*$",
                                    "required": False,
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("anchor", 1)]], {}),
                            3: ("portal.blocks.TextBlock", (), {"features": ["bold", "italic", "link", "ul", "ol"]}),
                            4: ("wagtail.blocks.CharBlock", (), {"label": "Item"}),
                            5: ("portal.blocks.ItemsBlock", (4,), {}),
                            6: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            7: ("wagtail.blocks.TextBlock", (), {"label": "Text"}),
                            8: ("wagtail.blocks.StructBlock", [[("title", 6), ("text", 7)]], {}),
                            9: ("portal.blocks.StepsBlock", (8,), {}),
                            10: ("wagtail.blocks.CharBlock", (), {"label": "Figure"}),
                            11: ("wagtail.blocks.CharBlock", (), {"label": "What it means"}),
                            12: ("wagtail.blocks.StructBlock", [[("value", 10), ("text", 11)]], {}),
                            13: ("portal.blocks.FiguresBlock", (12,), {}),
                            14: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("info", "Information"), ("warning", "Warning")], "label": "Tone"},
                            ),
                            15: ("wagtail.blocks.StructBlock", [[("tone", 14), ("text", 7)]], {}),
                            16: ("portal.blocks.WayBlock", (), {}),
                            17: ("portal.blocks.ContactBlock", (), {}),
                            18: ("portal.blocks.ChildrenBlock", (), {}),
                        },
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CoursePage",
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
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("text", 3),
                            ("list", 5),
                            ("steps", 9),
                            ("figures", 13),
                            ("notice", 15),
                            ("way", 16),
                            ("contact", 17),
                            ("children", 18),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Heading"}),
                            1: (
                                "wagtail.blocks.RegexBlock",
                                (),
                                {
                                    "error_messages": {"invalid": "Use small letters, digits and hyphens."},
                                    "label": "Name for links to this place",
                                    "regex": "^[a-z0-9-]*$",
                                    "required": False,
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("anchor", 1)]], {}),
                            3: ("portal.blocks.TextBlock", (), {"features": ["bold", "italic", "link", "ul", "ol"]}),
                            4: ("wagtail.blocks.CharBlock", (), {"label": "Item"}),
                            5: ("portal.blocks.ItemsBlock", (4,), {}),
                            6: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            7: ("wagtail.blocks.TextBlock", (), {"label": "Text"}),
                            8: ("wagtail.blocks.StructBlock", [[("title", 6), ("text", 7)]], {}),
                            9: ("portal.blocks.StepsBlock", (8,), {}),
                            10: ("wagtail.blocks.CharBlock", (), {"label": "Figure"}),
                            11: ("wagtail.blocks.CharBlock", (), {"label": "What it means"}),
                            12: ("wagtail.blocks.StructBlock", [[("value", 10), ("text", 11)]], {}),
                            13: ("portal.blocks.FiguresBlock", (12,), {}),
                            14: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("info", "Information"), ("warning", "Warning")], "label": "Tone"},
                            ),
                            15: ("wagtail.blocks.StructBlock", [[("tone", 14), ("text", 7)]], {}),
                            16: ("portal.blocks.WayBlock", (), {}),
                            17: ("portal.blocks.ContactBlock", (), {}),
                            18: ("portal.blocks.ChildrenBlock", (), {}),
                        },
                        verbose_name="body",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("basic", "Basic course"), ("applied", "Applied course")],
                        default="basic",
                        max_length=10,
                        verbose_name="course",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LecturePage",
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
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("text", 3),
                            ("list", 5),
                            ("steps", 9),
                            ("figures", 13),
                            ("notice", 15),
                            ("way", 16),
                            ("contact", 17),
                            ("children", 18),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Heading"}),
                            1: (
                                "wagtail.blocks.RegexBlock",
                                (),
                                {
                                    "error_messages": {"invalid": "Use small letters, digits and hyphens."},
                                    "label": "Name for links to this place",
                                    "regex": "^[a-z0-9-]*$",
                                    "required": False,
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("anchor", 1)]], {}),
                            3: ("portal.blocks.TextBlock", (), {"features": ["bold", "italic", "link", "ul", "ol"]}),
                            4: ("wagtail.blocks.CharBlock", (), {"label": "Item"}),
                            5: ("portal.blocks.ItemsBlock", (4,), {}),
                            6: ("wagtail.blocks.CharBlock", (), {"label": "Title"}),
                            7: ("wagtail.blocks.TextBlock", (), {"label": "Text"}),
                            8: ("wagtail.blocks.StructBlock", [[("title", 6), ("text", 7)]], {}),
                            9: ("portal.blocks.StepsBlock", (8,), {}),
                            10: ("wagtail.blocks.CharBlock", (), {"label": "Figure"}),
                            11: ("wagtail.blocks.CharBlock", (), {"label": "What it means"}),
                            12: ("wagtail.blocks.StructBlock", [[("value", 10), ("text", 11)]], {}),
                            13: ("portal.blocks.FiguresBlock", (12,), {}),
                            14: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("info", "Information"), ("warning", "Warning")], "label": "Tone"},
                            ),
                            15: ("wagtail.blocks.StructBlock", [[("tone", 14), ("text", 7)]], {}),
                            16: ("portal.blocks.WayBlock", (), {}),
                            17: ("portal.blocks.ContactBlock", (), {}),
                            18: ("portal.blocks.ChildrenBlock", (), {}),
                        },
                        verbose_name="body",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number in the course")),
                (
                    "required_share",
                    models.PositiveSmallIntegerField(
                        default=80,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share to be watched before the survey opens, per cent",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Lecture",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("unavailable_since", models.DateTimeField(blank=True, null=True, verbose_name="taken down since")),
                (
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
            ],
            options={
                "verbose_name": "lecture",
                "verbose_name_plural": "lectures",
                "permissions": [("take_down_lecture", "Can take lectures down everywhere, and put them back")],
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unavailable_reason", ""), ("unavailable_since", None)),
                            models.Q(
                                ("unavailable_since__isnull", False),
                                models.Q(("unavailable_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="unavailable_lecture_says_why",
                    )
                ],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="file_moves", to="courses.lecture"
                    ),
                ),
            ],
            options={
                "verbose_name": "file to be moved",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Recording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", portal.languages.LanguageField(max_length=10, verbose_name="spoken language")),
                (
                    "video",
                    models.FileField(
                        storage=courses.models.lectures.recordings_storage,
                        upload_to="video/",
                        verbose_name="video (MP4: H.264 and AAC)",
                    ),
                ),
                (
                    "audio",
                    models.FileField(
                        blank=True,
                        help_text="For people with little data.",
                        storage=courses.models.lectures.recordings_storage,
                        upload_to="audio/",
                        verbose_name="sound alone (M4A)",
                    ),
                ),
                ("duration_ms", models.PositiveIntegerField(editable=False)),
                ("video_bytes", models.PositiveBigIntegerField(db_default=0, editable=False)),
                ("audio_bytes", models.PositiveBigIntegerField(db_default=0, editable=False)),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recordings",
                        to="courses.lecture",
                        verbose_name="lecture",
                    ),
                ),
            ],
            options={
                "verbose_name": "recording",
                "verbose_name_plural": "recordings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Caption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", portal.languages.LanguageField(max_length=10, verbose_name="language")),
                (
                    "text",
                    models.TextField(validators=[courses.webvtt.validate_webvtt], verbose_name="captions in WebVTT"),
                ),
                (
                    "recording",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="captions", to="courses.recording"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("recording", "language"), name="one_caption_per_language")
                ],
            },
        ),
        migrations.CreateModel(
            name="Transcript",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", portal.languages.LanguageField(max_length=10, verbose_name="language")),
                ("text", models.TextField(verbose_name="transcript, an empty line between paragraphs")),
                (
                    "recording",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="transcripts", to="courses.recording"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("recording", "language"), name="one_transcript_per_language")
                ],
            },
        ),
        migrations.CreateModel(
            name="UnavailableNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", portal.languages.LanguageField(max_length=10, verbose_name="language")),
                ("text", models.TextField(verbose_name="what readers are told")),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="courses.lecture"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("lecture", "language"), name="one_note_per_language")],
            },
        ),
        migrations.CreateModel(
            name="WatchedOtherwise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("transcript", "Read the transcript"),
                            ("without_player", "Watched it without the player"),
                        ],
                        max_length=20,
                    ),
                ),
                ("day", models.DateField()),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="courses.lecture"
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.supporter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("supporter", "lecture", "way"), name="each_other_way_said_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Watching",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("intervals", models.JSONField(default=list)),
                ("share", models.PositiveSmallIntegerField(default=0)),
                ("openings", models.JSONField(db_default={}, default=dict)),
                ("position_ms", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("updated_at", models.DateTimeField()),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="watchings", to="courses.recording"
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="watchings", to="network.supporter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("supporter", "recording"), name="one_watching_per_recording"),
                    models.CheckConstraint(
                        condition=models.Q(("share__lte", 100)), name="watching_share_is_a_percentage"
                    ),
                ],
            },
        ),
    ]
