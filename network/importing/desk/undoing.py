"""The desk undoes an import: first what would become of each line, then as a whole."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.forms import IdempotentForm
from portal.steps import take

from ...people.facts import user_id
from ..actions.importing import AnotherRunsError
from ..actions.undoing import start_undoing
from ..enums import Undone
from ..facts.undoing import undoings
from ..locks import NotNowError
from ..models import ImportLine, MemberImport
from ..texts import why_it_stays, why_no_undoing
from .importing import LINES_PER_PAGE, ImportView


class UndoView(ImportView):
    template_name = "network/importing/desk/undo.html"
    page_title = gettext_lazy("Undo this import")

    def prepare(self, **kwargs: Any) -> HttpResponse | None:
        self.member_import = get_object_or_404(MemberImport.objects.without_content(), pk=kwargs["pk"])
        if self.member_import.is_undone:
            return redirect("member_import:report", self.member_import.pk)
        self.form = IdempotentForm(self.request.POST or None)
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = reverse("member_import:report", args=[self.member_import.pk])
        try:
            step = take(request, self.form, self._undo, report)
        except NotNowError:
            return redirect("member_import:undo", self.member_import.pk)
        except AnotherRunsError:
            messages.error(request, _("Another file is being imported or undone. Undo this one when that one is done."))
            return redirect("member_import:undo", self.member_import.pk)
        return step.done or self.render_to_response(self.get_context_data(**kwargs))

    def _undo(self, now: datetime) -> None:
        start_undoing(self.member_import, by_id=user_id(self.request), now=now)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why_not = self.member_import.why_not_undone(timezone.now())
        if why_not is not None:
            return super().get_context_data(member_import=self.member_import, why_not=why_no_undoing(why_not), **kwargs)
        return super().get_context_data(member_import=self.member_import, form=self.form, **self._told(), **kwargs)

    def _told(self) -> dict[str, Any]:
        lines = list(self.member_import.lines.all())
        would_be = undoings(lines, undoer_id=user_id(self.request))
        counts = Counter(one.undone for one in would_be.values())
        staying = [line for line in lines if would_be[line.pk].stays]
        page = Paginator(staying, LINES_PER_PAGE).get_page(self.request.GET.get("p"))

        def reasons(line: ImportLine) -> list[str]:
            return [why_it_stays(column, why) for column, why in would_be[line.pk].stays]

        return {
            "counts": [(undone.label, counts[undone]) for undone in Undone],
            "staying": [{"line": line, "reasons": reasons(line)} for line in page],
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
        }
