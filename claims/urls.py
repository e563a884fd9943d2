from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from .views import making, own, starting

app_name = "claims"

urlpatterns = [
    path("", own.claims, name="list"),
    path("new/", RedirectView.as_view(pattern_name="claims:step"), {"name": "start"}, name="new"),
    path("new/issue/", making.issue, name="issue"),
    path("new/discard/", making.discard, name="discard"),
    path("new/check/", making.check, name="check"),
    path("new/from/<slug:reference>/", starting.start_from, name="start_from"),
    path("new/<slug:name>/", making.step, name="step"),
    path("new/<slug:name>/keep/", making.keep, name="keep"),
    path("card/<int:pk>/", own.card, name="card"),
    path("card/<int:pk>/print/", own.printed_card, name="printed_card"),
    path("<slug:reference>/", own.detail, name="detail"),
    path("<slug:reference>/sent/", own.sent, name="sent"),
    path("<slug:reference>/withdraw/", own.withdrawal, name="withdraw"),
    path("<slug:reference>/not-with-me/", own.not_with_me, name="not_with_me"),
    path("<slug:reference>/correct/", own.correction, name="correct"),
    path("<slug:reference>/correct/keep/", own.keep_correction, name="keep_correction"),
]
