"""What something is called, in each language of the portal: one value, which reads itself in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .languages import html_language, reads_too
from .pages import language_name
from .readings import plain_text

CODES = [code for code, _own_name in settings.LANGUAGES]
LONGEST = 100


class Name:
    """Texts by language code. Where the reader's language has none, one that is there is shown, as what it is."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = {code: texts[code] for code in CODES if texts.get(code)}

    @classmethod
    def of(cls, text: str) -> Name:
        """Of what is called the same everywhere."""
        return cls(dict.fromkeys(CODES, text))

    @property
    def language(self) -> str:
        """The code of the language in which it is read now; none for no name."""
        reader = get_language() or settings.LANGUAGE_CODE
        # Any name is better than none.
        wanted = (reader, *reads_too(reader), *self.texts)
        return next((code for code in wanted if code in self.texts), "")

    def __str__(self) -> str:
        return self.texts.get(self.language, "")

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __eq__(self, other: object) -> bool:
        return self.texts == other.texts if isinstance(other, Name) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.texts.items()))

    def __repr__(self) -> str:
        return f"Name({self.texts!r})"


def no_name() -> Name:
    return Name({})


class NamesWidget(forms.MultiWidget):
    template_name = "portal/widgets/names.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets = {code: forms.TextInput({"lang": html_language(code)}) for code in CODES}
        super().__init__(widgets, attrs)  # type: ignore[arg-type]  # by name, as Django documents it

    def decompress(self, value: Any) -> list[str]:
        return [value.texts.get(code, "") if value else "" for code in CODES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, widget in zip(CODES, context["widget"]["subwidgets"], strict=True):
            widget["language_name"] = language_name(code)
        return context


class NamesFormField(forms.Field):
    """One text a language; one of them at least, if it is required."""

    widget = NamesWidget

    def to_python(self, value: Any) -> Name:
        typed = zip(CODES, value or [], strict=False)
        return Name({code: plain_text(text or "") for code, text in typed})

    def validate(self, value: Name) -> None:
        if self.required and not value:
            raise ValidationError(_("Write the name in one language at least."), code="required")
        if any(len(text) > LONGEST for text in value.texts.values()):
            raise ValidationError(_("A name has %(most)d characters at most.") % {"most": LONGEST}, code="max_length")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or Name({})) != self.to_python(data)


class NamesField(models.TextField):
    """A Name, kept as JSON that people and databases can search."""

    # What django-stubs takes as the types of values written and read.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *args: Any) -> Name | None:
        return Name(json.loads(value)) if value else None

    def to_python(self, value: Any) -> Any:
        return Name(json.loads(value)) if isinstance(value, str) and value else value

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else json.dumps(value.texts, ensure_ascii=False)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return models.Field.formfield(self, form_class=NamesFormField, widget=NamesWidget)
