"""The page of a briefing: whom its link lets in, until when, and what they leave there.

Nobody knows who they are. So what they do is no action of a person, and nothing of it stands in the trail, where it
would tell the host when somebody spoke to the team (decisions.md 4, participants of sessions).
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.audit.locks import take_turn

from .models import BriefingReply, ConfidentialMessage, Session

FIRST_STAGE, LAST_STAGE = Stage.PREPARING, Stage.DRAFTING  # the stages at which a link opens its page (A36)
MOST_REPLIES, MOST_MESSAGES = 60, 60  # of one session: a link that is passed on does not fill the database
ENOUGH = "Many people have answered here already. Please tell the person who invited you."


def open_briefing(token: str) -> Session | None:
    """The session that this link leads to, or nothing once it has ended."""
    running = PeerChallenge.objects.running().filter(stage__gte=FIRST_STAGE, stage__lte=LAST_STAGE)
    sessions = Session.objects.with_groups().filter(challenge__in=running.exclude(first_day=None))
    return sessions.select_related("challenge__host", "challenge__cycle__region").filter(token=token).first()


def address_of(session: Session) -> str:
    """The whole address, to be passed on and printed."""
    return settings.BASE_URL + reverse("briefing", args=[session.token])


@transaction.atomic
def say_coming(session: Session, *, key: UUID, needs: str = "") -> None:
    """Somebody comes, and may need something. The same page sent again is one reply, with what it said last."""
    take_turn(f"briefing {session.pk}")
    if session.replies.exclude(key=key).count() >= MOST_REPLIES:
        raise Refused(ENOUGH)
    BriefingReply.objects.update_or_create(key=key, session=session, defaults={"needs": needs})


@transaction.atomic
def tell_in_confidence(session: Session, *, key: UUID, text: str) -> None:
    """Somebody tells the team something that the council does not read. Sent again, it is told once."""
    take_turn(f"briefing {session.pk}")
    if session.messages.exclude(key=key).count() >= MOST_MESSAGES:
        raise Refused(ENOUGH)
    ConfidentialMessage.objects.get_or_create(key=key, session=session, defaults={"text": text})
