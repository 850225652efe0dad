"""Addresses of the public pages about reports."""

from django.urls import path

from . import views

HERE = "reports/<slug:slug>/"

urlpatterns = [
    path("reports/", views.reports, name="public-reports"),
    path(HERE, views.report, name="public-report"),
    path(f"{HERE}versions/", views.versions, name="public-report-versions"),
    path(f"{HERE}versions/<slug:number>/", views.version, name="public-report-version"),
    path("councils/", views.councils, name="public-councils"),
    path("councils/<slug:council>/", views.council, name="public-council"),
    path("glossary/", views.words, name="glossary"),
    path("licence/", views.licence, name="licence"),
]
