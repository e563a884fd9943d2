from __future__ import annotations

from django.urls import path

from . import codes, views

urlpatterns = [
    path("mail/", views.mailbox, name="demo_mailbox"),
    path("codes/", codes.codes, name="demo_codes"),
]
