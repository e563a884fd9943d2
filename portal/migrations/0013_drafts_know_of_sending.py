"""Draft that is sent stays for a while, empty, so that a page from before can't bring it back."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0012_whole_revisions")]

    operations = [
        migrations.AddField("draft", "times_sent", models.PositiveIntegerField(default=0, db_default=0)),
        migrations.AddField("draft", "is_sent", models.BooleanField(default=False, db_default=False)),
    ]
