"""Opening a cycle, its hosts and requests, and its plan of milestones."""

import pytest

from cycles.actions import planning
from cycles.models import ChallengeRequest, PeerChallenge, Stage
from cycles.refusals import Refused
from cycles.scheduling import DEFAULT_PLAN
from peerchallenge.audit.models import Entry
from peerchallenge.audit.revisions import Stale
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_cycle,
    a_post,
    a_region,
    a_regional_lead,
    an_authority,
)

pytestmark = pytest.mark.django_db


def opened(region, lead, hosts, name="2027 to 2029"):
    today = today_in_london()
    ends_on = today.replace(year=today.year + 2, day=1)
    return planning.open_cycle(region, name=name, starts_on=today, ends_on=ends_on, hosts=hosts, by=lead)


def test_a_cycle_opens_with_a_planned_challenge_for_each_council_and_the_default_plan():
    region = a_region()
    hosts = [an_authority(name, region=region) for name in ("Ashford", "Birchley", "Cedarham")]
    lead = a_regional_lead(region)

    cycle = opened(region, lead, hosts)

    assert sorted(str(challenge.host) for challenge in cycle.challenges.all()) == ["Ashford", "Birchley", "Cedarham"]
    assert {challenge.stage for challenge in cycle.challenges.all()} == {Stage.PLANNED}
    assert cycle.template.count() == len(DEFAULT_PLAN)
    assert Entry.objects.get(verb="cycle.opened").sentence == "opened the cycle 2027 to 2029 with 3 councils"


def test_two_cycles_of_one_name_in_a_region_are_refused():
    region, lead = a_region(), None
    lead = a_regional_lead(region)
    opened(region, lead, [])
    with pytest.raises(Refused, match="already has a cycle"):
        opened(region, lead, [])


def test_cycles_of_one_name_in_two_regions_have_their_own_addresses():
    first, second = a_region(), a_region()
    assert opened(first, a_regional_lead(first), []).slug != opened(second, a_regional_lead(second), []).slug


def test_a_council_of_another_region_cannot_be_a_host():
    region = a_region()
    stranger = an_authority(region=a_region())
    with pytest.raises(Refused, match="this region only"):
        opened(region, a_regional_lead(region), [stranger])
    assert not PeerChallenge.objects.exists()


def test_a_council_is_added_once():
    cycle = a_cycle()
    host, lead = an_authority("Elmswick", region=cycle.region), a_regional_lead(cycle.region)
    planning.add_hosts(cycle, hosts=[host], by=lead)
    with pytest.raises(Refused, match="Already in this cycle: Elmswick"):
        planning.add_hosts(cycle, hosts=[host], by=lead)
    assert cycle.challenges.count() == 1


class TestARequestOfAHostDirector:
    def setup_method(self):
        self.cycle = a_cycle()
        self.host = an_authority(region=self.cycle.region)
        self.director = a_post(self.host)
        self.lead = a_regional_lead(self.cycle.region)

    def ask(self):
        return planning.ask_for_challenge(
            self.cycle, host=self.host, reasons="We wait too long.", focus="Waiting", by=self.director
        )

    def test_agreed_it_becomes_a_challenge_with_its_focus_and_the_director_is_told(self):
        challenge = planning.answer_request(self.ask(), agreed=True, answer="", by=self.lead)
        assert (challenge.host, challenge.focus) == (self.host, "Waiting")
        assert Notice.objects.get().person == self.director

    def test_declined_it_needs_a_reason(self):
        request = self.ask()
        with pytest.raises(Refused, match="Say why"):
            planning.answer_request(request, agreed=False, answer=" ", by=self.lead)

    def test_it_is_answered_once(self):
        request = self.ask()
        planning.answer_request(request, agreed=False, answer="Not this year", by=self.lead)
        with pytest.raises(Refused, match="already"):
            planning.answer_request(request, agreed=True, answer="", by=self.lead)
        assert not PeerChallenge.objects.exists()

    def test_a_second_one_waits_for_the_first_answer(self):
        self.ask()
        with pytest.raises(Refused, match="waiting for an answer"):
            self.ask()
        assert ChallengeRequest.objects.count() == 1


def test_a_line_of_the_plan_changed_by_two_people_at_once_keeps_the_first_and_tells_the_second():
    region = a_region()
    lead = a_regional_lead(region)
    line = opened(region, lead, []).template.get(code="pack-released")
    planning.change_milestone_template(line, changes={"due": -4}, seen=1, by=lead)
    with pytest.raises(Stale) as stale:
        planning.change_milestone_template(line, changes={"due": -2}, seen=1, by=lead)
    assert (stale.value.theirs.due, stale.value.mine["due"]) == (-4, -2)
