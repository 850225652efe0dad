"""Addresses of cycles and their plan."""

from django.urls import path

from cycles.views import planning, requests

urlpatterns = [
    path("cycles/", planning.cycles, name="cycles"),
    path("cycles/new/", planning.cycle_new, name="cycle-new"),
    path("cycles/new/<slug:region>/", planning.cycle_new_in_region, name="cycle-new-in-region"),
    path("cycles/<slug:cycle>/", planning.cycle, name="cycle"),
    path("cycles/<slug:cycle>/plan/", planning.plan, name="cycle-plan"),
    path("cycles/<slug:cycle>/hosts/", planning.hosts, name="cycle-hosts"),
    path("cycles/<slug:cycle>/requests/", requests.requests, name="requests"),
    path("cycles/<slug:cycle>/requests/new/", requests.request_new, name="request-new"),
    path("cycles/<slug:cycle>/milestones/", planning.milestones, name="cycle-milestones"),
    path("cycles/<slug:cycle>/milestones/<slug:code>/", planning.milestone, name="cycle-milestone"),
]
