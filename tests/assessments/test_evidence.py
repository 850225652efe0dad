"""An answer rests on documents: linked from the list, with the place in them, taken out and put back."""

import pytest
from django.utils import timezone

from assessments.actions.answers import share_out
from assessments.actions.documents import take_out
from assessments.models import Evidence, Way
from cycles.models import HostRole
from peerchallenge.audit.models import Entry
from tests import builders as a

from .builders import a_preparing_challenge, a_web_page, an_answer, path_to, signed_off

pytestmark = pytest.mark.django_db
PAGE = "use-of-resources/1/evidence/"


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def priya(challenge, sign_in):
    person = a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Priya Shah"))
    sign_in(person)
    return person


def link(client, challenge, code, where="page 4", page=PAGE, form="self-assessment"):
    return client.post(path_to(challenge, page, form=form), {"document": code, "where": where}, follow=True)


def test_the_button_saves_the_words_before_it_leads_to_the_evidence(challenge, client, priya):
    sent = client.post(
        path_to(challenge, "use-of-resources/1/"),
        {"text": "Half a thought", "completed": "later", "then": "evidence", "version": 1},
    )
    assert sent.headers["Location"] == path_to(challenge, PAGE)
    assert an_answer(challenge).text == "Half a thought"


def test_a_document_is_linked_with_the_place_in_it(challenge, client, priya):
    document = a_web_page(challenge, "Budget monitoring")
    link(client, challenge, document.code)
    link(client, challenge, document.code)
    assert [(one.document, one.where, one.added_by) for one in Evidence.objects.all()] == [(document, "page 4", priya)]
    page = client.get(path_to(challenge, "use-of-resources/1/")).content.decode()
    assert "Budget monitoring" in page
    assert "page 4" in page


def test_it_is_taken_out_and_one_button_puts_it_back(challenge, client, priya):
    document = a_web_page(challenge, "Budget monitoring")
    link(client, challenge, document.code)
    gone = client.post(path_to(challenge, PAGE), {"take_out": Evidence.objects.get().pk}, follow=True)
    page = gone.content.decode()
    assert not Evidence.objects.exists()
    assert "Budget monitoring is taken out" in page
    assert "Undo" in page
    link(client, challenge, document.code)
    assert Evidence.objects.get().where == "page 4"
    assert Entry.objects.filter(verb__startswith="evidence.").count() == 3


def test_a_document_that_is_taken_out_is_not_called_an_earlier_version(challenge, client, priya):
    document = a_web_page(challenge, "Budget monitoring")
    link(client, challenge, document.code)
    take_out(challenge, document, by=priya)
    for page in (PAGE, "use-of-resources/1/"):
        shown = client.get(path_to(challenge, page)).content.decode()
        assert "(taken out)" in shown
        assert "an earlier version" not in shown


def test_only_current_documents_of_this_challenge_can_be_linked(challenge, client, priya):
    elsewhere = a_web_page(a_preparing_challenge(), code="X09")
    old = a_web_page(challenge, ended_at=timezone.now(), ended_by=priya)
    not_held = a_web_page(challenge, way=Way.NOT_HELD, reason="We have none")
    for document in (elsewhere, old, not_held):
        assert "Choose a document from the list" in link(client, challenge, document.code).content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("number", ["0", "999999999999999999999", "x", ""])
def test_nobody_takes_out_what_is_not_linked_here(challenge, client, priya, number):
    other = an_answer(challenge, "practice")
    other.evidence.create(document=a_web_page(challenge), added_by=priya)
    assert client.post(path_to(challenge, PAGE), {"take_out": number}).status_code == 404
    assert client.post(path_to(challenge, PAGE), {"take_out": Evidence.objects.get().pk}).status_code == 404


def test_a_form_that_is_signed_off_keeps_its_evidence(challenge, client, priya):
    document = a_web_page(challenge)
    signed_off(challenge)
    assert "This form is signed off" in link(client, challenge, document.code).content.decode()
    assert not Evidence.objects.exists()


def test_a_risk_rests_on_documents_too(challenge, client, priya):
    document = a_web_page(challenge, "Staff survey")
    page = link(client, challenge, document.code, page="performance-outcomes/evidence/", form="risks").content.decode()
    assert "Staff survey is linked" in page
    assert Evidence.objects.get().risk.question.code == "RD1"


def test_without_documents_the_page_says_so(challenge, client, priya):
    assert "There are no documents yet" in client.get(path_to(challenge, PAGE)).content.decode()


def test_who_only_helps_with_a_question_links_what_is_theirs_and_hears_of_nothing_else(challenge, client, sign_in):
    ravi = a.a_host_member(challenge, HostRole.COLLEAGUE)
    theirs, own = (
        a_web_page(challenge, "Budget of the council"),
        a_web_page(challenge, "Rota of my team", added_by=ravi),
    )
    share_out(an_answer(challenge), to=ravi, by=challenge.cycle.opened_by)
    sign_in(ravi)
    page = client.get(path_to(challenge, PAGE)).content.decode()
    assert ("Rota of my team" in page, "Budget of the council" in page) == (True, False)
    link(client, challenge, theirs.code)
    link(client, challenge, own.code)
    assert [evidence.document for evidence in Evidence.objects.all()] == [own]
