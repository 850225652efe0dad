"""News for everybody who takes part in a visit: the team, the host's director and coordinator, the regional lead."""

from django.utils import timezone

from cycles.holders import holders
from cycles.models import Owner, PeerChallenge
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.outbox import tell

EVERYBODY = (Owner.TEAM, Owner.HOST_DASS, Owner.HOST_COORDINATOR, Owner.REGIONAL_LEAD)


def tell_everybody(challenge: PeerChallenge, text: str, about: str, *, by: Person) -> None:
    """One line in the next morning mail of each of them, but not of the person who did it."""
    tell_holders(challenge, EVERYBODY, text, about, path=challenge.get_absolute_url(), by=by)


def tell_holders(
    challenge: PeerChallenge, owners: tuple[Owner, ...], text: str, about: str, *, path: str, by: Person | None
) -> None:
    """The same for those who hold one of these parts. `about` says what happened; the moment makes it one event.

    Nobody in `by`: the system did it.
    """
    known = holders()
    people = {person for owner in owners for person in known.of(challenge, owner)}
    about = f"{about}:{timezone.now():%Y%m%d%H%M%S}"
    others = sorted(people - {getattr(by, "pk", None)})
    tell(others, f"{challenge.called}: {text}", about=about, challenge=challenge, path=path)
