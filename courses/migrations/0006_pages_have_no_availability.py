from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_availability_is_the_lectures")]

    operations = [
        migrations.RemoveField("lecturepage", "is_available"),
        migrations.RemoveField("lecturepage", "unavailable_note"),
    ]
