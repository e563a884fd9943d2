from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_history_is_never_changed"),
    ]

    operations = [
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
                    ("looked_at", "The office has looked into “not with me”"),
                    ("parted", "The other supporter no longer claims for this visit"),
                    ("upheld", "Looked into, and left as it is"),
                ],
                max_length=10,
            ),
        ),
    ]
