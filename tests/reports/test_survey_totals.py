"""No figure of a survey has fewer than five answers behind it, and none can be worked out from those that are shown."""

from itertools import combinations, product

import pytest
from django.urls import reverse

from reports.models import Audience
from reports.survey_totals import blocks_of, totals
from tests import builders as a

from .survey_builders import a_survey, an_answer, answers, closed

HOST, TEAM, EXPERT, PARTICIPANT = Audience.values
SIDES = (HOST, TEAM, EXPERT, PARTICIPANT)


def rank(rows):
    """How many of these rows of numbers are independent of each other."""
    rows, found = [list(map(float, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if abs(row[column]) > 1e-9), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[column] / pivot[column]
            for place, value in enumerate(pivot):
                row[place] -= factor * value
        found += 1
    return found


def can_be_worked_out(wanted, shown):
    """Whether some sum and difference of what is shown is just this set of sides."""
    as_row = [[side in block for side in SIDES] for block in shown]
    return rank([*as_row, [side in wanted for side in SIDES]]) == rank(as_row)


def what_is_shown(counts):
    """The blocks, and all of them together: every set of sides of which a page prints figures."""
    blocks = blocks_of(counts)
    everybody = tuple(side for block in blocks for side in block)
    return [*blocks, everybody] if blocks else []


def leaks(counts):
    """Sets of sides with one to four answers whose figures could be worked out."""
    shown = what_is_shown(counts)
    answered = [side for side in SIDES if counts.get(side)]
    return [
        some
        for size in range(1, len(answered) + 1)
        for some in combinations(answered, size)
        if 0 < sum(counts[side] for side in some) < 5 and shown and can_be_worked_out(some, shown)
    ]


def test_no_small_group_can_be_worked_out_whatever_the_sizes_are():
    """All sizes around the limit, on all four sides at once."""
    for sizes in product((0, 1, 3, 4, 5, 8), repeat=4):
        counts = dict(zip(SIDES, sizes, strict=True))
        assert leaks(counts) == [], counts


def test_every_answer_is_in_one_block_and_every_block_has_enough():
    for sizes in product(range(8), repeat=4):
        counts = dict(zip(SIDES, sizes, strict=True))
        blocks = blocks_of(counts)
        sides = [side for block in blocks for side in block]
        assert len(sides) == len(set(sides))
        assert set(sides) == ({side for side in SIDES if counts[side]} if sum(sizes) >= 5 else set())
        assert all(sum(counts[side] for side in block) >= 5 for block in blocks)


def test_the_ruler_finds_a_leak_where_there_is_one():
    assert can_be_worked_out((EXPERT,), [(HOST,), (HOST, EXPERT)])
    assert can_be_worked_out((TEAM, EXPERT), [(HOST,), (HOST, TEAM, EXPERT)])
    assert not can_be_worked_out((EXPERT,), [(HOST,), (TEAM, EXPERT)])


@pytest.mark.parametrize(
    ("counts", "blocks"),
    [
        ({HOST: 5, TEAM: 5}, [(HOST,), (TEAM,)]),
        ({HOST: 8, EXPERT: 1}, [(HOST, EXPERT)]),
        ({HOST: 23, TEAM: 6, EXPERT: 1}, [(HOST,), (TEAM, EXPERT)]),
        ({HOST: 23, TEAM: 6, PARTICIPANT: 2}, [(HOST, PARTICIPANT), (TEAM,)]),
        ({HOST: 2, TEAM: 6, EXPERT: 7}, [(HOST, TEAM), (EXPERT,)]),
        ({HOST: 9, TEAM: 4, EXPERT: 1}, [(HOST,), (TEAM, EXPERT)]),
        ({HOST: 3, TEAM: 3, EXPERT: 6}, [(HOST, TEAM), (EXPERT,)]),
        ({HOST: 1, EXPERT: 6}, [(HOST, EXPERT)]),
        ({HOST: 4}, []),
    ],
)
def test_small_sides_are_counted_together_and_experts_stay_by_themselves_where_they_can(counts, blocks):
    assert blocks_of(counts) == blocks


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def survey(db):
    return a_survey()


def page_of(survey, sign_in):
    director = sign_in(a.a_host_dass(survey.challenge))
    return " ".join(director.get(reverse("survey", args=[survey.challenge.slug])).content.decode().split())


def total(survey, code):
    return next(one for one in totals(survey) if one.question.code == code)


def test_a_side_with_too_few_answers_is_counted_with_another(survey, sign_in):
    answers(survey, HOST, 6, SV6="very")
    answers(survey, EXPERT, 1, SV6="not_at_all")
    page = page_of(closed(survey), sign_in)
    assert "The host council and experts by experience" in page
    assert "6 of 7 answers" in page
    assert "Here one of them has too few" in page
    assert [column.answers for column in total(survey, "SV6").columns] == [7]


def test_a_question_that_too_few_answered_shows_nothing_though_others_do(survey, sign_in):
    answers(survey, HOST, 6, SV1="very")
    answers(survey, HOST, 4, SV4="yes")
    page = page_of(closed(survey), sign_in)
    assert "Too few people answered this" in page
    assert total(survey, "SV1").together.answers == 6
    assert total(survey, "SV4").columns == []


def test_experts_by_experience_are_put_beside_everybody_else_when_both_have_enough(survey, sign_in):
    answers(survey, HOST, 5, SV6="extremely")
    answers(survey, TEAM, 3, SV6="moderately")
    answers(survey, PARTICIPANT, 2, SV6="moderately")
    answers(survey, EXPERT, 4, SV6="slightly")
    an_answer(survey, EXPERT, SV6="very")
    page = page_of(closed(survey), sign_in)
    assert "Experts by experience: 1 of 5 (20%). Everybody else: 5 of 10 (50%). The gap is 30 points." in page


def test_with_fewer_than_five_answers_nothing_is_shown_and_nothing_is_kept(survey, sign_in):
    answers(survey, HOST, 4, SV1="very")
    page = page_of(closed(survey), sign_in)
    assert "Fewer than 5 people answered" in page
    assert "very" not in str(survey.results)
    assert not survey.responses.exists()


def test_while_it_is_open_there_are_no_totals_as_two_looks_would_tell_what_one_person_said(survey, sign_in):
    answers(survey, HOST, 4, SV1="very")
    assert "Fewer than 5 people have answered so far" in page_of(survey, sign_in)
    answers(survey, HOST, 5, SV1="not_at_all")
    page = page_of(survey, sign_in)
    assert "9 people have answered so far" in page
    assert "Not at all useful" not in page


def test_the_good_end_of_a_scale_is_told_as_one_share(survey, sign_in):
    for step, number in (("extremely", 3), ("very", 1), ("do_not_know", 1)):
        answers(survey, HOST, number, SV1=step)
    page = page_of(closed(survey), sign_in)
    assert "“Extremely useful” or “Very useful”: 80%" in page
    assert "(4 of 5 answers)" in page
    assert "<title>Very useful: 20%</title>" in page


WRITTEN = [f"What I say, number {number}" for number in range(1, 6)]


def test_words_are_shown_without_a_side_when_five_people_wrote_some(survey, sign_in):
    for text in WRITTEN:
        an_answer(survey, HOST, words=text)
    page = page_of(closed(survey), sign_in)
    assert all(text in page for text in WRITTEN)
    assert {one.words for one in survey.responses.all()} == {""}


def test_fewer_words_are_neither_shown_nor_kept(survey, sign_in):
    answers(survey, HOST, 5)
    for text in WRITTEN[:4]:
        an_answer(survey, HOST, words=text)
    page = page_of(closed(survey), sign_in)
    assert WRITTEN[0] not in page
    assert "Fewer than 5 people wrote something that we can show" in page
    assert not survey.free_words.exists()


def test_words_by_which_somebody_might_be_known_are_left_out_and_counted(survey, sign_in):
    name = survey.challenge.host_members.get().person.name
    for text in [*WRITTEN, f"{name} did it well", "Ring me on 0121 496 0123"]:
        an_answer(survey, HOST, words=text)
    page = page_of(closed(survey), sign_in)
    assert "2 texts are left out" in page
    assert "did it well" not in page
    assert survey.free_words.count() == 5
