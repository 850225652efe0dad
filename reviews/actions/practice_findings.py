"""What the practice review found: strengths, areas for consideration, recommendations, and two texts around them."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cycles.models import PeerChallenge
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import Stale, changed_since, save_version
from peerchallenge.audit.trail import record
from reviews.models import PracticeFinding, PracticeReview


@transaction.atomic
def add_finding(challenge: PeerChallenge, *, kind: str, text: str, by: Person) -> PracticeFinding:
    """Add a finding or a recommendation of the practice review."""
    take_turn(f"practice review {challenge.pk}")
    review = PracticeReview.objects.begun(challenge)
    last = review.findings.aggregate(last=Max("number"))["last"] or 0
    finding = PracticeFinding.objects.create(review=review, number=last + 1, kind=kind, text=text)
    record("practice_finding.added", finding, by=by, challenge=challenge)
    return finding


@transaction.atomic
def change_finding(finding: PracticeFinding, *, kind: str, text: str, seen: int, by: Person) -> None:
    """Change a finding. Raises Stale with both texts when somebody saved first."""
    save_version(finding, {"kind": kind, "text": text}, seen=seen, by=by)
    record("practice_finding.changed", finding, by=by, challenge=finding.review.challenge)


@transaction.atomic
def drop_finding(finding: PracticeFinding, *, seen: int, by: Person) -> None:
    """Take a finding out. Raises Stale when somebody changed it first: they may want it kept."""
    save_version(finding, {"dropped_at": timezone.now()}, seen=seen, by=by)
    record("practice_finding.dropped", finding, by=by, challenge=finding.review.challenge)


@transaction.atomic
def write_text(challenge: PeerChallenge, *, name: str, text: str, seen: int, by: Person) -> None:
    """Write one of the texts of the review: how files were chosen, the conditions, the summary.

    Raises Stale with both texts when somebody saved the same text first; another text of the review is no clash.
    """
    review = PracticeReview.objects.begun(challenge)
    try:
        save_version(review, {name: text}, seen=seen, by=by)
    except Stale:
        if name in changed_since(review, seen):
            raise
        review.refresh_from_db()
        save_version(review, {name: text}, seen=review.version, by=by)
    record("practice_text.written", review, by=by, challenge=challenge, text=name.replace("_", " "))
