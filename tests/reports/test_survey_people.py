"""People with an account are asked on their home page and in the morning mail, until they have answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cycles.models import HostRole, PeerChallenge, Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reports.answering import hash_of
from reports.models import Response, SurveyAsking
from tests import builders as a

from .survey_builders import a_challenge_with_people, a_survey, closed, sends

pytestmark = pytest.mark.django_db
TASK = "Say how the visit went"


@pytest.fixture
def challenge():
    return a_challenge_with_people()


@pytest.fixture
def expert(challenge):
    return challenge.team.get(role=TeamRole.EXPERT_BY_EXPERIENCE).person


@pytest.fixture
def survey(challenge):
    return a_survey(challenge)


def page(challenge):
    return reverse("survey-answer", args=[challenge.slug])


def things(person):
    return [(thing.text, thing.due_on) for thing in owed([person.pk])]


def send(client, challenge, key=None, **sent):
    return client.post(page(challenge), {"key": str(key or uuid4()), "sv1": "very", **sent}, follow=True)


def test_everybody_who_took_part_is_asked_and_nobody_else(challenge):
    helpers = [a.a_host_member(challenge, role) for role in (HostRole.PSW, HostRole.READER, HostRole.COLLEAGUE)]
    reviewer, lead = a.a_team_member(challenge, TeamRole.PRACTICE_REVIEWER), a.a_regional_lead(challenge.cycle.region)
    left = a.a_team_member(challenge)
    challenge.team.filter(person=left).update(ended_at="2026-01-01T10:00Z")
    survey = a_survey(challenge)
    asked = set(survey.askings.values_list("person", flat=True))
    assert asked >= {person.pk for person in (*helpers, reviewer)}
    assert survey.asked == len(asked) == 8
    assert not asked & {lead.pk, left.pk}


def test_the_task_goes_when_somebody_has_answered(challenge, expert, survey, sign_in):
    assert things(expert) == [(TASK, survey.closes_on)]
    client = sign_in(expert)
    assert TASK.lower() in client.get("/").content.decode().lower()
    assert "We have your answers" in send(client, challenge).content.decode()
    assert things(expert) == []
    (answer,) = Response.objects.all()
    assert (answer.audience, answer.choices) == ("expert", {"SV1": "very"})


@pytest.mark.parametrize(
    ("role", "side"), [("TM", "team"), ("PR", "team"), ("EE", "expert"), ("HD", "host"), ("HX", "host")]
)
def test_an_answer_knows_the_side_and_no_finer_part(challenge, survey, role, side, sign_in):
    send(sign_in(a.someone_in_role(role, challenge)), challenge)
    assert Response.objects.get().audience == side


def test_the_page_sent_again_is_one_answer_and_leads_to_the_same_key(challenge, expert, survey, sign_in):
    client, key = sign_in(expert), uuid4()
    first = send(client, challenge, key)
    again = send(client, challenge, key, sv1="slightly")
    assert first.redirect_chain == again.redirect_chain
    assert str(key) in first.redirect_chain[0][0]
    assert Response.objects.get().choices == {"SV1": "slightly"}


def test_nobody_answers_twice_as_themselves(challenge, expert, survey, sign_in):
    client = sign_in(expert)
    send(client, challenge)
    assert "You have answered" in send(client, challenge).content.decode()
    assert "We do not know which answers are yours" in client.get(page(challenge)).content.decode()
    assert Response.objects.count() == 1


def test_who_does_not_want_to_be_asked_says_so_and_looks_like_who_has_answered(challenge, expert, survey, sign_in):
    client = sign_in(expert)
    assert "You are not asked again" in client.post(page(challenge), {"no": "1"}, follow=True).content.decode()
    assert things(expert) == []
    lead = challenge.team.get(role=TeamRole.TEAM_LEAD).person
    send(sign_in(lead), challenge)
    rows = SurveyAsking.objects.filter(person__in=(expert, lead)).values("is_done")
    assert [set(row.items()) for row in rows] == [{("is_done", True)}] * 2


def test_the_morning_mail_tells_of_it_once_and_it_is_open_for_four_weeks(challenge, expert):
    today = today_in_london()
    PeerChallenge.objects.update(first_day=today - timedelta(days=2), last_day=today)
    challenge.refresh_from_db()
    survey = a_survey(challenge)
    told = Notice.objects.get(person=expert)
    assert "say how the visit went" in told.text
    assert told.path == page(challenge)
    assert survey.closes_on == today + timedelta(weeks=4)


def test_a_survey_that_is_opened_late_stays_open_for_two_weeks(challenge):
    PeerChallenge.objects.update(
        last_day=today_in_london() - timedelta(days=60), first_day=today_in_london() - timedelta(days=62)
    )
    challenge.refresh_from_db()
    assert a_survey(challenge).closes_on == today_in_london() + timedelta(weeks=2)


def test_no_task_waits_for_anybody_when_it_has_closed_or_the_challenge_is_paused(challenge, expert, survey, sign_in):
    by = challenge.cycle.opened_by
    PeerChallenge.objects.update(paused_at="2026-01-01T10:00Z", paused_by=by, paused_as="postponed")
    assert things(expert) == []
    PeerChallenge.objects.update(paused_at=None, paused_by=None, paused_as=None)
    closed(survey)
    assert things(expert) == []
    assert "No survey is open now" in sign_in(expert).get(page(challenge)).content.decode()


def test_who_joined_after_it_opened_can_answer_too(challenge, survey, sign_in):
    newcomer = a.a_host_member(challenge, HostRole.PSW)
    assert things(newcomer) == []
    assert "We have your answers" in send(sign_in(newcomer), challenge).content.decode()


def test_no_line_of_the_trail_names_who_answered(challenge, expert, survey, sign_in):
    before = list(Entry.objects.values_list("verb", flat=True))
    key = uuid4()
    send(sign_in(expert), challenge, key, sv8="What I say")
    closed(survey)
    assert before == ["survey.opened"]
    assert set(Entry.objects.values_list("verb", flat=True)) == {"survey.opened", "survey.closed"}
    lines = str(list(Entry.objects.values("subject", "detail", "actor")))
    assert "fewer than 5 answers" in lines
    for word in ("What I say", str(key), hash_of(key), f"'actor': {expert.pk}"):
        assert word not in lines


def test_the_office_sees_nowhere_who_has_answered(challenge, expert, survey, sign_in):
    send(sign_in(expert), challenge)
    lead = sign_in(a.a_regional_lead(challenge.cycle.region))
    for name in ("survey", "survey-links", "activity"):
        assert expert.name not in lead.get(reverse(name, args=[challenge.slug])).content.decode()


def test_an_answer_by_link_and_one_with_an_account_are_counted_apart(challenge, expert, survey, sign_in):
    link = survey.links.get(audience="expert")
    sends(link, SV1="very")
    send(sign_in(expert), challenge)
    assert Response.objects.filter(audience="expert").count() == 2


@pytest.mark.parametrize("stage", Stage.values)
def test_the_page_is_there_from_the_end_of_the_visit(challenge, survey, expert, stage, sign_in):
    PeerChallenge.objects.update(stage=stage)
    expected = 200 if Stage.DRAFTING <= stage <= Stage.FOLLOW_UP else 403
    assert sign_in(expert).get(page(challenge)).status_code == expected
