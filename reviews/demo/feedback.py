"""What the example teams told on the last day, and what was corrected in the room."""

from datetime import datetime, timedelta
from datetime import time as clock

from cycles.models import PeerChallenge, Region, Stage, TeamMember, TeamRole
from peerchallenge.workdays import LONDON
from reviews.feedback import OPENING, content_of, first_closing
from reviews.models import Correction, Feedback, PointKind, PresentedFeedback

AFTERNOON = clock(15, 10)
SO_FAR = ("F01", "F03", "R1")  # what is in where the visit still goes on
LIST = "The list for a review is known: the data team sends it to the heads of service each Monday."
CARERS = "Carers are told at the first contact since spring. We would see this more kindly."
CORRECTIONS = (  # what kind, for which side, the finding it is about, and the words
    (PointKind.FACT, Correction.Side.TEAM, 4, LIST),
    (PointKind.VIEW, Correction.Side.HOST, 5, CARERS),
)


def tell_feedback(region: Region) -> None:
    """Begun where a visit goes on; presented, and corrected in two points, where it is over."""
    visits = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.ON_SITE, stage__lt=Stage.CLOSED)
    for challenge in visits.select_related("host", "cycle").exclude(first_day=None):
        lead = TeamMember.objects.filter(challenge=challenge, role=TeamRole.TEAM_LEAD).select_related("person").first()
        if lead and challenge.findings.exists():
            _tell(challenge, lead)


def _tell(challenge: PeerChallenge, lead: TeamMember) -> None:
    everything = [row.reference for rows in (challenge.findings, challenge.recommendations) for row in rows.all()]
    is_over = challenge.stage > Stage.ON_SITE
    texts = {"opening": OPENING, "closing": first_closing(challenge)}
    taken = everything if is_over else list(SO_FAR)
    feedback = Feedback.objects.create(challenge=challenge, taken=taken, version=1, **texts)
    if not is_over:
        return
    at = datetime.combine(challenge.last_day, AFTERNOON, LONDON)
    facts = {"content": content_of(feedback), "presented_at": at, "presented_by": lead.person}
    PresentedFeedback.objects.create(feedback=feedback, number=1, **facts)
    _correct(challenge, at)


def _correct(challenge: PeerChallenge, at: datetime) -> None:
    """The first one is dealt with while the draft is written, the second one by the end of that."""
    texts = dict(challenge.findings.values_list("number", "text"))
    for number, (kind, side, about, text) in enumerate(CORRECTIONS, start=1):
        is_done = number == 1 or challenge.stage > Stage.DRAFTING
        Correction.objects.create(
            challenge=challenge,
            number=number,
            kind=kind,
            side=side,
            about=texts.get(about, ""),
            text=text,
            dealt_with_at=at + timedelta(days=number) if is_done else None,
        )
