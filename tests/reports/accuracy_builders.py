"""Builders of the accuracy check: a draft with the council, points about it, answers, and what the pages send."""

from datetime import timedelta
from uuid import uuid4

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cycles.models import Stage
from peerchallenge.workdays import today_in_london
from reports.accuracy import current_check, paragraph_of, to_send
from reports.agreement import final_content
from reports.assembling import digest_of
from reports.models import AccuracyCheck, Answer, Part, Point, Report, ReportVersion, Rewording
from reviews.models.points import PointKind
from tests import builders as a

WRONG, RIGHT, WHY = "Reviews fell to 48%.", "Reviews fell to 52%.", "The figure of the year before was taken."
RESPONSE = "We thank the team."


def a_content():
    """A small report: three written paragraphs, a finding with a heading, and who is on the team."""
    return {
        "sections": [
            _section(Part.SUMMARY, 1, _text("All is well."), _text(WRONG), _text("People wait.")),
            _section(Part.STRENGTHS, 3, {"heading": "Workers know people.", "text": "We heard it often."}),
            _section(Part.RESPONSE, 6, _text("To come.")),
            _section(Part.TEAM, 7, {"heading": "", "name": "Grace Lo", "text": "Team lead"}),
        ]
    }


def _section(part, number, *paragraphs):
    numbered = [{"number": f"{number}.{place}", **one} for place, one in enumerate(paragraphs, start=1)]
    return {"part": part.value, "title": part.label, "paragraphs": numbered}


def _text(text):
    return {"heading": "", "text": text}


def a_check(challenge=None, *, days=10, content=None, **facts):
    """A draft that went to the council, which has so many more days to check it."""
    challenge = challenge or a.a_challenge(stage=Stage.ACCURACY_CHECK)
    report, _ = Report.objects.get_or_create(challenge=challenge)
    content = content or a_content()
    draft = ReportVersion.objects.create(
        report=report,
        number=report.versions.count() + 1,
        kind=ReportVersion.Kind.DRAFT,
        content=content,
        digest=digest_of(content),
        made_by=challenge.cycle.opened_by,
    )
    AccuracyCheck.objects.create(draft=draft, due_on=today_in_london() + timedelta(days=days), **facts)
    return current_check(challenge)


def a_point(check, *, sent=True, **facts):
    """A point about paragraph 1.2, sent to the team unless told otherwise."""
    last = check.points.aggregate(last=Max("number"))["last"] or 0
    facts = {
        "paragraph": "1.2",
        "kind": PointKind.FACT,
        "text": WHY,
        "written_by": check.challenge.cycle.opened_by,
        "sent_at": timezone.now() if sent else None,
    } | facts
    point = Point.objects.create(check_of_facts=check, number=last + 1, key=uuid4(), **facts)
    if sent:
        a_return(check)
    return point


def a_return(check):
    facts = {"returned_at": timezone.now(), "returned_by": check.challenge.cycle.opened_by}
    AccuracyCheck.objects.filter(pk=check.pk, returned_at=None).update(**facts)
    check.refresh_from_db(fields=["returned_at", "returned_by"])


def an_answer(point, decision="declined", *, text="", heading="", reason="We looked again."):
    """An answer; with a text the paragraph reads so from now on."""
    answer = Answer.objects.create(point=point, decision=decision, reason=reason, version=1)
    if text or heading:
        facts = {"text": text, "heading": heading, "version": 1}
        Rewording.objects.update_or_create(
            check_of_facts=point.check_of_facts, paragraph=point.paragraph, defaults=facts
        )
    return answer


def a_final(challenge):
    """The report as it is agreed: the challenge must have a check."""
    content = final_content(current_check(challenge))
    return ReportVersion.objects.create(
        report=challenge.report,
        number=challenge.report.versions.count() + 1,
        kind=ReportVersion.Kind.FINAL,
        content=content,
        digest=digest_of(content),
        made_by=challenge.cycle.opened_by,
    )


def url(challenge, page="accuracy", *more, paragraph=""):
    query = f"?paragraph={paragraph}" if paragraph else ""
    return reverse(page, args=[challenge.slug, *more]) + query


def a_point_form(**fields):
    """What the form of a point sends."""
    return {"draft": "1", "key": str(uuid4()), "version": "1", "kind": "fact", "text": WHY} | fields


def an_answer_form(point, **fields):
    """What the form of an answer sends when nobody has saved anything yet."""
    draft = paragraph_of(point)
    versions = {"draft": "1", "version": "0", "text_version": "0"}
    texts = {"decision": "declined", "reason": WHY, "new_text": draft.text}
    return versions | texts | ({"new_heading": draft.above} if draft.above else {}) | fields


def seen(check):
    """What the page of sending sends."""
    return {"seen": to_send(current_check(check.challenge)).seen}


def agreed(check):
    """What the page of the agreement sends."""
    return {"seen": digest_of(final_content(current_check(check.challenge)))}


def text_of(content, number):
    """One paragraph of a version."""
    return next(one for section in content["sections"] for one in section["paragraphs"] if one["number"] == number)
