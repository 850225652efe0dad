"""Address of the page that opens the preparation."""

from django.urls import path

from assessments.views import opening

urlpatterns = [
    path("challenges/<slug:slug>/stage/", opening.stage, name="stage"),
]
