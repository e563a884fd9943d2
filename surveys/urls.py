from __future__ import annotations

from django.urls import path

from . import views

app_name = "surveys"
urlpatterns = [
    path("<uuid:key>/", views.answer, name="answer"),
    path("<uuid:key>/keep/", views.keep, name="keep"),
    path("<uuid:key>/done/", views.done, name="done"),
]
