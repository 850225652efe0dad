"""What the pages of the two forms have in common: where they are, and the rights they ask for."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from assessments.models import Assessment, InstrumentKind
from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page


@dataclass(frozen=True)
class Paper:
    """One of the two forms: its title, its name in a sentence, the rights for it; `start` begins the names of pages."""

    kind: InstrumentKind
    title: str
    name: str
    start: str
    read: str
    write: str
    sign_off: str

    def path(self, challenge: PeerChallenge, page: str = "") -> str:
        return reverse(f"{self.start}-{page}" if page else self.start, args=[challenge.slug])


SELF_ASSESSMENT = Paper(
    InstrumentKind.SELF_ASSESSMENT,
    "Self-assessment",
    "self-assessment",
    "self-assessment",
    "see_answers",
    "answer_self_assessment",
    "sign_off_self_assessment",
)
RISKS = Paper(
    InstrumentKind.TEASC_RISK, "Risks", "risk tool", "risks", "see_risk_answers", "rate_risks", "sign_off_risks"
)


def form_of(challenge: PeerChallenge, paper: Paper) -> Assessment:
    """The form of this challenge."""
    forms = Assessment.objects.select_related("edition", "signed_off_by")
    form = get_object_or_404(forms, challenge=challenge, kind=paper.kind)
    form.challenge = challenge
    return form


def paper_page(
    request: HttpRequest,
    template: str,
    challenge: PeerChallenge,
    paper: Paper,
    *,
    verb: str = "",
    crumbs: list[tuple[str, str]] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of one of the forms, or below its first page."""
    above = [("Prepare", reverse("preparation", args=[challenge.slug]))]
    if crumbs is not None:
        above += [(paper.title, paper.path(challenge)), *crumbs]
    return challenge_page(
        request,
        f"assessments/{template}",
        challenge,
        verb=verb or paper.read,
        tab="preparation",
        further_crumbs=above,
        paper=paper,
        start_url=paper.path(challenge),
        check_url=paper.path(challenge, "check"),
        signed_url=paper.path(challenge, "signed"),
        **context,
    )


def may_write(request: HttpRequest, form: Assessment, paper: Paper) -> bool:
    """This person may change something in it now."""
    return not form.signed_off_at and request.standing.may(paper.write)
