from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import RecordingForm
from .models import Recording


class RecordingIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Recording]:
        return Recording.objects.with_lectures()


class OneRecording:
    """Named by its lecture on its own pages too."""

    def get_object(self, *args: Any, **kwargs: Any) -> Recording:
        found: Recording = super().get_object(*args, **kwargs)  # type: ignore[misc]  # of the view that it stands before
        return Recording.objects.with_lectures().get(pk=found.pk)


class RecordingEditView(OneRecording, EditView):
    pass


class RecordingDeleteView(OneRecording, DeleteView):
    pass


class RecordingHistoryView(OneRecording, HistoryView):
    pass


class RecordingUsageView(OneRecording, UsageView):
    pass


class RecordingViewSet(ModelViewSet):
    """Where editors bring in a recording with its captions and transcripts."""

    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = RecordingIndexView
    edit_view_class = RecordingEditView
    delete_view_class = RecordingDeleteView
    history_view_class = RecordingHistoryView
    usage_view_class = RecordingUsageView
    list_display = ["lecture", "language", Column("length", label=_("Length"), accessor="length")]
    edit_handler = ObjectList(
        [
            FieldPanel("lecture"),
            FieldPanel("language"),
            FieldPanel("video"),
            FieldPanel("audio"),
            InlinePanel("captions", label=_("Captions")),
            InlinePanel("transcripts", label=_("Transcript")),
        ],
        base_form_class=RecordingForm,
    )


recordings = RecordingViewSet("recordings")
