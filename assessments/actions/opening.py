"""Opening the preparation: from here on the challenge keeps the editions of the forms that are in force today."""

from django.db import transaction

from assessments.models import Answer, Assessment, Edition, InstrumentKind, PinnedEdition, Question, RiskItem
from assessments.readiness import unmet_for_preparing
from cycles.lifecycle import move
from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person


@transaction.atomic
def begin_preparing(challenge: PeerChallenge, *, by: Person) -> None:
    """Open the preparation: the forms are pinned to their editions, the host starts to fill in, the team is built."""
    move(challenge, Stage.PREPARING, by=by, unmet=unmet_for_preparing(challenge))
    open_forms(challenge)


def open_forms(challenge: PeerChallenge) -> None:
    """Pin the newest edition of each form and lay out its blank answers, so that every later save is an update."""
    for kind in InstrumentKind:
        if edition := Edition.objects.newest(kind):
            PinnedEdition.objects.create(challenge=challenge, kind=kind, edition=edition)
    for kind, row in ((InstrumentKind.SELF_ASSESSMENT, Answer), (InstrumentKind.TEASC_RISK, RiskItem)):
        pinned = PinnedEdition.objects.get(challenge=challenge, kind=kind)
        form = Assessment.objects.create(challenge=challenge, kind=kind, edition=pinned.edition)
        questions = Question.objects.filter(section__edition=pinned.edition)
        row.objects.bulk_create(row(assessment=form, question=question) for question in questions)
