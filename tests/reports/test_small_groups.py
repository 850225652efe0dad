"""Groups of fewer than five people are found in a text, and what only looks like one is not."""

import pytest

from reports.small_groups import small_groups_in


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("We met 3 carers.", "3 carers"),
        ("Two of the managers said so.", "Two of the managers"),
        ("It was one young carer who told us.", "one young carer"),
        ("4 newly qualified social workers left.", "4 newly qualified social workers"),
        ("The three people whom we met", "three people"),
        ("two\npeople who use services", "two people"),
        ("(1 resident)", "1 resident"),
    ],
)
def test_a_small_group_is_found(text, group):
    assert [found.piece for found in small_groups_in(text)] == [group]


@pytest.mark.parametrize(
    "text",
    [
        "We met 13 carers, 5 managers and 1,204 people.",
        "1 in 4 people waits.",
        "They told their story four times before people came.",
        "Three teams and two places.",
        "Within 4 weeks people heard from a worker.",
        "Everyone cares about people.",
        "2.1 people a week, 3% of carers, £2 people say",
    ],
)
def test_what_is_no_small_group_is_let_through(text):
    assert small_groups_in(text) == []
