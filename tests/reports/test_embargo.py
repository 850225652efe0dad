"""A report may become public at a planned moment: exactly then, whatever sleeps, and nothing hints at it before."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cycles.actions import settings as settings_actions
from cycles.actions.dates import pause, resume
from cycles.models import BlackoutPeriod, Pause, PeerChallenge, Stage, StageChange, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from peerchallenge.jobs import queue
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import LONDON
from reports.actions import publication as actions
from reports.actions.agreement import reopen_accuracy
from reports.embargo import NoSuchMoment, in_london
from reports.models import Publication, PublishedReport
from reports.publication import Standing
from reports.settling import settle_due
from tests import builders as a

from .publication_builders import a_publication, a_time_form, an_approved_report, at, two_people

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
SOON = timedelta(hours=6)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def challenge():
    return an_approved_report()


def url(challenge, page="publication-time"):
    return reverse(page, args=[challenge.slug])


def public(client, challenge):
    client.logout()
    return client.get(reverse("public-report", args=[challenge.slug])).status_code


def plan(challenge, when=None, by=None, **more):
    facts = {"seen": a_time_form(challenge)["seen"], "at": when or NOW + SOON} | more
    return actions.publish(challenge, **facts, by=by or a.a_host_dass(challenge))


def stage_of(challenge):
    return PeerChallenge.objects.get(pk=challenge.pk).stage


@pytest.mark.parametrize(
    ("day", "clock_", "utc"),
    [
        (date(2027, 3, 27), time(23, 30), "2027-03-27T23:30"),  # the evening before clocks go forward
        (date(2027, 3, 28), time(9), "2027-03-28T08:00"),  # and the morning after
        (date(2027, 10, 30), time(23, 30), "2027-10-30T22:30"),  # the same in autumn
        (date(2027, 10, 31), time(9), "2027-10-31T09:00"),
        (date(2028, 2, 29), time(0, 1), "2028-02-29T00:01"),
        (date(2027, 7, 1), time(0, 0), "2027-06-30T23:00"),
    ],
)
def test_it_is_public_from_that_moment_on_with_worker_and_beat_stopped(
    day, clock_, utc, challenge, clock, client, sign_in
):
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    sign_in(a.a_host_dass(challenge))
    form = a_time_form(challenge, **at(datetime.combine(day, clock_)))
    answer = client.post(url(challenge), form, follow=True)
    assert "becomes public on" in answer.content.decode()
    for seconds, status in ((-1, 404), (0, 200), (3600, 200)):
        clock.move_to(moment + timedelta(seconds=seconds))
        assert public(client, challenge) == status, seconds
    assert stage_of(challenge) == Stage.AGREED, "nothing has swept yet"


@pytest.mark.parametrize(("day", "hour"), [(date(2027, 3, 28), 1), (date(2027, 10, 31), 1)])
def test_a_time_that_does_not_come_or_comes_twice_is_not_taken(day, hour, challenge, client, sign_in):
    with pytest.raises(NoSuchMoment):
        in_london(day, time(hour, 30))
    sign_in(a.a_host_dass(challenge))
    form = a_time_form(challenge, **at(datetime.combine(day, time(hour, 30))))
    assert "Clocks change in that hour" in client.post(url(challenge), form).content.decode()
    assert not PublishedReport.objects.exists()


def test_the_sweep_only_moves_the_stage_and_tells_people(challenge, clock):
    lead, director = two_people(challenge)
    milestone = a.a_milestone(challenge, code="published")
    plan(challenge, by=director)
    queue.sweep()
    assert stage_of(challenge) == Stage.AGREED
    clock.shift(SOON + timedelta(minutes=3))
    for _ in range(2):
        queue.sweep()
    assert stage_of(challenge) == Stage.PUBLISHED
    move = StageChange.objects.get()
    assert (move.by, move.reason) == (director, "Planned for Monday 1 February 2027 at 4pm.")
    milestone.refresh_from_db()
    assert milestone.done_at
    assert Notice.objects.filter(person=lead, text__contains="the report is public").count() == 1


def test_a_moment_that_is_over_is_not_taken(challenge, client, sign_in):
    sign_in(a.a_host_dass(challenge))
    form = a_time_form(challenge, **at(NOW.astimezone(LONDON) - timedelta(minutes=1)))
    assert "must be in the future" in client.post(url(challenge), form).content.decode()


@pytest.mark.parametrize("missing", ["day-day", "clock"])
def test_a_time_needs_a_day_and_an_hour(missing, challenge, client, sign_in):
    sign_in(a.a_host_dass(challenge))
    form = a_time_form(challenge, **at(NOW + SOON)) | {missing: ""}
    client.post(url(challenge), form)
    assert not PublishedReport.objects.exists()


def test_a_plan_is_changed_and_taken_back_until_its_time_has_come(challenge, clock, client, sign_in):
    lead, director = two_people(challenge)
    sign_in(director)
    client.post(url(challenge), a_time_form(challenge, **at(NOW + SOON)))
    assert "4pm" in client.get(url(challenge)).content.decode()
    client.post(url(challenge), a_time_form(challenge, **at(NOW + 2 * SOON)))
    made = Publication.objects.get()
    assert (made.published.number, made.published.publish_at) == (1, NOW + 2 * SOON)
    assert Notice.objects.filter(person=lead).values_list("text", flat=True).get().endswith("10pm")
    clock.move_to(NOW + SOON)
    assert public(client, challenge) == 404
    sign_in(director)
    client.post(url(challenge, "publication-time-removal"))
    clock.move_to(NOW + 3 * SOON)
    assert public(client, challenge) == 404
    assert not PublishedReport.objects.exists()
    assert not Notice.objects.filter(text__contains="will be public").exists()
    assert Standing(challenge).waiting, "the text stays approved"


def test_a_plan_can_become_a_publication_at_once(challenge, client, sign_in):
    director = a.a_host_dass(challenge)
    plan(challenge, by=director)
    sign_in(director)
    answer = client.post(url(challenge), a_time_form(challenge), follow=True)
    assert "The report is public now" in answer.content.decode()
    assert public(client, challenge) == 200
    assert stage_of(challenge) == Stage.PUBLISHED


def test_what_is_public_already_cannot_be_taken_back_or_planned_anew(challenge, clock):
    director = a.a_host_dass(challenge)
    plan(challenge, by=director)
    seen = a_time_form(challenge)["seen"]
    clock.shift(SOON)
    for act in (
        lambda: actions.take_back_plan(challenge, by=director),
        lambda: actions.move_plan(challenge, seen=seen, at=NOW + 3 * SOON, by=director),
    ):
        with pytest.raises(Refused, match="No publication is planned"):
            act()
    assert PublishedReport.objects.out().count() == 1


def test_the_second_of_two_who_plan_is_told(challenge):
    plan(challenge, by=a.a_host_dass(challenge, a.a_person("Dora First")))
    with pytest.raises(Refused, match="Dora First has planned it already: Monday 1 February 2027 at 4pm"):
        plan(challenge, NOW + 2 * SOON)


def closed(challenge, first, last, **facts):
    facts = {"region": challenge.cycle.region, "reason": "Pre-election period", "blocks_publication": True} | facts
    return BlackoutPeriod.objects.create(starts_on=first, ends_on=last, **facts)


def test_days_of_a_closed_period_block_it_but_for_a_written_reason_of_the_director(challenge, client, sign_in):
    closed(challenge, date(2027, 2, 1), date(2027, 2, 10))
    lead, director = a.a_regional_lead(challenge.cycle.region), a.a_host_dass(challenge)
    office = a.a_coordinator_of_region(challenge.cycle.region)
    sign_in(director)
    assert "Pre-election period: 1 to 10 February 2027" in client.get(url(challenge)).content.decode()
    for form in (a_time_form(challenge), a_time_form(challenge, **at(NOW + timedelta(days=9)))):
        page = client.post(url(challenge), form).content.decode()
        assert "No report of" in page
        assert "say why it cannot wait" in page
    assert not PublishedReport.objects.exists()
    client.post(url(challenge), a_time_form(challenge, override="A court asks for it."))
    assert public(client, challenge) == 200
    assert "A court asks for it." in sign_in(lead).get(url(challenge, "publication")).content.decode()
    assert "closed period" in sign_in(office).get(url(challenge, "publication")).content.decode()
    told = Notice.objects.filter(text__contains="closed period").values_list("person", flat=True)
    assert set(told) == {lead.pk, office.pk}


@pytest.mark.parametrize(
    "facts",
    [{"blocks_publication": False}, {"authority": "another"}, {"region": "another"}],
)
def test_other_periods_block_nothing(facts, challenge, client):
    others = {"authority": lambda: a.an_authority(region=challenge.cycle.region), "region": a.a_region}
    facts = {name: others[name]() if value == "another" else value for name, value in facts.items()}
    closed(challenge, date(2027, 2, 1), date(2027, 2, 10), **facts)
    plan(challenge, None)
    assert PublishedReport.objects.count() == 1


def test_the_day_after_a_closed_period_is_open(challenge):
    closed(challenge, date(2027, 2, 1), date(2027, 2, 10))
    with pytest.raises(Refused, match="No report"):
        plan(challenge, in_london(date(2027, 2, 10), time(23, 59)))
    plan(challenge, in_london(date(2027, 2, 11), time(0, 0)))


def test_a_period_that_is_entered_later_takes_the_plan_back_and_tells_the_director(challenge, clock, client):
    lead, director = two_people(challenge)
    office = a.a_regional_lead(challenge.cycle.region)
    plan(challenge, by=director)
    period = {"reason": "Snap election", "starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 20)}
    settings_actions.add_period(challenge.cycle.region, **period, blocks_publication=True, by=office)
    clock.shift(2 * SOON)
    assert public(client, challenge) == 404
    text = "the report is not public at the planned time, because its day is in a closed period now"
    assert set(Notice.objects.filter(text__endswith=text).values_list("person", flat=True)) == {lead.pk, director.pk}
    assert Entry.objects.filter(verb="publication.held_back", actor=office).count() == 1


def test_a_period_on_other_days_or_an_override_lets_the_plan_be(challenge):
    director, office = a.a_host_dass(challenge), a.a_regional_lead(challenge.cycle.region)
    closed(challenge, date(2027, 2, 1), date(2027, 2, 1))
    plan(challenge, override="A court asks for it.", by=director)
    for first, last in ((date(2027, 2, 1), date(2027, 2, 3)), (date(2027, 2, 2), date(2027, 2, 3))):
        period = {"reason": f"Until {last}{first}", "starts_on": first, "ends_on": last}
        settings_actions.add_period(challenge.cycle.region, **period, blocks_publication=True, by=office)
    assert Standing(challenge).planned


def test_a_challenge_that_is_paused_publishes_nothing_by_itself(challenge, clock, client):
    office = a.a_regional_lead(challenge.cycle.region)
    plan(challenge)
    pause(challenge, how=Pause.POSTPONED, reason="An inspection", by=office)
    clock.shift(2 * SOON)
    settle_due()
    assert public(client, challenge) == 404
    resume(challenge, reason="It is over", by=office)
    assert public(client, challenge) == 404
    assert stage_of(challenge) == Stage.AGREED


def test_a_pause_that_comes_after_the_time_leaves_the_report_public(challenge, clock, client):
    plan(challenge)
    clock.shift(2 * SOON)
    pause(challenge, how=Pause.POSTPONED, reason="An inspection", by=a.a_regional_lead(challenge.cycle.region))
    assert public(client, challenge) == 200
    assert stage_of(challenge) == Stage.PUBLISHED


def test_an_accuracy_check_that_opens_again_takes_the_plan_back(challenge, clock, client):
    lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    plan(challenge)
    reopen_accuracy(challenge, reason="A figure was wrong", by=lead)
    clock.shift(2 * SOON)
    settle_due()
    assert public(client, challenge) == 404
    assert stage_of(challenge) == Stage.ACCURACY_CHECK


def test_every_answer_before_the_time_looks_like_that_of_an_address_nobody_has_made(challenge, client):
    """Lists, council page and start page do not count it either."""
    pages = ("/", "/reports/", f"/reports/?council={challenge.host.slug}", f"/councils/{challenge.host.slug}/")
    before = [client.get(path).content for path in pages]
    a_publication(challenge, timezone.now() + SOON)
    assert [client.get(path).content for path in pages] == before
    unknown = client.get("/reports/nothing-like-it/")
    planned = client.get(reverse("public-report", args=[challenge.slug]))
    assert (planned.status_code, planned.content) == (404, unknown.content)
    assert dict(planned.headers) == dict(unknown.headers)
    elsewhere = client.get("/no/such/place/")
    assert elsewhere.content == planned.content
