"""A report becomes public: the team lead approves the text, the host DASS publishes it. Nobody can do both."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cycles.holders import holders
from cycles.lifecycle import CannotMove
from cycles.models import Owner, PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import take_back, tell
from peerchallenge.ui.wording import moment
from reports.assembling import digest_of
from reports.embargo import block_on, blocked, day_of
from reports.models import (
    Approval,
    Publication,
    PublishedReport,
    ReportCorrection,
    ReportVersion,
    ReportWithdrawal,
)
from reports.pdf import Kind, want_pdf
from reports.publication import Standing, ToApprove, copy_for_the_public
from reports.ready_to_publish import unmet_to_publish
from reports.settling import settle, settle_what_is_out
from reports.turns import take_turn_at
from reviews.standing_in import is_team_lead

NOTHING_TO_APPROVE = "There is no text that waits for approval. Somebody may have approved it a moment ago."
CHANGED = "The text was changed a moment ago. Read it again before you approve it."
UNCHANGED = "The correction changes nothing yet. Change a paragraph first."
ANOTHER_TEXT = "The text that may be published is another one since you opened this page. Read it again."
BOTH = "You approved this text. Somebody else publishes it, so that no one person does both."
PAST = "The day and time must be in the future"
NOT_PLANNED = "No publication is planned. Somebody may have taken the plan back, or its time has come."
NOT_PUBLIC = "The report is not public."
PAUSED = "This peer challenge is paused. Resume it first."
NOT_AGREED = "The accuracy check is open again. The team lead agrees the report first."


@transaction.atomic
def approve_text(challenge: PeerChallenge, *, seen: str, by: Person) -> Approval:
    """Approve the text that was seen, as the public will read it. The host DASS can publish it from now on."""
    take_turn_at(challenge)
    challenge.refresh_from_db(fields=["stage"])
    text = Standing(challenge).to_approve
    if not text:
        raise Refused(NOTHING_TO_APPROVE)
    if digest_of(text.content) != seen:
        raise Refused(CHANGED)
    if not text.is_ready:
        raise Refused(UNCHANGED)
    stands_in = not is_team_lead(challenge, by)
    approval = Approval.objects.create(
        version=_freeze(text, by), made_of=text.made_of, note=text.note, stands_in=stands_in, approved_by=by
    )
    if text.correction:
        ReportCorrection.objects.filter(pk=text.correction.pk).update(approval=approval)
    record(
        "publication.stood_in" if stands_in else "publication.approved",
        approval,
        by=by,
        challenge=challenge,
        version=approval.version.number,
    )
    _tell(challenge, (Owner.HOST_DASS, Owner.TEAM_LEAD), "the text of the report for the public is approved", by=by)
    return approval


def _freeze(text: ToApprove, by: Person) -> ReportVersion:
    report = text.made_of.report
    last = report.versions.order_by("-number").values_list("number", flat=True).first()
    return ReportVersion.objects.create(
        report=report,
        number=(last or 0) + 1,
        kind=ReportVersion.Kind.PUBLIC,
        content=text.content,
        digest=digest_of(text.content),
        made_by=by,
    )


@transaction.atomic
def publish(
    challenge: PeerChallenge, *, seen: str, at: datetime | None, override: str = "", note: str = "", by: Person
) -> Publication:
    """Publish the approved text that was seen: now, or (`at`) from a moment on. Whoever comes second is told."""
    take_turn_at(challenge)
    approval = _free_to_publish(challenge, seen, by)
    _refuse_moment(challenge, at, override)
    made = _publication(challenge, approval, at, override, note, by)
    record(
        "publication.planned" if at else "publication.made",
        approval,
        by=by,
        challenge=challenge,
        number=made.published.number,
        when=moment(made.published.publish_at),
    )
    _begin(challenge, made, at)
    return made


@transaction.atomic
def move_plan(
    challenge: PeerChallenge, *, seen: str, at: datetime | None, override: str = "", by: Person
) -> Publication:
    """Let a planned report become public at another moment, or now. Possible until its time has come."""
    take_turn_at(challenge)
    plan = _plan(challenge)
    approval, note = plan.approval, plan.published.note
    if approval.version.digest != seen:
        raise Refused(ANOTHER_TEXT)
    _refuse_same_person(approval, by)
    _refuse_moment(challenge, at, override)
    _remove(challenge, plan)
    made = _publication(challenge, approval, at, override, note, by)
    record(
        "publication.moved",
        approval,
        by=by,
        challenge=challenge,
        number=made.published.number,
        when=moment(made.published.publish_at),
    )
    _begin(challenge, made, at)
    return made


@transaction.atomic
def take_back_plan(challenge: PeerChallenge, *, by: Person) -> None:
    """The report does not become public at the planned moment. The text stays approved."""
    take_turn_at(challenge)
    plan = _plan(challenge)
    _remove(challenge, plan)
    record("publication.taken_back", plan.approval, by=by, challenge=challenge, number=plan.published.number)
    _tell(challenge, (Owner.TEAM_LEAD, Owner.REGIONAL_LEAD), "the plan to publish the report is taken back", by=by)


@transaction.atomic
def withdraw(challenge: PeerChallenge, *, reason: str, by: Person) -> None:
    """Take the report from the public, every version of it. Its address says so, and why."""
    take_turn_at(challenge)
    settle_what_is_out(challenge)
    standing = Standing(challenge)
    if not standing.is_public:
        raise Refused(NOT_PUBLIC)
    if plan := standing.planned:
        _remove(challenge, plan)
    withdrawal = ReportWithdrawal.objects.create(slug=challenge.slug, reason=reason)
    record("publication.withdrawn", withdrawal, by=by, challenge=challenge, reason=reason)
    owners = (Owner.TEAM, Owner.HOST_DASS, Owner.HOST_COORDINATOR, Owner.REGIONAL_LEAD)
    _tell(challenge, owners, "the report is withdrawn from the public", by=by)


def _free_to_publish(challenge: PeerChallenge, seen: str, by: Person) -> Approval:
    """The approved text, if nothing speaks against publishing it."""
    _refuse_moved(challenge)
    standing = Standing(challenge)
    if plan := standing.planned:
        raise Refused(f"{plan.published_by} has planned it already: {moment(plan.published.publish_at)}.")
    if missing := unmet_to_publish(challenge):
        raise CannotMove(*missing)
    if not standing.waiting:
        who = f"{standing.current.published_by} has published it" if standing.current else "It is published"
        raise Refused(f"{who} already. You find it on this page.")
    if standing.waiting.version.digest != seen:
        raise Refused(ANOTHER_TEXT)
    _refuse_same_person(standing.waiting, by)
    return standing.waiting


def _refuse_moved(challenge: PeerChallenge) -> None:
    """Since the page was opened the challenge may have been paused, or its accuracy check opened again."""
    challenge.refresh_from_db(fields=["stage", "paused_at"])
    if challenge.is_paused:
        raise Refused(PAUSED)
    if challenge.stage < Stage.AGREED:
        raise Refused(NOT_AGREED)


def _refuse_same_person(approval: Approval, by: Person) -> None:
    if approval.approved_by_id == by.pk:
        raise Refused(BOTH)


def _refuse_moment(challenge: PeerChallenge, at: datetime | None, override: str) -> None:
    """Not in the past, and not in a closed period, unless the host says in writing why."""
    if at and at <= timezone.now():
        raise Refused(PAST, field="day")
    period = block_on(challenge, day_of(at or timezone.now()))
    if period and not override.strip():
        raise Refused(
            f"{blocked(period, challenge.host)}. Choose another day, or say why it cannot wait", field="override"
        )


def _publication(
    challenge: PeerChallenge, approval: Approval, at: datetime | None, override: str, note: str, by: Person
) -> Publication:
    """The frozen copy for the public, and who lets it out. An override counts only in a closed period."""
    when = at or timezone.now()
    want_pdf(approval.version, Kind.PUBLIC, by=by)
    return Publication.objects.create(
        report=approval.version.report,
        approval=approval,
        published=PublishedReport.objects.create(
            **copy_for_the_public(challenge, approval), note=note or approval.note, publish_at=when
        ),
        override_reason=override.strip() if block_on(challenge, day_of(when)) else "",
        published_by=by,
    )


def _begin(challenge: PeerChallenge, made: Publication, at: datetime | None) -> None:
    """What follows at once: published now, the stage moves; planned, those who wait for it know when."""
    by, about = made.published_by, _about(challenge, made.published.number)
    if at:
        text = f"the report will be public from {moment(made.published.publish_at)}"
        _tell(challenge, (Owner.TEAM_LEAD, Owner.HOST_COORDINATOR, Owner.REGIONAL_LEAD), text, by=by, about=about)
    else:
        settle(made.pk)
    if made.override_reason:
        office = holders().office(challenge.cycle.region_id).keys() - {by.pk}
        text = f"{challenge.called}: the report is to be public in a closed period, and the host director says why"
        tell(sorted(office), text, about=about + ":override", challenge=challenge, path=_path(challenge))


def _plan(challenge: PeerChallenge) -> Publication:
    """The plan whose time has not come."""
    if plan := Standing(challenge).planned:
        return plan
    raise Refused(NOT_PLANNED)


def _remove(challenge: PeerChallenge, plan: Publication) -> None:
    """Nobody has read it, so nothing of it stays but the lines of the trail."""
    about = _about(challenge, plan.published.number)
    take_back([about, about + ":override"])
    plan.delete()
    removed, _ = PublishedReport.objects.filter(pk=plan.published_id, publish_at__gt=timezone.now()).delete()
    if not removed:
        raise Refused(NOT_PLANNED)


def _about(challenge: PeerChallenge, number: int) -> str:
    return f"publication:{challenge.pk}:{number}:planned"


def _path(challenge: PeerChallenge) -> str:
    return reverse("publication", args=[challenge.slug])


def _tell(challenge: PeerChallenge, owners: tuple[Owner, ...], text: str, *, by: Person, about: str = "") -> None:
    """One line in the next morning mail of each of them, but not of the person who did it."""
    known = holders()
    people = {person for owner in owners for person in known.of(challenge, owner)} - {by.pk}
    about = about or f"publication:{challenge.pk}:{timezone.now():%Y%m%d%H%M%S}"
    tell(sorted(people), f"{challenge.called}: {text}", about=about, challenge=challenge, path=_path(challenge))
