"""What moves when somebody says yes: everything meant for them, nothing twice, and never onto two sides."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cycles.guards import MESSAGE
from cycles.models import (
    HostMember,
    HostRole,
    Post,
    PostKind,
    RegionRole,
    RegionRoleKind,
    TeamInvitation,
    TeamMember,
    TeamRole,
    Training,
)
from cycles.saying_yes import hand_over
from peerchallenge.accounts.invitations import CannotBeAccepted, add_stand_in, make_invitation, open_invitation
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.models import Message, Notice, NoticeKind
from peerchallenge.notifications.outbox import send_now
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_host_member,
    a_post,
    a_region_role,
)
from tests.foundations.sign_in import a_person_with_a_password, by_password, delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_challenge()


@pytest.fixture
def account():
    return a_person_with_a_password(name="Dr Maya Grant", email="maya.grant@example.org")


@pytest.fixture
def stand_in(account):
    return add_stand_in(name="Maya", email=account.email)


# --- everything ------------------------------------------------------------------------------------------------------


def test_places_past_and_present_move_with_their_days(challenge, account, stand_in):
    a_post(challenge.host, PostKind.PSW, stand_in)
    a_host_member(challenge, person=stand_in)
    stand_in.host_places.update(ended_at=timezone.now())
    posts, places = (list(rows.values()) for rows in (stand_in.posts, stand_in.host_places))
    hand_over(stand_in, account)
    assert list(account.posts.values()) == [row | {"person_id": account.pk} for row in posts]
    assert list(account.host_places.values()) == [row | {"person_id": account.pk} for row in places]


def test_mail_that_still_waits_reaches_the_account(challenge, account, stand_in):
    send_now("security_notice", key="k", to=stand_in, what="Something changed.")
    facts = {"kind": NoticeKind.NEWS, "about": "x", "challenge_id": challenge.pk}
    Notice.objects.create(key="n", person=stand_in, **facts)
    hand_over(stand_in, account)
    stand_in.delete()
    assert "Hello Dr" in delivered()[0].body
    assert Message.objects.get().recipient == Notice.objects.get().person == account


# Written by people who look at something: acts too, though the row says "person".
LOOKED = {"reviews.PackVisit.person", "reviews.ReadMark.person"}


def relations(*, named):
    """Whatever points at a person by a relation for which Person has a name, or has none."""
    found = (
        field for field in Person._meta.get_fields(include_hidden=True) if field.auto_created and field.one_to_many
    )
    return {f"{field.related_model._meta.label}.{field.field.name}" for field in found if field.hidden != named}


def is_an_act(relation):
    return relation.endswith((".by", ".actor", "_by")) or relation in LOOKED


def test_only_relations_that_say_who_did_something_have_no_name():
    """So whatever is meant for a person moves with them, also in apps to come."""
    assert not {relation for relation in relations(named=False) if not is_an_act(relation)}
    assert not {relation for relation in relations(named=True) if is_an_act(relation)}
    assert len(relations(named=True)) > 10
    assert len(relations(named=False)) > 10


def test_nothing_of_a_stand_in_is_left_behind(account, stand_in):
    a_region_role(a_challenge().cycle.region, RegionRoleKind.EXPERT, stand_in)
    hand_over(stand_in, account)
    counted = [related.get_accessor_name() for related in Person._meta.related_objects]
    assert len(counted) > 10
    assert not [name for name in counted if getattr(stand_in, name).exists()]


# --- nothing twice ---------------------------------------------------------------------------------------------------


def post(challenge, person):
    return Post(person=person, authority=challenge.host, kind=PostKind.PSW)


def region_role(challenge, person):
    return RegionRole(person=person, region=challenge.cycle.region, kind=RegionRoleKind.EXPERT)


def host_place(challenge, person):
    by = challenge.cycle.opened_by
    return HostMember(person=person, challenge=challenge, role=HostRole.READER, added_by=by)


def team_place(challenge, person):
    by = challenge.cycle.opened_by
    return TeamMember(person=person, challenge=challenge, role=TeamRole.POLITICIAN, added_by=by)


def team_invitation(challenge, person):
    facts = {"role": TeamRole.POLITICIAN, "reply_by": today_in_london(), "asked_by": challenge.cycle.opened_by}
    return TeamInvitation(person=person, challenge=challenge, **facts)


def training(challenge, person):
    facts = {"name": "Day one", "held_on": today_in_london(), "recorded_by": challenge.cycle.opened_by}
    return Training(person=person, region=challenge.cycle.region, **facts)


@pytest.mark.parametrize("make", [post, region_role, host_place, team_place, team_invitation, training])
def test_what_the_account_is_already_is_not_doubled(challenge, account, stand_in, make):
    kept = make(challenge, account)
    kept.save()
    make(challenge, stand_in).save()
    hand_over(stand_in, account)
    assert list(type(kept).objects.all()) == [kept]
    assert type(kept).objects.get().person == account


@pytest.mark.parametrize("make", [post, region_role, host_place, team_place])
def test_what_ended_before_begins_again_beside_it(challenge, account, stand_in, make):
    over = make(challenge, account)
    over.save()
    long_ago = today_in_london().replace(year=2020)
    ending = {"starts_on": long_ago, "ends_on": long_ago} if hasattr(over, "ends_on") else {"ended_at": timezone.now()}
    type(over).objects.update(**ending)
    make(challenge, stand_in).save()
    hand_over(stand_in, account)
    assert type(over).objects.filter(person=account).count() == 2


# --- never onto two sides --------------------------------------------------------------------------------------------

BOTH_SIDES = [(host_place, team_place), (post, team_place), (team_place, host_place), (team_place, post)]


@pytest.mark.parametrize(("theirs", "meant"), BOTH_SIDES)
def test_the_database_hands_no_place_to_somebody_of_the_other_side(challenge, account, stand_in, theirs, meant):
    theirs(challenge, account).save()
    place = meant(challenge, stand_in)
    place.save()
    with pytest.raises(IntegrityError, match=MESSAGE), transaction.atomic():
        type(place).objects.filter(person=stand_in).update(person=account)
    assert type(place).objects.get(pk=place.pk).person == stand_in


@pytest.mark.parametrize(("theirs", "meant"), BOTH_SIDES)
def test_nothing_moves_when_one_place_cannot(challenge, account, stand_in, theirs, meant):
    theirs(challenge, account).save()
    meant(challenge, stand_in).save()
    role = region_role(challenge, stand_in)
    role.save()
    with pytest.raises(CannotBeAccepted):
        hand_over(stand_in, account)
    assert RegionRole.objects.get().person == stand_in


def test_the_page_says_why_and_the_invitation_stays_open(client, challenge, account, stand_in):
    team_place(challenge, account).save()
    host_place(challenge, stand_in).save()
    token = make_invitation(stand_in, by=None, region_id=challenge.cycle.region_id)
    by_password(client, account)
    answer = client.post(f"/invitations/{token}/")
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "You would be on both sides of a peer challenge" in answer.content.decode()
    assert open_invitation(token).person == stand_in
    assert stand_in.host_places.exists()


def test_what_else_the_database_refuses_is_no_matter_of_sides(challenge, account, stand_in):
    """Somebody who did something is no stand-in: they are not thrown away."""
    host_place(challenge, account).save()
    HostMember.objects.update(added_by=stand_in)
    hand_over(stand_in, account)
    with pytest.raises(IntegrityError):
        stand_in.delete()
