"""The publication of a report: how far it is, approving the text, publishing it, taking it from the public."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cycles.access import challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.wording import moment
from reports.actions import publication as actions
from reports.actions.sharing import note_sharing
from reports.assembling import digest_of
from reports.embargo import coming_blocks
from reports.forms.publication import LATER, ApproveForm, PublishForm, SharingForm, WithdrawForm
from reports.models import Sharing
from reports.publication import Standing
from reports.ready_to_publish import unmet_to_publish
from reports.sharing import done_so_far
from reviews.standing_in import is_team_lead
from reviews.views.practice_frame import clash_page, names_to_keep_out

from .publication_frame import FRONT, back_to_front, publication_page, say_why


def how_far(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know how far it is, and no word of the report."""
    standing = Standing(challenge)
    return publication_page(
        request, "reports/publication/status_only.html", challenge, verb="see_publication", standing=standing
    )


@challenge_view("see_publication", status=how_far)
def publication(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """How far the publication is, what is missing, every version, and what the host did with its report."""
    standing = Standing(challenge)
    return publication_page(
        request,
        FRONT,
        challenge,
        verb="see_publication",
        standing=standing,
        missing=[]
        if standing.planned or (standing.is_public and not standing.waiting)
        else unmet_to_publish(challenge),
        blocks=coming_blocks(challenge),
        sharing=done_so_far(challenge) if standing.current else [],
    )


@challenge_view("see_publication")
def text(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The text as the public reads it now, or would read it next."""
    standing = Standing(challenge)
    return publication_page(
        request, "reports/publication/text.html", challenge, verb="see_publication", standing=standing
    )


@challenge_view("approve_publication", post="approve_publication")
@fresh_proof
def approve(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Read the text as the public will read it, and approve it."""
    form = ApproveForm(request.POST or None)
    if form.is_valid():
        try:
            actions.approve_text(challenge, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refusal:
            return back_to_front(request, challenge, not_done=str(refusal))
        return back_to_front(request, challenge, done=f"The text is approved. {challenge.host} can publish it now.")
    to_approve = Standing(challenge).to_approve
    return publication_page(
        request,
        "reports/publication/approve.html",
        challenge,
        verb="approve_publication",
        form=ApproveForm(initial={"seen": digest_of(to_approve.content) if to_approve else ""}),
        to_approve=to_approve,
        stands_in=not is_team_lead(challenge, request.user),
    )


@challenge_view("publish_report", post="publish_report")
@fresh_proof
def publish(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Publish the approved text now, plan when it becomes public, or change the plan."""
    standing = Standing(challenge)
    form = _publish_form(request, challenge, standing)
    if form.is_valid():
        try:
            made = _publish(challenge, form, is_plan=bool(standing.planned), by=request.user)
        except (Refused, CannotMove) as refusal:
            say_why(form, refusal)
        else:
            when = moment(made.published.publish_at)
            done = f"The report becomes public on {when}." if form.at else "The report is public now."
            return back_to_front(request, challenge, done=done)
    return publication_page(
        request,
        "reports/publication/publish.html",
        challenge,
        verb="publish_report",
        form=form,
        standing=standing,
        missing=[] if standing.planned else unmet_to_publish(challenge),
        blocks=coming_blocks(challenge),
    )


def _publish_form(request: HttpRequest, challenge: PeerChallenge, standing: Standing) -> PublishForm:
    plan, approval = standing.planned, standing.waiting
    about: dict[str, Any] = {"seen": approval.version.digest if approval else ""}
    if plan:
        at = plan.published.publish_at
        about = {"seen": plan.approval.version.digest, "when": LATER, "override": plan.override_reason}
        about |= {"day": timezone.localtime(at).date(), "clock": timezone.localtime(at).time()}
    again = bool(approval and standing.current and standing.current.approval_id == approval.pk)
    blocks = coming_blocks(challenge).exists()
    names = names_to_keep_out(request, challenge)
    return PublishForm(request.POST or None, initial=about, asks_for_note=again, has_blocks=blocks, names=names)


def _publish(challenge: PeerChallenge, form: PublishForm, *, is_plan: bool, by: Any) -> Any:
    if is_plan:
        return actions.move_plan(challenge, **form.facts, by=by)
    return actions.publish(challenge, **form.facts, note=form.cleaned_data.get("note", ""), by=by)


@challenge_view("publish_report", post="publish_report")
@fresh_proof
def take_back(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Take the plan back: the report does not become public at the planned time."""
    if request.method == "POST":
        try:
            actions.take_back_plan(challenge, by=request.user)
        except Refused as refusal:
            return back_to_front(request, challenge, not_done=str(refusal))
        return back_to_front(request, challenge, done="The plan is taken back. Nothing becomes public.")
    standing = Standing(challenge)
    return publication_page(
        request, "reports/publication/take_back.html", challenge, verb="publish_report", standing=standing
    )


@challenge_view("withdraw_report", post="withdraw_report")
@fresh_proof
def withdraw(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Take the report from the public, with a reason that stands at its address."""
    form = WithdrawForm(request.POST or None, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        try:
            actions.withdraw(challenge, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            return back_to_front(request, challenge, not_done=str(refusal))
        return back_to_front(request, challenge, done="The report is withdrawn. Its address says so, with your reason.")
    standing = Standing(challenge)
    return publication_page(
        request, "reports/publication/withdraw.html", challenge, verb="withdraw_report", form=form, standing=standing
    )


@challenge_view("note_sharing", post="note_sharing")
def sharing(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write down where the report stands and was presented, and who was told when."""
    known = Sharing.objects.filter(report__challenge=challenge).first() or Sharing()
    form = SharingForm(request.POST or None, initial=vars(known))
    if form.is_valid():
        try:
            note_sharing(challenge, facts=form.facts, seen=form.seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, vars(stale.theirs))
        return back_to_front(request, challenge, done="Saved")
    return publication_page(request, "reports/publication/sharing.html", challenge, verb="see_publication", form=form)
