"""Builders of a publication: an agreed report, its text approved, planned, published, corrected."""

from datetime import timedelta

from django.utils import timezone

from cycles.models import PeerChallenge, Stage, TeamRole
from reports.actions import publication as actions
from reports.assembling import digest_of
from reports.models import (
    Approval,
    Part,
    Publication,
    PublishedReport,
    Report,
    ReportCorrection,
    ReportVersion,
)
from reports.public_text import public_content
from reports.publication import Standing, copy_for_the_public
from tests import builders as a

SUMMARY, STRENGTH, NAME = "All is well in this council.", "Workers know people.", "Grace Lowe"
WRONG, RIGHT, PUT_RIGHT = "Reviews fell to 48%.", "Reviews fell to 52%.", "A figure was wrong."


def a_final_content():
    """A final report with two strengths, an area, a recommendation, and who was on the team."""
    return {
        "sections": [
            _section(Part.SUMMARY, 1, _text(SUMMARY), _text(WRONG)),
            _section(
                Part.STRENGTHS, 3, _text("They have much in common."), _found(STRENGTH), _found("Carers are heard.")
            ),
            _section(Part.CONSIDER, 4, _found("People wait long.")),
            _section(Part.RECOMMENDATIONS, 5, _found("Agree one way in.")),
            _section(
                Part.TEAM,
                7,
                {"heading": "", "name": NAME, "text": "Team lead, Coventry"},
                {"heading": "", "name": "", "text": "Expert by experience"},
            ),
        ]
    }


def _section(part, number, *paragraphs):
    numbered = [{"number": f"{number}.{place}", **one} for place, one in enumerate(paragraphs, start=1)]
    return {"part": part.value, "title": part.label, "paragraphs": numbered}


def _text(text):
    return {"heading": "", "text": text}


def _found(heading):
    return {"heading": heading, "text": "We heard it often."}


def a_version(report, kind, content, **facts):
    number = report.versions.count() + 1
    facts = {"number": number, "digest": digest_of(content), "made_by": report.challenge.cycle.opened_by} | facts
    return ReportVersion.objects.create(report=report, kind=kind, content=content, **facts)


def an_agreed_report(stage=Stage.AGREED, challenge=None, agreed_days_ago=1, content=None):
    """A challenge whose report is agreed, and not public."""
    challenge = challenge or a.a_challenge(stage=stage, first_day=a.a_monday(weeks_ahead=-8))
    report, _ = Report.objects.get_or_create(challenge=challenge)
    at = timezone.now() - timedelta(days=agreed_days_ago)
    a_version(report, ReportVersion.Kind.FINAL, content or a_final_content(), made_at=at)
    return challenge


def an_approval(challenge, by=None, **facts):
    """The team lead has approved the text for the public."""
    final, by = Standing(challenge).final, by or a.a_person("Theo Lead")
    text = a_version(final.report, ReportVersion.Kind.PUBLIC, public_content(final.content))
    return Approval.objects.create(version=text, made_of=final, approved_by=by, **facts)


def an_approved_report(**facts):
    challenge = an_agreed_report(**facts)
    an_approval(challenge)
    return challenge


def a_publication(challenge, at=None, by=None, **facts):
    """The approved text is public since, or from, this moment. It is settled if that has come."""
    approval, at = Standing(challenge).approval or an_approval(challenge), at or timezone.now() - timedelta(days=3)
    public = PublishedReport.objects.create(**copy_for_the_public(challenge, approval), publish_at=at)
    is_out = at <= timezone.now()
    if is_out:
        PeerChallenge.objects.filter(pk=challenge.pk, stage=Stage.AGREED).update(stage=Stage.PUBLISHED)
        challenge.refresh_from_db()
    return Publication.objects.create(
        report=approval.version.report,
        approval=approval,
        published=public,
        pressed_at=min(at, timezone.now()),
        settled_at=at if is_out else None,
        published_by=by or challenge.cycle.opened_by,
        **facts,
    )


def a_published_report(at=None, **facts):
    challenge = an_approved_report(**facts)
    a_publication(challenge, at)
    return challenge


def a_correction(challenge, note=PUT_RIGHT, **facts):
    base = Standing(challenge).approval.version
    return ReportCorrection.objects.create(
        report=base.report, base=base, note=note, begun_by=challenge.cycle.opened_by, **facts
    )


def an_approved_correction(challenge, by=None):
    """A correction of one paragraph to which the team lead has said yes."""
    correction = a_correction(challenge)
    correction.paragraphs.create(paragraph="1.2", text=RIGHT, version=1)
    return actions.approve_text(challenge, seen=seen(challenge), by=by or a.a_person("Thea Lead"))


def two_people(challenge):
    """The team lead, and the host director."""
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD), a.a_host_dass(challenge)


def seen(challenge):
    """What the page of the approval sends."""
    return digest_of(Standing(challenge).to_approve.content)


def a_time_form(challenge, **fields):
    """What the page of publishing sends: now, unless told otherwise."""
    standing = Standing(challenge)
    approval = standing.waiting or (standing.planned.approval if standing.planned else None)
    return {"seen": approval.version.digest if approval else "", "when": "now"} | fields


def at(moment):
    """The fields of a day and a time."""
    return {
        "when": "later",
        "day-day": str(moment.day),
        "day-month": str(moment.month),
        "day-year": str(moment.year),
        "clock": f"{moment:%H:%M}",
    }
