"""Addresses of the accuracy check and of the final report."""

from django.urls import path

from reports.views import accuracy, agreement, answers, points

REPORT = "challenges/<slug:slug>/report/"
HERE = f"{REPORT}accuracy/"

urlpatterns = [
    path(HERE, accuracy.accuracy, name="accuracy"),
    path(f"{HERE}new/", points.point_new, name="accuracy-new"),
    path(f"{HERE}response/", points.response, name="accuracy-response"),
    path(f"{HERE}send/", points.send, name="accuracy-send"),
    path(f"{HERE}changes/", accuracy.changes, name="accuracy-changes"),
    path(f"{HERE}<slug:point>/", accuracy.point, name="accuracy-point"),
    path(f"{HERE}<slug:point>/change/", points.point_change, name="accuracy-point-change"),
    path(f"{HERE}<slug:point>/answer/", answers.answer, name="accuracy-answer"),
    path(f"{REPORT}agree/", agreement.agree, name="report-agree"),
    path(f"{REPORT}final/", agreement.final, name="report-final"),
    path(f"{REPORT}final/reopen/", agreement.reopen, name="accuracy-reopen"),
]
