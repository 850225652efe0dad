"""The list of documents: what the team asks for, what answers it, what is missing, and who sees which line."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.documents import asked_of, current_documents
from assessments.models import Answer, Assessment, Evidence, RiskItem, Way
from cycles.models import HostRole, PeerChallenge, Stage, StageChange, TeamRole
from tests import builders as a
from tests.assessments.builders import PDF, a_document, a_preparing_challenge, many_links

pytestmark = pytest.mark.django_db


def asked(challenge, code):
    return asked_of(challenge).get(code=code)


def shown(client, challenge, query=""):
    return client.get(reverse("documents", args=[challenge.slug]) + query)


def lines(response):
    """The codes of the lines on the page, in order."""
    return re.findall(r'<span class="app-quiet">([DX]\d+)</span>', response.content.decode())


def test_a_new_list_has_every_line_of_the_team_by_area(sign_in):
    challenge = a_preparing_challenge()
    response = shown(sign_in(a.a_host_member(challenge)), challenge)
    assert lines(response)[:4] == ["D04", "D05", "D29", "D08"]
    assert len(lines(response)) == 30
    assert "0 of 25 answered" in response.content.decode()


def test_each_way_of_answering_counts(sign_in):
    challenge = a_preparing_challenge()
    strategy = a_document(challenge, asked(challenge, "D02"))
    a_document(challenge, asked(challenge, "D01"), way=Way.LINK, link="https://www.example.org/plan")
    a_document(challenge, asked(challenge, "D21"), way=Way.SECTION, part_of=strategy, where="Page 8")
    a_document(challenge, asked(challenge, "D20"), way=Way.NOT_HELD, reason="We write it now")
    a_document(challenge, asked(challenge, "D18"))  # nobody has to give this one
    page = shown(sign_in(a.a_host_member(challenge)), challenge).content.decode()
    assert "4 of 25 answered" in page
    for about in ("PDF, 1 KB", "Public web page", "Part of D02", "We do not have this"):
        assert about in page


def test_a_part_of_a_document_that_was_taken_out_is_no_answer(sign_in):
    challenge = a_preparing_challenge()
    strategy = a_document(challenge, asked(challenge, "D02"))
    a_document(challenge, asked(challenge, "D21"), way=Way.SECTION, part_of=strategy, where="Page 8")
    client = sign_in(a.a_host_member(challenge))
    client.post(reverse("document", args=[challenge.slug, "D02"]), {"take_out": "1"})
    page = shown(client, challenge).content.decode()
    assert "0 of 25 answered" in page
    assert "There is a problem" in page


def test_a_part_follows_its_document_to_a_newer_version():
    challenge = a_preparing_challenge()
    strategy = a_document(challenge, asked(challenge, "D02"))
    part = a_document(challenge, asked(challenge, "D21"), way=Way.SECTION, part_of=strategy, where="Page 8")
    a_document(challenge, asked(challenge, "D02"))
    assert current_documents(challenge).get(pk=part.pk).leads_somewhere
    a_document(challenge, asked(challenge, "D02"), way=Way.NOT_HELD, reason="It is out of date")
    assert not current_documents(challenge).get(pk=part.pk).leads_somewhere


@pytest.mark.parametrize(
    ("show", "expected"),
    [("all", ["D04", "D05", "D29"]), ("missing", ["D05", "D29"]), ("required", ["D04", "D05"]), ("zzz", ["D04"])],
)
def test_the_list_can_be_narrowed(sign_in, show, expected):
    challenge = a_preparing_challenge()
    a_document(challenge, asked(challenge, "D04"))
    a_document(challenge, title="Something extra", code="X01")
    found = lines(shown(sign_in(a.a_host_member(challenge)), challenge, f"?show={show}"))
    assert found[: len(expected)] == expected
    assert ("X01" in found) == (show in ("all", "zzz"))


def test_what_may_be_absent_says_when_it_is_needed(sign_in):
    challenge = a_preparing_challenge()
    assert (
        "Required if the council publishes one"
        in shown(sign_in(a.a_host_member(challenge)), challenge).content.decode()
    )


def test_extra_documents_come_after_the_list_page_by_page(sign_in):
    challenge = a_preparing_challenge()
    many_links(challenge, 1, 101)
    client = sign_in(a.a_host_member(challenge))
    assert lines(shown(client, challenge))[-2:] == ["X24", "X25"]
    assert lines(shown(client, challenge, "?page=5"))[-1] == "X101"


def test_a_colleague_sees_what_they_gave_and_what_is_missing(sign_in):
    challenge = a_preparing_challenge()
    colleague = a.a_host_member(challenge, HostRole.COLLEAGUE)
    a_document(challenge, asked(challenge, "D04"), way=Way.NOT_HELD, reason="Not for the colleague")
    a_document(challenge, asked(challenge, "D05"), by=colleague)
    a_document(challenge, title="Of somebody else", code="X01")
    a_document(challenge, title="Of the colleague", code="X02", by=colleague)
    response = shown(sign_in(colleague), challenge)
    found = lines(response)
    assert {"D05", "D08", "X02"} <= set(found)
    assert not {"D04", "X01"} & set(found)
    assert "of 25 answered" not in response.content.decode()


def test_the_regional_coordinator_sees_how_far_it_is_and_no_document(sign_in):
    challenge = a_preparing_challenge()
    a_document(challenge, title="Not for the office")
    page = shown(sign_in(a.a_coordinator_of_region(challenge.cycle.region)), challenge).content.decode()
    assert "You can see how far this peer challenge is" in page
    assert "Not for the office" not in page


def test_what_comes_after_the_release_of_the_pack_is_marked(sign_in):
    challenge = a_preparing_challenge()
    a_document(challenge, asked(challenge, "D04"))
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.READING)
    StageChange.objects.create(challenge=challenge, before=Stage.PREPARING, after=Stage.READING)
    a_document(challenge, asked(challenge, "D05"))
    page = shown(sign_in(a.a_team_member(challenge)), challenge).content.decode()
    assert page.count("Added after the pack was released") == 1


def test_the_pack_reads_the_documents_in_order():
    challenge = a_preparing_challenge()
    for code in ("X100", "X02"):
        a_document(challenge, code=code, title=code)
    a_document(challenge, asked(challenge, "D04"))
    a_document(challenge, asked(challenge, "D04"), file=SimpleUploadedFile("new.pdf", PDF))
    assert [(one.code, one.number) for one in current_documents(challenge)] == [("D04", 2), ("X02", 1), ("X100", 1)]


@pytest.mark.parametrize("page", ["documents", "document", "document-answer"])
def test_three_hundred_documents_cost_no_more_than_three(sign_in, page):
    challenge = a_preparing_challenge()
    client = sign_in(a.a_host_member(challenge))
    arguments = [challenge.slug] if page == "documents" else [challenge.slug, "D04"]
    address = reverse(page, args=arguments) + ("?way=section" if page == "document-answer" else "")
    counts = []
    for first, last in ((1, 3), (4, 300)):
        many_links(challenge, first, last)
        a_document(challenge, asked(challenge, "D04"), way=Way.LINK, link="https://www.example.org/")
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        counts.append(len(questions))
    assert counts[0] == counts[1] <= 12


def test_a_document_names_the_questions_it_is_evidence_for_to_those_who_may_see_them(sign_in):
    challenge = a_preparing_challenge()
    document, coordinator = a_document(challenge, asked(challenge, "D04")), a.a_host_member(challenge)
    answer = Answer.objects.filter(assessment__challenge=challenge).first()
    risk = RiskItem.objects.filter(assessment__challenge=challenge).first()
    Evidence.objects.create(answer=answer, document=document, added_by=coordinator)
    Evidence.objects.create(risk=risk, document=document, added_by=coordinator)
    address = reverse("document", args=[challenge.slug, "D04"])
    seen = {}
    for name, person in (
        ("coordinator", coordinator),
        ("visitor", a.a_team_member(challenge, TeamRole.PRACTICE_REVIEWER)),
    ):
        page = html.unescape(sign_in(person).get(address).content.decode())
        seen[name] = (answer.question.title in page, risk.question.title in page)
    assert seen == {"coordinator": (True, True), "visitor": (False, False)}
    Assessment.objects.filter(challenge=challenge).update(signed_off_at=timezone.now(), signed_off_by=coordinator)
    page = html.unescape(sign_in(a.a_team_member(challenge, TeamRole.PRACTICE_REVIEWER)).get(address).content.decode())
    assert (answer.question.title in page, risk.question.title in page) == (True, False)
