"""Addresses of the preparation as a whole, and of the pack."""

from django.urls import path

from reviews.views import pack, preparation

urlpatterns = [
    path("challenges/<slug:slug>/preparation/", preparation.preparation, name="preparation"),
    path("challenges/<slug:slug>/pack/", pack.the_pack, name="pack"),
    path("challenges/<slug:slug>/pack/reading/", pack.reading, name="pack-reading"),
    path("challenges/<slug:slug>/pack/file/", pack.pack_file, name="pack-file"),
    path("challenges/<slug:slug>/pack/file/download/", pack.pack_download, name="pack-download"),
    path("challenges/<slug:slug>/pack/release/", pack.release, name="pack-release"),
    path("challenges/<slug:slug>/pack/reopen/", pack.reopen, name="pack-reopen"),
    path("challenges/<slug:slug>/pack/call/", pack.team_call, name="team-call"),
]
