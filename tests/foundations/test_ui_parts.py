"""The parts pages are made of: tracker, tasks, tags, header, navigation."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.messages.constants import SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string

from peerchallenge.ui.context import site

HOSTILE = "<img src=x onerror=alert(1)>"
TODAY = date(2026, 2, 2)


def part(name, **context):
    return " ".join(render_to_string(f"ui/{name}.html", context).split())


def tag(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def eight_steps(now):
    names = [
        "Dates",
        "Prepare",
        "Practice review",
        "Read",
        "On site",
        "Report",
        "Actions",
        "Six and twelve months",
    ]
    states = ["done" if n < now else "now" if n == now else "todo" for n in range(1, 9)]
    return [{"text": name, "state": state} for name, state in zip(names, states, strict=True)]


def test_the_tracker_says_in_words_where_one_is():
    html = part("tracker", steps=eight_steps(2), who="Dudley")

    assert "Dudley is in step 2 of 8: <strong>Prepare</strong>" in html
    assert "You are" not in html, "people of other councils look at it too"
    assert html.count('aria-current="step"') == 2, "once for wide screens, once in the list for narrow ones"
    assert html.count(">Completed<") == 2
    assert html.count(">Not started<") == 12
    assert "<a " not in html, "it is not a menu"


def test_the_tracker_of_a_closed_challenge_says_that_it_is_complete():
    assert "Dudley has completed all 8 steps" in part("tracker", steps=eight_steps(9), who="Dudley")


def test_the_tick_of_a_step_cannot_stand_on_a_line_of_its_own():
    style = (settings.BASE_DIR / "static/src/_challenge.scss").read_text()
    ticks = re.findall(r'content: ("[^;]*✓[^;]*);', style)
    assert ticks
    assert all(tick.startswith('"✓\\a0" counter(step)') for tick in ticks), "bound to the number by a hard space"


@pytest.mark.parametrize(
    ("said", "shown"),
    [("You answered Dudley.", "You answered Dudley"), ("Saved. Next, offer dates.", "Saved. Next, offer dates.")],
)
def test_a_banner_ends_as_messages_of_forms_do(said, shown):
    assert f">{shown}</p>" in part("messages", messages=[Message(SUCCESS, said)])


def test_a_task_is_one_link_with_what_it_is_about():
    tasks = [{"text": "Answer 3 questions", "url": "/x/", "hint": "Dudley", "due": date(2026, 2, 5)}]

    html = part("task_list", tasks=tasks, today=TODAY, prefix="home")

    assert 'href="/x/" aria-describedby="home-1-about"' in html
    assert 'id="home-1-about"> Due in 3 days </div>' in html


@pytest.mark.parametrize(
    ("due", "colour"),
    [
        (date(2026, 1, 30), "red"),
        (date(2026, 2, 2), "yellow"),
        (date(2026, 2, 4), "yellow"),
        (date(2026, 2, 5), ""),
    ],
)
def test_only_what_is_late_is_red(due, colour):
    html = tag("{% due_label due today %}", due=due, today=TODAY)

    assert ("govuk-tag--red" in html) is (colour == "red")
    assert ("govuk-tag--yellow" in html) is (colour == "yellow")


def test_nothing_due_shows_nothing():
    assert tag("{% due_label None today %}{{ None|due_words:today }}{{ None|when }}{{ None|clock }}", today=TODAY) == ""


def test_statuses_use_the_five_words_of_the_design_system():
    words = tag(
        '{% status_tag "completed" %} · {% status_tag "cannot_start" %} · {% status_tag "in_progress" %} · '
        '{% status_tag "not_started" %} · {% status_tag "problem" %}'
    )

    assert "Completed · Cannot start yet · <strong" in words
    for said in ("In progress</strong>", "Not yet started</strong>", "There is a problem</strong>"):
        assert said in words
    assert "red" not in words


def test_dates_and_counts_in_templates():
    moment = datetime(2026, 3, 10, 10, 42, tzinfo=UTC)

    assert tag("{{ d|when }}", d=date(2026, 3, 10)) == "Tuesday 10 March 2026"
    assert tag("{{ d|when }}", d=moment) == "Tuesday 10 March 2026 at 10:42am"
    assert tag("{{ d|when }}", d=moment.time()) == "10:42am"
    assert tag('{{ d|when:"short" }}', d=moment) == "10 March 2026"
    assert tag("{{ d|clock }}", d=moment) == "10:42am"
    assert tag("{% visit_days a b %}", a=date(2026, 3, 10), b=date(2026, 3, 12)) == "10 to 12 March 2026"
    assert tag('{{ n|plural:"person,people" }}, {{ m|plural:"day" }}', n=3, m=1) == "3 people, 1 day"
    assert tag("{{ names|sentence_list }}", names=("Coventry", "Dudley")) == "Coventry and Dudley"


def test_what_is_captured_can_be_used_again_and_is_still_escaped():
    assert tag("{% capture as x %} {{ name }} {% endcapture %}{{ x }}|{{ x }}", name="<b>") == "&lt;b&gt;|&lt;b&gt;"


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("tracker", {"steps": [{"text": HOSTILE, "state": "now"}]}),
        ("task_list", {"tasks": [{"text": HOSTILE, "url": "/", "hint": HOSTILE, "status": HOSTILE}]}),
        (
            "summary_list",
            {"rows": [{"key": HOSTILE, "value": HOSTILE, "url": "/"}], "card": HOSTILE, "card_url": "/"},
        ),
        (
            "timeline",
            {"events": [{"title": HOSTILE, "who": HOSTILE, "text": HOSTILE, "when": datetime.now(UTC)}]},
        ),
        ("identity_bar", {"title": HOSTILE, "facts": [HOSTILE], "tabs": [{"text": HOSTILE, "url": "/"}]}),
        ("who_can_see", {"who": HOSTILE}),
        ("crumbs", {"links": [(HOSTILE, "/"), (HOSTILE, "")]}),
        ("messages", {"messages": [Message(SUCCESS, HOSTILE)]}),
    ],
)
def test_no_part_trusts_what_people_wrote(name, context):
    html = part(name, today=TODAY, **context)

    assert "<img" not in html
    assert "&lt;img" in html


def test_an_empty_fact_says_that_it_is_empty():
    html = part("summary_list", rows=[{"key": "Team lead", "value": ""}])

    assert "Nothing yet" in html


def test_a_change_link_says_what_it_changes():
    html = part("summary_list", rows=[{"key": "Team lead", "value": "Amara Bell", "url": "/x/"}])

    assert 'Change<span class="govuk-visually-hidden"> Team lead</span>' in html


def test_a_tab_says_that_one_is_there():
    tabs = [{"text": "Overview", "url": "/a/", "current": True}, {"text": "Team", "url": "/b/"}]

    html = part("identity_bar", title="Dudley, 2026", tabs=tabs)

    assert html.count('aria-current="page"') == 1
    assert "<h1" not in html


def test_pages_of_a_list_keep_the_filter(rf):
    request = rf.get("/challenges/?stage=read&page=2")
    html = part("pagination", page_obj=Paginator(range(60), 25).get_page(2), request=request)

    assert "Page 2 of 3" in html
    assert 'href="?stage=read&amp;page=1"' in html
    assert 'href="?stage=read&amp;page=3"' in html


def test_a_short_list_has_no_pages(rf):
    assert part("pagination", page_obj=Paginator(range(5), 25).get_page(1), request=rf.get("/")) == ""


def test_only_one_message_takes_the_focus_and_none_beside_an_error():
    messages = [SimpleNamespace(level_tag="success"), SimpleNamespace(level_tag="error")]

    html = part("messages", messages=messages)
    assert html.count('role="alert"') == 1
    assert "Done" in html
    assert "There is a problem" in html
    assert part("messages", messages=messages, form=SimpleNamespace(errors={"x": ["y"]})) == ""


def test_who_is_signed_in_sees_their_name_and_the_way_out(rf):
    person = SimpleNamespace(is_authenticated=True, name="Priya Shah")
    html = part("header", user=person, csrf_token="t", **site(rf.get("/")))

    assert "Priya Shah </a>" in html
    assert '<form method="post" action="/sign-out/"' in html
    assert "Sign in" not in html


def test_who_is_not_signed_in_is_shown_the_way_in(rf):
    html = part("header", user=SimpleNamespace(is_authenticated=False), **site(rf.get("/")))

    assert 'href="/sign-in/"' in html
    assert "Sign out" not in html


def test_navigation_comes_from_the_layers_above(rf):
    request = rf.get("/")
    request.navigation = lambda: [{"text": "Challenges", "url": "/challenges/", "current": True}]
    request.region_name = "West Midlands ADASS"

    known = site(request)

    assert [link["text"] for link in known["navigation"]] == ["Challenges"]
    assert known["region_name"] == "West Midlands ADASS"


@pytest.mark.parametrize("navigation", [None, [], list])
def test_without_navigation_the_public_pages_are_offered(rf, navigation):
    request = rf.get("/help/")
    request.navigation = navigation

    known = site(request)

    assert [link["text"] for link in known["navigation"] if link["current"]] == ["Help"]
    assert known["region_name"] == known["product_name"] == "Peer challenge"
