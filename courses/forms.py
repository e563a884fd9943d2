from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from mutagen import MutagenError
from mutagen.mp4 import MP4
from wagtail.admin.forms import WagtailAdminModelForm

from portal.careful.forms import CarefulForm, CarefulTextField
from portal.forms import IdempotentForm
from portal.languages import html_language

from .enums import UnavailableReason
from .models import Lecture, LecturePage

NOTE_CHARACTERS = 500


class RecordingForm(WagtailAdminModelForm):
    """Reads length and sizes from the files themselves, so that nobody types them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A draft that was thrown away leaves a lecture that nobody knows.
        known = Q(key__in=LecturePage.objects.values("translation_key")) | Q(pk=self.instance.lecture_id)
        lecture: Any = self.fields["lecture"]
        lecture.queryset = Lecture.objects.with_titles().filter(known)

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


class TakingDownForm(CarefulForm, IdempotentForm):
    """The reason, and in each language what its readers are told instead of the reason's own sentence."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=UnavailableReason.choices,
        help_text=_("For the office's record. Readers are told one sentence in their language that names nobody."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"note_{code}"] = CarefulTextField(
                label=_now("Your own words instead, in %(language)s") % {"language": name},
                help_text=_("Everybody can read it. Write no name."),
                max_length=NOTE_CHARACTERS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": html_language(code)}),
            )

    def notes(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"note_{code}"] for code, _name in settings.LANGUAGES}
