"""What the forms of all rooms share: text that is clean once it is in, and sending once."""

from __future__ import annotations

import unicodedata
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# They turn the direction of what follows, or hide in it, and are never typed. Joiners stay: Persian, Sinhala and
# emoji need them.
INVISIBLE = {
    *"\u00ad\u200b\u200e\u200f\u2060\ufeff",
    *(chr(point) for point in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
}


def plain_text(typed: str, *, lines: bool = False) -> str:
    """NFC without control characters and outer spaces; on one line, unless `lines`, with single spaces."""
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(character for character in text if _is_written(character))
    return text.strip() if lines else " ".join(text.split())


def _is_written(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in INVISIBLE


class PlainTextField(forms.CharField):
    """Text as people type or paste it, made plain. With a Textarea as its widget it keeps line breaks."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> Any:
        typed = "" if value is None else str(value)
        return super().to_python(plain_text(typed, lines=isinstance(self.widget, forms.Textarea)))


class KeyField(forms.UUIDField):
    """The hidden key by which a form sent twice is known (portal.idempotency)."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(
            initial=uuid.uuid4,
            error_messages={
                name: _("This form was not complete. Look through it and send it again.")
                for name in ("required", "invalid")
            },
        )

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Redisplayed, a form keeps its key; one without a usable key gets a new one."""
        try:
            return self.clean(data)
        except ValidationError:
            return initial


class DraftForm(forms.Form):
    """Says whose draft it fills in, for when the session ends in between (portal.drafts)."""

    draft_owner = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class IdempotentForm(forms.Form):
    """Carries the key under which `portal.idempotency.once` runs the action: `cleaned_data["idempotency_key"]`."""

    idempotency_key = KeyField()
