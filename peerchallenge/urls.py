"""The whole site map."""

from django.urls import include, path

from peerchallenge import health, home

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("status", health.status, name="status"),
    path("", home.home, name="home"),
    path("tasks/", home.all_tasks, name="tasks"),
    path("challenges/<slug:slug>/", home.challenge, name="challenge"),
    path("", include("peerchallenge.ui.urls")),
    path("", include("peerchallenge.accounts.urls")),
    path("", include("cycles.urls.planning")),
    path("", include("cycles.urls.challenges")),
    path("", include("cycles.urls.people")),
    path("", include("cycles.urls.settings")),
    path("", include("cycles.urls.team")),
    path("", include("assessments.urls.opening")),
    path("", include("assessments.urls.forms")),
    path("", include("assessments.urls.documents")),
    path("", include("assessments.urls.indicators")),
    path("", include("reviews.urls.practice")),
    path("", include("reviews.urls.pack")),
    path("", include("reviews.urls.visit")),
    path("", include("reports.urls.report")),
    path("", include("reports.urls.accuracy")),
    path("", include("reports.urls.pdf")),
    path("", include("reports.urls.surveys")),
    path("", include("reports.urls.plan")),
    path("", include("reports.urls.publication")),
    path("", include("reports.public.urls")),
]
handler400 = "peerchallenge.ui.errors.bad_request"
handler403 = "peerchallenge.ui.errors.forbidden"
handler404 = "peerchallenge.ui.errors.not_found"
handler500 = "peerchallenge.ui.errors.server_error"
