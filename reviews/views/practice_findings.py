"""What the practice review found: the list, one finding, and the texts around them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from peerchallenge.audit.revisions import Stale
from reviews.actions import practice_findings as actions
from reviews.forms.practice import FindingForm, TextForm
from reviews.handing_over import HEADINGS
from reviews.models import PracticeFinding, PracticeReview
from reviews.practice import review_of

from .practice_frame import Crumbs, clash_page, names_to_keep_out, practice_page


@dataclass(frozen=True)
class Text:
    """A longer text of the review: its field, how the page asks for it, and how long it may be."""

    title: str
    label: str
    hint: str

    def most(self, name: str) -> int:
        return PracticeReview._meta.get_field(name).max_length


TEXTS = {
    "conditions": Text(
        "Practice conditions",
        "What helps staff do good work, and what gets in the way?",
        "Think of workload, supervision, culture, tools, learning, leaders and partners.",
    ),
    "summary": Text(
        "Short summary",
        "What should the team know first?",
        "A few sentences that stand on their own. The team reads them before anything else.",
    ),
}
HOW_CHOSEN = Text(
    "How the files were chosen",
    "How were the case files chosen?",
    "So that the team can tell how far they stand for the work of the council.",
)


def _under_findings(challenge: PeerChallenge) -> Crumbs:
    return [("What we found", reverse("practice-findings", args=[challenge.slug]))]


@challenge_view("write_practice_findings")
def findings(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Strengths, areas for consideration and recommendations, then the texts around them."""
    review = review_of(challenge)
    rows = list(review.findings.current()) if review.pk else []
    return practice_page(
        request,
        "reviews/practice/findings.html",
        challenge,
        verb="write_practice_findings",
        kinds=[(title, kind, [row for row in rows if row.kind == kind]) for kind, title in HEADINGS.items()],
        texts=[(name, text.title, getattr(review, name)) for name, text in TEXTS.items()],
    )


@challenge_view("write_practice_findings", post="write_practice_findings")
def finding_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Add a finding. The link says which kind; the form can still change it."""
    initial = {"kind": request.GET.get("kind", ""), "version": 1}
    form = FindingForm(request.POST or None, initial=initial, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        kind, text = form.cleaned_data["kind"], form.cleaned_data["text"]
        actions.add_finding(challenge, kind=kind, text=text, by=request.user)
        messages.success(request, "Saved")
        return redirect("practice-findings", challenge.slug)
    return practice_page(
        request,
        "reviews/practice/finding.html",
        challenge,
        verb="write_practice_findings",
        above=_under_findings(challenge),
        form=form,
    )


@challenge_view("write_practice_findings", post="write_practice_findings")
def finding(request: HttpRequest, challenge: PeerChallenge, finding: int) -> HttpResponse:
    """Change a finding, or take it out."""
    rows = PracticeFinding.objects.current().select_related("review")
    found = get_object_or_404(rows, review__challenge=challenge, number=finding)
    found.review.challenge = challenge
    initial = {"kind": found.kind, "text": found.text, "version": found.version}
    form = FindingForm(request.POST or None, initial=initial, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        try:
            words = _save(found, form, request)
        except Stale as stale:
            return clash_page(request, stale, form, {"kind": stale.theirs.kind, "text": stale.theirs.text})
        messages.success(request, words)
        return redirect("practice-findings", challenge.slug)
    return practice_page(
        request,
        "reviews/practice/finding.html",
        challenge,
        verb="write_practice_findings",
        above=_under_findings(challenge),
        form=form,
        finding=found,
    )


def _save(finding: PracticeFinding, form: FindingForm, request: HttpRequest) -> str:
    if "take_out" in request.POST:
        actions.drop_finding(finding, seen=form.seen, by=request.user)
        return "Taken out"
    kind, text = form.cleaned_data["kind"], form.cleaned_data["text"]
    actions.change_finding(finding, kind=kind, text=text, seen=form.seen, by=request.user)
    return "Saved"


@challenge_view("write_practice_findings", post="write_practice_findings")
def practice_text(request: HttpRequest, challenge: PeerChallenge, practice_text: str) -> HttpResponse:
    """Practice conditions, or the short summary."""
    if practice_text not in TEXTS:
        raise Http404
    return _text_page(
        request,
        challenge,
        practice_text,
        TEXTS[practice_text],
        verb="write_practice_findings",
        above=_under_findings(challenge),
    )


@challenge_view("choose_case_files", post="choose_case_files")
def how_chosen(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """How the sample was made."""
    above = [("Sample", reverse("practice-sample", args=[challenge.slug]))]
    return _text_page(request, challenge, "how_chosen", HOW_CHOSEN, verb="choose_case_files", above=above)


def _text_page(
    request: HttpRequest, challenge: PeerChallenge, name: str, about: Text, *, verb: str, above: Crumbs
) -> HttpResponse:
    review = review_of(challenge)
    form = TextForm(
        request.POST or None,
        label=about.label,
        hint=about.hint,
        most=about.most(name),
        initial={"text": getattr(review, name), "version": review.version},
        names=names_to_keep_out(request, challenge),
    )
    if form.is_valid():
        try:
            actions.write_text(challenge, name=name, text=form.cleaned_data["text"], seen=form.seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, {"text": getattr(stale.theirs, name)})
        messages.success(request, "Saved")
        return redirect(above[-1][1])
    return practice_page(
        request, "reviews/practice/text.html", challenge, verb=verb, above=above, form=form, title=about.title
    )
