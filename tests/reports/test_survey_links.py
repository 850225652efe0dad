"""A link of the survey: no account, no name. It can be looked at, sent, sent twice and changed until it closes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.rules import CAN
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from reports.answering import FULL, answer_by_link
from reports.models import Audience, Response, Survey, SurveyLink
from tests import builders as a

from .survey_builders import a_challenge_with_people, a_survey, closed, link_of, sends

pytestmark = pytest.mark.django_db
SAID = "The talk was too short"


@pytest.fixture
def survey():
    return a_survey()


@pytest.fixture
def link(survey):
    return link_of(survey)


def address(link):
    return reverse("survey-form", args=[link.token])


def form_of(client, link):
    """The page, and the key that came with it."""
    page = client.get(address(link))
    return page, page.context["form"]["key"].value()


def send(client, link, key=None, **sent):
    return client.post(address(link), {"key": str(key or uuid4()), "sv6": "very", **sent}, follow=True)


def used(link):
    return SurveyLink.objects.get(pk=link.pk).used


def test_the_page_says_first_why_who_reads_it_and_how_long_it_takes(link, client):
    answer, _ = form_of(client, link)
    page = answer.content.decode()
    for words in (
        "We do not ask for your name",
        "Nobody sees your answers by themselves",
        "about 4 minutes",
        "You can skip any question",
        "the council’s director, the team and the regional office",
    ):
        assert words in page
    assert page.index("Nobody sees your answers") < page.index("How well were people")
    assert answer.headers["Cache-Control"].count("no-store")


def test_participants_are_asked_less_than_the_two_sides(survey, client):
    asked = {side: set(form_of(client, link_of(survey, side))[0].context["form"].fields) for side in Audience}
    assert asked[Audience.PARTICIPANT] == {"key", "sv6", "sv7", "sv8"}
    assert asked[Audience.HOST] - asked[Audience.TEAM] == {"sv7"}


def test_looking_at_a_link_uses_nothing_up(link, client):
    for _ in range(20):
        client.get(address(link))
        client.head(address(link))
    assert used(link) == 0
    assert not Response.objects.exists()


def test_what_is_sent_is_one_answer_and_stands_in_no_trail(link, client):
    lines = Entry.objects.count()
    page = send(client, link, sv8=SAID).content.decode()
    assert "We have your answers" in page
    (answer,) = Response.objects.all()
    assert (answer.audience, answer.choices, answer.words) == ("participant", {"SV6": "very"}, SAID)
    assert used(link) == 1
    assert Entry.objects.count() == lines


def test_the_same_page_sent_again_is_the_same_answer(link, client):
    _, key = form_of(client, link)
    send(client, link, key)
    send(client, link, key, sv6="slightly")
    assert Response.objects.get().choices == {"SV6": "slightly"}
    assert used(link) == 1


def test_two_people_on_one_device_give_two_answers(link, client):
    for _ in range(2):
        _, key = form_of(client, link)
        page = send(client, link, key).content.decode()
        assert "Start again for the next person" in page
    assert Response.objects.count() == 2


def test_an_answer_is_given_anew_with_its_key_and_what_was_said_is_never_shown(link, client):
    _, key = form_of(client, link)
    send(client, link, key, sv8=SAID)
    again = reverse("survey-again", args=[link.token, key])
    for path in (again, reverse("survey-answered", args=[link.token, key])):
        page = client.get(path).content.decode()
        assert SAID not in page
        assert " checked" not in page
    client.post(again, {"key": str(uuid4()), "sv6": "moderately"})
    (answer,) = Response.objects.all()
    assert (answer.choices, answer.words) == ({"SV6": "moderately"}, "")
    assert used(link) == 1


def test_an_answer_without_anything_in_it_is_asked_for(link, client):
    page = send(client, link, sv6="").content.decode()
    assert "Answer at least one question" in page
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"sv6": "superb"}, {"key": "no-key"}, {"sv8": "x " * 301}, {"sv8": "Ring 0121 496 0123"}]
)
def test_what_cannot_be_an_answer_is_refused_with_a_sentence(link, client, sent):
    page = client.post(address(link), {"key": str(uuid4()), "sv6": "very", **sent}).content.decode()
    assert "There is a problem" in page
    assert not Response.objects.exists()


def test_a_session_has_as_many_answers_as_there_were_people(client):
    survey = a_survey(a_challenge_with_people(head_count=2))
    link = link_of(survey)
    _, first = form_of(client, link)
    send(client, link, first)
    send(client, link)
    assert "This link has been used up" in client.get(address(link)).content.decode()
    page = send(client, link).content.decode()
    assert FULL in page
    assert Response.objects.count() == 2
    assert "We have your answers" in send(client, link, first, sv6="extremely").content.decode()


def test_a_link_that_goes_round_the_world_does_not_fill_the_database(survey, settings):
    link = link_of(survey, Audience.TEAM)
    assert link.most == 1, "there is one of the team who is no expert by experience"
    sends(link)
    with pytest.raises(Refused):
        sends(link)
    assert link_of(survey, Audience.HOST).most == settings.SURVEY_MOST_OF_HOST


def test_the_same_key_counts_for_one_survey_alone(link):
    other, key = link_of(a_survey()), uuid4()
    sends(link, key)
    sends(other, key)
    assert Response.objects.count() == 2


def ended(client, path, body=None):
    answer = client.post(path, body) if body else client.get(path)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "There is no survey here now" in page
    return page.replace(answer.wsgi_request.path, "")


def test_closed_wrong_and_unknown_links_are_one_page(survey, link, client):
    key = uuid4()
    sends(link, key)
    unknown = ended(client, "/surveys/no-such-link/")
    assert ended(client, reverse("survey-answered", args=[link.token, uuid4()])) == unknown
    assert ended(client, reverse("survey-again", args=["no-such-link", key])) == unknown
    closed(survey)
    assert ended(client, address(link)) == unknown
    for name in ("survey-answered", "survey-again"):
        assert ended(client, reverse(name, args=[link.token, key])) == unknown
    assert ended(client, address(link), {"key": str(key), "sv6": "very"})


def test_after_its_last_day_a_survey_takes_nothing_even_before_it_is_closed(survey, link, client):
    Survey.objects.update(closes_on=today_in_london() - timedelta(days=1))
    ended(client, address(link))
    with pytest.raises(Refused):
        answer_by_link(link, key=uuid4(), choices={"SV6": "very"}, words="")


def test_while_the_challenge_is_paused_a_link_rests(survey, link, client):
    by = survey.challenge.cycle.opened_by
    PeerChallenge.objects.update(paused_at="2026-01-01T10:00Z", paused_by=by, paused_as="postponed")
    ended(client, address(link))


@pytest.mark.parametrize("word", ["no-such-link", "../x", "%00", "a" * 300])
def test_a_guess_finds_nothing(word, client):
    assert client.get(f"/surveys/{word}/").status_code == 404


def test_no_rule_lets_anybody_read_a_single_answer():
    assert "A25" not in {rule.asset for rule in CAN.values()}


def test_a_name_of_the_host_is_not_told_by_being_refused(survey, link, client):
    """Whoever holds a link could try names otherwise. They are looked for when the survey closes."""
    name = a.a_host_member(survey.challenge).name
    assert "We have your answers" in send(client, link, sv8=f"{name} was kind").content.decode()
