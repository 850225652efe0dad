"""Builders of the report: a challenge that is being written about, with one finding that rests on enough."""

from cycles.models import Stage, TeamRole
from reports.assembling import Material
from reports.models import AccuracyCheck, Part, Report, ReportSection, ReportVersion, SecondLook
from reports.parts import WRITTEN
from tests import builders as a
from tests.reviews.visit_builders import a_finding, a_note, a_recommendation, a_session

SUMMARY = "The council knows what it wants to change."


def a_visited_challenge(stage=Stage.DRAFTING, **facts):
    """The visit is over."""
    return a.a_challenge(stage=stage, first_day=a.a_monday(weeks_ahead=-2), **facts)


def a_good_finding(challenge, author, **facts):
    """One that rests on three notes of two kinds from two groups."""
    first, second = a_session(challenge), a_session(challenge)
    notes = [a_note(first, author), a_note(first, author), a_note(second, author, source="seen")]
    return a_finding(challenge, author, notes=notes, **facts)


def a_section(challenge, part=Part.SUMMARY, text=SUMMARY, **facts):
    report, _ = Report.objects.get_or_create(challenge=challenge)
    return ReportSection.objects.create(report=report, part=part, text=text, version=1, **facts)


def a_written_report(challenge=None, **facts):
    """Every section has a text, and there are a strength, an area for consideration and a recommendation."""
    challenge = challenge or a_visited_challenge(**facts)
    author = a.a_team_member(challenge, TeamRole.POLITICIAN, a.a_person("Polly Author"))
    for part in WRITTEN:
        a_section(challenge, part, f"What we say in {part.label}.", is_done=True)
    a_good_finding(challenge, author, kind="strength", text="Workers know the people they support.")
    a_recommendation(challenge, a_good_finding(challenge, author, text="People wait long for a review."))
    return challenge.report


def a_second_look(report, by, **facts):
    digest = Material(report.challenge).digest
    return SecondLook.objects.create(report=report, digest=digest, looked_by=by, **facts)


def a_copy(report, by, *, due_on=None, **facts):
    """A copy of the report as it reads now. With a day: open to the council until then."""
    material = Material(report.challenge)
    facts = {"number": 1, "kind": "draft", "content": material.content, "digest": material.digest} | facts
    copy = ReportVersion.objects.create(report=report, made_by=by, **facts)
    if due_on:
        AccuracyCheck.objects.create(draft=copy, due_on=due_on)
    return copy
