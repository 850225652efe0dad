"""The visit that performance is promised for: 34 sessions, 600 notes and 40 findings."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cycles.models import Stage, TeamRole
from reports.models import Part
from reviews.models import Finding, Note
from tests import builders as a
from tests.reviews.feedback_builders import a_feedback
from tests.reviews.visit_builders import a_finding, a_recommendation, a_session

from .builders import a_section, a_visited_challenge

pytestmark = pytest.mark.django_db
MOST = 15
ON_SITE = (
    ("timetable", {}),
    ("session", {"session": "S05"}),
    ("notes", {}),
    ("note-new", {}),
    ("findings", {}),
    ("finding", {"team_finding": "F05"}),
    ("finding-change", {"team_finding": "F05"}),
    ("finding-evidence", {"team_finding": "F05"}),
    ("recommendation", {"recommendation": "R5"}),
    ("recommendation-new", {}),
    ("feedback-change", {}),
    ("feedback-release", {}),
    ("concerns", {}),
    ("corrections", {}),
)
AFTERWARDS = (
    ("findings", {}),
    ("feedback", {}),
    ("corrections", {}),
    ("report", {}),
    ("report-section", {"part": Part.STRENGTHS}),
    ("report-preview", {}),
    ("report-send", {}),
)


@pytest.fixture
def full_visit():
    """Each finding rests on fifteen notes of as many sessions."""
    challenge = a_visited_challenge()
    author = a.a_team_member(challenge, TeamRole.POLITICIAN)
    sessions = [a_session(challenge, members=2, day=1 + number % 3) for number in range(34)]
    notes = Note.objects.bulk_create(
        Note(
            challenge=challenge,
            session=sessions[number % 34],
            written_by=author,
            key=uuid4(),
            source="heard",
            text=f"What was said, number {number}.",
            shared_at=challenge.cycle.opened_at,
        )
        for number in range(600)
    )
    for number in range(40):
        finding = a_finding(
            challenge,
            author,
            kind=(Finding.Kind.STRENGTH, Finding.Kind.CONSIDER)[number % 2],
            text=f"Finding {number}.",
            notes=notes[number * 15 : number * 15 + 15],
        )
        a_recommendation(challenge, finding)
    for part in (Part.SUMMARY, Part.STRENGTHS):
        a_section(challenge, part)
    a_feedback(challenge, *challenge.findings.all())
    return challenge


@pytest.mark.parametrize(("stage", "pages"), [(Stage.ON_SITE, ON_SITE), (Stage.DRAFTING, AFTERWARDS)])
def test_no_page_of_a_full_visit_asks_more_than_fifteen_questions(stage, pages, full_visit, sign_in):
    type(full_visit).objects.filter(pk=full_visit.pk).update(stage=stage)
    client = sign_in(a.a_team_member(full_visit, TeamRole.TEAM_LEAD))
    asked = {}
    for name, arguments in pages:
        with CaptureQueriesContext(connection) as questions:
            answer = client.get(reverse(name, kwargs={"slug": full_visit.slug, **arguments}))
        assert (name, answer.status_code) == (name, 200)
        asked[name] = len(questions)
    assert {name: number for name, number in asked.items() if number > MOST} == {}
