"""Addresses of the visit: its timetable, its sessions, and the page behind a briefing link."""

from django.urls import path

from reviews.views import (
    briefing,
    concerns,
    corrections,
    feedback,
    findings,
    notes,
    recommendations,
    reflection,
    timetable,
    visit,
)

HERE = "challenges/<slug:slug>/timetable/"
ONE = f"{HERE}<slug:session>/"
BOARD = "challenges/<slug:slug>/findings/"
FINDING = f"{BOARD}<slug:team_finding>/"
RECOMMENDATIONS = "challenges/<slug:slug>/recommendations/"
RECOMMENDATION = f"{RECOMMENDATIONS}<slug:recommendation>/"
EVENINGS = "challenges/<slug:slug>/reflections/"
FEEDBACK = "challenges/<slug:slug>/feedback/"
CORRECTIONS = f"{FEEDBACK}corrections/"
CORRECTION = f"{CORRECTIONS}<slug:correction>/"
CONCERNS = "challenges/<slug:slug>/concerns/"

urlpatterns = [
    path(HERE, timetable.timetable, name="timetable"),
    path(f"{HERE}calendar.ics", timetable.timetable_calendar, name="timetable-calendar"),
    path(f"{HERE}new/", timetable.session_new, name="session-new"),
    path(f"{HERE}start/", visit.start, name="visit-start"),
    path(f"{HERE}end/", visit.end, name="visit-end"),
    path(ONE, timetable.session, name="session"),
    path(f"{ONE}change/", timetable.session_change, name="session-change"),
    path(f"{ONE}briefing/", timetable.briefing_sheet, name="briefing-sheet"),
    path(f"{ONE}messages/", timetable.confidences, name="session-messages"),
    path("challenges/<slug:slug>/notes/", notes.notes, name="notes"),
    path("challenges/<slug:slug>/notes/new/", notes.note_new, name="note-new"),
    path("challenges/<slug:slug>/notes/<uuid:note>/", notes.note, name="note"),
    path(BOARD, findings.findings, name="findings"),
    path(f"{BOARD}new/", findings.finding_new, name="finding-new"),
    path(FINDING, findings.finding, name="finding"),
    path(f"{FINDING}change/", findings.finding_change, name="finding-change"),
    path(f"{FINDING}evidence/", findings.finding_evidence, name="finding-evidence"),
    path(f"{FINDING}reason/", findings.finding_reason, name="finding-reason"),
    path(f"{RECOMMENDATIONS}new/", recommendations.recommendation_new, name="recommendation-new"),
    path(RECOMMENDATION, recommendations.recommendation, name="recommendation"),
    path(f"{RECOMMENDATION}change/", recommendations.recommendation_change, name="recommendation-change"),
    path(EVENINGS, reflection.reflections, name="reflections"),
    path(f"{EVENINGS}<slug:day>/", reflection.reflection, name="reflection"),
    path(f"{EVENINGS}<slug:day>/change/", reflection.change, name="reflection-change"),
    path(f"{EVENINGS}<slug:day>/release/", reflection.release, name="reflection-release"),
    path(FEEDBACK, feedback.feedback, name="feedback"),
    path(f"{FEEDBACK}change/", feedback.change, name="feedback-change"),
    path(f"{FEEDBACK}release/", feedback.release, name="feedback-release"),
    path(f"{FEEDBACK}slides/", feedback.slides, name="feedback-slides"),
    path(f"{FEEDBACK}handout/", feedback.handout, name="feedback-handout"),
    path(CORRECTIONS, corrections.corrections, name="corrections"),
    path(f"{CORRECTIONS}new/", corrections.correction_new, name="correction-new"),
    path(CORRECTION, corrections.correction, name="correction"),
    path(f"{CORRECTION}dealt-with/", corrections.correction_dealt_with, name="correction-dealt-with"),
    path(CONCERNS, concerns.concerns, name="concerns"),
    path(f"{CONCERNS}new/", concerns.concern_new, name="concern-new"),
    path("challenges/<slug:slug>/preparation/officer/", concerns.officer, name="concerns-officer"),
    path(f"{CONCERNS}<slug:concern>/", concerns.concern, name="concern"),
    path(f"{CONCERNS}<slug:concern>/answer/", concerns.concern_answer, name="concern-answer"),
    path("briefing/<slug:link>/", briefing.briefing, name="briefing"),
]
