"""Who is who: the people of a region, what each of them is and since when, and who may make whom what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)

from peerchallenge.accounts.models import Invitation, Person
from peerchallenge.ui.wording import civil, day
from peerchallenge.workdays import today_in_london

from .models import (
    OFFICE_KINDS,
    HostMember,
    Post,
    PostKind,
    Region,
    RegionRole,
    RegionRoleKind,
    TeamInvitation,
    TeamMember,
)
from .region_policy import RegionStanding

Place = Post | RegionRole | TeamMember | HostMember

# What one may make others, and so take from them. Only a regional lead makes people of the regional office.
JOBS = frozenset(PostKind.values)
GRANTABLE: dict[RegionStanding, frozenset[str]] = {
    RegionStanding.RL: JOBS | frozenset(RegionRoleKind.values),
    RegionStanding.RC: JOBS | {RegionRoleKind.EXPERT},
}
# Everything a person can be for a region, in the order in which pages offer it.
KINDS: dict[str, str] = {**dict(PostKind.choices), **dict(RegionRoleKind.choices)}


def grantable(standing: Iterable[RegionStanding]) -> frozenset[str]:
    """What somebody with this standing in a region may make others."""
    return frozenset[str]().union(*(GRANTABLE.get(role, frozenset()) for role in standing))


class Access(TextChoices):
    """How far a person has come into a region, or out of it."""

    INVITED = "invited", "Invited"
    ACTIVE = "active", "Has access"
    ENDED = "ended", "Access ended"


@dataclass(frozen=True)
class Holding:
    """One thing a person is, from one day to another."""

    place: Place
    words: str
    since: date
    until: date | None

    @property
    def person(self) -> Person:
        return self.place.person

    @property
    def over(self) -> bool:
        """Ended. A job ends with its last day, a place on a side at the very moment."""
        if isinstance(self.place, Post | RegionRole):
            return self.until is not None and self.until < today_in_london()
        return self.until is not None

    @property
    def now(self) -> bool:
        return self.since <= today_in_london() and not self.over

    @property
    def sentence(self) -> str:
        return f"{self.words} {self.days}"

    @property
    def role_sentence(self) -> str:
        """The same for a page that is about one place anyway."""
        kind = self.place.get_kind_display if isinstance(self.place, Post | RegionRole) else self.place.get_role_display
        return f"{kind()} {self.days}"

    @property
    def days(self) -> str:
        if self.until:
            return f"from {day(self.since)} to {day(self.until)}"
        return f"{'since' if self.since <= today_in_london() else 'from'} {day(self.since)}"


def holding(place: Place) -> Holding:
    """A row of any of the four tables that make people what they are, said in words."""
    if isinstance(place, Post | RegionRole):
        return Holding(place, _words(place), place.starts_on, place.ends_on)
    ended = civil(place.ended_at) if place.ended_at else None
    return Holding(place, _words(place), civil(place.added_at), ended)


def _words(place: Place) -> str:
    if isinstance(place, Post):
        return f"{place.get_kind_display()} at {place.authority}"
    if isinstance(place, RegionRole):
        return f"{place.get_kind_display()} in {place.region}"
    if isinstance(place, TeamMember):
        return f"{place.get_role_display()} on the review team for {place.challenge.host}"
    return f"{place.get_role_display()} for the peer challenge of {place.challenge.host}"


def places_in(region: Region | None) -> tuple[QuerySet[Any], ...]:
    """Jobs, roles, team places and host places, past and present, in one region or everywhere."""
    posts = Post.objects.select_related("authority").order_by("-starts_on", "pk")
    roles = RegionRole.objects.select_related("region").order_by("-starts_on", "pk")
    team = TeamMember.objects.select_related("challenge__host").order_by("-added_at", "pk")
    hosts = HostMember.objects.select_related("challenge__host").order_by("-added_at", "pk")
    if region is None:
        return posts, roles, team, hosts
    return (
        posts.filter(authority__region=region),
        roles.filter(region=region),
        team.filter(challenge__cycle__region=region),
        hosts.filter(challenge__cycle__region=region),
    )


def present_places_in(region: Region | None) -> tuple[QuerySet[Any], ...]:
    """The same, without what has ended. What begins on a later day counts: the person is expected."""
    posts, roles, team, hosts = places_in(region)
    return posts.not_ended(), roles.not_ended(), team.current(), hosts.current()


def asked_in(region: Region | None) -> QuerySet[TeamInvitation]:
    """Questions to join a review team that wait for an answer. Whoever is asked is expected, but nothing yet."""
    asked = TeamInvitation.objects.open().select_related("challenge__host").order_by("asked_at", "pk")
    return asked if region is None else asked.filter(challenge__cycle__region=region)


def question_of(invitation: TeamInvitation) -> str:
    """What somebody is asked, in words."""
    role, host = invitation.get_role_display().lower(), invitation.challenge.host
    return f"You are asked to join the review team for {host}: {role}. You can say yes or no."


def standings(person: Person, region: Region | None = None) -> list[Holding]:
    """Everything this person is or was, the present first. With a region: only what concerns that region."""
    found = [holding(place) for places in places_in(region) for place in places.filter(person=person)]
    return sorted(found, key=lambda one: (one.over, -one.since.toordinal()))


def has_a_place(person: Person, region: Region | None = None) -> bool:
    """Whether anything still gives this person a reason to be here."""
    reasons = (*present_places_in(region), asked_in(region))
    return any(rows.filter(person=person).exists() for rows in reasons)


def people_of(region: Region) -> QuerySet[Person]:
    """Everybody this region knows: by a job, a role, a place on a team or for a host, a question to join, or an
    invitation.

    Marks each person with `access`: invited, active or ended.
    """
    known = Q(Exists(Invitation.objects.filter(person=OuterRef("pk"), region_id=region.pk)))
    for places in places_in(region):
        known |= Q(Exists(places.filter(person=OuterRef("pk"))))
    here = Q(pk__in=[])
    for places in present_places_in(region):
        here |= Q(Exists(places.filter(person=OuterRef("pk"))))
    asked = Q(Exists(asked_in(region).filter(person=OuterRef("pk"))))
    access = Case(
        When(~here & ~asked | Q(is_active=False), then=Value(Access.ENDED.value)),
        When(~here | Q(joined_at=None), then=Value(Access.INVITED.value)),
        default=Value(Access.ACTIVE.value),
        output_field=CharField(),
    )
    return Person.everybody.filter(known | asked).annotate(access=access).order_by("name", "pk")


def known_as(email: str, region: Region) -> Person | None:
    """Whom the region knows by this address: their account, if they have joined here, else a stand-in."""
    found = people_of(region).filter(email__iexact=email.strip())
    return found.order_by(F("joined_at").asc(nulls_last=True), "pk").first()


def who_are(people: QuerySet[Person], kind: str, region: Region) -> QuerySet[Person]:
    """Those of the people who are this now: a kind of job or of role in the region."""
    posts, roles, _, _ = present_places_in(region)
    rows = posts if kind in JOBS else roles
    return people.filter(Exists(rows.filter(person=OuterRef("pk"), kind=kind)))


def with_places(people: QuerySet[Person], region: Region) -> QuerySet[Person]:
    """Load what each person is here, in five queries for the whole list; read it with `titles`."""
    names = ("posts", "region_roles", "team_places", "host_places", "team_invitations")
    return people.prefetch_related(
        *(
            Prefetch(name, queryset=places.order_by("pk"), to_attr=f"{name}_here")
            for name, places in zip(names, (*present_places_in(region), asked_in(region)), strict=True)
        )
    )


def titles(person: Any) -> list[str]:
    """What a person loaded `with_places` is in this region, in short."""
    return [
        *(f"{role.get_kind_display()}" for role in person.region_roles_here),
        *(f"{post.get_kind_display()}, {post.authority}" for post in person.posts_here),
        *(f"{place.get_role_display()}, {place.challenge.host} review team" for place in person.team_places_here),
        *(f"{place.get_role_display()}, {place.challenge.host}" for place in person.host_places_here),
        *(f"Asked to join the {one.challenge.host} review team" for one in person.team_invitations_here),
    ]


def office_roles(person: Person, region: Region) -> QuerySet[RegionRole]:
    """The person's roles in the regional office, now or from a later day."""
    return RegionRole.objects.not_ended().filter(person=person, region=region, kind__in=OFFICE_KINDS)
