from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0015_desk_handles_mails")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sessions_ended",
            # The database's own default: the release before this one goes on making accounts meanwhile.
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
