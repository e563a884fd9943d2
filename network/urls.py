from __future__ import annotations

from django.urls import path

from .views import registering

app_name = "network"
urlpatterns = [
    path("register/", registering.register, name="register"),
    path("register/done/", registering.registered, name="registered"),
    path("register/send-again/", registering.send_again, name="send_again"),
]
