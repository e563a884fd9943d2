from __future__ import annotations

import claims.models
import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaymentBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pay_month", models.DateField(verbose_name="month of payment")),
                ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="frozen at")),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=10, unique=True, verbose_name="reference number")),
                ("opened_visit", models.BooleanField()),
                ("leads_visit", models.BooleanField(db_default=False, default=False)),
                ("by_visit_code", models.BooleanField(db_default=False, default=False)),
                ("disputed_at", models.DateTimeField(blank=True, null=True, verbose_name="disputed at")),
                ("place", models.PositiveSmallIntegerField(null=True)),
                ("place_limit", models.PositiveSmallIntegerField()),
                ("starts_at", models.DateTimeField(verbose_name="start")),
                ("ends_at", models.DateTimeField(verbose_name="end")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filed", "Filed"),
                            ("returned", "Returned for correction"),
                            ("waiting", "Waits for the other claim"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="filed at")),
                ("amount", models.PositiveIntegerField(verbose_name="honorarium, yen")),
                ("deadline", models.DateField(verbose_name="last day to claim")),
                ("pay_month", models.DateField(verbose_name="month of payment")),
                ("rules_version", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField()),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="network.supporter"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="claims.paymentbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "permissions": [("decide_claim", "Can approve, reject and return claims")],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="ClaimDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("filed", "Filed"),
                            ("resent", "Corrected and sent again"),
                            ("returned", "Returned for correction"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("joined", "Another supporter has claimed for this visit"),
                            ("released", "No longer waits for the other claim"),
                            ("disputed", "Told the office: not with me"),
                            ("looked_at", "The office has looked into “not with me”"),
                            ("upheld", "Looked into, and left as it is"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("facts", models.JSONField()),
                ("rules_version", models.PositiveSmallIntegerField()),
                ("amount", models.PositiveIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="claims.claim"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day of the visit")),
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
                        verbose_name="language used",
                    ),
                ),
                ("obstacles", models.JSONField(default=list, verbose_name="obstacles met")),
                ("join_digest", models.CharField(max_length=64, unique=True)),
                ("join_code", portal.fields.EncryptedTextField(default=claims.models.new_visit_code)),
                ("is_live", models.BooleanField(default=True)),
                ("slot", models.PositiveSmallIntegerField(null=True)),
                ("slot_limit", models.PositiveSmallIntegerField()),
                ("over_limit", models.BooleanField(default=False)),
                (
                    "consultee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.consultee"
                    ),
                ),
                (
                    "consultee_code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.consulteecode"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.programme"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="claim",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="claims.visit"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("programme", "consultee", "slot"), name="visit_slot_is_taken_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot__gte", 1), ("slot__lte", models.F("slot_limit"))),
                name="visit_slot_is_within_the_limit",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_live", True), ("over_limit", False), ("slot__isnull", False)),
                    models.Q(("is_live", True), ("over_limit", True), ("slot__isnull", True)),
                    models.Q(("is_live", False), ("over_limit", False), ("slot__isnull", True)),
                    _connector="OR",
                ),
                name="visit_holds_a_slot_while_live",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["state", "filed_at"], name="claim_by_state_and_age"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(fields=("visit", "place"), name="claim_place_is_taken_once"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("place__lte", models.F("place_limit"))),
                name="claim_place_is_within_the_limit",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place__isnull", False), ("state__in", ["approved", "filed", "returned", "waiting"])),
                    models.Q(("place__isnull", True), ("state__in", ["rejected", "withdrawn"])),
                    _connector="OR",
                ),
                name="claim_holds_a_place_while_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["approved", "filed", "returned", "waiting"])),
                fields=("visit", "supporter"),
                name="one_live_claim_per_supporter",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("leads_visit", True), ("state__in", ["approved", "filed", "returned", "waiting"])),
                fields=("visit",),
                name="one_live_claim_leads_a_visit",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="claim_ends_after_it_starts"
            ),
        ),
    ]
