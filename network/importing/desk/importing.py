"""The desk brings members in from its spreadsheet: file → columns → what would happen → import → what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.idempotency import forget_result, result_of
from portal.steps import take

from ...people.facts import user_id
from ...people.signing_in.idle import LOOKING_AGAIN
from ..actions import importing, receiving
from ..actions.standing import KEPT_FOR
from ..actions.standing import forget as forget_import
from ..enums import AT_WORK, ImportState, Outcome
from ..forms import ColumnsForm, ReadingForm, SpreadsheetForm
from ..locks import NotNowError
from ..models import MemberImport
from ..reading import Book, Choice, is_doubtful, left_out
from ..texts import left_out_in_words, remarks, report_file, what_stays

PERMISSION = "network.import_member"
# Invented people, for trying the import.
EXAMPLE = Path(__file__).resolve().parents[2] / "demo" / "members.csv"
LINES_PER_PAGE = 100
SECONDS_BETWEEN_LOOKS = 5


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "upload"
    page_title: Any = gettext_lazy("Import members")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return self.prepare(**kwargs) or super().dispatch(request, *args, **kwargs)

    def prepare(self, **kwargs: Any) -> HttpResponse | None:
        """After the permission: others needn't know which imports there are. Where the page isn't for this file (any
        more), the answer is the way to the one that is."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        # The name of a file may name people: it isn't shown in titles.
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("member_import:index"), "label": _("Import members")},
            *self.own_breadcrumbs(),
        ]

    def own_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]


class SpreadsheetView(ImportView):
    template_name = "network/importing/desk/import.html"

    def prepare(self, **kwargs: Any) -> None:
        self.form = SpreadsheetForm(self.request.POST or None, self.request.FILES or None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            self._forget_what_is_gone()
        # Somebody says first how it is meant, where that is in doubt.
        step = take(
            request,
            self.form,
            self._receive,
            lambda sent: reverse(
                f"member_import:{'reading' if is_doubtful(self.form.book) else 'columns'}", args=[sent.pk]
            ),
        )
        return step.done or self.render_to_response(self.get_context_data(**kwargs))

    def _receive(self, now: datetime) -> MemberImport:
        name = self.form.file_name
        return receiving.receive(self.form.book, file_name=name, by_id=user_id(self.request), now=now)

    def _forget_what_is_gone(self) -> None:
        """Sent again by the same page it is the same file, as long as it lies here whole. Later, it is wanted anew."""
        owner, key = str(user_id(self.request)), self.form.cleaned_data["idempotency_key"]
        earlier = result_of(owner, key)
        received = MemberImport.objects.without_content().filter(state=ImportState.RECEIVED)
        if earlier is not None and not received.filter(pk=resolve(earlier).kwargs["pk"]).exists():
            forget_result(owner, key, earlier)

    def own_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form, imports=MemberImport.objects.without_content(), days=KEPT_FOR.days, **kwargs
        )


class ReadingView(ImportView):
    template_name = "network/importing/desk/reading.html"
    page_title = gettext_lazy("How the file is meant")

    def prepare(self, **kwargs: Any) -> HttpResponse | None:
        self.member_import = get_object_or_404(MemberImport, pk=kwargs["pk"])
        if self.member_import.state != ImportState.RECEIVED:
            return redirect("member_import:report", self.member_import.pk)
        self.book = Book.from_data(self.member_import.content)
        self.choice = Choice(**self.member_import.choice)
        self.form = ReadingForm(self.request.POST or None, book=self.book, choice=self.choice)
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        try:
            receiving.read_as(self.member_import, self.form.chosen, now=timezone.now())
        except NotNowError:
            messages.error(request, _("The columns are chosen already. To read the file otherwise, send it again."))
        return redirect("member_import:columns", self.member_import.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        not_read = left_out(self.book, replace(self.choice, with_hidden=False)).as_data()
        return super().get_context_data(
            form=self.form, not_read=left_out_in_words(not_read), member_import=self.member_import, **kwargs
        )


class ColumnsView(ImportView):
    template_name = "network/importing/desk/columns.html"
    page_title = gettext_lazy("What the columns are")

    def prepare(self, **kwargs: Any) -> HttpResponse | None:
        self.member_import = get_object_or_404(MemberImport, pk=kwargs["pk"])
        if self.member_import.state not in (ImportState.RECEIVED, ImportState.CHECKED):
            return redirect("member_import:report", self.member_import.pk)
        whole = receiving.table_of(self.member_import)
        self.form = ColumnsForm(self.request.POST or None, member_import=self.member_import, whole=whole)
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.form.is_of_other_columns:
            # What stands was sent by it, and the answer was lost: there is nothing to be told.
            if self.form.sign != self.member_import.columns_sign:
                messages.warning(
                    request,
                    _(
                        "This page showed other columns than there are now. It was sent before, or changed in another "
                        "window, so nothing of it has been taken. Look at what stands here."
                    ),
                )
            return redirect("member_import:report", self.member_import.pk)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        try:
            receiving.check(
                self.member_import,
                mapping=self.form.mapping(),
                usual_language=self.form.cleaned_data["usual_language"],
                sign=self.form.sign,
                now=timezone.now(),
            )
        except NotNowError:
            messages.error(request, _("This file is being imported already; its columns stay as they were chosen."))
        return redirect("member_import:report", self.member_import.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_whole = self.member_import.state == ImportState.RECEIVED
        return super().get_context_data(
            form=self.form,
            member_import=self.member_import,
            is_whole=is_whole,
            lines=len(self.form.table.rows),
            never_kept=left_out_in_words({"never_kept": receiving.never_kept(self.member_import)}),
            **kwargs,
        )


class ReportView(ImportView):
    template_name = "network/importing/desk/report.html"
    page_title = gettext_lazy("Line by line")

    def prepare(self, **kwargs: Any) -> None:
        self.member_import = get_object_or_404(MemberImport.objects.without_content(), pk=kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.member_import.state == ImportState.RECEIVED:
            return redirect("member_import:columns", self.member_import.pk)
        response = super().get(request, *args, **kwargs)
        if self.member_import.state in AT_WORK:
            looking = urlencode({**request.GET.dict(), LOOKING_AGAIN: 1})
            response["Refresh"] = f"{SECONDS_BETWEEN_LOOKS}; url={request.path}?{looking}"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.request.GET.get("outcome", "")
        outcome = chosen if chosen in Outcome.values else ""
        reported = self.member_import.lines.select_related("registered_as")
        lines = reported.filter(outcome=outcome) if outcome else reported
        page = Paginator(lines, LINES_PER_PAGE).get_page(self.request.GET.get("p"))
        counts = counts_of(self.member_import)
        return super().get_context_data(
            member_import=self.member_import,
            counts=[(value, Outcome(value).label, counts.get(value, 0)) for value in Outcome.values],
            to_import=counts.get(Outcome.NEW, 0) + counts.get(Outcome.CHANGED, 0),
            outcome=outcome,
            checked_at=self.member_import.moved_at.isoformat(),
            is_at_work=self.member_import.state in AT_WORK,
            may_be_undone=self.member_import.why_not_undone(timezone.now()) is None,
            days=KEPT_FOR.days,
            left_out=left_out_in_words(self.member_import.left_out),
            lines=[{"line": line, "remarks": remarks(line), "stays": what_stays(line)} for line in page],
            page=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            **kwargs,
        )


def counts_of(member_import: MemberImport) -> dict[str, int]:
    counted = member_import.lines.order_by().values("outcome").annotate(count=Count("pk"))
    return {row["outcome"]: row["count"] for row in counted}


@permission_required(PERMISSION)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    member_import = get_object_or_404(MemberImport.objects.without_content(), pk=pk)
    try:
        checked_at = request.POST.get("checked_at", "")
        importing.start(member_import, checked_at=checked_at, by_id=user_id(request), now=timezone.now())
    except importing.CheckedAnewError:
        messages.warning(
            request,
            _(
                "The columns were chosen anew after this page was shown, so nothing has been imported. Look at what "
                "would happen now."
            ),
        )
    except NotNowError:
        messages.warning(request, _("This file is being imported already, or its columns are not chosen yet."))
    except importing.AnotherRunsError:
        messages.error(request, _("Another file is being imported. Start this one when that one is done."))
    return redirect("member_import:report", pk)


@permission_required(PERMISSION)
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    member_import = get_object_or_404(MemberImport.objects.without_content(), pk=pk)
    try:
        forget_import(member_import, by_id=user_id(request), now=timezone.now())
    except NotNowError:
        messages.error(request, _("This import is being undone. Forget the file when that is done."))
        return redirect("member_import:report", pk)
    messages.success(request, _("The portal has forgotten this file. Members who were imported from it stay."))
    return redirect("member_import:index")


@permission_required(PERMISSION)
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    checked = MemberImport.objects.without_content().exclude(state=ImportState.RECEIVED)
    reported = get_object_or_404(checked, pk=pk)
    text = report_file(reported.lines.select_related("registered_as"), with_undoing=reported.is_undone)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{pk}.csv"'
    return response


@permission_required(PERMISSION)
@require_safe
def example(request: HttpRequest) -> FileResponse:
    return FileResponse(EXAMPLE.open("rb"), as_attachment=True, filename="members.csv", content_type="text/csv")
