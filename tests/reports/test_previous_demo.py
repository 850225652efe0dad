"""The example region: the cycle before this one has short public reports, each followed up to the end."""

import pytest
from django.core.management import call_command

from cycles.demo.fictional import in_story
from cycles.demo.previous import TEAMS_THEN, WITHDRAWN
from cycles.models import PeerChallenge, Stage, TeamMember
from peerchallenge.identifiers import found_in
from reports.demo import previous_words as words
from reports.models import Review
from reports.plan import Plan
from reports.public.reading import newest, readable
from reports.publication import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    call_command("make_demo")
    return list(PeerChallenge.objects.filter(stage=Stage.CLOSED).select_related("host", "cycle"))


def test_every_closed_challenge_has_a_public_report_and_both_reviews(closed, client):
    for challenge in closed:
        standing, plan = Standing(challenge), Plan(challenge)
        assert standing.final.made_at < standing.approval.approved_at < standing.current.published.publish_at
        assert (len(plan.actions), plan.done, plan.is_agreed) == (2, 2, True)
        assert Review.objects.filter(challenge=challenge).exclude(recorded_at=None).count() == 2
        assert challenge.surveys.get().closed_on
    listed = client.get("/reports/").content.decode()
    assert readable().count() == 16
    assert all(f"/reports/{challenge.slug}/" in listed for challenge in closed)
    assert not any(report.slug in {challenge.slug for challenge in closed} for report in newest(3))
    page = client.get(f"/reports/{closed[0].slug}/").content.decode()
    assert "PDF" not in page
    assert "2 of 2 are completed" in client.get(f"/reports/{closed[0].slug}/progress/").content.decode()


def test_nobody_went_to_their_own_council_and_the_withdrawn_one_has_no_report(closed, client):
    then = TeamMember.objects.filter(challenge__cycle=closed[0].cycle).select_related("home", "challenge__host")
    assert not [one for one in then if one.home_id == one.challenge.host_id]
    assert {in_story(one.host) for one in closed} == TEAMS_THEN.keys() - {WITHDRAWN}
    withdrawn = PeerChallenge.objects.get(paused_as="withdrawn")
    assert client.get(f"/reports/{withdrawn.slug}/").status_code == 404


def test_no_text_of_it_tells_who_somebody_is():
    texts = [*words.TEXTS.values(), words.RESPONSE, words.TOOK_PART, words.AGREED]
    texts += [text for one in words.STRENGTHS for text in one]
    texts += [text for area in words.AREAS for text in vars(area).values()]
    assert [found_in(text) for text in texts if found_in(text)] == []
