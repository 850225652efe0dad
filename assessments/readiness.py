"""What the host still owes: sentences that the page shows and the move refuses with."""

from collections.abc import Iterator
from dataclasses import dataclass

from cycles.models import PeerChallenge
from peerchallenge.ui.wording import plural, sentence_list

from .models import Answer, Assessment, Document, DocumentRequirement, Edition, InstrumentKind, RiskItem
from .models.answers import PLACES


def unmet_for_preparing(challenge: PeerChallenge) -> Iterator[str]:
    """What is missing before the host may start to prepare."""
    if not challenge.dates_agreed_at:
        yield "The dates are not agreed with the host DASS yet."
    published = set(Edition.objects.published().values_list("instrument__kind", flat=True))
    for kind in InstrumentKind:
        if kind not in published:
            yield f"No edition of this form is published: {kind.label.lower()}."


def unmet_forms(challenge: PeerChallenge) -> Iterator[str]:
    """The forms that the host DASS has not signed off."""
    for form in Assessment.objects.filter(challenge=challenge, signed_off_at=None).order_by("kind"):
        yield f"The {form.get_kind_display().lower()} is not signed off."


@dataclass(frozen=True)
class Gap:
    """Something that a form still lacks. `row` is the answer or risk; none stands for the top risks."""

    title: str
    words: str
    row: Answer | RiskItem | None = None


def gaps_of(form: Assessment) -> list[Gap]:
    """What is not complete in a form. Its director may sign it off all the same, with a reason."""
    gaps = [
        Gap(row.question.title, "In progress" if row.is_started else "Not yet started", row)
        for row in form.rows.with_question().filter(is_complete=False)
    ]
    if form.kind == InstrumentKind.TEASC_RISK:
        named = form.top_risks.exclude(name="").count()
        if named < PLACES:
            gaps.append(Gap("Your top risks", f"{named} of {PLACES} named"))
    return gaps


def unmet_documents(challenge: PeerChallenge) -> Iterator[str]:
    """The documents on the list of the team that the host has not answered for, in one sentence."""
    if missing := missing_documents(challenge):
        names = sentence_list([f"{requirement.title} ({requirement.code})" for requirement in missing])
        yield f"{plural(len(missing), 'document')} on the list {'is' if len(missing) == 1 else 'are'} missing: {names}."


def missing_documents(challenge: PeerChallenge) -> list[DocumentRequirement]:
    """The mandatory documents without an answer. "We do not have this", with a reason, is an answer.

    A part of a document that was taken out since is none.
    """
    answered = Document.objects.answering().filter(challenge=challenge).exclude(requirement=None)
    asked = DocumentRequirement.objects.filter(section__edition__pins__challenge=challenge, mandatory=True)
    return list(asked.exclude(pk__in=answered.values("requirement")).order_by("code"))


def host_has_finished(challenge: PeerChallenge) -> bool:
    """Both forms are signed off and every mandatory document is answered."""
    return not [*unmet_forms(challenge), *unmet_documents(challenge)]
