"""What the forms of all rooms share: text that is clean once it is in, and sending once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import readings
from .addresses import validate_address
from .fields import keyed_hash
from .idempotency import key_of, once


class LengthValidator(MaxLengthValidator):
    """Browsers count otherwise, decomposed letters and emoji twice, so they don't judge (templates/django/forms)."""

    message = _("Too long by %(excess)d. At most %(limit_value)d characters fit.")

    def __call__(self, value: Any) -> None:
        length = len(readings.composed(value))
        if length > self.limit_value:
            told = {"excess": length - self.limit_value, "limit_value": self.limit_value, "show_value": length}
            raise ValidationError(self.message, code=self.code, params=told)


class MeasuredField(forms.CharField):
    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators = [one for one in self.validators if not isinstance(one, MaxLengthValidator)]
        self.validators.append(LengthValidator(max_length))


class PlainTextField(MeasuredField):
    """Text as people type or paste it, made plain. With a Textarea as its widget it keeps line breaks."""

    def to_python(self, value: Any) -> Any:
        typed = "" if value is None else str(value)
        return super().to_python(readings.plain_text(typed, lines=isinstance(self.widget, forms.Textarea)))


class TypedByHandField(PlainTextField):
    """Digits and codes as apps show them and people write them down: of either width, with spaces."""

    def to_python(self, value: Any) -> Any:
        return readings.typed_by_hand(super().to_python(value))


class NumberField(forms.IntegerField):
    def to_python(self, value: Any) -> int | None:
        return super().to_python(readings.typed_by_hand(value) if isinstance(value, str) else value)


class EmailAddressField(MeasuredField, forms.EmailField):
    default_validators = [validate_address]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("E-mail"), "max_length": 254, **kwargs})

    def to_python(self, value: Any) -> str:
        return readings.email_address(str(value or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            value.rpartition("@")[2].encode("idna")
        except UnicodeError as error:
            raise ValidationError(_("No mail can be sent to this address.")) from error


class PasswordField(MeasuredField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Password"), max_length=128, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return readings.password(str(value or ""))


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


SWITCH = "switch_language"
"""The button by which a half-filled form is read on in another language."""


class SwitchableForm(forms.Form):
    """The links between languages send it to its own page in the other one (templates/includes/languages.html), where
    it comes back as typed: never by way of an address, and without anything being judged or done."""

    is_switchable = True

    @property
    def is_switching(self) -> bool:
        return SWITCH in self.data

    def full_clean(self) -> None:
        if not self.is_switching:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}
        return None

    def is_valid(self) -> bool:
        return not self.is_switching and super().is_valid()


NOT_CONTENT = {"idempotency_key", "draft_owner", "draft_turn", "csrfmiddlewaretoken"}
"""Signs of the page, other ones whenever it is shown."""


class DraftForm(SwitchableForm):
    """Says whose draft it fills in, for when the session ends in between (portal.drafts)."""

    draft_owner = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class IdempotentForm(forms.Form):
    """Carries the key under which the action runs once."""

    NOT_SENT = _(
        "This was not sent: the same form had arrived before. What has become of it, you see here. If something has to "
        "be changed and you find no button for that, call the office."
    )

    idempotency_key = KeyField()

    def once(self, request: HttpRequest, act: Callable[[], str]) -> str:
        """The address that `act` returned for what is sent here (portal.idempotency). With the same key, but
        another content or to another address, it raises SentBeforeError, which the middleware tells in words."""
        key, match = self.cleaned_data["idempotency_key"], request.resolver_match
        typed = {
            name: [value.strip() for value in values]
            for name, values in request.POST.lists()
            if name not in NOT_CONTENT
        }
        sent = [key, match and match.view_name, match and match.kwargs, dict(request.GET.lists()), typed]
        content = keyed_hash(json.dumps(sent, sort_keys=True, default=str), purpose="what is sent once")
        return once(str(request.user.pk), key, act, content=content, now=timezone.now())


class SentAnewForm(IdempotentForm):
    """Sent once more by the same page with something else in it, it is another sending: the first answer was lost."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["idempotency_key"] = key_of(cleaned["idempotency_key"], self.said())
        return cleaned

    def said(self) -> str:
        said = {name: value for name, value in self.cleaned_data.items() if name != "idempotency_key"}
        return json.dumps(said, sort_keys=True)


class CheckForm(IdempotentForm):
    """Sends what was typed on pages before. `shown`: the sign of what this page has shown (portal.drafts.sign_of);
    in another window it may have become something else."""

    CHANGED = _(
        "Your answers were changed in another window after this page was shown, so nothing has been sent. Look at them "
        "once more."
    )

    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
