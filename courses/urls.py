from __future__ import annotations

from django.urls import path

from . import desk, views

app_name = "courses"
urlpatterns = [
    path("-/watching/", views.report, name="report"),
    path("-/<uuid:key>/said/<slug:way>/", views.say_watched, name="say_watched"),
    path("-/recordings/<int:pk>/video/", views.video, name="video"),
    path("-/recordings/<int:pk>/audio/", views.audio, name="audio"),
    path("-/captions/<int:pk>/", views.captions, name="captions"),
    path("-/transcripts/<int:pk>/", views.transcript, name="transcript"),
]

# At the desk, beside the list and pages that Wagtail's viewset makes.
of_lectures = [
    path("<uuid:key>/take-down/", desk.taking_down, name="take_down"),
    path("<uuid:key>/change/", desk.changing, name="change"),
    path("<uuid:key>/put-back/", desk.putting_back, name="put_back"),
]
