"""Reports of the example region: one is being written, one is with the council, later ones were sent before."""

from datetime import date, datetime, timedelta
from datetime import time as clock

from django.conf import settings

from cycles.holders import TEAM_OF_VISIT
from cycles.models import Milestone, PeerChallenge, Region, Stage, TeamMember, TeamRole
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import LONDON, add_working_days, today_in_london
from reports.assembling import Material
from reports.models import AccuracyCheck, Part, Report, ReportSection, ReportVersion, SecondLook
from reports.parts import WRITTEN

from . import words

DONE_SO_FAR = (Part.WHAT_WE_DID, Part.STRENGTHS)
NOT_BEGUN = Part.RECOMMENDATIONS


def build(region: Region) -> None:
    """Bring each report to where its council stands."""
    visited = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.DRAFTING).select_related("host", "cycle")
    for challenge in visited.exclude(first_day=None):
        members = TeamMember.objects.filter(challenge=challenge, role__in=TEAM_OF_VISIT).select_related("person")
        team = {member.role: member.person for member in members}
        if TeamRole.TEAM_LEAD not in team:
            continue
        day = _day_of(challenge)
        report = Report.objects.create(challenge=challenge, begun_at=_at(challenge.last_day, 17))
        if challenge.stage == Stage.DRAFTING:
            _is_written(report, list(team.values()))
        else:
            _was_sent(report, team, day)


def _is_written(report: Report, team: list[Person]) -> None:
    """Two sections are done, two are under way, one is nobody's yet. One finding still rests on too little."""
    for number, part in enumerate(WRITTEN):
        if part != NOT_BEGUN:
            text = words.UNFINISHED if part == Part.CONSIDER else words.TEXTS[part]
            _section(report, part, text, owner=team[number % len(team)], is_done=part in DONE_SO_FAR)
    thin = Material(report.challenge).thin
    _let_count(finding for finding in thin[1:])


def _was_sent(report: Report, team: dict[str, Person], day: date) -> None:
    """Written by all of the team, read once more by its councillor, sent by its lead."""
    writers = list(team.values())
    for number, part in enumerate(WRITTEN):
        _section(report, part, words.TEXTS[part], owner=writers[number % len(writers)], is_done=True)
    _let_count(Material(report.challenge).thin)
    material, lead = Material(report.challenge), team[TeamRole.TEAM_LEAD]
    second = team.get(TeamRole.POLITICIAN) or team[TeamRole.SENIOR_MANAGER]
    SecondLook.objects.create(
        report=report, digest=material.digest, remarks=words.REMARKS, looked_by=second, looked_at=_at(day, 10)
    )
    copy = ReportVersion.objects.create(
        report=report,
        number=1,
        kind=ReportVersion.Kind.DRAFT,
        content=material.content,
        digest=material.digest,
        made_at=_at(day, 15),
        made_by=lead,
    )
    AccuracyCheck.objects.create(draft=copy, due_on=add_working_days(day, settings.ACCURACY_WORKING_DAYS))


def _section(report: Report, part: Part, text: str, *, owner: Person, is_done: bool) -> None:
    ReportSection.objects.create(report=report, part=part, text=text, owner=owner, is_done=is_done, version=1)


def _let_count(thin) -> None:
    for finding in thin:
        type(finding).objects.filter(pk=finding.pk).update(thin_because=words.COUNTS_BECAUSE)


def _day_of(challenge: PeerChallenge) -> date:
    """The day on which the draft was due, and so went out; never today or later."""
    milestone = Milestone.objects.filter(challenge=challenge, code="draft-report").first()
    due_on = milestone.due_on if milestone else challenge.last_day + timedelta(weeks=2)
    return min(due_on, add_working_days(today_in_london(), -1))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, clock(hour), LONDON)
