"""Focus groups: a kind of people and a head-count, never who they were, and small groups say even less outside."""

from datetime import timedelta

import pytest

from cycles.models import Stage
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from reviews.handing_over import groups_outside
from reviews.models import FocusGroup

from .practice_builders import a_focus_group, a_practice_review

pytestmark = pytest.mark.django_db
TODAY = today_in_london()


@pytest.fixture
def practice():
    return a_practice_review()


def sent(**fields):
    day = fields.pop("held_on", TODAY)
    facts = {"kind_of_people": "managers", "detail": "team managers", "head_count": "6", "text": "", "version": "1"}
    return {**facts, "held_on-day": day.day, "held_on-month": day.month, "held_on-year": day.year, **fields}


def test_a_group_is_planned_held_and_written_up(practice, sign_in):
    client = sign_in(practice.first)
    client.post(practice.url("focus-group-new"), sent(head_count="", held_on=TODAY + timedelta(days=9)))
    group = FocusGroup.objects.get()
    assert (group.number, group.head_count, group.is_owed) == (1, None, False)

    client.post(practice.url("focus-group", 1), sent(head_count="6", text="They need time to think."))
    group.refresh_from_db()
    assert (group.head_count, group.text, group.version) == (6, "They need time to think.", 2)
    page = client.get(practice.url("practice-review")).content.decode()
    assert "Managers, team managers, 6 people" in page
    assert "Written up" in page


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"text": "Said", "head_count": ""}, "head_count", "Enter how many people came"),
        ({"head_count": "0"}, "head_count", "How many people came must be 1 or more"),
        ({"head_count": "100"}, "head_count", "How many people came must be 99 or fewer"),
        ({"kind_of_people": "spies"}, "kind_of_people", "Choose who you meet from the list"),
        ({"text": "Said", "held_on": TODAY + timedelta(days=2)}, "held_on", "in the past"),
        ({"text": "Ring 0121 496 0123"}, "text", "This looks like a phone number: 0121 496 0123. Take it out."),
        ({"detail": "team of Harper Host"}, "detail", "This looks like a name: Harper Host. Take it out."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(fields, field, words, practice, sign_in):
    answer = sign_in(practice.first).post(practice.url("focus-group-new"), sent(**fields))
    assert any(words in error for error in answer.context["form"].errors[field])
    assert not FocusGroup.objects.exists()


def test_two_readers_who_write_up_one_group_see_both(practice, sign_in):
    a_focus_group(practice.review, text="First words")
    sign_in(practice.first).post(practice.url("focus-group", 1), sent(text="Riley’s words"))
    answer = sign_in(practice.second).post(practice.url("focus-group", 1), sent(text="Sam’s words"))
    assert answer.status_code == 409
    for text in ("Riley’s words", "Sam’s words", "Riley First"):
        assert text in answer.content.decode()
    assert FocusGroup.objects.get().text == "Riley’s words"


def test_a_group_that_did_not_take_place_is_taken_out(practice, sign_in):
    a_focus_group(practice.review)
    sign_in(practice.second).post(practice.url("focus-group", 1), {"take_out": "1"})
    assert not FocusGroup.objects.exists()


def test_the_team_lead_reads_what_was_said_and_of_a_small_group_not_who_it_was(sign_in):
    practice = a_practice_review(stage=Stage.READING)
    a_focus_group(practice.review, kind_of_people="carers", detail="carers of the board", head_count=4, text="Told")
    a_focus_group(practice.review, kind_of_people="managers", detail="team managers", head_count=6, text="Said")
    client = sign_in(practice.lead)
    small, large = (client.get(practice.url("focus-group", n)).content.decode() for n in (1, 2))
    assert "Told" in small
    assert "People, fewer than 5" in small
    assert "carers of the board" not in small
    assert "Managers, team managers, 6 people" in large
    listed = client.get(practice.url("focus-groups")).content.decode()
    assert "Carers" not in listed
    assert client.post(practice.url("focus-group", 2), sent()).status_code == 403


def test_small_groups_are_put_together_outside():
    def group(kind, count):
        return FocusGroup(kind_of_people=kind, head_count=count)

    def told(*groups):
        return [f"{one['kind']}: {one['count']}" for one in groups_outside(groups)]

    assert told(group("practitioners", 8), group("carers", 5)) == [
        "Front-line practitioners: 8 people",
        "Carers: 5 people",
    ]
    assert told(group("managers", 4)) == ["Staff: fewer than 5"]
    assert told(group("managers", 4), group("leaders", 3)) == ["Staff: 7 people in small groups"]
    assert told(group("people", 2), group("carers", 2)) == ["People: fewer than 5"]
    assert told(group("partners", 1), group("managers", 2)) == ["People: fewer than 5", "Staff: fewer than 5"]
    assert told(group("managers", None)) == []


def test_the_trail_says_nothing_about_who_met_and_who_wrote(practice, sign_in):
    client = sign_in(practice.first)
    client.post(practice.url("focus-group-new"), sent())
    client.post(practice.url("focus-group", 1), sent(text="Said"))
    client.post(practice.url("focus-group", 1), {"take_out": "1"})
    told = list(Entry.objects.order_by("position").values_list("verb", "actor", "detail"))
    assert told == [
        ("focus_group.added", None, {}),
        ("focus_group.written", None, {}),
        ("focus_group.taken_out", None, {}),
    ]
