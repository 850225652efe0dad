"""Each recommendation has an indicator of the baseline, or a written reason why none fits."""

import pytest

from cycles.models import PeerChallenge, Stage, TeamRole
from reports.measures import unmet_measures
from reports.models import Measuring, ReportVersion
from tests import builders as a
from tests.assessments.builders import a_baseline
from tests.pages import body

from .plan_builders import (
    FIRST,
    an_agreed_challenge,
    an_agreed_report,
    an_indicator,
    measured_by,
    recommended,
    url,
)

pytestmark = pytest.mark.django_db
NOTHING = "has no indicator, and nobody has said why none fits."


@pytest.fixture
def challenge():
    return an_agreed_challenge()


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


def send(client, challenge, number="R1", **fields):
    form = {"version": "0", "why_none": ""} | fields
    return client.post(url(challenge, "plan-measure", number), form, follow=True)


def test_a_recommendation_without_indicator_or_reason_is_named(challenge):
    assert unmet_measures(challenge) == [f"R1 {NOTHING}", f"R2 {NOTHING}"]
    a_baseline(challenge, an_indicator())
    measured_by(recommended(challenge, 1), an_indicator())
    measured_by(recommended(challenge, 2), why_none="Nobody counts it yet.")
    assert unmet_measures(challenge) == []


def test_what_the_report_does_not_hold_needs_no_measure(challenge):
    an_agreed_report(challenge, [FIRST])
    assert unmet_measures(challenge) == [f"R1 {NOTHING}"]
    ReportVersion.objects.all().delete()
    assert unmet_measures(challenge) == []


def test_an_indicator_that_leaves_the_baseline_counts_no_more(challenge):
    row = a_baseline(challenge, an_indicator())
    measured_by(recommended(challenge, 1), an_indicator())
    measured_by(recommended(challenge, 2), an_indicator())
    assert unmet_measures(challenge) == []
    row.delete()
    gone = "was to be measured by ASC3, but it is no longer in the baseline."
    assert unmet_measures(challenge) == [f"R1 {gone}", f"R2 {gone}"]


def test_the_director_chooses_an_indicator_of_the_baseline(challenge, director, sign_in):
    a_baseline(challenge, an_indicator(), value=48, year="2024-25", fixed_on="2026-03-10")
    client = sign_in(director)
    page = body(client, url(challenge, "plan-measure", "R1"))
    assert an_indicator().title in page
    assert "in 2024-25" in page
    page = send(client, challenge, chosen=str(an_indicator().pk)).content.decode()
    assert "Saved how R1 is measured" in page
    assert [one.code for one in Measuring.objects.get().indicators.all()] == ["ASC3"]


@pytest.mark.parametrize("role", ["HC", "TL"])
def test_the_coordinator_and_the_team_lead_may_choose_too(role, challenge, sign_in):
    client = sign_in(a.someone_in_role(role, challenge))
    assert "Saved how R1" in send(client, challenge, why_none="It is about how people feel.").content.decode()


def test_neither_or_both_is_not_saved(challenge, director, sign_in):
    a_baseline(challenge, an_indicator())
    client = sign_in(director)
    assert "Choose an indicator, or say why none fits" in send(client, challenge).content.decode()
    both = send(client, challenge, chosen=str(an_indicator().pk), why_none="None fits.").content.decode()
    assert "Leave this empty, or choose none" in both
    assert not Measuring.objects.exclude(version=0).exists()


def test_an_indicator_that_is_not_in_the_baseline_cannot_be_chosen(challenge, director, sign_in):
    a_baseline(challenge, an_indicator())
    page = send(sign_in(director), challenge, chosen=str(an_indicator("ASC4").pk)).content.decode()
    assert "from the list" in page
    assert not Measuring.objects.exists()


def test_whoever_saves_second_sees_what_the_first_one_chose(challenge, director, sign_in):
    a_baseline(challenge, an_indicator())
    measured_by(recommended(challenge), an_indicator())
    client = sign_in(director)
    page = send(client, challenge, why_none="None fits.").content.decode()
    assert "Somebody else saved first, and chose ASC3" in page
    assert "None fits." in page
    assert 'name="version" value="1"' in page
    assert "Saved how R1" in send(client, challenge, why_none="None fits.", version="1").content.decode()
    assert not Measuring.objects.get().indicators.exists()


def test_before_the_report_is_agreed_there_is_nothing_to_measure(challenge, director, sign_in):
    PeerChallenge.objects.update(stage=Stage.ACCURACY_CHECK)
    page = send(sign_in(director), challenge, why_none="None fits.").content.decode()
    assert "once the report is agreed" in page
    assert FIRST not in page
    assert not Measuring.objects.exists()


def test_once_the_report_is_public_the_measures_stay(challenge, director, sign_in):
    measured_by(recommended(challenge), why_none="None fits.")
    PeerChallenge.objects.update(stage=Stage.PUBLISHED)
    client = sign_in(director)
    assert client.get(url(challenge, "plan-measure", "R1")).status_code == 403
    assert send(client, challenge, why_none="Other").status_code == 403


def test_a_member_reads_how_it_is_measured_and_changes_nothing(challenge, sign_in):
    measured_by(recommended(challenge), why_none="Nobody counts it yet.")
    client = sign_in(a.a_team_member(challenge, TeamRole.SENIOR_MANAGER))
    assert "Nobody counts it yet." in body(client, url(challenge))
    assert client.get(url(challenge, "plan-measure", "R1")).status_code == 404
