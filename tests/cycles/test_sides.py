"""Nobody is on both sides of a challenge, whichever way it is tried."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction

from cycles.doors import sides_kept_apart
from cycles.guards import MESSAGE
from cycles.models import HostMember, HostRole, Post, PostKind, Stage, TeamMember, TeamRole
from peerchallenge.workdays import today_in_london
from tests.builders import (
    LONG_AGO,
    a_challenge,
    a_cycle,
    a_host_dass,
    a_host_member,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    a_team_member,
    an_authority,
)

from .steps import boxes

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError, match=MESSAGE)


def host_row(challenge, person, **facts):
    return HostMember(
        challenge=challenge, person=person, role=HostRole.COORDINATOR, added_by=challenge.cycle.opened_by, **facts
    )


def team_row(challenge, person, **facts):
    return TeamMember(
        challenge=challenge,
        person=person,
        role=TeamRole.SENIOR_MANAGER,
        added_by=challenge.cycle.opened_by,
        **facts,
    )


# --- by the pages ----------------------------------------------------------------------------------------------------


def test_the_host_cannot_name_somebody_of_the_team(sign_in):
    challenge = a_challenge()
    reviewer = a_team_member(challenge, person=a_person("Rita Reviewer", email="rita@example.org"))
    form = {"name": "Rita Reviewer", "email": "rita@example.org", "role": "reader"}
    answer = sign_in(a_host_dass(challenge)).post(f"/challenges/{challenge.slug}/people/new/", form)
    assert answer.status_code == 200
    assert "Nobody can be on both sides of a challenge" in answer.content.decode()
    assert not reviewer.host_places.exists()


def test_nobody_is_let_in_to_a_job_at_the_council_they_review(sign_in):
    region = a_region()
    challenge = a_challenge(cycle=a_cycle(region))
    reviewer = a_team_member(challenge, person=a_person(email="rita@example.org"))
    form = {
        "name": "Rita",
        "email": "rita@example.org",
        "what": "officer",
        "council": challenge.host.slug,
        **boxes("starts_on", LONG_AGO),
    }
    answer = sign_in(a_regional_lead(region)).post(f"/settings/{region.slug}/people/new/", form)
    assert answer.status_code == 200
    assert "on the review team" in answer.content.decode()
    assert not reviewer.posts.exists()


def test_a_new_job_at_the_council_one_reviews_ends_the_place_on_the_team(sign_in):
    region = a_region()
    challenge = a_challenge(cycle=a_cycle(region))
    reviewer = a_team_member(challenge, person=a_post(an_authority(region=region), PostKind.PSW))
    form = {
        "post": reviewer.posts.get().pk,
        "kind": "psw",
        "council": challenge.host.slug,
        **boxes("starts_on", today_in_london()),
    }
    address = f"/settings/{region.slug}/people/{reviewer.slug}/"
    answer = sign_in(a_regional_lead(region)).post(f"{address}job/", form)
    assert answer.headers["Location"] == address
    assert not reviewer.team_places.current().exists()
    assert reviewer.posts.current().get().authority == challenge.host


# --- by a row, whoever writes it -------------------------------------------------------------------------------------


def test_a_member_of_the_host_cannot_join_the_team():
    challenge = a_challenge()
    with refused():
        team_row(challenge, a_host_member(challenge)).save()


def test_the_host_dass_cannot_join_the_team():
    challenge = a_challenge()
    with refused():
        team_row(challenge, a_host_dass(challenge)).save()


@pytest.mark.parametrize("kind", PostKind.values)
def test_nobody_with_a_job_at_the_host_can_join_the_team(kind):
    challenge = a_challenge()
    with refused():
        team_row(challenge, a_post(challenge.host, kind)).save()


def test_nobody_who_is_to_start_at_the_host_can_join_the_team():
    challenge = a_challenge()
    person = a_post(challenge.host, starts_on=today_in_london() + timedelta(days=30))
    with refused():
        team_row(challenge, person).save()


def test_who_left_the_host_can_join_the_team():
    challenge = a_challenge()
    person = a_post(challenge.host, ends_on=today_in_london() - timedelta(days=2))
    team_row(challenge, person).save()


def test_a_member_of_the_team_cannot_take_a_part_for_the_host():
    challenge = a_challenge()
    with refused():
        host_row(challenge, a_team_member(challenge)).save()


def test_a_member_of_the_team_cannot_take_a_job_at_the_host():
    challenge = a_challenge()
    with refused():
        a_post(challenge.host, PostKind.OFFICER, a_team_member(challenge))


def test_a_job_at_a_council_reviewed_long_ago_is_no_conflict():
    challenge = a_challenge(stage=Stage.CLOSED)
    a_post(challenge.host, PostKind.OFFICER, a_team_member(challenge))


def test_a_person_may_be_on_different_sides_of_different_challenges():
    challenge, another = a_challenge(), a_challenge()
    person = a_host_member(challenge)
    team_row(another, person).save()


# --- in bulk ---------------------------------------------------------------------------------------------------------


def test_rows_created_in_bulk_are_refused():
    challenge = a_challenge()
    person = a_host_member(challenge)
    with refused(), transaction.atomic():
        TeamMember.objects.bulk_create([team_row(challenge, a_person()), team_row(challenge, person)])
    assert not challenge.team.exists()


def test_jobs_created_in_bulk_are_refused():
    challenge = a_challenge()
    person = a_team_member(challenge)
    with refused(), transaction.atomic():
        Post.objects.bulk_create([Post(person=person, authority=challenge.host, kind=PostKind.OFFICER)])


def test_an_ended_place_cannot_be_reopened_on_the_other_side():
    challenge = a_challenge()
    person = a_team_member(challenge)
    places = TeamMember.objects.filter(person=person)
    places.update(ended_at=challenge.cycle.opened_at)
    host_row(challenge, person).save()
    with refused(), transaction.atomic():
        places.update(ended_at=None)
    assert not places.current().exists()


def test_a_place_cannot_be_moved_to_the_other_side_of_another_challenge():
    challenge, another = a_challenge(), a_challenge()
    person = a_host_member(challenge)
    a_team_member(another, person=person)
    with refused(), transaction.atomic():
        TeamMember.objects.filter(person=person).update(challenge=challenge)


def test_a_place_cannot_be_handed_to_a_person_of_the_other_side():
    challenge = a_challenge()
    a_team_member(challenge)
    with refused(), transaction.atomic():
        challenge.team.update(person=a_host_member(challenge))


def test_a_job_cannot_be_moved_to_the_council_one_reviews():
    challenge = a_challenge()
    person = a_post(an_authority(), person=a_team_member(challenge))
    with refused(), transaction.atomic():
        person.posts.update(authority=challenge.host)


def test_an_ended_job_at_the_host_cannot_be_reopened():
    challenge = a_challenge()
    person = a_post(challenge.host, ends_on=today_in_london() - timedelta(days=2))
    a_team_member(challenge, person=person)
    with refused(), transaction.atomic():
        person.posts.update(ends_on=None)


def test_what_else_the_database_refuses_is_not_blamed_on_the_sides():
    challenge = a_challenge()
    person = a_host_member(challenge)
    with pytest.raises(IntegrityError), sides_kept_apart("Nobody can be on both sides"):
        host_row(challenge, person).save()


# --- at the same moment (PostgreSQL: SQLite writes one after the other anyway) ---------------------------------------


def both_at_once(challenge, person):
    """Two transactions write one row each, wait for each other, and commit. Returns what each of them met."""
    written, met = threading.Barrier(2, timeout=10), []

    def write(row):
        close_old_connections()
        try:
            with transaction.atomic():
                row.save()
                # Where the other one waits for our lock it never comes here: then it sees our row afterwards.
                with suppress(threading.BrokenBarrierError):
                    written.wait(timeout=1)
        except IntegrityError as error:
            met.append(error)
        finally:
            connection.close()

    rows = (team_row(challenge, person), host_row(challenge, person))
    threads = [threading.Thread(target=write, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return met


def places(challenge, person):
    return challenge.team.filter(person=person).count() + challenge.host_members.filter(person=person).count()


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_two_rows_written_at_the_same_moment_one_is_refused():
    challenge, person = a_challenge(), a_person()
    (error,) = both_at_once(challenge, person)
    assert MESSAGE in str(error)
    assert places(challenge, person) == 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_without_the_guards_both_rows_would_land():
    """The control: the race above is a real one."""
    challenge, person = a_challenge(), a_person()
    tables = ("cycles_teammember", "cycles_hostmember")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_sides")
    try:
        assert both_at_once(challenge, person) == []
        assert places(challenge, person) == 2
    finally:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_sides")
