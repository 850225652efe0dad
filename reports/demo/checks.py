"""The accuracy checks of the example region: one is half answered, the later reports were agreed."""

from datetime import date, datetime
from datetime import time as clock
from uuid import NAMESPACE_OID, uuid5

from cycles.models import Milestone, PeerChallenge, Post, PostKind, Region, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import civil
from peerchallenge.workdays import LONDON, add_working_days, today_in_london
from reports.accuracy import Paragraph, current_check, places
from reports.agreement import final_content
from reports.assembling import digest_of
from reports.models import AccuracyCheck, Answer, Part, Point, ReportVersion, Rewording
from reports.pdf import want_pdf

from .words import ADDED, POINTS, RESPONSE

WORKING_DAYS_TO_READ, WORKING_DAYS_TO_ANSWER = 5, 8


def build(region: Region) -> None:
    """Three points on each draft that was sent. The council that checks its draft now has one answer so far."""
    checked = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.ACCURACY_CHECK)
    for challenge in checked.select_related("host", "cycle"):
        if check := current_check(challenge):
            director = Post.objects.get(authority=challenge.host, kind=PostKind.DASS).person
            is_agreed = challenge.stage > Stage.ACCURACY_CHECK
            points = _send(check, director)
            for point, (_, _, _, decision, reason) in zip(points, POINTS[: 3 if is_agreed else 1], strict=False):
                _answer(point, decision, reason)
            if is_agreed:
                _agree(check)


def _send(check: AccuracyCheck, director: Person) -> list[Point]:
    """The director sent them after some days, with what the council says to the report."""
    yesterday = add_working_days(today_in_london(), -1)
    day = min(add_working_days(civil(check.draft.made_at), WORKING_DAYS_TO_READ), yesterday)
    sent_at = _at(day, 11)
    AccuracyCheck.objects.filter(pk=check.pk).update(
        response=RESPONSE, sent_response=RESPONSE, returned_at=sent_at, returned_by=director
    )
    check.refresh_from_db(fields=["sent_response"])
    Milestone.objects.filter(challenge=check.challenge, code="accuracy-check").update(done_at=sent_at, done_by=director)
    found = {place.part: place.paragraphs for place in places(check.draft.content)}
    return Point.objects.bulk_create(
        Point(
            check_of_facts=check,
            number=number,
            key=uuid5(NAMESPACE_OID, f"{check.challenge.host.slug} point {number}"),
            paragraph=_about(found[part]).number,
            kind=kind,
            text=text,
            written_by=director,
            sent_at=sent_at,
        )
        for number, (part, kind, text, _, _) in enumerate(POINTS, start=1)
    )


def _about(paragraphs: list[Paragraph]) -> Paragraph:
    """A finding, where the part has one."""
    return next((one for one in paragraphs if one.heading), paragraphs[0])


def _answer(point: Point, decision: str, reason: str) -> None:
    Answer.objects.create(point=point, decision=decision, reason=reason, version=1)
    if decision in Answer.CHANGES:
        check = point.check_of_facts
        paragraphs = next(one.paragraphs for one in places(check.draft.content) if one.part == Part.WHAT_WE_DID)
        text = f"{_about(paragraphs).text} {ADDED}"
        Rewording.objects.create(check_of_facts=check, paragraph=point.paragraph, text=text, version=1)


def _agree(check: AccuracyCheck) -> None:
    """The final version, made when it was due or as soon as the answers could be there."""
    made, content = civil(check.draft.made_at), final_content(check)
    due = Milestone.objects.filter(challenge=check.challenge, code="final-agreed").values_list("due_on", flat=True)
    day = min(max([*due, add_working_days(made, WORKING_DAYS_TO_ANSWER)]), today_in_london())
    version = ReportVersion.objects.create(
        report=check.draft.report,
        number=check.draft.number + 1,
        kind=ReportVersion.Kind.FINAL,
        content=content,
        digest=digest_of(content),
        made_at=_at(day, 16),
        made_by=check.draft.made_by,
    )
    want_pdf(version, by=version.made_by)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, clock(hour), LONDON)
