"""How far the preparation of a challenge is, part by part: states and counts, never a word of what was written."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.models import Assessment, Baseline, Document, DocumentRequirement, InstrumentKind
from assessments.readiness import missing_documents
from cycles.models import HostMember, HostRole, PeerChallenge, Stage
from cycles.policy import Standing
from peerchallenge.ui.wording import day, plural

from .models import PracticeReview

NOT_STARTED, UNDER_WAY, COMPLETED = "not_started", "in_progress", "completed"


@dataclass(frozen=True)
class Part:
    """One part of the preparation, as a row of a task list."""

    text: str
    url: str
    status: str
    hint: str = ""


def parts(challenge: PeerChallenge, standing: Standing) -> list[Part]:
    """The parts of the preparation that this person may open or know of."""
    return [
        Part(text, reverse(name, args=[challenge.slug]), *state(challenge))
        for verb, name, text, state in PARTS
        if standing.may(verb) or standing.knows(verb)
    ]


def _form(kind: InstrumentKind, rows: str):
    def state(challenge: PeerChallenge) -> tuple[str, str]:
        form = Assessment.objects.filter(challenge=challenge, kind=kind).prefetch_related(rows).first()
        if not form:
            return NOT_STARTED, ""
        if form.signed_off_at:
            return COMPLETED, f"Signed off on {day(form.signed_off_at)}"
        answers = list(getattr(form, rows).all())
        done = sum(answer.is_complete for answer in answers)
        started = any(answer.is_started for answer in answers)
        return UNDER_WAY if started else NOT_STARTED, f"{done} of {len(answers)} answered"

    return state


def _documents(challenge: PeerChallenge) -> tuple[str, str]:
    asked = DocumentRequirement.objects.filter(section__edition__pins__challenge=challenge, mandatory=True).count()
    missing = len(missing_documents(challenge))
    extra = Document.objects.current().filter(challenge=challenge, requirement=None).count()
    hint = f"{asked - missing} of {asked} answered" + (f", {extra} more" if extra else "")
    return COMPLETED if not missing else UNDER_WAY if missing < asked else NOT_STARTED, hint


def _baseline(challenge: PeerChallenge) -> tuple[str, str]:
    chosen = Baseline.objects.filter(challenge=challenge).count()
    return (COMPLETED, f"{plural(chosen, 'indicator')} chosen") if chosen else (NOT_STARTED, "Not chosen yet")


def _practice(challenge: PeerChallenge) -> tuple[str, str]:
    review = PracticeReview.objects.filter(challenge=challenge).first()
    if review and review.handed_over_at:
        return COMPLETED, f"Handed over on {day(review.handed_over_at)}"
    return (UNDER_WAY if review else NOT_STARTED), "Not handed over yet"


def _pack(challenge: PeerChallenge) -> tuple[str, str]:
    if challenge.stage >= Stage.READING:
        return COMPLETED, "Released to the team"
    return NOT_STARTED, "Not released to the team yet"


def _officer(challenge: PeerChallenge) -> tuple[str, str]:
    named = HostMember.objects.current().filter(challenge=challenge, role=HostRole.CONCERNS_OFFICER).exists()
    return (COMPLETED, "Named") if named else (NOT_STARTED, "The team tells them when somebody may be in danger")


PARTS = (
    ("see_self_assessment", "self-assessment", "Self-assessment", _form(InstrumentKind.SELF_ASSESSMENT, "answers")),
    ("see_risks", "risks", "Risk tool", _form(InstrumentKind.TEASC_RISK, "risks")),
    ("see_documents", "documents", "Documents", _documents),
    ("see_indicators", "indicators", "Indicators and baseline", _baseline),
    ("see_practice_findings", "practice-review", "Practice review", _practice),
    ("see_pack", "pack", "Pack for the team", _pack),
    ("name_officer", "concerns-officer", "Officer for immediate concerns", _officer),
)
