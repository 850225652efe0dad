"""What the morning mail says."""

from datetime import timedelta

import pytest

from peerchallenge.notifications.models import Notice, NoticeKind
from tests.architecture.reading import grade
from tests.builders import a_person

from .owing import DUE, owe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_owes_anything")]


def test_the_morning_mail_says_what_until_when_where_and_why(morning, settings):
    settings.BASE_URL = "https://peers.example.org"
    priya = a_person("Priya O'Neill-Shah")
    owe(priya, due_on=DUE + timedelta(days=5))
    owe(priya, due_on=DUE - timedelta(days=2), about="milestone:2", text="Risk tool")
    Notice.objects.create(key="n", person=priya, kind=NoticeKind.NEWS, about="n", text="Dudley: <b>new</b> & bold")
    (message,) = morning(DUE)
    for words in (
        "Hello Priya\n",
        "- Dudley: risk tool. The date was Wednesday 18 March 2026.",
        "- Dudley: self-assessment. Due by Wednesday 25 March 2026.",
        "You can still do what is late.",
        "- Dudley: <b>new</b> & bold",
        "https://peers.example.org/\n",
        "https://peers.example.org/contact/\n",
        "You get this mail because",
    ):
        assert words in message.body
    html = message.alternatives[0].content
    assert "&lt;b&gt;new&lt;/b&gt; &amp; bold" in html
    assert 'href="https://peers.example.org/"' in html
    assert "\n\n\n" not in message.body


def test_a_single_thing_stands_in_the_subject(morning):
    owe(a_person())
    assert morning(DUE - timedelta(days=2))[0].subject == "Dudley: self-assessment, due 20 March"


def test_the_subject_of_a_mail_about_several_councils_names_none(morning):
    priya = a_person()
    owe(priya)
    owe(priya, about="milestone:2", text="Risk tool", where="Walsall")
    assert morning(DUE)[0].subject == "Peer challenges: 2 things to do, first by 20 March"


def test_the_subject_leaves_out_the_date_before_it_gets_long(morning):
    owe(a_person(), text="Lines of enquiry for the review team to look at")
    assert morning(DUE)[0].subject == "Dudley: lines of enquiry for the review team to look at"


def test_the_morning_mail_is_easy_to_read(morning):
    owe(a_person(), due_on=DUE - timedelta(days=3))
    body = morning(DUE)[0].body
    assert max(grade(paragraph) for paragraph in body.split("\n\n") if len(paragraph.split()) > 6) <= 5
