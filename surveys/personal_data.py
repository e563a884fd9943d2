from __future__ import annotations

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from portal.personal_data import Entry, Section

from .facts import qualification_of
from .models import Completion, Survey

STAYS = _("It stays under the network ID alone, without your name: claims were judged by it.")


def sections(supporter: Supporter) -> list[Section]:
    """That surveys were answered. What was answered is nobody's: no record leads back to a person."""
    answered = Completion.objects.filter(supporter=supporter).prefetch_related(
        Prefetch("survey", Survey.objects.with_titles())
    )
    qualification = qualification_of(supporter.pk)
    since = [[Entry("qualified_on", _("Qualified since"), qualification.qualified_on)]] if qualification else []
    return [
        Section("surveys", _("Surveys answered"), [_completion(one) for one in answered], stays=STAYS),
        Section("qualification", _("Qualification"), since, stays=STAYS),
    ]


def _completion(one: Completion) -> list[Entry]:
    return [Entry("survey", _("Survey"), str(one.survey)), Entry("day", _("On"), one.day)]
