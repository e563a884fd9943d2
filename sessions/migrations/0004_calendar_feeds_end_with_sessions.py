"""Of addresses made before, nobody knows in whose hands the telephone was: they stop, and their page says so."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultations", "0003_names_in_each_language")]

    operations = [
        migrations.AddField("calendarfeed", "sign_in", models.CharField(max_length=64, default="", db_default="")),
    ]
