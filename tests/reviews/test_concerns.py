"""An immediate concern: passed on at once, read within the hour, answered, and never a word of it anywhere else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cycles.models import HostRole, Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from peerchallenge.notifications.owed import owed
from reviews.actions import concerns as actions
from reviews.models import Concern
from tests import builders as a
from tests.pages import body

from .evening_builders import ABOUT, ANSWER, DONE, TOLD, a_concern, pass_on, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.ON_SITE, first_day=a.a_monday())


@pytest.fixture
def officer(challenge):
    return a.a_host_member(challenge, HostRole.CONCERNS_OFFICER)


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


@pytest.fixture
def expert(challenge):
    return a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE)


def test_the_form_says_first_what_to_do_when_somebody_is_in_danger_now(challenge, officer, expert, sign_in):
    page = body(sign_in(expert), url(challenge, "concern-new"))
    assert page.index("Phone 999") < page.index("What is it about")
    assert "Do not wait for this form" in page
    assert officer.name in page
    assert "within 60 minutes" in page


def test_the_same_page_sent_again_is_one_concern_and_one_mail(challenge, officer, expert, sign_in):
    client, key = sign_in(expert), str(uuid4())
    for _ in range(3):
        assert pass_on(client, challenge, key=key).status_code == 302
    assert (Concern.objects.count(), Message.objects.count()) == (1, 1)


def test_a_page_of_another_person_passes_nothing_on(challenge, expert, lead, sign_in):
    concern = a_concern(challenge, expert)
    page = pass_on(sign_in(lead), challenge, key=str(concern.key)).content.decode()
    assert "This page was used before" in page
    with pytest.raises(Refused):
        actions.pass_on(challenge, key=concern.key, texts={}, by=lead)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"about": " "}, "Enter what it is about"),
        ({"done_already": ""}, "Enter what has been done already"),
        ({"told": ""}, "Enter whom you have told"),
        ({"about": "x" * 501}, "500 characters or fewer"),
        ({"told": "x" * 201}, "200 characters or fewer"),
        ({"key": "no key"}, ""),
        ({"about": "Her number is 07700 900123"}, "This looks like a phone number"),
        ({"told": "Michael Grant"}, "This looks like a name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(fields, fault, challenge, expert, sign_in):
    a.a_host_dass(challenge, a.a_person("Michael Grant"))
    answer = pass_on(sign_in(expert), challenge, **fields)
    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert not Concern.objects.exists()


def test_a_sign_of_a_name_is_asked_about_and_never_stops_a_concern(challenge, expert, sign_in):
    answer = pass_on(sign_in(expert), challenge, about="Bay B1 2AA on the ward map", is_fine="on")
    assert answer.status_code == 302
    assert Concern.objects.count() == 1


# --- Who reads it ----------------------------------------------------------------------------------------------------


def test_the_officer_and_the_lead_read_all_and_the_writer_their_own(challenge, officer, lead, expert, sign_in):
    a_concern(challenge, expert, about=ABOUT)
    a_concern(challenge, a.a_team_member(challenge), about="Of somebody else")
    for reader in (officer, lead):
        page = body(sign_in(reader), url(challenge))
        assert ABOUT in page
        assert "Of somebody else" in page
    client = sign_in(expert)
    page = body(client, url(challenge))
    assert ABOUT in page
    assert "Of somebody else" not in page
    assert ABOUT in body(client, url(challenge, "concern", "IC1"))
    assert client.get(url(challenge, "concern", "IC2")).status_code == 404


@pytest.mark.parametrize("role", ["RC", "HD", "HC", "HX", "HA", "OA", "OR", "SA"])
def test_it_is_not_there_for_anybody_else(role, challenge, expert, sign_in):
    a_concern(challenge, expert)
    client = sign_in(a.someone_in_role(role, challenge))
    for path in (url(challenge), url(challenge, "concern", "IC1"), url(challenge, "concern-new")):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("role", ["HP", "PR", "TM"])
def test_who_looks_at_practice_or_visits_passes_on_and_sees_nothing_of_others(role, challenge, expert, sign_in):
    a_concern(challenge, expert, about=ABOUT)
    client = sign_in(a.someone_in_role(role, challenge))
    assert ABOUT not in body(client, url(challenge))
    assert client.get(url(challenge, "concern", "IC1")).status_code == 404
    assert pass_on(client, challenge).status_code == 302


def test_the_regional_lead_knows_how_they_stand_and_no_word(challenge, officer, expert, sign_in):
    a_concern(challenge, expert, about=ABOUT, written_at=timezone.now() - timedelta(hours=2))
    a_concern(challenge, expert, about=ABOUT)
    a_concern(challenge, expert, read_by=officer, about=ABOUT)
    a_concern(challenge, expert, read_by=officer, about=ABOUT, answer=ANSWER)
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    page = body(client, url(challenge))
    counts = "2 wait to be read, 1 of them too long", "1 is read", "1 is answered"
    for sentence in ("4 concerns were passed on", *counts):
        assert sentence in page
    assert not [word for word in (ABOUT, ANSWER, expert.name, officer.name) if word in page]
    assert url(challenge) in body(client, url(challenge, "challenge"))
    assert client.get(url(challenge, "concern", "IC1")).status_code in (200, 404)
    assert ABOUT not in body(client, url(challenge, "concern", "IC1"))


@pytest.mark.parametrize("reference", ["IC9", "IC", "1", "ICx", "IC" + "9" * 500])
def test_a_concern_that_there_is_not_is_not_there(reference, challenge, officer, sign_in):
    client = sign_in(officer)
    for page in ("concern", "concern-answer"):
        assert client.get(url(challenge, page, reference)).status_code == 404


# --- The clock and the answer ----------------------------------------------------------------------------------------


def test_the_clock_runs_until_the_officer_has_read_it(challenge, officer, lead, expert, sign_in, settings):
    concern = a_concern(challenge, expert, written_at=timezone.now() - timedelta(minutes=20))
    assert "To be read by" in body(sign_in(lead), url(challenge))
    settings.CONCERN_MINUTES = 15
    assert "Overdue" in body(sign_in(lead), url(challenge))
    client = sign_in(officer)
    page = client.post(url(challenge, "concern-answer", "IC1"), {"acknowledge": "1"}, follow=True).content.decode()
    assert "Read after 20 minutes, later than it should be" in page
    concern.refresh_from_db()
    assert concern.acknowledged_by == officer
    page = client.post(url(challenge, "concern-answer", "IC1"), {"acknowledge": "1"}, follow=True).content.decode()
    assert "already" in page


def test_the_officer_says_what_was_done_and_team_lead_and_writer_read_it(challenge, officer, lead, expert, sign_in):
    a_concern(challenge, expert)
    answer = sign_in(officer).post(url(challenge, "concern-answer", "IC1"), {"answer": ANSWER, "version": "1"})
    assert answer.status_code == 302
    concern = Concern.objects.get()
    assert (concern.acknowledged_by, concern.answer) == (officer, ANSWER), "who answers has read it"
    for reader in (lead, expert):
        assert ANSWER in body(sign_in(reader), url(challenge, "concern", "IC1"))


def test_two_officers_lose_nothing(challenge, officer, expert, sign_in):
    a_concern(challenge, expert)
    client, path = sign_in(officer), url(challenge, "concern-answer", "IC1")
    client.post(path, {"answer": "The first answer", "version": "1"})
    answer = client.post(path, {"answer": "The second answer", "version": "1"})
    assert answer.status_code == 409
    assert "The first answer" in answer.content.decode()
    assert "The second answer" in answer.content.decode()
    assert client.post(path, {"answer": "Both", "version": "2"}).status_code == 302


@pytest.mark.parametrize(
    ("answer", "fault"), [("", "Enter what was done"), ("x" * 1001, "1000 characters"), ("a@example.org", "looks like")]
)
def test_an_answer_that_is_wrong_is_said_so(answer, fault, challenge, officer, expert, sign_in):
    a_concern(challenge, expert)
    page = sign_in(officer).post(url(challenge, "concern-answer", "IC1"), {"answer": answer, "version": "1"})
    assert fault in page.content.decode()
    assert Concern.objects.get().answered_at is None


@pytest.mark.parametrize("role", ["TL", "TM", "EE", "PR", "HP", "RL", "HD"])
def test_only_the_officer_answers(role, challenge, expert, sign_in):
    a_concern(challenge, expert)
    client = sign_in(a.someone_in_role(role, challenge))
    assert client.post(url(challenge, "concern-answer", "IC1"), {"acknowledge": "1"}).status_code == 404
    assert Concern.objects.get().acknowledged_at is None


def test_nothing_is_answered_before_it_is_read(challenge, expert):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_concern(challenge, expert, answer=ANSWER)


def test_a_paused_challenge_holds_no_concern_up(challenge, officer, expert, sign_in):
    paused = {"paused_at": timezone.now(), "paused_by": officer, "paused_as": "postponed"}
    type(challenge).objects.filter(pk=challenge.pk).update(**paused)
    assert pass_on(sign_in(expert), challenge).status_code == 302
    answer = sign_in(officer).post(url(challenge, "concern-answer", "IC1"), {"acknowledge": "1"})
    assert answer.status_code == 302


# --- Tasks, trail, and nowhere else ----------------------------------------------------------------------------------


def test_the_officer_owes_it_and_the_lead_phones_when_nobody_reads_it(challenge, officer, lead, expert):
    concern = a_concern(challenge, expert)
    assert [thing.text for thing in owed([officer.pk])] == ["Read the immediate concern IC1"]
    late = "Phone the host’s officer: nobody has read the immediate concern IC1"
    assert late not in [thing.text for thing in owed([lead.pk])]
    Concern.objects.update(written_at=timezone.now() - timedelta(hours=2))
    assert late in [thing.text for thing in owed([lead.pk])]
    actions.acknowledge(concern, by=officer)
    assert [thing.text for thing in owed([officer.pk])] == ["Say what was done about the immediate concern IC1"]
    assert late not in [thing.text for thing in owed([lead.pk])]
    Concern.objects.update(answered_at=timezone.now())
    assert owed([officer.pk]) == []


def test_the_trail_names_nobody_and_nothing_of_it(challenge, officer, expert):
    texts = {"about": ABOUT, "done_already": DONE, "told": TOLD}
    concern = actions.pass_on(challenge, key=uuid4(), texts=texts, by=expert)
    actions.acknowledge(concern, by=officer)
    actions.answer(concern, text=ANSWER, seen=1, by=officer)
    entries = Entry.objects.order_by("pk")
    assert [entry.verb for entry in entries] == ["concern.passed_on", "concern.acknowledged", "concern.answered"]
    assert [(entry.actor, entry.detail) for entry in entries] == [(None, {})] * 3


def test_fifty_concerns_ask_no_more_than_one(challenge, lead, expert, sign_in, django_assert_max_num_queries):
    for _ in range(50):
        a_concern(challenge, expert)
    client = sign_in(lead)
    for path in (url(challenge), url(challenge, "concern", "IC1"), url(challenge, "concern-new")):
        with django_assert_max_num_queries(10):
            assert client.get(path).status_code == 200
