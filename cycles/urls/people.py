"""Addresses of people: of a region, and of one challenge."""

from django.urls import path

from cycles.views import host_members, people, training

urlpatterns = [
    path("settings/<slug:region>/people/", people.people, name="people"),
    path("settings/<slug:region>/people/new/", people.person_new, name="person-new"),
    path("settings/<slug:region>/people/<slug:person>/", people.person, name="person"),
    path("settings/<slug:region>/people/<slug:person>/job/", people.person_job, name="person-job"),
    path("settings/<slug:region>/people/<slug:person>/removal/", people.person_removal, name="person-removal"),
    path("settings/<slug:region>/people/<slug:person>/training/", training.person_training, name="person-training"),
    path("challenges/<slug:slug>/people/", host_members.access, name="access"),
    path("challenges/<slug:slug>/people/new/", host_members.host_member_new, name="host-member-new"),
    path("challenges/<slug:slug>/people/<slug:person>/", host_members.host_member, name="host-member"),
]
