"""What the host still owes: sentences that the page shows and the move refuses with."""

from collections.abc import Iterator

from cycles.models import PeerChallenge
from peerchallenge.ui.wording import plural, sentence_list

from .models import Assessment, Document, DocumentRequirement, Edition, InstrumentKind


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
