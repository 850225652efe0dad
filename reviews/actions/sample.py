"""The sample: the host proposes case files, the visiting principal social workers pick which they read."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.ui.wording import plural, sentence_list
from reviews.models import CaseFile, PracticeReview

MOST_FILES = 80  # of one practice review; two days are enough for 10 to 24


@transaction.atomic
def add_case_files(
    challenge: PeerChallenge, *, theme: str, age_band: str, chosen_how: str, count: int, picked: bool, by: Person
) -> list[CaseFile]:
    """Add case files of one kind at once, each under the next reference. `picked`: they are to be read."""
    take_turn(f"practice review {challenge.pk}")
    review = PracticeReview.objects.begun(challenge)
    last = review.case_files.aggregate(last=Max("number"))["last"] or 0
    if last + count > MOST_FILES:
        raise Refused(f"There can be at most {MOST_FILES} case files. There are {last} now.", field="count")
    facts = {"theme": theme, "age_band": age_band, "chosen_how": chosen_how, "is_chosen": picked, "added_by": by}
    added = CaseFile.objects.bulk_create(
        CaseFile(review=review, number=number, **facts) for number in range(last + 1, last + count + 1)
    )
    record("case_files.proposed", review, by=by, challenge=challenge, count=plural(count, "case file"))
    return added


@transaction.atomic
def change_case_file(file: CaseFile, *, theme: str, age_band: str, chosen_how: str, by: Person) -> None:
    """Put right what is said about a case file."""
    CaseFile.objects.filter(pk=file.pk).update(theme=theme, age_band=age_band, chosen_how=chosen_how)
    record("case_files.changed", file, by=by, challenge=file.review.challenge, reference=file.reference)


@transaction.atomic
def pick_case_files(challenge: PeerChallenge, *, numbers: Iterable[int], by: Person) -> None:
    """Say which of the proposed case files are read. What a reader has begun stays."""
    review = PracticeReview.objects.begun(challenge)
    take_turn(f"practice review {challenge.pk}")
    wanted = set(numbers)
    dropped = review.case_files.chosen().exclude(number__in=wanted)
    if begun := list(dropped.filter(readings__isnull=False).distinct()):
        files = sentence_list(begun)
        raise Refused(f"Keep {files}. Somebody has begun to read {'it' if len(begun) == 1 else 'them'}", field="files")
    dropped.update(is_chosen=False)
    review.case_files.filter(number__in=wanted).update(is_chosen=True)
    picked = plural(review.case_files.chosen().count(), "case file")
    record("case_files.picked", review, by=by, challenge=challenge, count=picked)
