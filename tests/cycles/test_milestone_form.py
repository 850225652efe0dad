"""The plan of milestones as people fill it in: how many, and on which side. The plan itself counts with a minus."""

import re
from html import unescape

import pytest
from django.urls import reverse

from cycles.models import Anchor, MilestoneTemplate, Owner, Unit
from tests.builders import a_cycle, a_person, a_regional_lead

pytestmark = pytest.mark.django_db
SIDES = ("due_side", "starts_side")


@pytest.fixture
def cycle():
    return a_cycle()


@pytest.fixture
def lead(sign_in, cycle):
    return sign_in(a_regional_lead(cycle.region, a_person("Amara Bell")))


def a_line(cycle, due=-12, starts=None, anchor=Anchor.FIRST_DAY, unit=Unit.WEEKS):
    return MilestoneTemplate.objects.create(
        cycle=cycle,
        code="team",
        name="Confirm the team",
        position=1,
        anchor=anchor,
        unit=unit,
        starts=starts,
        due=due,
        owner=Owner.REGIONAL_LEAD,
    )


def address(line):
    return reverse("cycle-milestone", args=[line.cycle.slug, line.code])


def filled_in(client, line):
    """What the form sends when nothing is changed."""
    page = client.get(address(line)).content.decode()
    sent = {"owner": line.owner, "second_owner": ""}
    for tag in re.findall(r"<input\b[^>]*>", page):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if facts.get("type") != "radio" or " checked" in tag:
            sent[facts.get("name", "")] = unescape(facts.get("value", ""))
    return sent


def saved(client, line, **answers):
    answer = client.post(address(line), filled_in(client, line) | answers)
    line.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("due", "starts", "shown"),
    [
        (-12, None, {"due": "12", "due_side": "before"}),
        (2, None, {"due": "2", "due_side": "after"}),
        (-5, -8, {"due": "5", "due_side": "before", "starts": "8", "starts_side": "before"}),
        (3, -1, {"due": "3", "due_side": "after", "starts": "1", "starts_side": "before"}),
        (0, None, {"due": "0", "due_side": "after"}),
    ],
)
def test_nobody_sees_a_minus_and_saving_what_is_shown_changes_nothing(lead, cycle, due, starts, shown):
    line = a_line(cycle, due, starts)
    sent = filled_in(lead, line)
    assert {name: value for name, value in sent.items() if name in ("due", "starts", *SIDES) and value} == shown
    assert saved(lead, line).status_code == 302
    assert (line.due, line.starts) == (due, starts)


def test_how_many_and_the_side_make_the_plan(lead, cycle):
    line = a_line(cycle)
    saved(lead, line, due="3", due_side="after", starts="2", starts_side="before")
    assert (line.starts, line.due) == (-2, 3)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"due": "-12"}, "The number for when it is due must be 0 or more"),
        ({"due": ""}, "Enter the number for when it is due"),
        ({"due_side": ""}, "Select whether it is due before or after"),
        ({"starts": "3", "starts_side": ""}, "Select whether it starts before or after"),
        ({"starts": "3", "starts_side": "before"}, "The start must not be after the due date"),
        ({"due": "soon"}, "The number for when it is due must be a whole number, like 12"),
    ],
)
def test_what_is_missing_is_said_beside_its_question(lead, cycle, answers, message):
    line = a_line(cycle)
    page = saved(lead, line, **answers).content.decode()
    assert page.count(message) == 2, "in the summary and beside the field"
    assert line.due == -12


def test_the_visit_itself_needs_no_numbers(lead, cycle):
    line = a_line(cycle)
    assert saved(lead, line, anchor="visit", due="", due_side="").status_code == 302
    assert line.in_words == "During the visit"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"due": -12}, "12 weeks before the first day on site"),
        ({"due": 1}, "1 week after the first day on site"),
        ({"due": 0}, "On the first day on site"),
        ({"due": -5, "starts": -8}, "8 to 5 weeks before the first day on site"),
        ({"due": 3, "starts": -1}, "From 1 week before the first day on site to 3 weeks after it"),
        ({"due": 3, "starts": 0}, "From the first day on site to 3 weeks after it"),
        ({"due": 0, "starts": -2}, "From 2 weeks before the first day on site to that day"),
        (
            {"due": 10, "anchor": Anchor.PREVIOUS, "unit": Unit.WORKING_DAYS},
            "10 working days after the milestone before it",
        ),
    ],
)
def test_the_plan_says_when_in_plain_words(cycle, facts, words):
    assert a_line(cycle, **facts).in_words == words


def test_whoever_saves_second_sees_what_was_saved_first_and_keeps_what_they_entered(lead, cycle):
    line = a_line(cycle)
    mine = filled_in(lead, line) | {"due": "8"}
    saved(lead, line, due="10")

    answer = lead.post(address(line), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Amara Bell changed this milestone" in page
    assert "10 weeks before the first day on site, Regional lead" in page
    assert 'name="due" value="8"' in page

    again = mine | {"version": re.search(r'name="version" value="(\d+)"', page)[1]}
    assert lead.post(address(line), again).status_code == 302
    line.refresh_from_db()
    assert line.due == -8
