"""The example region: true on any day, made once, never over data that people use."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command

from cycles.demo.build import build_demo
from cycles.demo.fictional import NAMES
from cycles.demo.people import TEN, look_around
from cycles.models import Authority, Milestone, PeerChallenge, Region, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import is_working_day, today_in_london
from tests.builders import a_person

pytestmark = pytest.mark.django_db
AWKWARD = ["2026-11-21", "2026-12-25", "2028-02-29", "2027-03-28", "2026-10-25", "2027-01-01"]


@pytest.mark.parametrize("day", AWKWARD)
def test_the_story_is_true_on_any_day(day):
    with time_machine.travel(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)):
        build_demo()
        today = today_in_london()
        stages = dict(PeerChallenge.objects.values_list("host__short_name", "stage"))
        dudley = PeerChallenge.objects.get(host__short_name="Dudley")

        assert len(stages) == 14
        assert stages["Dudley"] == Stage.ON_SITE
        assert dudley.first_day <= today
        for challenge in PeerChallenge.objects.exclude(first_day=None):
            assert is_working_day(challenge.first_day), challenge
            if challenge.stage < Stage.ON_SITE:
                assert challenge.first_day > today, challenge
        late = {milestone.challenge.host.short_name for milestone in Milestone.objects.late()}
        assert {"Walsall", "Telford and Wrekin"} <= late


def test_everybody_one_can_be_finds_something_to_look_at():
    build_demo()
    assert len(look_around()) == len(TEN) == 10
    lead = Person.objects.get(slug="amara-bell")
    assert any("Shropshire" in thing.where for thing in owed([lead.pk]))


def test_made_up_names_leave_no_real_council_in_the_story(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    call_command("make_demo", fictional_names=True)
    shown = [str(challenge) + challenge.slug for challenge in PeerChallenge.objects.select_related("host")]
    shown += Notice.objects.values_list("text", flat=True)
    for real in NAMES:
        assert not any(real in text for text in shown)
    assert Region.objects.get().name == "Midshire"
    assert Authority.objects.filter(region=Region.objects.get()).count() == 14


def test_the_demo_is_made_once(settings, tmp_path, capsys):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    call_command("make_demo")
    call_command("make_demo")
    assert "there already" in capsys.readouterr().out
    assert Region.objects.count() == 1


def test_a_database_in_use_is_left_alone(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    a_person()
    with pytest.raises(CommandError, match="in use"):
        call_command("make_demo")


def test_without_demo_mode_nothing_is_made(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=true"):
        call_command("make_demo")
    assert not Region.objects.exists()
