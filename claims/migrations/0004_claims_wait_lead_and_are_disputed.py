from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_who_sees_and_decides_claims"),
        ("network", "0023_who_asked_for_an_address"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_holds_a_place_while_live",
        ),
        migrations.RemoveConstraint(
            model_name="claim",
            name="one_live_claim_per_supporter",
        ),
        migrations.AddField(
            model_name="claim",
            name="disputed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="disputed at"),
        ),
        migrations.AddField(
            model_name="claim",
            name="leads_visit",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="claim",
            name="state",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="claimdecision",
            name="verb",
            field=models.CharField(
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
                ],
                max_length=10,
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
    ]
