"""Addresses of one challenge: its dates and scope."""

from django.urls import path

from cycles.views import challenges, dates, scope

urlpatterns = [
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/<slug:slug>/dates/", dates.dates, name="dates"),
    path("challenges/<slug:slug>/dates/move/", dates.move, name="move-visit"),
    path("challenges/<slug:slug>/dates/offers/", dates.offers, name="offers"),
    path("challenges/<slug:slug>/dates/offers/new/", dates.offer_new, name="offer-new"),
    path("challenges/<slug:slug>/dates/offers/<int:number>/", dates.offer, name="offer"),
    path("challenges/<slug:slug>/scope/", scope.scope, name="scope"),
    path("challenges/<slug:slug>/scope/new/", scope.line_new, name="scope-line-new"),
    path("challenges/<slug:slug>/scope/<slug:enquiry>/", scope.line, name="scope-line"),
    path("challenges/<slug:slug>/pause/", challenges.pause, name="pause"),
    path("challenges/<slug:slug>/activity/", challenges.activity, name="activity"),
]
