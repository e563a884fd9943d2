"""Fields for free text in which nobody may be recognised (D1). What the pattern check finds is shown to the writer
alone, with how to write it instead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.fields import keyed_hash
from portal.forms import PlainTextField
from portal.readings import plain_text

from .enums import Kind
from .rules import Found, found_in

WARNING = _("Write no name, address, telephone or birth date, and no story by which a person could be recognised.")
LOOKED_AGAIN = "looked_again"

WAYS_OUT: dict[Kind, str | Promise] = {
    Kind.EMAIL: _("“%(words)s” is an e-mail address. Leave it out."),
    Kind.WEB_ADDRESS: _("“%(words)s” is an address on the internet. Leave it out."),
    Kind.ACCOUNT: _("“%(words)s” looks like an account of a person. Leave it out."),
    Kind.RESIDENCE_CARD: _("“%(words)s” looks like the number of a residence card. Leave it out."),
    Kind.PASSPORT: _("“%(words)s” looks like the number of a passport. Leave it out."),
    Kind.MY_NUMBER: _("“%(words)s” looks like a My Number. Leave it out."),
    Kind.BIRTH: _("“%(words)s” tells when somebody was born. Write the age alone, like “in the forties”."),
    Kind.DATE: _("“%(words)s” is a full date. Write the month alone, or how long ago it was."),
    Kind.ADDRESS: _("“%(words)s” is part of an address. Write the prefecture alone."),
    Kind.TELEPHONE: _("“%(words)s” looks like a telephone number. Leave it out."),
    Kind.POSTAL_CODE: _("“%(words)s” looks like a postal code. Leave it out."),
    Kind.DIGITS: _("“%(words)s” is a long number. Leave it out. An amount needs its currency, like “yen”."),
    Kind.FILE_NUMBER: _("“%(words)s” looks like the number of somebody's file or card. Leave it out."),
    Kind.ROOM: _("“%(words)s” looks like the number of a room. Leave it out, if it is."),
    Kind.NAME: _("“%(words)s” looks like a name. If it is one, write “the person” or “the employer” instead."),
}


def way_out(found: Found) -> str:
    return str(WAYS_OUT[found.kind]) % {"words": found.words}


class NumberlessTextField(PlainTextField):
    """Refuses by what a person could certainly be recognised: for names of things, which may look like a person's."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        certain = [found for found in found_in(text) if found.is_certain]
        if certain:
            raise ValidationError([way_out(found) for found in certain])
        return text


class CarefulTextField(NumberlessTextField):
    """Its `CarefulForm` asks about what only looks like a person, too. It needs a warning beside it: its help."""

    widget = forms.Textarea(attrs={"rows": 6})


class SeenTick(forms.CheckboxInput):
    """Its value tells which words it stands for: set for these, it says nothing of others."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name) == self.words

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["value"] = self.words
        return context


class CarefulForm(forms.Form):
    """Where one of its careful texts holds what may be a name, the form comes back with a tick to set, below all."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if found := self._uncertain():
            self.fields[LOOKED_AGAIN] = tick_for(found)
            if not self[LOOKED_AGAIN].data:
                asked = gettext("Look again. If nobody can be recognised, set the tick.")
                self.add_error(LOOKED_AGAIN, [*map(way_out, found), asked])
        return cleaned

    def _uncertain(self) -> list[Found]:
        """In the texts as typed: also in one that is refused for something else, so that all is told at once."""
        careful = [(name, field) for name, field in self.fields.items() if isinstance(field, CarefulTextField)]
        texts = [plain_text(str(self[name].value() or ""), lines=True)[: field.max_length] for name, field in careful]
        return [found for text in texts for found in found_in(text) if not found.is_certain]


def tick_for(found: list[Found]) -> forms.BooleanField:
    label = _("I have looked again: nobody can be recognised.")
    return forms.BooleanField(label=label, widget=SeenTick(words_of(found)))


def words_of(found: list[Found]) -> str:
    """A short sign of what was found, in which nobody can read it."""
    return keyed_hash("\n".join(one.words for one in found), purpose="looked again")[:16]
