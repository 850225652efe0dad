"""The team's side of the accuracy check: answers to points, the final agreement, and opening the check again."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from cycles.dates import keep_milestone, open_milestone_again
from cycles.holders import holders
from cycles.lifecycle import CannotMove, move
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.revisions import Stale, save_version
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import take_back, tell
from reports.accuracy import Paragraph, current_check, paragraph_of
from reports.agreement import final_content, final_version, unmet_for_agreement
from reports.assembling import Content, digest_of
from reports.models import AccuracyCheck, Answer, Point, ReportVersion, Rewording
from reports.pdf import want_pdf
from reports.turns import hold_open, take_turn_at
from reviews.standing_in import reason_of, standing_in
from reviews.telling import EVERYBODY

from .accuracy import MILESTONE
from .holding import hold_back

AGREED = "final-agreed"
CHANGED = "The text was changed a moment ago. Read it again before you agree it."
UNTOUCHED = "The paragraph reads as before. Write how it should read now"
STAYS = "With this answer the text stays as it was. Take your change out, or accept the point"
EMPTY = "Enter the new text"
NO_HEADING = "Enter the new heading"
Words = Mapping[str, str]


@transaction.atomic
def answer_point(point: Point, *, facts: Words, new: Words, seen: int, seen_text: int, by: Person) -> None:
    """Answer a point and, where it is accepted, say how its paragraph reads now: one text for people.

    `seen` and `seen_text` are the versions of the answer and of the paragraph's new words on the page. Raises Stale
    when somebody saved either first, and Refused where words and decision do not go together.
    """
    check = point.check_of_facts
    hold_open(check)
    given = Answer.objects.filter(point_id=point.pk).first() or Answer()
    words = check.rewordings.filter(paragraph=point.paragraph).first()
    before, is_stale = _reads(point, words), (words.version if words else 0) != seen_text
    accepts = facts["decision"] in Answer.CHANGES
    if given.version != seen or (accepts and is_stale):
        raise Stale(point, dict(facts))
    if accepts:
        _refuse_words(paragraph_of(point), new)
    elif not is_stale and dict(new) != before:
        raise Refused(STAYS, field="new_text")
    after = dict(new) if accepts else before
    beside = {f"new_{name}": (before[name], after[name]) for name in before} if after != before else {}
    answer, _ = Answer.objects.get_or_create(point=point)
    save_version(answer, dict(facts), seen=seen, by=by, beside=beside)
    if beside:
        Rewording.objects.update_or_create(
            check_of_facts=check, paragraph=point.paragraph, defaults={**after, "version": seen_text + 1}
        )
    record("accuracy.answered", point, by=by, challenge=check.challenge, point=point.reference)


def _reads(point: Point, words: Rewording | None) -> dict[str, str]:
    """How the paragraph reads by now: with its new words, or as in the draft."""
    if words:
        return {"heading": words.heading, "text": words.text}
    draft = paragraph_of(point)
    return {"heading": draft.above, "text": draft.text}


def _refuse_words(draft: Paragraph, new: Words) -> None:
    """New words differ from those of the draft, and leave no hole where a paragraph was."""
    if (new["heading"], new["text"]) == (draft.above, draft.text):
        raise Refused(UNTOUCHED, field="new_text")
    if draft.above and not new["heading"]:
        raise Refused(NO_HEADING, field="new_heading")
    if not new["heading"] and not new["text"]:
        raise Refused(EMPTY, field="new_text")


@transaction.atomic
def agree_report(challenge: PeerChallenge, *, seen: str, by: Person) -> ReportVersion:
    """Agree the report: its final text is frozen as a version of its own. It is not public yet."""
    take_turn_at(challenge)
    check = current_check(challenge)
    missing = unmet_for_agreement(challenge, check)
    if not check:
        raise CannotMove(*missing)
    content = final_content(check)
    if not missing and digest_of(content) != seen:
        raise Refused(CHANGED)
    move(challenge, Stage.AGREED, by=by, unmet=missing, reason=standing_in(challenge, by))
    version = _freeze(check, content, by)
    want_pdf(version, by=by)
    for code in (MILESTONE, AGREED):
        keep_milestone(challenge, code, by=by)
    path = reverse("report-final", args=[challenge.slug])
    _tell(challenge, "the final report is agreed", f"agreed:{challenge.pk}:{version.number}", path, by=by)
    return version


def _freeze(check: AccuracyCheck, content: Content, by: Person) -> ReportVersion:
    report = check.draft.report
    last = report.versions.order_by("-number").values_list("number", flat=True).first()
    return ReportVersion.objects.create(
        report=report,
        number=(last or 0) + 1,
        kind=ReportVersion.Kind.FINAL,
        content=content,
        digest=digest_of(content),
        made_by=by,
    )


@transaction.atomic
def reopen_accuracy(challenge: PeerChallenge, *, reason: str, by: Person) -> None:
    """Open the accuracy check again, with a reason. What was agreed stays in the history and is final no more."""
    take_turn_at(challenge)
    hold_back(challenge, why="the accuracy check is open again", by=by)
    move(challenge, Stage.ACCURACY_CHECK, by=by, reason=reason_of(challenge, by, reason))
    open_milestone_again(challenge, AGREED)
    version = final_version(challenge)
    number = version.number if version else 0
    take_back([f"agreed:{challenge.pk}:{number}"])
    path, text = reverse("accuracy", args=[challenge.slug]), "the accuracy check of the report is open again"
    _tell(challenge, text, f"reopened:{challenge.pk}:{number}", path, by=by)


def _tell(challenge: PeerChallenge, what: str, about: str, path: str, *, by: Person) -> None:
    known = holders()
    people = {person for owner in EVERYBODY for person in known.of(challenge, owner)} - {by.pk}
    tell(sorted(people), f"{challenge.called}: {what}", about=about, challenge=challenge, path=path)
