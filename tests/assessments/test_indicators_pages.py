"""The figures of the host, and its baseline."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.actions import indicators as actions
from cycles.models import PeerChallenge, Stage
from peerchallenge.audit.models import Entry
from tests import builders as a
from tests.assessments.builders import a_baseline, a_measure, a_preparing_challenge, a_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_preparing_challenge()


def page_of(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def keys(*codes):
    return [f"oflog-2015-23.{code}" for code in codes]


# --- What is known about the host ------------------------------------------------------------------------------------


def test_a_measure_shows_the_newest_figure_england_and_which_way_is_better(sign_in, challenge):
    a_value(a_measure("ASC3"), challenge.host, "2021-22", "61.1")
    a_value(a_measure("ASC3"), challenge.host, "2022-23", "69.14")
    a_value(a_measure("ASC3"), None, "2022-23", "67.5")
    a_value(a_measure("ASC7"), challenge.host, "2022-23", "25.8")
    page = page_of(sign_in(a.a_host_member(challenge)), "indicators", challenge.slug)
    assert "<strong>69.1%</strong> in 2022-23, England 67.5%" in page
    assert "Higher is better." in page
    assert "The source does not say which way is better." in page
    assert "61.1% in 2021-22, 69.1% in 2022-23" in page
    assert "24 measures" not in page  # 5 of one framework and 19 of the other
    assert "5 measures without a figure" in page


def test_no_other_council_is_shown(sign_in, challenge):
    other = a.an_authority(name="Otherwhere", region=challenge.cycle.region)
    a_value(a_measure("ASC3"), other, "2022-23", "41.7")
    page = page_of(sign_in(a.a_host_member(challenge)), "indicators", challenge.slug)
    assert "41.7" not in page
    assert "Otherwhere" not in page


def test_one_year_has_no_line_to_draw(sign_in, challenge):
    a_value(a_measure("ASC3"), challenge.host, "2022-23", "69.1")
    page = page_of(sign_in(a.a_host_member(challenge)), "indicators", challenge.slug)
    assert "69.1%" in page
    assert "<svg" not in page


def test_a_figure_found_to_be_none_is_not_shown(sign_in, challenge):
    a_value(a_measure("ASC3"), challenge.host, "2022-23", None)
    assert "7 measures without a figure" in page_of(sign_in(a.a_host_member(challenge)), "indicators", challenge.slug)


# --- Choosing the baseline -------------------------------------------------------------------------------------------


@pytest.fixture
def choose(sign_in, challenge):
    client = sign_in(a.a_host_member(challenge))

    def chosen(*codes, seen=""):
        data = {"chosen": keys(*codes), "seen": seen}
        return client.post(reverse("baseline-choice", args=[challenge.slug]), data)

    return chosen


def chosen_codes(challenge):
    return list(challenge.baselines.values_list("indicator__code", flat=True))


def test_three_to_eight_indicators_are_chosen_then_explained(choose, client, challenge):
    response = choose("ASC1", "ASC3", "ASC7")
    assert response.url == reverse("baseline-reasons", args=[challenge.slug])
    assert chosen_codes(challenge) == ["ASC1", "ASC3", "ASC7"]
    reasons = {f"why-{key}": f"Because of {key}" for key in keys("ASC1", "ASC3", "ASC7")}
    versions = {f"version-{key}": 1 for key in keys("ASC1", "ASC3", "ASC7")}
    assert client.post(response.url, {**reasons, **versions}).status_code == 302
    assert "Because of oflog-2015-23.ASC3" in page_of(client, "baseline", challenge.slug)
    verbs = Entry.objects.filter(challenge_id=challenge.pk).order_by("position").values_list("verb", flat=True)
    assert list(verbs) == ["baseline.chosen", "baseline.explained"]


@pytest.mark.parametrize("codes", [("ASC1", "ASC2"), ()])
def test_fewer_than_three_are_refused(choose, challenge, codes):
    assert "Select 3 to 8 indicators" in choose(*codes).content.decode()
    assert chosen_codes(challenge) == []


def test_more_than_eight_are_refused(choose, challenge, client):
    more = [f"ascof-2024-25.{code}" for code in ("1A", "1B", "1C", "1D", "1E")]
    data = {"chosen": keys("ASC1", "ASC2", "ASC3", "ASC4") + more}
    page = client.post(reverse("baseline-choice", args=[challenge.slug]), data).content.decode()
    assert "Select 3 to 8 indicators" in page
    assert chosen_codes(challenge) == []


def test_codes_of_two_frameworks_do_not_collide(client, choose, challenge):
    data = {"chosen": [*keys("ASC1"), "ascof-2024-25.1A", "ascof-2024-25.1C"], "seen": ""}
    client.post(reverse("baseline-choice", args=[challenge.slug]), data)
    assert chosen_codes(challenge) == ["1A", "1C", "ASC1"]


def test_what_is_not_on_the_list_cannot_be_chosen(choose, challenge):
    assert "from the list" in choose("ASC1", "ASC2", "ZZZ").content.decode()


def test_a_choice_made_from_an_old_page_is_shown_again_and_then_taken(choose, challenge):
    for code in ("ASC4", "ASC5", "ASC6"):
        a_baseline(challenge, a_measure(code))  # by somebody else, while the page was open
    page = choose("ASC1", "ASC2", "ASC3").content.decode()
    assert "Somebody else has changed the choice" in page
    assert "Chosen at this moment: ASC4, ASC5 and ASC6" in page
    assert chosen_codes(challenge) == ["ASC4", "ASC5", "ASC6"]
    assert choose("ASC1", "ASC2", "ASC3", seen=" ".join(keys("ASC4", "ASC5", "ASC6"))).status_code == 302
    assert chosen_codes(challenge) == ["ASC1", "ASC2", "ASC3"]


def test_what_stays_chosen_keeps_its_reason(choose, challenge):
    for code in ("ASC1", "ASC2", "ASC3"):
        a_baseline(challenge, a_measure(code), why=f"Why {code}")
    choose("ASC1", "ASC2", "ASC4", seen=" ".join(keys("ASC1", "ASC2", "ASC3")))
    assert list(challenge.baselines.values_list("why", flat=True)) == ["Why ASC1", "Why ASC2", ""]


def test_two_who_explain_the_same_lose_nothing(sign_in, challenge):
    client = sign_in(a.a_host_member(challenge))
    for code in ("ASC1", "ASC2", "ASC3"):
        a_baseline(challenge, a_measure(code), why="Before")
    row = challenge.baselines.first()
    actions.explain_baseline(challenge, [(row, "Theirs", 1)], by=a.a_person("Pat Other"))
    data = {f"why-{key}": "Mine" for key in keys("ASC1", "ASC2", "ASC3")}
    data |= {f"version-{key}": 1 for key in keys("ASC1", "ASC2", "ASC3")}
    response = client.post(reverse("baseline-reasons", args=[challenge.slug]), data)
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("Theirs", "Mine", "Pat Other", 'name="version-oflog-2015-23.ASC1" value="2"'):
        assert words in page
    row.refresh_from_db()
    assert row.why == "Theirs"


def test_reasons_before_any_choice_lead_to_the_choice(sign_in, challenge):
    page = page_of(sign_in(a.a_host_member(challenge)), "baseline-reasons", challenge.slug)
    assert reverse("baseline-choice", args=[challenge.slug]) in page


def test_the_team_lead_chooses_once_the_team_reads(sign_in, challenge):
    client, address = (
        sign_in(a.a_team_member(challenge, "team_lead")),
        reverse("baseline-choice", args=[challenge.slug]),
    )
    assert client.get(address).status_code == 403
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.READING)
    assert client.get(address).status_code == 200


def test_the_figure_is_said_with_its_day_once_it_is_taken_down(sign_in, challenge):
    a_value(a_measure("ASC1"), challenge.host, "2021-22", "7.4")
    a_baseline(challenge, a_measure("ASC1"))
    a_baseline(challenge, a_measure("ASC2"), fixed_on=date(2026, 3, 2))
    a_baseline(challenge, a_measure("ASC3"), fixed_on=date(2026, 3, 3), value="61.1", year="2021-22")
    page = page_of(sign_in(a.a_host_member(challenge)), "baseline", challenge.slug)
    assert "<strong>7.4</strong>" in page
    assert "not taken down yet" in page
    assert "No figure is known" in page
    assert "<strong>61.1%</strong>" in page
    assert "as at 3 March 2026" in page
