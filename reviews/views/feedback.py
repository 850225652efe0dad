"""The feedback of the last day: writing it, showing it as slides and on paper, freezing what was presented."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.audit.revisions import Stale
from reviews import feedback as read
from reviews.actions import feedback as actions
from reviews.forms.feedback import FeedbackForm, FreezingForm
from reviews.models import PresentedFeedback

from .practice_frame import Crumbs, clash_page, names_to_keep_out

TEXTS = ("opening", "closing")


@challenge_view("see_feedback")
def feedback(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What was presented, as a copy. While the challenge is on site, the team also sees what is being made."""
    draft, copies = _draft(request, challenge), _copies(request, challenge)
    is_new = draft is not None and not (copies and copies[0].content == draft)
    return feedback_page(
        request,
        "reviews/feedback/feedback.html",
        challenge,
        verb="see_feedback",
        draft=draft if is_new else None,
        copies=copies,
        may_begin=challenge.stage == Stage.ON_SITE,
        corrections=challenge.corrections.there().count() if _sees_corrections(request) else None,
    )


@challenge_view("write_feedback", post="write_feedback")
def change(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write what is said first and last, and choose from the board what the feedback takes in."""
    form = FeedbackForm(
        request.POST or None,
        groups=read.choices_of(challenge),
        names=names_to_keep_out(request, challenge),
        initial=_initial(challenge),
    )
    if form.is_valid():
        try:
            texts, seen = form.written, form.cleaned_data["version"]
            actions.write_feedback(challenge, texts=texts, taken=form.taken, seen=seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, _theirs(stale, form))
        messages.success(request, "Saved. The host reads nothing of it before the visit has ended.")
        return redirect("feedback", challenge.slug)
    verb = "see_feedback_in_the_making"
    return feedback_page(request, "reviews/feedback/form.html", challenge, verb=verb, form=form)


def _initial(challenge: PeerChallenge) -> dict[str, Any]:
    """As it was saved last. Before that all that stands on the board is in, with first words to change."""
    draft = read.draft_of(challenge)
    if draft is None:
        everything = [one.reference for choices in read.choices_of(challenge).values() for one in choices]
        texts = {"opening": read.OPENING, "closing": read.first_closing(challenge)}
        return texts | dict.fromkeys(everything, True) | {"version": 0}
    texts = {name: getattr(draft, name) for name in TEXTS}
    return texts | dict.fromkeys(draft.taken, True) | {"version": draft.version}


def _theirs(stale: Stale, form: FeedbackForm) -> dict[str, Any]:
    texts = {name: getattr(stale.theirs, name) for name in TEXTS}
    return texts | {name: name in stale.theirs.taken for name in form.choices}


@challenge_view("present_feedback", post="present_feedback")
def release(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Read the feedback once more as the host will read it, and keep it as it was presented."""
    draft = read.draft_of(challenge)
    if draft is None:
        messages.warning(request, actions.NOTHING)
        return redirect("feedback", challenge.slug)
    content, last = read.content_of(draft), next(iter(_copies(request, challenge)), None)
    form = FreezingForm(request.POST or None, initial={"seen": read.fingerprint(content)})
    if form.is_valid():
        try:
            actions.present_feedback(draft, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("feedback-release", challenge.slug)
        messages.success(request, "It is frozen. The host can read it when the visit has ended.")
        return redirect("feedback", challenge.slug)
    return feedback_page(
        request,
        "reviews/feedback/release.html",
        challenge,
        verb="see_feedback_in_the_making",
        form=form,
        content=content,
        is_frozen=bool(last) and last.content == content,
        is_empty=not content["groups"] and not content["recommendations"],
    )


@challenge_view("see_feedback")
def slides(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """One slide a page: ?slide=3 is the third, ?copy=1 is of that copy."""
    shown = _shown(request, challenge)
    if shown is None:
        return redirect("feedback", challenge.slug)
    all_slides = read.slides_of(shown.content)
    number = min(max(_number(request, "slide"), 1), len(all_slides))
    return feedback_page(
        request,
        "reviews/feedback/slides.html",
        challenge,
        verb="see_feedback",
        slide=all_slides[number - 1],
        number=number,
        count=len(all_slides),
        copy=shown.copy,
        previous=number - 1,
        following=number + 1 if number < len(all_slides) else 0,
    )


@challenge_view("see_feedback")
def handout(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The feedback on one page, to print and to give out."""
    shown = _shown(request, challenge)
    if shown is None:
        return redirect("feedback", challenge.slug)
    return feedback_page(
        request,
        "reviews/feedback/handout.html",
        challenge,
        verb="see_feedback" if shown.copy else "see_feedback_in_the_making",
        content=shown.content,
        copy=shown.copy,
    )


@dataclass
class Shown:
    """What slides and paper show: a copy, or what is being made."""

    content: read.Content
    copy: PresentedFeedback | None = None


def _shown(request: HttpRequest, challenge: PeerChallenge) -> Shown | None:
    """The copy that is asked for, or else what is being made, where it is open to the reader, or the newest copy."""
    draft, copies = _draft(request, challenge), _copies(request, challenge)
    if "copy" in request.GET:
        asked = [copy for copy in copies if copy.number == _number(request, "copy")]
        if not asked:
            raise Http404
        return Shown(asked[0].content, asked[0])
    if copies and draft in (None, copies[0].content):
        return Shown(copies[0].content, copies[0])
    return Shown(draft) if draft is not None else None


def _number(request: HttpRequest, name: str) -> int:
    """A small number of the address, or 0."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _draft(request: HttpRequest, challenge: PeerChallenge) -> read.Content | None:
    if challenge.stage != Stage.ON_SITE or not request.standing.may("see_feedback_in_the_making"):
        return None
    draft = read.draft_of(challenge)
    return read.content_of(draft) if draft else None


def _copies(request: HttpRequest, challenge: PeerChallenge) -> list[PresentedFeedback]:
    return read.copies_of(challenge, only_last=not request.standing.may("see_feedback_in_the_making"))


def _sees_corrections(request: HttpRequest) -> bool:
    return request.standing.may("see_corrections")


def feedback_page(
    request: HttpRequest, template: str, challenge: PeerChallenge, *, above: Crumbs | None = None, **context: Any
) -> HttpResponse:
    """A page of the feedback, or below it. It stands under the findings for those who may read them."""
    tab = "findings" if request.standing.may("see_findings") else "timetable"
    crumbs: Crumbs = []
    if tab == "findings":
        crumbs.append(("Findings", reverse("findings", args=[challenge.slug])))
    elif request.standing.may("see_timetable"):
        crumbs.append(("Visit", reverse("timetable", args=[challenge.slug])))
    if template != "reviews/feedback/feedback.html" and request.standing.may("see_feedback"):
        crumbs.append(("Feedback", reverse("feedback", args=[challenge.slug])))
    crumbs += above or []
    context.setdefault("back_url", crumbs[-1][1] if crumbs else reverse("challenge", args=[challenge.slug]))
    return challenge_page(request, template, challenge, tab=tab, further_crumbs=crumbs, **context)
