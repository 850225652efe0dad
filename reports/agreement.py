"""The final agreement: what is missing before it, and the text that it makes of the draft."""

from collections.abc import Iterator
from copy import deepcopy

from cycles.models import PeerChallenge
from peerchallenge.ui.plain_text import paragraphs
from peerchallenge.ui.wording import plural, sentence_list, weekday

from .accuracy import rewordings
from .assembling import Content
from .models import AccuracyCheck, Part, Point, ReportVersion

NO_RESPONSE = "The council has sent no response to this report."


def final_version(challenge: PeerChallenge) -> ReportVersion | None:
    """The report as it was agreed last."""
    finals = ReportVersion.objects.filter(report__challenge=challenge, kind=ReportVersion.Kind.FINAL)
    return finals.order_by("-number").first()


def open_points(check: AccuracyCheck) -> list[Point]:
    """Points that the host sent and nobody has answered."""
    return list(check.points.sent().filter(answer=None))


def unmet_for_agreement(challenge: PeerChallenge, check: AccuracyCheck | None) -> list[str]:
    """Everything that is missing before the report may be agreed."""
    if not check:
        return ["The draft has not been sent to the council."]
    return [*_unmet_return(challenge, check), *_unmet_answers(check)]


def _unmet_return(challenge: PeerChallenge, check: AccuracyCheck) -> Iterator[str]:
    if not check.returned_at and not check.is_over:
        yield (
            f"{challenge.host} has not sent its points, nor confirmed that there are none. "
            f"It has until the end of {weekday(check.due_on)}."
        )


def _unmet_answers(check: AccuracyCheck) -> Iterator[str]:
    if names := [point.reference for point in open_points(check)]:
        verb = "is" if len(names) == 1 else "are"
        yield f"{plural(len(names), 'point')} {verb} not answered: {sentence_list(names)}."


def final_content(check: AccuracyCheck) -> Content:
    """The draft with its new words in place, and what the council says to it. Every paragraph keeps its number."""
    content, new = deepcopy(check.draft.content), rewordings(check)
    for section in content["sections"]:
        if section["part"] == Part.RESPONSE:
            section["paragraphs"] = _response(check.sent_response)
        for paragraph in section["paragraphs"]:
            if words := new.get(paragraph["number"]):
                paragraph |= {"name" if paragraph.get("name") else "heading": words.heading, "text": words.text}
    return content


def _response(text: str) -> list[dict[str, str]]:
    number = list(Part).index(Part.RESPONSE) + 1
    found = paragraphs(text) or [NO_RESPONSE]
    return [{"number": f"{number}.{place}", "heading": "", "text": one} for place, one in enumerate(found, start=1)]
