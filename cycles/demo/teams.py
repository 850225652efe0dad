"""The review teams of the example region: who is on them, what they declared, who was asked and could not come."""

from datetime import datetime, timedelta
from datetime import time as clock

from cycles.actions import interests
from cycles.actions import team as actions
from cycles.candidates import home_of
from cycles.models import (
    AccessNeeds,
    Authority,
    Declaration,
    PeerChallenge,
    Post,
    Region,
    RegionRole,
    RegionRoleKind,
    TeamInvitation,
    TeamMember,
    TeamRole,
    Training,
)
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import LONDON, add_working_days, today_in_london, working_day_on_or_before

from .fictional import in_story
from .people import account_of
from .pool import EXPERTS, NEEDS, NOT_TRAINED, POOL

ASKED = timedelta(weeks=19)  # before the visit
LONG_KNOWN = timedelta(days=1500)
# Team lead; councillor; senior managers; experts by experience; visiting principal social workers.
ROLES = tuple(TeamRole)
TEAMS = {
    "Coventry": "Sheila Byrne; Gordon Ames; Laura Finch, Craig Dunn; Joyce Appleby; Bina Patel, Mo Farooq",
    "Warwickshire": "Omar Haddad; Angela Boyd; Raj Malhotra, Harjit Gill; Samuel Obi; Tara Simms, Denise Carter",
    "Solihull": "Ruth Adeyemi; Declan Moore; Kwame Boateng, Fiona Tudor; Leroy Banks; Nasreen Ali, Rosie Kemp",
    "Telford and Wrekin": "Grace Lowe; Hugh Prosser; Jane Ellerby, Raj Malhotra; Ravi Nair; Helen Quayle, Emma Salt",
    "Sandwell": "Omar Haddad; Sunita Kaur; Martin Pugh, Sarah Whitmore; Imran Sheikh; Lynn Hart, Joe Wardle",
    "Worcestershire": "Sheila Byrne; Margaret Lacey; Olu Adewale, Craig Dunn; Tess Wells; Gareth Vaughan, Mo Farooq",
    "Dudley": "Ruth Adeyemi; Beth Rees; Colin Head, Ines Duarte; Esther Okafor; Denise Carter, Andrew Teme",
    "Herefordshire": "Grace Lowe; Stephen Holt; Bethan Price, Martin Pugh; Leroy Banks; Helen Quayle, Mo Farooq",
    "Wolverhampton": "Sheila Byrne; Yusuf Rahman; Sarah Whitmore, Olu Adewale; Tess Wells; Nasreen Ali, Bina Patel",
    "Staffordshire": "Omar Haddad; Isobel Carr; Fiona Tudor, Harjit Gill; Joyce Appleby; Catrin Hughes, Emma Salt",
    "Walsall": "Grace Lowe; ; Kwame Boateng, Anita Desai; ; Rosie Kemp",
    "Stoke-on-Trent": "Ruth Adeyemi; ; Jane Ellerby; ;",
    "Birmingham": "Omar Haddad; Declan Moore; Raj Malhotra; ;",
}
SILENT = ("Walsall", "Anita Desai")  # on the team, and has not said yet whether they have an interest


def give_teams(region: Region, challenges: dict[str, PeerChallenge], lead: Person) -> None:
    """Fill the teams, as if everybody had been asked and had answered in good time; then what is still open."""
    _add_pool(region)
    members = [
        _member(challenges[council], role, account_of(name), lead)
        for council, names in TEAMS.items()
        for role, those in zip(ROLES, names.split(";"), strict=True)
        for name in those.split(",")
        if name.strip()
    ]
    TeamInvitation.objects.bulk_create(said_yes(member) for member in members)
    TeamMember.objects.bulk_create(members)
    settled = [member for member in members if (in_story(member.challenge.host), member.person.name) != SILENT]
    Declaration.objects.bulk_create(no_interest(member) for member in settled)
    AccessNeeds.objects.bulk_create(_needs(member) for member in settled)
    _train(region, lead)
    _an_interest_to_decide(challenges["Stoke-on-Trent"])
    _still_asked(challenges["Walsall"], lead)
    _director_asked(challenges["Birmingham"], lead)


def _add_pool(region: Region) -> None:
    since = today_in_london() - LONG_KNOWN
    councils = {in_story(council): council for council in Authority.objects.filter(region=region)}
    Post.objects.bulk_create(
        Post(person=account_of(name), authority=councils[council], kind=kind, starts_on=since)
        for kind, names in POOL.items()
        for council, name in names.items()
    )
    RegionRole.objects.bulk_create(
        RegionRole(person=account_of(name), region=region, kind=RegionRoleKind.EXPERT, starts_on=since)
        for name in EXPERTS
    )


def _asked_at(challenge: PeerChallenge) -> datetime:
    """Some weeks before the visit, and never later than two weeks ago."""
    latest = today_in_london() - timedelta(weeks=2)
    day = min(challenge.first_day - ASKED, latest) if challenge.first_day else latest
    return datetime.combine(working_day_on_or_before(day), clock(9), tzinfo=LONDON)


def _member(challenge: PeerChallenge, role: TeamRole, person: Person, lead: Person) -> TeamMember:
    added_at = _asked_at(challenge) + timedelta(days=6)
    home = home_of(person, role)
    return TeamMember(challenge=challenge, person=person, role=role, home=home, added_by=lead, added_at=added_at)


def said_yes(member: TeamMember) -> TeamInvitation:
    asked_at = _asked_at(member.challenge)
    return TeamInvitation(
        challenge=member.challenge,
        person=member.person,
        role=member.role,
        home=member.home,
        reply_by=add_working_days(asked_at.date(), 10),
        asked_at=asked_at,
        asked_by=member.added_by,
        answer=TeamInvitation.Answer.YES,
        answered_at=member.added_at,
    )


def no_interest(member: TeamMember) -> Declaration:
    at = member.added_at + timedelta(hours=5)
    return Declaration(member=member, has_interest=False, declared_at=at, cleared_at=at, cleared_by=member.person)


def _needs(member: TeamMember) -> AccessNeeds:
    text, lead, host = NEEDS.get(member.person.name, ("", False, False))
    return AccessNeeds(
        member=member, text=text, share_with_lead=lead, share_with_host=host, answered_at=member.added_at
    )


def _train(region: Region, lead: Person) -> None:
    """Two days a year: one for review teams, one for experts by experience."""
    today = today_in_london()
    days = [working_day_on_or_before(today - timedelta(days=days)) for days in (150, 420)]
    people = TeamMember.objects.filter(challenge__cycle__region=region).values_list("person", "person__name", "role")
    Training.objects.bulk_create(
        Training(
            region=region,
            person_id=person,
            name=("Day for experts by experience" if role == TeamRole.EXPERT_BY_EXPERIENCE else "Day for review teams"),
            held_on=days[number % 2],
            recorded_by=lead,
        )
        for number, (person, name, role) in enumerate(sorted(set(people)))
        if name not in NOT_TRAINED
    )


def _an_interest_to_decide(challenge: PeerChallenge) -> None:
    """Somebody who once worked there says so, and waits for the regional lead."""
    member = challenge.team.get(role=TeamRole.SENIOR_MANAGER)
    interests.declare(
        member,
        kinds=["worked_there"],
        text="I led a team in the commissioning service there until two years ago.",
        seen=1,
        by=member.person,
    )


def _still_asked(challenge: PeerChallenge, lead: Person) -> None:
    """One answer is still to come, and one person could not come but knew somebody."""
    today = today_in_london()
    councillor, expert = account_of("Beth Rees"), account_of("Dawn Pickering")
    invitation = actions.ask(
        challenge, expert, role=TeamRole.EXPERT_BY_EXPERIENCE, reply_by=add_working_days(today, 3), by=lead
    )
    actions.say_no(
        invitation,
        reason="I am away in those weeks. Samuel Obi has more time and would do it well.",
        by=expert,
    )
    actions.ask(
        challenge,
        councillor,
        role=TeamRole.POLITICIAN,
        reply_by=add_working_days(today, 4),
        note="You told us at the last regional meeting that you would like to see how others work with carers.",
        by=lead,
    )
    since = datetime.combine(working_day_on_or_before(today - timedelta(days=8)), clock(9), tzinfo=LONDON)
    asked = TeamInvitation.objects.filter(challenge=challenge, person__in=(councillor, expert))
    asked.update(asked_at=since)
    asked.filter(person=expert).update(answered_at=since + timedelta(days=2))


def _director_asked(challenge: PeerChallenge, lead: Person) -> None:
    """A director who is visited now has not said yet whether he joins the team of another council."""
    actions.ask(
        challenge,
        account_of("Michael Grant"),
        role=TeamRole.SENIOR_MANAGER,
        reply_by=add_working_days(today_in_london(), 6),
        note="You know by then how a visit feels from the other side.",
        by=lead,
    )
