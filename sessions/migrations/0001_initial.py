from __future__ import annotations

import django.db.models.deletion
import portal.fields
import portal.languages
import portal.names
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
            name="ConsultationIndexPage",
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
            name="ConsultationPage",
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
            name="SessionPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(unique=True, verbose_name="fiscal year")),
                ("planned", models.PositiveSmallIntegerField(verbose_name="planned sessions")),
            ],
            options={
                "verbose_name": "yearly plan",
                "verbose_name_plural": "yearly plans",
                "ordering": ["-fiscal_year"],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("helper", "Helper"),
                            ("learner", "Learner"),
                            ("expert", "Expert"),
                            ("interpreter", "Interpreter"),
                        ],
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "Applied"),
                            ("confirmed", "Confirmed"),
                            ("waitlisted", "On the waiting list"),
                            ("offered", "A seat is offered"),
                            ("lapsed", "The offer has lapsed"),
                            ("declined", "Not accepted this time"),
                            ("cancelled", "Cancelled"),
                            ("attended", "Took part"),
                            ("no_show", "Did not come"),
                        ],
                        max_length=15,
                        verbose_name="state",
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField(null=True)),
                ("queued_at", models.DateTimeField(verbose_name="applied at")),
                ("invited_until", models.DateTimeField(blank=True, null=True, verbose_name="offer valid until")),
                ("changed_at", models.DateTimeField(verbose_name="last change")),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="network.supporter"
                    ),
                ),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "bookings",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sign_in", models.CharField(db_default="", default="", max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "supporter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to="network.supporter",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", portal.names.NamesField(verbose_name="name")),
                ("language", portal.languages.LanguageField(max_length=10, verbose_name="language")),
                ("enrols_from", models.DateField(verbose_name="enrolment from")),
                ("enrols_until", models.DateField(verbose_name="enrolment until")),
                ("required_workshops", models.PositiveSmallIntegerField(default=0, verbose_name="workshops to attend")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "facilitators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="facilitated_cohorts",
                        to="network.supporter",
                        verbose_name="facilitators",
                    ),
                ),
                (
                    "lectures",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="courses.lecture", verbose_name="required lectures"
                    ),
                ),
            ],
            options={
                "verbose_name": "cohort",
                "verbose_name_plural": "cohorts",
                "ordering": ["-enrols_from", "-pk"],
                "permissions": [
                    ("run_cohort", "Can set up cohorts, invite and accept members, and revoke certificates")
                ],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="DeclaredConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.consultee"
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.supporter"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Joining",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="joinings", to="consultations.booking"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("consultation", "Consultation session"), ("workshop", "Workshop")],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="fiscal year")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", portal.names.NamesField(blank=True, default=portal.names.no_name, verbose_name="title")),
                ("starts_at", models.DateTimeField(verbose_name="start")),
                ("ends_at", models.DateTimeField(verbose_name="end")),
                (
                    "mode",
                    models.CharField(
                        choices=[("online", "Online"), ("place", "At a place"), ("both", "Online and at a place")],
                        max_length=10,
                        verbose_name="mode",
                    ),
                ),
                ("place", portal.fields.EncryptedTextField(blank=True, verbose_name="place")),
                ("join_link", portal.fields.EncryptedTextField(blank=True, verbose_name="join link")),
                ("languages", models.JSONField(default=list, verbose_name="languages")),
                ("helper_seats", models.PositiveSmallIntegerField(default=0, verbose_name="seats for helpers")),
                ("learner_seats", models.PositiveSmallIntegerField(default=0, verbose_name="seats for learners")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("experienced", "People with confirmed experience"),
                            ("cohort", "People in the training for supporters with foreign roots"),
                            ("both", "Both"),
                        ],
                        default="both",
                        max_length=15,
                        verbose_name="audience",
                    ),
                ),
                (
                    "confirms_by_hand",
                    models.BooleanField(default=False, verbose_name="the coordinator confirms each person"),
                ),
                ("sign_up_opens_at", models.DateTimeField(verbose_name="sign-up opens")),
                ("sign_up_closes_at", models.DateTimeField(verbose_name="sign-up closes")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled at")),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to="consultations.cohort",
                    ),
                ),
                (
                    "facilitators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="facilitated_meetings",
                        to="network.supporter",
                        verbose_name="facilitators",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "permissions": [
                    ("plan_meeting", "Can plan, announce, move and cancel sessions, and accept people"),
                    ("export_figures", "Can export figures on sessions, cases and referrals"),
                ],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("labour", "Labour"),
                            ("medical_care", "Medical care"),
                            ("welfare", "Welfare"),
                            ("family", "Family"),
                            ("residence", "Residence procedures"),
                            ("discrimination", "Discrimination"),
                            ("language", "Language"),
                            ("other", "Another matter"),
                        ],
                        max_length=20,
                        verbose_name="matter",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("vi", "Vietnamese"),
                            ("ja", "Japanese"),
                            ("en", "English"),
                            ("zh", "Chinese"),
                            ("ko", "Korean"),
                            ("tl", "Tagalog"),
                            ("pt", "Portuguese"),
                            ("es", "Spanish"),
                            ("ne", "Nepali"),
                            ("my", "Burmese"),
                            ("id", "Indonesian"),
                            ("km", "Khmer"),
                            ("th", "Thai"),
                            ("si", "Sinhala"),
                            ("ta", "Tamil"),
                            ("bn", "Bengali"),
                            ("ur", "Urdu"),
                            ("hi", "Hindi"),
                            ("fa", "Persian"),
                            ("ar", "Arabic"),
                            ("tr", "Turkish"),
                            ("ku", "Kurdish"),
                            ("fr", "French"),
                            ("am", "Amharic"),
                            ("sw", "Swahili"),
                            ("uk", "Ukrainian"),
                            ("ru", "Russian"),
                            ("uz", "Uzbek"),
                            ("mn", "Mongolian"),
                            ("other", "Another language"),
                        ],
                        max_length=10,
                        verbose_name="language of the person",
                    ),
                ),
                ("text", portal.fields.EncryptedTextField(blank=True, verbose_name="the case in a few words")),
                ("brought_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "Not discussed yet"),
                            ("solved", "Solved in the session"),
                            ("followed_up", "To be followed up"),
                            ("to_accompaniment", "Handed on to accompaniment"),
                            ("to_partner", "Handed on to a partner"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.supporter"
                    ),
                ),
                (
                    "consultee_code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.consulteecode"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="consultations.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="booking",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="consultations.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("applied", "Applied"),
                            ("member", "Member"),
                            ("completed", "Completed"),
                            ("declined", "Not accepted this time"),
                            ("withdrawn", "Application taken back"),
                            ("left", "Left"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("invited_until", models.DateTimeField(blank=True, null=True, verbose_name="invitation valid until")),
                ("shared_name", models.CharField(blank=True, max_length=50, verbose_name="name for the others")),
                (
                    "shared_contact",
                    portal.fields.EncryptedTextField(blank=True, verbose_name="contact for the facilitators"),
                ),
                ("nudged_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded at")),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="completed on")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="consultations.cohort",
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="network.supporter"
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a cohort",
                "verbose_name_plural": "members of cohorts",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("code", portal.fields.EncryptedTextField()),
                ("name", portal.fields.EncryptedTextField(blank=True, verbose_name="name on the certificate")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked on")),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="consultations.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=10, unique=True, verbose_name="reference number")),
                ("need", portal.fields.EncryptedTextField(blank=True, verbose_name="what is needed")),
                (
                    "errand",
                    models.CharField(
                        choices=[
                            ("immigration", "Immigration office"),
                            ("municipality", "City, ward or town office"),
                            ("hospital", "Hospital or clinic"),
                            ("court", "Court"),
                            ("police", "Police"),
                            ("school", "School or nursery"),
                            ("workplace", "Workplace"),
                            ("consultation", "Lawyer or consultation desk"),
                            ("other", "Another place"),
                        ],
                        max_length=20,
                        verbose_name="kind of errand",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("labour", "Labour"),
                            ("medical_care", "Medical care"),
                            ("welfare", "Welfare"),
                            ("family", "Family"),
                            ("residence", "Residence procedures"),
                            ("discrimination", "Discrimination"),
                            ("language", "Language"),
                            ("other", "Another matter"),
                        ],
                        max_length=20,
                        verbose_name="matter",
                    ),
                ),
                ("languages", models.JSONField(default=list, verbose_name="languages")),
                (
                    "prefecture",
                    models.CharField(
                        choices=[
                            ("01", "Hokkaido"),
                            ("02", "Aomori"),
                            ("03", "Iwate"),
                            ("04", "Miyagi"),
                            ("05", "Akita"),
                            ("06", "Yamagata"),
                            ("07", "Fukushima"),
                            ("08", "Ibaraki"),
                            ("09", "Tochigi"),
                            ("10", "Gunma"),
                            ("11", "Saitama"),
                            ("12", "Chiba"),
                            ("13", "Tokyo"),
                            ("14", "Kanagawa"),
                            ("15", "Niigata"),
                            ("16", "Toyama"),
                            ("17", "Ishikawa"),
                            ("18", "Fukui"),
                            ("19", "Yamanashi"),
                            ("20", "Nagano"),
                            ("21", "Gifu"),
                            ("22", "Shizuoka"),
                            ("23", "Aichi"),
                            ("24", "Mie"),
                            ("25", "Shiga"),
                            ("26", "Kyoto"),
                            ("27", "Osaka"),
                            ("28", "Hyogo"),
                            ("29", "Nara"),
                            ("30", "Wakayama"),
                            ("31", "Tottori"),
                            ("32", "Shimane"),
                            ("33", "Okayama"),
                            ("34", "Hiroshima"),
                            ("35", "Yamaguchi"),
                            ("36", "Tokushima"),
                            ("37", "Kagawa"),
                            ("38", "Ehime"),
                            ("39", "Kochi"),
                            ("40", "Fukuoka"),
                            ("41", "Saga"),
                            ("42", "Nagasaki"),
                            ("43", "Kumamoto"),
                            ("44", "Oita"),
                            ("45", "Miyazaki"),
                            ("46", "Kagoshima"),
                            ("47", "Okinawa"),
                        ],
                        max_length=2,
                        verbose_name="prefecture",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("days", "Within three days"),
                            ("fortnight", "Within two weeks"),
                            ("no_hurry", "No hurry"),
                        ],
                        max_length=10,
                        verbose_name="urgency",
                    ),
                ),
                ("origin_wish", portal.fields.EncryptedTextField(blank=True, verbose_name="origin of the supporter")),
                ("community", portal.fields.EncryptedTextField(blank=True, verbose_name="community")),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="the person agreed on")),
                ("override_reason", portal.fields.EncryptedTextField(blank=True, verbose_name="why without agreement")),
                ("supporters_wanted", models.PositiveSmallIntegerField(default=1, verbose_name="supporters wanted")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Waits for the coordinator"),
                            ("searching", "Supporters are being asked"),
                            ("matched", "Supporters are found"),
                            ("closed", "Closed"),
                            ("revoked", "Taken back"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accompanied", "Accompanied"),
                            ("nobody_found", "Nobody could be found"),
                            ("no_longer_needed", "No longer needed"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                ("raised_at", models.DateTimeField(verbose_name="raised at")),
                ("matched_at", models.DateTimeField(blank=True, null=True, verbose_name="matched at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="consultations.case",
                    ),
                ),
                (
                    "consultee_code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.consulteecode"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.supporter",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "permissions": [("coordinate_referral", "Can find supporters for referrals")],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("won", "Accepted"),
                            ("taken", "Somebody else was first"),
                            ("declined", "Declined"),
                            ("lapsed", "Not answered in time"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(null=True)),
                ("offered_at", models.DateTimeField(verbose_name="asked at")),
                ("open_until", models.DateTimeField(verbose_name="answer until")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                ("visit", models.BigIntegerField(null=True)),
                ("accompanied_on", models.DateField(blank=True, null=True, verbose_name="accompanied on")),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="network.supporter"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="consultations.referral"
                    ),
                ),
            ],
            options={
                "verbose_name": "offer",
                "verbose_name_plural": "offers",
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(("enrols_until__gte", models.F("enrols_from"))),
                name="cohort_enrolment_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaredconflict",
            constraint=models.UniqueConstraint(fields=("supporter", "consultee"), name="conflict_is_declared_once"),
        ),
        migrations.AddIndex(
            model_name="joining",
            index=models.Index(fields=["at"], name="joining_by_age"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["kind", "starts_at"], name="meeting_by_start"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("sign_up_closes_at__gt", models.F("sign_up_opens_at"))),
                name="meeting_sign_up_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cohort__isnull", False), ("kind", "workshop")),
                    models.Q(("cohort__isnull", True), ("kind", "consultation")),
                    _connector="OR",
                ),
                name="workshop_has_a_cohort",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "consultation")),
                fields=("fiscal_year", "number"),
                name="consultation_number_once_a_fiscal_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "workshop")),
                fields=("cohort", "number"),
                name="workshop_number_once_a_cohort",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["meeting", "state", "queued_at"], name="booking_by_place_in_line"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(fields=("meeting", "role", "seat"), name="seat_is_taken_once"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["applied", "attended", "confirmed", "no_show", "offered", "waitlisted"])
                ),
                fields=("meeting", "supporter"),
                name="one_live_booking_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role__in", ["helper", "learner"]),
                        ("seat__gte", 1),
                        ("state__in", ["attended", "confirmed", "no_show", "offered"]),
                    ),
                    models.Q(
                        ("role__in", ["expert", "interpreter"]),
                        ("seat__isnull", True),
                        ("state__in", ["attended", "confirmed", "no_show", "offered"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["attended", "confirmed", "no_show", "offered"]), _negated=True),
                        ("seat__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="booking_holds_a_seat_while_it_has_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invited_until__isnull", False), ("state", "offered")),
                    models.Q(models.Q(("state", "offered"), _negated=True), ("invited_until__isnull", True)),
                    _connector="OR",
                ),
                name="invitation_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("cohort", "supporter"), name="one_membership_a_cohort"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_on__isnull", False), ("state", "completed")),
                    models.Q(models.Q(("state", "completed"), _negated=True), ("completed_on__isnull", True)),
                    _connector="OR",
                ),
                name="completion_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_on__isnull", True)),
                fields=("membership",),
                name="one_valid_certificate_a_membership",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["state", "raised_at"], name="referral_by_state_and_age"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("supporters_wanted__in", [1, 2])), name="one_or_two_supporters_are_wanted"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consented_on__isnull", False), models.Q(("override_reason", ""), _negated=True), _connector="OR"
                ),
                name="referral_has_consent_or_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state__in", ["matched", "raised", "searching"])),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(("state__in", ["matched", "raised", "searching"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="referral_has_ended_or_is_open",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["state", "open_until"], name="offer_by_end"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(fields=("referral", "place"), name="referral_place_is_taken_once"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place__in", [1, 2]), ("state", "won")),
                    models.Q(models.Q(("state", "won"), _negated=True), ("place__isnull", True)),
                    _connector="OR",
                ),
                name="offer_holds_a_place_while_it_is_won",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "won"])),
                fields=("referral", "supporter"),
                name="one_live_offer_per_supporter",
            ),
        ),
    ]
