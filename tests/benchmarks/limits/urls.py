from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("one/", views.one),
    path("course/", views.course),
    path("insert/", views.insert),
    path("upsert/", views.upsert),
    path("mark/", views.mark),
]
