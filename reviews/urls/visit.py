"""Addresses of the visit: its timetable, its sessions, and the page behind a briefing link."""

from django.urls import path

from reviews.views import briefing, notes, timetable, visit

HERE = "challenges/<slug:slug>/timetable/"
ONE = f"{HERE}<slug:session>/"

urlpatterns = [
    path(HERE, timetable.timetable, name="timetable"),
    path(f"{HERE}calendar.ics", timetable.timetable_calendar, name="timetable-calendar"),
    path(f"{HERE}new/", timetable.session_new, name="session-new"),
    path(f"{HERE}start/", visit.start, name="visit-start"),
    path(ONE, timetable.session, name="session"),
    path(f"{ONE}change/", timetable.session_change, name="session-change"),
    path(f"{ONE}briefing/", timetable.briefing_sheet, name="briefing-sheet"),
    path(f"{ONE}messages/", timetable.confidences, name="session-messages"),
    path("challenges/<slug:slug>/notes/", notes.notes, name="notes"),
    path("challenges/<slug:slug>/notes/new/", notes.note_new, name="note-new"),
    path("challenges/<slug:slug>/notes/<uuid:note>/", notes.note, name="note"),
    path("briefing/<slug:link>/", briefing.briefing, name="briefing"),
]
