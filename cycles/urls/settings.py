"""Addresses of a region’s settings."""

from django.urls import path

from cycles.views import councils, mail, settings

urlpatterns = [
    path("settings/", settings.settings, name="settings"),
    path("settings/regions/", settings.regions, name="regions"),
    path("settings/regions/new/", settings.region_new, name="region-new"),
    path("settings/<slug:region>/", settings.region, name="region"),
    path("settings/<slug:region>/details/", settings.region_details, name="region-details"),
    path("settings/<slug:region>/councils/", councils.councils, name="councils"),
    path("settings/<slug:region>/councils/<slug:council>/", councils.council, name="council"),
    path("settings/<slug:region>/closed-periods/", settings.closed_periods, name="closed-periods"),
    path("settings/<slug:region>/messages/", mail.messages, name="messages"),
    path("settings/<slug:region>/messages/<int:number>/", mail.message, name="message"),
    path("settings/<slug:region>/jobs/", mail.jobs, name="jobs"),
]
