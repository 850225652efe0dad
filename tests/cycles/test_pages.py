"""The pages of planning and dates: what they answer, what they cost, what they do with bad input."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cycles.models import Offerer, Owner, PeerChallenge, Stage
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_cycle,
    a_host_dass,
    a_host_member,
    a_milestone,
    a_monday,
    a_paused_challenge,
    a_region,
    a_regional_lead,
    a_team_member,
    an_authority,
    someone_in_role,
)
from tests.cycles.test_dates import World

from .steps import boxes

pytestmark = pytest.mark.django_db
MOST_QUERIES = {"home": 10, "list": 8, "detail": 12, "any": 15}


def grown(cycle, count):
    """So many more challenges in the cycle, each with milestones, a team and an offer."""
    for _ in range(count):
        challenge = a_challenge(cycle=cycle, first_day=a_monday(), stage=Stage.PREPARING)
        a_host_dass(challenge)
        a_team_member(challenge)
        a_host_member(challenge)
        for owner in (Owner.REGIONAL_LEAD, Owner.HOST_DASS, Owner.TEAM):
            a_milestone(challenge, owner=owner)


PAGES = [
    ("home", "home", []),
    ("tasks", "home", []),
    ("challenges", "list", []),
    ("cycles", "list", []),
    ("cycle", "any", ["cycle"]),
    ("cycle-plan", "any", ["cycle"]),
    ("cycle-milestones", "list", ["cycle"]),
    ("requests", "any", ["cycle"]),
    ("challenge", "detail", ["challenge"]),
    ("dates", "detail", ["challenge"]),
    ("offers", "detail", ["challenge"]),
    ("scope", "detail", ["challenge"]),
    ("activity", "detail", ["challenge"]),
    ("stage", "detail", ["challenge"]),
    ("pause", "detail", ["challenge"]),
    ("move-visit", "any", ["challenge"]),
]


@pytest.mark.parametrize(("name", "kind", "args"), PAGES)
def test_no_page_costs_more_with_ten_times_the_data(name, kind, args, sign_in, django_assert_max_num_queries):
    cycle = a_cycle()
    lead = a_regional_lead(cycle.region)
    client = sign_in(lead)
    grown(cycle, 1)
    challenge = cycle.challenges.get()
    if name == "stage":
        PeerChallenge.objects.update(stage=Stage.PLANNED)
    url = reverse(name, args=[{"cycle": cycle.slug, "challenge": challenge.slug}[arg] for arg in args])

    with django_assert_max_num_queries(MOST_QUERIES[kind]) as few:
        assert client.get(url).status_code == 200
    grown(cycle, 10)
    with django_assert_max_num_queries(len(few)):
        assert client.get(url).status_code == 200


def test_the_lead_offers_and_the_director_accepts_in_the_browser(sign_in, client):
    world = World()
    sign_in(world.lead)
    url = reverse("offer-new", args=[world.challenge.slug])
    client.post(url, boxes("first_day", world.first_day))
    offer = world.challenge.offers.get()

    sign_in(world.director)
    assert f"{world.challenge.host}: choose dates for the visit" in client.get("/").content.decode()
    client.post(reverse("offer", args=[world.challenge.slug, offer.number]), {"answer": "accept"})
    world.challenge.refresh_from_db()
    assert world.challenge.first_day == world.first_day
    page = client.get(reverse("challenge", args=[world.challenge.slug])).content.decode()
    assert "Finish the self-assessment, risks and documents" in page


def test_nobody_answers_the_offer_of_their_own_side(sign_in, client):
    world = World()
    offer = world.offer()
    sign_in(world.lead)
    client.post(reverse("offer", args=[world.challenge.slug, offer.number]), {"answer": "accept"})
    world.challenge.refresh_from_db()
    offer.refresh_from_db()
    assert world.challenge.first_day is None
    assert offer.answer == "lapsed"  # the same button takes one's own offer back


def test_a_move_is_saved_only_once_its_effect_was_shown(sign_in, client):
    world = World()
    world.agree()
    sign_in(world.lead)
    url = reverse("move-visit", args=[world.challenge.slug])
    later = world.first_day + timedelta(weeks=2)
    posted = {
        **boxes("first_day", later),
        **boxes("last_day", later + timedelta(days=2)),
        "reason": "A clash",
        "version": world.challenge.version,
    }
    shown = client.post(url, {**posted, "step": "save"})
    assert "What would change" in shown.content.decode()
    world.challenge.refresh_from_db()
    assert world.challenge.first_day == world.first_day

    answer = client.post(url, {**posted, "step": "save", "shown": shown.context["form"]["shown"].value()})
    assert answer.status_code == 302
    world.challenge.refresh_from_db()
    assert world.challenge.first_day == later


def test_a_move_from_an_old_page_answers_with_both_dates_and_saves_nothing(sign_in, client):
    world = World()
    world.agree()
    seen = world.challenge.version
    world.move(world.first_day + timedelta(weeks=1))
    sign_in(world.lead)
    wanted = world.first_day + timedelta(weeks=3)
    days = f"{wanted.isoformat()}/{(wanted + timedelta(days=2)).isoformat()}"
    answer = client.post(
        reverse("move-visit", args=[world.challenge.slug]),
        {
            **boxes("first_day", wanted),
            **boxes("last_day", wanted + timedelta(days=2)),
            "reason": "My reason <b>",
            "version": seen,
            "step": "save",
            "shown": days,
        },
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "My reason &lt;b&gt;" in text
    assert f"{wanted.day} to " in text


@pytest.mark.parametrize("step", ["earlier", "later"])
def test_a_week_earlier_or_later_needs_no_typing(step, sign_in, client):
    world = World()
    world.agree()
    sign_in(world.lead)
    posted = {
        **boxes("first_day", world.first_day),
        **boxes("last_day", world.first_day + timedelta(days=2)),
        "reason": "Holiday",
        "version": world.challenge.version,
        "step": step,
    }
    answer = client.post(reverse("move-visit", args=[world.challenge.slug]), posted)
    wanted = world.first_day + timedelta(days=7 if step == "later" else -7)
    assert answer.context["form"].cleaned_data["first_day"] == wanted


def test_a_scope_saved_from_an_old_page_shows_both_texts(sign_in, client):
    challenge = a_challenge()
    director = a_host_dass(challenge)
    sign_in(director)
    url = reverse("scope", args=[challenge.slug])
    client.post(url, {"focus": "Their words", "version": 1})
    answer = client.post(url, {"focus": "My words", "version": 1})
    assert answer.status_code == 409
    assert "Their words" in answer.content.decode()
    assert "My words" in answer.content.decode()


def test_a_cycle_is_opened_in_the_browser_with_the_councils_chosen(sign_in, client):
    region = a_region()
    councils = [an_authority(region=region) for _ in range(3)]
    sign_in(a_regional_lead(region))
    posted = {
        "name": "Next round",
        **boxes("starts_on", today_in_london()),
        **boxes("ends_on", today_in_london() + timedelta(days=600)),
        "hosts": [councils[0].pk, councils[1].pk],
    }
    answer = client.post(reverse("cycle-new-in-region", args=[region.slug]), posted)
    assert answer.status_code == 302
    assert {challenge.host for challenge in PeerChallenge.objects.all()} == set(councils[:2])


def test_a_cycle_that_ends_before_it_starts_is_refused(sign_in, client):
    region = a_region()
    council = an_authority(region=region)
    sign_in(a_regional_lead(region))
    day = today_in_london()
    posted = {"name": "X", **boxes("starts_on", day), **boxes("ends_on", day), "hosts": [council.pk]}
    text = client.post(reverse("cycle-new-in-region", args=[region.slug]), posted).content.decode()
    assert "must be after the first day" in text


def test_a_director_asks_and_the_lead_agrees_in_the_browser(sign_in, client):
    cycle = a_cycle()
    lead = a_regional_lead(cycle.region)
    director = someone_in_role("HD", a_challenge(cycle=a_cycle(region=cycle.region)))
    host = director.posts.get().authority
    sign_in(director)
    posted = {"host": host.pk, "reasons": "We wait too long", "focus": ""}
    assert client.post(reverse("request-new", args=[cycle.slug]), posted).status_code == 302

    sign_in(lead)
    assert f"{host}: answer the request for a peer challenge in {cycle}" in client.get("/").content.decode()
    request = cycle.requests.get()
    url = reverse("requests", args=[cycle.slug])
    client.post(url, {"request": request.pk, "agreed": "yes", "answer": ""})
    assert cycle.challenges.get().host == host


def test_somebody_on_nothing_is_told_so_and_sees_no_council(sign_in, client):
    challenge = a_challenge(host=an_authority("Secretshire"))
    sign_in(someone_in_role("OR", challenge))
    for url in ("/", "/challenges/"):
        assert "Secretshire" not in client.get(url).content.decode()


def test_a_paused_challenge_says_why_and_offers_only_to_resume(sign_in, client):
    challenge = a_paused_challenge(first_day=a_monday())
    sign_in(a_regional_lead(challenge.cycle.region))
    text = client.get(reverse("challenge", args=[challenge.slug])).content.decode()
    assert "Inspection at the same time" in text
    assert "Resume" in text
    client.post(reverse("pause", args=[challenge.slug]), {"reason": "It is over"})
    challenge.refresh_from_db()
    assert not challenge.is_paused


def test_the_host_proposes_and_the_lead_is_asked(sign_in, client):
    world = World()
    sign_in(world.director)
    client.post(reverse("offer-new", args=[world.challenge.slug]), boxes("first_day", world.first_day))
    assert world.challenge.offers.get().offered_by_side == Offerer.HOST
