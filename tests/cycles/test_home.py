"""What people see first: what they owe, and the challenges that go on. Every link says where it leads."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from cycles.models import Owner, PeerChallenge, Stage
from peerchallenge.home import MOST_CHALLENGES
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.notifications.reminders import promise
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_cycle,
    a_host_dass,
    a_milestone,
    a_monday,
    a_paused_challenge,
    a_post,
    a_region,
    a_regional_lead,
    an_administrator,
    an_authority,
    someone_in_role,
)

pytestmark = pytest.mark.django_db
TODAY = today_in_london()


@pytest.fixture
def region():
    """A region that is past its first steps: it has a director."""
    region = a_region()
    a_post(an_authority(region=region))
    return region


@pytest.fixture
def lead(region):
    return a_regional_lead(region)


def a_round(region, name, starts_on=TODAY):
    return a_cycle(region=region, name=name, starts_on=starts_on - timedelta(days=200))


def links(client, path, css_class="govuk-task-list__link"):
    page = client.get(path).content.decode()
    found = re.findall(rf'<a[^>]*class="[^"]*{css_class}[^"]*"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [" ".join(text.split()) for text in found]


def councils(client, path):
    """The links of the table of challenges, in their order."""
    page = client.get(path).content.decode()
    return re.findall(r'<th scope="row"[^>]*><a href="/challenges/[^"]*">([^<]*)</a>', page)


# --- Tasks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/tasks/"])
def test_the_council_stands_in_the_link_to_each_task(path, sign_in, region, lead):
    cycle = a_round(region, "Round 1")
    for name in ("Ashford", "Birchley"):
        a_challenge(host=an_authority(name, region=region), cycle=cycle)
    assert links(sign_in(lead), path) == ["Ashford: offer dates for the visit", "Birchley: offer dates for the visit"]


def test_the_page_of_a_challenge_and_the_morning_mail_say_it_with_the_same_words(sign_in, region, lead):
    challenge = a_challenge(host=an_authority("Ashford", region=region), cycle=a_round(region, "Round 1"))
    a_milestone(challenge, name="Agree the dates", owner=Owner.REGIONAL_LEAD, due_on=TODAY + timedelta(days=1))
    words = "Ashford: agree the dates"
    assert words in links(sign_in(lead), reverse("challenge", args=[challenge.slug]))
    promise(owed([lead.pk]), TODAY)
    assert Notice.objects.get().text == words


def test_the_cycle_is_named_while_a_council_goes_through_two(sign_in, region, lead):
    ashford, birchley = (an_authority(name, region=region) for name in ("Ashford", "Birchley"))
    first, second = a_round(region, "Round 1"), a_round(region, "Round 2")
    for host, cycle in ((ashford, first), (ashford, second), (birchley, second)):
        a_milestone(a_challenge(host=host, cycle=cycle, first_day=a_monday()), name="Visit", owner=Owner.REGIONAL_LEAD)
    assert sorted(links(sign_in(lead), "/tasks/")) == [
        "Ashford, Round 1: visit",
        "Ashford, Round 2: visit",
        "Birchley: visit",
    ]


@pytest.mark.parametrize("over", [{"stage": Stage.CLOSED}, {"paused_as": "withdrawn"}])
def test_a_challenge_that_is_over_makes_no_second_one(region, over):
    ashford = an_authority("Ashford", region=region)
    make = a_paused_challenge if "paused_as" in over else a_challenge
    make(host=ashford, cycle=a_round(region, "Round 1"), **({} if "paused_as" in over else over))
    assert a_challenge(host=ashford, cycle=a_round(region, "Round 2")).called == "Ashford"


def test_nothing_to_do_names_the_next_thing_with_its_council(sign_in, region, lead):
    challenge = a_challenge(
        host=an_authority("Ashford", region=region), cycle=a_round(region, "Round 1"), first_day=a_monday()
    )
    a_milestone(challenge, name="Agree the dates", owner=Owner.REGIONAL_LEAD, due_on=TODAY + timedelta(days=90))
    page = sign_in(lead).get("/").content.decode()
    assert f'<a href="{reverse("dates", args=[challenge.slug])}">Ashford: agree the dates</a>' in page


# --- Challenges ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/challenges/"])
def test_one_cycle_needs_no_name(path, sign_in, region, lead):
    a_challenge(host=an_authority("Ashford", region=region), cycle=a_round(region, "Round 1"))
    assert councils(sign_in(lead), path) == ["Ashford"]


@pytest.mark.parametrize("path", ["/", "/challenges/"])
def test_of_two_cycles_each_link_names_its_own(path, sign_in, region, lead):
    ashford = an_authority("Ashford", region=region)
    a_challenge(host=ashford, cycle=a_round(region, "Round 1"), first_day=TODAY, stage=Stage.FOLLOW_UP)
    a_challenge(host=ashford, cycle=a_round(region, "Round 2"))
    assert councils(sign_in(lead), path) == ["Ashford, Round 1", "Ashford, Round 2"]


def test_what_is_over_does_not_crowd_home_and_comes_last_in_the_list(sign_in, region, lead):
    earlier, now = a_round(region, "Round 1"), a_round(region, "Round 2")
    long_ago = TODAY - timedelta(days=500)
    for number in range(MOST_CHALLENGES):
        host = an_authority(f"Host {number:02}", region=region)
        a_challenge(host=host, cycle=earlier, first_day=long_ago, stage=Stage.CLOSED)
    withdrawn = a_paused_challenge(how="withdrawn", host=an_authority("Withdrawn", region=region), cycle=earlier)
    a_challenge(host=an_authority("Ashford", region=region), cycle=now)

    client = sign_in(lead)
    assert councils(client, "/") == ["Ashford"]
    assert "See all peer challenges" in client.get("/").content.decode()
    listed = councils(client, "/challenges/")
    assert listed[0] == "Ashford, Round 2"
    assert len(listed) == PeerChallenge.objects.count()
    page = client.get("/challenges/").content.decode()
    assert page.count(">Closed</strong>") == MOST_CHALLENGES
    assert f"{withdrawn.host}, Round 1" in listed


def test_home_says_when_none_goes_on_any_more(sign_in, region, lead):
    a_challenge(cycle=a_round(region, "Round 1"), stage=Stage.CLOSED)
    page = sign_in(lead).get("/").content.decode()
    assert "None of them goes on now." in page
    assert "See all peer challenges" in page


def test_of_too_many_home_shows_the_nearest_in_the_order_of_their_visits(sign_in, region, lead):
    cycle = a_round(region, "Round 1")
    for weeks in range(-60, 61, 6):
        host = an_authority(f"Week {weeks}", region=region)
        a_challenge(host=host, cycle=cycle, first_day=TODAY + timedelta(weeks=weeks), stage=Stage.PUBLISHED)
    a_challenge(host=an_authority("Undated", region=region), cycle=cycle)
    ahead, latest = [f"Week {weeks}" for weeks in range(0, 61, 6)], ["Week -18", "Week -12", "Week -6"]
    assert councils(sign_in(lead), "/") == [*latest, *ahead]


def test_a_visit_that_began_yesterday_is_not_over_yet(region):
    cycle = a_round(region, "Round 1")
    on_site = a_challenge(cycle=cycle, first_day=TODAY - timedelta(days=1))
    before = a_challenge(cycle=cycle, first_day=TODAY - timedelta(days=9))
    after = a_challenge(cycle=cycle, first_day=TODAY + timedelta(days=9))
    assert list(PeerChallenge.objects.nearest_first()) == [on_site, after, before]


def test_the_list_says_once_that_of_some_only_the_step_is_shown(sign_in, region):
    cycle = a_round(region, "Round 1")
    own = a_challenge(cycle=cycle, first_day=a_monday())
    a_challenge(cycle=cycle, first_day=a_monday())
    client, words = sign_in(a_host_dass(own)), "you see only how far they are"
    page = client.get("/challenges/").content.decode()
    assert (page.count(words), page.count('data-label="On site"')) == (1, 1)


def test_a_list_without_one_own_challenge_has_no_empty_columns(sign_in, region):
    a_challenge(cycle=a_round(region, "Round 1"), first_day=a_monday())
    page = sign_in(an_administrator(region)).get("/challenges/").content.decode()
    assert page.count('scope="col"') == 2
    assert "you see only how far they are" in page


def test_what_is_latest_comes_first_on_the_page_of_a_cycle(sign_in, region, lead):
    cycle = a_round(region, "Round 1")
    for name, days in (("Ashford", 3), ("Birchley", 30)):
        challenge = a_challenge(host=an_authority(name, region=region), cycle=cycle, first_day=a_monday())
        a_milestone(challenge, name="Agree the dates", due_on=TODAY - timedelta(days=days))
    page = sign_in(lead).get(cycle.get_absolute_url()).content.decode()
    assert re.findall(r"<li><a [^>]*>(.*?: .*?)</a>", page) == [
        "Birchley: agree the dates",
        "Ashford: agree the dates",
    ]


# --- Pages that show the status only ---------------------------------------------------------------------------------


def test_a_page_that_shows_the_step_only_leads_back(sign_in, region):
    challenge = a_challenge(cycle=a_round(region, "Round 1"))
    page = sign_in(someone_in_role("SA", challenge)).get(reverse("challenge", args=[challenge.slug])).content.decode()
    assert "You can see how far this peer challenge is." in page
    assert crumbs_of(page) == [("/", "Home"), ("/challenges/", "Challenges")]


def test_a_region_that_one_only_knows_of_leads_back(sign_in, region):
    page = sign_in(an_administrator(region)).get(reverse("region-details", args=[region.slug])).content.decode()
    assert "You can see that the region is set up" in page
    assert crumbs_of(page) == [("/", "Home")]


def crumbs_of(page):
    return re.findall(r'<a class="govuk-breadcrumbs__link" href="([^"]*)">([^<]*)</a>', page)
