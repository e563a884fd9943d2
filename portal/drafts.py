"""Half-filled forms of signed-in people, kept until they are sent or grow old (D5), encrypted."""

from __future__ import annotations

import json
import uuid
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.http import HttpRequest, QueryDict

from . import last_reader, readings
from .compiled import Compiled, Parameter
from .dates import start_of_day, tokyo_day
from .fields import STEP, EncryptedJSONField, Padded, keyed_hash
from .forms import NOT_CONTENT

KEPT_FOR = timedelta(days=90)

OWNER_FIELD = "draft_owner"
TURN_FIELD = "draft_turn"
"""`opening.number`: which opening of the page has sent it, and how often that had by then, the form itself included."""
TURN_CHARACTERS = 40  # more than our scripts send; Python reads no number of thousands of digits
PAGE_SALT = "page of a draft"
PAGE_FOR = timedelta(days=30)
PAGE_AFTER_THE_SESSION_FOR = timedelta(days=1)
SENDING_KNOWN_FOR = timedelta(days=32)
"""Longer than any page that was shown before the form was sent may still keep something."""

TURNS = "turns"
"""Of each step of a form on several pages, beside what was typed."""

MAX_VALUES = 50
"""Of one field: more boxes than any list has."""


class Page(NamedTuple):
    """What a page that fills in a form may write to: whose draft, of which form, until that is sent again."""

    owner_id: int
    form: str
    times_sent: int

    def signed(self) -> str:
        """Lets it keep what its reader typed even when the reader's session has run out meanwhile."""
        return signing.dumps(list(self), salt=PAGE_SALT)


class Draft(models.Model):
    """Once its form is sent it is empty, and remembers the sending for as long as pages from before may be open."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    values = EncryptedJSONField()
    times_sent = models.PositiveIntegerField(default=0, db_default=0)
    is_sent = models.BooleanField(default=False, db_default=False)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "form"], name="one_draft_per_form")]
        indexes = [models.Index(fields=["updated_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return self.form

    @property
    def page(self) -> Page:
        return Page(self.owner_id, self.form, self.times_sent)

    @property
    def is_begun(self) -> bool:
        return bool(self.values)

    def shown(self, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
        """What its form starts with: these fields as they were typed, and whose it is."""
        return {**as_initial(self.values, fields), OWNER_FIELD: self.page.signed()}


class StepsDraft:
    """A form on several pages: under the step of each what was typed on it, and beside them what else is known of it.
    A room says where it is kept, and which fields each step has."""

    values: dict[str, Any]

    @property
    def is_begun(self) -> bool:
        return bool(self.values)

    @property
    def key(self) -> uuid.UUID:
        """One draft is sent once, from however many tabs."""
        return uuid.UUID(self.values["key"]) if self.is_begun else uuid.uuid4()

    @property
    def sign(self) -> str:
        return sign_of({name: value for name, value in self.values.items() if name != TURNS})

    def fields_of(self, step: str) -> Mapping[str, forms.Field]:
        raise NotImplementedError

    def typed(self, step: str) -> dict[str, list[str]]:
        return self.values.get(step, {})

    def shown(self, step: str) -> dict[str, Any]:
        """What was typed, as initial values."""
        return as_initial(self.typed(step), self.fields_of(step))

    def put(self, step: str, typed: dict[str, list[str]]) -> None:
        """Nothing where something newer of the same page is there: what was sent first may be longer on the way."""
        turns = self.values.setdefault(TURNS, {})
        turn = typed.pop(TURN_FIELD, [])
        if _is_before(turn, turns.get(step, [])):
            return
        turns[step] = turn
        self.values[step] = typed
        self.values.setdefault("key", str(uuid.uuid4()))


def draft_of(owner_id: int, form: str) -> Draft:
    """As it is kept, or one that nobody has begun."""
    found = _known.first(owner=owner_id, form=form)
    return found or Draft(owner_id=owner_id, form=form, values={})


@Compiled
def _known() -> models.QuerySet[Draft]:
    return Draft.objects.filter(owner_id=Parameter("owner", Draft, "owner"), form=Parameter("form", Draft, "form"))


def keep(page: Page, values: dict[str, Any], *, now: datetime, room: int = STEP) -> bool:
    """False where the form was sent since the page was shown: what comes late must not come back.

    `room`: bytes into which the form fits, however much is written; the draft's length tells no more than that.
    """
    with changing(page, now=now, room=room) as kept:
        if kept is None:
            return False
        if not _is_before(values.get(TURN_FIELD, []), kept.get(TURN_FIELD, [])):
            kept.clear()
            kept.update(values)
    return True


@contextmanager
def changing(page: Page, *, now: datetime, room: int = STEP) -> Iterator[dict[str, Any] | None]:
    """The values as they are kept at this moment, locked, to be changed: other pages of the form may be kept at the
    same time. None where the form was sent since the page was shown. `room`: as in `keep`."""
    with transaction.atomic():
        draft = _locked(page.owner_id, page.form, now)
        if draft.page != page:
            yield None
            return
        values = draft.values
        yield values
        _write(draft, Padded(values, room), is_sent=False, at=now)


def discard(owner_id: int, form: str, *, now: datetime) -> None:
    """The form is sent. Pages that show it keep nothing any more, though nothing had been kept yet."""
    # Of an answered survey no row may tell more of the time than the day.
    sent = {"values": Padded({}), "is_sent": True, "updated_at": start_of_day(tokyo_day(now))}
    own = Draft.objects.filter(owner_id=owner_id, form=form)
    if not own.update(times_sent=models.F("times_sent") + 1, **sent):
        # Whoever keeps the page's first word at this moment is waited for.
        Draft.objects.bulk_create([Draft(owner_id=owner_id, form=form, **sent)], ignore_conflicts=True)
        own.update(times_sent=models.F("times_sent") + 1, **sent)


def hand_over(owner_id: int, to_id: int) -> None:
    """What somebody has half filled in under one login goes to the other, but for forms half filled in there too."""
    with transaction.atomic():
        own = {draft.form: draft for draft in Draft.objects.select_for_update().filter(owner_id=to_id)}
        for draft in Draft.objects.select_for_update().filter(owner_id=owner_id):
            known = own.get(draft.form)
            if known is not None and (known.values or not draft.values):
                continue
            times_sent = draft.times_sent
            if known is not None:
                # Pages from before it was sent keep nothing, as before.
                times_sent = known.times_sent
                known.delete()
            # Not saved: what is written anew loses its padding.
            Draft.objects.filter(pk=draft.pk).update(owner_id=to_id, times_sent=times_sent)


def _locked(owner_id: int, form: str, now: datetime) -> Draft:
    """A new row locks as well: who comes next waits for it."""
    unbegun: Any = {"values": {}, "updated_at": now}
    draft, _made = Draft.objects.select_for_update().get_or_create(owner_id=owner_id, form=form, defaults=unbegun)
    return draft


def _write(draft: Draft, values: Padded, *, is_sent: bool, at: datetime) -> None:
    draft.values, draft.is_sent, draft.updated_at = values, is_sent, at
    draft.save()


def forget_old_drafts(now: datetime) -> None:
    sent = models.Q(is_sent=True, updated_at__lt=now - SENDING_KNOWN_FOR)
    Draft.objects.filter(sent | models.Q(updated_at__lt=now - KEPT_FOR)).delete()


def posted_page(request: HttpRequest, form: str) -> Page | None:
    """Of this form, its owner signed in, or signed out by time in this browser; None for a page of another form, of
    somebody else's, or of nobody's, and for one that was copied from the owner's browser."""
    return _posted(request, form, PAGE_FOR if request.user.is_authenticated else PAGE_AFTER_THE_SESSION_FOR)


def has_grown_old(request: HttpRequest, form: str) -> bool:
    """The page, of this form and of who is signed in: open for so long that it may keep nothing any more."""
    is_own = request.user.is_authenticated and _posted(request, form, None) is not None
    return is_own and posted_page(request, form) is None


def _posted(request: HttpRequest, form: str, lives: timedelta | None) -> Page | None:
    try:
        page = Page(*signing.loads(request.POST.get(OWNER_FIELD, ""), salt=PAGE_SALT, max_age=lives))
    except signing.BadSignature:
        return None
    reader = request.user.pk if request.user.is_authenticated else last_reader.who(request)
    return page if (reader, form) == (page.owner_id, page.form) else None


def sign_of(values: Mapping[str, Any]) -> str:
    """By which a page that has shown them can tell whether they are still the same. It tells nothing else."""
    return keyed_hash(json.dumps(values, sort_keys=True), purpose="what a page has shown")[:32]


def typed_in(posted: QueryDict, fields: Container[str], *, characters: int) -> dict[str, list[str]]:
    """What was posted for these fields, but for the signs of the page, as typed, each value cut to so many characters:
    more than the form takes, or what is too long would come back short enough to be sent. Letters count as the form
    counts them. With its turn, by which what comes late is known."""
    return {
        name: [readings.composed(str(value))[:characters] for value in values[:MAX_VALUES]]
        for name, values in posted.lists()
        if name == TURN_FIELD or (name in fields and name not in NOT_CONTENT)
    }


def _is_before(turn: list[str], kept: list[str]) -> bool:
    """Of the same opening of a page; without scripts, nothing is sent at the same time."""
    if not turn or not kept:
        return False
    opening, number = _opening_and_number(turn[-1])
    kept_opening, kept_number = _opening_and_number(kept[-1])
    return opening == kept_opening and number < kept_number


def _opening_and_number(turn: str) -> tuple[str, int]:
    opening, _dot, number = turn[:TURN_CHARACTERS].rpartition(".")
    return opening, int(number) if number.isdecimal() else 0


def as_initial(typed: Mapping[str, list[str]], fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """What was typed, as initial values of these fields."""
    return {
        name: values if isinstance(fields[name], forms.MultipleChoiceField) else values[-1]
        for name, values in typed.items()
        if name in fields and values
    }
