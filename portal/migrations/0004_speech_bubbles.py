"""The choice of speech bubbles among the symbols of a page."""

from __future__ import annotations

from django.db import migrations, models

SYMBOLS = [
    ("path", "Path"),
    ("companion", "Two walking side by side"),
    ("phone", "Telephone"),
    ("chat", "Speech bubbles"),
    ("roots", "Roots"),
    ("policy", "Policy"),
    ("emergency", "Emergency"),
    ("course", "Course"),
    ("lecture", "Lecture"),
    ("contact", "Contact"),
    ("shield", "Shield"),
    ("document", "Document"),
    ("claim", "Claim"),
]


def symbol() -> models.CharField[str, str]:
    return models.CharField(choices=SYMBOLS, default="document", max_length=20, verbose_name="symbol")


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_home_page")]

    operations = [
        migrations.AlterField(model_name="homepage", name="symbol", field=symbol()),
        migrations.AlterField(model_name="standardpage", name="symbol", field=symbol()),
    ]
