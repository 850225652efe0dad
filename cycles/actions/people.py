"""Letting people into a region, recording a new job, and taking people out."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cycles.doors import (
    close_the_door,
    lead_to_be,
    person_here,
    show_the_way_in,
    sides_kept_apart,
    take_turn_with,
)
from cycles.models import (
    Authority,
    HostMember,
    Post,
    PostKind,
    Region,
    RegionRole,
    RegionRoleKind,
    Stage,
    TeamInvitation,
    TeamMember,
)
from cycles.people import JOBS, asked_in, grantable, has_a_place, holding, office_roles, present_places_in, question_of
from cycles.refusals import Refused
from cycles.region_policy import standing_in
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import tell
from peerchallenge.workdays import today_in_london

A_MOMENT = timedelta(minutes=1)  # a second press of a button comes within it


@transaction.atomic
def let_in(
    region: Region,
    *,
    name: str,
    email: str,
    phone: str = "",
    what: str,
    council: Authority | None = None,
    starts_on: date,
    by: Person,
) -> Person:
    """Make somebody a person of this region: by a job at a council or a role, with a mail that lets them in.

    Doing it twice is the same as doing it once.
    """
    if what not in grantable(standing_in(by, region)):
        raise Refused("Only a regional lead can let in people of the regional office.", field="what")
    if what in JOBS and (council is None or council.region_id != region.pk):
        raise Refused("Select the council", field="council")
    person = person_here(region, name=name, email=email, phone=phone)
    place, new = _place(person, region, what, council, starts_on)
    if new:
        words = holding(place).words
        show_the_way_in(person, standing=words, place=place, region=region, by=by)
        record("person.let_in", person, by=by, region=region, name=person.name, standing=words)
    elif place.starts_on != starts_on:
        raise Refused(f"This person is known here already. {holding(place).sentence}.", field="email")
    return person


def _place(
    person: Person, region: Region, what: str, council: Authority | None, starts_on: date
) -> tuple[Post | RegionRole, bool]:
    """The job or role, made unless the person has it already."""
    posts, roles, _, _ = present_places_in(region)
    if council is None or what not in JOBS:
        role = roles.filter(person=person, kind=what).first()
        return role or RegionRole.objects.create(
            person=person, region=region, kind=what, starts_on=starts_on
        ), role is None
    if post := posts.filter(person=person, kind=what, authority=council).first():
        return post, False
    sentence = f"This person is on the review team for {council}, so they cannot have a job there."
    with sides_kept_apart(sentence, field="council"):
        return Post.objects.create(person=person, authority=council, kind=what, starts_on=starts_on), True


@transaction.atomic
def invite_again(region: Region, person: Person, *, by: Person) -> None:
    """Send a new invitation to somebody who has not joined. The link of the earlier one ends."""
    take_turn_with(person)
    if person.joined_at:
        raise Refused(f"{person.name} has joined already. They can sign in with their e-mail address.")
    asked = asked_in(region).filter(person=person).first()
    places = [place for rows in present_places_in(region) for place in rows.filter(person=person)]
    if not places and not asked:
        raise Refused(f"{person.name} has no role here any more. Let them in again first.")
    just_now = Q(region_id=region.pk, created_at__gte=timezone.now() - A_MOMENT)
    if person.invitations.filter(just_now, accepted_at=None, cancelled_at=None).exists():
        return
    place, words = (places[0], holding(places[0]).words) if places else (asked, "")
    question = question_of(asked) if asked else ""
    show_the_way_in(person, standing=words, place=place, region=region, by=by, asked=question)
    record("person.invited_again", person, by=by, region=region, name=person.name)


@transaction.atomic
def invite_first_lead(*, name: str, email: str, another_region: bool = False) -> str:
    """Invite somebody who opens a region and becomes its lead. Returns the link that lets them in."""
    leads = RegionRole.objects.current().filter(kind=RegionRoleKind.LEAD, person__is_active=True)
    if not another_region and leads.exists():
        raise Refused("There is a region with a regional lead already.")
    person = lead_to_be(name=name, email=email)
    link = show_the_way_in(person, standing=RegionRoleKind.LEAD.label, place=person, region=None, by=None)
    record("person.invited_to_lead", person, by=None, name=person.name)
    return link


@transaction.atomic
def change_job(
    region: Region,
    person: Person,
    *,
    post: Post,
    kind: str = "",
    council: Authority | None = None,
    starts_on: date,
    by: Person,
) -> list[TeamMember]:
    """Record that a person leaves a job, for another one in the region or for none.

    Nobody reviews their own council: places on teams for the new one end at once. These are returned.
    """
    take_turn_with(person)
    new_job = {"person": person, "authority": council, "kind": kind, "starts_on": starts_on}
    if council and Post.objects.filter(**new_job).exists():
        return []
    _refuse_new_job(region, post, kind, council, starts_on)
    post.ends_on = starts_on - timedelta(days=1)
    post.save(update_fields=["ends_on"])
    left = _leave_teams(person, council) if council else []
    if council:
        with sides_kept_apart(f"{person.name} has just been put on the review team for {council}."):
            Post.objects.create(**new_job)
    if post.ends_on < today_in_london():
        _leave_host_side(person, post.authority)
    record(
        "person.changed_job",
        person,
        by=by,
        region=region,
        name=person.name,
        job=f"{PostKind(kind).label} at {council}" if council else "none in this region",
        suspended=[str(place.challenge) for place in left],
    )
    _tell_of_lost_members(person, left, by)
    if not has_a_place(person):
        close_the_door(person, region)
    return left


def _refuse_new_job(region: Region, post: Post, kind: str, council: Authority | None, starts_on: date) -> None:
    if starts_on <= post.starts_on:
        raise Refused("The new job must start after the first day of the present one", field="starts_on")
    if council and council.region_id != region.pk:
        raise Refused("Select a council of this region", field="council")
    if council and (kind, council.pk) == (post.kind, post.authority_id):
        raise Refused("This is the job they have now", field="council")


def _leave_teams(person: Person, council: Authority) -> list[TeamMember]:
    rows = TeamMember.objects.current().filter(
        person=person, challenge__host=council, challenge__stage__lt=Stage.CLOSED
    )
    places = list(rows.select_related("challenge__cycle__region", "challenge__host"))
    rows.update(ended_at=timezone.now(), ended_reason=f"New job at {council}")
    _take_back_questions(asked_in(None).filter(person=person, challenge__host=council))
    return places


def _take_back_questions(asked: QuerySet[TeamInvitation]) -> None:
    asked.update(answer=TeamInvitation.Answer.TAKEN_BACK, answered_at=timezone.now())


def _leave_host_side(person: Person, council: Authority) -> None:
    """Places on the host's side end once the job at that council has ended."""
    if not Post.objects.not_ended().filter(person=person, authority=council).exists():
        HostMember.objects.current().filter(person=person, challenge__host=council).update(ended_at=timezone.now())


def _tell_of_lost_members(person: Person, places: list[TeamMember], by: Person) -> None:
    for place in places:
        leads = RegionRole.objects.current().filter(
            kind=RegionRoleKind.LEAD, region=place.challenge.cycle.region, person__is_active=True
        )
        tell(
            leads.exclude(person=by).values_list("person_id", flat=True),
            f"{place.challenge.called}: {person.name} has left the review team because of a new job there.",
            about=f"team_member:{place.pk}:ended",
            challenge=place.challenge,
            path=reverse("access", args=[place.challenge.slug]),
        )


@transaction.atomic
def take_out(region: Region, person: Person, *, reason: str, by: Person) -> None:
    """End at once everything a person is in this region. What they wrote stays.

    Their account closes when they are nothing anywhere else.
    """
    take_turn_with(person)
    _refuse_taking_out(region, person, by)
    posts, roles, team, hosts = present_places_in(region)
    ended = [holding(place).words for rows in (posts, roles, team, hosts) for place in rows.filter(person=person)]
    asked = asked_in(region).filter(person=person)
    if not ended and not asked:
        return
    _take_back_questions(asked)
    _end_today(posts.filter(person=person))
    _end_today(roles.filter(person=person))
    now = timezone.now()
    team.filter(person=person).update(ended_at=now, ended_reason="Taken out of the region")
    hosts.filter(person=person).update(ended_at=now)
    person.invitations.filter(region_id=region.pk, accepted_at=None, cancelled_at=None).update(cancelled_at=now)
    close_the_door(person, region)
    record("person.taken_out", person, by=by, region=region, name=person.name, ended=ended, reason=reason)


def _refuse_taking_out(region: Region, person: Person, by: Person) -> None:
    kinds = set(office_roles(person, region).values_list("kind", flat=True))
    if kinds - grantable(standing_in(by, region)):
        raise Refused("Only a regional lead can take out people of the regional office.")
    other_leads = RegionRole.objects.current().filter(region=region, kind=RegionRoleKind.LEAD, person__is_active=True)
    if RegionRoleKind.LEAD in kinds and not other_leads.exclude(person=person).exists():
        raise Refused(f"{person.name} is the only regional lead. Let in another regional lead first, then try again.")


def _end_today(rows: Any) -> None:
    """Jobs and roles go by days, and the access they give must end now: so their last day was yesterday."""
    today = today_in_london()
    yesterday = today - timedelta(days=1)
    rows.filter(starts_on__gt=today).delete()  # it never began; the trail keeps that it was meant to
    rows.filter(starts_on=today).update(starts_on=yesterday, ends_on=yesterday)
    rows.filter(starts_on__lte=yesterday).update(ends_on=yesterday)
