from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("my/", views.my_page, name="my_page"),
    path("my/unsent/", views.unsent_forms, name="unsent"),
    path("my/unsent/<int:pk>/", views.throw_away, name="unsent_throw_away"),
]
