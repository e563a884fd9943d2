from __future__ import annotations

from typing import Any

from django.db import migrations, models


def write_down_sizes(apps: Any, schema_editor: Any) -> None:
    """The last time that the storage is asked; a file that is missing has no size."""
    for recording in apps.get_model("courses", "Recording").objects.all():
        recording.video_bytes, recording.audio_bytes = _size(recording.video), _size(recording.audio)
        recording.save(update_fields=["video_bytes", "audio_bytes"])


def _size(file: Any) -> int:
    try:
        return int(file.size) if file else 0
    except FileNotFoundError:
        return 0


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_editors_bring_recordings")]

    operations = [
        migrations.AddField(
            model_name="recording",
            name="video_bytes",
            field=models.PositiveBigIntegerField(db_default=0, editable=False),
        ),
        migrations.AddField(
            model_name="recording",
            name="audio_bytes",
            field=models.PositiveBigIntegerField(db_default=0, editable=False),
        ),
        migrations.RunPython(write_down_sizes, migrations.RunPython.noop),
    ]
