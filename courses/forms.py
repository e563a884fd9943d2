from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from mutagen import MutagenError
from mutagen.mp4 import MP4
from wagtail.admin.forms import WagtailAdminModelForm


class RecordingForm(WagtailAdminModelForm):
    """Reads length and sizes from the files themselves, so that nobody types them."""

    def clean_video(self) -> Any:
        video = self.cleaned_data["video"]
        if video and "video" in self.changed_data:
            self.instance.duration_ms = _duration_ms(video)
            self.instance.video_bytes = video.size
        return video

    def clean_audio(self) -> Any:
        audio = self.cleaned_data["audio"]
        if "audio" in self.changed_data:
            self.instance.audio_bytes = audio.size if audio else 0
        return audio


def _duration_ms(file: Any) -> int:
    try:
        info = MP4(file).info
    except (MutagenError, OSError) as error:
        raise ValidationError(
            _("This is no MP4 video. Export it as MP4 with H.264 and AAC, and choose it again.")
        ) from error
    finally:
        file.seek(0)
    seconds = info.length if info else 0
    if seconds < 1:
        raise ValidationError(_("This video is shorter than a second."))
    return round(seconds * 1000)
