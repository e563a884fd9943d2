from __future__ import annotations

from django.urls import path

from . import views

app_name = "courses"
urlpatterns = [
    path("-/watching/", views.report, name="report"),
    path("-/<uuid:key>/said/<slug:way>/", views.say_watched, name="say_watched"),
    path("-/recordings/<int:pk>/video/", views.video, name="video"),
    path("-/recordings/<int:pk>/audio/", views.audio, name="audio"),
    path("-/captions/<int:pk>/", views.captions, name="captions"),
    path("-/transcripts/<int:pk>/", views.transcript, name="transcript"),
]
