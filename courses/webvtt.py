from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CUE_TIMES = re.compile(r"^(\d+:)?\d\d:\d\d\.\d{3} --> (\d+:)?\d\d:\d\d\.\d{3}", re.MULTILINE)


def validate_webvtt(text: str) -> None:
    """W3C WebVTT: the signature, and at least one cue with its times."""
    if not text.startswith("WEBVTT") or not CUE_TIMES.search(text):
        raise ValidationError(_("Captions begin with WEBVTT and hold lines like 00:01.000 --> 00:04.000."))
