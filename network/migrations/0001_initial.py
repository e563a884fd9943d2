from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import portal.fields
import portal.languages
import portal.names
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", portal.languages.LanguageField(max_length=10, unique=True, verbose_name="language")),
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
                ("language", portal.languages.LanguageField(max_length=10)),
                ("title", models.CharField(max_length=100)),
                ("paragraphs", models.JSONField()),
                ("first_printed_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Consultee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="LastCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("step", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Papers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_send", "To be sent"),
                            ("sent", "Sent"),
                            ("incomplete", "Incomplete"),
                            ("complete", "Complete"),
                        ],
                        default="to_send",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("missing", models.JSONField(blank=True, default=list, verbose_name="what is missing")),
                ("changed_at", models.DateTimeField(verbose_name="since")),
            ],
            options={
                "verbose_name": "papers",
                "verbose_name_plural": "papers",
                "permissions": [("handle_papers", "Can send out papers and register what comes back")],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("sessions_ended", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("password_set_at", models.DateTimeField(editable=False, null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_address", portal.fields.EncryptedTextField()),
                ("old_digest", models.CharField(db_index=True, max_length=64)),
                ("new_address", portal.fields.EncryptedTextField()),
                ("is_silent", models.BooleanField(default=False)),
                ("silences_the_office", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "The link in the new mailbox is not opened yet"),
                            ("at_desk", "To be confirmed by another way"),
                            ("in_effect", "In effect"),
                            ("replaced", "Replaced by a newer one"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Not confirmed in time"),
                            ("refused", "Not asked for by the owner"),
                            ("undone", "Undone"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="since")),
                ("changed_at", models.DateTimeField()),
                ("in_effect_at", models.DateTimeField(null=True)),
                (
                    "asker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of address",
                "verbose_name_plural": "changes of address",
                "permissions": [("handle_addresschange", "Can confirm and make changes of address")],
            },
        ),
        migrations.CreateModel(
            name="BrowserSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MemberImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(verbose_name="received")),
                ("file_name", portal.fields.EncryptedTextField(verbose_name="file")),
                ("content", portal.fields.EncryptedJSONField(null=True)),
                ("choice", models.JSONField(default=dict)),
                ("left_out", portal.fields.EncryptedJSONField(default=dict)),
                ("mapping", models.JSONField(default=dict)),
                ("usual_language", portal.languages.LanguageField(blank=True, max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Columns are to be chosen"),
                            ("checked", "Checked, nothing imported yet"),
                            ("running", "Being imported"),
                            ("done", "Imported"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(verbose_name="lines")),
                ("started_by_id", models.BigIntegerField(null=True)),
                ("moved_at", models.DateTimeField()),
                ("imported_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "import of members",
                "verbose_name_plural": "imports of members",
                "ordering": ["-made_at"],
                "permissions": [("import_member", "Can import members from a spreadsheet")],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.Case(models.When(state__in=("running", "undoing"), then=models.Value(1))),
                        name="one_import_at_work_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="import_ends_with_its_last_line"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PapersStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_send", "To be sent"),
                            ("sent", "Sent"),
                            ("incomplete", "Incomplete"),
                            ("complete", "Complete"),
                        ],
                        max_length=10,
                    ),
                ),
                ("missing", models.JSONField(default=list)),
                (
                    "papers",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="network.papers"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
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
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", portal.names.NamesField(verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                (
                    "short_amount",
                    models.PositiveIntegerField(default=4000, verbose_name="honorarium for a short visit, yen"),
                ),
                (
                    "long_amount",
                    models.PositiveIntegerField(default=8000, verbose_name="honorarium for a long visit, yen"),
                ),
                ("minimum_minutes", models.PositiveSmallIntegerField(default=60, verbose_name="least length, minutes")),
                ("long_from_minutes", models.PositiveSmallIntegerField(default=120, verbose_name="long from, minutes")),
                (
                    "visits_per_consultee",
                    models.PositiveSmallIntegerField(default=3, verbose_name="visits per consultee"),
                ),
                (
                    "supporters_per_visit",
                    models.PositiveSmallIntegerField(default=2, verbose_name="supporters per visit"),
                ),
                ("claim_months", models.PositiveSmallIntegerField(default=1, verbose_name="months to claim")),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                        name="programme_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_minutes__lte", models.F("long_from_minutes"))),
                        name="programme_long_is_not_too_short",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supporter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network_id", models.CharField(max_length=40, unique=True, verbose_name="network ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_kana", models.CharField(blank=True, max_length=100, verbose_name="name in kana")),
                ("telephone", portal.fields.EncryptedTextField(blank=True, verbose_name="telephone")),
                ("postal_code", portal.fields.EncryptedTextField(blank=True, verbose_name="postal code")),
                ("postal_address", portal.fields.EncryptedTextField(blank=True, verbose_name="postal address")),
                ("organisation", models.CharField(blank=True, max_length=100, verbose_name="organisation")),
                ("language", portal.languages.LanguageField(max_length=10, verbose_name="language for reading")),
                (
                    "prefecture",
                    models.CharField(
                        blank=True,
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
                ("wants_to_accompany", models.BooleanField(default=False, verbose_name="wants to accompany")),
                ("wants_to_learn", models.BooleanField(default=False, verbose_name="wants to take the course")),
                (
                    "wants_foreign_origin_training",
                    models.BooleanField(default=False, verbose_name="wants to join the foreign-origin training"),
                ),
                ("errands", models.JSONField(blank=True, default=list, verbose_name="can accompany to")),
                (
                    "communities",
                    portal.fields.EncryptedJSONField(blank=True, default=list, verbose_name="communities of one's own"),
                ),
                ("has_declared_experience", models.BooleanField(default=False, verbose_name="declares experience")),
                (
                    "experience_account",
                    portal.fields.EncryptedTextField(blank=True, verbose_name="experience in own words"),
                ),
                (
                    "experience_confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="experience confirmed on"),
                ),
                ("consent_version", models.CharField(max_length=20)),
                ("registered_at", models.DateTimeField(verbose_name="registered at")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                ("erased_on", models.DateField(blank=True, null=True, verbose_name="erased on")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supporter",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "supporter",
                "verbose_name_plural": "supporters",
                "permissions": [
                    ("confirm_experience", "Can confirm a supporter's experience"),
                    ("end_membership", "Can register that a supporter leaves, or has their data erased"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayeeAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bank_code", models.CharField(max_length=4, verbose_name="bank code")),
                ("bank_name", models.CharField(max_length=60, verbose_name="bank")),
                ("branch_code", models.CharField(max_length=3, verbose_name="branch code")),
                ("branch_name", models.CharField(max_length=60, verbose_name="branch")),
                (
                    "kind",
                    models.CharField(
                        choices=[("1", "Ordinary account"), ("2", "Current account"), ("4", "Savings account")],
                        max_length=1,
                        verbose_name="kind of account",
                    ),
                ),
                ("number", portal.fields.EncryptedTextField(verbose_name="account number")),
                ("holder", portal.fields.EncryptedTextField(verbose_name="account holder")),
                ("last_three", models.CharField(max_length=3, verbose_name="last three digits")),
                ("override_reason", models.CharField(blank=True, max_length=200, verbose_name="why not from the list")),
                ("confirmed_at", models.DateTimeField(verbose_name="confirmed at")),
                (
                    "supporter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payee_account",
                        to="network.supporter",
                    ),
                ),
            ],
            options={
                "verbose_name": "payee account",
                "verbose_name_plural": "payee accounts",
                "permissions": [
                    ("key_payeeaccount", "Can key in payee accounts"),
                    ("see_payeeaccount", "Can see a whole payee account"),
                ],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="papers",
            name="supporter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="network.supporter"
            ),
        ),
        migrations.CreateModel(
            name="LanguageSpoken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        verbose_name="language",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("mother", "Mother tongue"),
                            ("fluent", "Fluent, also about difficult matters"),
                            ("everyday", "Enough for everyday matters"),
                        ],
                        max_length=10,
                        verbose_name="how well",
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages_spoken",
                        to="network.supporter",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="JoiningProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("proposed_by_id", models.BigIntegerField()),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                (
                    "joining",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.supporter"
                    ),
                ),
                (
                    "staying",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.supporter"
                    ),
                ),
            ],
            options={
                "ordering": ["proposed_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="line")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "New member"),
                            ("changed", "Fills in what was empty"),
                            ("same", "Changes nothing"),
                            ("wrong", "Wrong, left out"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("written", portal.fields.EncryptedTextField(blank=True)),
                ("problems", models.JSONField(default=list)),
                ("fills", models.JSONField(default=list)),
                ("differs", models.JSONField(default=list)),
                ("id_was_taken_back", models.BooleanField(db_default=False, default=False)),
                ("traces", models.JSONField(db_default={}, default=dict)),
                (
                    "undone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("removed", "Removed again"),
                            ("restored", "As before the import"),
                            ("stays", "Stays"),
                            ("nothing", "Nothing to undo"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                ("stays", models.JSONField(db_default=[], default=list)),
                (
                    "member_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="network.memberimport"
                    ),
                ),
                (
                    "registered_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.supporter",
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.supporter",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FormerNetworkID",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network_id", models.CharField(max_length=40, unique=True)),
                (
                    "supporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_ids",
                        to="network.supporter",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ConsulteeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("code", portal.fields.EncryptedTextField()),
                ("issued_at", models.DateTimeField()),
                (
                    "consultee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="codes", to="network.consultee"
                    ),
                ),
                (
                    "issued_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.supporter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20)),
                ("language", portal.languages.LanguageField(max_length=10)),
                ("text", models.TextField()),
                ("given_at", models.DateTimeField()),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="network.supporter"
                    ),
                ),
            ],
            options={
                "ordering": ["given_at"],
            },
        ),
        migrations.CreateModel(
            name="AccountEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("values", portal.fields.EncryptedJSONField()),
                ("keyed_by_id", models.BigIntegerField()),
                ("by_supporter", models.BooleanField()),
                ("keyed_at", models.DateTimeField()),
                (
                    "supporter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_entry",
                        to="network.supporter",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", portal.names.NamesField(verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
            ],
            options={
                "verbose_name": "registration term",
                "verbose_name_plural": "registration terms",
                "ordering": ["starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))), name="term_ends_after_it_starts"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="papers",
            name="term",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="network.term"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="one_account_per_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="addresschange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("asked", "at_desk"))),
                fields=("user",),
                name="one_open_address_change",
            ),
        ),
        migrations.AddConstraint(
            model_name="addresschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("in_effect_at__isnull", False), ("state", "in_effect")),
                    ("state", "undone"),
                    models.Q(
                        models.Q(("state__in", ["in_effect", "undone"]), _negated=True), ("in_effect_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="address_in_effect_has_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="languagespoken",
            index=models.Index(fields=["language", "level"], name="spoken_by_language"),
        ),
        migrations.AddConstraint(
            model_name="languagespoken",
            constraint=models.UniqueConstraint(fields=("supporter", "language"), name="each_language_said_once"),
        ),
        migrations.AddConstraint(
            model_name="joiningproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("staying", models.F("joining")), _negated=True),
                name="nobody_joins_one_record_with_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.UniqueConstraint(fields=("member_import", "number"), name="each_line_reported_once"),
        ),
        migrations.AddIndex(
            model_name="papers",
            index=models.Index(fields=["state", "changed_at"], name="papers_by_state_and_age"),
        ),
        migrations.AddConstraint(
            model_name="papers",
            constraint=models.UniqueConstraint(fields=("supporter", "term"), name="one_set_of_papers_per_term"),
        ),
        migrations.AddConstraint(
            model_name="papers",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "incomplete"), models.Q(("missing", []), _negated=True)),
                    models.Q(models.Q(("state", "incomplete"), _negated=True), ("missing", [])),
                    _connector="OR",
                ),
                name="papers_name_what_is_missing",
            ),
        ),
    ]
