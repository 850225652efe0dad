"""The team lead starts the visit and sends a challenge back. The regional lead may stand in, and the trail says so."""

from cycles.models import PeerChallenge, TeamMember, TeamRole
from peerchallenge.accounts.models import Person

STANDS_IN = "Regional lead, in place of the team lead."


def is_team_lead(challenge: PeerChallenge, person: Person) -> bool:
    leads = TeamMember.objects.current().filter(challenge=challenge, role=TeamRole.TEAM_LEAD)
    return leads.filter(person=person).exists()


def standing_in(challenge: PeerChallenge, by: Person) -> str:
    """What is written beside a stage move of somebody who is not the team lead, or nothing."""
    return "" if is_team_lead(challenge, by) else STANDS_IN


def reason_of(challenge: PeerChallenge, by: Person, reason: str) -> str:
    """A reason with that beside it. Where somebody gave no reason there is none."""
    return f"{reason} {standing_in(challenge, by)}".strip() if reason.strip() else ""
