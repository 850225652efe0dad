"""Case files: the list, and one file with what was seen and what was agreed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from reviews.case_files import Comparison, comparison, lines, own_reading
from reviews.models import CaseFile
from reviews.practice import Tool, review_of, tool_of, visiting

from .practice_frame import Crumbs, practice_page
from .sample import case_file_or_404, described


def under_files(challenge: PeerChallenge, file: CaseFile | None = None) -> Crumbs:
    crumbs = [("Case files", reverse("case-files", args=[challenge.slug]))]
    if file:
        crumbs.append((file.reference, reverse("case-file", args=[challenge.slug, file.reference])))
    return crumbs


@challenge_view("see_readings")
def case_files(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The picked files: how far each reader is, and where they have to talk."""
    review = review_of(challenge)
    readers = [member.person for member in visiting(challenge)]
    shown = lines(review, readers, request.user)
    tool = tool_of(review)
    return practice_page(
        request,
        "reviews/practice/case_files.html",
        challenge,
        verb="see_readings",
        readers=readers,
        rows=[{"line": line, "theme": tool.words("theme", line.file.theme)} for line in shown],
        read=sum(line.is_open for line in shown),
        criteria=len(tool.criteria),
    )


@challenge_view("see_readings")
def case_file(request: HttpRequest, challenge: PeerChallenge, case_file: str) -> HttpResponse:
    """One file: both readings side by side and what was agreed, or nothing of them while readers are still blind."""
    file = case_file_or_404(challenge, case_file)
    tool, compared = tool_of(file.review), comparison(file, request.user)
    return practice_page(
        request,
        "reviews/practice/case_file.html",
        challenge,
        verb="see_readings",
        above=under_files(challenge),
        file=file,
        described=described(file, tool) if request.standing.may("see_case_files") else "",
        compared=compared,
        rows=_rows(compared, tool),
        whole=whole(compared, tool),
        mine=own_reading(file, request.user) if request.standing.may("read_case_files") else None,
    )


def _rows(compared: Comparison | None, tool: Tool) -> list[dict[str, Any]]:
    if not compared:
        return []
    return [
        {"section": section, "rows": [compared.row(criterion, tool) for criterion in section.questions.all()]}
        for section in tool.sections
    ]


def whole(compared: Comparison | None, tool: Tool) -> list[dict[str, Any]]:
    """What each reading says about the file as a whole."""
    if not compared:
        return []
    looks = [*compared.looks, *([compared.agreed] if compared.agreed else [])]
    return [
        {"who": look.who, "overall": tool.words("rating", look.reading.overall), "reading": look.reading}
        for look in looks
    ]
