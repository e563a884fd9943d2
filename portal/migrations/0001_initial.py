from __future__ import annotations

import django.db.models.deletion
import portal.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("telephone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("postal_address", models.TextField(blank=True, verbose_name="postal address")),
                ("sns", models.TextField(blank=True, verbose_name="SNS addresses, one a line")),
            ],
            options={
                "verbose_name": "Contact of the office",
            },
        ),
        migrations.CreateModel(
            name="DueJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("due_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="HomePage",
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
                    "symbol",
                    models.CharField(
                        choices=[
                            ("path", "Path"),
                            ("companion", "Two walking side by side"),
                            ("phone", "Telephone"),
                            ("chat", "Speech bubbles"),
                            ("roots", "Roots"),
                            ("policy", "Policy"),
                            ("emergency", "Emergency"),
                            ("course", "Course"),
                            ("lecture", "Lecture"),
                            ("contact", "Contact"),
                            ("shield", "Shield"),
                            ("document", "Document"),
                            ("claim", "Claim"),
                        ],
                        default="document",
                        max_length=20,
                        verbose_name="symbol",
                    ),
                ),
                ("in_footer", models.BooleanField(default=False, verbose_name="show in the footer")),
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
            name="RevisionWholeness",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.revision",
                    ),
                ),
                ("is_whole", models.BooleanField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StandardPage",
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
                    "symbol",
                    models.CharField(
                        choices=[
                            ("path", "Path"),
                            ("companion", "Two walking side by side"),
                            ("phone", "Telephone"),
                            ("chat", "Speech bubbles"),
                            ("roots", "Roots"),
                            ("policy", "Policy"),
                            ("emergency", "Emergency"),
                            ("course", "Course"),
                            ("lecture", "Lecture"),
                            ("contact", "Contact"),
                            ("shield", "Shield"),
                            ("document", "Document"),
                            ("claim", "Claim"),
                        ],
                        default="document",
                        max_length=20,
                        verbose_name="symbol",
                    ),
                ),
                ("in_footer", models.BooleanField(default=False, verbose_name="show in the footer")),
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
            name="WrongAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "by",
                    models.CharField(
                        choices=[("desk", "Desk"), ("bounce", "Bounce"), ("complaint", "Complaint")], max_length=20
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("verb", models.CharField(max_length=60)),
                ("object_type", models.CharField(max_length=60)),
                ("object_ref", models.CharField(max_length=64)),
                ("changes", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["object_type", "object_ref"], name="audit_by_object")],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=40)),
                ("key", models.UUIDField()),
                ("result", models.CharField(max_length=500)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="idempotency_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "key"), name="one_result_per_idempotency_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecentUses",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("uses", models.JSONField(default=list)),
                ("forget_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["forget_at"], name="recent_uses_by_age")],
            },
        ),
        migrations.CreateModel(
            name="StructureChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.BigIntegerField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["changed_at"], name="structure_change_by_age")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=40)),
                ("values", portal.fields.EncryptedJSONField()),
                ("times_sent", models.PositiveIntegerField(db_default=0, default=0)),
                ("is_sent", models.BooleanField(db_default=False, default=False)),
                ("updated_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["updated_at"], name="draft_by_age")],
                "constraints": [models.UniqueConstraint(fields=("owner", "form"), name="one_draft_per_form")],
            },
        ),
        migrations.CreateModel(
            name="OutboxMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=10)),
                ("reference", models.CharField(blank=True, max_length=64)),
                ("dedupe_key", models.CharField(max_length=120, unique=True)),
                ("sealed", portal.fields.EncryptedJSONField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("is_urgent", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("not_needed", "Not Needed"),
                            ("given_up", "Given Up"),
                            ("wrong_address", "Wrong Address"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("refused", "The recipient's provider refuses it."),
                            ("no_answer", "The mail server did not answer."),
                            ("other", "Another error. Ask the administrator."),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
                "permissions": [
                    ("handle_outboxmail", "Can send given-up mails again, and say that an address is wrong")
                ],
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["next_try_at"], name="mail_waiting"),
                    models.Index(
                        condition=models.Q(("state", "given_up")), fields=["settled_at"], name="mail_given_up"
                    ),
                    models.Index(
                        condition=models.Q(("sealed__isnull", False)), fields=["expires_at"], name="mail_with_secrets"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="settled_mail_has_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnsentForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("browser", models.CharField(max_length=64)),
                ("typed", portal.fields.EncryptedJSONField()),
                ("kept_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["kept_at"], name="unsent_form_by_age")],
            },
        ),
    ]
