"""The review team, in the world that every page is asked about."""

from cycles.models import (
    AccessNeeds,
    Declaration,
    Interest,
    LineOfEnquiry,
    TeamInvitation,
    TeamMember,
    TeamRole,
    Training,
    Waiver,
)
from peerchallenge.workdays import today_in_london
from tests import builders as a

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-line": {"A29"},
    "canary-because": {"A29"},
    "canary-asked": {"A47"},
    "canary-invitation": {"A47"},
    "canary-declaration": {"A03"},
    "canary-needs": {"A04"},
    "canary-training": {"A33"},
    "canary-waiver": {"A35"},
}


def furnish(world):
    """Somebody on the team who declared an interest and needs something, somebody asked, a line, a waiver."""
    world.member = a.a_team_member(world.challenge, TeamRole.SENIOR_MANAGER, declared=False)
    place = TeamMember.objects.get(person=world.member)
    declaration = Declaration.objects.create(member=place, has_interest=True, text="canary-declaration")
    Interest.objects.create(declaration=declaration, kind="family")
    AccessNeeds.objects.create(member=place, text="canary-needs")
    world.enquiry = _line(world, 1)
    _asked(world, "Alex canary-asked")
    Waiver.objects.create(challenge=world.challenge, line="team_lead", reason="canary-waiver", waived_by=world.office)
    _trained(world, world.of_region, "canary-training")


def _line(world, number):
    return LineOfEnquiry.objects.create(
        challenge=world.challenge,
        number=number,
        source="host",
        text="canary-line",
        because="canary-because",
        added_by=world.office,
    )


def _asked(world, name=""):
    return TeamInvitation.objects.create(
        challenge=world.challenge,
        person=a.a_person(name),
        role=TeamRole.POLITICIAN,
        note="canary-invitation",
        reply_by=today_in_london(),
        asked_by=world.office,
    )


def _trained(world, person, name):
    Training.objects.create(
        region=world.region, person=person, name=name, held_on=today_in_london(), recorded_by=world.office
    )


def objects(world):
    """What the parts of an address name."""
    return {"member": world.member.slug, "enquiry": world.enquiry.code}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {
        "team-interests": {"has_interest": "none", "version": "0"},
        "team-member": {"reason": "Cannot come"},
        "team-member-interest": {"decision": "yes", "version": "1"},
        "team-needs": {"anything": "no", "version": "0"},
        "team-rule": {"take_back": "team_lead"},
    }


def grow(world, number):
    """One more of everything that pages list."""
    _line(world, number + 2)
    asked = _asked(world)
    _trained(world, asked.person, f"Day {number}")
    place = TeamMember.objects.get(person=a.a_team_member(world.challenge, TeamRole.EXPERT_BY_EXPERIENCE))
    AccessNeeds.objects.create(member=place, text="Breaks", share_with_lead=True)
    _trained(world, place.person, "Day for review teams")
    expert = a.a_region_role(world.region, "expert")
    _trained(world, expert, "Day for experts")
    Waiver.objects.create(challenge=world.challenge, line=f"line-{number}", reason="Why", waived_by=world.office)
