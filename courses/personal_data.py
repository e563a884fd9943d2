from __future__ import annotations

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from portal.personal_data import Entry, Section

from .models import Lecture, Recording, WatchedOtherwise, Watching

STAYS = _("It stays under the network ID alone, without your name, for the figures of the courses.")


def sections(supporter: Supporter) -> list[Section]:
    watched = Watching.objects.filter(supporter=supporter).prefetch_related(
        Prefetch("recording", Recording.objects.with_lectures())
    )
    otherwise = WatchedOtherwise.objects.filter(supporter=supporter).prefetch_related(
        Prefetch("lecture", Lecture.objects.with_titles())
    )
    return [
        Section("watched", _("Lectures watched"), [_watching(one) for one in watched], stays=STAYS),
        Section(
            "learned_otherwise", _("Lectures learned in other ways"), [_way(one) for one in otherwise], stays=STAYS
        ),
    ]


def _watching(one: Watching) -> list[Entry]:
    return [
        Entry("lecture", _("Lecture"), str(one.recording.lecture)),
        Entry("share", _("Share watched, per cent"), one.share),
        Entry("updated_at", _("Last watched"), one.updated_at),
    ]


def _way(one: WatchedOtherwise) -> list[Entry]:
    return [
        Entry("lecture", _("Lecture"), str(one.lecture)),
        Entry("way", _("In which way"), one.get_way_display()),
        Entry("day", _("On"), one.day),
    ]
