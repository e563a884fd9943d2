from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_what_is_disputed_comes_to_an_end")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="by_visit_code",
            field=models.BooleanField(db_default=False, default=False),
        )
    ]
