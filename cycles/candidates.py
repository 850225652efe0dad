"""Who could join a review team: the people of the region who fit a role, and why somebody cannot be asked."""

from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from peerchallenge.accounts.models import Person

from .models import (
    Authority,
    HostMember,
    PeerChallenge,
    Post,
    PostKind,
    Region,
    RegionRole,
    RegionRoleKind,
    TeamInvitation,
    TeamMember,
    TeamRole,
    Training,
)
from .people import Access, people_of, titles, with_places

# The jobs, and the roles in a region, with which somebody fits a role on the team.
FIT: dict[str, tuple[tuple[PostKind, ...], tuple[RegionRoleKind, ...]]] = {
    TeamRole.TEAM_LEAD: (
        (PostKind.DASS, PostKind.SENIOR_MANAGER, PostKind.CHIEF_EXECUTIVE),
        (RegionRoleKind.LEAD, RegionRoleKind.COORDINATOR),
    ),
    TeamRole.POLITICIAN: ((PostKind.CABINET_MEMBER,), ()),
    TeamRole.SENIOR_MANAGER: ((PostKind.DASS, PostKind.SENIOR_MANAGER), ()),
    TeamRole.EXPERT_BY_EXPERIENCE: ((), (RegionRoleKind.EXPERT,)),
    TeamRole.PRACTICE_REVIEWER: ((PostKind.PSW,), ()),
}

OFTEN = {1: "once", 2: "twice"}


@dataclass(frozen=True)
class Newcomer:
    """Somebody whom the region does not know yet, such as a person of another region."""

    name: str
    email: str
    home: Authority | None = None


def candidates(challenge: PeerChallenge, role: str) -> QuerySet[Person]:
    """The people of the region who fit this role, or had it before, and are neither of the host nor asked already.

    Each comes with `times` (places on teams, now and before), `last_training`, and `is_elsewhere`: on another visit
    on the same days. All of this as far as the region knows: what they do for another one is not its to learn.
    """
    region, myself = challenge.cycle.region, OuterRef("pk")
    jobs, roles = FIT[role]
    fits = (
        Q(Exists(Post.objects.current().filter(person=myself, kind__in=jobs, authority__region=region)))
        | Q(Exists(RegionRole.objects.current().filter(person=myself, kind__in=roles, region=region)))
        | Q(Exists(TeamMember.objects.filter(person=myself, role=role, challenge__cycle__region=region)))
    )
    taken = (
        Q(Exists(of_host(challenge).filter(person=myself)))
        | Q(Exists(HostMember.objects.current().filter(person=myself, challenge=challenge)))
        | Q(Exists(TeamMember.objects.current().filter(person=myself, challenge=challenge)))
        | Q(Exists(TeamInvitation.objects.open().filter(person=myself, challenge=challenge)))
    )
    places = TeamMember.objects.filter(person=myself, challenge__cycle__region=region).order_by().values("person")
    trainings = Training.objects.filter(person=myself, region=region).order_by().values("person")
    found = people_of(region).exclude(access=Access.ENDED).filter(fits).exclude(taken)
    return found.annotate(
        times=Coalesce(Subquery(places.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        last_training=Subquery(trainings.annotate(last=Max("held_on")).values("last")),
        is_elsewhere=Exists(_on_the_same_days(challenge).filter(person=myself)),
    )


def choices(challenge: PeerChallenge, role: str) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The same as choices of a form, by the name in their address, and what helps to choose between them."""
    people = list(with_places(candidates(challenge, role), challenge.cycle.region))
    return [(person.slug, person.name) for person in people], {person.slug: _about(person) for person in people}


def _about(person: Person) -> str:
    """`Senior manager, Walsall. On a team once so far. Trained in March 2026.`"""
    often = OFTEN.get(person.times, f"{person.times} times")
    times = f"On a team {often} so far" if person.times else "Not on a team before"
    trained = f"Trained in {person.last_training:%B %Y}" if person.last_training else "No training noted"
    parts = ["; ".join(titles(person)), times, trained]
    if person.is_elsewhere:
        parts.append("On another visit on these days")
    return "".join(f"{part}. " for part in parts if part).strip()


def _on_the_same_days(challenge: PeerChallenge) -> QuerySet[TeamMember]:
    others = PeerChallenge.objects.none()
    if challenge.first_day:
        visits = PeerChallenge.objects.in_region(challenge.cycle.region)
        others = visits.on_site_between(challenge.first_day, challenge.last_day)
    return TeamMember.objects.current().filter(challenge__in=others.exclude(pk=challenge.pk))


def of_host(challenge: PeerChallenge) -> QuerySet[Post]:
    """Jobs at the host, now or from a later day."""
    return Post.objects.not_ended().filter(authority=challenge.host)


def why_not(challenge: PeerChallenge, person: Person, home: Authority | None) -> str:
    """Why this person cannot be asked to join the team, or nothing when they can."""
    if (home and home.pk == challenge.host_id) or of_host(challenge).filter(person=person).exists():
        return f"{person.name} works for {challenge.host}. Nobody of the host council can be on its review team."
    if HostMember.objects.current().filter(challenge=challenge, person=person).exists():
        return f"{person.name} takes part for {challenge.host}. Nobody can be on both sides of a challenge."
    if TeamMember.objects.current().filter(challenge=challenge, person=person).exists():
        return f"{person.name} is on the review team already."
    if TeamInvitation.objects.open().filter(challenge=challenge, person=person).exists():
        return f"{person.name} has been asked already and has not answered yet."
    return ""


def home_of(person: Person, role: str, region: Region | None = None) -> Authority | None:
    """The council that somebody comes from: where they have the job with which they fit the role, else any job.

    With a region: as far as it knows. Of jobs elsewhere it learns when the person says yes.
    """
    posts = Post.objects.current().filter(person=person).select_related("authority").order_by("pk")
    if region:
        posts = posts.filter(authority__region=region)
    jobs, _ = FIT[role]
    fitting = sorted(posts, key=lambda post: post.kind not in jobs)
    return fitting[0].authority if fitting else None
