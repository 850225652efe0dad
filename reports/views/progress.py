"""The host publishes what a review found, after reading it as the public will; or takes it off the web."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.rules import fresh_proof
from reports.actions import progress as actions
from reports.forms.follow_up import PublishForm, WithdrawForm
from reports.models import Review
from reports.progress import latest, to_publish
from reviews.views.practice_frame import names_to_keep_out

from .reviews import found_review, review_page


@challenge_view("publish_progress", post="publish_progress")
@fresh_proof
def publication(request: HttpRequest, challenge: PeerChallenge, review: str) -> HttpResponse:
    """Read the page as the public will read it, and publish just that."""
    found = found_review(challenge, review)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        try:
            actions.publish_progress(found, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "It is public now. Everybody is told in the morning mail.")
        return redirect("review-publication", challenge.slug, found.kind)
    content, digest = to_publish(challenge, found)
    last = latest(challenge)
    return review_page(
        request,
        "reports/reviews/publication.html",
        found,
        verb="publish_progress",
        form=PublishForm(initial={"seen": digest}),
        content=content,
        public=last,
        is_public_as_it_is=bool(last and last.digest == digest),
        shown=last.content if last and last.content.get("review") == found.kind else None,
    )


@challenge_view("publish_progress", post="publish_progress")
@fresh_proof
def withdrawal(request: HttpRequest, challenge: PeerChallenge, review: str) -> HttpResponse:
    """Take the public page off the web, with a reason that stands in its place."""
    found: Review = found_review(challenge, review)
    form = WithdrawForm(request.POST or None, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        try:
            actions.withdraw_progress(challenge, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "The page is off the web. Its address says why.")
        return redirect("review-publication", challenge.slug, found.kind)
    last = latest(challenge)
    return review_page(
        request, "reports/reviews/withdrawal.html", found, verb="publish_progress", form=form, public=last
    )
