"""The accuracy check as its pages read it: the paragraphs of the draft, the points about them, and what changes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from cycles.models import PeerChallenge
from peerchallenge.audit.models import Revision
from peerchallenge.ui.wording import plural, sentence_list

from .assembling import Content
from .models import AccuracyCheck, Answer, Part, Point, Rewording

RESPONSE = "the council’s response"


@dataclass
class Paragraph:
    """One numbered paragraph, with the points about it."""

    number: str
    heading: str
    text: str
    name: str = ""  # of a member of the team: it stands in the place of a heading
    points: list[Point] = field(default_factory=list)
    because: list[str] = field(default_factory=list)  # the points for which it was changed

    @property
    def above(self) -> str:
        """What stands above the text, or before it."""
        return self.name or self.heading

    def reading(self, words: Rewording) -> "Paragraph":
        """The same paragraph with its new words."""
        above = {"name": words.heading} if self.name else {"heading": words.heading}
        return replace(self, text=words.text, **above)


@dataclass
class Place:
    """One part of the report."""

    part: str
    title: str
    paragraphs: list[Paragraph]


def current_check(challenge: PeerChallenge) -> AccuracyCheck | None:
    """The check of the newest draft that was sent to the host."""
    checks = AccuracyCheck.objects.filter(draft__report__challenge=challenge).select_related("draft__report")
    check = checks.order_by("-draft__number").first()
    if check:
        check.draft.report.challenge = challenge
    return check


def places(content: Content, points: Iterable[Point] = ()) -> list[Place]:
    """The parts of a version with their paragraphs, each with these points."""
    found = [
        Place(section["part"], section["title"], [_paragraph(one) for one in section["paragraphs"]])
        for section in content["sections"]
    ]
    by_number = {paragraph.number: paragraph for place in found for paragraph in place.paragraphs}
    for point in points:
        if point.paragraph in by_number:
            by_number[point.paragraph].points.append(point)
    return found


def paragraphs_to_check(check: AccuracyCheck) -> dict[str, Paragraph]:
    """The paragraphs of the draft by number, as the host reads them. Its own response is no matter of the check."""
    found = (place.paragraphs for place in places(check.draft.content) if place.part != Part.RESPONSE)
    return {one.number: one for paragraphs in found for one in paragraphs}


def paragraph_of(point: Point) -> Paragraph:
    """What a point is about. The draft never changes, so it is there."""
    return paragraphs_to_check(point.check_of_facts)[point.paragraph]


def _paragraph(said: dict[str, str]) -> Paragraph:
    return Paragraph(said["number"], said["heading"].strip(), said["text"].strip(), said.get("name", "").strip())


def points_of(check: AccuracyCheck) -> QuerySet[Point]:
    """Every point, also one that is taken out, with its answer and its document."""
    return check.points.select_related("answer", "document")


@dataclass(frozen=True)
class ToSend:
    """What the host has written and not sent. `seen` names it exactly: only what somebody has read is sent."""

    points: list[Point]
    response: str
    response_is_new: bool
    seen: str

    @property
    def words(self) -> str:
        """`3 points and the council’s response`."""
        points = [plural(len(self.points), "point")] if self.points else []
        return sentence_list([*points, *([RESPONSE] if self.response_is_new else [])])


def to_send(check: AccuracyCheck) -> ToSend:
    """What lies there to be sent to the team."""
    points = list(points_of(check).there().filter(sent_at=None))
    state = [check.pk, check.version, *((point.pk, point.version) for point in points)]
    seen = hashlib.sha256(json.dumps(state).encode()).hexdigest()
    return ToSend(points, check.response, check.response != check.sent_response, seen)


def last_saved(point: Point) -> Revision | None:
    """Who saved an answer about the paragraph of this point last, and when."""
    answers = Answer.objects.filter(point__check_of_facts=point.check_of_facts, point__paragraph=point.paragraph)
    saved = Revision.objects.filter(target=Answer._meta.label_lower, target_id__in=answers.values("pk"))
    return saved.select_related("by").order_by("-pk").first()


@dataclass(frozen=True)
class Change:
    """One paragraph before and after the check, and the points that changed it."""

    before: Paragraph
    after: Paragraph
    because: list[str]


def rewordings(check: AccuracyCheck) -> dict[str, Rewording]:
    """The new words of paragraphs of which a point is accepted, at least in part."""
    accepted = _accepted(check).values("paragraph")
    return {one.paragraph: one for one in check.rewordings.filter(paragraph__in=accepted)}


def _accepted(check: AccuracyCheck) -> QuerySet[Point]:
    return check.points.sent().filter(answer__decision__in=Answer.CHANGES)


def changes(check: AccuracyCheck) -> list[Change]:
    """Every paragraph that reads otherwise after the check, in the order of the report."""
    new, because = rewordings(check), reasons(check)
    return [
        Change(one, one.reading(new[one.number]), because[one.number])
        for place in places(check.draft.content)
        for one in place.paragraphs
        if one.number in new
    ]


def reasons(check: AccuracyCheck) -> dict[str, list[str]]:
    """The accepted points by the paragraph they are about."""
    found: dict[str, list[str]] = {}
    for point in _accepted(check):
        found.setdefault(point.paragraph, []).append(point.reference)
    return found
